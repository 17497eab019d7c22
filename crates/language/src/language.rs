//! The languages that Porchlight speaks.

use std::fmt;
use std::str::FromStr;

/// A language that every label, sentence and word exists in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// English, `en`: what is spoken where nothing is known of the reader.
    #[default]
    English,
    /// Russian, `ru`.
    Russian,
    /// Ukrainian, `uk`.
    Ukrainian,
}

/// A language was asked for by a name that Porchlight does not know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no language is called «{}»; choose en, ru or uk", crate::plain::excerpt(.asked))]
pub struct UnknownLanguage {
    /// What was asked for.
    pub asked: String,
}

impl Language {
    /// Every language, English first.
    pub const ALL: [Language; 3] = [Language::English, Language::Russian, Language::Ukrainian];

    /// The two-letter code, as in `--lang` and in a codebook.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Russian => "ru",
            Language::Ukrainian => "uk",
        }
    }

    /// The language's name in the language itself, for whoever looks for it among others.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Russian => "Русский",
            Language::Ukrainian => "Українська",
        }
    }

    /// In which direction it is written, as a page's `dir` says it.
    #[must_use]
    pub const fn direction(self) -> &'static str {
        match self {
            Language::English | Language::Russian | Language::Ukrainian => "ltr",
        }
    }

    /// The language of a locale as systems and browsers name it (`uk_UA.UTF-8`, `ru-RU`), English when it is another.
    #[must_use]
    pub fn from_locale(locale: &str) -> Language {
        let primary = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
        primary.to_ascii_lowercase().parse().unwrap_or_default()
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(code: &str) -> Result<Language, UnknownLanguage> {
        let known = Language::ALL.into_iter().find(|language| language.as_str() == code);
        known.ok_or_else(|| UnknownLanguage { asked: code.to_owned() })
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_is_found_by_its_own_code() {
        for language in Language::ALL {
            assert_eq!(language.to_string().parse(), Ok(language));
        }
    }

    #[test]
    fn an_unknown_language_is_refused_with_the_choice_there_is() {
        let refused = "xx".parse::<Language>().unwrap_err().to_string();
        assert_eq!(refused, "no language is called «xx»; choose en, ru or uk");
    }

    #[test]
    fn a_locale_is_read_as_systems_and_browsers_write_it() {
        assert_eq!(Language::from_locale("uk_UA.UTF-8"), Language::Ukrainian);
        assert_eq!(Language::from_locale("ru-RU"), Language::Russian);
        assert_eq!(Language::from_locale("RU"), Language::Russian);
        assert_eq!(Language::from_locale("uk@latin"), Language::Ukrainian);
        for other in ["", "C", "POSIX", "de_DE.UTF-8", "ukulele", "_"] {
            assert_eq!(Language::from_locale(other), Language::English, "{other}");
        }
    }
}
