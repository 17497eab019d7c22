//! Each session spends the number of a report, and an epoch has 256 of them: a line that breaks each minute must not use them up.

use porchlight_client::{Device, DeviceEvent, Liaison, Task};
use porchlight_tests::world::{Person, World};

fn hear(world: &mut World, liaison: &mut Person<Liaison>) {
    world.session_for(liaison, Task::Families);
}

/// A session that is over before anything could be waited for.
fn session_that_breaks(world: &mut World, device: &mut Person<Device>) {
    let session = world.connect(device);
    world.deliver(device, session);
    world.hang_up(device, session);
}

/// A phone on a bad line: a session a minute, for so long.
fn reconnects_each_minute(world: &mut World, device: &mut Person<Device>, minutes: u64) -> usize {
    device.events();
    for _ in 0..minutes {
        world.wait(60);
        session_that_breaks(world, device);
    }
    device.events().iter().filter(|event| **event == DeviceEvent::Reported).count()
}

#[test]
fn a_line_that_breaks_each_minute_does_not_silence_a_phone() {
    let mut world = World::new(1);
    let mut liaison = world.liaison();
    let mut device = world.family(&mut liaison, "Bondar");
    let mut left = 0;
    for _ in 0..4 {
        left += reconnects_each_minute(&mut world, &mut device, 180);
        hear(&mut world, &mut liaison);
    }
    assert!((64..=80).contains(&left), "{left} reports in half a day");
    device.party().ask("please-call-us").expect("it may ask");
    session_that_breaks(&mut world, &mut device);
    assert!(device.party().has_news(), "the last one left a moment ago");
    assert_eq!(reconnects_each_minute(&mut world, &mut device, 60), 1);
    assert!(!device.party().has_news());
    hear(&mut world, &mut liaison);
    assert_eq!(liaison.party().inquiries().len(), 1);
}

#[test]
fn a_phone_that_waits_with_a_report_says_when_it_leaves_and_is_right() {
    let mut world = World::new(2);
    let mut liaison = world.liaison();
    let mut device = world.family(&mut liaison, "Bondar");
    reconnects_each_minute(&mut world, &mut device, 90);
    device.party().ask("please-call-us").expect("it may ask");
    world.wait(60);
    let session = world.connect(&mut device);
    world.deliver(&mut device, session);
    let due = device.party().reports_at().expect("one is scheduled");
    assert!(due > world.now && due <= world.now + 3_600, "{} seconds", due - world.now);
    for (moment, has_news) in [(due - 1, true), (due, false)] {
        world.now = moment;
        device.tick(moment);
        world.deliver(&mut device, session);
        assert_eq!(device.party().has_news(), has_news);
    }
}

#[test]
fn a_phone_that_has_told_all_it_can_until_the_turn_schedules_nothing_and_goes_on_behind_it() {
    let mut world = World::new(3);
    let mut liaison = world.liaison();
    let mut device = world.family(&mut liaison, "Bondar");
    let mut left = reconnects_each_minute(&mut world, &mut device, 64);
    // No turn comes, for the liaison is away.
    for _ in 0..24 * 9 {
        world.wait(3_600);
        left += usize::from(world.read(&mut device).contains(&DeviceEvent::Reported));
    }
    assert!((250..=256).contains(&left), "{left} reports in nine days");
    assert_eq!(device.party().reports_at(), None);
    device.party().ask("please-call-us").expect("it may ask");
    world.post(&mut liaison, "calm");
    world.read(&mut device);
    assert!(!device.party().has_news());
}
