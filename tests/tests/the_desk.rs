//! A liaison's days at the desk, pressed and read without a browser.

mod desk_world;

use data_encoding::HEXLOWER;
use desk_world::{CALM, Clerk, assert_in_order, founded, posts};
use porchlight_client::{Device, History};
use porchlight_language::Language;
use porchlight_protocol::Charter;
use porchlight_screen::desk::{HOLD_SECONDS, Line, Message};
use porchlight_tests::screen::{attribute, buttons, by_id};
use porchlight_tests::world::{DAY, Person, RELAY_NAME, World};

fn latest(device: &mut Person<Device>, world: &mut World) -> String {
    world.read(device);
    device.peek().headline().map(|status| status.code.clone()).unwrap_or_default()
}

#[test]
fn a_group_is_founded_and_its_phrase_is_on_paper_before_anything_else() {
    let mut world = World::new(501);
    let charter = Charter::new([3; 32]);
    world.relay.grant_charter(&charter).expect("the store in memory works");
    let mut clerk = Clerk::new(Language::English);
    assert_in_order(
        &clerk.words(&world),
        &["The liaison's desk", "Found a new group", "24 words on paper", "one place only"],
    );

    clerk.presses(&mut world, "Found a new group");
    clerk.sends(&mut world, "Found the group");
    assert!(clerk.words(&world).contains("This is no charter") && clerk.focuses("link"));
    clerk.types(&mut world, "link", &HEXLOWER.encode(charter.as_bytes()));
    clerk.types(&mut world, "server", &format!("wss://{RELAY_NAME}/"));
    clerk.sends(&mut world, "Found the group");
    assert!(clerk.words(&world).contains("A name must have 1 to 120 bytes"), "{}", clerk.words(&world));
    clerk.types(&mut world, "group-name", "Relatives of the third company");
    clerk.sends(&mut world, "Found the group");
    assert_in_order(&clerk.words(&world), &["Founding the group", "Asking the server"]);
    // Nobody waits for the first group in vain: what could not be reached is said.
    clerk.line = Line::Unreachable { again_at: None };
    assert!(clerk.words(&world).contains("The server cannot be reached."));

    clerk.connects(&mut world);
    let phrase = by_id(&clerk.sees(&world), "heading").map(|heading| heading.to_words());
    assert_eq!(phrase.as_deref(), Some("The recovery phrase of this office. It is shown only this once:"));
    assert!(!buttons(&clerk.sees(&world)).iter().any(|button| button == "Desk"), "nothing else before the paper");

    // The page is closed before the phrase is on paper: it comes back, for it stands nowhere else.
    let shown = words_of_phrase(&clerk, &world);
    clerk.reloads(&mut world);
    assert_eq!(words_of_phrase(&clerk, &world), shown);

    clerk.presses(&mut world, "I have written it down");
    let asked = asked_numbers(&clerk, &world);
    assert_eq!(asked.len(), 3);
    for (field, number) in asked.iter().enumerate() {
        clerk.types(&mut world, &format!("asked-{}", field + 1), &shown[number - 1].to_uppercase());
    }
    clerk.types(&mut world, "asked-2", "zebra");
    clerk.sends(&mut world, "Check");
    assert!(clerk.words(&world).contains("This is another word") && clerk.focuses("asked-2"));
    clerk.types(&mut world, "asked-2", &shown[asked[1] - 1]);
    clerk.sends(&mut world, "Check");
    let said = clerk.words(&world);
    assert_in_order(
        &said,
        &["Group: Relatives of the third company", "Say to all families", "No update has been posted yet"],
    );
    clerk.reloads(&mut world);
    assert!(!clerk.words(&world).contains("recovery phrase of this office"), "it is shown only once");
}

/// The phrase as it stands on the screen.
fn words_of_phrase(clerk: &Clerk, world: &World) -> Vec<String> {
    let screen = clerk.sees(world);
    let list = porchlight_tests::screen::all(&screen);
    let list =
        list.into_iter().find(|element| attribute(element, "class") == Some("phrase")).expect("the phrase is shown");
    list.to_words().split(' ').map(str::to_owned).collect()
}

/// Which words are asked for.
fn asked_numbers(clerk: &Clerk, world: &World) -> Vec<usize> {
    let screen = clerk.sees(world);
    let labels = porchlight_tests::screen::all(&screen).into_iter().filter(|element| element.tag() == "label");
    labels.filter_map(|label| label.to_words().strip_prefix("Word ")?.parse().ok()).collect()
}

#[test]
fn a_charter_that_the_server_refuses_leaves_what_was_typed() {
    let mut world = World::new(502);
    let mut clerk = Clerk::new(Language::English);
    clerk.presses(&mut world, "Found a new group");
    clerk.types(&mut world, "link", &"ab".repeat(32));
    clerk.types(&mut world, "server", RELAY_NAME);
    clerk.types(&mut world, "group-name", "Relatives of the third company");
    clerk.sends(&mut world, "Found the group");
    clerk.connects(&mut world);
    let screen = clerk.sees(&world);
    assert!(screen.to_words().contains("The server does not accept this charter"), "{}", screen.to_words());
    let name = by_id(&screen, "group-name").and_then(|field| attribute(field, "value").map(str::to_owned));
    assert_eq!(name.as_deref(), Some("Relatives of the third company"));
    assert!(clerk.office.is_none() && clerk.focuses("link"));
}

#[test]
fn an_update_is_seen_as_families_will_see_it_held_back_and_then_sent() {
    let mut world = World::new(503);
    let mut clerk = founded(&mut world, Language::English);
    let link = world.invite(clerk.office(), "Bondar", History::Latest);
    let mut device = world.join(&link);
    clerk.connects(&mut world);
    clerk.presses(&mut world, CALM);
    assert!(clerk.focuses("heading"));
    let said = clerk.words(&world);
    assert_in_order(&said, &["Prepare an update", "The day that it speaks of", "What 1 family will see:", "calm"]);
    assert_in_order(&said, &["The day passed relatively calmly.", "As of Mon 4 May", "expected by Tue 5 May, 06:00"]);
    clerk.sends(&mut world, "Send");
    assert!(clerk.focuses("held"));
    assert_in_order(
        &clerk.words(&world),
        &[
            "Not sent yet",
            "To all families: «The day passed relatively calmly.»",
            "Sent in 30 seconds. Nothing has been sent yet.",
        ],
    );
    clerk.waits(&mut world, HOLD_SECONDS - 1);
    assert!(clerk.words(&world).contains("Sent in 1 second."));
    clerk.connects(&mut world);
    assert_eq!(latest(&mut device, &mut world), "", "nothing has been sent");

    clerk.waits(&mut world, 1);
    assert_in_order(&clerk.words(&world), &["Waits for the network", "Update: «The day passed relatively calmly.»"]);
    clerk.connects(&mut world);
    let said = clerk.words(&world);
    assert_in_order(&said, &["Group:", "What the families see now", "is posted: The day passed relatively calmly."]);
    assert_eq!(latest(&mut device, &mut world), "calm");
    assert!(!said.contains("Waits for the network"));
}

#[test]
fn that_the_page_may_be_closed_is_said_once_what_waits_is_on_disk() {
    let mut world = World::new(510);
    let mut clerk = founded(&mut world, Language::English);
    clerk.line = Line::Unreachable { again_at: None };
    clerk.is_kept = false;
    clerk.presses(&mut world, CALM);
    clerk.sends(&mut world, "Send");
    clerk.waits(&mut world, HOLD_SECONDS);
    let said = clerk.words(&world);
    assert_in_order(&said, &["Being saved on this device", "Update: «The day passed relatively calmly.»"]);
    assert!(!said.contains("Waits for the network") && !said.contains("You may close the page"), "{said}");

    clerk.is_kept = true;
    assert_in_order(&clerk.words(&world), &["Waits for the network", "You may close the page"]);
}

#[test]
fn the_preview_speaks_every_language() {
    let mut world = World::new(504);
    let mut clerk = founded(&mut world, Language::Russian);
    clerk.presses(&mut world, "спокойно: День прошёл относительно спокойно.");
    let preview = |clerk: &Clerk, language: Language| {
        let screen = clerk.sees(&world);
        let all = porchlight_tests::screen::all(&screen);
        let card = all.into_iter().find(|element| attribute(element, "class") == Some("card preview")).unwrap();
        (attribute(card, "lang") == Some(language.as_str())).then(|| card.to_words())
    };
    assert!(preview(&clerk, Language::Russian).unwrap().contains("относительно спокойно"));
    let message = |language| Message::Do(porchlight_screen::desk::Deed::Preview(language));
    clerk.does(&mut World::new(505), message(Language::Ukrainian));
    assert!(preview(&clerk, Language::Ukrainian).unwrap().contains("День минув відносно спокійно."));
    clerk.does(&mut World::new(505), message(Language::English));
    assert!(preview(&clerk, Language::English).unwrap().contains("Next update expected by"));
}

#[test]
fn what_is_taken_back_was_never_sent_and_stands_in_its_fields_again() {
    let mut world = World::new(506);
    let mut clerk = founded(&mut world, Language::English);
    clerk.presses(&mut world, CALM);
    clerk.types(&mut world, "as-of", "2026-05-03");
    clerk.sends(&mut world, "Send");
    clerk.presses(&mut world, "Take it back");
    let screen = clerk.sees(&world);
    assert!(screen.to_words().contains("Taken back. Nothing was sent."));
    assert_eq!(by_id(&screen, "as-of").and_then(|field| attribute(field, "value")), Some("2026-05-03"));
    clerk.waits(&mut world, 10 * HOLD_SECONDS);
    clerk.connects(&mut world);
    assert!(clerk.office().peek().log().all(|entry| !matches!(entry.act, porchlight_client::Act::Status { .. })));
}

#[test]
fn a_page_that_was_closed_meanwhile_sends_nothing_by_itself() {
    let mut world = World::new(507);
    let mut clerk = founded(&mut world, Language::English);
    clerk.connects(&mut world);
    clerk.presses(&mut world, CALM);
    clerk.sends(&mut world, "Send");
    clerk.reloads(&mut world);
    clerk.waits(&mut world, DAY);
    clerk.connects(&mut world);
    assert_in_order(&clerk.words(&world), &["Not sent yet", "This was not sent: the page was closed"]);
    clerk.presses(&mut world, "Discard");
    assert!(!clerk.words(&world).contains("This was not sent"));
    clerk.reloads(&mut world);
    assert!(!clerk.words(&world).contains("This was not sent"), "it is gone for good");
}

#[test]
fn what_waits_for_the_network_is_kept_and_goes_once() {
    let mut world = World::new(508);
    let mut clerk = founded(&mut world, Language::English);
    let mut device = world.family(clerk.office(), "Bondar");
    clerk.office().events();
    clerk.presses(&mut world, CALM);
    clerk.sends(&mut world, "Send");
    clerk.waits(&mut world, HOLD_SECONDS);
    clerk.line = Line::Offline;
    assert_in_order(
        &clerk.words(&world),
        &["This device is offline.", "Waits for the network", "when the network returns"],
    );
    clerk.reloads(&mut world);
    assert_in_order(&clerk.words(&world), &["Waits for the network", "Update: «The day passed relatively calmly.»"]);
    clerk.connects(&mut world);
    clerk.connects(&mut world);
    assert_eq!(latest(&mut device, &mut world), "calm");
    let statuses =
        clerk.office().peek().log().filter(|entry| matches!(entry.act, porchlight_client::Act::Status { .. }));
    assert_eq!(statuses.count(), 1);
}

#[test]
fn a_correction_refers_to_the_earlier_update_which_stays_struck_through() {
    let mut world = World::new(509);
    let mut clerk = founded(&mut world, Language::English);
    let mut device = world.family(clerk.office(), "Bondar");
    clerk.office().events();
    posts(&mut clerk, &mut world, CALM);
    clerk.presses(&mut world, "Updates");
    let correct =
        buttons(&clerk.sees(&world)).into_iter().find(|button| button.starts_with("Correct: Mon 4 May")).unwrap();
    clerk.presses(&mut world, &correct);
    assert_in_order(&clerk.words(&world), &["Prepare a correction", "This corrects record", "stays visible"]);
    clerk.presses(&mut world, "calm: No negative information throughout the day.");
    clerk.sends(&mut world, "Send");
    clerk.waits(&mut world, HOLD_SECONDS);
    clerk.connects(&mut world);
    world.read(&mut device);
    let headline = device.peek().headline().unwrap();
    assert!(headline.code == "no-negative" && headline.corrects.is_some());
    clerk.presses(&mut world, "Updates");
    let screen = clerk.sees(&world);
    let struck = porchlight_tests::screen::all(&screen).into_iter().find(|element| element.tag() == "s").unwrap();
    assert!(struck.to_words().contains("relatively calmly"));
    assert!(screen.to_words().contains("Corrected by record"));
}

#[test]
fn a_planned_silence_tells_its_days() {
    let mut world = World::new(510);
    let mut clerk = founded(&mut world, Language::English);
    let mut device = world.family(clerk.office(), "Bondar");
    clerk.office().events();
    clerk.presses(
        &mut world,
        "planned silence: As planned, no communication for some time. This says nothing about anyone.",
    );
    clerk.types(&mut world, "silent-days", "none");
    clerk.sends(&mut world, "Send");
    assert!(clerk.words(&world).contains("Give a whole number of days") && clerk.focuses("silent-days"));
    clerk.types(&mut world, "silent-days", "10");
    assert!(clerk.words(&world).contains("no communication for 10 days"));
    clerk.sends(&mut world, "Send");
    clerk.waits(&mut world, HOLD_SECONDS);
    clerk.connects(&mut world);
    world.read(&mut device);
    let status = device.peek().headline().unwrap();
    assert_eq!((status.next_by - status.posted_at).div_ceil(DAY), 10);
}
