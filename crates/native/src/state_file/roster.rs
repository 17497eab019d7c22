//! A roster's file: never changed, for the state that stands names it. A state that brings another roster names the next number.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use porchlight_sealing::rest::{Header, Kind};
use zeroize::Zeroizing;

use super::StateTrouble;
use super::key::Key;
use super::layout;
use super::replace::{self, Replacement, disk};

const ROSTER: &str = "roster.";

/// Puts a roster on stable storage. It is nobody's until a state names it.
pub(super) fn put(dir: &Path, header: &Header, key: &Key, number: u64, roster: &[u8]) -> Result<(), StateTrouble> {
    let header = Header::new(Kind::Roster, header.sealing.clone(), key);
    let sealed = layout::seal_numbered(&header, key, number, roster);
    Replacement::begin(&path(dir, number))?.write(&sealed)?.sync()?.rename()?.sync_directory()
}

/// The roster that a state names; `None` where it names none.
pub(super) fn found(dir: &Path, key: &Key, number: u64) -> Result<Option<Zeroizing<Vec<u8>>>, StateTrouble> {
    if number == 0 {
        return Ok(None);
    }
    let path = path(dir, number);
    let bytes = match replace::read(&path) {
        Err(StateTrouble::Disk { cause, .. }) if cause.kind() == io::ErrorKind::NotFound => {
            return Err(StateTrouble::NoRoster { path });
        }
        read => read?,
    };
    let header = layout::header(&bytes, &path)?;
    match layout::open_numbered(key, &bytes) {
        Some((own, roster)) if (own, header.kind) == (number, Kind::Roster) => Ok(Some(roster)),
        Some(_) | None => Err(StateTrouble::Damaged { path }),
    }
}

/// Removes every roster but the one that the state names: those before it, and what a crash left of one that was to follow. What
/// else a person keeps there stays, whatever its name begins with.
pub(super) fn remove_all_but(dir: &Path, number: u64) -> Result<(), StateTrouble> {
    for entry in fs::read_dir(dir).map_err(disk("reading", dir))? {
        let entry = entry.map_err(disk("reading", dir))?;
        let own = entry.file_name().to_str().and_then(number_of);
        if own.is_some_and(|own| own != number) && entry.file_type().is_ok_and(|found| found.is_file()) {
            replace::remove(&entry.path())?;
        }
    }
    Ok(())
}

/// Of a roster's file, or of one that was about to become it; `None` for every other name.
fn number_of(name: &str) -> Option<u64> {
    let digits = name.strip_prefix(ROSTER)?;
    let digits = digits.strip_suffix(".new").unwrap_or(digits);
    let number = digits.parse().ok().filter(|number| *number != 0)?;
    (digits == u64::to_string(&number)).then_some(number)
}

fn path(dir: &Path, number: u64) -> PathBuf {
    dir.join(format!("{ROSTER}{number}"))
}

#[cfg(test)]
mod tests {
    use std::thread;

    use porchlight_client::Saved;

    use super::super::{STATE, StateFile};
    use super::*;

    const KINDS: [Kind; 2] = [Kind::Founding, Kind::Liaison];

    fn nobody() -> Result<super::super::Passphrase, StateTrouble> {
        Err(StateTrouble::NoPassphrase)
    }

    fn both(state: &str, roster: Option<&str>) -> Saved {
        let bytes = |text: &str| Zeroizing::new(text.as_bytes().to_vec());
        Saved { state: bytes(state), roster: roster.map(bytes) }
    }

    fn texts(saved: &Saved) -> (String, Option<String>) {
        let text = |bytes: &Zeroizing<Vec<u8>>| String::from_utf8(bytes.to_vec()).unwrap();
        (text(&saved.state), saved.roster.as_ref().map(text))
    }

    fn read(dir: &Path) -> (String, Option<String>) {
        texts(&StateFile::look(dir, &KINDS, nobody).unwrap().1)
    }

    fn told(state: &str, roster: &str) -> (String, Option<String>) {
        (state.to_owned(), Some(roster.to_owned()))
    }

    fn rosters(dir: &Path) -> Vec<String> {
        let names = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.filter(|name| name.starts_with(ROSTER)).collect();
        names.sort();
        names
    }

    /// An office with a state and a roster.
    fn office(dir: &Path) -> StateFile {
        let mut file = StateFile::create(dir, Kind::Founding, None).unwrap();
        file.save(&both("first", Some("three families"))).unwrap();
        file
    }

    #[test]
    fn a_save_without_a_roster_leaves_the_one_before() {
        let dir = tempfile::tempdir().unwrap();
        let mut file = office(dir.path());
        file.save(&both("second", None)).unwrap();
        assert_eq!(read(dir.path()), told("second", "three families"));
        file.save(&both("third", Some("four families"))).unwrap();
        file.become_kind(Kind::Liaison).unwrap();
        drop(file);
        let (mut file, kept) = StateFile::open(dir.path(), &KINDS, nobody).unwrap();
        assert_eq!(texts(&kept), told("third", "four families"));
        file.save(&both("fourth", None)).unwrap();
        assert_eq!(read(dir.path()), told("fourth", "four families"));
        assert_eq!(rosters(dir.path()), ["roster.2"]);
        let sealed = fs::read(dir.path().join("roster.2")).unwrap();
        assert!(!sealed.windows(8).any(|window| window == b"families"));
    }

    #[test]
    fn a_crash_before_the_state_names_a_roster_leaves_both_as_they_were() {
        let dir = tempfile::tempdir().unwrap();
        let file = office(dir.path());
        put(dir.path(), &file.header, &file.key, 2, b"four families").unwrap();
        fs::write(dir.path().join("roster.3.new"), "half a ros").unwrap();
        drop(file);
        let (mut file, kept) = StateFile::open(dir.path(), &KINDS, nobody).unwrap();
        assert_eq!(texts(&kept), told("first", "three families"));
        assert_eq!(rosters(dir.path()), ["roster.1"], "keys that nobody needs are not left lying about");
        file.save(&both("second", Some("five families"))).unwrap();
        assert_eq!(read(dir.path()), told("second", "five families"));
    }

    #[test]
    fn a_crash_before_the_former_roster_is_removed_leaves_the_new_ones() {
        let dir = tempfile::tempdir().unwrap();
        let mut file = office(dir.path());
        let former = fs::read(dir.path().join("roster.1")).unwrap();
        file.save(&both("second", Some("four families"))).unwrap();
        drop(file);
        fs::write(dir.path().join("roster.1"), former).unwrap();
        let (_, kept) = StateFile::open(dir.path(), &KINDS, nobody).unwrap();
        assert_eq!(texts(&kept), told("second", "four families"));
        assert_eq!(rosters(dir.path()), ["roster.2"]);
    }

    #[test]
    fn a_state_opens_with_the_roster_that_it_names_and_with_no_other_file() {
        let dir = tempfile::tempdir().unwrap();
        let mut file = office(dir.path());
        let path = dir.path().join("roster.2");
        let first = fs::read(dir.path().join("roster.1")).unwrap();
        file.save(&both("second", Some("four families"))).unwrap();
        drop(file);
        let whole = fs::read(&path).unwrap();
        let mut damaged = whole.clone();
        *damaged.last_mut().unwrap() ^= 1;
        for other in [first, fs::read(dir.path().join(STATE)).unwrap(), damaged, Vec::new()] {
            fs::write(&path, other).unwrap();
            let opened = StateFile::open(dir.path(), &KINDS, nobody).map(drop);
            assert!(matches!(opened, Err(StateTrouble::Damaged { path: named }) if named == path));
        }
        fs::remove_file(&path).unwrap();
        let opened = StateFile::open(dir.path(), &KINDS, nobody).map(drop);
        assert!(matches!(opened, Err(StateTrouble::NoRoster { path: named }) if named == path));
        fs::write(&path, whole).unwrap();
        assert_eq!(read(dir.path()), told("second", "four families"));
    }

    #[test]
    fn a_roster_is_sealed_anew_and_discarded_with_its_state() {
        let dir = tempfile::tempdir().unwrap();
        let words = || super::super::Passphrase::new("four quiet words here".to_owned());
        let mut file = office(dir.path());
        file.reseal(Some(&words().unwrap())).unwrap();
        drop(file);
        let (file, kept) = StateFile::open(dir.path(), &KINDS, words).unwrap();
        assert_eq!(texts(&kept), told("first", "three families"));
        file.discard().unwrap();
        assert_eq!(rosters(dir.path()), Vec::<String>::new());
    }

    #[test]
    fn whoever_looks_while_an_office_is_saved_sees_a_state_with_its_own_roster() {
        let dir = tempfile::tempdir().unwrap();
        let mut file = office(dir.path());
        file.save(&both("0", Some("0"))).unwrap();
        let saving = thread::spawn(move || {
            for number in 1..=40 {
                let number = number.to_string();
                file.save(&both(&number, Some(&number))).unwrap();
            }
        });
        loop {
            let is_last = saving.is_finished();
            let (state, roster) = read(dir.path());
            assert_eq!(Some(state), roster);
            if is_last {
                break;
            }
        }
        saving.join().unwrap();
        assert_eq!(read(dir.path()), told("40", "40"));
    }

    #[test]
    fn what_else_lies_in_the_directory_is_nobodys_business() {
        let dir = tempfile::tempdir().unwrap();
        let mut file = office(dir.path());
        let others = ["roster.xlsx", "roster.01", "roster.0", "roster.7.bak", "roster.", "roster", "rosters.1"];
        for name in others {
            fs::write(dir.path().join(name), "names").unwrap();
        }
        fs::create_dir(dir.path().join("roster.9")).unwrap();
        file.save(&both("second", Some("four families"))).unwrap();
        drop(file);
        let (file, kept) = StateFile::open(dir.path(), &KINDS, nobody).unwrap();
        assert_eq!(texts(&kept), told("second", "four families"));
        file.discard().unwrap();
        for name in others.into_iter().chain(["roster.9"]) {
            assert!(dir.path().join(name).exists(), "{name}");
        }
    }

    #[test]
    fn what_a_beginning_that_came_to_nothing_left_is_gone_with_the_next() {
        let dir = tempfile::tempdir().unwrap();
        let file = StateFile::create(dir.path(), Kind::Founding, None).unwrap();
        put(dir.path(), &file.header, &file.key, 1, b"three families").unwrap();
        drop(file);
        drop(StateFile::create(dir.path(), Kind::Device, None).unwrap());
        assert_eq!(rosters(dir.path()), Vec::<String>::new());
    }

    #[test]
    fn whoever_looks_with_a_passphrase_that_was_changed_meanwhile_is_told_so() {
        let dir = tempfile::tempdir().unwrap();
        let words = |words: &str| super::super::Passphrase::new(words.to_owned());
        let mut file = StateFile::create(dir.path(), Kind::Liaison, Some(&words("the former words").unwrap())).unwrap();
        file.save(&both("first", Some("three families"))).unwrap();
        let mut file = Some(file);
        let looked = StateFile::look(dir.path(), &KINDS, || {
            let mut file = file.take().unwrap();
            file.reseal(Some(&words("the new words").unwrap())).unwrap();
            words("the former words")
        });
        assert!(matches!(looked.map(drop), Err(StateTrouble::WrongPassphrase { .. })));
    }
}
