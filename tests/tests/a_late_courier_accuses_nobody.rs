//! A post that a courier carries late was sealed before a device joined: that it came without a confirmation means nothing.

use porchlight_client::{Courier, DeviceEvent, Doubt, History, Liaison, Task};
use porchlight_relay_core::Invite;
use porchlight_tests::world::{Person, RELAY_NAME, World, findings};

/// Seals a post without a session, for a courier.
fn compose(world: &World, liaison: &mut Person<Liaison>, code: &str) -> Person<Courier> {
    let composed = liaison.party().compose(code, world.today(), None, None, world.now);
    assert!(composed.is_ok(), "{composed:?}");
    liaison.settle(world.now);
    let carried = liaison.party().to_carry().expect("a post is in the outbox");
    Person::new(Courier::new(RELAY_NAME, carried))
}

fn statuses(events: &[DeviceEvent]) -> usize {
    events.iter().filter(|event| matches!(event, DeviceEvent::Status(_))).count()
}

/// Loses the answers that wait at the relay.
fn swallow_answers(world: &mut World, liaison: &mut Person<Liaison>) {
    let feed = world.feed(liaison);
    for invite in world.relay.store_mut().shelf_mut(&feed).expect("the feed exists").invites.values_mut() {
        if let Invite::Claimed { answer, .. } = invite {
            *answer = None;
        }
    }
}

#[test]
fn a_post_sealed_before_the_claim_and_carried_after_it_disputes_no_link() {
    let mut world = World::new(1);
    let mut liaison = world.liaison();
    let link = world.invite(&mut liaison, "Bondar", History::Latest);
    let mut courier = compose(&world, &mut liaison, "calm");
    world.wait(3_600);
    let mut device = world.join(&link);
    world.wait(3_600);
    world.session(&mut courier);

    let events = world.read(&mut device);
    assert_eq!((statuses(&events), findings(&events)), (1, vec![]));
    assert!(!device.party().is_link_disputed());
    assert_eq!(device.party().absence(), Err(Doubt::Unconfirmed), "nor does it confirm anything");
    world.post(&mut liaison, "unchanged");
    world.read(&mut device);
    assert!(device.party().absence().is_ok(), "the liaison's next session does");
}

#[test]
fn a_post_sealed_after_a_claim_that_was_swallowed_disputes_the_link_whoever_carries_it() {
    let mut world = World::new(2);
    let mut liaison = world.liaison();
    let link = world.invite(&mut liaison, "Bondar", History::Latest);
    let mut device = world.join(&link);
    swallow_answers(&mut world, &mut liaison);
    world.wait(3_600);
    world.session_for(&mut liaison, Task::Families);
    let mut courier = compose(&world, &mut liaison, "calm");
    world.session(&mut courier);
    assert_eq!(statuses(&world.read(&mut device)), 1);
    assert_eq!(device.party().absence(), Err(Doubt::LinkDisputed));
}
