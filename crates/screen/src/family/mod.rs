//! A relative's page: one level, when, until when, what is missing, what is for this family. Never a composer.

mod around;
mod heard;
mod links;
mod message;
mod order;
mod saying;
mod typed;
mod update;
mod view;

use std::collections::BTreeMap;

use porchlight_client::Seconds;
use porchlight_language::Language;
use porchlight_language::texts::Day;
use porchlight_protocol::{FeedId, Sequence};
use porchlight_sealing::{Link, LinkDefect};

pub use around::{Around, Browser, Group, Line, Notices, Served, Shelf, ShelfTrouble};
use heard::{Heard, Outcome};
pub use links::foreign;
pub use message::{Message, PinField, PinOutcome, View, Wish};
pub use order::{in_order, order_of};
pub use saying::{Said, Saying};
use typed::Typed;

use crate::Element;

/// The id of the `<video>` that shows what the camera sees.
pub const SCANNER: &str = "scanner";

/// How long a goodbye is waited for: whoever leaves stands at the screen. A report takes a second or two.
pub const GOODBYE_SECONDS_MAX: Seconds = 10;

/// The page's own state: what is open, what is being typed, in which language.
pub struct App {
    language: Language,
    view: View,
    /// The group on the screen, where there are several.
    shown: Option<FeedId>,
    typed: Typed,
    /// The server of a link that came by itself and waits for a word: it leads to another group.
    foreign: Option<String>,
    /// Why the last link that was given leads nowhere.
    defect: Option<LinkDefect>,
    /// Whether the camera is looking for a link, and whether it could not.
    scanning: Scanning,
    /// The day whose bar was chosen.
    chosen_day: Option<Day>,
    lists_all: bool,
    /// The private messages that lie open. Each is sealed again when the page is opened anew.
    unsealed: Vec<(FeedId, Sequence)>,
    /// The one that is about to be forgotten.
    forgetting: Option<Sequence>,
    /// The link that was made for another device.
    own_link: Option<(FeedId, Link)>,
    /// The group that is being left.
    leaving: Option<FeedId>,
    is_wiping: bool,
    /// What each group's device told that it does not keep.
    heard_by_feed: BTreeMap<FeedId, Heard>,
    /// What came of the last press; the number tells two that say the same apart.
    outcome: Option<Outcome>,
    outcomes: u32,
}

/// What the camera is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scanning {
    Not,
    Looking,
    Failed,
}

impl App {
    /// A page in the reader's language, whose sentences are at hand.
    pub fn new(language: Language) -> Self {
        Self {
            language,
            view: View::Updates,
            shown: None,
            typed: Typed::default(),
            foreign: None,
            defect: None,
            scanning: Scanning::Not,
            chosen_day: None,
            lists_all: false,
            unsealed: Vec::new(),
            forgetting: None,
            own_link: None,
            leaving: None,
            is_wiping: false,
            heard_by_feed: BTreeMap::new(),
            outcome: None,
            outcomes: 0,
        }
    }

    /// The same with the group that was on the screen when the page was last open.
    pub fn showing(self, feed: Option<FeedId>) -> Self {
        Self { shown: feed, ..self }
    }

    /// The language that it is in.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The whole page.
    pub fn view(&self, around: &Around<'_>) -> Element<Message> {
        view::page(self, around)
    }
}
