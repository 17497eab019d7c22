//! Phrases that two people compare aloud, or that stand on paper: a byte a word, each in the reader's own language.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::{Language, plain};

/// How many words there are in each language: one for each value of a byte.
pub const WORDS: usize = 256;

/// As the build writes them from `config/words.toml`.
static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let lines = include_str!(concat!(env!("OUT_DIR"), "/words.txt")).lines();
    lines.map(Row::read).collect::<Option<_>>().expect("the build writes three words a line")
});

/// The byte of every word of every language, as [`folded`]. No two rows share a word, in whatever languages: a test holds this.
static BYTES_BY_WORD: LazyLock<HashMap<String, u8>> = LazyLock::new(|| {
    let rows = ROWS.iter().zip(u8::MIN..=u8::MAX);
    rows.flat_map(|(row, byte)| Language::ALL.map(|language| (folded(row.word(language)), byte))).collect()
});

/// The bytes as words of the language, joined by spaces: four bytes make the four words to compare.
///
/// The same bytes give the same rows in every language, so that a Russian and a Ukrainian reader can compare by meaning.
#[must_use]
pub fn phrase(bytes: &[u8], language: Language) -> String {
    let words: Vec<&str> = bytes.iter().map(|byte| ROWS[usize::from(*byte)].word(language)).collect();
    words.join(" ")
}

/// A word that stands in no language's list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("word {position}, «{word}», is none of the words")]
pub struct UnknownWord {
    /// Which word of the phrase it is, counted from 1.
    pub position: usize,
    /// The beginning of what stands there, safe to show.
    pub word: String,
    /// The one word that differs from it in a single letter, where there is just one.
    pub meant: Option<&'static str>,
}

/// The bytes that words stand for: of any language, in any letter case, with whatever stands between and before them (white
/// space, numbers, commas, line breaks). So a phrase may be copied from paper as it was written there.
///
/// # Errors
/// Names the first [`UnknownWord`].
pub fn bytes(phrase: &str) -> Result<Vec<u8>, UnknownWord> {
    // Reserved at once: a buffer that grows leaves copies of a phrase behind.
    let mut bytes = Vec::with_capacity(phrase.len());
    for (index, word) in written(phrase).enumerate() {
        let byte = BYTES_BY_WORD.get(&folded(word));
        bytes.push(*byte.ok_or_else(|| UnknownWord {
            position: index + 1,
            word: plain::excerpt(word),
            meant: meant(&folded(word)),
        })?);
    }
    Ok(bytes)
}

/// How many words a text has, known or not.
#[must_use]
pub fn count(phrase: &str) -> usize {
    written(phrase).count()
}

/// Every word of a language, in the order of their bytes.
pub fn all(language: Language) -> impl Iterator<Item = &'static str> {
    ROWS.iter().map(move |row| row.word(language))
}

/// The words of a text, known or not: whatever is made of letters, and of the marks that some systems write behind a letter.
pub fn written(phrase: &str) -> impl Iterator<Item = &str> {
    let is_of_word = |c: char| c.is_alphabetic() || is_mark(c) || INVISIBLE.contains(&c);
    phrase.split(move |c| !is_of_word(c)).filter(|word| word.contains(char::is_alphabetic))
}

/// What phones put into a text without showing it.
const INVISIBLE: [char; 5] = ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{feff}'];

const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// A word by which it is found: lower case, in whole letters, with those as one that people write for each other.
fn folded(word: &str) -> String {
    let whole = word.to_lowercase().replace("и\u{306}", "й").replace("і\u{308}", "ї");
    let shown = whole.chars().filter(|c| !is_mark(*c) && !INVISIBLE.contains(c));
    shown
        .map(|c| {
            if c == 'ё' {
                'е'
            } else if c == 'ґ' {
                'г'
            } else {
                c
            }
        })
        .collect()
}

/// The only row of which a word differs in a single letter from what was written.
fn meant(folded_word: &str) -> Option<&'static str> {
    const LETTERS_MAX: usize = 16;
    let letters: Vec<char> = folded_word.chars().collect();
    if letters.len() > LETTERS_MAX {
        return None;
    }
    let of_row = |row: &'static Row| {
        let words = Language::ALL.map(|language| row.word(language));
        words.into_iter().find(|word| distance(&letters, &folded(word).chars().collect::<Vec<_>>()) <= 1)
    };
    let mut near = ROWS.iter().filter_map(of_row);
    near.next().filter(|_| near.next().is_none())
}

/// In how many letters two words differ: written otherwise, added or left out.
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

/// The words of one byte.
struct Row {
    en: &'static str,
    ru: &'static str,
    uk: &'static str,
}

impl Row {
    fn read(line: &'static str) -> Option<Row> {
        let mut words = line.split(' ');
        Some(Row { en: words.next()?, ru: words.next()?, uk: words.next()? })
    }

    fn word(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.en,
            Language::Russian => self.ru,
            Language::Ukrainian => self.uk,
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

    #[test]
    fn no_two_rows_share_a_word_in_any_languages() {
        for (byte, row) in (u8::MIN..=u8::MAX).zip(ROWS.iter()) {
            for language in Language::ALL {
                assert_eq!(bytes(row.word(language)), Ok(vec![byte]), "{} in {language}", row.word(language));
            }
        }
    }

    #[test]
    fn a_phrase_is_read_as_people_write_it_down() {
        for phrase in [
            "acorn zebra acorn",
            "жёлудь зебра жёлудь",
            "жолудь зебра жолудь",
            "Acorn ЗЕБРА желудь",
            " 1. acorn\n 2. zebra\r\n 3. acorn\n",
            "1) acorn, 2) zebra; 3) acorn.",
            "1acorn\u{a0}2zebra\u{feff} — 3acorn",
            "же\u{308}лудь zeb\u{ad}ra жолудь",
        ] {
            assert_eq!(bytes(phrase), Ok(vec![0, 255, 0]), "{phrase}");
        }
        assert_eq!((bytes(""), bytes(" 1. 2. ")), (Ok(vec![]), Ok(vec![])));
        assert_eq!((count(" 1. 2. "), count("1. acorn, 2. zebre")), (0, 2));
        let (whole, composed) = (bytes("клей поїзд"), bytes("клеи\u{306} поі\u{308}зд"));
        assert!(whole.is_ok() && whole == composed);
    }

    #[test]
    fn a_phrase_of_every_language_comes_back_to_its_bytes() {
        let every: Vec<u8> = (u8::MIN..=u8::MAX).collect();
        for language in Language::ALL {
            assert_eq!(bytes(&phrase(&every, language)).as_deref(), Ok(every.as_slice()), "{language}");
        }
    }

    #[test]
    fn a_wrong_word_is_named_with_its_place_and_what_may_be_meant() {
        let wrong = |phrase| bytes(phrase).map_err(|unknown| (unknown.position, unknown.word, unknown.meant));
        assert_eq!(wrong("1. acorn 2. zebre 3. acorn"), Err((2, "zebre".to_owned(), Some("zebra"))));
        assert_eq!(wrong("зебра жёлуд"), Err((2, "жёлуд".to_owned(), Some("жёлудь"))));
        assert_eq!(wrong("xyzzy"), Err((1, "xyzzy".to_owned(), None)));
        let long = bytes(&"x".repeat(100_000)).unwrap_err();
        assert!(long.word.chars().count() <= 65 && long.meant.is_none());
        let said = bytes("acorn zebre").unwrap_err().to_string();
        assert_eq!(said, "word 2, «zebre», is none of the words");
    }

    fn alphabet(language: Language) -> &'static str {
        match language {
            Language::English => "abcdefghijklmnopqrstuvwxyz",
            Language::Russian => "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            Language::Ukrainian => "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
        }
    }

    fn spoken(word: &str) -> Vec<char> {
        folded(word).chars().collect()
    }
}
