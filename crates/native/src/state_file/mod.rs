//! A party's state at rest: one sealed file in a directory of its own.
//!
//! ```text
//! DIR/state        header ‖ sealed state; replaced whole, by a rename
//! DIR/state.new    what a crash may leave of a replacement; never read
//! DIR/key          32 random bytes, where no passphrase seals the state
//! DIR/lock         held for the life of the process that uses the state
//! ```
//!
//! Whatever moment a crash strikes at, `state` is the old one or the new one. Whoever has been told that a state is saved finds
//! it after a power cut.

mod backup;
mod key;
mod layout;
mod lock;
mod replace;
#[cfg(test)]
mod tests;
mod trouble;

use std::fs::File;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

pub use backup::BackupFile;
use key::Key;
pub use key::Passphrase;
pub use layout::Kind;
use layout::{Header, Sealing};
pub(crate) use replace::{Replacement, read};
pub use trouble::StateTrouble;

const STATE: &str = "state";
const KEY: &str = "key";

/// A sealed state file, opened or about to be written for the first time. No other process can use it meanwhile.
pub struct StateFile {
    dir: PathBuf,
    header: Header,
    key: Key,
    _lock: File,
}

impl StateFile {
    /// Whether a state rests in the directory.
    #[must_use]
    pub fn exists(dir: &Path) -> bool {
        dir.join(STATE).exists()
    }

    /// Looks whether a new state may be made in the directory, which need not be there yet.
    ///
    /// # Errors
    /// [`StateTrouble::Exists`] where a state rests there, [`StateTrouble::OpenToOthers`] where others may write.
    pub fn check_vacant(dir: &Path) -> Result<(), StateTrouble> {
        if Self::exists(dir) {
            return Err(StateTrouble::Exists { dir: dir.to_owned() });
        }
        lock::check_private(dir)
    }

    /// Prepares a directory for a new state; there is none until the first [`save`](Self::save). Without a passphrase, a key file
    /// is made beside it.
    ///
    /// # Errors
    /// As [`check_vacant`](Self::check_vacant), and where the directory cannot be used.
    pub fn create(dir: &Path, kind: Kind, passphrase: Option<&Passphrase>) -> Result<Self, StateTrouble> {
        lock::make_directory(dir)?;
        // Before even a lock is left where others may write.
        lock::check_private(dir)?;
        let lock = lock::hold(dir)?;
        Self::check_vacant(dir)?;
        let sealing = layout::chosen(passphrase);
        let key = key::made(passphrase, &sealing, &dir.join(KEY))?;
        let header = Header::new(kind, sealing, &key);
        Ok(Self { dir: dir.to_owned(), header, key, _lock: lock })
    }

    /// Opens the state in a directory; asks for the passphrase only where one seals it.
    ///
    /// # Errors
    /// Where there is none, it is of another kind, another process uses it, the passphrase is another, or it is damaged.
    pub fn open(
        dir: &Path,
        kinds: &[Kind],
        ask: impl FnOnce() -> Result<Passphrase, StateTrouble>,
    ) -> Result<(Self, Zeroizing<Vec<u8>>), StateTrouble> {
        if !Self::exists(dir) {
            return Err(StateTrouble::NoState { dir: dir.to_owned() });
        }
        let lock = lock::hold(dir)?;
        let (header, key, state) = opened(dir, kinds, ask)?;
        Ok((Self { dir: dir.to_owned(), header, key, _lock: lock }, state))
    }

    /// Reads the state in a directory and leaves it be: also beside another process that uses it.
    ///
    /// # Errors
    /// As [`open`](Self::open), but for the other process.
    pub fn look(
        dir: &Path,
        kinds: &[Kind],
        ask: impl FnOnce() -> Result<Passphrase, StateTrouble>,
    ) -> Result<(Kind, Zeroizing<Vec<u8>>), StateTrouble> {
        if !Self::exists(dir) {
            return Err(StateTrouble::NoState { dir: dir.to_owned() });
        }
        let (header, _, state) = opened(dir, kinds, ask)?;
        Ok((header.kind, state))
    }

    /// The directory.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Looks whether its owner alone may write to the directory: whoever else may can put another state in this one's place.
    ///
    /// # Errors
    /// [`StateTrouble::OpenToOthers`], of which a person should be told; the state is good all the same.
    pub fn check_private(&self) -> Result<(), StateTrouble> {
        lock::check_private(&self.dir)
    }

    /// Whose state it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.header.kind
    }

    /// Changes whose state the saved one is.
    ///
    /// # Errors
    /// As [`save`](Self::save), and where the saved state has been damaged meanwhile.
    pub fn become_kind(&mut self, kind: Kind) -> Result<(), StateTrouble> {
        let path = self.dir.join(STATE);
        let bytes = replace::read(&path)?;
        let state = layout::open(&self.key, &bytes).ok_or(StateTrouble::Damaged { path })?;
        self.header.kind = kind;
        self.save(&state)
    }

    /// Seals the saved state with another passphrase, or by a key file with none. A crash leaves it sealed the one way or the
    /// other, and open to whoever had the key to that.
    ///
    /// # Errors
    /// As [`save`](Self::save), and where the saved state has been damaged meanwhile.
    pub fn reseal(&mut self, passphrase: Option<&Passphrase>) -> Result<(), StateTrouble> {
        if passphrase.is_none() && self.key_file().is_some() {
            return Ok(());
        }
        let path = self.dir.join(STATE);
        let state = layout::open(&self.key, &replace::read(&path)?).ok_or(StateTrouble::Damaged { path })?;
        let sealing = layout::chosen(passphrase);
        // The new key file is there before the state that needs it, and the old one goes after the state that needed it.
        self.key = key::made(passphrase, &sealing, &self.dir.join(KEY))?;
        self.header = Header::new(self.header.kind, sealing, &self.key);
        self.save(&state)?;
        match passphrase {
            Some(_) => replace::remove_secret(&self.dir.join(KEY)),
            None => Ok(()),
        }
    }

    /// The key file that opens the state, where no passphrase does.
    #[must_use]
    pub fn key_file(&self) -> Option<PathBuf> {
        match self.header.sealing {
            Sealing::KeyFile => Some(self.dir.join(KEY)),
            Sealing::Passphrase { .. } => None,
        }
    }

    /// Replaces the state, whole or not at all. When this returns, it is on stable storage.
    ///
    /// # Errors
    /// Where the disk refuses; the former state then stands.
    pub fn save(&mut self, state: &[u8]) -> Result<(), StateTrouble> {
        let sealed = layout::seal(&self.header, &self.key, state);
        replace::Replacement::begin(&self.dir.join(STATE))?.write(&sealed)?.sync()?.rename()?.sync_directory()
    }

    /// Removes a state that has become void, and first of all its key: without that, what a disk keeps of the state is noise.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn discard(self) -> Result<(), StateTrouble> {
        replace::remove_secret(&self.dir.join(KEY))?;
        replace::remove(&self.dir.join(STATE))?;
        replace::remove(&self.dir.join(format!("{STATE}.new")))
    }
}

fn opened(
    dir: &Path,
    kinds: &[Kind],
    ask: impl FnOnce() -> Result<Passphrase, StateTrouble>,
) -> Result<(Header, Key, Zeroizing<Vec<u8>>), StateTrouble> {
    let path = dir.join(STATE);
    let bytes = replace::read(&path)?;
    let header = layout::header(&bytes, &path)?;
    if !kinds.contains(&header.kind) {
        return Err(StateTrouble::OtherKind { dir: dir.to_owned(), found: header.kind });
    }
    let key = key::found(&header.sealing, &dir.join(KEY), ask)?;
    layout::check(&header, &key, dir)?;
    let state = layout::open(&key, &bytes).ok_or(StateTrouble::Damaged { path })?;
    Ok((header, key, state))
}
