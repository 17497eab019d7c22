//! Phrases that two people compare aloud: a byte a word, each in the listener's own language.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::Language;

/// How many words there are in each language: one for each value of a byte.
pub const WORDS: usize = 256;

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let list: List = toml::from_str(include_str!("../../../config/words.toml"))
        .expect("config/words.toml is built in and a test reads it");
    list.words
});

/// The bytes as words of the language, joined by spaces: four bytes make the four words to compare.
///
/// The same bytes give the same rows in every language, so that a Russian and a Ukrainian reader can compare by meaning.
#[must_use]
pub fn phrase(bytes: &[u8], language: Language) -> String {
    let words: Vec<&str> = bytes.iter().map(|byte| ROWS[usize::from(*byte)].word(language)).collect();
    words.join(" ")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    words: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    en: String,
    ru: String,
    uk: String,
}

impl Row {
    fn word(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            Language::Russian => &self.ru,
            Language::Ukrainian => &self.uk,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_word_for_every_byte() {
        assert_eq!(ROWS.len(), WORDS);
    }

    #[test]
    fn every_word_is_short_and_in_its_own_alphabet() {
        for language in Language::ALL {
            for row in ROWS.iter() {
                let word = row.word(language);
                assert!((2..=9).contains(&word.chars().count()), "{word}");
                assert!(word.chars().all(|letter| alphabet(language).contains(letter)), "{word}");
            }
        }
    }

    #[test]
    fn any_two_words_of_a_language_differ_in_at_least_two_letters() {
        for language in Language::ALL {
            for (index, row) in ROWS.iter().enumerate() {
                for earlier in &ROWS[..index] {
                    let (one, other) = (row.word(language), earlier.word(language));
                    assert!(distance(&spoken(one), &spoken(other)) >= 2, "{one} and {other}");
                }
            }
        }
    }

    #[test]
    fn a_phrase_has_a_word_a_byte_and_means_the_same_in_every_language() {
        assert_eq!(phrase(&[0, 255, 0], Language::English), "acorn zebra acorn");
        assert_eq!(phrase(&[0, 255, 0], Language::Russian), "жёлудь зебра жёлудь");
        assert_eq!(phrase(&[0, 255, 0], Language::Ukrainian), "жолудь зебра жолудь");
        assert_eq!(phrase(&[], Language::English), "");
    }

    fn alphabet(language: Language) -> &'static str {
        match language {
            Language::English => "abcdefghijklmnopqrstuvwxyz",
            Language::Russian => "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            Language::Ukrainian => "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
        }
    }

    /// Letters that people write and hear as one count as one.
    fn spoken(word: &str) -> Vec<char> {
        word.replace('ё', "е").replace('ґ', "г").chars().collect()
    }

    fn distance(one: &[char], other: &[char]) -> usize {
        let mut row: Vec<usize> = (0..=other.len()).collect();
        for (above, letter) in one.iter().enumerate() {
            let mut diagonal = row[0];
            row[0] = above + 1;
            for (index, counterpart) in other.iter().enumerate() {
                let changed = diagonal + usize::from(letter != counterpart);
                diagonal = row[index + 1];
                row[index + 1] = changed.min(row[index] + 1).min(diagonal + 1);
            }
        }
        row[other.len()]
    }
}
