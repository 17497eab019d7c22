//! A relative's page, pressed and read through the days of a group, without a browser.

use porchlight_client::{Device, DeviceEvent, History, Reach, Task};
use porchlight_language::Language;
use porchlight_protocol::{FeedId, RelayFrame, Sequence};
use porchlight_screen::Element;
use porchlight_screen::element::Key;
use porchlight_screen::family::{
    App, Around, Browser, Group, Line, Message, Notices, PinOutcome, Served, Shelf, ShelfTrouble, View, Wish,
};
use porchlight_tests::screen::{Utc, all, assert_golden, attribute, buttons, by_id, key, press, send, type_into};
use porchlight_tests::world::{DAY, Meddler, Person, World, profile};

/// A reader with a page, and what the page's runner does for them.
struct Reader {
    app: App,
    devices: Vec<Person<Device>>,
    reach: Reach,
    line: Line,
    checked_at: Option<u64>,
    shelf: Shelf,
    can_scan: bool,
    /// What the page wished and a browser would do.
    wished: Vec<Wish>,
}

impl Reader {
    fn new(language: Language) -> Self {
        Self {
            app: App::new(language),
            devices: Vec::new(),
            reach: Reach::Reached,
            line: Line::Waiting,
            checked_at: None,
            shelf: Shelf::Open { has_pin: false, evicted: 0 },
            can_scan: false,
            wished: Vec::new(),
        }
    }

    fn sees(&self, world: &World) -> Element<Message> {
        let group = |device| Group {
            device: Person::peek(device),
            reach: self.reach,
            line: self.line,
            checked_at: self.checked_at,
        };
        let groups: Vec<_> = self.devices.iter().map(group).collect();
        self.app.view(&Around {
            now: world.now,
            civil: &Utc,
            groups: &groups,
            shelf: self.shelf,
            browser: Browser {
                can_scan: self.can_scan,
                can_share: true,
                notices: Notices::Off,
                can_install: false,
                has_new_version: false,
            },
            page: Served { host: "relay.example:8443", address: None, version: "0.1.0" },
        })
    }

    fn words(&self, world: &World) -> String {
        self.sees(world).to_words()
    }

    /// Hands a message to the page, and does what it wishes as far as a device does it.
    fn does(&mut self, world: &mut World, message: Message) {
        for wish in self.app.update(message) {
            match wish {
                Wish::Join(link) => self.devices.push(Person::new(Device::join(&link, Box::new(world.random())))),
                Wish::Say { feed, saying } => {
                    let now = world.now;
                    let message = saying.say(self.device(feed).party(), now);
                    self.does(world, message);
                }
                other => self.wished.push(other),
            }
        }
    }

    fn presses(&mut self, world: &mut World, button: &str) {
        let message = press(&self.sees(world), button);
        self.does(world, message);
    }

    /// A session, and what its device told.
    fn connects(&mut self, world: &mut World) {
        self.connects_meddled(world, &mut |frame| vec![frame]);
    }

    /// The same with a relay that lies.
    fn connects_meddled(&mut self, world: &mut World, meddler: Meddler<'_>) {
        for index in 0..self.devices.len() {
            let events = world.read_meddled(&mut self.devices[index], meddler);
            let feed = self.devices[index].peek().feed();
            for event in events {
                self.does(world, Message::Heard { feed, event: Box::new(event) });
            }
        }
        (self.line, self.reach, self.checked_at) = (Line::Following, Reach::Reached, Some(world.now));
    }

    fn device(&mut self, feed: FeedId) -> &mut Person<Device> {
        self.devices.iter_mut().find(|device| device.peek().feed() == feed).expect("the page speaks of groups it has")
    }

    fn focuses(&self, id: &str) -> bool {
        matches!(self.wished.last(), Some(Wish::Focus(focused)) if focused == id)
    }
}

/// A reader who has joined, and whom the liaison has confirmed.
fn confirmed(world: &mut World, liaison: &mut Person<porchlight_client::Liaison>, language: Language) -> Reader {
    let mut reader = Reader::new(language);
    let link = world.invite(liaison, "Bondar", History::Latest);
    reader.does(world, Message::LinkCame(link.into()));
    reader.connects(world);
    world.session_for(liaison, Task::Families);
    reader.connects(world);
    reader.does(world, Message::Hide);
    reader
}

/// The words stand in this order.
fn assert_in_order(said: &str, parts: &[&str]) {
    let mut from = 0;
    for part in parts {
        let at = said[from..].find(part);
        from += at.unwrap_or_else(|| panic!("«{part}» is not where it belongs in: {said}")) + part.len();
    }
}

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
    assert!(said.contains("A new update: negative information. There was fighting"), "what came is announced: {said}");
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

#[test]
fn several_groups_stand_beside_each_other_with_their_standing() {
    let mut world = World::new(414);
    let mut liaison = world.liaison();
    let mut other = world.liaison();
    world.post(&mut liaison, "calm");
    let mut reader = confirmed(&mut world, &mut liaison, Language::English);
    let link = world.invite(&mut other, "Bondar", History::Latest);
    reader.does(&mut world, Message::LinkCame(link.into()));
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
