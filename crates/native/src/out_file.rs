//! A file that a command was asked to write: whole or not at all, and in no other file's place.

use std::path::{Path, PathBuf};

use crate::state_file::{self, Replacement, StateTrouble};

/// A file that is about to be written. Whatever stands in its place stays until then.
pub struct OutFile {
    path: PathBuf,
    /// Begun at once, so that a disk that refuses is known before anything rests on the file.
    replacement: Option<Replacement>,
}

impl OutFile {
    /// Prepares a file; only one of which its caller says that it is of the same kind is ever replaced.
    ///
    /// # Errors
    /// [`StateTrouble::AnotherFile`] where something else stands in its place, and where the disk refuses.
    pub fn begin(path: &Path, is_of_its_kind: impl FnOnce(&[u8]) -> bool) -> Result<Self, StateTrouble> {
        match path.exists() && !is_of_its_kind(&state_file::read(path)?) {
            true => Err(StateTrouble::AnotherFile { path: path.to_owned() }),
            false => Self::begin_over_anything(path),
        }
    }

    /// The same for a caller who has looked at what it replaces.
    pub(crate) fn begin_over_anything(path: &Path) -> Result<Self, StateTrouble> {
        Ok(Self { path: path.to_owned(), replacement: Some(Replacement::begin(path)?) })
    }

    /// Where it is going to be.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the file. When this returns, it is on stable storage.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn write(mut self, contents: &[u8]) -> Result<(), StateTrouble> {
        let replacement = self.replacement.take().expect("it is taken here alone, and only once");
        replacement.write(contents)?.sync()?.rename()?.sync_directory()
    }
}

/// What was begun and came to nothing leaves the file before it as it was.
impl Drop for OutFile {
    fn drop(&mut self) {
        // A temporary file that stays is overwritten by the next attempt.
        let _stays = self.replacement.take().map(Replacement::give_up);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_is_replaced_by_its_own_kind_alone_and_whole() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("letter");
        let begin = || OutFile::begin(&path, |bytes| bytes.starts_with(b"ours\n"));
        begin().unwrap().write(b"ours\nfirst").unwrap();
        begin().unwrap().write(b"ours\nsecond").unwrap();
        drop(begin().unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"ours\nsecond");
        for others in [&b"theirs"[..], b"our", b""] {
            fs::write(&path, others).unwrap();
            assert!(matches!(begin().map(drop), Err(StateTrouble::AnotherFile { .. })));
            assert_eq!(fs::read(&path).unwrap(), others);
        }
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
        let nowhere = OutFile::begin(&dir.path().join("nowhere").join("letter"), |_| true).map(drop);
        assert!(matches!(nowhere, Err(StateTrouble::Disk { .. })));
    }
}
