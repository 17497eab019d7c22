//! Colour, beside the word and the shape, never instead of them.

use porchlight_language::Level;

/// What a colour is for.
#[derive(Clone, Copy)]
pub(crate) enum Ink {
    Strong,
    Faint,
    Level(Level),
    Warning,
    Private,
    /// What was said and is corrected.
    Struck,
}

/// Colours where the terminal shows them, and nothing elsewhere.
#[derive(Clone, Copy)]
pub(crate) struct Paint {
    on: bool,
}

impl Paint {
    pub(crate) const fn new(on: bool) -> Self {
        Self { on }
    }

    pub(crate) const fn is_on(self) -> bool {
        self.on
    }

    /// A line in that ink.
    pub(crate) fn ink(self, ink: Ink, line: &str) -> String {
        match self.on && !line.is_empty() {
            true => format!("\u{1b}[{}m{line}\u{1b}[0m", code(ink)),
            false => line.to_owned(),
        }
    }
}

const fn code(ink: Ink) -> &'static str {
    match ink {
        Ink::Strong => "1",
        Ink::Faint => "2",
        Ink::Level(Level::Calm) => "1;32",
        Ink::Level(Level::Uneasy) => "1;33",
        Ink::Level(Level::Negative) => "1;31",
        Ink::Level(Level::Silent) => "1;34",
        Ink::Warning => "1;33",
        Ink::Private => "1;35",
        Ink::Struck => "9",
    }
}
