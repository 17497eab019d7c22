//! A backup file: a key to an office's vault, sealed as a state is, in one file that may be carried away.
//!
//! ```text
//! FILE        header ‖ sealed key to the vault
//! FILE.key    32 random bytes, where no passphrase seals it: whoever has both files has the office
//! ```

use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::key::{self, Passphrase};
use super::layout::{self, Header};
use super::replace;
use super::{Kind, StateTrouble};
use crate::out_file::OutFile;

/// A place for a backup that is about to be written. The backup that it replaces stands until then.
pub struct BackupFile {
    file: OutFile,
    passphrase: Option<Passphrase>,
}

impl BackupFile {
    /// Prepares the file. Only another backup is ever replaced.
    ///
    /// # Errors
    /// [`StateTrouble::NotABackup`] where another file stands in its place, and where the disk refuses.
    pub fn prepare(path: &Path, passphrase: Option<Passphrase>) -> Result<Self, StateTrouble> {
        if path.exists() {
            let header = layout::header(&replace::read(path)?, path);
            if !header.is_ok_and(|header| header.kind == Kind::Backup) {
                return Err(StateTrouble::NotABackup { path: path.to_owned() });
            }
        }
        Ok(Self { file: OutFile::begin_over_anything(path)?, passphrase })
    }

    /// Writes the backup. When this returns, it is on stable storage. Returns the key file, where no passphrase seals it.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn write(self, contents: &[u8]) -> Result<Option<PathBuf>, StateTrouble> {
        let key_path = key_file(self.file.path());
        let sealing = layout::chosen(self.passphrase.as_ref());
        let key = key::made(self.passphrase.as_ref(), &sealing, &key_path)?;
        let sealed = layout::seal(&Header::new(Kind::Backup, sealing, &key), &key, contents);
        self.file.write(&sealed)?;
        match &self.passphrase {
            Some(_) => replace::remove_secret(&key_path).map(|()| None),
            None => Ok(Some(key_path)),
        }
    }

    /// Reads a backup; asks for the passphrase only where one seals it.
    ///
    /// # Errors
    /// Where it is no backup, the passphrase or key file is another, or it is damaged.
    pub fn read(
        path: &Path,
        ask: impl FnOnce() -> Result<Passphrase, StateTrouble>,
    ) -> Result<Zeroizing<Vec<u8>>, StateTrouble> {
        let bytes = replace::read(path)?;
        let header = match layout::header(&bytes, path) {
            Ok(header) if header.kind == Kind::Backup => header,
            Err(other @ (StateTrouble::EarlierVersion { .. } | StateTrouble::LaterVersion { .. })) => {
                return Err(other);
            }
            Ok(_) | Err(_) => return Err(StateTrouble::NotABackup { path: path.to_owned() }),
        };
        let key = key::found(&header.sealing, &key_file(path), ask)?;
        layout::check(&header, &key, path)?;
        layout::open(&key, &bytes).ok_or(StateTrouble::BackupDamaged { path: path.to_owned() })
    }
}

fn key_file(path: &Path) -> PathBuf {
    replace::beside(path, ".key")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn nobody() -> Result<Passphrase, StateTrouble> {
        Err(StateTrouble::NoPassphrase)
    }

    fn typed(words: &str) -> Result<Passphrase, StateTrouble> {
        Passphrase::new(words.to_owned())
    }

    fn written(path: &Path, passphrase: Option<&str>, contents: &[u8]) -> Option<PathBuf> {
        let passphrase = passphrase.map(|words| typed(words).unwrap());
        BackupFile::prepare(path, passphrase).unwrap().write(contents).unwrap()
    }

    #[test]
    fn a_backup_opens_with_its_passphrase_and_leaves_no_key_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("office.backup");
        assert_eq!(written(&path, Some("four quiet words here"), b"a key"), None);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
        assert_eq!(&BackupFile::read(&path, || typed("four quiet words here")).unwrap()[..], b"a key");
        let wrong = BackupFile::read(&path, || typed("another")).map(drop);
        assert!(matches!(wrong, Err(StateTrouble::WrongPassphrase { .. })));
        assert!(matches!(BackupFile::read(&path, nobody).map(drop), Err(StateTrouble::NoPassphrase)));
    }

    #[test]
    fn a_backup_without_a_passphrase_opens_with_the_key_file_beside_it_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("office.backup");
        let key = written(&path, None, b"a key").unwrap();
        assert_eq!(&BackupFile::read(&path, nobody).unwrap()[..], b"a key");
        fs::remove_file(key).unwrap();
        assert!(matches!(BackupFile::read(&path, nobody).map(drop), Err(StateTrouble::NoKey { .. })));
    }

    #[test]
    fn a_backup_takes_the_place_of_a_backup_and_of_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("office.backup");
        written(&path, None, b"old");
        written(&path, Some("four quiet words here"), b"new");
        assert_eq!(&BackupFile::read(&path, || typed("four quiet words here")).unwrap()[..], b"new");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "the former key file is gone");
        let letter = dir.path().join("letter");
        fs::write(&letter, "Dear mother").unwrap();
        let refused = BackupFile::prepare(&letter, None).map(drop);
        assert!(matches!(refused, Err(StateTrouble::NotABackup { .. })));
        assert_eq!(fs::read(&letter).unwrap(), b"Dear mother");
        assert!(matches!(BackupFile::read(&letter, nobody).map(drop), Err(StateTrouble::NotABackup { .. })));
    }

    #[test]
    fn a_backup_that_was_given_up_leaves_the_one_before_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("office.backup");
        written(&path, None, b"old");
        drop(BackupFile::prepare(&path, None).unwrap());
        assert_eq!(&BackupFile::read(&path, nobody).unwrap()[..], b"old");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2);
        let mut damaged = fs::read(&path).unwrap();
        *damaged.last_mut().unwrap() ^= 1;
        fs::write(&path, damaged).unwrap();
        assert!(matches!(BackupFile::read(&path, nobody).map(drop), Err(StateTrouble::BackupDamaged { .. })));
    }
}
