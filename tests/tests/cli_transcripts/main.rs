//! What each command says and how it ends, word for word: `PORCHLIGHT_BLESS=1 cargo test -p porchlight-tests --test
//! cli_transcripts` writes the files anew, to be read before they are committed.

#[path = "../cli_world/mod.rs"]
mod cli_world;
mod placeholders;
mod transcript;

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

#[test]
fn every_transcript_reads_as_it_stands() {
    let files = scripts();
    assert!(!files.is_empty());
    let plays: Vec<_> = files.into_iter().map(|path| thread::spawn(move || differs(&path))).collect();
    let differing: Vec<_> = plays.into_iter().filter_map(|play| play.join().unwrap()).collect();
    assert!(differing.is_empty(), "\n{}", differing.join("\n"));
}

/// Plays a file; where it reads otherwise now, how.
fn differs(path: &Path) -> Option<String> {
    let stands = fs::read_to_string(path).unwrap();
    let played = transcript::play(&stands);
    if std::env::var_os("PORCHLIGHT_BLESS").is_some() {
        fs::write(path, &played).unwrap();
        return None;
    }
    let lines = stands.lines().zip(played.lines()).enumerate();
    let first = lines.filter(|(_, (stands, played))| stands != played).map(|(index, _)| index + 1).next();
    (stands != played).then(|| format!("{}, from line {}:\n{played}", path.display(), first.unwrap_or_default()))
}

fn scripts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("transcripts");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}
