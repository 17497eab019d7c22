//! A relative's page, from the link to the last day.

use porchlight_client::{Device, History, Liaison, Reach, Task};
use porchlight_language::Language;
use porchlight_language::texts::{OnPage, Texts};
use porchlight_protocol::FeedId;
use porchlight_screen::family::{
    App, Around, Browser, Group, Line, Message, Notices, Served, Shelf, ShelfTrouble, View, Wish, foreign,
};

use super::{Picture, picture};
use crate::screen::{Utc, buttons, press};
use crate::world::{DAY, Person, World};

const FAMILY: &str = "Bondar";

/// A relative at the page, and what hangs on the wall so far.
struct Sitter {
    world: World,
    app: App,
    devices: Vec<Person<Device>>,
    reach: Reach,
    line: Line,
    shelf: Shelf,
    has_office: bool,
    browser: Browser,
    texts: &'static Texts,
    pictures: Vec<Picture>,
}

pub(super) fn pictures(language: Language) -> Vec<Picture> {
    let mut sitter = Sitter::new(language);
    sitter.before_any_group();
    let mut liaison = sitter.world.liaison();
    sitter.joins(&mut liaison);
    sitter.reads(&mut liaison);
    sitter.is_told_something(&mut liaison);
    sitter.opens_every_view();
    sitter.lives_through_silences(&mut liaison);
    sitter.has_two_groups();
    sitter.is_removed(&mut liaison);
    sitter.pictures
}

impl Sitter {
    fn new(language: Language) -> Self {
        let browser = Browser {
            can_scan: true,
            can_share: true,
            notices: Notices::Off,
            can_install: true,
            has_new_version: false,
        };
        Self {
            world: World::new(901),
            app: App::new(language),
            devices: Vec::new(),
            reach: Reach::Reached,
            line: Line::Waiting,
            shelf: Shelf::Open { has_pin: false, evicted: 0 },
            has_office: false,
            browser,
            texts: Texts::of(language),
            pictures: Vec::new(),
        }
    }

    fn before_any_group(&mut self) {
        for (shelf, view) in [
            (Shelf::Opening, "opening"),
            (Shelf::Locked { until: None }, "locked"),
            (Shelf::Locked { until: Some(self.world.now + 60) }, "locked-for-a-while"),
            (Shelf::Broken(ShelfTrouble::None), "keeps-nothing"),
            (Shelf::Broken(ShelfTrouble::Full), "no-room"),
            (Shelf::Broken(ShelfTrouble::Damaged), "damaged"),
            (Shelf::Open { has_pin: false, evicted: 2 }, "evicted"),
            (Shelf::Open { has_pin: false, evicted: 0 }, "welcome"),
        ] {
            self.shelf = shelf;
            self.hang(view);
        }
        self.does(Message::LinkCame("https://relay.example/#nonsense".to_owned().into()));
        self.hang("damaged-link");
        self.does(Message::Scan);
        self.hang("scanning");
        self.does(Message::ScanFailed);
        self.hang("scanning-failed");
    }

    fn joins(&mut self, liaison: &mut Person<Liaison>) {
        let link = self.world.invite(liaison, FAMILY, History::Latest);
        self.does(Message::LinkCame(link.into()));
        self.line = Line::Dialling;
        self.hang("joining");
        (self.line, self.reach) = (Line::Waiting, Reach::Offline);
        self.hang("joining-offline");
        self.reach = Reach::Unreachable;
        self.hang("joining-unreachable");
        self.connects();
        self.hang("joined");
    }

    fn reads(&mut self, liaison: &mut Person<Liaison>) {
        self.world.session_for(liaison, Task::Families);
        self.connects();
        self.hang("no-update-yet");
        let updates = ["calm", "unchanged", "negative-telling", "negative-told"];
        for code in updates {
            self.world.wait(DAY);
            self.world.post(liaison, code);
            self.connects();
            self.hang(code);
        }
        let latest = self.devices[0].peek().headline().expect("four were posted").sequence;
        let as_of = self.world.today();
        let task = Task::Post { code: "calm".into(), as_of, next_by: None, corrects: Some(latest) };
        self.world.task(liaison, task).unwrap_or_else(|_| panic!("the correction failed"));
        self.connects();
        self.hang("corrected");
        self.presses(OnPage::AllUpdates);
        self.hang("all-updates");
        self.presses(OnPage::FewerUpdates);
        self.does(Message::Hide);
        self.hang("at-rest");
    }

    fn is_told_something(&mut self, liaison: &mut Person<Liaison>) {
        let words = "Він здоровий і передає вітання. He is well, and sends his love. Он здоров и передаёт привет.";
        self.world.tell(liaison, FAMILY, "message", Some(words));
        self.connects();
        self.hang("sealed");
        self.presses(OnPage::Unseal);
        self.hang("unsealed");
        self.presses(OnPage::Forget);
        self.hang("forget-asked");
        self.presses(OnPage::ForgetNo);
        self.presses(OnPage::Read);
        self.hang("acknowledged");
        let question = buttons(&self.sees()).into_iter().find(|name| name.ends_with('?'));
        let question = question.expect("the standard codebook has questions");
        let asked = press(&self.sees(), &question);
        self.does(asked);
        self.hang("asked");
    }

    fn opens_every_view(&mut self) {
        for (view, name) in [
            (View::Join, "join-another"),
            (View::Preference, "preference"),
            (View::Phrase, "phrase"),
            (View::Leave, "leave"),
            (View::Host, "host"),
            (View::Settings, "settings"),
        ] {
            self.does(Message::Open(view));
            self.hang(name);
        }
        self.does(Message::Wipe);
        self.hang("wipe-asked");
        self.has_office = true;
        self.hang("wipe-asked-beside-an-office");
        self.has_office = false;
        self.does(Message::WipeNot);
        (self.shelf, self.browser.notices) = (Shelf::Open { has_pin: true, evicted: 0 }, Notices::On);
        self.hang("settings-with-pin");
        self.does(Message::Open(View::AddDevice));
        self.hang("add-device");
        self.presses(OnPage::MakeLink);
        self.hang("own-link");
        self.does(Message::Back);
    }

    fn lives_through_silences(&mut self, liaison: &mut Person<Liaison>) {
        for (line, reach, view) in [
            (Line::Waiting, Reach::Offline, "offline"),
            (Line::Waiting, Reach::Unreachable, "unreachable"),
            (Line::Elsewhere, Reach::Reached, "in-another-tab"),
            (Line::Halted(ShelfTrouble::Full), Reach::Reached, "halted"),
        ] {
            (self.line, self.reach) = (line, reach);
            self.hang(view);
        }
        self.connects();
        self.world.wait(DAY + 600);
        self.line = Line::Dialling;
        self.hang("due-and-not-asked-yet");
        self.line = Line::Following;
        self.hang("due");
        self.world.wait(DAY);
        self.hang("overdue");
        self.browser.has_new_version = true;
        self.hang("newer-version");
        self.browser.has_new_version = false;
        let next_by = Some(self.world.now + 10 * DAY);
        let as_of = self.world.today();
        let task = Task::Post { code: "silence".into(), as_of, next_by, corrects: None };
        self.world.task(liaison, task).unwrap_or_else(|_| panic!("the silence failed"));
        self.connects();
        self.hang("planned-silence");
    }

    fn has_two_groups(&mut self) {
        let mut other = self.world.liaison();
        let link = self.world.invite(&mut other, FAMILY, History::Latest);
        self.does(Message::LinkCame(link.into()));
        self.hang("another-group");
        self.does(Message::Join);
        self.connects();
        self.hang("two-groups");
        self.devices.truncate(1);
    }

    fn is_removed(&mut self, liaison: &mut Person<Liaison>) {
        self.world.session_for(liaison, Task::Remove { family: FAMILY.into(), device: None });
        self.connects();
        self.line = Line::Over;
        self.hang("removed");
    }

    fn sees(&self) -> porchlight_screen::Element<Message> {
        let group = |device| Group {
            device: Person::peek(device),
            reach: self.reach,
            line: self.line,
            checked_at: Some(self.world.now),
        };
        let groups: Vec<_> = self.devices.iter().map(group).collect();
        self.app.view(&Around {
            now: self.world.now,
            civil: &Utc,
            groups: &groups,
            shelf: self.shelf,
            has_office: self.has_office,
            browser: self.browser,
            page: Served { host: "relay.example:8443", address: None, version: "0.1.0" },
        })
    }

    fn hang(&mut self, view: &str) {
        let picture = picture("family", view, &self.sees());
        self.pictures.push(picture);
    }

    fn presses(&mut self, button: OnPage) {
        let message = press(&self.sees(), &self.texts.on_page(button));
        self.does(message);
    }

    /// Hands a message to the page, and does what it wishes as far as a device does it.
    fn does(&mut self, message: Message) {
        for wish in self.app.update(message) {
            match wish {
                Wish::Follow(text) => {
                    let feeds: Vec<_> = self.devices.iter().map(|device| device.peek().feed()).collect();
                    match foreign(&text, &feeds) {
                        Some(server) => self.does(Message::Foreign { link: text, server }),
                        None => {
                            self.does(Message::LinkTyped(text));
                            self.does(Message::Join);
                        }
                    }
                }
                Wish::Join(link) => {
                    let random = Box::new(self.world.random());
                    self.devices.push(Person::new(Device::join(&link, random)));
                }
                Wish::Say { feed, saying } => {
                    let now = self.world.now;
                    let message = saying.say(self.device(feed).party(), now);
                    self.does(message);
                }
                _ => {}
            }
        }
    }

    fn connects(&mut self) {
        for index in 0..self.devices.len() {
            let events = self.world.read(&mut self.devices[index]);
            let feed = self.devices[index].peek().feed();
            for event in events {
                self.does(Message::Heard { feed, event: Box::new(event) });
            }
        }
        (self.line, self.reach) = (Line::Following, Reach::Reached);
    }

    fn device(&mut self, feed: FeedId) -> &mut Person<Device> {
        self.devices.iter_mut().find(|device| device.peek().feed() == feed).expect("the page speaks of groups it has")
    }
}
