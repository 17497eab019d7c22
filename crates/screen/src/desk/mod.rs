//! A liaison's desk: few large buttons, what waits, who has read, and the office itself.

use porchlight_client::{Liaison, LiaisonEvent, Seconds, Task};
use porchlight_language::{Language, Texts};

use crate::{Civil, Element};

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
    /// The office, where this browser has one.
    pub liaison: Option<&'a Liaison>,
}

/// What a person did, or what happened.
pub enum Message {
    /// Another language was chosen.
    Language(Language),
    /// The office told something.
    Heard(Box<LiaisonEvent>),
}

/// What whoever runs the desk is to do.
pub enum Wish {
    /// Remember the language, and tell the browser in which one the page is.
    Language(Language),
    /// Give the office this task, and see to a session.
    Task(Task),
}

impl App {
    /// A desk in the liaison's language.
    pub fn new(language: Language) -> Self {
        Self { language }
    }

    /// Takes in what a person did or what happened; gives what is to be done.
    pub fn update(&mut self, message: Message) -> Vec<Wish> {
        match message {
            Message::Language(language) => {
                self.language = language;
                vec![Wish::Language(language)]
            }
            Message::Heard(_) => Vec::new(),
        }
    }

    /// The whole desk.
    pub fn view(&self, around: &Around<'_>) -> Element<Message> {
        let texts = Texts::of(self.language);
        let said = around.liaison.map_or_else(String::new, |liaison| texts.group_heading(&liaison.profile().name));
        Element::new("main").class("desk").child(Element::new("h1").text(said))
    }
}
