//! Which plural goes with a count.

use crate::Language;

/// The plural that a language uses with so many of something, by the name that it has in the Unicode tables (CLDR).
pub(super) const fn plural(language: Language, count: u64) -> &'static str {
    match language {
        Language::English => match count {
            1 => "one",
            _ => "other",
        },
        Language::Russian | Language::Ukrainian => match (count % 10, count % 100) {
            (_, 11..=14) => "many",
            (1, _) => "one",
            (2..=4, _) => "few",
            _ => "many",
        },
    }
}
