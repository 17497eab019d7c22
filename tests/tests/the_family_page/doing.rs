//! What a relative does on the page: opens, answers, asks, adds a device, leaves.

use porchlight_client::{Reach, Task};
use porchlight_language::Language;
use porchlight_protocol::Sequence;
use porchlight_screen::family::{Line, Message, View, Wish};
use porchlight_tests::screen::{attribute, buttons, by_id, send, type_into};
use porchlight_tests::world::{World, profile};

use crate::reader::{Reader, assert_in_order, confirmed};

#[test]
fn a_private_message_stays_sealed_until_it_is_opened_and_has_one_answer() {
    let mut world = World::new(404);
    let mut liaison = world.liaison();
    let mut reader = confirmed(&mut world, &mut liaison, Language::English);
    world.post(&mut liaison, "calm");
    let place = world.tell(&mut liaison, "Bondar", "please-call", Some("Call 12\nwhen you can."));
    reader.connects(&mut world);
    let said = reader.words(&world);
    assert!(said.contains("A private message from the liaison. Open it when you are ready."));
    assert!(said.contains("A private message has come.") && !said.contains("Call 12"));

    reader.presses(&mut world, "Open the message");
    assert!(reader.focuses(&format!("notice-{place}")));
    assert!(reader.words(&world).contains("Please call the liaison. Call 12\nwhen you can."));
    reader.presses(&mut world, "I have read this");
    assert!(reader.words(&world).contains("You have said that you have read this."));
    assert!(!buttons(&reader.sees(&world)).contains(&"I have read this".to_owned()));
    reader.connects(&mut world);
    world.session_for(&mut liaison, Task::Families);
    let opened: Vec<Sequence> = liaison.peek().families().into_iter().flat_map(|family| family.opened).collect();
    assert_eq!(opened, [Sequence(place)]);

    reader.presses(&mut world, "Close the message");
    assert!(!reader.words(&world).contains("Call 12"));
    reader.presses(&mut world, "Open the message");
    reader.presses(&mut world, "Forget this");
    assert!(reader.words(&world).contains("This cannot be taken back."));
    reader.presses(&mut world, "Keep it");
    reader.presses(&mut world, "Forget this");
    reader.presses(&mut world, "Forget it");
    let said = reader.words(&world);
    assert!(!said.contains("Private messages") && said.contains("What it said is no longer on this phone."));
    assert!(said.contains("1 notice for you"), "that one came stays known: {said}");
}

#[test]
fn a_question_waits_for_its_answer_and_says_whether_it_has_left() {
    let mut world = World::new(405);
    let mut liaison = world.liaison();
    let mut reader = confirmed(&mut world, &mut liaison, Language::English);
    world.post(&mut liaison, "calm");
    reader.connects(&mut world);
    reader.presses(&mut world, "Please call us.");
    let said = reader.words(&world);
    assert!(said.contains("Asked. It waits for an answer.") && said.contains("has not left yet"), "{said}");
    assert!(!buttons(&reader.sees(&world)).contains(&"Please call us.".to_owned()));
    world.wait(3_600);
    reader.connects(&mut world);
    assert!(!reader.words(&world).contains("has not left yet"));
    world.session_for(&mut liaison, Task::Families);
    let asked = liaison.peek().inquiries().remove(0);
    let (family, code) = ("Bondar".to_owned(), "alive-and-well".to_owned());
    let tell = Task::Tell { family, code, text: None, with_next: false, answers: Some(asked.id) };
    assert!(world.task(&mut liaison, tell).is_ok());
    reader.connects(&mut world);
    reader.presses(&mut world, "Open the message");
    let said = reader.words(&world);
    assert_in_order(&said, &["Your relative is alive and well.", "This answers a question of yours."]);
    assert!(buttons(&reader.sees(&world)).contains(&"Please call us.".to_owned()));
}

#[test]
fn what_was_typed_stays_whatever_the_screen_shows_meanwhile() {
    let mut world = World::new(406);
    let mut liaison = world.liaison();
    let mut reader = confirmed(&mut world, &mut liaison, Language::English);
    reader.presses(&mut world, "How we want bad news");
    assert!(reader.focuses("heading"));
    let typed = type_into(&reader.sees(&world), "preference", "Come in person, with the priest.");
    reader.does(&mut world, typed);
    reader.presses(&mut world, "Back");
    world.post(&mut liaison, "calm");
    reader.connects(&mut world);
    reader.presses(&mut world, "How we want bad news");
    let field = |reader: &Reader, world: &World| {
        attribute(by_id(&reader.sees(world), "preference").unwrap(), "value").map(str::to_owned)
    };
    assert_eq!(field(&reader, &world).as_deref(), Some("Come in person, with the priest."));
    let sent = send(&reader.sees(&world), "Tell the liaison");
    reader.does(&mut world, sent);
    assert_eq!(reader.devices[0].peek().preference(), Some("Come in person, with the priest."));
    assert!(reader.words(&world).contains("The liaison will know how you want bad news"));
    let typed = type_into(&reader.sees(&world), "preference", &"x".repeat(241));
    reader.does(&mut world, typed);
    let sent = send(&reader.sees(&world), "Tell the liaison");
    reader.does(&mut world, sent);
    assert!(reader.words(&world).contains("This is too long: 240 bytes"));
    assert_eq!(field(&reader, &world).map(|text| text.len()), Some(241), "nothing is lost where it is not taken");
}

#[test]
fn another_device_gets_a_link_of_its_own_with_its_picture() {
    let mut world = World::new(410);
    let mut liaison = world.liaison();
    let mut reader = confirmed(&mut world, &mut liaison, Language::English);
    reader.presses(&mut world, "Add another phone or computer");
    reader.presses(&mut world, "Make a link");
    let screen = reader.sees(&world);
    assert!(screen.to_words().contains("https://relay.example:8443/#") && screen.to_html().contains("class=\"qr\""));
    reader.presses(&mut world, "Copy the link");
    let Some(Wish::Copy(link)) = reader.wished.pop() else { panic!("the link is copied") };
    world.wait(3_600);
    reader.connects(&mut world);
    world.session_for(&mut liaison, Task::Families);
    assert!(world.join(&link).peek().has_joined());
    reader.does(&mut world, Message::LinkHandedOn(true));
    assert!(reader.words(&world).contains("Done: the link is copied or sent."));
}

#[test]
fn leaving_and_removing_everything_take_two_steps() {
    let mut world = World::new(411);
    let mut liaison = world.liaison();
    let mut reader = confirmed(&mut world, &mut liaison, Language::English);
    reader.presses(&mut world, "Leave this group");
    assert!(reader.words(&world).contains("This cannot be taken back."));
    (reader.reach, reader.line) = (Reach::Offline, Line::Waiting);
    assert!(reader.words(&world).contains("the liaison is not told: please call"));
    reader.presses(&mut world, "Leave, and remove everything of this group");
    assert!(matches!(reader.wished.last(), Some(Wish::Leave(_))));
    assert!(reader.words(&world).contains("Telling the liaison"));
    reader.devices.clear();
    reader.does(&mut world, Message::Gone { group: profile().name, is_told: false });
    let said = reader.words(&world);
    assert!(said.contains("The liaison was not told") && said.contains("Open the link from your liaison"));

    reader.does(&mut world, Message::Open(View::Settings));
    reader.presses(&mut world, "Remove everything from this browser");
    assert!(!reader.wished.iter().any(|wish| matches!(wish, Wish::Wipe)));
    reader.presses(&mut world, "Remove everything");
    assert!(matches!(reader.wished.last(), Some(Wish::Wipe)));
}
