//! The sentences people read: one typed function each, spoken from `texts/{en,ru,uk}.ftl`.
//!
//! Nothing here decides; callers bring a [`Standing`], a [`Finding`], civil dates and plain numbers, and get the sentence.

/// Declares sentences that need nothing from outside: each by its name, with its key in the texts.
macro_rules! plain_sentences {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$of:meta])* $variant:ident => $key:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$of])* $variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &[$name] = &[$(Self::$variant,)*];

            pub(super) const fn key(self) -> &'static str {
                match self {
                    $(Self::$variant => $key,)*
                }
            }
        }
    };
}

mod asking;
mod desk;
mod desk_labels;
mod failing;
mod fields;
mod finding;
mod hearing;
mod impossible;
mod joining;
mod liaison;
mod line;
mod log;
mod notices;
mod office;
mod page;
mod reading;
mod served;
mod standing;
#[cfg(test)]
mod tests;
mod time;

use std::sync::OnceLock;

pub use asking::Departure;
pub use desk::{DeskQuestion, Doing};
pub use desk_labels::OnDesk;
pub use failing::{Failing, Misplaced, Refused};
pub use finding::Finding;
pub use impossible::{Impossible, Unsayable, WrongPhrase};
pub use joining::JoinTrouble;
pub use liaison::FamilyDevices;
pub use line::{Ending, LineTrouble, Remedy};
pub use log::Entry;
pub use notices::{Doubt, Notices};
pub use office::Offered;
pub use page::OnPage;
pub use reading::Tally;
pub use served::ServedFile;
pub use standing::{First, Standing};
pub use time::{Age, Day, Moment};

pub use crate::fluent::NotTheTexts;
use crate::fluent::{Argument, Sentences};
use crate::{Language, plain};

static ENGLISH: OnceLock<Texts> = OnceLock::new();
static RUSSIAN: OnceLock<Texts> = OnceLock::new();
static UKRAINIAN: OnceLock<Texts> = OnceLock::new();

/// All sentences, in one language.
pub struct Texts {
    language: Language,
    sentences: Sentences,
}

impl Texts {
    /// The sentences in the language; they are read once and shared. In a browser, those that the page has [brought](Texts::bring).
    ///
    /// # Panics
    /// In a browser, where the page has not brought them.
    #[must_use]
    pub fn of(language: Language) -> &'static Texts {
        read_in(language)
            .get_or_init(|| Texts::read(language, built_in(language)).expect("a test reads them in every language"))
    }

    /// Whether the sentences of a language are at hand; everywhere but in a browser all are.
    #[must_use]
    pub fn are_here(language: Language) -> bool {
        !cfg!(target_arch = "wasm32") || read_in(language).get().is_some()
    }

    /// Takes in the sentences of a language, as their file has them: a page loads those of its reader's language and no others.
    ///
    /// # Errors
    /// [`NotTheTexts`] where this is no such file.
    pub fn bring(language: Language, source: &str) -> Result<(), NotTheTexts> {
        let texts = Texts::read(language, source)?;
        // Those that are there already are the same: the page's files belong together.
        let _ = read_in(language).set(texts);
        Ok(())
    }

    /// The language of these sentences.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    fn read(language: Language, source: &str) -> Result<Texts, NotTheTexts> {
        Ok(Texts { language, sentences: Sentences::read(language, source)? })
    }

    /// The one place where a sentence is made. Text from outside must have come through [`outside`].
    fn say(&self, key: &str, arguments: &[(&str, Argument)]) -> String {
        let sentence = self.sentences.say(key, arguments);
        // A sentence that is left out is still better than no page for the person who waits.
        debug_assert!(sentence.is_some(), "{key} in {}", self.language);
        sentence.unwrap_or_default()
    }
}

const fn read_in(language: Language) -> &'static OnceLock<Texts> {
    match language {
        Language::English => &ENGLISH,
        Language::Russian => &RUSSIAN,
        Language::Ukrainian => &UKRAINIAN,
    }
}

/// A page has no room for the sentences of languages that its reader does not read.
#[cfg(target_arch = "wasm32")]
const fn built_in(_language: Language) -> &'static str {
    panic!("the page brings the sentences before it says anything")
}

#[cfg(not(target_arch = "wasm32"))]
const fn built_in(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("../../texts/en.ftl"),
        Language::Russian => include_str!("../../texts/ru.ftl"),
        Language::Ukrainian => include_str!("../../texts/uk.ftl"),
    }
}

/// Text that others chose (a name, a word, a code), made safe to stand in a sentence.
fn outside(text: &str) -> Argument {
    plain::line(text).into()
}
