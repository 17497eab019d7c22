//! A liaison or a device dies after each of its outputs in turn, and starts again from its disk.
//!
//! Whatever the step: one envelope per place, nothing lost, nothing said twice to the group.

use porchlight_client::{Device, DeviceEvent, Done, History, Liaison, Task};
use porchlight_protocol::Sequence;
use porchlight_tests::world::{DAY, Person, World, done_of};

/// Runs a task with a crash after `outputs`; then again, as a person would, until it is done.
fn done_despite_a_crash(world: &mut World, liaison: &mut Person<Liaison>, task: &Task, outputs: usize) -> (Done, bool) {
    liaison.events();
    liaison.crash_after(outputs);
    liaison.party().set_task(task.clone());
    world.session(liaison);
    let crashed = liaison.has_crashed();
    // An answer that the person saw before the crash counts: they would not type the command again.
    if let Some(done) = liaison.events().into_iter().find_map(done_of) {
        if crashed {
            *liaison = liaison.restart(outputs as u64).expect("an answer comes after a save");
            world.session_for(liaison, Task::Families);
            liaison.events();
        }
        return (done, crashed);
    }
    *liaison = liaison.restart(outputs as u64 + 1_000).expect("the group was founded before");
    match world.task(liaison, task.clone()) {
        Ok(done) => (done, crashed),
        Err(_) => panic!("the task failed after a crash at output {outputs}"),
    }
}

fn statuses(events: &[DeviceEvent]) -> Vec<String> {
    let code = |event: &DeviceEvent| match event {
        DeviceEvent::Status(status) => Some(status.code.clone()),
        _ => None,
    };
    events.iter().filter_map(code).collect()
}

fn noticed(events: &[DeviceEvent]) -> usize {
    events.iter().filter(|event| matches!(event, DeviceEvent::Notice(_))).count()
}

fn found_nothing_wrong(events: &[DeviceEvent]) {
    for event in events {
        assert!(!matches!(event, DeviceEvent::Found(_) | DeviceEvent::Ended(_)), "{event:?}");
    }
}

#[test]
fn a_liaison_who_dies_while_posting_posts_once() {
    let post =
        Task::Post { code: "calm".into(), as_of: porchlight_protocol::Day(20_577), next_by: None, corrects: None };
    for outputs in 0.. {
        let mut world = World::new(100 + outputs as u64);
        let mut liaison = world.liaison();
        let mut device = world.family(&mut liaison, "Bondar");
        let (done, crashed) = done_despite_a_crash(&mut world, &mut liaison, &post, outputs);
        assert!(matches!(done, Done::Posted { sequence: Sequence(6), .. }), "its own place, whenever it was sealed");
        world.post(&mut liaison, "no-negative");
        let events = world.read(&mut device);
        found_nothing_wrong(&events);
        assert_eq!(statuses(&events), ["calm", "no-negative"], "after a crash at output {outputs}");
        if !crashed {
            assert!(outputs > 8, "the crash was tried at every output");
            return;
        }
    }
}

#[test]
fn a_liaison_who_dies_while_telling_tells_once() {
    let tell =
        Task::Tell { family: "Bondar".into(), code: "please-call".into(), text: None, with_next: false, answers: None };
    for outputs in 0.. {
        let mut world = World::new(200 + outputs as u64);
        let mut liaison = world.liaison();
        let mut device = world.family(&mut liaison, "Bondar");
        let (_, crashed) = done_despite_a_crash(&mut world, &mut liaison, &tell, outputs);
        let events = world.read(&mut device);
        found_nothing_wrong(&events);
        assert_eq!(noticed(&events), 1, "after a crash at output {outputs}");
        assert!(device.party().absence().is_ok());
        if !crashed {
            return;
        }
    }
}

#[test]
fn a_liaison_who_dies_while_the_epoch_turns_turns_it_whole() {
    for outputs in 0.. {
        let mut world = World::new(300 + outputs as u64);
        let mut liaison = world.liaison();
        let mut first = world.family(&mut liaison, "Bondar");
        let link = world.invite(&mut liaison, "Shevchuk", History::Latest);
        let mut second = world.join(&link);
        let (_, crashed) = done_despite_a_crash(&mut world, &mut liaison, &Task::Families, outputs);
        world.session_for(&mut liaison, Task::Families);
        world.post(&mut liaison, "calm");
        world.tell(&mut liaison, "Shevchuk", "in-contact", None);
        for (device, expected) in [(&mut first, 0), (&mut second, 1)] {
            let events = world.read(device);
            found_nothing_wrong(&events);
            assert_eq!((statuses(&events).len(), noticed(&events)), (1, expected), "after output {outputs}");
            assert!(device.party().is_confirmed() && device.party().absence().is_ok());
        }
        if !crashed {
            assert!(outputs > 8, "the crash was tried at every output");
            return;
        }
    }
}

#[test]
fn a_liaison_who_dies_while_inviting_gives_away_a_link_that_works() {
    let invite = Task::Invite { family: "Bondar".into(), history: Some(History::Latest) };
    for outputs in 0.. {
        let mut world = World::new(400 + outputs as u64);
        let mut liaison = world.liaison();
        let (done, crashed) = done_despite_a_crash(&mut world, &mut liaison, &invite, outputs);
        let Done::Invited { link, .. } = done else { panic!("an invite gives a link") };
        world.post(&mut liaison, "calm");
        let mut device = world.join(&link);
        assert_eq!(statuses(&device.events()), ["calm"], "after a crash at output {outputs}");
        assert_eq!(liaison.party().families()[0].devices, 1, "one invite, one device");
        if !crashed {
            return;
        }
    }
}

#[test]
fn a_liaison_who_dies_while_founding_founds_one_group() {
    for outputs in 0.. {
        let mut world = World::new(500 + outputs as u64);
        let mut liaison = world.liaison_before_founding();
        liaison.crash_after(outputs);
        liaison.party().set_task(Task::Found);
        world.session(&mut liaison);
        let crashed = liaison.has_crashed();
        match liaison.restart(outputs as u64) {
            Some(restarted) => liaison = restarted,
            // Nothing was saved, so nothing was sent: the charter is still good.
            None => continue,
        }
        world.session_for(&mut liaison, Task::Found);
        let mut device = world.family(&mut liaison, "Bondar");
        world.post(&mut liaison, "calm");
        assert_eq!(statuses(&world.read(&mut device)), ["calm"], "after a crash at output {outputs}");
        if !crashed {
            return;
        }
    }
}

#[test]
fn a_device_that_dies_while_joining_and_reading_misses_nothing() {
    for outputs in 0.. {
        let mut world = World::new(600 + outputs as u64);
        let mut liaison = world.liaison();
        world.post(&mut liaison, "unchanged");
        let link = world.invite(&mut liaison, "Bondar", History::Latest);
        let mut device = world.holder(&link);
        device.crash_after(outputs);
        world.session(&mut device);
        let mut seen = device.events();
        let crashed = device.has_crashed();
        device = match device.restart(outputs as u64) {
            Some(device) => device,
            None => world.holder(&link),
        };
        world.session(&mut device);
        seen.extend(device.events());
        let codes = statuses(&seen);
        assert!(codes.contains(&"unchanged".into()), "an item may be shown again, never left out: output {outputs}");

        world.session_for(&mut liaison, Task::Families);
        world.tell(&mut liaison, "Bondar", "in-contact", None);
        let events = world.read(&mut device);
        found_nothing_wrong(&events);
        assert_eq!(noticed(&events), 1);
        assert!(device.party().is_confirmed());
        if !crashed {
            assert!(outputs > 8, "the crash was tried at every output");
            return;
        }
    }
}

#[test]
fn a_device_that_dies_while_catching_up_omits_no_item() {
    for outputs in 0.. {
        let mut world = World::new(700 + outputs as u64);
        let mut liaison = world.liaison();
        let mut device: Person<Device> = world.family(&mut liaison, "Bondar");
        world.post(&mut liaison, "calm");
        world.tell(&mut liaison, "Bondar", "in-contact", None);
        world.wait(8 * DAY);
        world.post(&mut liaison, "no-negative");
        device.events();
        device.crash_after(outputs);
        world.session(&mut device);
        let mut seen = device.events();
        let crashed = device.has_crashed();
        device = device.restart(outputs as u64).expect("it had joined");
        world.session(&mut device);
        seen.extend(device.events());
        found_nothing_wrong(&seen);
        assert!(statuses(&seen).contains(&"calm".into()) && statuses(&seen).contains(&"no-negative".into()));
        assert!(noticed(&seen) >= 1, "after a crash at output {outputs}");
        assert!(device.party().absence().is_ok());
        if !crashed {
            return;
        }
    }
}
