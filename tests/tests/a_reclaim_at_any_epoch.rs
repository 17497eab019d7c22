//! Whenever the liaison mixes a re-claim in, whatever became of reports and grants on the way, and however long a phone was
//! away: it finds its chain again.

use porchlight_client::{Device, DeviceEvent, Finding, KEM_RENEW_EVERY_SECONDS, Task};
use porchlight_protocol::Epoch;
use porchlight_sealing::{Generation, Profile, Renewal};
use porchlight_tests::is_full;
use porchlight_tests::world::{DAY, Person, Scribe, World, findings, profile};

/// What is left of what a device had to read, once it has read it.
#[track_caller]
fn reads_everything(world: &mut World, scribe: &mut Scribe, device: &mut Person<Device>, story: &str) {
    let before = device.party().notices_opened();
    scribe.tell(world, "in-contact", None);
    let events = world.read(device);
    assert_eq!(findings(&events), [], "{story}");
    assert!(events.contains(&DeviceEvent::CaughtUp), "{story}: {events:?}");
    assert!(device.party().notices_opened() > before && device.party().absence().is_ok(), "{story}");
}

#[test]
fn a_liaison_may_mix_in_at_any_later_epoch_and_a_phone_may_look_at_any_later_epoch() {
    for mixed_after in 0..5 {
        for away in 0..5 {
            let mut world = World::new(1);
            let mut scribe = Scribe::found(&mut world);
            let mut device = scribe.join(&mut world);
            scribe.tell_next_kem_key(&mut world);
            world.wait(60);
            world.read(&mut device);
            let heard = scribe.hear(&mut world);
            for epoch in 0..=mixed_after + away {
                if epoch == mixed_after {
                    scribe.take_up_renewals(&heard);
                    assert!(scribe.members[0].renewal.is_some(), "its report carries it");
                }
                world.wait(7 * DAY);
                scribe.turn(&mut world);
                scribe.post(&mut world, "calm");
                if away == 0 {
                    world.read(&mut device);
                }
            }
            let story = format!("mixed in after {mixed_after} epochs, read {away} later");
            reads_everything(&mut world, &mut scribe, &mut device, &story);
        }
    }
}

#[test]
fn random_months_of_keys_losses_and_absences_lock_nobody_out() {
    for seed in 0..if is_full() { 2_000 } else { 100 } {
        let mut world = World::new(seed);
        let mut scribe = Scribe::found(&mut world);
        let mut device = scribe.join(&mut world);
        let mut story = Vec::new();
        // What the liaison has heard and not mixed in; a newer one takes its place.
        let mut waiting: Option<(Generation, Renewal)> = None;
        for _ in 0..40 {
            world.wait(DAY);
            match world.below(10) {
                // An office turns each week and tells of a key each month: what waits is of the present key or the one before.
                0 if waiting.as_ref().is_none_or(|(generation, _)| *generation == scribe.generation()) => {
                    story.push("key");
                    scribe.tell_next_kem_key(&mut world);
                }
                1..4 => {
                    story.push("read");
                    world.read(&mut device);
                }
                4 => {
                    story.push("reports lost");
                    scribe.hear(&mut world);
                }
                5 | 6 => {
                    story.push("heard");
                    let mut heard = scribe.hear(&mut world);
                    // What is encapsulated to a key before the present one is not taken up.
                    heard.retain(|heard| {
                        heard.report.renewal.as_ref().is_some_and(|renewal| renewal.generation == scribe.generation())
                    });
                    heard.truncate(1);
                    scribe.take_up_renewals(&heard);
                    let heard = scribe.members[0].renewal.take();
                    waiting = heard.map(|renewal| (scribe.generation(), renewal)).or(waiting);
                }
                7 => {
                    story.push("mixed");
                    scribe.members[0].renewal = waiting.take().map(|(_, renewal)| renewal);
                    scribe.turn(&mut world);
                    // The same that was mixed in once is not mixed in again.
                    scribe.hear(&mut world);
                }
                _ => {
                    story.push("turned");
                    scribe.turn(&mut world);
                    scribe.post(&mut world, "calm");
                }
            }
        }
        reads_everything(&mut world, &mut scribe, &mut device, &format!("seed {seed}: {story:?}"));
    }
}

#[test]
fn a_grant_that_the_relay_lost_at_the_mixing_epoch_costs_that_epoch_alone() {
    let mut world = World::new(2);
    let mut scribe = Scribe::found(&mut world);
    let mut device = scribe.join(&mut world);
    scribe.tell_next_kem_key(&mut world);
    world.wait(60);
    world.read(&mut device);
    let heard = scribe.hear(&mut world);
    scribe.take_up_renewals(&heard);
    for _ in 0..3 {
        world.wait(7 * DAY);
        scribe.turn(&mut world);
        scribe.post(&mut world, "calm");
    }
    let mixed_at = Epoch(3);
    let shelf = world.relay.store_mut().shelf_mut(&scribe.feed).expect("the feed exists");
    shelf.drops.retain(|_, (epoch, _)| *epoch != mixed_at);
    let found = findings(&world.read(&mut device));
    assert_eq!(found, [Finding::GrantMissing { epoch: mixed_at }]);
    scribe.turn(&mut world);
    reads_everything(&mut world, &mut scribe, &mut device, "the epochs behind it are read");
}

#[test]
fn where_check_ins_are_off_a_re_claim_is_reported_all_the_same() {
    let mut world = World::new(3);
    let mut liaison = world.liaison();
    let mut device = world.family(&mut liaison, "Bondar");
    let quiet = Profile { check_ins: false, ..profile() };
    assert!(world.task(&mut liaison, Task::Profile(quiet)).is_ok());
    world.wait(KEM_RENEW_EVERY_SECONDS);
    world.post(&mut liaison, "calm");
    assert_eq!(liaison.party().families()[0].unrenewed, 1);
    let reported = |events: &[DeviceEvent]| events.contains(&DeviceEvent::Reported);
    assert!(reported(&world.read(&mut device)));
    world.session_for(&mut liaison, Task::Families);
    assert_eq!(liaison.party().families()[0].unrenewed, 0);
    world.post(&mut liaison, "calm");
    world.wait(60);
    assert!(!reported(&world.read(&mut device)), "it is mixed in: there is nothing left to say");
    assert!(device.party().absence().is_ok());
}
