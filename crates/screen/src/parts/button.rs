//! Buttons.

use crate::Element;

/// How much a button weighs among others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The one thing to do here.
    Main,
    /// One of several.
    Plain,
    /// Beside others, like a link in a text.
    Quiet,
    /// What cannot be taken back.
    Grave,
}

impl Weight {
    const fn class(self) -> &'static str {
        match self {
            Self::Main => "button main",
            Self::Plain => "button",
            Self::Quiet => "button quiet",
            Self::Grave => "button grave",
        }
    }
}

/// A button, and what pressing it means.
pub fn button<M>(weight: Weight, text: impl Into<String>, meaning: impl Fn() -> M + 'static) -> Element<M> {
    Element::new("button").class(weight.class()).attribute("type", "button").on_press(meaning).text(text)
}

/// The button that sends its form; what that means is the form's.
pub fn send<M>(weight: Weight, text: impl Into<String>) -> Element<M> {
    Element::new("button").class(weight.class()).attribute("type", "submit").text(text)
}
