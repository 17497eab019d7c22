//! What waits at a liaison's desk is sent once, whatever comes between: a server that refuses, a reload, a clock that is set back.

mod desk_world;

use desk_world::{CALM, Clerk, assert_in_order, founded};
use porchlight_client::{Act, Device, Failure, LiaisonEvent, Task};
use porchlight_language::Language;
use porchlight_protocol::Refusal;
use porchlight_screen::desk::{HOLD_SECONDS, Line, Message, Place, View};
use porchlight_screen::family::ShelfTrouble;
use porchlight_tests::screen::{attribute, by_id};
use porchlight_tests::world::{Person, World};

const SILENCE: &str = "planned silence: As planned, no communication for some time. This says nothing about anyone.";

fn fails(clerk: &mut Clerk, world: &mut World, failure: Failure) {
    let task = clerk.office().peek().waiting().next().cloned();
    let event = Box::new(LiaisonEvent::Failed(failure));
    clerk.does(world, Message::Heard { event, task });
}

fn updates(clerk: &mut Clerk) -> usize {
    clerk.office().peek().log().filter(|entry| matches!(entry.act, Act::Status { .. })).count()
}

fn tells(clerk: &mut Clerk, world: &mut World, family: &str, text: &str) {
    clerk.does(world, Message::Go(View::Tell));
    clerk.types(world, "tell-family", family);
    clerk.types(world, "tell-code", "message");
    clerk.types(world, "tell-text", text);
    clerk.sends(world, "Send");
}

fn told(device: &mut Person<Device>, world: &mut World) -> Vec<String> {
    world.read(device);
    device.peek().notices().filter_map(|notice| notice.text.clone()).collect()
}

fn value(clerk: &Clerk, world: &World, id: &str) -> Option<String> {
    by_id(&clerk.sees(world), id).and_then(|field| attribute(field, "value")).map(str::to_owned)
}

#[test]
fn what_a_server_refuses_waits_and_is_not_filled_in_to_be_sent_once_more() {
    let mut world = World::new(521);
    let mut clerk = founded(&mut world, Language::English);
    for failure in [Failure::Refused(Refusal::Busy), Failure::RelayTooOld, Failure::RelayMisbehaved] {
        let before = updates(&mut clerk);
        clerk.does(&mut world, Message::Go(View::Desk));
        clerk.presses(&mut world, CALM);
        clerk.sends(&mut world, "Send");
        clerk.waits(&mut world, HOLD_SECONDS);
        fails(&mut clerk, &mut world, failure);
        let said = clerk.words(&world);
        assert_in_order(&said, &["Group:", "Waits for the network", "Update: «The day passed relatively calmly.»"]);
        assert!(said.contains("It still waits here and is sent by itself. Do not send it again."), "{said}");
        assert!(!said.contains("Prepare an update"), "the view has not changed under anybody's hands");
        clerk.connects(&mut world);
        assert_eq!(updates(&mut clerk), before + 1);
    }
}

#[test]
fn what_cannot_be_sent_at_all_stands_in_its_fields_again() {
    let mut world = World::new(522);
    let mut clerk = founded(&mut world, Language::English);
    world.family(clerk.office(), "Bondar");
    clerk.office().events();
    clerk.does(
        &mut world,
        Message::NoRoom(Task::Tell {
            family: "Bondar".into(),
            code: "message".into(),
            text: Some("He called today.".into()),
            with_next: false,
            answers: None,
        }),
    );
    let said = clerk.words(&world);
    assert_in_order(&said, &["Tell a family", "Bondar"]);
    assert_eq!(value(&clerk, &world, "tell-text").as_deref(), Some("He called today."), "{said}");
}

#[test]
fn a_server_that_refuses_for_hours_is_one_thing_to_see_to() {
    let mut world = World::new(523);
    let mut clerk = founded(&mut world, Language::English);
    let asked = Box::new(LiaisonEvent::DeviceAsked { family: "Bondar".into() });
    clerk.does(&mut world, Message::Heard { event: asked, task: None });
    for _ in 0..100 {
        world.wait(60);
        let event = Box::new(LiaisonEvent::Failed(Failure::Refused(Refusal::Busy)));
        clerk.does(&mut world, Message::Heard { event, task: Some(Task::Families) });
    }
    clerk.presses(&mut world, "Hide");
    let said = clerk.words(&world);
    assert!(said.contains("Bondar"), "what is to be seen to still stands: {said}");
    assert_eq!(said.matches("The server cannot take this just now").count(), 1, "{said}");
    let event = Box::new(LiaisonEvent::Failed(Failure::Refused(Refusal::Busy)));
    clerk.does(&mut world, Message::Heard { event, task: Some(Task::Families) });
    assert_eq!(clerk.words(&world).matches("The server cannot take this").count(), 1, "and is told only once");
}

#[test]
fn a_planned_silence_that_is_taken_back_keeps_its_days_and_an_update_its_promise() {
    let mut world = World::new(524);
    let mut clerk = founded(&mut world, Language::English);
    clerk.presses(&mut world, SILENCE);
    clerk.types(&mut world, "silent-days", "10");
    clerk.sends(&mut world, "Send");
    clerk.waits(&mut world, HOLD_SECONDS - 1);
    clerk.presses(&mut world, "Take it back");
    assert_eq!(value(&clerk, &world, "silent-days").as_deref(), Some("10"));
    assert!(clerk.words(&world).contains("no communication for 10 days"));

    clerk.presses(&mut world, "Desk");
    clerk.presses(&mut world, CALM);
    clerk.types(&mut world, "next-by", "2026-05-07T09:15");
    clerk.sends(&mut world, "Send");
    clerk.presses(&mut world, "Take it back");
    assert_eq!(value(&clerk, &world, "next-by").as_deref(), Some("2026-05-07T09:15"));
}

#[test]
fn a_clock_that_is_set_back_holds_nothing_for_ever() {
    let mut world = World::new(525);
    let mut clerk = founded(&mut world, Language::English);
    clerk.presses(&mut world, CALM);
    clerk.sends(&mut world, "Send");
    world.now -= 7_200;
    clerk.waits(&mut world, 1);
    assert!(clerk.words(&world).contains("Sent in 30 seconds."), "{}", clerk.words(&world));
    clerk.waits(&mut world, HOLD_SECONDS - 1);
    assert!(clerk.words(&world).contains("Sent in 1 second."), "{}", clerk.words(&world));
    clerk.waits(&mut world, 1);
    assert!(clerk.words(&world).contains("Waits for the network"), "{}", clerk.words(&world));
}

#[test]
fn a_second_message_to_the_same_family_is_not_taken_for_the_first() {
    let mut world = World::new(526);
    let mut clerk = founded(&mut world, Language::English);
    let mut bondar = world.family(clerk.office(), "Bondar");
    clerk.office().events();
    tells(&mut clerk, &mut world, "Bondar", "He called today.");
    clerk.waits(&mut world, HOLD_SECONDS);
    tells(&mut clerk, &mut world, "Bondar", "He comes on Monday.");
    // The first one goes to the server while the second is held; then the page is closed.
    clerk.connects(&mut world);
    clerk.reloads(&mut world);
    clerk.does(&mut world, Message::Tick);
    assert_eq!(told(&mut bondar, &mut world), ["He called today."]);
    let said = clerk.words(&world);
    assert_in_order(&said, &["To Bondar alone", "It may have been sent already: look in the log"]);
    clerk.presses(&mut world, "Send now");
    clerk.connects(&mut world);
    assert_eq!(told(&mut bondar, &mut world).len(), 2);
}

#[test]
fn what_the_office_has_is_not_offered_once_more() {
    let mut world = World::new(527);
    let mut clerk = founded(&mut world, Language::English);
    let mut bondar = world.family(clerk.office(), "Bondar");
    clerk.office().events();
    for is_sent in [false, true] {
        tells(&mut clerk, &mut world, "Bondar", if is_sent { "He comes on Monday." } else { "He called today." });
        // The page goes away after the office has it and before that is noted.
        let noted = clerk.kept.clone();
        clerk.waits(&mut world, HOLD_SECONDS);
        if is_sent {
            clerk.connects(&mut world);
        }
        clerk.kept = noted;
        clerk.reloads(&mut world);
        clerk.does(&mut world, Message::Tick);
        assert!(!clerk.words(&world).contains("To Bondar alone"), "{}", clerk.words(&world));
        clerk.connects(&mut world);
    }
    assert_eq!(told(&mut bondar, &mut world), ["He called today.", "He comes on Monday."]);
}

#[test]
fn what_was_asked_for_goes_on_after_a_reload() {
    let mut world = World::new(528);
    let mut clerk = founded(&mut world, Language::English);
    world.family(clerk.office(), "Bondar");
    world.family(clerk.office(), "Kovalenko");
    clerk.office().events();
    clerk.connects(&mut world);
    clerk.line = Line::Offline;
    for family in ["Bondar", "Kovalenko"] {
        clerk.does(&mut world, Message::Go(View::Family(family.into())));
        clerk.presses(&mut world, "Remove this family");
        clerk.presses(&mut world, "Remove");
    }
    clerk.presses(&mut world, "Desk");
    clerk.presses(&mut world, "No longer: Removing Kovalenko");
    clerk.reloads(&mut world);
    let said = clerk.words(&world);
    assert_in_order(&said, &["Waits for the network", "all of this is kept", "Removing Bondar"]);
    assert!(!said.contains("Removing Kovalenko"), "what was taken back stays so: {said}");
    clerk.connects(&mut world);
    let left: Vec<_> = clerk.office().peek().families().into_iter().map(|family| family.name).collect();
    assert_eq!(left, ["Kovalenko"]);
    clerk.reloads(&mut world);
    assert!(clerk.asked.is_empty(), "what is done is not asked for again");
}

#[test]
fn what_relatives_keep_in_the_same_browser_is_removed_only_after_another_question() {
    let mut world = World::new(529);
    let mut clerk = founded(&mut world, Language::English);
    clerk.instead = Some(Place::Broken(ShelfTrouble::Damaged));
    for sure in [false, true] {
        clerk.presses(&mut world, "Remove the office from this browser");
        clerk.presses(&mut world, "Remove it here");
        assert!(clerk.office.is_some());
        assert!(clerk.words(&world).contains("the groups that you read as a relative in this browser go with it"));
        clerk.presses(&mut world, if sure { "Remove everything" } else { "Leave it as it is" });
    }
    assert!(clerk.office.is_none());
}

#[test]
fn what_is_announced_of_a_browser_that_keeps_nothing_is_what_is_shown() {
    let mut world = World::new(530);
    let mut clerk = founded(&mut world, Language::English);
    for (trouble, heading) in [
        (ShelfTrouble::None, "This browser keeps nothing"),
        (ShelfTrouble::Full, "There is no room left"),
        (ShelfTrouble::Damaged, "What is kept here does not open"),
    ] {
        clerk.does(&mut world, Message::NotKept(trouble));
        assert!(clerk.words(&world).contains(heading), "{trouble:?}: {}", clerk.words(&world));
    }
}

#[test]
fn a_backup_that_could_not_be_made_is_told() {
    let mut world = World::new(531);
    let mut clerk = founded(&mut world, Language::English);
    clerk.does(&mut world, Message::BackupNotSaved);
    clerk.presses(&mut world, "Hide");
    assert!(clerk.words(&world).contains("The backup could not be made"), "{}", clerk.words(&world));
}
