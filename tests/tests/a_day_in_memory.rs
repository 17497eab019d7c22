//! The story's own day, played between a liaison, three devices and a relay in memory.

use porchlight_client::{Absence, DeviceEvent, History, Reach, Standing, Task};
use porchlight_protocol::Sequence;
use porchlight_tests::world::{DAY, World};

fn codes(events: &[DeviceEvent]) -> Vec<&str> {
    events
        .iter()
        .filter_map(|event| match event {
            DeviceEvent::Status(status) => Some(status.code.as_str()),
            _ => None,
        })
        .collect()
}

fn notices(events: &[DeviceEvent]) -> Vec<(&str, Option<&str>)> {
    events
        .iter()
        .filter_map(|event| match event {
            DeviceEvent::Notice(notice) => Some((notice.code.as_str(), notice.text.as_deref())),
            _ => None,
        })
        .collect()
}

const MORNINGS: [&str; 4] = ["unchanged", "calm", "no-negative", "negative-telling"];

#[test]
fn each_family_sees_the_four_mornings_and_only_what_is_its_own() {
    let mut world = World::new(1);
    let mut liaison = world.liaison();
    let mut devices: Vec<_> =
        ["Kovalenko", "Bondar", "Shevchuk"].iter().map(|name| world.family(&mut liaison, name)).collect();

    let mut last = 0;
    for code in MORNINGS {
        last = world.post(&mut liaison, code);
        world.wait(DAY);
    }
    let told = world.tell(&mut liaison, "Bondar", "please-call", Some("Call 12 when you can."));
    world.now -= DAY;

    for (index, device) in devices.iter_mut().enumerate() {
        let events = world.read(device);
        assert_eq!(codes(&events), MORNINGS);
        assert!(events.contains(&DeviceEvent::CaughtUp));
        let expected = if index == 1 { vec![("please-call", Some("Call 12 when you can."))] } else { vec![] };
        assert_eq!(notices(&events), expected);
        let device = device.party();
        assert_eq!(device.standing(world.now, Reach::Reached), Standing::Fresh);
        assert_eq!(device.missing(), 0);
        let Absence { through, notices, .. } = device.absence().expect("nothing stands in doubt");
        assert!(through >= Sequence(last) && through >= Sequence(told));
        assert_eq!(notices, u64::from(index == 1));
    }
}

#[test]
fn a_notice_that_rides_with_a_status_comes_before_it() {
    let mut world = World::new(2);
    let mut liaison = world.liaison();
    let mut device = world.family(&mut liaison, "Bondar");
    let tell =
        Task::Tell { family: "Bondar".into(), code: "in-contact".into(), text: None, with_next: true, answers: None };
    assert!(world.task(&mut liaison, tell).is_ok());
    assert_eq!(notices(&world.read(&mut device)), vec![]);

    world.post(&mut liaison, "calm");
    let events = world.read(&mut device);
    assert_eq!(notices(&events), vec![("in-contact", None)]);
    assert_eq!(codes(&events), ["calm"]);
    let places: Vec<_> = events.iter().map(|event| matches!(event, DeviceEvent::Notice(_))).collect();
    assert!(places[0], "whoever has read a status knows that nothing for them came before it");
}

#[test]
fn a_long_notice_and_a_new_profile_travel_in_parts() {
    let mut world = World::new(3);
    let mut liaison = world.liaison();
    let mut device = world.family(&mut liaison, "Bondar");
    let text = "Довгий лист. ".repeat(170);
    world.tell(&mut liaison, "Bondar", "message", Some(&text));
    let mut profile = porchlight_tests::world::profile();
    profile.codebook = format!("# {}", "x".repeat(2_900));
    assert!(world.task(&mut liaison, Task::Profile(profile.clone())).is_ok());

    let events = world.read(&mut device);
    assert_eq!(notices(&events), vec![("message", Some(text.as_str()))]);
    assert!(events.contains(&DeviceEvent::ProfileChanged));
    assert_eq!(device.party().profile(), Some(&profile));
}

#[test]
fn history_is_the_liaisons_choice() {
    let mut world = World::new(4);
    let mut liaison = world.liaison();
    for code in MORNINGS {
        world.post(&mut liaison, code);
        world.family(&mut liaison, code);
    }
    for (history, expected) in
        [(History::All, &MORNINGS[..]), (History::Latest, &MORNINGS[3..]), (History::None, &MORNINGS[..0])]
    {
        let link = world.invite(&mut liaison, "Melnyk", history);
        let mut device = world.holder(&link);
        assert_eq!(codes(&world.read(&mut device)), expected, "{history:?}");
    }
}

#[test]
fn an_invite_that_lay_in_a_drawer_through_five_epochs_still_opens() {
    let mut world = World::new(5);
    let mut liaison = world.liaison();
    let link = world.invite(&mut liaison, "Bondar", History::Latest);
    for index in 0..5 {
        world.family(&mut liaison, &format!("family {index}"));
        world.post(&mut liaison, "calm");
    }
    let mut device = world.holder(&link);
    assert_eq!(codes(&world.read(&mut device)).len(), 5);
    assert!(!device.party().is_confirmed());
    world.post(&mut liaison, "unchanged");
    let events = world.read(&mut device);
    assert!(events.contains(&DeviceEvent::Confirmed));
    assert!(!device.party().is_link_disputed());
    assert_eq!(codes(&events), ["unchanged"]);
}

#[test]
fn a_reader_who_follows_live_gets_what_a_late_reader_gets() {
    let mut world = World::new(6);
    let mut liaison = world.liaison();
    let mut late = world.family(&mut liaison, "Bondar");
    let mut live = world.family(&mut liaison, "Shevchuk");
    world.read(&mut late);
    live.events();
    let session = world.connect(&mut live);
    for code in MORNINGS {
        world.play(&mut live, session, &mut |frame| vec![frame]);
        world.family(&mut liaison, code);
        world.post(&mut liaison, code);
    }
    world.play(&mut live, session, &mut |frame| vec![frame]);
    assert_eq!(codes(&live.events()), MORNINGS);
    assert_eq!(codes(&world.read(&mut late)), MORNINGS);
    assert_eq!(live.party().last_place(), late.party().last_place());
}

#[test]
fn forty_days_away_are_read_in_one_go() {
    let mut world = World::new(7);
    let mut liaison = world.liaison();
    let mut device = world.family(&mut liaison, "Bondar");
    let mut expected = Vec::new();
    for day in 0..40 {
        for code in MORNINGS {
            world.post(&mut liaison, code);
            expected.push(code);
        }
        if day % 10 == 3 {
            world.tell(&mut liaison, "Bondar", "alive-and-well", None);
        }
        world.wait(DAY);
    }
    let events = world.read(&mut device);
    assert_eq!(codes(&events), expected);
    assert_eq!(notices(&events).len(), 4);
    let device = device.party();
    assert_eq!((device.missing(), device.notices_opened()), (0, 4));
    assert_eq!(device.standing(world.now, Reach::Reached), Standing::Due);
    assert_eq!(device.standing(world.now + DAY, Reach::Reached), Standing::Overdue);
    assert_eq!(device.standing(world.now, Reach::Unreachable), Standing::Unreachable);
    assert!(device.absence().is_ok(), "weekly epochs and forty days leave no doubt");
}
