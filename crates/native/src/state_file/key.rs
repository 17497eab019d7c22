//! The key that seals a state: from a passphrase, or from a file that only its owner may read.

use std::io;
use std::path::Path;

use porchlight_sealing::rest::{self, KEY_BYTES, Sealing};
use zeroize::Zeroizing;

use super::StateTrouble;
use super::replace::{self, Replacement};
use crate::random;

pub(super) use porchlight_sealing::rest::RestKey as Key;

/// What a person seals a state with. It is wiped when dropped, and shows itself nowhere.
#[derive(PartialEq)]
pub struct Passphrase(rest::Passphrase);

impl Passphrase {
    /// Takes what a person typed.
    ///
    /// # Errors
    /// [`StateTrouble::EmptyPassphrase`].
    pub fn new(typed: String) -> Result<Self, StateTrouble> {
        rest::Passphrase::new(Zeroizing::new(typed)).map(Self).ok_or(StateTrouble::EmptyPassphrase)
    }
}

/// From the passphrase, or from a new key file where none is given.
pub(super) fn made(passphrase: Option<&Passphrase>, sealing: &Sealing, file: &Path) -> Result<Key, StateTrouble> {
    match passphrase.and_then(|passphrase| derive(passphrase, sealing)) {
        Some(key) => Ok(key),
        None => make_file(file),
    }
}

/// From the passphrase, as the header says; from the key file, where that says so.
pub(super) fn found(
    sealing: &Sealing,
    file: &Path,
    ask: impl FnOnce() -> Result<Passphrase, StateTrouble>,
) -> Result<Key, StateTrouble> {
    match sealing {
        Sealing::KeyFile => read_file(file),
        Sealing::Passphrase { .. } => match derive(&ask()?, sealing) {
            Some(key) => Ok(key),
            None => read_file(file),
        },
    }
}

fn derive(passphrase: &Passphrase, sealing: &Sealing) -> Option<Key> {
    Key::derive(&passphrase.0, sealing)
}

/// Makes a key file, and has it on stable storage before anything is sealed with it.
fn make_file(path: &Path) -> Result<Key, StateTrouble> {
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    random::fill(&mut *key);
    Replacement::begin(path)?.write(&*key)?.sync()?.rename()?.sync_directory()?;
    Ok(Key::new(key))
}

fn read_file(path: &Path) -> Result<Key, StateTrouble> {
    let bytes = match replace::read(path) {
        Err(StateTrouble::Disk { cause, .. }) if cause.kind() == io::ErrorKind::NotFound => {
            return Err(StateTrouble::NoKey { path: path.to_owned() });
        }
        other => other?,
    };
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    if bytes.len() != KEY_BYTES {
        return Err(StateTrouble::Damaged { path: path.to_owned() });
    }
    key.copy_from_slice(&bytes);
    Ok(Key::new(key))
}
