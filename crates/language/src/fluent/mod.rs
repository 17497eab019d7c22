//! The part of Fluent that our sentences are written in: text, `{ $arguments }`, and choices by plural, number or word.
//!
//! All of Fluent was a tenth of what a browser loads before it shows anything, for functions, terms and number formats that no
//! sentence here has. What is read here, Fluent reads the same: the tests say every sentence by both.

mod argument;
mod pattern;
mod plural;

pub(crate) use argument::Argument;
use pattern::Pattern;

use crate::Language;

/// What was given is not a file of sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a file of sentences")]
pub struct NotTheTexts;

/// The sentences of one language by their keys.
pub(crate) struct Sentences {
    language: Language,
    /// In the order of the file. A screen says some fifty, and a look through all keys costs less than an index of them.
    patterns: Vec<(Box<str>, Box<str>)>,
}

impl Sentences {
    /// Reads a file of sentences.
    ///
    /// A sentence begins at the start of a line as `key = …` and goes on in lines that are indented; a line that begins with `#`
    /// is a comment.
    pub(crate) fn read(language: Language, source: &str) -> Result<Sentences, NotTheTexts> {
        let mut patterns = Vec::new();
        let mut lines = source.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).peekable();
        while let Some(line) = lines.next() {
            let (key, first) = line.split_once(" =").filter(|(key, _)| is_key(key)).ok_or(NotTheTexts)?;
            let mut pattern = first.to_owned();
            while let Some(more) = lines.next_if(|line| line.starts_with(' ')) {
                pattern.push('\n');
                pattern.push_str(more);
            }
            let pattern = pattern.trim();
            Pattern::new(pattern).check()?;
            patterns.push((key.into(), pattern.into()));
        }
        Ok(Sentences { language, patterns })
    }

    /// Says the sentence of a key; `None` where there is none, or where it wants an argument that was not given.
    pub(crate) fn say(&self, key: &str, arguments: &[(&str, Argument)]) -> Option<String> {
        let (_, pattern) = self.patterns.iter().find(|(of, _)| **of == *key)?;
        let mut sentence = String::new();
        Pattern::new(pattern).say(self.language, arguments, &mut sentence)?;
        Some(sentence)
    }
}

fn is_key(key: &str) -> bool {
    key.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests;
