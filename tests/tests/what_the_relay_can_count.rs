//! What a seized database tells by numbers and sizes: nothing about whom it hit, nor how many there are.

use std::collections::BTreeSet;

use porchlight_client::{History, Task};
use porchlight_protocol::limits::padded;
use porchlight_protocol::{Sequence, limits};
use porchlight_tests::world::World;

/// Numbers of envelopes, drops and invites that the relay holds.
fn counts(world: &World, liaison: &mut porchlight_tests::world::Person<porchlight_client::Liaison>) -> [usize; 3] {
    let feed = world.feed(liaison);
    let shelf = world.relay.store().shelf(&feed).expect("the feed exists");
    [shelf.envelopes.len(), shelf.drops.len(), shelf.invites.len()]
}

#[test]
fn a_day_with_a_notice_looks_like_a_day_without() {
    let day = |notice: Option<&str>| {
        let mut world = World::new(1);
        let mut liaison = world.liaison();
        for family in ["Bondar", "Kovalenko", "Shevchuk"] {
            world.family(&mut liaison, family);
        }
        for index in 0..4 {
            if let (Some(family), 2) = (notice, index) {
                let (family, text) = (family.to_owned(), Some("Call 12.".to_owned()));
                let tell = Task::Tell { family, code: "wounded".into(), text, with_next: true, answers: None };
                assert!(world.task(&mut liaison, tell).is_ok());
            }
            world.post(&mut liaison, "negative-telling");
        }
        counts(&world, &mut liaison)
    };
    assert_eq!(day(None), day(Some("Bondar")));
    assert_eq!(day(None), day(Some("Shevchuk")));
}

#[test]
fn a_notice_sent_at_once_is_one_more_batch_whoever_it_is_for() {
    let day = |told: Option<&str>| {
        let mut world = World::new(2);
        let mut liaison = world.liaison();
        for family in ["Bondar", "Kovalenko"] {
            world.family(&mut liaison, family);
        }
        world.post(&mut liaison, "negative-telling");
        if let Some(family) = told {
            world.tell(&mut liaison, family, "missing", None);
        }
        counts(&world, &mut liaison)
    };
    assert_eq!(day(Some("Bondar")), day(Some("Kovalenko")));
    let [envelopes, drops, invites] = day(None);
    assert_eq!(day(Some("Bondar")), [envelopes + limits::BATCH_ENVELOPES, drops, invites]);
}

#[test]
fn seventeen_and_thirty_devices_leave_equal_numbers_of_drops() {
    let group = |devices: usize| {
        let mut world = World::new(3);
        let mut liaison = world.liaison();
        let links: Vec<_> =
            (0..devices).map(|index| world.invite(&mut liaison, &format!("family {index}"), History::None)).collect();
        links.iter().for_each(|link| drop(world.join(link)));
        world.post(&mut liaison, "calm");
        counts(&world, &mut liaison)
    };
    assert_eq!(group(17), group(30));
    let [_, drops, marks] = group(3);
    assert_eq!((drops, marks), (padded(3), padded(3)));
}

#[test]
fn families_that_join_one_by_one_leave_a_power_of_two_of_marks() {
    let mut world = World::new(5);
    let mut liaison = world.liaison();
    for count in 1..=40 {
        world.family(&mut liaison, &format!("family {count}"));
        let [_, _, marks] = counts(&world, &mut liaison);
        assert_eq!(marks, padded(count), "after {count} families");
    }
}

#[test]
fn every_envelope_of_the_feed_names_the_one_before_and_no_tag_or_nonce_comes_twice() {
    let mut world = World::new(4);
    let mut liaison = world.liaison();
    for family in ["Bondar", "Kovalenko"] {
        world.family(&mut liaison, family);
        world.post(&mut liaison, "calm");
        world.tell(&mut liaison, family, "in-contact", None);
    }
    let feed = world.feed(&mut liaison);
    let shelf = world.relay.store().shelf(&feed).expect("the feed exists");
    let sealed: Vec<_> = shelf.envelopes.values().filter(|envelope| !envelope.kind().is_control()).collect();
    let tags: BTreeSet<_> = sealed.iter().map(|envelope| envelope.tag()).collect();
    let nonces: BTreeSet<_> = sealed.iter().map(|envelope| envelope.nonce()).collect();
    assert_eq!((tags.len(), nonces.len()), (sealed.len(), sealed.len()));
    let mut previous = porchlight_protocol::Hash::ZERO;
    for (index, envelope) in shelf.envelopes.values().enumerate() {
        assert_eq!((envelope.sequence(), envelope.previous()), (Sequence(index as u64 + 1), previous));
        previous = envelope.hash();
    }
}
