//! Somebody photographs a link and, later, takes everything that the relay ever stored.

use porchlight_client::History;
use porchlight_protocol::{Control, ControlState, Envelope, Epoch, FeedId, Sequence};
use porchlight_relay_core::{Invite, MemoryStore, Shelf};
use porchlight_sealing::{Chain, FirstGrant, Granted, Link, open};
use porchlight_tests::world::{DAY, World};

/// Everything that the link and the relay's records open, as the places of the envelopes.
fn opened(link: &Link, feed: &FeedId, history: &[MemoryStore]) -> Vec<Sequence> {
    let last = history.last().expect("the relay was recorded");
    let envelopes: Vec<Envelope> = last.shelf(feed).expect("the feed exists").envelopes.values().cloned().collect();
    let chains = chains(link, feed, history, &controls(feed, &envelopes));
    let opens = |envelope: &&Envelope| {
        chains.iter().any(|chain| {
            let mut chain = chain.clone();
            chain.advance_to(envelope.sequence()).is_ok() && matches!(open(&chain, envelope), Ok(Some(_)))
        })
    };
    envelopes.iter().filter(opens).map(Envelope::sequence).collect()
}

fn controls(feed: &FeedId, envelopes: &[Envelope]) -> Vec<ControlState> {
    let mut states = vec![ControlState::founded(feed, &envelopes[0]).expect("an honest feed")];
    for envelope in envelopes.iter().skip(1).filter(|envelope| Control::of(envelope).is_some()) {
        let next = states.last().and_then(|state| state.follow(envelope).ok().flatten());
        states.push(next.expect("an honest feed"));
    }
    states
}

/// Every chain in the first grant, and in every epoch's grant that the link alone opens.
fn chains(link: &Link, feed: &FeedId, history: &[MemoryStore], controls: &[ControlState]) -> Vec<Chain> {
    let shelves: Vec<_> = history.iter().filter_map(|store| store.shelf(feed)).collect();
    let invite = |shelf: &&Shelf| match shelf.invites.get(&link.secret.invite_tag(feed)) {
        Some(Invite::Unclaimed { grant } | Invite::Claimed { grant, .. }) => Some(grant.clone()),
        Some(Invite::UsedUp { .. }) | None => None,
    };
    let blob = shelves.iter().find_map(invite).expect("the invite was recorded");
    let first = FirstGrant::open(&link.secret, feed, &blob).expect("the link opens its own invite");
    let grants = link.secret.device_root(feed).grants_from(feed, first.epoch.next());
    let mut chains: Vec<Chain> = first.starts.into_iter().map(|start| start.chain).collect();
    for shelf in shelves {
        for control in controls {
            let Some(at) = grants.at(control.epoch) else { continue };
            let Some((_, blob)) = shelf.drops.get(&at.tag(feed)) else { continue };
            let granted = Granted::open(&at, feed, blob, &control.posting_key);
            let Ok(Granted::Grant(grant)) = granted else { panic!("its own grants open") };
            assert!(grant.family.is_none(), "an unclaimed invite is given no family chain");
            chains.push(grant.secret.group_chain(feed, grant.epoch, control.begins));
        }
    }
    chains
}

#[test]
fn opens_nothing_later_than_the_epoch_after_the_claim() {
    let mut world = World::new(1);
    let mut liaison = world.liaison();
    world.post(&mut liaison, "calm");
    world.family(&mut liaison, "Kovalenko");
    world.tell(&mut liaison, "Kovalenko", "in-contact", None);
    let text = world.invite(&mut liaison, "Bondar", History::All);
    let (link, feed) = (Link::parse(&text).expect("a good link"), world.feed(&mut liaison));
    let mut history = vec![world.relay.store().clone()];
    world.wait(8 * DAY);
    let before = world.post(&mut liaison, "unchanged");
    history.push(world.relay.store().clone());

    let mut device = world.join(&text);
    history.push(world.relay.store().clone());
    for _ in 0..3 {
        let epoch_before = epoch(&world, &feed);
        world.post(&mut liaison, "no-negative");
        world.tell(&mut liaison, "Bondar", "please-call", Some("about the visit"));
        history.push(world.relay.store().clone());
        world.wait(8 * DAY);
        assert!(epoch(&world, &feed) >= epoch_before);
    }
    world.read(&mut device);
    assert_eq!(device.party().notices_opened(), 3, "the device itself reads everything");

    let opened = opened(&link, &feed, &history);
    assert!(opened.contains(&Sequence(before)), "what the link opened before, it still opens");
    let envelopes = &world.relay.store().shelf(&feed).expect("it exists").envelopes;
    let confirmed_at = envelopes
        .values()
        .filter(|envelope| envelope.sequence() > Sequence(before) && envelope.kind().is_control())
        .map(Envelope::sequence)
        .min()
        .expect("the claim turned the epoch");
    assert!(opened.iter().all(|place| *place < confirmed_at), "{opened:?} against {confirmed_at}");
}

fn epoch(world: &World, feed: &FeedId) -> Epoch {
    let envelopes = &world.relay.store().shelf(feed).expect("it exists").envelopes;
    let all: Vec<Envelope> = envelopes.values().cloned().collect();
    controls(feed, &all).last().expect("a founding").epoch
}
