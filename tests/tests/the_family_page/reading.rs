//! What a relative reads: the level first, then the facts in their order, and what a silence means.

use porchlight_client::{DeviceEvent, History, Reach, Task};
use porchlight_language::Language;
use porchlight_protocol::{RelayFrame, Sequence};
use porchlight_screen::Element;
use porchlight_screen::element::Key;
use porchlight_screen::family::{Line, Message, View, Wish};
use porchlight_tests::screen::{all, assert_golden, attribute, buttons, by_id, key, send};
use porchlight_tests::world::{DAY, World, profile};

use crate::reader::{assert_in_order, confirmed};

#[test]
fn the_facts_stand_in_the_order_in_which_a_mother_asks_for_them() {
    let mut world = World::new(402);
    let mut liaison = world.liaison();
    let mut reader = confirmed(&mut world, &mut liaison, Language::English);
    world.post(&mut liaison, "calm");
    world.post(&mut liaison, "negative-telling");
    reader.connects(&mut world);
    world.wait(2 * 3_600);
    let said = reader.words(&world);
    assert_in_order(
        &said,
        &[
            "negative information",
            "There was fighting",
            "As of Mon 4 May, 06:00 (2 hours ago)",
            "Next update expected by Tue 5 May",
            "Nothing is missing (checked up to record",
            "Notices for you: none since this device joined",
            "Families concerned are being told; there is no message for you so far",
            "Up to date",
            "It tells about its own day",
            "Last checked 2 hours ago",
            "Ask the liaison",
            "The last 14 days",
            "More",
        ],
    );
    let screen = reader.sees(&world);
    let headings = all(&screen).into_iter().filter(|element| element.tag() == "h1").count();
    assert_eq!(headings, 1);
    assert!(!screen.to_html().contains("<textarea") && !screen.to_html().contains("<input"), "there is no composer");
    assert!(said.contains("A new update: negative information"), "what came is announced: {said}");
}

#[test]
fn each_silence_has_its_own_words_and_says_what_it_does_not_mean() {
    let mut world = World::new(403);
    let mut liaison = world.liaison();
    let mut reader = confirmed(&mut world, &mut liaison, Language::English);
    world.post(&mut liaison, "calm");
    reader.connects(&mut world);
    world.wait(DAY + 60);
    assert!(reader.words(&world).contains("Update due, since"));
    world.wait(DAY / 4);
    let said = reader.words(&world);
    assert!(said.contains("Update late") && said.contains("This says nothing about anyone."));
    (reader.reach, reader.line) = (Reach::Unreachable, Line::Waiting);
    let said = reader.words(&world);
    assert!(said.contains("Cannot check") && said.contains("nor about the liaison"), "{said}");
    reader.presses(&mut world, "Try again now");
    assert!(matches!(reader.wished.last(), Some(Wish::TryAgain(_))));
    (reader.reach, reader.line) = (Reach::Offline, Line::Waiting);
    assert!(reader.words(&world).contains("This device is offline"));
    reader.line = Line::Elsewhere;
    assert!(reader.words(&world).contains("open in another tab"));
    reader.presses(&mut world, "Use it here");
    assert!(matches!(reader.wished.last(), Some(Wish::TakeOver(_))));
}

#[test]
fn the_strip_has_a_named_bar_for_each_day_and_one_stop_for_the_keyboard() {
    let mut world = World::new(407);
    let mut liaison = world.liaison();
    let mut reader = confirmed(&mut world, &mut liaison, Language::English);
    // Monday calm, Tuesday nothing, Wednesday negative, Thursday corrected, then a silence of three days.
    world.post(&mut liaison, "calm");
    world.wait(2 * DAY);
    world.post(&mut liaison, "negative-telling");
    world.wait(DAY);
    let wrong = world.post(&mut liaison, "negative-told");
    let correction =
        Task::Post { code: "unchanged".into(), as_of: world.today(), next_by: None, corrects: Some(Sequence(wrong)) };
    assert!(world.task(&mut liaison, correction).is_ok());
    world.wait(DAY);
    let next_by = Some(world.now + 3 * DAY);
    let silence = Task::Post { code: "silence".into(), as_of: world.today(), next_by, corrects: None };
    assert!(world.task(&mut liaison, silence).is_ok());
    world.wait(2 * DAY);
    reader.connects(&mut world);

    let screen = reader.sees(&world);
    let days: Vec<_> = all(&screen).into_iter().filter(|element| attribute(element, "class") == Some("day")).collect();
    assert_eq!(days.len(), 14);
    let names: Vec<_> = days.iter().filter_map(|day| attribute(day, "aria-label")).collect();
    assert_eq!(
        names[6..],
        [
            "Sun 3 May: before the first update kept on this phone",
            "Mon 4 May: calm",
            "Tue 5 May: the update that was promised did not come",
            "Wed 6 May: negative information",
            "Thu 7 May: calm",
            "Fri 8 May: planned silence",
            "Sat 9 May: planned silence",
            "Sun 10 May: planned silence",
        ]
    );
    let stops = |screen: &Element<Message>| {
        let days = all(screen).into_iter().filter(|element| attribute(element, "class") == Some("day"));
        days.filter(|day| attribute(day, "tabindex") == Some("0"))
            .filter_map(|day| attribute(day, "id"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let today = format!("day-{}", world.today().0);
    assert_eq!(stops(&screen), [today.as_str()]);

    for (pressed, lands) in [
        (Key::Left, 1),
        (Key::Left, 2),
        (Key::Left, 3),
        (Key::Home, 13),
        (Key::Left, 13),
        (Key::End, 0),
        (Key::Right, 0),
    ] {
        let stop = stops(&reader.sees(&world)).remove(0);
        let message = key(&reader.sees(&world), &stop, pressed).expect("arrows lead from day to day");
        reader.does(&mut world, message);
        let landed = format!("day-{}", world.today().0 - lands);
        assert!(reader.focuses(&landed) && stops(&reader.sees(&world)) == [landed]);
    }
    reader.presses(&mut world, "Thu 7 May: calm");
    let html = reader.sees(&world).to_html();
    assert!(html.contains("<s>There was negative information. All families concerned have been told.</s>"), "{html}");
    assert!(reader.words(&world).contains(&format!("This corrects record {wrong}, which stays visible.")));
    reader.presses(&mut world, "Show all updates");
    assert_in_order(
        &reader.words(&world),
        &["Fri 8 May: As planned", "Wed 6 May: There was fighting", "Mon 4 May: The day"],
    );
}

#[test]
fn a_gap_is_never_shown_as_a_quiet_day() {
    let mut world = World::new(418);
    let mut liaison = world.liaison();
    let mut reader = confirmed(&mut world, &mut liaison, Language::English);
    let monday = world.post(&mut liaison, "calm");
    reader.connects(&mut world);
    world.wait(DAY);
    world.post(&mut liaison, "negative-telling");
    world.wait(DAY / 2);
    reader.connects_meddled(&mut world, &mut |frame| match frame {
        RelayFrame::Envelope(envelope) if envelope.sequence() > Sequence(monday) => vec![],
        frame => vec![frame],
    });
    let screen = reader.sees(&world);
    let said = screen.to_words();
    assert_in_order(
        &said,
        &["As of Mon 4 May", "records are missing", "Notices for you: cannot tell", "Updates missing"],
    );
    assert!(said.contains("do not take the gap for good or for bad news"), "{said}");
    let today = by_id(&screen, &format!("day-{}", world.today().0)).unwrap();
    assert_eq!(attribute(today, "aria-label"), Some("Tue 5 May: no update here; records are missing on this device"));
    assert_in_order(&said, &["What this phone noticed", "missing"]);
    reader.connects(&mut world);
    let said = reader.words(&world);
    assert!(said.contains("Tue 5 May: negative information") && !said.contains("Updates missing"), "{said}");
}

#[test]
fn a_corrected_headline_stands_above_what_it_corrects() {
    let mut world = World::new(408);
    let mut liaison = world.liaison();
    let mut reader = confirmed(&mut world, &mut liaison, Language::English);
    let wrong = world.post(&mut liaison, "negative-told");
    let correction =
        Task::Post { code: "calm".into(), as_of: world.today(), next_by: None, corrects: Some(Sequence(wrong)) };
    assert!(world.task(&mut liaison, correction).is_ok());
    reader.connects(&mut world);
    let card = by_id(&reader.sees(&world), "level").map(Element::to_words);
    assert_eq!(card.as_deref(), Some("calm"));
    assert_in_order(
        &reader.sees(&world).to_html(),
        &["The day passed relatively calmly.", "<s>There was negative information.", "which stays visible"],
    );
}

#[test]
fn several_groups_stand_beside_each_other_with_their_standing() {
    let mut world = World::new(414);
    let mut liaison = world.liaison();
    let mut other = world.liaison();
    world.post(&mut liaison, "calm");
    let mut reader = confirmed(&mut world, &mut liaison, Language::English);
    let link = world.invite(&mut other, "Bondar", History::Latest);
    reader.does(&mut world, Message::LinkCame(link.into()));
    let opened = send(&reader.sees(&world), "Open");
    reader.does(&mut world, opened);
    reader.connects(&mut world);
    let screen = reader.sees(&world);
    let nav = all(&screen).into_iter().find(|element| element.tag() == "nav").unwrap();
    let names = buttons(nav);
    assert!(names[0].ends_with("— Up to date") && names[1].ends_with("— No update yet"), "{names:?}");
    reader.presses(&mut world, &names[0]);
    assert!(reader.words(&world).contains("The day passed relatively calmly."));
}

#[test]
fn nothing_that_a_liaison_wrote_becomes_markup_or_turns_the_writing_round() {
    const TRICKS: &str = "<img src=x onerror=alert(1)>\u{202e}\"'&{x}";
    let mut world = World::new(415);
    let mut liaison = world.liaison();
    let mut reader = confirmed(&mut world, &mut liaison, Language::English);
    let mut profile = profile();
    profile.name = TRICKS.to_owned();
    let codebook = "[[status]]\nid = \"trick\"\nlevel = \"calm\"\nen = \"<b onclick=x>bold</b>\"\nru = \"<b>\"\nuk = \"<b>\"\n[[question]]\nid = \"ask-trick\"\nen = \"<i>ask</i>\"\nru = \"<i>\"\nuk = \"<i>\"\n";
    let own = porchlight_language::OwnCodebook::from_toml(codebook).expect("the codebook is well-formed");
    profile.codebook = String::from_utf8(own.as_bytes().to_vec()).expect("a codebook is text");
    assert!(world.task(&mut liaison, Task::Profile(profile)).is_ok());
    world.post(&mut liaison, "trick");
    world.tell(&mut liaison, "Bondar", "message", Some(TRICKS));
    reader.connects(&mut world);
    reader.presses(&mut world, "Open the message");
    for language in Language::ALL {
        reader.does(&mut world, Message::Language(language));
        for view in [View::Updates, View::Preference, View::Phrase, View::AddDevice, View::Leave, View::Host] {
            reader.does(&mut world, Message::Open(view));
            let html = reader.sees(&world).to_html();
            assert!(!html.contains("<img") && !html.contains("<b") || html.contains("<button"), "{html}");
            assert!(!html.contains("<b onclick") && !html.contains("<i>") && !html.contains('\u{202e}'), "{html}");
        }
    }
    reader.does(&mut world, Message::Language(Language::English));
    reader.does(&mut world, Message::Open(View::Updates));
    let html = reader.sees(&world).to_html();
    assert!(html.contains("&lt;b onclick=x&gt;bold&lt;/b&gt;") && html.contains("&lt;i&gt;ask&lt;/i&gt;"), "{html}");
}

#[test]
fn what_the_server_did_wrong_is_named() {
    let mut world = World::new(416);
    let mut liaison = world.liaison();
    let mut reader = confirmed(&mut world, &mut liaison, Language::English);
    let feed = reader.devices[0].peek().feed();
    let finding = porchlight_client::Finding::Altered { place: Sequence(7) };
    for _ in 0..3 {
        reader.does(&mut world, Message::Heard { feed, event: Box::new(DeviceEvent::Found(finding.clone())) });
    }
    let said = reader.words(&world);
    assert_eq!(said.matches("Record 7 was forged or altered").count(), 1, "each once: {said}");
    assert_in_order(&said, &["What this phone noticed", "Record 7"]);
}

#[test]
fn every_view_reads_well_in_every_language() {
    let mut world = World::new(417);
    let mut liaison = world.liaison();
    world.post(&mut liaison, "calm");
    world.wait(DAY);
    let mut reader = confirmed(&mut world, &mut liaison, Language::English);
    world.post(&mut liaison, "negative-telling");
    world.wait(DAY);
    world.tell(&mut liaison, "Bondar", "in-contact", None);
    world.post(&mut liaison, "negative-told");
    reader.connects(&mut world);
    reader.can_scan = true;
    world.wait(2 * 3_600);
    let views = [
        ("updates", View::Updates),
        ("join", View::Join),
        ("preference", View::Preference),
        ("phrase", View::Phrase),
        ("add-device", View::AddDevice),
        ("leave", View::Leave),
        ("settings", View::Settings),
        ("host", View::Host),
    ];
    for language in Language::ALL {
        reader.does(&mut world, Message::Language(language));
        for (name, view) in views {
            reader.does(&mut world, Message::Open(view));
            let screen = reader.sees(&world);
            assert_golden(&format!("family.{name}.{language}.html"), &screen);
            let ids: Vec<_> = all(&screen).into_iter().filter_map(|element| attribute(element, "id")).collect();
            let distinct: std::collections::BTreeSet<_> = ids.iter().collect();
            assert_eq!(distinct.len(), ids.len(), "no two elements of a view share a name: {ids:?}");
        }
    }
}
