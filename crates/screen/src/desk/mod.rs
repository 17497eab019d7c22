//! A liaison's desk: few large buttons, what waits, who has read, and the office itself.
//!
//! It and the command line are two windows on the same [`Liaison`](porchlight_client::Liaison). An office must never run in two
//! places at once: the lock of a browser holds off its other tabs, and nothing but care holds off another machine.

mod address;
mod around;
pub mod backup;
mod beginning;
mod book;
mod calendar;
mod failing;
mod families;
mod hearing;
mod kept;
mod message;
mod notes;
mod office;
mod saying;
mod settings;
mod typed;
mod update;
mod view;

use std::collections::VecDeque;

use porchlight_client::Task;
use porchlight_language::{Language, Texts};
use porchlight_protocol::Sequence;
use zeroize::Zeroizing;

pub use around::{Abilities, Around, Line, Place};
pub use kept::HOLD_SECONDS;
use kept::{Held, Kept, Note, OnlyHere};
pub use message::{BackupTrouble, Copied, Danger, Deed, Field, Message, Setting, Tick, View, Wish};
use typed::Typed;

use crate::Element;
use crate::parts::HEADING;

/// The id of what is held back.
const HELD: &str = "held";
/// The id of a question that is asked before something is done.
const DANGER: &str = "danger";

/// The desk's own state: which view is open, what is being typed, what is held back.
pub struct App {
    language: Language,
    /// In which language an update is shown as families will see it.
    preview: Language,
    /// The language whose sentences are being loaded, to speak it.
    awaited: Option<Language>,
    view: View,
    typed: Typed,
    /// What the update that is being prepared says.
    code: Option<String>,
    /// Which earlier one it corrects.
    corrects: Option<Sequence>,
    with_next: bool,
    check_ins: bool,
    /// The backup that was chosen.
    file: Option<Zeroizing<Vec<u8>>>,
    is_opening: bool,
    held: Option<Held>,
    /// Whether the page was closed while something was held: it goes only when somebody says so.
    is_interrupted: bool,
    /// What was last given to the office, should it not be sent after all.
    last_sent: Option<Task>,
    only_here: VecDeque<OnlyHere>,
    /// How often the phrase has been asked for; it is on the screen until it is.
    asking: Option<u8>,
    /// How often it was asked for in vain: other words are asked for then.
    attempts: u8,
    /// What seals the backup that was asked for.
    backup_passphrase: Option<Zeroizing<String>>,
    trouble: Option<Trouble>,
    danger: Option<Danger>,
    /// Why nothing can be posted from here any more.
    ended: Option<Ended>,
    said: String,
    /// Tells two that say the same apart.
    said_number: u32,
    notes: VecDeque<Note>,
    /// Whether something has changed that must outlast a reload.
    has_changed: bool,
}

/// What is wrong with what was typed.
struct Trouble {
    field: Option<Field>,
    text: String,
}

/// Why nothing can be posted from here any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    HandedOver(Sequence),
    RunsTwice(Sequence),
}

impl App {
    /// A desk in the liaison's language, whose sentences are at hand.
    pub fn new(language: Language) -> Self {
        Self {
            language,
            preview: language,
            awaited: None,
            view: View::Desk,
            typed: Typed::default(),
            code: None,
            corrects: None,
            with_next: false,
            check_ins: true,
            file: None,
            is_opening: false,
            held: None,
            is_interrupted: false,
            last_sent: None,
            only_here: VecDeque::new(),
            asking: None,
            attempts: 0,
            backup_passphrase: None,
            trouble: None,
            danger: None,
            ended: None,
            said: String::new(),
            said_number: 0,
            notes: VecDeque::new(),
            has_changed: false,
        }
    }

    /// The language that it is in.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// When the desk has to be told that time has passed: each second while something is held back.
    pub const fn wants_tick(&self) -> bool {
        self.held.is_some() && !self.is_interrupted
    }

    /// The whole desk.
    pub fn view(&self, around: &Around<'_>) -> Element<Message> {
        view::desk(self, around)
    }

    fn texts(&self) -> &'static Texts {
        Texts::of(self.language)
    }

    /// Tells once, by a screen reader too.
    fn say(&mut self, text: impl Into<String>) {
        self.said = text.into();
        self.said_number = self.said_number.wrapping_add(1);
    }

    /// Notes that a reload may not lose what has changed.
    const fn touch(&mut self) {
        self.has_changed = true;
    }

    fn complain(&mut self, field: Option<Field>, text: impl Into<String>) -> Vec<Wish> {
        let text = text.into();
        self.say(text.clone());
        self.trouble = Some(Trouble { field, text });
        vec![Wish::Focus(match field {
            Some(field) => view::field_id(field),
            None => HEADING.into(),
        })]
    }

    fn trouble_of(&self, field: Field) -> Option<&str> {
        self.trouble.as_ref().filter(|trouble| trouble.field == Some(field)).map(|trouble| trouble.text.as_str())
    }

    /// What must outlast a reload, once these wishes are fulfilled.
    fn kept(&self, around: &Around<'_>, wishes: &[Wish]) -> Kept {
        Kept {
            held: self.held.clone(),
            asked: asked(around, wishes),
            only_here: self.only_here.iter().cloned().collect(),
            typed: self.typed.lasting().map(|(field, text)| (field, text.to_owned())).collect(),
            code: self.code.clone(),
            corrects: self.corrects.map(|place| place.0),
            with_next: self.with_next,
            notes: self.notes.clone(),
        }
    }
}

/// What was asked for and is not done. Whoever runs the desk has it only for as long as the page is open.
fn asked(around: &Around<'_>, wishes: &[Wish]) -> Vec<Task> {
    let mut asked = around.asked.to_vec();
    for wish in wishes {
        if let Wish::Task(task) = wish {
            asked.push(task.clone());
        } else if let Wish::Withhold(task) = wish {
            asked.retain(|asked| asked != task);
        }
    }
    asked.retain(kept::lasts);
    asked
}
