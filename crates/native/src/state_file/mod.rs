//! A party's state at rest: sealed, in a directory of its own.
//!
//! ```text
//! DIR/state        header ‖ sealed (roster's number 8, 0 for none ‖ state); replaced whole, by a rename
//! DIR/roster.N     header ‖ sealed (its number 8 ‖ roster): an office's, which most saves leave as it was; never changed
//! DIR/….new        what a crash may leave of a replacement; never read
//! DIR/key          32 random bytes, where no passphrase seals the state
//! DIR/lock         held for the life of the process that uses the state
//! ```
//!
//! Whatever moment a crash strikes at, `state` is the old one or the new one, and the roster that it names is there. Whoever has
//! been told that a state is saved finds it after a power cut.

mod backup;
mod key;
mod layout;
mod lock;
mod replace;
mod roster;
#[cfg(test)]
mod tests;
mod trouble;

use std::fs::File;
use std::path::{Path, PathBuf};

use porchlight_client::Saved;
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
/// How often a state is read at most whose roster another process replaces meanwhile: each miss takes a whole save.
const LOOKS_MAX: usize = 16;

/// A sealed state file, opened or about to be written for the first time. No other process can use it meanwhile.
pub struct StateFile {
    dir: PathBuf,
    header: Header,
    key: Key,
    /// The number of the roster that the saved state names; 0 for none.
    roster_number: u64,
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
        roster::remove_all_but(dir, 0)?;
        Ok(Self { dir: dir.to_owned(), header, key, roster_number: 0, _lock: lock })
    }

    /// Opens the state in a directory; asks for the passphrase only where one seals it.
    ///
    /// # Errors
    /// Where there is none, it is of another kind, another process uses it, the passphrase is another, or it is damaged.
    pub fn open(
        dir: &Path,
        kinds: &[Kind],
        ask: impl FnOnce() -> Result<Passphrase, StateTrouble>,
    ) -> Result<(Self, Saved), StateTrouble> {
        if !Self::exists(dir) {
            return Err(StateTrouble::NoState { dir: dir.to_owned() });
        }
        let lock = lock::hold(dir)?;
        let bytes = read_state(dir)?;
        let (header, key) = unlocked(&bytes, dir, kinds, ask)?;
        let (roster_number, saved) = opened(&bytes, dir, &key)?;
        // Whoever saved this may have died before a power cut could no longer take it back.
        replace::sync_directory(dir)?;
        let state = Self { dir: dir.to_owned(), header, key, roster_number, _lock: lock };
        state.remove_former_rosters();
        Ok((state, saved))
    }

    /// Reads the state in a directory and leaves it be: also beside another process that uses it.
    ///
    /// # Errors
    /// As [`open`](Self::open), but for the other process.
    pub fn look(
        dir: &Path,
        kinds: &[Kind],
        ask: impl FnOnce() -> Result<Passphrase, StateTrouble>,
    ) -> Result<(Kind, Saved), StateTrouble> {
        if !Self::exists(dir) {
            return Err(StateTrouble::NoState { dir: dir.to_owned() });
        }
        let mut bytes = read_state(dir)?;
        let (header, key) = unlocked(&bytes, dir, kinds, ask)?;
        let mut looks = 1;
        loop {
            match opened(&bytes, dir, &key) {
                Err(StateTrouble::NoRoster { .. }) if looks < LOOKS_MAX => looks += 1,
                looked => return looked.map(|(_, saved)| (header.kind, saved)),
            }
            bytes = read_state(dir)?;
            layout::check(&layout::header(&bytes, &dir.join(STATE))?, &key, dir)?;
        }
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
        let (_, saved) = opened(&read_state(&self.dir)?, &self.dir, &self.key)?;
        self.header.kind = kind;
        self.put(&saved.state)
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
        let (_, saved) = opened(&read_state(&self.dir)?, &self.dir, &self.key)?;
        let sealing = layout::chosen(passphrase);
        // The new key file is there before the state that needs it, and the old one goes after the state that needed it.
        self.key = key::made(passphrase, &sealing, &self.dir.join(KEY))?;
        self.header = Header::new(self.header.kind, sealing, &self.key);
        self.save(&saved)?;
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

    /// Replaces the state, and the roster where this brings one, all or nothing. When this returns, it is on stable storage.
    ///
    /// # Errors
    /// Where the disk refuses: the state before stands, or this one, each with its own roster. Nothing that rests on this one may
    /// be sent.
    pub fn save(&mut self, saved: &Saved) -> Result<(), StateTrouble> {
        let Some(roster) = &saved.roster else { return self.put(&saved.state) };
        let number = self.roster_number.saturating_add(1);
        roster::put(&self.dir, &self.header, &self.key, number, roster)?;
        // From here on, for a state that is saved later goes with this roster, even if this one cannot be put.
        self.roster_number = number;
        self.put(&saved.state)?;
        self.remove_former_rosters();
        Ok(())
    }

    /// One that cannot be removed is tried again with the next save: it is no reason to say that this one failed.
    fn remove_former_rosters(&self) {
        let _some_are_left = roster::remove_all_but(&self.dir, self.roster_number);
    }

    fn put(&self, state: &[u8]) -> Result<(), StateTrouble> {
        let sealed = layout::seal_numbered(&self.header, &self.key, self.roster_number, state);
        Replacement::begin(&self.dir.join(STATE))?.write(&sealed)?.sync()?.rename()?.sync_directory()
    }

    /// Removes a state that has become void, and first of all its key: without that, what a disk keeps of the state is noise.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn discard(self) -> Result<(), StateTrouble> {
        replace::remove_secret(&self.dir.join(KEY))?;
        roster::remove_all_but(&self.dir, 0)?;
        replace::remove(&self.dir.join(STATE))?;
        replace::remove(&self.dir.join(format!("{STATE}.new")))
    }
}

fn read_state(dir: &Path) -> Result<Zeroizing<Vec<u8>>, StateTrouble> {
    replace::read(&dir.join(STATE))
}

/// What the state's header says, and the key that it asks for.
fn unlocked(
    bytes: &[u8],
    dir: &Path,
    kinds: &[Kind],
    ask: impl FnOnce() -> Result<Passphrase, StateTrouble>,
) -> Result<(Header, Key), StateTrouble> {
    let header = layout::header(bytes, &dir.join(STATE))?;
    if !kinds.contains(&header.kind) {
        return Err(StateTrouble::OtherKind { dir: dir.to_owned(), found: header.kind });
    }
    let key = key::found(&header.sealing, &dir.join(KEY), ask)?;
    layout::check(&header, &key, dir)?;
    Ok((header, key))
}

/// The state of these bytes with the roster that it names, and the roster's number.
fn opened(bytes: &[u8], dir: &Path, key: &Key) -> Result<(u64, Saved), StateTrouble> {
    let damaged = || StateTrouble::Damaged { path: dir.join(STATE) };
    let (number, state) = layout::open_numbered(key, bytes).ok_or_else(damaged)?;
    Ok((number, Saved { state, roster: roster::found(dir, key, number)? }))
}
