//! What the relay's disk holds after the day: files, their sizes, and none of the words that were said.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::trouble::Trouble;

/// Lists the files below a folder and looks for words in each.
pub(super) fn report(folder: &Path, words: &[String]) -> Result<(), Trouble> {
    let trouble = |cause| Trouble::System { wanted: "view of the relay's disk", cause };
    let mut found = Vec::new();
    for path in files(folder).map_err(trouble)? {
        let bytes = fs::read(&path).map_err(trouble)?;
        println!("   {:>9} bytes  {}", bytes.len(), path.strip_prefix(folder).unwrap_or(&path).display());
        found.extend(words.iter().filter(|word| contains(&bytes, word)).map(|word| (word.clone(), path.clone())));
    }
    println!("\n   Looked for: {}.", words.join(" \u{b7} "));
    if let Some((word, path)) = found.into_iter().next() {
        return Err(Trouble::NotBlind { word, path });
    }
    println!("   Found: none of them, in no file. The relay could not have read a word.");
    Ok(())
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match entry.file_type()? {
            kind if kind.is_dir() => found.extend(files(&entry.path())?),
            kind if kind.is_file() => found.push(entry.path()),
            _ => {}
        }
    }
    found.sort();
    Ok(found)
}

fn contains(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process;

    #[test]
    fn a_word_in_clear_is_a_bug_and_called_one() {
        let Err(trouble) = report(&process::root().join("config"), &["listen".to_owned()]) else {
            panic!("the relay's configuration says where to listen");
        };

        let said = trouble.to_string();
        assert!(said.starts_with("\u{ab}listen\u{bb} stands in "), "{said}");
        assert!(said.ends_with("relay.toml: the relay is not blind. This is a bug; please report it."), "{said}");
    }

    #[test]
    fn a_word_is_found_whatever_its_case() {
        assert!(contains(b"..BONDAR..", "Bondar"));
        assert!(!contains(b"..BOND..", "Bondar"));
    }
}
