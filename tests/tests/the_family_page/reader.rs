//! A relative with a page and no browser, and what the page's runner does for them.

use porchlight_client::{Device, History, Liaison, Reach, Task};
use porchlight_language::Language;
use porchlight_protocol::FeedId;
use porchlight_screen::Element;
use porchlight_screen::family::{App, Around, Browser, Group, Line, Message, Notices, Served, Shelf, Wish, foreign};
use porchlight_tests::screen::{Utc, press};
use porchlight_tests::world::{Meddler, Person, World};

/// A reader with a page, and what the page's runner does for them.
pub(crate) struct Reader {
    pub(crate) app: App,
    pub(crate) devices: Vec<Person<Device>>,
    pub(crate) reach: Reach,
    pub(crate) line: Line,
    pub(crate) checked_at: Option<u64>,
    pub(crate) shelf: Shelf,
    pub(crate) has_office: bool,
    pub(crate) can_scan: bool,
    /// What the page wished and a browser would do.
    pub(crate) wished: Vec<Wish>,
}

impl Reader {
    pub(crate) fn new(language: Language) -> Self {
        Self {
            app: App::new(language),
            devices: Vec::new(),
            reach: Reach::Reached,
            line: Line::Waiting,
            checked_at: None,
            shelf: Shelf::Open { has_pin: false, evicted: 0 },
            has_office: false,
            can_scan: false,
            wished: Vec::new(),
        }
    }

    pub(crate) fn sees(&self, world: &World) -> Element<Message> {
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
            has_office: self.has_office,
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

    pub(crate) fn words(&self, world: &World) -> String {
        self.sees(world).to_words()
    }

    /// Hands a message to the page, and does what it wishes as far as a device does it.
    pub(crate) fn does(&mut self, world: &mut World, message: Message) {
        for wish in self.app.update(message) {
            match wish {
                Wish::Follow(text) => {
                    let feeds: Vec<_> = self.devices.iter().map(|device| device.peek().feed()).collect();
                    match foreign(&text, &feeds) {
                        Some(server) => self.does(world, Message::Foreign { link: text, server }),
                        None => {
                            self.does(world, Message::LinkTyped(text));
                            self.does(world, Message::Join);
                        }
                    }
                }
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

    pub(crate) fn presses(&mut self, world: &mut World, button: &str) {
        let message = press(&self.sees(world), button);
        self.does(world, message);
    }

    /// A session, and what its device told.
    pub(crate) fn connects(&mut self, world: &mut World) {
        self.connects_meddled(world, &mut |frame| vec![frame]);
    }

    /// The same with a relay that lies.
    pub(crate) fn connects_meddled(&mut self, world: &mut World, meddler: Meddler<'_>) {
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

    pub(crate) fn focuses(&self, id: &str) -> bool {
        matches!(self.wished.last(), Some(Wish::Focus(focused)) if focused == id)
    }
}

/// A reader who has joined, and whom the liaison has confirmed.
pub(crate) fn confirmed(world: &mut World, liaison: &mut Person<Liaison>, language: Language) -> Reader {
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
pub(crate) fn assert_in_order(said: &str, parts: &[&str]) {
    let mut from = 0;
    for part in parts {
        let at = said[from..].find(part);
        from += at.unwrap_or_else(|| panic!("«{part}» is not where it belongs in: {said}")) + part.len();
    }
}
