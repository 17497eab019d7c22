//! A liaison's families at the desk: told, invited, answered, removed. Pressed and read without a browser.

mod desk_world;

use desk_world::{CALM, TELLING, TOLD, assert_in_order, founded, posts};
use porchlight_client::{Device, History, NoticeItem, Task};
use porchlight_language::Language;
use porchlight_screen::desk::{Deed, HOLD_SECONDS, Line, Message, Setting, Tick, View};
use porchlight_tests::screen::{attribute, by_id};
use porchlight_tests::world::{Person, World};

#[test]
fn a_private_message_begins_with_how_the_family_wants_bad_news() {
    let mut world = World::new(511);
    let mut clerk = founded(&mut world, Language::English);
    let mut bondar = world.family(clerk.office(), "Bondar");
    let mut other = world.family(clerk.office(), "Kovalenko");
    bondar.party().prefer("Call my sister first.").unwrap();
    bondar.party().ask("any-news").unwrap();
    world.read(&mut bondar);
    clerk.office().events();
    clerk.connects(&mut world);
    assert_in_order(&clerk.words(&world), &["Questions (1)", "Bondar asks: «Is there any news of ours?»"]);
    clerk.presses(&mut world, "Questions (1)");
    clerk.presses(&mut world, "Answer: Bondar asks: «Is there any news of ours?»");
    assert_in_order(
        &clerk.words(&world),
        &["Tell a family", "Bondar", "Call my sister first.", "It answers", "Your own words"],
    );
    clerk.types(&mut world, "tell-code", "message");
    clerk.sends(&mut world, "Send");
    assert!(clerk.words(&world).contains("This needs your own words.") && clerk.focuses("tell-text"));
    clerk.types(&mut world, "tell-text", "He called today.");
    // Another view, another language, and back: nothing that was typed is lost.
    clerk.presses(&mut world, "Families");
    clerk.does(&mut world, Message::Language(Language::Ukrainian));
    clerk.does(&mut world, Message::Language(Language::English));
    clerk.presses(&mut world, "Tell a family");
    clerk.sends(&mut world, "Send");
    assert!(clerk.words(&world).contains("To Bondar alone: «A message from the liaison.»"));
    clerk.waits(&mut world, HOLD_SECONDS);
    clerk.connects(&mut world);
    assert!(!clerk.words(&world).contains("Questions (1)"), "the question is answered");

    world.read(&mut bondar);
    let notices: Vec<&NoticeItem> = bondar.peek().notices().collect();
    assert_eq!(notices.len(), 1);
    assert_eq!(notices[0].text.as_deref(), Some("He called today."));
    world.read(&mut other);
    assert_eq!(other.peek().notices().count(), 0);

    let place = notices[0].sequence;
    bondar.party().acknowledge(place).unwrap();
    world.read(&mut bondar);
    clerk.connects(&mut world);
    assert!(clerk.words(&world).contains("Bondar has read the private message of record"));
    clerk.presses(&mut world, "Families");
    clerk.presses(&mut world, "Open: Bondar");
    assert_in_order(&clerk.words(&world), &["private messages read: 1 of 1", "Private messages", "read"]);
}

#[test]
fn all_have_been_told_is_not_said_while_messages_wait() {
    let mut world = World::new(512);
    let mut clerk = founded(&mut world, Language::English);
    let mut bondar = world.family(clerk.office(), "Bondar");
    clerk.office().events();
    posts(&mut clerk, &mut world, TELLING);
    clerk.presses(&mut world, "Tell a family");
    clerk.types(&mut world, "tell-family", "Bondar");
    clerk.types(&mut world, "tell-code", "expect-contact");
    clerk.does(&mut world, Message::Ticked(Tick::WithNext, true));
    clerk.sends(&mut world, "Send");
    clerk.waits(&mut world, HOLD_SECONDS);
    clerk.connects(&mut world);
    assert!(clerk.words(&world).contains("1 private message goes with the next update."));
    clerk.presses(&mut world, TOLD);
    clerk.sends(&mut world, "Send");
    let said = clerk.words(&world);
    assert_in_order(
        &said,
        &["It cannot be said that all have been told while private messages wait to be sent: Bondar"],
    );
    assert!(said.contains("«Drop what waits»"), "{said}");

    posts(&mut clerk, &mut world, TELLING);
    posts(&mut clerk, &mut world, TOLD);
    let said = clerk.words(&world);
    assert!(said.contains("no device of these has fetched its private message: Bondar"), "{said}");
    assert_eq!(latest(&mut bondar, &mut world), "negative-told");
}

#[test]
fn a_family_is_invited_by_a_sheet_and_removed_in_two_steps() {
    let mut world = World::new(513);
    let mut clerk = founded(&mut world, Language::English);
    clerk.presses(&mut world, "Families");
    assert!(clerk.words(&world).contains("There is no family in the group."));
    clerk.presses(&mut world, "Invite a family");
    clerk.sends(&mut world, "Make the link");
    clerk.connects(&mut world);
    assert!(clerk.words(&world).contains("A family's name must have 1 to 120 bytes") && clerk.focuses("invite-family"));
    clerk.types(&mut world, "invite-family", "Bondar");
    clerk.sends(&mut world, "Make the link");
    assert!(clerk.words(&world).contains("The link is being made"));
    clerk.connects(&mut world);
    let screen = clerk.sees(&world);
    let said = screen.to_words();
    assert_in_order(&said, &["Group: Relatives of the third company", "For Bondar, device 1", "Void from Mon 18 May"]);
    assert_in_order(&said, &["https://relay.example:8443/#", "Copy the link", "How to open it", "works once"]);
    let link =
        porchlight_tests::screen::all(&screen).into_iter().find(|element| attribute(element, "class") == Some("link"));
    let mut device = world.join(&link.unwrap().to_words());

    clerk.connects(&mut world);
    world.read(&mut device);
    assert!(clerk.words(&world).contains("This link is used up, or void."));
    clerk.presses(&mut world, "Families");
    clerk.presses(&mut world, "Open: Bondar");
    assert_in_order(&clerk.words(&world), &["joined: 1, confirmed: 1", "Words to compare by voice"]);
    clerk.presses(&mut world, "Remove this family");
    assert!(clerk.focuses("danger") && clerk.words(&world).contains("This cannot be taken back"));
    clerk.presses(&mut world, "Leave it as it is");
    clerk.connects(&mut world);
    assert_eq!(clerk.office().peek().families().len(), 1);
    clerk.presses(&mut world, "Remove this family");
    clerk.presses(&mut world, "Remove");
    clerk.connects(&mut world);
    world.read(&mut device);
    assert!(device.peek().is_removed());
    assert!(clerk.words(&world).contains("There is no such family any more."));
}

#[test]
fn a_link_that_nobody_has_used_is_made_void() {
    let mut world = World::new(514);
    let mut clerk = founded(&mut world, Language::English);
    world.invite(clerk.office(), "Bondar", History::Latest);
    clerk.does(&mut world, Message::Go(View::Family("Bondar".into())));
    assert_in_order(
        &clerk.words(&world),
        &["its link is not opened yet", "Links that nobody has used", "void from Mon 18 May"],
    );
    clerk.presses(&mut world, "Make its unused links void");
    clerk.presses(&mut world, "Make them void");
    clerk.connects(&mut world);
    clerk.does(&mut world, Message::Go(View::Desk));
    assert!(clerk.words(&world).contains("1 link of Bondar that nobody had used is void now."));
    assert!(clerk.office().peek().invites().is_empty());
}

#[test]
fn settings_reach_the_group_and_what_is_wrong_is_told_beside_its_field() {
    let mut world = World::new(515);
    let mut clerk = founded(&mut world, Language::English);
    clerk.presses(&mut world, "Settings");
    clerk.types(&mut world, "retention", "7");
    clerk.does(&mut world, Message::Do(Deed::Set(Setting::Retention)));
    let screen = clerk.sees(&world);
    let field = by_id(&screen, "retention").unwrap();
    assert_eq!(attribute(field, "aria-describedby"), Some("retention-error"));
    assert!(by_id(&screen, "retention-error").unwrap().to_words().contains("from 40 to 3650"));

    clerk.types(&mut world, "codebook", "[[status]]\nid = \"rest\"\nlevel = \"festive\"\n");
    clerk.does(&mut world, Message::Do(Deed::Set(Setting::Codebook)));
    assert!(clerk.words(&world).contains("This codebook cannot be used:"));
    let own =
        "[[status]]\nid = \"rest\"\nlevel = \"calm\"\nen = \"We rest.\"\nru = \"Отдыхаем.\"\nuk = \"Відпочиваємо.\"\n";
    clerk.types(&mut world, "codebook", own);
    clerk.does(&mut world, Message::Do(Deed::Set(Setting::Codebook)));
    clerk.types(&mut world, "group-name", "The third company");
    clerk.does(&mut world, Message::Do(Deed::Set(Setting::Name)));
    clerk.connects(&mut world);
    clerk.presses(&mut world, "Desk");
    let said = clerk.words(&world);
    assert!(said.contains("Group: The third company") && said.contains("We rest."), "{said}");
    clerk.presses(&mut world, "Settings");
    let screen = clerk.sees(&world);
    let shown = by_id(&screen, "codebook").and_then(|field| attribute(field, "value")).unwrap();
    assert!(
        shown.contains("[[status]]") && shown.contains("We rest."),
        "a person reads the form that they wrote: {shown}"
    );
}

#[test]
fn a_setting_that_nobody_touched_stays_and_what_is_being_typed_is_not_lost_to_another() {
    const OWN: &str =
        "[[status]]\nid = \"rest\"\nlevel = \"calm\"\nen = \"We rest.\"\nru = \"Отдыхаем.\"\nuk = \"Відпочиваємо.\"\n";
    let mut world = World::new(517);
    let mut clerk = founded(&mut world, Language::English);
    clerk.presses(&mut world, "Settings");
    clerk.types(&mut world, "codebook", OWN);
    clerk.does(&mut world, Message::Do(Deed::Set(Setting::Codebook)));
    clerk.connects(&mut world);

    // Saved again as it stands: the group's own updates stay.
    for setting in [Setting::Codebook, Setting::Name, Setting::Retention, Setting::Address] {
        clerk.does(&mut world, Message::Do(Deed::Set(setting)));
        clerk.connects(&mut world);
        assert!(clerk.words(&world).contains("The settings are in force."), "{setting:?}");
    }
    clerk.presses(&mut world, "Desk");
    assert!(clerk.words(&world).contains("We rest."));

    // A name is on its way while the next codebook is being typed.
    clerk.presses(&mut world, "Settings");
    clerk.types(&mut world, "group-name", "The third company");
    clerk.does(&mut world, Message::Do(Deed::Set(Setting::Name)));
    clerk.types(&mut world, "codebook", &OWN.replace("We rest.", "We sleep."));
    clerk.connects(&mut world);
    clerk.does(&mut world, Message::Do(Deed::Set(Setting::Codebook)));
    clerk.connects(&mut world);
    clerk.presses(&mut world, "Desk");
    let said = clerk.words(&world);
    assert!(said.contains("Group: The third company") && said.contains("We sleep."), "{said}");
}

#[test]
fn a_setting_that_is_set_and_set_back_before_it_was_sent_stays_as_it_was() {
    let mut world = World::new(518);
    let mut clerk = founded(&mut world, Language::English);
    clerk.presses(&mut world, "Settings");
    let is_on = clerk.office().party().profile().check_ins;

    clerk.does(&mut world, Message::Do(Deed::Set(Setting::CheckIns(!is_on))));
    clerk.does(&mut world, Message::Do(Deed::Set(Setting::CheckIns(is_on))));
    assert!(!clerk.words(&world).contains("The settings are in force."), "the first is still on its way");
    clerk.connects(&mut world);

    assert_eq!(clerk.office().party().profile().check_ins, is_on, "the last word counts");
}

#[test]
fn what_the_office_did_stands_in_its_log() {
    let mut world = World::new(516);
    let mut clerk = founded(&mut world, Language::English);
    clerk.presses(&mut world, "Log");
    assert!(clerk.words(&world).contains("Nothing stands in the log yet."));
    world.family(clerk.office(), "Bondar");
    clerk.office().events();
    posts(&mut clerk, &mut world, CALM);
    clerk.presses(&mut world, "Log");
    let said = clerk.words(&world);
    assert_in_order(
        &said,
        &[
            "for Mon 4 May: The day passed relatively calmly.",
            "Bondar, device 1, has joined",
            "Link made for Bondar, device 1",
        ],
    );
}

#[test]
fn a_task_that_is_not_begun_can_be_taken_back() {
    let mut world = World::new(517);
    let mut clerk = founded(&mut world, Language::English);
    clerk.does(&mut world, Message::Go(View::Invite));
    clerk.types(&mut world, "invite-family", "Bondar");
    clerk.sends(&mut world, "Make the link");
    clerk.line = Line::Offline;
    clerk.presses(&mut world, "Desk");
    assert_in_order(&clerk.words(&world), &["Waits for the network", "Link for Bondar"]);
    clerk.presses(&mut world, "No longer: Link for Bondar");
    clerk.connects(&mut world);
    assert!(clerk.office().peek().invites().is_empty() && !clerk.asked.contains(&Task::Families));
}

fn latest(device: &mut Person<Device>, world: &mut World) -> String {
    world.read(device);
    device.peek().headline().map(|status| status.code.clone()).unwrap_or_default()
}
