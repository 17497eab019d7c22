//! A relative's page: one level, when, until when, what is missing, what is for this family. Never a composer.

mod message;
mod view;

use porchlight_client::{Device, Reach, Seconds};
use porchlight_language::Language;
use porchlight_protocol::FeedId;
use zeroize::Zeroizing;

pub use message::{Message, Wish};

use crate::{Civil, Element};

/// The page's own state: what is open, what is being typed, in which language.
pub struct App {
    language: Language,
    /// The group on the screen, where there are several.
    shown: Option<FeedId>,
    /// An invite's link as it is typed or pasted.
    typed_link: Zeroizing<String>,
}

/// A group of which this browser has a device.
pub struct Group<'a> {
    /// What it knows.
    pub device: &'a Device,
    /// How its last attempt to reach the server went.
    pub reach: Reach,
}

/// What the page is about at this moment.
pub struct Around<'a> {
    /// Now.
    pub now: Seconds,
    /// The reader's clock.
    pub civil: &'a dyn Civil,
    /// The groups, in the order in which they were joined.
    pub groups: &'a [Group<'a>],
}

impl App {
    /// A page in the reader's language.
    pub fn new(language: Language) -> Self {
        Self { language, shown: None, typed_link: Zeroizing::new(String::new()) }
    }

    /// Takes in what a person did or what happened; gives what is to be done.
    pub fn update(&mut self, message: Message) -> Vec<Wish> {
        match message {
            Message::Language(language) => {
                self.language = language;
                vec![Wish::Language(language)]
            }
            Message::Show(feed) => {
                self.shown = Some(feed);
                Vec::new()
            }
            Message::LinkTyped(text) => {
                self.typed_link = text;
                Vec::new()
            }
            Message::Join => vec![Wish::Join(std::mem::take(&mut self.typed_link))],
        }
    }

    /// The whole page.
    pub fn view(&self, around: &Around<'_>) -> Element<Message> {
        view::page(self, around)
    }
}
