//! Re-claim: once a month, and at each handover, something fresh locks out whoever copied a phone or the office before.

use porchlight_client::{Device, History, KEM_RENEW_EVERY_SECONDS, Liaison, LiaisonEvent, Task};
use porchlight_tests::world::{DAY, Person, World};

fn unrenewed(liaison: &mut Person<Liaison>) -> usize {
    liaison.party().families().iter().map(|family| family.unrenewed).sum()
}

/// A session in which the liaison hears what was reported, and turns what is due.
fn hear(world: &mut World, liaison: &mut Person<Liaison>) -> Vec<LiaisonEvent> {
    liaison.events();
    world.session_for(liaison, Task::Families);
    liaison.events()
}

/// A month goes by, and the first post after it tells of a new key.
fn a_month_later(world: &mut World, liaison: &mut Person<Liaison>) {
    world.wait(KEM_RENEW_EVERY_SECONDS);
    world.post(liaison, "calm");
}

fn codes(device: &mut Person<Device>) -> Vec<String> {
    device.party().statuses().map(|status| status.code.clone()).collect()
}

#[test]
fn after_a_month_every_device_renews_its_access_and_the_liaison_sees_who_has_not() {
    let mut world = World::new(1);
    let mut liaison = world.liaison();
    let mut bondar = world.family(&mut liaison, "Bondar");
    let mut shevchuk = world.family(&mut liaison, "Shevchuk");
    assert_eq!(unrenewed(&mut liaison), 0);
    a_month_later(&mut world, &mut liaison);
    assert_eq!(unrenewed(&mut liaison), 2);
    world.read(&mut bondar);
    let events = hear(&mut world, &mut liaison);
    assert!(!events.contains(&LiaisonEvent::RenewalsComplete), "the other has not looked yet");
    world.read(&mut shevchuk);
    let events = hear(&mut world, &mut liaison);
    assert!(events.contains(&LiaisonEvent::RenewalsComplete), "the last one completes it at once");
    assert_eq!(unrenewed(&mut liaison), 0);
    world.post(&mut liaison, "unchanged");
    world.tell(&mut liaison, "Bondar", "in-contact", None);
    for device in [&mut bondar, &mut shevchuk] {
        world.read(device);
        assert_eq!(codes(device), ["calm", "unchanged"]);
        assert!(device.party().absence().is_ok());
    }
    assert_eq!(bondar.party().notices().count(), 1);
}

#[test]
fn a_copied_phone_reads_nothing_after_the_completing_epoch() {
    let mut world = World::new(2);
    let mut liaison = world.liaison();
    let mut bondar = world.family(&mut liaison, "Bondar");
    let mut copy = bondar.restart(21).expect("it was saved");
    a_month_later(&mut world, &mut liaison);
    world.read(&mut bondar);
    hear(&mut world, &mut liaison);
    world.post(&mut liaison, "negative-telling");
    world.tell(&mut liaison, "Bondar", "wounded", None);
    world.wait(60);
    world.read(&mut copy);
    assert!(!codes(&mut copy).contains(&"negative-telling".to_owned()));
    assert_eq!(copy.party().notices().count(), 0);
    assert!(copy.party().absence().is_err(), "and it is not told that there is nothing");
    world.read(&mut bondar);
    assert_eq!((bondar.party().statuses().count(), bondar.party().notices().count()), (2, 1));
}

#[test]
fn a_copy_that_renews_first_shows_by_the_true_phone_that_cannot_tell() {
    let mut world = World::new(3);
    let mut liaison = world.liaison();
    let mut bondar = world.family(&mut liaison, "Bondar");
    let mut copy = bondar.restart(31).expect("it was saved");
    a_month_later(&mut world, &mut liaison);
    world.read(&mut copy);
    hear(&mut world, &mut liaison);
    world.post(&mut liaison, "unchanged");
    world.wait(60);
    world.read(&mut bondar);
    assert!(bondar.party().absence().is_err());
    assert!(bondar.party().missing() > 0, "it knows that it lacks something, and calls the liaison");
}

#[test]
fn a_device_that_was_away_through_many_epochs_finds_its_renewed_chain() {
    for (away_before, away_after) in [(0, 3), (2, 0), (3, 5)] {
        let mut world = World::new(4);
        let mut liaison = world.liaison();
        let mut bondar = world.family(&mut liaison, "Bondar");
        let weeks = |world: &mut World, liaison: &mut Person<Liaison>, weeks: usize| {
            for _ in 0..weeks {
                world.wait(8 * DAY);
                world.post(liaison, "calm");
            }
        };
        a_month_later(&mut world, &mut liaison);
        weeks(&mut world, &mut liaison, away_before);
        world.read(&mut bondar);
        hear(&mut world, &mut liaison);
        assert_eq!(unrenewed(&mut liaison), 0);
        weeks(&mut world, &mut liaison, away_after);
        world.read(&mut bondar);
        assert_eq!(bondar.party().statuses().count(), 1 + away_before + away_after);
        assert!(bondar.party().absence().is_ok(), "away for {away_before} and {away_after} weeks");
    }
}

#[test]
fn two_keys_in_a_row_are_both_mixed_in() {
    let mut world = World::new(5);
    let (mut liaison, phrase) = world.liaison_with_phrase();
    let mut bondar = world.family(&mut liaison, "Bondar");
    a_month_later(&mut world, &mut liaison);
    // It re-claims for the monthly key, and the office changes machines before it looks again.
    world.read(&mut bondar);
    hear(&mut world, &mut liaison);
    let mut liaison = world.recover(&phrase).expect("the phrase is right");
    world.post(&mut liaison, "unchanged");
    world.wait(60);
    world.read(&mut bondar);
    hear(&mut world, &mut liaison);
    assert_eq!(unrenewed(&mut liaison), 0);
    world.post(&mut liaison, "no-negative");
    world.read(&mut bondar);
    assert_eq!(codes(&mut bondar), ["calm", "unchanged", "no-negative"]);
    assert!(bondar.party().absence().is_ok());
}

#[test]
fn an_invite_from_before_the_new_key_still_opens_and_renews_at_once() {
    let mut world = World::new(6);
    let mut liaison = world.liaison();
    world.wait(KEM_RENEW_EVERY_SECONDS - 5 * DAY);
    let link = world.invite(&mut liaison, "Bondar", History::Latest);
    world.wait(6 * DAY);
    world.post(&mut liaison, "calm");
    assert_eq!(unrenewed(&mut liaison), 1, "its first grant names the key before");
    let mut bondar = world.join(&link);
    hear(&mut world, &mut liaison);
    world.read(&mut bondar);
    assert!(bondar.party().is_confirmed());
    world.wait(60);
    world.read(&mut bondar);
    hear(&mut world, &mut liaison);
    assert_eq!(unrenewed(&mut liaison), 0);
    world.tell(&mut liaison, "Bondar", "in-contact", None);
    world.read(&mut bondar);
    assert_eq!(bondar.party().notices().count(), 1);
}

#[test]
fn whoever_dies_at_any_step_of_a_re_claim_misses_nothing() {
    for steps in 1.. {
        let (mut world, mut liaison, mut bondar) = before_a_reclaim();
        bondar.crash_after(steps);
        world.session(&mut bondar);
        let is_over = !bondar.has_crashed();
        let bondar = bondar.restart(71).expect("it was saved");
        renewed_and_reading(world, &mut liaison, bondar, steps);
        if is_over {
            break;
        }
    }
    for steps in 1.. {
        let (mut world, mut liaison, mut bondar) = before_a_reclaim();
        world.read(&mut bondar);
        liaison.crash_after(steps);
        world.session_for(&mut liaison, Task::Families);
        let is_over = !liaison.has_crashed();
        let mut liaison = liaison.restart(72).expect("it was saved");
        renewed_and_reading(world, &mut liaison, bondar, steps);
        if is_over {
            return;
        }
    }
}

fn before_a_reclaim() -> (World, Person<Liaison>, Person<Device>) {
    let mut world = World::new(7);
    let mut liaison = world.liaison();
    let bondar = world.family(&mut liaison, "Bondar");
    a_month_later(&mut world, &mut liaison);
    (world, liaison, bondar)
}

fn renewed_and_reading(mut world: World, liaison: &mut Person<Liaison>, mut bondar: Person<Device>, steps: usize) {
    for _ in 0..2 {
        world.wait(60);
        world.read(&mut bondar);
        hear(&mut world, liaison);
    }
    assert_eq!(unrenewed(liaison), 0, "after {steps} steps");
    world.post(liaison, "unchanged");
    world.tell(liaison, "Bondar", "in-contact", None);
    world.read(&mut bondar);
    assert_eq!((bondar.party().statuses().count(), bondar.party().notices().count()), (2, 1), "after {steps} steps");
    assert!(bondar.party().absence().is_ok(), "after {steps} steps");
}
