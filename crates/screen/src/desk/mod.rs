//! A liaison's desk: few large buttons, what waits, who has read, and the office itself.
//!
//! It and the command line are two windows on the same [`Liaison`]. An office must never run in two places at once: the lock of a
//! browser holds off its other tabs, and nothing but care holds off another machine.

mod message;

use porchlight_client::{Liaison, Seconds, Task};
use porchlight_language::{Language, Texts};

use crate::{Civil, Element};

pub use message::{BackupTrouble, Copied, Danger, Deed, Field, Message, PinOutcome, Setting, View, Wish};

/// The desk's own state: which view is open, what is being typed, what is held back.
pub struct App {
    language: Language,
}

/// What the desk is about at this moment.
pub struct Around<'a> {
    /// Now.
    pub now: Seconds,
    /// The liaison's clock.
    pub civil: &'a dyn Civil,
    /// What this browser has of an office.
    pub place: Place<'a>,
    /// How it stands with the server.
    pub line: Line,
    /// Tasks that were asked for and are not done yet, in order; the first may be in work. What the runner asks for by itself is
    /// not among them.
    pub asked: &'a [Task],
    /// What this browser can do.
    pub abilities: Abilities,
    /// The address of the page that families open, up to the `#`, where it is not the relay's own.
    pub page: Option<&'a str>,
}

/// What a browser has of an office.
#[derive(Clone, Copy)]
pub enum Place<'a> {
    /// It is being looked up.
    Opening,
    /// Nothing.
    Empty {
        /// Whether there was an office, and the browser has thrown it away.
        was_evicted: bool,
    },
    /// A number opens it.
    Locked {
        /// Until when no number is tried, after wrong ones.
        until: Option<Seconds>,
    },
    /// It is open in another tab.
    Elsewhere,
    /// The browser keeps nothing: a private window, or a full disk.
    NoStorage,
    /// It is being taken up from the server.
    TakingUp,
    /// This one.
    Office(&'a Liaison),
}

/// How it stands with the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// The last session came to its end.
    Resting {
        /// When; never in this run where there was none yet.
        since: Option<Seconds>,
    },
    /// A session is under way.
    Working,
    /// The server was not reached, or the line broke.
    Unreachable {
        /// When it is tried again.
        again_at: Option<Seconds>,
    },
    /// The browser says that this device is offline.
    Offline,
}

/// What a browser can do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Abilities {
    /// Hand a link to another program.
    pub shares: bool,
    /// Whether a number guards the shelf.
    pub has_pin: bool,
}

impl<'a> Around<'a> {
    /// The office, where there is one.
    pub const fn liaison(&self) -> Option<&'a Liaison> {
        match self.place {
            Place::Office(liaison) => Some(liaison),
            Place::Opening
            | Place::Empty { .. }
            | Place::Locked { .. }
            | Place::Elsewhere
            | Place::NoStorage
            | Place::TakingUp => None,
        }
    }
}

impl App {
    /// A desk in the liaison's language.
    pub fn new(language: Language) -> Self {
        Self { language }
    }

    /// Takes in what a person did or what happened; gives what is to be done, in order.
    pub fn update(&mut self, message: Message, _around: &Around<'_>) -> Vec<Wish> {
        match message {
            Message::Language(language) => {
                self.language = language;
                vec![Wish::Language(language)]
            }
            Message::Go(_)
            | Message::Typed(..)
            | Message::WithNext(_)
            | Message::File(_)
            | Message::Do(_)
            | Message::Tick
            | Message::Kept(_)
            | Message::LinkCame(_)
            | Message::Heard { .. }
            | Message::Recovering(_)
            | Message::BackupOpened(_)
            | Message::BackupSaved
            | Message::Copied(_)
            | Message::Pin(_)
            | Message::NotKept => Vec::new(),
        }
    }

    /// The whole desk.
    pub fn view(&self, around: &Around<'_>) -> Element<Message> {
        let texts = Texts::of(self.language);
        let said = around.liaison().map_or_else(String::new, |liaison| texts.group_heading(&liaison.profile().name));
        Element::new("main").class("desk").child(Element::new("h1").text(said))
    }
}
