//! A family is removed, or a phone is lost: the next epoch is not for them, whatever they kept and whatever the relay keeps.

use porchlight_client::{Done, Failure, History, INVITE_LIVES_SECONDS, LiaisonEvent, Task};
use porchlight_tests::world::{DAY, World};

fn remove(family: &str, device: Option<u32>) -> Task {
    Task::Remove { family: family.into(), device }
}

#[test]
fn a_removed_family_reads_nothing_newer_and_the_others_miss_nothing() {
    let mut world = World::new(1);
    let mut liaison = world.liaison();
    let mut bondar = world.family(&mut liaison, "Bondar");
    let mut shevchuk = world.family(&mut liaison, "Shevchuk");
    world.post(&mut liaison, "calm");
    world.read(&mut shevchuk);
    let done = world.task(&mut liaison, remove("Shevchuk", None));
    assert!(matches!(done, Ok(Done::Removed { family, .. }) if family == "Shevchuk"));
    world.post(&mut liaison, "unchanged");
    for device in [&mut bondar, &mut shevchuk] {
        world.read(device);
    }
    assert_eq!(bondar.party().statuses().count(), 2);
    assert!(bondar.party().absence().is_ok());
    assert_eq!(shevchuk.party().statuses().count(), 1);
    assert_eq!(liaison.party().families().len(), 1);
}

#[test]
fn a_lost_phone_goes_and_the_familys_other_one_stays() {
    let mut world = World::new(2);
    let mut liaison = world.liaison();
    let mut lost = world.family(&mut liaison, "Bondar");
    let mut kept = world.family(&mut liaison, "Bondar");
    assert!(world.task(&mut liaison, remove("Bondar", Some(1))).is_ok());
    world.tell(&mut liaison, "Bondar", "in-contact", None);
    for device in [&mut lost, &mut kept] {
        world.read(device);
    }
    assert_eq!((lost.party().notices().count(), kept.party().notices().count()), (0, 1));
    let again = world.task(&mut liaison, remove("Bondar", Some(1)));
    assert!(
        matches!(again, Err(LiaisonEvent::Failed(Failure::NoSuchDevice { device: 1, .. }))),
        "numbers are given once"
    );
}

#[test]
fn five_devices_of_a_family_open_one_envelope() {
    let mut world = World::new(3);
    let mut liaison = world.liaison();
    let mut devices: Vec<_> = (0..5).map(|_| world.family(&mut liaison, "Bondar")).collect();
    let feed = world.feed(&mut liaison);
    let before = world.relay.store().shelf(&feed).map(|shelf| shelf.envelopes.len());
    world.tell(&mut liaison, "Bondar", "in-contact", None);
    let after = world.relay.store().shelf(&feed).map(|shelf| shelf.envelopes.len());
    assert_eq!(before.map(|envelopes| envelopes + 4), after, "one batch, however many devices");
    for device in &mut devices {
        world.read(device);
        assert_eq!(device.party().notices().count(), 1);
    }
}

#[test]
fn a_removal_costs_one_envelope_in_the_feed() {
    let mut world = World::new(4);
    let mut liaison = world.liaison();
    for family in 0..20 {
        world.family(&mut liaison, &format!("Family {family}"));
    }
    let feed = world.feed(&mut liaison);
    let envelopes = |world: &World| world.relay.store().shelf(&feed).expect("the feed exists").envelopes.len();
    let before = envelopes(&world);
    assert!(world.task(&mut liaison, remove("Family 7", None)).is_ok());
    assert_eq!(envelopes(&world), before + 1);
}

#[test]
fn unclaimed_invites_of_others_survive_and_the_familys_own_do_not() {
    let mut world = World::new(5);
    let mut liaison = world.liaison();
    world.family(&mut liaison, "Shevchuk");
    let own = world.invite(&mut liaison, "Shevchuk", History::Latest);
    let other = world.invite(&mut liaison, "Kovalenko", History::Latest);
    assert!(world.task(&mut liaison, remove("Shevchuk", None)).is_ok());
    let mut thief = world.holder(&own);
    world.session(&mut thief);
    assert!(!thief.party().has_joined());
    let mut kovalenko = world.join(&other);
    world.session_for(&mut liaison, Task::Families);
    world.read(&mut kovalenko);
    assert!(kovalenko.party().is_confirmed());
}

#[test]
fn withdrawn_and_expired_invites_open_nothing() {
    let mut world = World::new(6);
    let mut liaison = world.liaison();
    let withdrawn = world.invite(&mut liaison, "Bondar", History::Latest);
    let done = world.task(&mut liaison, Task::Withdraw { family: "Bondar".into() });
    assert!(matches!(done, Ok(Done::Withdrawn { invites: 1, .. })));
    let expired = world.invite(&mut liaison, "Shevchuk", History::Latest);
    world.wait(INVITE_LIVES_SECONDS);
    world.post(&mut liaison, "calm");
    assert!(liaison.party().invites().is_empty());
    for link in [withdrawn, expired] {
        let mut holder = world.holder(&link);
        world.session(&mut holder);
        assert!(!holder.party().has_joined());
    }
    let nothing = world.task(&mut liaison, Task::Withdraw { family: "Bondar".into() });
    assert!(matches!(nothing, Err(LiaisonEvent::Failed(Failure::NoSuchFamily { .. }))));
}

#[test]
fn a_removal_that_is_interrupted_at_any_step_is_finished_by_the_next_session() {
    for steps in 1.. {
        let mut world = World::new(7);
        let mut liaison = world.liaison();
        let mut bondar = world.family(&mut liaison, "Bondar");
        let mut shevchuk = world.family(&mut liaison, "Shevchuk");
        liaison.crash_after(steps);
        world.session_for(&mut liaison, remove("Shevchuk", None));
        let is_over = !liaison.has_crashed();
        let was_told = liaison.events().iter().any(|event| matches!(event, LiaisonEvent::Done(_)));
        let mut liaison = liaison.restart(71).expect("it was saved");
        world.wait(DAY / 2);
        // Whoever asked asks again: it is done by now, or there is no such family any more.
        let outcome = world.task(&mut liaison, remove("Shevchuk", None));
        let is_removed = match outcome {
            Ok(Done::Removed { .. }) => true,
            Err(LiaisonEvent::Failed(Failure::NoSuchFamily { .. })) => was_told,
            Ok(_) | Err(_) => false,
        };
        assert!(is_removed, "after {steps} steps");
        world.post(&mut liaison, "unchanged");
        for device in [&mut bondar, &mut shevchuk] {
            world.read(device);
        }
        assert_eq!(bondar.party().statuses().count(), 1, "after {steps} steps");
        assert_eq!(shevchuk.party().statuses().count(), 0, "after {steps} steps");
        assert!(bondar.party().absence().is_ok(), "after {steps} steps");
        if is_over {
            return;
        }
    }
}
