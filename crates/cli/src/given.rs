//! What is given with a command, or with `-` in its place on standard input: there nobody else on the machine sees it, and no
//! shell remembers it.

use std::borrow::Cow;
use std::env;
use std::fs::File;
use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::path::Path;

use porchlight_language::words;
use porchlight_native::RecoveryPhrase;
use zeroize::Zeroizing;

use crate::everywhere::Everywhere;
use crate::trouble::Trouble;

const ON_INPUT: &str = "-";
const PHRASE: &str = "PORCHLIGHT_PHRASE";
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

/// A file that somebody else may have made.
pub(crate) fn file(path: &Path, bytes_max: u64) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(bytes_max.saturating_add(1)).read_to_end(&mut bytes));
    match read {
        Ok(_) if bytes.len() as u64 > bytes_max => {
            let cause = io::Error::new(io::ErrorKind::FileTooLarge, "it is longer than any such file");
            Err(Trouble::File { path: path.to_owned(), cause })
        }
        Ok(_) => Ok(bytes),
        Err(cause) => Err(Trouble::File { path: path.to_owned(), cause }),
    }
}

/// A recovery phrase, from the environment or from standard input, whichever way it was written down.
pub(crate) fn phrase(everywhere: &Everywhere) -> Result<RecoveryPhrase, Trouble> {
    let written = match env::var(PHRASE) {
        Ok(given) => Zeroizing::new(given),
        Err(_) => {
            if io::stdin().is_terminal() {
                // Where it cannot be asked for, it can still be given.
                let _unheard = write!(io::stderr(), "{}", everywhere.texts().phrase_prompt());
            }
            until_whole(io::stdin().lock()).map_err(Trouble::Input)?
        }
    };
    recovery_phrase(&written)
}

fn recovery_phrase(written: &str) -> Result<RecoveryPhrase, Trouble> {
    let bytes = Zeroizing::new(words::bytes(written).map_err(Trouble::UnknownWord)?);
    let bytes = <[u8; RecoveryPhrase::WORDS]>::try_from(bytes.as_slice());
    let bytes = bytes.map_err(|_| Trouble::PhraseLength { found: words::count(written) })?;
    RecoveryPhrase::from_bytes(bytes).ok_or(Trouble::PhraseUnchecked)
}

/// Lines until there are as many words as a phrase has, so that nobody at a terminal has to end the input by hand.
fn until_whole(input: impl BufRead) -> io::Result<Zeroizing<String>> {
    let mut input = input.take(BYTES_MAX);
    let mut written = Zeroizing::new(String::with_capacity(BYTES_MAX as usize));
    while words::count(&written) < RecoveryPhrase::WORDS && input.read_line(&mut written)? > 0 {}
    Ok(written)
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

    fn typed(count: usize) -> String {
        let phrase = RecoveryPhrase::from_bytes(whole()).unwrap();
        let bytes: Vec<u8> = phrase.as_bytes().iter().copied().cycle().take(count).collect();
        words::phrase(&bytes, porchlight_language::Language::Ukrainian)
    }

    /// 23 zeros and the byte that checks them.
    fn whole() -> [u8; RecoveryPhrase::WORDS] {
        let mut bytes = [0; RecoveryPhrase::WORDS];
        bytes[RecoveryPhrase::WORDS - 1] = (u8::MIN..=u8::MAX)
            .find(|check| {
                bytes[RecoveryPhrase::WORDS - 1] = *check;
                RecoveryPhrase::from_bytes(bytes).is_some()
            })
            .unwrap();
        bytes
    }

    #[test]
    fn a_phrase_is_taken_whole_or_its_fault_is_named() {
        assert!(recovery_phrase(&typed(24)).is_ok());
        assert!(matches!(recovery_phrase(&typed(23)), Err(Trouble::PhraseLength { found: 23 })));
        assert!(matches!(recovery_phrase(&typed(25)), Err(Trouble::PhraseLength { found: 25 })));
        assert!(matches!(recovery_phrase(""), Err(Trouble::PhraseLength { found: 0 })));
        let swapped = format!("zebra {}", typed(24).split_once(' ').unwrap().1);
        assert!(matches!(recovery_phrase(&swapped), Err(Trouble::PhraseUnchecked)));
        let wrong = recovery_phrase(&format!("{} zebre", typed(23))).err();
        assert!(matches!(wrong, Some(Trouble::UnknownWord(unknown)) if unknown.position == 24));
    }

    #[test]
    fn a_phrase_may_come_in_lines_and_what_follows_is_left() {
        let lines = typed(24).replace(' ', "\n");
        let input = format!("{lines}\nnothing of this\n");
        let mut rest = input.as_bytes();
        assert!(recovery_phrase(&until_whole(&mut rest).unwrap()).is_ok());
        assert_eq!(rest, b"nothing of this\n");
    }

    #[test]
    fn what_was_typed_stays_as_it_is() {
        assert_eq!(line("--").unwrap(), "--");
        assert_eq!(text("- \n".to_owned()).unwrap(), "- \n");
    }
}
