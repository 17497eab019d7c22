//! How things are put on the terminal: objects for programs, lines for people, and never both.

mod link_picture;
mod paint;
mod quote;
mod wrap;

use std::io::{self, IsTerminal, Write};

use porchlight_language::plain;
use serde::Serialize;
use zeroize::Zeroizing;

pub(crate) use link_picture::link_block;
pub(crate) use paint::{Ink, Paint};
pub(crate) use quote::quoted;
pub(crate) use wrap::{WIDTH, wrapped};

/// Writes to standard output and standard error.
pub(crate) struct Printer {
    json: bool,
    paint: Paint,
}

impl Printer {
    pub(crate) fn new(json: bool) -> Self {
        let wants_colour = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self { json, paint: Paint::new(wants_colour && io::stdout().is_terminal()) }
    }

    pub(crate) const fn is_json(&self) -> bool {
        self.json
    }

    pub(crate) const fn paint(&self) -> Paint {
        self.paint
    }

    /// One object on a line of its own, flushed; only for programs.
    pub(crate) fn object(&self, object: &impl Serialize) -> io::Result<()> {
        put(&mut io::stdout().lock(), &json_line(object)?)
    }

    /// A text for people, flushed. For programs, standard output is left to the objects.
    pub(crate) fn text(&self, text: &str) -> io::Result<()> {
        match self.json {
            true => put(&mut io::stderr().lock(), text),
            false => put(&mut io::stdout().lock(), text),
        }
    }

    /// A remark beside the matter, on standard error; only for people.
    pub(crate) fn note(&self, note: &str) {
        if !self.json {
            self.warn(note);
        }
    }

    /// What goes wrong while the command goes on, on standard error.
    pub(crate) fn warn(&self, warning: &str) {
        // Where standard error is closed there is nobody to hear this.
        let _unheard = put(&mut io::stderr().lock(), &format!("porchlight: {warning}"));
    }
}

fn put(out: &mut impl Write, line: &str) -> io::Result<()> {
    writeln!(out, "{line}")?;
    out.flush()
}

/// JSON whose invisible characters are escaped: the same value to a program, and no command to a terminal.
///
/// A link or a phrase may be in it: it is wiped like those.
fn json_line(object: &impl Serialize) -> io::Result<Zeroizing<String>> {
    let json = Zeroizing::new(serde_json::to_string(object)?);
    let mut line = Zeroizing::new(String::with_capacity(json.len()));
    for character in json.chars() {
        match plain::is_plain(character) {
            true => line.push(character),
            false => line.extend(character.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}"))),
        }
    }
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_its_value_and_commands_no_terminal() {
        let told = "a\u{1b}[2J\u{9b}1m\u{202e}b\u{e0001} мир 😀";
        let line = json_line(&told).unwrap();
        assert!(line.chars().all(plain::is_plain), "{}", *line);
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), told);
    }
}
