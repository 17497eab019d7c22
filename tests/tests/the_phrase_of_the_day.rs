//! Two who have read the same feed up to the same place see the same five words; with two versions of it they do not.

use porchlight_protocol::Sequence;
use porchlight_tests::world::{DAY, World};

#[test]
fn families_who_have_read_the_same_have_the_same_phrase_whenever_they_joined() {
    let mut world = World::new(1);
    let (mut liaison, phrase) = world.liaison_with_phrase();
    let mut bondar = world.family(&mut liaison, "Bondar");
    world.post(&mut liaison, "calm");
    world.wait(8 * DAY);
    let mut liaison = world.recover(&phrase).expect("the phrase is right");
    let mut shevchuk = world.family(&mut liaison, "Shevchuk");
    let mut phrases = Vec::new();
    for code in ["calm", "unchanged", "calm"] {
        world.post(&mut liaison, code);
        world.tell(&mut liaison, "Bondar", "in-contact", None);
        world.read(&mut bondar);
        world.read(&mut shevchuk);
        let phrase = bondar.party().phrase_of_the_day().expect("it has read");
        assert_eq!(shevchuk.party().phrase_of_the_day(), Some(phrase));
        assert_eq!(phrase.0, bondar.party().last_place());
        phrases.push(phrase);
    }
    phrases.dedup_by_key(|(_, words)| *words);
    assert_eq!(phrases.len(), 3, "another each time");
    let mut later = bondar.restart(1).expect("it has saved");
    assert_eq!(later.party().phrase_of_the_day(), phrases.last().copied(), "offline too");
}

#[test]
fn who_was_shown_another_version_sees_another_phrase_at_the_same_place() {
    let mut world = World::new(2);
    let mut liaison = world.liaison();
    let mut bondar = world.family(&mut liaison, "Bondar");
    let mut shevchuk = world.family(&mut liaison, "Shevchuk");
    world.post(&mut liaison, "calm");
    world.read(&mut bondar);
    world.read(&mut shevchuk);
    let mut fork = world.clone();
    let mut twin = liaison.restart(99).expect("the liaison has saved");
    world.post(&mut liaison, "calm");
    fork.post(&mut twin, "calm");
    world.read(&mut bondar);
    fork.read(&mut shevchuk);
    let [ours, theirs] = [&mut bondar, &mut shevchuk].map(|device| device.party().phrase_of_the_day().expect("read"));
    assert_eq!(ours.0, theirs.0);
    assert_ne!(ours.1, theirs.1, "neither of them has met the other's version, and yet they know");
}

#[test]
fn who_has_read_nothing_has_no_phrase_of_a_place_that_they_read() {
    let mut world = World::new(3);
    let mut liaison = world.liaison();
    let link = world.invite(&mut liaison, "Bondar", porchlight_client::History::All);
    let mut device = world.holder(&link);
    assert_eq!(device.party().phrase_of_the_day(), None);
    world.session(&mut device);
    assert_eq!(device.party().phrase_of_the_day().map(|(place, _)| place), Some(Sequence(1)));
}
