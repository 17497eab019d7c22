//! What is given with a command, or with `-` in its place on standard input: there nobody else on the machine sees it, and no
//! shell remembers it.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use crate::trouble::Trouble;

const ON_INPUT: &str = "-";
/// Far above the longest link, charter and message.
const BYTES_MAX: u64 = 64 * 1024;

/// What was typed, or one line of standard input.
pub(crate) fn line(typed: &str) -> Result<Cow<'_, str>, Trouble> {
    match typed {
        ON_INPUT => Ok(first_line(io::stdin().lock()).map_err(Trouble::Input)?.into()),
        _ => Ok(typed.into()),
    }
}

/// What was typed, or all of standard input.
pub(crate) fn text(typed: String) -> Result<String, Trouble> {
    match typed.as_str() {
        ON_INPUT => whole_text(io::stdin().lock()).map_err(Trouble::Input),
        _ => Ok(typed),
    }
}

fn first_line(input: impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    input.take(BYTES_MAX).read_line(&mut line)?;
    Ok(line)
}

/// The line break at the end is the shell's or the editor's, not the writer's.
fn whole_text(input: impl Read) -> io::Result<String> {
    let mut bytes = Vec::new();
    input.take(BYTES_MAX).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == BYTES_MAX {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is longer than any message"));
    }
    let text = String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8"))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_is_read_and_the_rest_is_left() {
        let mut input = &b"https://relay.example/#AbC\nanother line\n"[..];
        assert_eq!(first_line(&mut input).unwrap(), "https://relay.example/#AbC\n");
        assert_eq!(input, b"another line\n");
        assert_eq!(first_line(&b""[..]).unwrap(), "");
    }

    #[test]
    fn a_text_keeps_its_lines() {
        assert_eq!(whole_text("Перше.\n\nДруге.\r\n".as_bytes()).unwrap(), "Перше.\n\nДруге.");
        assert!(whole_text(&[0xff][..]).is_err());
    }

    #[test]
    fn what_never_ends_is_not_read_for_ever() {
        assert_eq!(first_line(io::BufReader::new(io::repeat(b'a'))).unwrap().len() as u64, BYTES_MAX);
        assert!(whole_text(io::repeat(b'a')).is_err());
    }

    #[test]
    fn what_was_typed_stays_as_it_is() {
        assert_eq!(line("--").unwrap(), "--");
        assert_eq!(text("- \n".to_owned()).unwrap(), "- \n");
    }
}
