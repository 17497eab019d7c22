//! Opening a link, and what this browser keeps: each step in words, and each way in which it can fail.

use porchlight_client::{History, Reach, Task};
use porchlight_language::Language;
use porchlight_screen::family::{Line, Message, PinOutcome, Shelf, ShelfTrouble, Wish};
use porchlight_tests::screen::{all, attribute, by_id, send, type_into};
use porchlight_tests::world::{World, profile};

use crate::reader::{Reader, assert_in_order, confirmed};

#[test]
fn a_link_is_opened_step_by_step_and_the_words_to_compare_are_large() {
    let mut world = World::new(401);
    let mut liaison = world.liaison();
    world.post(&mut liaison, "calm");
    let link = world.invite(&mut liaison, "Bondar", History::Latest);
    let mut reader = Reader::new(Language::English);
    assert_in_order(&reader.words(&world), &["Open the link from your liaison", "nothing to register", "Open"]);

    let typed = type_into(&reader.sees(&world), "link", &format!("see {link}."));
    reader.does(&mut world, typed);
    let sent = send(&reader.sees(&world), "Open");
    reader.does(&mut world, sent);
    assert_in_order(&reader.words(&world), &["Opening your link", "Reading the link…", "done", "Asking the server…"]);

    (reader.line, reader.reach) = (Line::Waiting, Reach::Offline);
    assert!(reader.words(&world).contains("nothing of it is used up"));
    (reader.line, reader.reach) = (Line::Dialling, Reach::Reached);

    reader.connects(&mut world);
    let screen = reader.sees(&world);
    let said = screen.to_words();
    assert_in_order(&said, &[&profile().name, "calm", "The day passed relatively calmly.", "As of Mon 4 May, 06:00"]);
    assert_in_order(&said, &["cannot tell, because this phone is not confirmed yet", "Words to compare"]);
    let words = all(&screen).into_iter().find(|element| attribute(element, "class") == Some("words")).unwrap();
    assert_eq!(words.to_words().split(' ').count(), 4);
    assert!(said.contains("You have joined"), "{said}");

    world.session_for(&mut liaison, Task::Families);
    reader.connects(&mut world);
    let said = reader.words(&world);
    assert!(said.contains("Notices for you: none since this device joined") && !said.contains("Words to compare"));
}

#[test]
fn a_used_link_says_on_which_day_and_that_it_may_have_been_here() {
    let mut world = World::new(409);
    let mut liaison = world.liaison();
    let link = world.invite(&mut liaison, "Bondar", History::Latest);
    world.join(&link);
    let mut reader = Reader::new(Language::English);
    reader.does(&mut world, Message::LinkCame(link.clone().into()));
    reader.connects(&mut world);
    reader.line = Line::Over;
    let said = reader.words(&world);
    assert!(said.contains("This link was already used on Mon 4 May."), "{said}");
    assert!(said.contains("before this browser’s storage was cleared"));
    reader.presses(&mut world, "Use another link");
    assert!(reader.wished.iter().any(|wish| matches!(wish, Wish::Discard(_))));
    reader.devices.clear();
    let typed = type_into(&reader.sees(&world), "link", "https://relay.example/#abc");
    reader.does(&mut world, typed);
    let sent = send(&reader.sees(&world), "Open");
    reader.does(&mut world, sent);
    let screen = reader.sees(&world);
    assert!(screen.to_words().contains("This link is damaged."));
    let field = by_id(&screen, "link").unwrap();
    assert_eq!(
        (attribute(field, "aria-invalid"), attribute(field, "aria-describedby")),
        (Some("true"), Some("link-help link-error"))
    );
    assert_eq!(attribute(field, "value"), Some("https://relay.example/#abc"), "it stays to be mended");
}

#[test]
fn a_pin_is_asked_for_and_never_part_of_what_is_shown() {
    let mut world = World::new(412);
    let mut liaison = world.liaison();
    let mut reader = confirmed(&mut world, &mut liaison, Language::English);
    reader.presses(&mut world, "Settings");
    let types = |reader: &mut Reader, world: &mut World, id: &str, pin: &str| {
        let typed = type_into(&reader.sees(world), id, pin);
        reader.does(world, typed);
    };
    types(&mut reader, &mut world, "pin-new", "12345");
    let sent = send(&reader.sees(&world), "Set the PIN");
    reader.does(&mut world, sent);
    assert!(reader.words(&world).contains("at least 6 digits."));
    types(&mut reader, &mut world, "pin-new", "271828");
    types(&mut reader, &mut world, "pin-again", "271828");
    assert!(!reader.sees(&world).to_html().contains("271828"));
    let sent = send(&reader.sees(&world), "Set the PIN");
    reader.does(&mut world, sent);
    assert!(matches!(reader.wished.last(), Some(Wish::SetPin { present: None, new }) if new.as_str() == "271828"));
    reader.does(&mut world, Message::Pin(PinOutcome::Set));

    reader.shelf = Shelf::Locked { until: Some(world.now + 90) };
    let said = reader.words(&world);
    assert!(said.contains("Enter your PIN") && said.contains("Wait before the next attempt: 1 minute."), "{said}");
    assert!(!said.contains(&profile().name), "nothing shows before it is opened");
    types(&mut reader, &mut world, "pin", "314159");
    let sent = send(&reader.sees(&world), "Open");
    reader.does(&mut world, sent);
    assert!(matches!(reader.wished.last(), Some(Wish::Unlock(pin)) if pin.as_str() == "314159"));
    reader.does(&mut world, Message::Pin(PinOutcome::Wrong { until: None }));
    assert!(reader.words(&world).contains("That is not the PIN."));
}

#[test]
fn storage_that_is_gone_or_shut_is_explained() {
    let mut world = World::new(413);
    let mut reader = Reader::new(Language::English);
    reader.shelf = Shelf::Open { has_pin: false, evicted: 1 };
    let said = reader.words(&world);
    assert!(said.contains("This browser has removed what it kept of 1 group") && said.contains("Open the link"));
    reader.presses(&mut world, "I understand");
    assert!(matches!(reader.wished.last(), Some(Wish::ForgetEviction)));
    for (trouble, said) in [
        (ShelfTrouble::None, "a private window"),
        (ShelfTrouble::Full, "no room left"),
        (ShelfTrouble::Damaged, "does not open any more"),
    ] {
        reader.shelf = Shelf::Broken(trouble);
        assert!(reader.words(&world).contains(said), "{trouble:?}");
    }
}
