//! The liaison names another relay: devices dial it from their next session on, and nobody follows a name that cannot be dialled.

use porchlight_client::{Device, History, Input, Task};
use porchlight_sealing::{Message, Profile};
use porchlight_tests::world::{Person, RELAY_NAME, Scribe, World, profile};

const ELSEWHERE: &str = "porch.example:8444";

#[test]
fn a_device_dials_where_the_liaison_says_from_its_next_session_on() {
    let mut world = World::new(1);
    let mut liaison = world.liaison();
    let mut device = world.family(&mut liaison, "Bondar");
    assert_eq!(device.party().relay(), RELAY_NAME);
    world.session_for(&mut liaison, Task::Profile(Profile { relay: ELSEWHERE.into(), ..profile() }));
    assert_eq!(device.party().relay(), RELAY_NAME, "it has not read it yet");
    world.read(&mut device);
    assert_eq!(device.party().relay(), ELSEWHERE);
    let mut later = device.restart(1).expect("the device has saved");
    assert_eq!(later.party().relay(), ELSEWHERE);
}

/// A session that breaks off before anything was read, as where nobody answers.
fn finds_nobody(world: &mut World, device: &mut Person<Device>) {
    let session = world.connect(device);
    world.hang_up(device, session);
}

/// The liaison says that the relay has another name.
fn moves_to(world: &mut World, scribe: &mut Scribe, relay: &str) {
    scribe.say(world, &Message::Profile(Profile { relay: relay.into(), ..profile() }));
}

#[test]
fn a_name_that_does_not_work_is_tried_in_turn_with_the_one_that_did() {
    let mut world = World::new(3);
    let mut scribe = Scribe::found(&mut world);
    let mut device = scribe.join(&mut world);
    moves_to(&mut world, &mut scribe, "mistyped.example");
    world.read(&mut device);
    let mut device = device.restart(1).expect("the device has saved");
    for _ in 0..2 {
        assert_eq!(device.party().relay(), "mistyped.example");
        finds_nobody(&mut world, &mut device);
        assert_eq!(device.party().relay(), RELAY_NAME);
        finds_nobody(&mut world, &mut device);
    }
    moves_to(&mut world, &mut scribe, ELSEWHERE);
    finds_nobody(&mut world, &mut device);
    world.read(&mut device);
    assert_eq!(device.party().relay(), ELSEWHERE, "it has heard of the right name under the one that works");

    finds_nobody(&mut world, &mut device);
    assert_eq!(device.party().relay(), RELAY_NAME, "the mistyped one is forgotten");
    finds_nobody(&mut world, &mut device);
    world.read(&mut device);
    for _ in 0..2 {
        assert_eq!(device.party().relay(), ELSEWHERE, "everything was read there: it stays");
        finds_nobody(&mut world, &mut device);
    }
}

#[test]
fn a_relay_that_moves_back_is_found_at_once() {
    let mut world = World::new(4);
    let mut scribe = Scribe::found(&mut world);
    let mut device = scribe.join(&mut world);
    for relay in [ELSEWHERE, RELAY_NAME] {
        moves_to(&mut world, &mut scribe, relay);
        finds_nobody(&mut world, &mut device);
        world.read(&mut device);
        assert_eq!(device.party().relay(), relay);
    }
}

/// A program that runs once, tries the name whose turn it is, and reaches nobody.
fn runs_in_vain(world: &World, mut device: Person<Device>) -> Person<Device> {
    device.party().handle(Input::Disconnected, world.now);
    device.settle(world.now);
    device.restart(9).expect("it has saved")
}

#[test]
fn programs_that_run_once_take_turns_between_the_names_too() {
    let mut world = World::new(5);
    let mut scribe = Scribe::found(&mut world);
    let mut device = scribe.join(&mut world);
    moves_to(&mut world, &mut scribe, ELSEWHERE);
    world.read(&mut device);
    let mut device = device.restart(1).expect("it has saved");
    for _ in 0..2 {
        assert_eq!(device.party().relay(), ELSEWHERE);
        device = runs_in_vain(&world, device);
        assert_eq!(device.party().relay(), RELAY_NAME);
        device = runs_in_vain(&world, device);
    }
    // One that ends as soon as it has read everything, or where it is cut off, leaves the turn to the other as well.
    device = runs_in_vain(&world, device);
    world.connect(&mut device);
    device.settle(world.now);
    let mut device = device.restart(2).expect("it has saved");
    assert_eq!(device.party().relay(), ELSEWHERE, "cut off under the former");
    device = runs_in_vain(&world, device);
    let session = world.connect(&mut device);
    world.play(&mut device, session, &mut |frame| vec![frame]);
    let mut device = device.restart(3).expect("it has saved");
    assert_eq!(device.party().relay(), ELSEWHERE, "whoever has read under the former tries the new one next");
}

#[test]
fn who_reads_history_is_sent_to_no_relay_that_the_group_has_left() {
    for steps in 1.. {
        let mut world = World::new(6);
        let mut scribe = Scribe::found(&mut world);
        let link = scribe.invite(&mut world);
        for relay in ["left.example:8443", RELAY_NAME] {
            moves_to(&mut world, &mut scribe, relay);
            scribe.post(&mut world, "calm");
        }
        let mut device = world.holder(&link);
        device.crash_after(steps);
        world.session(&mut device);
        let has_crashed = device.has_crashed();
        if !has_crashed {
            assert_eq!(device.party().relay(), RELAY_NAME);
            assert_eq!(device.party().statuses().count(), 2);
            break;
        }
        let Some(mut device) = device.restart(9) else { continue };
        for _ in 0..2 {
            assert_eq!(device.party().relay(), RELAY_NAME, "after {steps} steps");
            device = runs_in_vain(&world, device);
        }
    }
}

#[test]
fn what_was_told_before_the_invites_epoch_is_older_than_the_invite() {
    let mut world = World::new(7);
    let mut liaison = world.liaison();
    let mut first = world.family(&mut liaison, "Bondar");
    world.session_for(&mut liaison, Task::Profile(Profile { name: "Before".into(), ..profile() }));
    world.post(&mut liaison, "calm");
    world.session_for(&mut liaison, Task::Profile(profile()));
    world.read(&mut first);
    let link = world.invite(&mut liaison, "Shevchuk", History::All);
    let mut later = world.join(&link);
    for device in [&mut first, &mut later] {
        assert_eq!(device.party().profile(), Some(&profile()));
    }
}

#[test]
fn a_profile_that_names_no_relay_or_nonsense_moves_nobody() {
    for nonsense in ["", "https://porch.example/", "porch example", "porch.example:0", "[porch"] {
        let mut world = World::new(2);
        let mut liaison = world.liaison();
        let mut device = world.family(&mut liaison, "Bondar");
        world.session_for(&mut liaison, Task::Profile(Profile { relay: nonsense.into(), ..profile() }));
        world.read(&mut device);
        assert_eq!(device.party().relay(), RELAY_NAME, "{nonsense:?}");
        assert_eq!(device.party().profile().map(|profile| profile.relay.as_str()), Some(nonsense), "it was read");
    }
}

#[test]
fn a_mistyped_name_does_not_lock_the_liaison_out() {
    let mut world = World::new(31);
    let mut liaison = world.liaison();
    let moved = |relay: &str| {
        let relay = relay.to_owned();
        Task::Profile(Profile { relay, ..profile() })
    };
    assert!(world.task(&mut liaison, moved("mistyped.example:8443")).is_ok());
    for program in 0..3 {
        assert_eq!(liaison.party().relay(), "mistyped.example:8443", "program {program}");
        // Nobody answers there.
        liaison.party().handle(Input::Disconnected, world.now);
        liaison.settle(world.now);
        liaison = liaison.restart(31).expect("it was saved");
        assert_eq!(liaison.party().relay(), RELAY_NAME);
        world.post(&mut liaison, "calm");
    }
    assert!(world.task(&mut liaison, Task::Families).is_err(), "the simulated relay has one name only");
    assert!(world.task(&mut liaison, moved(RELAY_NAME)).is_ok());
    world.post(&mut liaison, "calm");
}
