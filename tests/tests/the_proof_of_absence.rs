//! A device that could have missed a notice never says "none".

use porchlight_client::{DeviceEvent, Doubt, Finding, History, LiaisonEvent, Task};
use porchlight_protocol::{ClaimAnswer, DropBlob, Sequence};
use porchlight_relay_core::Invite;
use porchlight_sealing::{EpochGrant, EpochSecret, FamilyGrant, Granted, Secret};
use porchlight_tests::world::{DAY, Scribe, World, findings};

type Liaison = porchlight_tests::world::Person<porchlight_client::Liaison>;

fn notices(events: &[DeviceEvent]) -> usize {
    events.iter().filter(|event| matches!(event, DeviceEvent::Notice(_))).count()
}

/// The answers that wait at the relay, to be swallowed or swapped.
fn answers<'a>(world: &'a mut World, liaison: &mut Liaison) -> Vec<&'a mut Option<Box<ClaimAnswer>>> {
    let feed = liaison.party().feed();
    let shelf = world.relay.store_mut().shelf_mut(&feed).expect("the feed exists");
    let answer = |invite| match invite {
        &mut Invite::Claimed { ref mut answer, .. } => Some(answer),
        Invite::Unclaimed { .. } | Invite::UsedUp { .. } => None,
    };
    shelf.invites.values_mut().filter_map(answer).collect()
}

#[test]
fn the_proof_goes_on_across_turned_epochs() {
    let mut world = World::new(1);
    let mut liaison = world.liaison();
    let mut device = world.family(&mut liaison, "Bondar");
    let since = device.party().absence().expect("confirmed and read").from;
    for _ in 0..5 {
        world.wait(8 * DAY);
        world.post(&mut liaison, "calm");
        world.read(&mut device);
        let absence = device.party().absence().expect("nothing stands in doubt");
        assert_eq!((absence.from, absence.through, absence.notices), (since, device.party().last_place(), 0));
    }
}

#[test]
fn a_device_says_nothing_of_the_time_before_it_was_confirmed() {
    let mut world = World::new(2);
    let mut liaison = world.liaison();
    world.family(&mut liaison, "Bondar");
    let told = world.tell(&mut liaison, "Bondar", "in-contact", None);
    let link = world.invite(&mut liaison, "Bondar", History::All);
    let mut second = world.join(&link);
    assert_eq!(second.party().absence(), Err(Doubt::Unconfirmed));
    world.post(&mut liaison, "calm");
    assert_eq!(findings(&world.read(&mut second)), []);
    let absence = second.party().absence().expect("confirmed by now");
    assert!(absence.from > Sequence(told), "what the family's first device was told is not denied");
}

#[test]
fn a_swallowed_claim_is_disputed_by_the_next_status() {
    let mut world = World::new(3);
    let mut liaison = world.liaison();
    let link = world.invite(&mut liaison, "Bondar", History::Latest);
    let mut device = world.join(&link);
    for answer in answers(&mut world, &mut liaison) {
        *answer = None;
    }
    assert_eq!(device.party().absence(), Err(Doubt::Unconfirmed));
    world.wait(3_600);
    world.post(&mut liaison, "calm");
    world.read(&mut device);
    assert_eq!(device.party().absence(), Err(Doubt::LinkDisputed));
    let tell =
        Task::Tell { family: "Bondar".into(), code: "in-contact".into(), text: None, with_next: false, answers: None };
    assert!(world.task(&mut liaison, tell).is_err(), "no notice is sealed to a family that cannot read it");
}

#[test]
fn of_two_devices_with_one_link_the_unconfirmed_one_knows() {
    let mut world = World::new(4);
    let mut liaison = world.liaison();
    let link = world.invite(&mut liaison, "Bondar", History::Latest);
    let unclaimed = world.relay.store().clone();
    let mut thief = world.join(&link);
    world.relay.restore(unclaimed);
    let mut mother = world.join(&link);
    assert_ne!(thief.party().words(), mother.party().words(), "four words tell them apart by telephone");
    world.post(&mut liaison, "calm");
    world.tell(&mut liaison, "Bondar", "wounded", None);

    assert_eq!(notices(&world.read(&mut mother)), 1);
    let seen = world.read(&mut thief);
    assert_eq!(notices(&seen), 0);
    assert_eq!(thief.party().absence(), Err(Doubt::LinkDisputed));
}

#[test]
fn swapped_claims_do_not_open_and_neither_device_is_reassured() {
    let mut world = World::new(5);
    let mut liaison = world.liaison();
    let links = ["Bondar", "Shevchuk"].map(|family| world.invite(&mut liaison, family, History::Latest));
    let mut devices = links.map(|link| world.join(&link));
    let mut found = answers(&mut world, &mut liaison);
    let (first, rest) = found.split_first_mut().expect("two devices have answered");
    std::mem::swap(*first, rest[0]);
    liaison.events();
    world.session_for(&mut liaison, Task::Families);
    let unreadable = |event: &LiaisonEvent| matches!(event, LiaisonEvent::ClaimUnreadable { .. });
    assert_eq!(liaison.events().iter().filter(|event| unreadable(event)).count(), 2);
    world.wait(8 * DAY);
    world.post(&mut liaison, "calm");
    for device in &mut devices {
        world.read(device);
        assert!(matches!(device.party().absence(), Err(Doubt::Unconfirmed | Doubt::LinkDisputed)));
    }
}

#[test]
fn a_forged_grant_confirms_nothing() {
    let mut world = World::new(6);
    let mut liaison = world.liaison();
    let link = world.invite(&mut liaison, "Bondar", History::Latest);
    let mut device = world.join(&link);
    world.session_for(&mut liaison, Task::Families);
    let feed = world.feed(&mut liaison);
    let shelf = world.relay.store_mut().shelf_mut(&feed).expect("the feed exists");
    let honest: Vec<DropBlob> = shelf.drops.values().map(|(_, blob)| *blob).collect();
    for (index, (_, blob)) in shelf.drops.values_mut().enumerate() {
        *blob = honest[(index + 1) % honest.len()];
    }
    let found = findings(&world.read(&mut device));
    assert!(found.contains(&Finding::GrantForged), "{found:?}");
    assert!(!device.party().is_confirmed() && device.party().absence().is_err());
}

#[test]
fn a_grant_of_another_turn_is_none() {
    let mut world = World::new(14);
    let mut scribe = Scribe::found(&mut world);
    let mut device = scribe.join(&mut world);
    let chain = scribe.members[0].grants.clone();
    scribe.turn(&mut world);
    let mut random = world.random();
    let family = Some(FamilyGrant { key: Secret::draw(&mut random), next_ordinal: 0 });
    let secret = EpochSecret::new(Secret::draw(&mut random));
    let abandoned = EpochGrant { epoch: chain.epoch(), secret, family };
    let (tag, blob) = abandoned.seal(&chain, &scribe.feed, &scribe.posting, &mut random);
    let opened = Granted::open(&chain, &scribe.feed, &blob, &scribe.posting.public());
    assert!(matches!(opened, Ok(Granted::Grant(_))), "all is right with it but the turn");
    let exchange = |world: &mut World, blob| {
        let shelf = world.relay.store_mut().shelf_mut(&scribe.feed).expect("the feed exists");
        std::mem::replace(&mut shelf.drops.get_mut(&tag).expect("its grant is there").1, blob)
    };
    let honest = exchange(&mut world, blob);
    assert!(findings(&world.read(&mut device)).contains(&Finding::GrantForged));
    exchange(&mut world, honest);
    scribe.tell(&mut world, "in-contact", None);
    let events = world.read(&mut device);
    assert!(findings(&events).is_empty() && notices(&events) == 1, "{events:?}");
    assert!(device.party().absence().is_ok());
}

#[test]
fn a_grant_that_a_later_key_signed_is_none() {
    let mut world = World::new(15);
    let mut scribe = Scribe::found(&mut world);
    let mut device = scribe.join(&mut world);
    let (feed, chain) = (scribe.feed, scribe.members[0].grants.clone());
    scribe.turn(&mut world);
    let (former, mut random) = (scribe.posting.public(), world.random());
    scribe.hand_over(&mut world, false);
    let tag = chain.tag(&feed);
    let shelf = world.relay.store_mut().shelf_mut(&feed).expect("the feed exists");
    let blob = &mut shelf.drops.get_mut(&tag).expect("its grant is there").1;
    let Ok(Granted::Grant(grant)) = Granted::open(&chain, &feed, blob, &former) else { panic!("an honest grant") };
    // All that it says is true; but whoever signs it could have its chains stand elsewhere than those of others.
    *blob = grant.seal(&chain, &feed, &scribe.posting, &mut random).1;
    assert!(findings(&world.read(&mut device)).contains(&Finding::GrantForged));
}

#[test]
fn a_withheld_grant_means_cannot_tell_and_never_none() {
    let mut world = World::new(7);
    let mut liaison = world.liaison();
    let mut device = world.family(&mut liaison, "Bondar");
    world.wait(8 * DAY);
    world.post(&mut liaison, "calm");
    let feed = world.feed(&mut liaison);
    let drops = std::mem::take(&mut world.relay.store_mut().shelf_mut(&feed).expect("it exists").drops);
    let found = findings(&world.read(&mut device));
    assert!(matches!(found[..], [Finding::GrantMissing { .. }]), "{found:?}");
    assert!(device.party().absence().is_err());
    world.relay.store_mut().shelf_mut(&feed).expect("it exists").drops = drops;
    assert_eq!(findings(&world.read(&mut device)), [], "an honest relay heals it");
    assert!(device.party().absence().is_ok());
}

#[test]
fn a_pruned_span_is_doubted_until_an_ordinal_lifts_or_proves_it() {
    for told in [false, true] {
        let mut world = World::pruning(8, 20);
        let mut liaison = world.liaison();
        let mut device = world.family(&mut liaison, "Bondar");
        if told {
            world.tell(&mut liaison, "Bondar", "please-call", None);
        }
        for _ in 0..10 {
            world.post(&mut liaison, "calm");
        }
        let found = findings(&world.read(&mut device));
        assert!(matches!(found[..], [Finding::Pruned { .. }]), "{found:?}");
        assert_eq!(device.party().absence(), Err(Doubt::Pruned));
        assert!(device.party().missing() > 0);

        world.wait(8 * DAY);
        world.post(&mut liaison, "calm");
        let found = findings(&world.read(&mut device));
        let expected = if told { vec![Finding::NoticesLost { count: 1 }] } else { vec![] };
        assert_eq!(found, expected, "the grant tells how many notices there were");
        let absence = device.party().absence().expect("the doubt is lifted");
        assert!(!told || absence.from > Sequence(40), "after a loss the proof begins anew");
    }
}

#[test]
fn a_pruned_span_over_several_epochs_is_stepped_over() {
    let mut world = World::pruning(9, 20);
    let mut liaison = world.liaison();
    let mut device = world.family(&mut liaison, "Bondar");
    for _ in 0..6 {
        world.wait(8 * DAY);
        world.post(&mut liaison, "calm");
        world.post(&mut liaison, "unchanged");
    }
    world.tell(&mut liaison, "Bondar", "in-contact", None);
    let events = world.read(&mut device);
    assert!(matches!(findings(&events)[..], [Finding::Pruned { .. }]));
    assert_eq!(notices(&events), 1, "what is kept is read");
    assert!(events.contains(&DeviceEvent::CaughtUp));
    world.wait(8 * DAY);
    world.post(&mut liaison, "calm");
    assert_eq!(findings(&world.read(&mut device)), []);
    assert!(device.party().absence().is_ok());
}
