//! `cargo xtask release-notes`: what a release says of itself, with the hashes by which anybody can hold a served page against it.

use std::fs;

use crate::{install, page, process, trouble::Trouble};

/// What has changed, and where it begins in the change log.
const CHANGES: &str = "CHANGELOG.md";
const SECTION: &str = "\n## [";

/// Builds the page twice, and prints the newest section of the change log and the hashes both builds agree on.
pub(crate) fn run() -> Result<(), Trouble> {
    install::whatever_is_missing()?;
    let path = process::root().join(CHANGES);
    let changes = fs::read_to_string(&path).map_err(|cause| Trouble::File { path: path.clone(), cause })?;
    let newest = newest(&changes).ok_or(Trouble::NoChanges { path })?;
    println!("{}", told(newest, &page::hashes_of_two_builds()?, &page::made_with()));
    Ok(())
}

/// The newest section: from its heading to the next one's.
fn newest(changes: &str) -> Option<&str> {
    let from = changes.find(SECTION)? + 1;
    let to = changes[from..].find(SECTION).map_or(changes.len(), |length| from + length);
    Some(changes[from..to].trim_end())
}

fn told(changes: &str, hashes: &str, compilers: &str) -> String {
    format!(
        "{changes}\n\n### The page, file by file\nSHA-256, as `porchlight page-hashes` prints them; `porchlight verify-page \
         https://HOST/` compares what a host serves. Built twice with {compilers}, and the same both times.\n```\n{}\n```",
        hashes.trim_end()
    )
}

#[cfg(test)]
mod tests {
    use super::{newest, told};

    const CHANGES: &str = "# Changelog\n\n## [0.2.0]\n- Newer.\n\n## [0.1.0]\n- Older.\n";

    #[test]
    fn the_newest_section_ends_where_the_one_before_it_begins() {
        assert_eq!(newest(CHANGES), Some("## [0.2.0]\n- Newer."));
        assert_eq!(newest("# Changelog\n\n## [0.1.0]\n- Only.\n"), Some("## [0.1.0]\n- Only."));
        assert_eq!(newest("# Changelog\n"), None);
    }

    #[test]
    fn every_hash_stands_below_what_has_changed() {
        let notes = told("## [0.2.0]\n- Newer.", "aa  index.html\nbb  page.css\n", "rustc 1");
        let (changes, hashes) = notes.split_once("### The page").unwrap();
        assert!(changes.contains("Newer") && hashes.contains("aa  index.html\nbb  page.css\n```"), "{notes}");
    }
}
