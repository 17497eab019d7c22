//! Somebody takes a phone, or the liaison's machine, and everything that the relay keeps.
//!
//! Every stretch of 32 bytes in the saved state is tried as every kind of key. What was read and wiped stays unread.

use std::collections::BTreeSet;

use porchlight_client::{History, Task};
use porchlight_protocol::{DropTag, Epoch, Sequence, Tag};
use porchlight_relay_core::MemoryStore;
use porchlight_sealing::{Chain, GrantChain, Link, STARTS_MAX, Secret, VaultOpener};
use porchlight_tests::world::{DAY, World};

/// Steps that a thief tries from each stretch: a chain may stand a little before what it opens, such as a post behind the turn.
const STEPS: u64 = 7;

struct Relay {
    tags: BTreeSet<Tag>,
    drops: BTreeSet<DropTag>,
}

fn seized(store: &MemoryStore, feed: &porchlight_protocol::FeedId) -> Relay {
    let shelf = store.shelf(feed).expect("the feed exists");
    let sealed = shelf.envelopes.values().filter(|envelope| !envelope.kind().is_control());
    Relay { tags: sealed.map(|envelope| envelope.tag()).collect(), drops: shelf.drops.keys().copied().collect() }
}

/// How many envelopes and grants the state finds at the relay.
fn finds(state: &[u8], feed: &porchlight_protocol::FeedId, relay: &Relay) -> (usize, usize) {
    let (mut envelopes, mut grants) = (BTreeSet::<Tag>::new(), BTreeSet::<DropTag>::new());
    for stretch in state.windows(32) {
        let stretch: [u8; 32] = stretch.try_into().expect("32 bytes");
        let key = Secret::new(stretch);
        let mut chain = Chain::new(Sequence(1), key.clone());
        let mut granted = GrantChain::new(Epoch(1), key);
        for step in 2..2 + STEPS {
            envelopes.extend(relay.tags.get(&chain.tag()));
            grants.extend(relay.drops.get(&granted.tag(feed)));
            chain.step();
            granted.advance_to(Epoch(u32::try_from(step).expect("few steps"))).expect("forwards");
        }
    }
    (envelopes.len(), grants.len())
}

#[test]
fn a_phone_opens_nothing_that_it_has_read_and_finds_no_grant_again() {
    let mut world = World::new(1);
    let mut liaison = world.liaison();
    let text = world.invite(&mut liaison, "Bondar", History::Latest);
    let mut device = world.join(&text);
    for code in ["calm", "unchanged"] {
        world.post(&mut liaison, code);
        world.tell(&mut liaison, "Bondar", "in-contact", None);
        world.wait(8 * DAY);
    }
    world.read(&mut device);
    assert_eq!(device.party().notices_opened(), 2);
    let feed = world.feed(&mut liaison);
    let state = device.disk_bytes().expect("it saves what it reads");
    assert_eq!(finds(&state, &feed, &seized(world.relay.store(), &feed)), (0, 0));

    let link = Link::parse(&text).expect("a good link");
    let secret = link.secret.secret().as_bytes();
    assert!(!state.windows(32).any(|stretch| stretch == secret), "the link's secret is wiped");
}

#[test]
fn the_liaisons_machine_opens_no_notice_that_was_told_and_finds_no_grant_again() {
    let mut world = World::new(2);
    let mut liaison = world.liaison();
    world.family(&mut liaison, "Bondar");
    let feed = world.feed(&mut liaison);
    let before = seized(world.relay.store(), &feed).tags;
    world.tell(&mut liaison, "Bondar", "wounded", None);
    world.tell(&mut liaison, "Bondar", "please-call", None);
    world.wait(8 * DAY);
    world.session_for(&mut liaison, porchlight_client::Task::Families);
    let mut relay = seized(world.relay.store(), &feed);
    relay.tags.retain(|tag| !before.contains(tag));
    let (notices, grants) = finds(&liaison.disk_bytes().expect("it saves"), &feed, &relay);
    assert_eq!((notices, grants), (0, 0));
}

/// How many of these vaults' tags the state leads to.
fn vaults_found(state: &[u8], tags: &BTreeSet<DropTag>) -> usize {
    let opener = |stretch: &[u8]| VaultOpener::new(Secret::new(stretch.try_into().expect("32 bytes")));
    state.windows(32).filter(|stretch| tags.contains(&opener(stretch).tag())).count()
}

#[test]
fn the_liaisons_machine_and_every_vault_open_no_status_older_than_its_history() {
    let mut world = World::new(4);
    let mut liaison = world.liaison();
    world.family(&mut liaison, "Bondar");
    let feed = world.feed(&mut liaison);
    let (mut vaults, mut tags, mut weeks) = (Vec::new(), BTreeSet::new(), Vec::new());
    for _ in 0..STARTS_MAX + 6 {
        let place = world.post(&mut liaison, "calm");
        let shelf = world.relay.store().shelf(&feed).expect("the feed exists");
        weeks.push(shelf.envelopes[&Sequence(place)].tag());
        let complete = shelf.vault.complete.as_ref().expect("there is a vault");
        tags.extend(complete.tags);
        // The vaults' bytes are searched too: no stretch of one is a key to anything.
        vaults.extend(shelf.vault_pieces.values().flat_map(|piece| piece.as_bytes()[..40].to_vec()));
        world.wait(8 * DAY);
    }
    world.session_for(&mut liaison, Task::Families);
    let state = [liaison.disk_bytes().expect("it saves"), vaults].concat();
    assert_eq!(vaults_found(&state, &tags), 0, "the machine knows only for whom the vault is sealed");

    let (old, kept) = weeks.split_at(6);
    let only = |tags: &[Tag]| Relay { tags: tags.iter().copied().collect(), drops: BTreeSet::new() };
    assert_eq!(finds(&state, &feed, &only(old)).0, 0, "older than what it keeps for history");
    assert!(finds(&state, &feed, &only(kept)).0 > STARTS_MAX / 2, "the search finds what is kept for history");
}

#[test]
fn a_removed_device_opens_nothing_newer_with_all_that_the_relay_keeps() {
    let mut world = World::new(5);
    let mut liaison = world.liaison();
    world.family(&mut liaison, "Bondar");
    let shevchuk = world.family(&mut liaison, "Shevchuk");
    let feed = world.feed(&mut liaison);
    let state = shevchuk.disk_bytes().expect("it saves");
    let before = seized(world.relay.store(), &feed).tags;
    assert!(world.task(&mut liaison, Task::Remove { family: "Shevchuk".into(), device: None }).is_ok());
    world.post(&mut liaison, "calm");
    world.tell(&mut liaison, "Bondar", "wounded", None);
    world.wait(8 * DAY);
    world.post(&mut liaison, "calm");
    let mut relay = seized(world.relay.store(), &feed);
    relay.tags.retain(|tag| !before.contains(tag));
    let (envelopes, drops) = finds(&state, &feed, &relay);
    assert_eq!(envelopes, 0);
    assert_eq!(drops, 1, "its farewell, and no grant behind it");
}

/// How much of what was said after the completing epoch an office's state opens that was taken before; and, to show that the
/// search finds what there is, how much it would have opened without the re-claim.
fn opened_after_the_theft(has_renewed: bool, change_hands: bool) -> (usize, usize) {
    let mut world = World::new(6);
    let mut liaison = world.liaison();
    let mut bondar = world.family(&mut liaison, "Bondar");
    let stolen = liaison.disk_bytes().expect("it saves");
    let feed = world.feed(&mut liaison);
    if change_hands {
        let link = world.empower(&mut liaison, None);
        liaison = world.accept(&link).unwrap_or_else(|failure| panic!("{failure:?}")).0;
    } else {
        world.wait(porchlight_client::KEM_RENEW_EVERY_SECONDS);
        world.post(&mut liaison, "calm");
    }
    if has_renewed {
        world.wait(60);
        world.read(&mut bondar);
    }
    world.session_for(&mut liaison, Task::Families);
    let before = seized(world.relay.store(), &feed);
    world.wait(8 * DAY);
    world.post(&mut liaison, "calm");
    world.tell(&mut liaison, "Bondar", "wounded", None);
    let mut relay = seized(world.relay.store(), &feed);
    relay.tags.retain(|tag| !before.tags.contains(tag));
    relay.drops.retain(|tag| !before.drops.contains(tag));
    finds(&stolen, &feed, &relay)
}

#[test]
fn a_stolen_office_and_a_former_liaison_open_nothing_after_the_completing_epoch() {
    for change_hands in [false, true] {
        assert_eq!(opened_after_the_theft(true, change_hands), (0, 0));
        let (_, grants) = opened_after_the_theft(false, change_hands);
        assert_eq!(grants, 1, "a device that has not renewed is still in the thief's hands, and the liaison sees it");
    }
}

#[test]
fn a_state_that_has_not_read_yet_would_be_found_out() {
    let mut world = World::new(3);
    let mut liaison = world.liaison();
    let mut device = world.family(&mut liaison, "Bondar");
    world.tell(&mut liaison, "Bondar", "wounded", None);
    let feed = world.feed(&mut liaison);
    let unread = device.disk_bytes().expect("it saves");
    let (envelopes, _) = finds(&unread, &feed, &seized(world.relay.store(), &feed));
    assert_eq!(envelopes, 1, "the search finds the notice that this device is entitled to");
    world.read(&mut device);
}
