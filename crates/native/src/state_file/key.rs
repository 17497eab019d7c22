//! The key that seals a state: from a passphrase by Argon2id, or from a file that only its owner may read.

use std::io;
use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use ring::digest::{SHA256, digest};
use zeroize::Zeroizing;

use super::StateTrouble;
use super::layout::Sealing;
use super::replace::{self, Replacement};
use crate::random;

const KEY_BYTES: usize = 32;
pub(super) const CHECK_BYTES: usize = 8;

/// What a person seals a state with. It is wiped when dropped, and shows itself nowhere.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes what a person typed.
    ///
    /// # Errors
    /// [`StateTrouble::EmptyPassphrase`].
    pub fn new(typed: String) -> Result<Self, StateTrouble> {
        let typed = Zeroizing::new(typed);
        match typed.is_empty() {
            true => Err(StateTrouble::EmptyPassphrase),
            false => Ok(Self(typed)),
        }
    }
}

impl PartialEq for Passphrase {
    fn eq(&self, other: &Self) -> bool {
        *self.0 == *other.0
    }
}

pub(super) struct Key(Zeroizing<[u8; KEY_BYTES]>);

impl Key {
    /// From the passphrase, or from a new key file where none is given.
    pub(super) fn made(passphrase: Option<&Passphrase>, sealing: &Sealing, file: &Path) -> Result<Self, StateTrouble> {
        match passphrase {
            Some(passphrase) => Ok(Self::derive(passphrase, sealing)),
            None => make_file(file),
        }
    }

    /// Half a second of work and 64 MiB for each guess.
    pub(super) fn derive(passphrase: &Passphrase, sealing: &Sealing) -> Self {
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        let Sealing::Passphrase { memory_kib, passes, lanes, salt } = sealing else { return Self(key) };
        let params = Params::new(*memory_kib, *passes, *lanes, Some(KEY_BYTES));
        let params = params.expect("a header is refused unless its costs are within Argon2's own bounds");
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.0.as_bytes(), salt, &mut *key)
            .expect("passphrase, salt and key have lengths that Argon2 takes");
        Self(key)
    }

    pub(super) fn bytes(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }

    /// Tells a wrong key from a damaged file. It helps nobody guess: the seal itself already tells right from wrong.
    pub(super) fn check(&self) -> [u8; CHECK_BYTES] {
        let mut labelled = Zeroizing::new(b"porchlight/1 state key check\0".to_vec());
        labelled.extend_from_slice(&*self.0);
        let hash = digest(&SHA256, &labelled);
        *hash.as_ref().first_chunk().expect("SHA-256 yields 32 bytes")
    }
}

/// Makes a key file, and has it on stable storage before anything is sealed with it.
fn make_file(path: &Path) -> Result<Key, StateTrouble> {
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    random::fill(&mut *key);
    Replacement::begin(path)?.write(&*key)?.sync()?.rename()?.sync_directory()?;
    Ok(Key(key))
}

pub(super) fn read_file(path: &Path) -> Result<Key, StateTrouble> {
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
    Ok(Key(key))
}
