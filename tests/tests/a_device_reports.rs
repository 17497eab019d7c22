//! Reports: what a device says through the inbox, what the liaison hears of it, and what the relay can tell of either.

use porchlight_client::{Device, DeviceEvent, Done, Liaison, LiaisonEvent, Task, Unsayable};
use porchlight_protocol::Sequence;
use porchlight_sealing::INQUIRIES_MAX;
use porchlight_tests::world::{DAY, Person, World, profile};

fn summary(liaison: &mut Person<Liaison>, family: &str) -> porchlight_client::FamilySummary {
    let families = liaison.party().families();
    families.into_iter().find(|known| known.name == family).expect("the family is known")
}

fn inbox(world: &World, liaison: &mut Person<Liaison>) -> usize {
    let feed = world.feed(liaison);
    world.relay.store().shelf(&feed).expect("the feed exists").inbox.len()
}

fn hear(world: &mut World, liaison: &mut Person<Liaison>) -> Vec<LiaisonEvent> {
    liaison.events();
    world.session_for(liaison, Task::Families);
    liaison.events()
}

fn answer(world: &mut World, liaison: &mut Person<Liaison>, family: &str, id: u64) -> Result<Done, LiaisonEvent> {
    let (family, code) = (family.to_owned(), "alive-and-well".to_owned());
    world.task(liaison, Task::Tell { family, code, text: None, with_next: false, answers: Some(id) })
}

#[test]
fn the_liaison_sees_how_far_each_family_has_fetched_and_what_it_has_opened() {
    let mut world = World::new(1);
    let mut liaison = world.liaison();
    let mut bondar = world.family(&mut liaison, "Bondar");
    let mut shevchuk = world.family(&mut liaison, "Shevchuk");
    world.wait(60);
    let status = world.post(&mut liaison, "calm");
    let notice = world.tell(&mut liaison, "Bondar", "expect-contact", None);
    world.read(&mut bondar);
    hear(&mut world, &mut liaison);
    assert!(summary(&mut liaison, "Bondar").fetched >= Some(Sequence(notice)));
    assert!(summary(&mut liaison, "Shevchuk").fetched < Some(Sequence(status)), "it has not looked since");
    assert!(summary(&mut liaison, "Bondar").opened.is_empty(), "fetched is not opened");

    bondar.party().acknowledge(Sequence(notice)).expect("it has this notice");
    world.wait(60);
    world.read(&mut bondar);
    world.read(&mut shevchuk);
    let events = hear(&mut world, &mut liaison);
    let opened = LiaisonEvent::NoticeOpened { family: "Bondar".into(), sequence: Sequence(notice) };
    assert!(events.contains(&opened));
    assert_eq!(summary(&mut liaison, "Bondar").opened, [Sequence(notice)]);
    assert!(summary(&mut liaison, "Shevchuk").fetched >= Some(Sequence(status)));
}

#[test]
fn a_question_waits_in_the_inbox_until_a_private_notice_answers_it() {
    let mut world = World::new(2);
    let mut liaison = world.liaison();
    let mut bondar = world.family(&mut liaison, "Bondar");
    world.family(&mut liaison, "Shevchuk");
    let id = bondar.party().ask("any-news").expect("it may ask");
    assert_eq!(bondar.party().ask("any-news"), Ok(id), "the same question is asked once");
    world.wait(60);
    world.read(&mut bondar);
    let events = hear(&mut world, &mut liaison);
    let came = LiaisonEvent::InquiryCame { family: "Bondar".into(), id, code: "any-news".into() };
    assert_eq!(events.iter().filter(|event| **event == came).count(), 1);
    assert_eq!(liaison.party().inquiries().len(), 1);
    assert!(!hear(&mut world, &mut liaison).contains(&came), "it is told once, and stays open");

    assert!(answer(&mut world, &mut liaison, "Shevchuk", id).is_err(), "another family has not asked that");
    assert!(answer(&mut world, &mut liaison, "Bondar", id).is_ok());
    assert!(liaison.party().inquiries().is_empty());
    world.wait(60);
    world.read(&mut bondar);
    assert!(bondar.party().inquiries().is_empty(), "the answer closes the question");
    let answers: Vec<_> = bondar.party().notices().map(|notice| notice.answers).collect();
    assert_eq!(answers, [Some(id)]);
    hear(&mut world, &mut liaison);
    assert!(liaison.party().inquiries().is_empty());
}

#[test]
fn how_a_family_wants_bad_news_stands_beside_its_name() {
    let mut world = World::new(3);
    let mut liaison = world.liaison();
    let mut bondar = world.family(&mut liaison, "Bondar");
    bondar.party().prefer("Call my brother first: +380 44 000 0000").expect("it fits");
    assert!(matches!(bondar.party().prefer(&"x".repeat(1_000)), Err(Unsayable::TooLong { .. })));
    world.wait(60);
    world.read(&mut bondar);
    hear(&mut world, &mut liaison);
    let prefers = summary(&mut liaison, "Bondar").prefers;
    assert_eq!(prefers.as_deref(), Some("Call my brother first: +380 44 000 0000"));
}

#[test]
fn whoever_asks_looks_like_whoever_only_reads() {
    let day = |says: &dyn Fn(&mut Device)| {
        let mut world = World::new(4);
        let mut liaison = world.liaison();
        let mut bondar = world.family(&mut liaison, "Bondar");
        let notice = world.tell(&mut liaison, "Bondar", "expect-contact", None);
        world.read(&mut bondar);
        world.wait(60);
        says(bondar.party());
        world.read(&mut bondar);
        let feed = world.feed(&mut liaison);
        let shelf = world.relay.store().shelf(&feed).expect("the feed exists");
        assert!(shelf.inbox.values().all(|message| message.as_bytes().len() == 2_048));
        (notice, shelf.inbox.len())
    };
    let silent = day(&|_| {});
    assert_eq!(silent, day(&|device| assert!(device.ask("please-call-us").is_ok())));
    assert_eq!(silent, day(&|device| assert!(device.acknowledge(Sequence(silent.0)).is_ok())));
    assert_eq!(silent, day(&|device| assert!(device.prefer("visit only").is_ok())));
    assert_eq!(silent, day(&|device| assert!(device.leave().is_ok())));
}

#[test]
fn behind_a_batch_that_comes_live_a_report_leaves_after_a_random_delay() {
    let mut delays = Vec::new();
    for seed in 0..12 {
        let mut world = World::new(seed);
        let mut liaison = world.liaison();
        let mut bondar = world.family(&mut liaison, "Bondar");
        world.wait(DAY / 2);
        let session = world.connect(&mut bondar);
        world.play(&mut bondar, session, &mut |frame| vec![frame]);
        hear(&mut world, &mut liaison);
        world.post(&mut liaison, "calm");
        world.deliver(&mut bondar, session);
        assert_eq!(inbox(&world, &mut liaison), 0, "never at once");
        let due = bondar.party().reports_at().expect("one is scheduled");
        delays.push(due - world.now);
        world.wait(due - world.now);
        bondar.tick(world.now);
        world.deliver(&mut bondar, session);
        assert_eq!(inbox(&world, &mut liaison), 1);
        world.hang_up(&mut bondar, session);
    }
    assert!(delays.iter().all(|delay| *delay <= 15 * 60));
    delays.sort_unstable();
    delays.dedup();
    assert!(delays.len() > 6, "they differ: {delays:?}");
}

#[test]
fn who_reads_every_second_reports_every_minute() {
    let mut world = World::new(5);
    let mut liaison = world.liaison();
    let mut bondar = world.family(&mut liaison, "Bondar");
    world.wait(60);
    let before = inbox(&world, &mut liaison);
    for _ in 0..30 {
        // What comes late in a session is not waited for here: the session ends before.
        let session = world.connect(&mut bondar);
        world.deliver(&mut bondar, session);
        world.hang_up(&mut bondar, session);
        world.wait(1);
    }
    assert_eq!(inbox(&world, &mut liaison), before + 1);
}

#[test]
fn where_check_ins_are_off_only_those_who_say_something_report() {
    let mut world = World::new(6);
    let mut liaison = world.liaison();
    let mut bondar = world.family(&mut liaison, "Bondar");
    let quiet = porchlight_sealing::Profile { check_ins: false, ..profile() };
    assert!(world.task(&mut liaison, Task::Profile(quiet)).is_ok());
    world.wait(60);
    world.read(&mut bondar);
    hear(&mut world, &mut liaison);
    let status = world.post(&mut liaison, "calm");
    world.wait(60);
    world.read(&mut bondar);
    assert_eq!(inbox(&world, &mut liaison), 0);
    bondar.party().ask("any-news").expect("it may ask");
    world.wait(60);
    world.read(&mut bondar);
    assert_eq!(inbox(&world, &mut liaison), 1);
    hear(&mut world, &mut liaison);
    assert!(summary(&mut liaison, "Bondar").fetched >= Some(Sequence(status)));
}

#[test]
fn a_report_that_is_lost_costs_nothing() {
    let mut world = World::new(7);
    let mut liaison = world.liaison();
    let mut bondar = world.family(&mut liaison, "Bondar");
    bondar.party().ask("any-news").expect("it may ask");
    let feed = world.feed(&mut liaison);
    for _ in 0..3 {
        world.wait(60);
        world.read(&mut bondar);
        // The relay loses what it had accepted.
        world.relay.store_mut().shelf_mut(&feed).expect("the feed exists").inbox.clear();
    }
    world.wait(60);
    world.read(&mut bondar);
    hear(&mut world, &mut liaison);
    assert_eq!(liaison.party().inquiries().len(), 1);
}

#[test]
fn an_old_report_that_the_relay_shows_again_takes_nothing_back() {
    let mut world = World::new(8);
    let mut liaison = world.liaison();
    let mut bondar = world.family(&mut liaison, "Bondar");
    hear(&mut world, &mut liaison);
    let feed = world.feed(&mut liaison);
    world.wait(60);
    world.read(&mut bondar);
    let old = world.relay.store().shelf(&feed).expect("the feed exists").inbox.clone();
    assert_eq!(old.len(), 1);
    bondar.party().prefer("visit only").expect("it fits");
    world.wait(60);
    world.read(&mut bondar);
    hear(&mut world, &mut liaison);
    assert!(summary(&mut liaison, "Bondar").prefers.is_some());
    world.relay.store_mut().shelf_mut(&feed).expect("the feed exists").inbox = old;
    hear(&mut world, &mut liaison);
    assert_eq!(summary(&mut liaison, "Bondar").prefers.as_deref(), Some("visit only"));
}

#[test]
fn a_device_that_is_not_confirmed_says_nothing() {
    let mut world = World::new(9);
    let mut liaison = world.liaison();
    let link = world.invite(&mut liaison, "Bondar", porchlight_client::History::Latest);
    let mut bondar = world.join(&link);
    assert_eq!(bondar.party().ask("any-news"), Err(Unsayable::NotAMember));
    world.wait(60);
    world.read(&mut bondar);
    assert_eq!(inbox(&world, &mut liaison), 0);
}

#[test]
fn open_questions_have_a_bound() {
    let mut world = World::new(10);
    let mut liaison = world.liaison();
    let mut bondar = world.family(&mut liaison, "Bondar");
    for question in 0..INQUIRIES_MAX {
        assert!(bondar.party().ask(&format!("question-{question}")).is_ok());
    }
    assert!(matches!(bondar.party().ask("one-more"), Err(Unsayable::TooManyInquiries { .. })));
    assert_eq!(bondar.party().ask("Not a code!"), Err(Unsayable::NotACode));
}

#[test]
fn a_family_adds_a_device_by_itself_and_the_liaisons_next_session_opens_the_link() {
    let mut world = World::new(11);
    let mut liaison = world.liaison();
    let mut mother = world.family(&mut liaison, "Bondar");
    let now = world.now;
    let link = mother.party().add_device(now).expect("it may").to_text().to_string();
    let mut son = world.holder(&link);
    world.session(&mut son);
    assert!(!son.party().has_joined(), "not yet: the liaison has not heard of it");
    world.wait(60);
    world.read(&mut mother);
    let events = hear(&mut world, &mut liaison);
    assert!(events.contains(&LiaisonEvent::DeviceAsked { family: "Bondar".into() }));
    assert!(!events.contains(&LiaisonEvent::InviteLost { family: "Bondar".into() }), "it is on its way");
    let mut son = world.join(&link);
    world.wait(60);
    world.read(&mut mother);
    hear(&mut world, &mut liaison);
    assert_eq!(summary(&mut liaison, "Bondar").devices, 2, "it is made once, however often it is asked for");
    world.tell(&mut liaison, "Bondar", "in-contact", None);
    for device in [&mut mother, &mut son] {
        world.read(device);
        assert_eq!(device.party().notices().count(), 1);
    }
}

#[test]
fn a_family_does_not_add_devices_without_end() {
    let mut world = World::new(12);
    let mut liaison = world.liaison();
    let mut mother = world.family(&mut liaison, "Bondar");
    for week in 0..8 {
        world.wait(15 * DAY);
        let now = world.now;
        if mother.party().add_device(now).is_err() {
            panic!("week {week}: two links at a time are within the bound");
        }
        world.read(&mut mother);
        hear(&mut world, &mut liaison);
        // Somebody uses the link at once, so that it does not expire.
        if let Some(invite) = liaison.party().invites().pop() {
            world.join(&invite.link);
            hear(&mut world, &mut liaison);
        }
        world.read(&mut mother);
    }
    assert_eq!(summary(&mut liaison, "Bondar").devices, porchlight_client::DEVICES_PER_FAMILY_MAX);
}

#[test]
fn who_leaves_is_removed_and_the_family_goes_on() {
    let mut world = World::new(13);
    let mut liaison = world.liaison();
    let mut leaver = world.family(&mut liaison, "Bondar");
    let mut stays = world.family(&mut liaison, "Bondar");
    leaver.party().leave().expect("it may");
    world.wait(60);
    let events = world.read(&mut leaver);
    assert!(events.contains(&DeviceEvent::Left));
    assert!(hear(&mut world, &mut liaison).contains(&LiaisonEvent::Left { family: "Bondar".into() }));
    assert_eq!(summary(&mut liaison, "Bondar").devices, 1);
    world.post(&mut liaison, "calm");
    world.read(&mut leaver);
    world.read(&mut stays);
    assert_eq!((leaver.party().statuses().count(), stays.party().statuses().count()), (0, 1));
}

#[test]
fn a_machine_that_dies_at_any_step_of_a_report_repeats_no_number_and_says_it_in_the_end() {
    for steps in 1.. {
        let mut world = World::new(14);
        let mut liaison = world.liaison();
        let mut bondar = world.family(&mut liaison, "Bondar");
        world.post(&mut liaison, "calm");
        world.wait(60);
        bondar.party().ask("any-news").expect("it may ask");
        bondar.crash_after(steps);
        world.session(&mut bondar);
        let is_over = !bondar.has_crashed();
        let mut bondar = bondar.restart(141).expect("it was saved");
        bondar.party().ask("any-news").expect("it may ask");
        for _ in 0..2 {
            world.wait(60);
            world.read(&mut bondar);
        }
        let feed = world.feed(&mut liaison);
        let shelf = world.relay.store().shelf(&feed).expect("the feed exists");
        let tags: std::collections::BTreeSet<_> =
            shelf.inbox.values().map(|message| &message.as_bytes()[..16]).collect();
        assert_eq!(tags.len(), shelf.inbox.len(), "after {steps} steps");
        hear(&mut world, &mut liaison);
        assert!(!liaison.party().inquiries().is_empty(), "after {steps} steps");
        if is_over {
            return;
        }
    }
}
