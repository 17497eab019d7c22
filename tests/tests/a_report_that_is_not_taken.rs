//! A report that the relay loses, refuses or does not answer costs the reader nothing, and what it says is said in the end.

use porchlight_client::{Device, DeviceEvent, Liaison, LiaisonEvent, Task};
use porchlight_protocol::limits::INBOX_SENDS_PER_SESSION_MAX;
use porchlight_protocol::{Refusal, RelayFrame, Reply};
use porchlight_sealing::Profile;
use porchlight_tests::world::{DAY, Person, World, findings, profile};

/// Numbers beyond the last one seen that a liaison looks for: docs/protocol.md#reports.
const LOOKED_FOR: usize = 32;

fn a_family(seed: u64) -> (World, Person<Liaison>, Person<Device>) {
    let mut world = World::new(seed);
    let mut liaison = world.liaison();
    let device = world.family(&mut liaison, "Bondar");
    world.wait(60);
    (world, liaison, device)
}

/// Changes what the relay answers to a report: the first `Done` behind a subscription.
fn answering(change: impl FnMut(RelayFrame) -> Vec<RelayFrame>) -> impl FnMut(RelayFrame) -> Vec<RelayFrame> {
    let (mut follows, mut change) = (false, change);
    move |frame| {
        if let RelayFrame::Reply { reply: Reply::Subscribed { .. }, .. } = &frame {
            follows = true;
        }
        if follows && matches!(frame, RelayFrame::Reply { reply: Reply::Done, .. }) {
            follows = false;
            return change(frame);
        }
        vec![frame]
    }
}

fn inbox(world: &mut World, liaison: &mut Person<Liaison>) -> usize {
    let feed = liaison.party().feed();
    world.relay.store().shelf(&feed).expect("the feed exists").inbox.len()
}

fn is_over(event: &DeviceEvent) -> bool {
    matches!(event, DeviceEvent::Ended(_))
}

#[test]
fn whoever_gets_no_answer_to_a_report_reads_on_and_takes_it_when_it_comes_after_all() {
    let (mut world, mut liaison, mut device) = a_family(1);
    device.events();
    let session = world.connect(&mut device);
    let mut held_back = None;
    world.play(
        &mut device,
        session,
        &mut answering(|frame| {
            held_back = Some(frame);
            vec![]
        }),
    );
    let events = device.events();
    assert!(matches!(events[..], [DeviceEvent::CaughtUp, DeviceEvent::ReportPostponed]), "{events:?}");
    assert!(!device.party().is_reporting(), "nobody waits for it any longer");

    world.post(&mut liaison, "calm");
    world.play(&mut device, session, &mut |frame| vec![frame]);
    assert_eq!(device.party().statuses().count(), 1, "what is read does not hang on it");
    world.post(&mut liaison, "unchanged");
    world.play(&mut device, session, &mut |frame| [held_back.take(), Some(frame)].into_iter().flatten().collect());
    world.play(&mut device, session, &mut |frame| vec![frame]);
    let events = device.events();
    assert!(events.contains(&DeviceEvent::Reported) && !events.iter().any(is_over), "{events:?}");
    assert_eq!(device.party().statuses().count(), 2);
}

#[test]
fn a_turn_amid_an_unanswered_report_is_followed_all_the_same() {
    let (mut world, mut liaison, mut device) = a_family(2);
    device.events();
    let session = world.connect(&mut device);
    world.play(&mut device, session, &mut answering(|_| vec![]));
    for _ in 0..2 {
        world.wait(8 * DAY);
        world.post(&mut liaison, "calm");
        world.play(&mut device, session, &mut |frame| vec![frame]);
    }
    let events = device.events();
    assert_eq!((findings(&events), events.iter().any(is_over)), (vec![], false));
    assert_eq!(device.party().statuses().count(), 2);
}

#[test]
fn what_is_withheld_is_named_though_a_report_is_unanswered() {
    let (mut world, mut liaison, mut device) = a_family(3);
    let session = world.connect(&mut device);
    world.play(&mut device, session, &mut answering(|_| vec![]));
    world.wait(8 * DAY);
    world.post(&mut liaison, "calm");
    device.events();
    let mut subscribed = false;
    world.play(&mut device, session, &mut |frame| {
        subscribed |= matches!(&frame, RelayFrame::Reply { reply: Reply::Subscribed { .. }, .. });
        if subscribed && matches!(frame, RelayFrame::Envelope(_)) { vec![] } else { vec![frame] }
    });
    assert_eq!(findings(&device.events()).len(), 1, "the places that the relay promised");
    assert!(device.party().missing() > 0);
}

#[test]
fn an_inbox_that_is_full_for_a_week_is_tried_so_seldom_that_the_liaison_hears_the_next_report() {
    let (mut world, mut liaison, mut device) = a_family(4);
    world.session_for(&mut liaison, Task::Families);
    let id = device.party().ask("any-news").expect("it may ask");
    let mut attempts = 0;
    for _ in 0..6 * 24 * 7 - 2 {
        world.wait(600);
        let session = world.connect(&mut device);
        let mut refuse = answering(|frame| {
            attempts += 1;
            let RelayFrame::Reply { number, .. } = frame else { return vec![frame] };
            vec![RelayFrame::Refused { number, refusal: Refusal::InboxFull }]
        });
        world.deliver_meddled(&mut device, session, &mut refuse);
        world.hang_up(&mut device, session);
        let feed = liaison.party().feed();
        world.relay.store_mut().shelf_mut(&feed).expect("the feed exists").inbox.clear();
    }
    assert!((10..LOOKED_FOR).contains(&attempts), "{attempts} attempts");
    assert!(device.party().has_news());
    world.wait(DAY / 2);
    world.read(&mut device);
    assert!(!device.party().has_news());
    liaison.events();
    world.session_for(&mut liaison, Task::Families);
    let came = LiaisonEvent::InquiryCame { family: "Bondar".into(), id, code: "any-news".into() };
    assert!(liaison.events().contains(&came));
}

#[test]
fn what_is_said_while_a_report_is_on_its_way_is_told_by_the_next() {
    let (mut world, mut liaison, mut device) = a_family(5);
    let quiet = Profile { check_ins: false, ..profile() };
    assert!(world.task(&mut liaison, Task::Profile(quiet)).is_ok());
    world.read(&mut device);
    device.party().prefer("visit only").expect("it fits");
    world.wait(60);
    let session = world.connect(&mut device);
    let mut held_back = None;
    world.deliver_meddled(
        &mut device,
        session,
        &mut answering(|frame| {
            held_back = Some(frame);
            vec![]
        }),
    );
    assert!(device.party().is_reporting());
    device.party().ask("any-news").expect("it may ask");
    world.post(&mut liaison, "calm");
    world.deliver_meddled(&mut device, session, &mut |frame| {
        [held_back.take(), Some(frame)].into_iter().flatten().collect()
    });
    assert!(device.party().has_news(), "the question has not left");
    world.hang_up(&mut device, session);
    world.wait(60);
    world.read(&mut device);
    assert!(!device.party().has_news());
    world.session_for(&mut liaison, Task::Families);
    assert_eq!(liaison.party().inquiries().len(), 1);
}

#[test]
fn a_session_sends_no_more_than_the_relay_takes_of_one() {
    let (mut world, mut liaison, mut device) = a_family(6);
    world.session_for(&mut liaison, Task::Families);
    let session = world.connect(&mut device);
    device.events();
    for _ in 0..INBOX_SENDS_PER_SESSION_MAX + 4 {
        world.post(&mut liaison, "calm");
        world.wait(3_600);
        world.play(&mut device, session, &mut |frame| vec![frame]);
    }
    let events = device.events();
    let reported = events.iter().filter(|event| **event == DeviceEvent::Reported).count();
    assert_eq!(reported, INBOX_SENDS_PER_SESSION_MAX);
    assert!(!events.contains(&DeviceEvent::ReportPostponed));
    assert!(inbox(&mut world, &mut liaison) <= INBOX_SENDS_PER_SESSION_MAX);
}

#[test]
fn goodbye_is_said_once_and_repeated_without_a_word() {
    let (mut world, _, mut device) = a_family(7);
    device.party().leave().expect("it may");
    assert!(world.read(&mut device).contains(&DeviceEvent::Left));
    world.wait(60);
    let mut device = device.restart(1).expect("it has saved");
    let events = world.read(&mut device);
    assert!(!events.contains(&DeviceEvent::Left) && events.contains(&DeviceEvent::Reported), "{events:?}");
}
