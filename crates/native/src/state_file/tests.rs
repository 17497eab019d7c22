//! A state at rest survives every moment at which a crash may strike, and opens for its owner alone.

use std::fs;

use super::replace::Replacement;
use super::*;

fn nobody() -> Result<Passphrase, StateTrouble> {
    Err(StateTrouble::NoPassphrase)
}

fn typed(words: &str) -> Result<Passphrase, StateTrouble> {
    Passphrase::new(words.to_owned())
}

fn reopened(dir: &Path) -> Result<Vec<u8>, StateTrouble> {
    StateFile::open(dir, &[Kind::Device], nobody).map(|(_, saved)| saved.state.to_vec())
}

fn saved(dir: &Path, state: &[u8]) {
    StateFile::create(dir, Kind::Device, None).unwrap().save(&without_roster(state)).unwrap();
}

fn without_roster(state: &[u8]) -> Saved {
    Zeroizing::new(state.to_vec()).into()
}

#[test]
fn a_state_comes_back_as_it_was_saved() {
    let dir = tempfile::tempdir().unwrap();
    let mut file = StateFile::create(dir.path(), Kind::Device, None).unwrap();
    assert!(!StateFile::exists(dir.path()));
    file.save(&without_roster(b"old")).unwrap();
    file.save(&without_roster(b"new")).unwrap();
    drop(file);
    assert_eq!(reopened(dir.path()).unwrap(), b"new");
    let bytes = fs::read(dir.path().join(STATE)).unwrap();
    assert!(!bytes.windows(3).any(|window| window == b"new"));
}

#[test]
fn a_crash_at_any_step_leaves_the_old_state_or_the_new() {
    type Crash = fn(Replacement, &[u8]);
    let steps: [(Crash, &[u8]); 5] = [
        (|begun, _| drop(begun), b"old"),
        (|begun, bytes| drop(begun.write(&bytes[..bytes.len() / 2])), b"old"),
        (|begun, bytes| drop(begun.write(bytes)), b"old"),
        (|begun, bytes| drop(begun.write(bytes).unwrap().sync()), b"old"),
        (|begun, bytes| drop(begun.write(bytes).unwrap().sync().unwrap().rename()), b"new"),
    ];
    for (crash, expected) in steps {
        let dir = tempfile::tempdir().unwrap();
        saved(dir.path(), b"old");
        let (file, _) = StateFile::open(dir.path(), &[Kind::Device], nobody).unwrap();
        let bytes = layout::seal_numbered(&file.header, &file.key, 0, b"new");
        crash(Replacement::begin(&dir.path().join(STATE)).unwrap(), &bytes);
        drop(file);
        assert_eq!(reopened(dir.path()).unwrap(), expected);
        // What the crash left is in nobody's way.
        StateFile::open(dir.path(), &[Kind::Device], nobody).unwrap().0.save(&without_roster(b"next")).unwrap();
        assert_eq!(reopened(dir.path()).unwrap(), b"next");
    }
}

#[test]
fn a_crash_before_the_first_save_leaves_room_for_another_beginning() {
    let dir = tempfile::tempdir().unwrap();
    drop(StateFile::create(dir.path(), Kind::Device, None).unwrap());
    assert!(matches!(reopened(dir.path()), Err(StateTrouble::NoState { .. })));
    saved(dir.path(), b"state");
    assert_eq!(reopened(dir.path()).unwrap(), b"state");
}

#[test]
fn a_second_process_is_refused_while_the_first_lives() {
    let dir = tempfile::tempdir().unwrap();
    saved(dir.path(), b"state");
    let (first, _) = StateFile::open(dir.path(), &[Kind::Device], nobody).unwrap();
    assert!(matches!(reopened(dir.path()), Err(StateTrouble::InUse { .. })));
    drop(first);
    assert!(reopened(dir.path()).is_ok());
}

#[test]
fn a_state_is_never_made_over_another() {
    let dir = tempfile::tempdir().unwrap();
    saved(dir.path(), b"state");
    assert!(matches!(StateFile::create(dir.path(), Kind::Founding, None), Err(StateTrouble::Exists { .. })));
    assert_eq!(reopened(dir.path()).unwrap(), b"state");
}

#[test]
fn a_passphrase_opens_what_it_sealed_and_leaves_no_key_file() {
    let dir = tempfile::tempdir().unwrap();
    let passphrase = typed("four quiet words here").unwrap();
    StateFile::create(dir.path(), Kind::Liaison, Some(&passphrase)).unwrap().save(&without_roster(b"state")).unwrap();
    assert!(!dir.path().join(KEY).exists());
    let open = |words: &'static str| StateFile::open(dir.path(), &[Kind::Liaison], || typed(words));
    let (file, saved) = open("four quiet words here").unwrap();
    assert_eq!((&saved.state[..], file.key_file()), (&b"state"[..], None));
    drop(file);
    assert!(matches!(open("another").map(drop), Err(StateTrouble::WrongPassphrase { .. })));
    assert!(matches!(open("").map(drop), Err(StateTrouble::EmptyPassphrase)));
}

#[test]
fn damage_is_told_from_a_wrong_key_and_a_missing_one() {
    let dir = tempfile::tempdir().unwrap();
    saved(dir.path(), b"state");
    let path = dir.path().join(STATE);
    let whole = fs::read(&path).unwrap();
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x40;
        fs::write(&path, &damaged).unwrap();
        assert!(reopened(dir.path()).is_err(), "byte {at}");
    }
    fs::write(&path, &whole[..whole.len() - 1]).unwrap();
    assert!(matches!(reopened(dir.path()), Err(StateTrouble::Damaged { .. })));
    fs::write(&path, &whole).unwrap();
    fs::write(dir.path().join(KEY), [0; 32]).unwrap();
    assert!(matches!(reopened(dir.path()), Err(StateTrouble::WrongKey { .. })));
    fs::remove_file(dir.path().join(KEY)).unwrap();
    assert!(matches!(reopened(dir.path()), Err(StateTrouble::NoKey { .. })));
}

#[test]
fn another_version_and_another_kind_are_named() {
    let dir = tempfile::tempdir().unwrap();
    saved(dir.path(), b"state");
    let other = StateFile::open(dir.path(), &[Kind::Liaison], nobody).map(drop);
    assert!(matches!(other, Err(StateTrouble::OtherKind { found: Kind::Device, .. })));
    let mut bytes = fs::read(dir.path().join(STATE)).unwrap();
    for (version, is_named) in [
        (1, (|trouble| matches!(trouble, StateTrouble::EarlierVersion { .. })) as fn(&StateTrouble) -> bool),
        (3, |trouble| matches!(trouble, StateTrouble::LaterVersion { .. })),
    ] {
        bytes[8] = version;
        fs::write(dir.path().join(STATE), &bytes).unwrap();
        assert!(reopened(dir.path()).is_err_and(|trouble| is_named(&trouble)), "{version}");
    }
}

#[test]
fn a_state_changes_its_kind_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let mut file = StateFile::create(dir.path(), Kind::Founding, None).unwrap();
    file.save(&without_roster(b"state")).unwrap();
    file.become_kind(Kind::Liaison).unwrap();
    drop(file);
    let (file, saved) = StateFile::open(dir.path(), &[Kind::Liaison], nobody).unwrap();
    assert_eq!((&saved.state[..], file.kind()), (&b"state"[..], Kind::Liaison));
}

#[test]
fn a_state_is_looked_at_beside_the_process_that_uses_it() {
    let dir = tempfile::tempdir().unwrap();
    saved(dir.path(), b"state");
    let (_user, _) = StateFile::open(dir.path(), &[Kind::Device], nobody).unwrap();
    let (kind, saved) = StateFile::look(dir.path(), &[Kind::Device, Kind::Liaison], nobody).unwrap();
    assert_eq!((kind, &saved.state[..]), (Kind::Device, &b"state"[..]));
    let nothing = StateFile::look(&dir.path().join("elsewhere"), &[Kind::Device], nobody).map(drop);
    assert!(matches!(nothing, Err(StateTrouble::NoState { .. })));
}

#[test]
fn a_state_is_sealed_anew_with_a_passphrase_with_another_and_with_none() {
    let dir = tempfile::tempdir().unwrap();
    saved(dir.path(), b"state");
    let opened = |words: &'static str| StateFile::open(dir.path(), &[Kind::Device], || typed(words));
    let reseal = |old, new: Option<&str>| {
        let (mut file, _) = opened(old).unwrap();
        file.reseal(new.map(|words| typed(words).unwrap()).as_ref()).unwrap();
        file.save(&without_roster(b"saved since")).unwrap();
    };
    reseal("none is needed", Some("first"));
    assert!(!dir.path().join(KEY).exists());
    reseal("first", Some("second"));
    assert!(matches!(opened("first").map(drop), Err(StateTrouble::WrongPassphrase { .. })));
    reseal("second", None);
    reseal("none is needed", None);
    assert_eq!(reopened(dir.path()).unwrap(), b"saved since");
}

#[test]
fn a_crash_while_a_state_is_sealed_anew_leaves_one_of_the_two_ways_in() {
    let words = "four quiet words here";
    let opens =
        |dir: &Path| StateFile::open(dir, &[Kind::Device], || typed(words)).map(|(_, saved)| saved.state.to_vec());
    // On the way to a passphrase the key file goes last.
    let dir = tempfile::tempdir().unwrap();
    saved(dir.path(), b"state");
    let key = fs::read(dir.path().join(KEY)).unwrap();
    StateFile::open(dir.path(), &[Kind::Device], nobody).unwrap().0.reseal(Some(&typed(words).unwrap())).unwrap();
    fs::write(dir.path().join(KEY), &key).unwrap();
    assert_eq!(opens(dir.path()).unwrap(), b"state");
    // On the way to a key file, that comes first.
    fs::write(dir.path().join(KEY), [7; 32]).unwrap();
    assert_eq!(opens(dir.path()).unwrap(), b"state");
    StateFile::open(dir.path(), &[Kind::Device], || typed(words)).unwrap().0.reseal(None).unwrap();
    assert_eq!(reopened(dir.path()).unwrap(), b"state");
}

#[test]
fn what_was_discarded_is_gone_with_its_key() {
    let dir = tempfile::tempdir().unwrap();
    saved(dir.path(), b"state");
    fs::write(dir.path().join("state.new"), "left by a crash").unwrap();
    StateFile::open(dir.path(), &[Kind::Device], nobody).unwrap().0.discard().unwrap();
    let left: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["lock"], "an empty file that two processes may agree about");
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_what_is_kept() {
    use std::os::unix::fs::PermissionsExt;
    let above = tempfile::tempdir().unwrap();
    let dir = above.path().join("new");
    saved(&dir, b"state");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&dir), 0o700);
    for name in [STATE, KEY, "lock"] {
        assert_eq!(mode(&dir.join(name)), 0o600, "{name}");
    }
}

#[cfg(unix)]
#[test]
fn where_others_may_write_no_state_is_made_and_one_that_is_there_still_opens() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let allow = |mode| fs::set_permissions(dir.path(), fs::Permissions::from_mode(mode)).unwrap();
    for mode in [0o770, 0o702, 0o1777] {
        allow(mode);
        let refused = StateFile::create(dir.path(), Kind::Device, None).map(drop);
        assert!(matches!(refused, Err(StateTrouble::OpenToOthers { .. })), "{mode:o}");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0, "{mode:o}");
    }
    allow(0o755);
    saved(dir.path(), b"state");
    let (file, _) = StateFile::open(dir.path(), &[Kind::Device], nobody).unwrap();
    assert!(file.check_private().is_ok());
    allow(0o775);
    assert!(matches!(file.check_private(), Err(StateTrouble::OpenToOthers { .. })));
    drop(file);
    assert_eq!(reopened(dir.path()).unwrap(), b"state");
}
