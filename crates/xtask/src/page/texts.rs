//! The sentences, for each program of the page a file for each language: those that it can say, and of them nothing that only
//! their writers need.
//!
//! A program names a sentence by its key, which therefore stands among its data; a sentence whose key does not is one of another
//! program's, or of the command line's. (A key that is found by chance, inside another word, costs a line and does no harm.)

use super::files::{self, Files};
use crate::{process, trouble::Trouble};

const SOURCES: &str = "crates/language/texts";
/// What each program's files begin with; `start.js` asks for them by these names.
const PROGRAMS: [(&str, &str); 2] = [("porchlight-family_bg.wasm", ""), ("porchlight-desk_bg.wasm", "desk-")];

/// The files of the sentences that the programs among `files` can say.
pub(super) fn said_by(files: &Files) -> Result<Files, Trouble> {
    let mut texts = Files::new();
    for (name, text) in sources()? {
        let (language, text) = (name.trim_end_matches(".ftl"), String::from_utf8_lossy(&text));
        for (program, begins) in PROGRAMS.iter().filter_map(|(name, begins)| Some((files.get(*name)?, begins))) {
            texts.insert(format!("{begins}texts.{language}.txt"), said(&text, |key| holds(program, key)).into_bytes());
        }
    }
    Ok(texts)
}

/// All sentences, as their writers have them.
pub(super) fn sources() -> Result<Files, Trouble> {
    files::read(&process::root().join(SOURCES))
}

/// The messages whose keys are wanted. A message begins at the start of a line as `key = …` and goes on in indented lines; in
/// Fluent, a line that begins with `#` is a comment, wherever it stands.
fn said(text: &str, is_wanted: impl Fn(&str) -> bool) -> String {
    let (mut kept, mut keeps) = (String::new(), false);
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some((key, _)) = line.split_once(" =").filter(|_| !line.starts_with([' ', '}'])) {
            keeps = is_wanted(key);
        }
        if keeps {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

fn holds(program: &[u8], key: &str) -> bool {
    program.windows(key.len()).any(|window| window == key.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "## Heard\nheard = Heard.\n# For translators.\nage-days =\n    { $count ->\n        [one] day\n       \
                        *[other] = days\n    }\n\nunsaid = Unsaid.\n    More.\n";

    #[test]
    fn a_sentence_is_kept_whole_and_only_where_a_program_names_it() {
        let program = b"\0\x01heard\0age-days\0".as_slice();
        let kept = said(TEXT, |key| holds(program, key));
        let expected =
            "heard = Heard.\nage-days =\n    { $count ->\n        [one] day\n       *[other] = days\n    }\n";
        assert_eq!(kept, expected);
    }

    #[test]
    fn what_no_program_names_is_left_out() {
        assert_eq!(said(TEXT, |_| false), "");
        assert!(!holds(b"", "heard"));
    }
}
