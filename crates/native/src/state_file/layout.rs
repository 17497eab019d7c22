//! The state file's bytes, as `porchlight_sealing::rest` lays them out, with fresh random bytes and with words for what is wrong.

use std::path::Path;

pub use porchlight_sealing::rest::Kind;
use porchlight_sealing::rest::{self, HeaderDefect, NONCE_BYTES, SALT_BYTES};
pub(super) use porchlight_sealing::rest::{Header, Sealing, open};

use super::StateTrouble;
use super::key::{Key, Passphrase};
use crate::random;

/// By a passphrase, with a fresh salt, or by a key file where none is given.
pub(super) fn chosen(passphrase: Option<&Passphrase>) -> Sealing {
    if passphrase.is_none() {
        return Sealing::KeyFile;
    }
    let mut salt = [0; SALT_BYTES];
    random::fill(&mut salt);
    Sealing::by_passphrase(salt)
}

/// The header of a whole file.
pub(super) fn header(bytes: &[u8], path: &Path) -> Result<Header, StateTrouble> {
    Header::decode(bytes).map_err(|defect| match defect {
        HeaderDefect::Damaged => StateTrouble::Damaged { path: path.to_owned() },
        HeaderDefect::LaterVersion => StateTrouble::LaterVersion { path: path.to_owned() },
    })
}

/// Refuses a key that did not seal this state.
pub(super) fn check(header: &Header, key: &Key, dir: &Path) -> Result<(), StateTrouble> {
    match (header.fits(key), &header.sealing) {
        (true, _) => Ok(()),
        (false, Sealing::KeyFile) => Err(StateTrouble::WrongKey { dir: dir.to_owned() }),
        (false, Sealing::Passphrase { .. }) => Err(StateTrouble::WrongPassphrase { dir: dir.to_owned() }),
    }
}

/// The whole file's bytes; the nonce is drawn afresh, so that no two states share one.
pub(super) fn seal(header: &Header, key: &Key, state: &[u8]) -> Vec<u8> {
    let mut nonce = [0; NONCE_BYTES];
    random::fill(&mut nonce);
    rest::seal(header, key, nonce, state)
}
