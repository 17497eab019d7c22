//! A relay is restored from an old copy: the first device that connects brings back what it has read and the relay has lost.

use porchlight_client::{Device, DeviceEvent, Ending, Finding, Liaison, LiaisonEvent, Task};
use porchlight_protocol::{Hash, Head, Refusal, RelayFrame, Reply, Sequence};
use porchlight_tests::world::{DAY, Person, Scribe, World, findings};

fn healed(events: &[DeviceEvent]) -> usize {
    events
        .iter()
        .map(|event| match event {
            DeviceEvent::Healing { envelopes } => *envelopes,
            _ => 0,
        })
        .sum()
}

fn a_family(seed: u64) -> (World, Person<Liaison>, Person<Device>) {
    let mut world = World::new(seed);
    let mut liaison = world.liaison();
    let device = world.family(&mut liaison, "Bondar");
    (world, liaison, device)
}

/// Changes every head that the relay names beside a walk.
fn naming(change: impl Fn(&mut Head)) -> impl FnMut(RelayFrame) -> Vec<RelayFrame> {
    move |mut frame| {
        if let RelayFrame::Reply { reply: Reply::Head(head), .. } = &mut frame {
            change(head);
        }
        vec![frame]
    }
}

#[test]
fn one_devices_connection_makes_a_relay_whole_over_two_epochs_and_a_handover() {
    let mut world = World::new(1);
    let mut scribe = Scribe::found(&mut world);
    let mut device = scribe.join(&mut world);
    let mut other = scribe.join(&mut world);
    scribe.post(&mut world, "calm");
    world.read(&mut device);
    let backup = world.relay.store().clone();
    for by_mandate in [false, true] {
        world.wait(7 * DAY);
        scribe.turn(&mut world);
        scribe.post(&mut world, "unchanged");
        scribe.tell(&mut world, "in-contact", None);
        scribe.hand_over(&mut world, by_mandate);
        scribe.post(&mut world, "calm");
    }
    world.read(&mut device);
    let head = scribe.relays_head(&mut world);
    world.relay.restore(backup);
    assert!(scribe.relays_head(&mut world).sequence < head.sequence);

    let events = world.read(&mut device);
    assert_eq!((findings(&events), healed(&events)), (vec![], 28));
    assert!(events.contains(&DeviceEvent::CaughtUp));
    assert_eq!(scribe.relays_head(&mut world), head, "the relay is whole");
    assert_eq!(healed(&world.read(&mut device)), 0, "there is nothing left to do");
    assert!(device.party().absence().is_ok());
    // Drops cannot be put again: who has not read the lost epochs gets a grant with the next.
    scribe.turn(&mut world);
    scribe.post(&mut world, "calm");
    assert!(world.read(&mut other).contains(&DeviceEvent::CaughtUp));
    assert_eq!(findings(&world.read(&mut device)), []);
}

#[test]
fn a_liaison_finds_whole_what_a_device_has_healed() {
    let (mut world, mut liaison, mut device) = a_family(2);
    let backup = world.relay.store().clone();
    world.wait(8 * DAY);
    world.post(&mut liaison, "calm");
    world.read(&mut device);
    world.relay.restore(backup);
    assert!(healed(&world.read(&mut device)) > 0);
    liaison.events();
    world.session_for(&mut liaison, Task::Families);
    assert!(!liaison.events().iter().any(|event| matches!(event, LiaisonEvent::Healing { .. })));
    world.post(&mut liaison, "unchanged");
    assert_eq!(findings(&world.read(&mut device)), []);
}

#[test]
fn a_device_that_dies_while_healing_heals_all_the_same() {
    for outputs in 0.. {
        let (mut world, mut liaison, mut device) = a_family(3);
        let backup = world.relay.store().clone();
        world.wait(8 * DAY);
        let posted = world.post(&mut liaison, "calm");
        world.read(&mut device);
        world.relay.restore(backup);
        device.crash_after(outputs);
        world.session(&mut device);
        let has_crashed = device.has_crashed();
        let mut device = device.restart(outputs as u64).expect("it has saved");
        let events = world.read(&mut device);
        assert_eq!(findings(&events), [], "after output {outputs}");
        let shelf = world.relay.store().shelf(&device.party().feed()).expect("the feed exists");
        assert!(shelf.envelopes.contains_key(&Sequence(posted)), "after output {outputs}");
        if !has_crashed {
            return;
        }
    }
}

#[test]
fn a_relay_that_only_claims_to_have_lost_something_gets_what_it_had_and_is_named() {
    let (mut world, mut liaison, mut device) = a_family(4);
    let before = liaison.party().last_place();
    world.read(&mut device);
    let feed = liaison.party().feed();
    let hash = world.relay.store().shelf(&feed).expect("it exists").envelopes[&before].hash();
    world.post(&mut liaison, "calm");
    world.read(&mut device);
    let mut claims = naming(|head| (head.sequence, head.hash) = (before, hash));
    let mut frames = 0;
    let events = world.read_meddled(&mut device, &mut |frame| {
        frames += 1;
        claims(frame)
    });
    assert_eq!((healed(&events), findings(&events)), (4, vec![Finding::RolledBack { head: before }]));
    assert!(frames < 20, "it is asked once");
    assert_eq!(findings(&world.read(&mut device)), [], "nothing has changed");
}

#[test]
fn a_relay_with_another_past_or_one_that_refuses_is_rolled_back() {
    let (mut world, mut liaison, mut device) = a_family(5);
    world.read(&mut device);
    let (before, backup) = (liaison.party().last_place(), world.relay.store().clone());
    world.post(&mut liaison, "calm");
    world.read(&mut device);
    world.relay.restore(backup);
    let events = world.read_meddled(&mut device, &mut naming(|head| head.hash = Hash::new([1; 32])));
    assert_eq!((healed(&events), findings(&events)), (0, vec![Finding::RolledBack { head: before }]));

    let events = world.read_meddled(&mut device, &mut |frame| match frame {
        RelayFrame::Reply { number, reply: Reply::Appended { .. } } => {
            vec![RelayFrame::Refused { number, refusal: Refusal::StorageFailed }]
        }
        frame => vec![frame],
    });
    assert_eq!((healed(&events), findings(&events)), (4, vec![Finding::RolledBack { head: before }]));
    let ending = Ending::Found(Finding::RolledBack { head: before });
    assert_eq!(events.last(), Some(&DeviceEvent::Ended(ending)));
}
