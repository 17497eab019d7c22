//! JSON, as far as a codebook goes: objects, lists and strings.
//!
//! Whoever reads all of JSON reads numbers, and what that takes is a tenth of what a browser loads before it shows anything.
//! Nothing here calls itself, so no text is too deep. What is read here, any reader of JSON reads the same: a test compares.

use std::str::Chars;

/// A text of which some is read. Each step gives `None` where something else stands there.
pub(super) struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Reader<'a> {
        Reader { rest: text }
    }

    /// Reads an object, each of its values by its name.
    pub(super) fn object(&mut self, value: &mut dyn FnMut(&mut Self, &str) -> Option<()>) -> Option<()> {
        self.between('{', '}', &mut |reader| {
            let name = reader.text()?;
            reader.mark(':')?;
            value(reader, &name)
        })
    }

    /// Reads a list, value by value.
    pub(super) fn list(&mut self, value: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.between('[', ']', value)
    }

    /// Reads a string.
    pub(super) fn text(&mut self) -> Option<String> {
        self.mark('"')?;
        let (mut text, mut characters) = (String::new(), self.rest.chars());
        loop {
            match characters.next()? {
                '"' => break,
                '\\' => text.push(escaped(&mut characters)?),
                '\0'..='\u{1f}' => return None,
                character => text.push(character),
            }
        }
        self.rest = characters.as_str();
        Some(text)
    }

    /// Whether nothing follows.
    pub(super) fn is_at_its_end(&self) -> bool {
        self.past_spaces().is_empty()
    }

    fn between(&mut self, open: char, close: char, one: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.mark(open)?;
        if self.mark(close).is_some() {
            return Some(());
        }
        loop {
            one(self)?;
            if self.mark(close).is_some() {
                return Some(());
            }
            self.mark(',')?;
        }
    }

    fn mark(&mut self, mark: char) -> Option<()> {
        self.rest = self.past_spaces().strip_prefix(mark)?;
        Some(())
    }

    fn past_spaces(&self) -> &'a str {
        self.rest.trim_start_matches([' ', '\n', '\r', '\t'])
    }
}

/// The character that stands behind a backslash.
fn escaped(characters: &mut Chars<'_>) -> Option<char> {
    Some(match characters.next()? {
        itself @ ('"' | '\\' | '/') => itself,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => return by_number(characters),
        _ => return None,
    })
}

/// `\u0041`; what has a larger number than four digits can say is written as a pair.
fn by_number(characters: &mut Chars<'_>) -> Option<char> {
    let first = four_digits(characters)?;
    if !(0xD800..0xDC00).contains(&first) {
        // The second of a pair alone is no character.
        return char::from_u32(first);
    }
    let goes_on = characters.next()? == '\\' && characters.next()? == 'u';
    let second = four_digits(characters).filter(|second| goes_on && (0xDC00..0xE000).contains(second))?;
    char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00))
}

fn four_digits(characters: &mut Chars<'_>) -> Option<u32> {
    (0..4).try_fold(0, |number, _| Some(number * 16 + characters.next()?.to_digit(16)?))
}
