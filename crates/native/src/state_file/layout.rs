//! The state file's bytes, as `porchlight_sealing::rest` lays them out, with fresh random bytes and with words for what is wrong.

use std::path::Path;

pub use porchlight_sealing::rest::Kind;
use porchlight_sealing::rest::{self, HeaderDefect, NONCE_BYTES, SALT_BYTES};
pub(super) use porchlight_sealing::rest::{Header, Sealing, open};

use zeroize::Zeroizing;

use super::StateTrouble;
use super::key::{Key, Passphrase};
use crate::random;

/// Bytes of a roster's number; 0 is that of no roster.
const NUMBER_BYTES: usize = 8;

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
        HeaderDefect::EarlierVersion => StateTrouble::EarlierVersion { path: path.to_owned() },
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

/// The whole file's bytes of a state or a roster: first the number of the roster, by which the two find each other.
pub(super) fn seal_numbered(header: &Header, key: &Key, number: u64, contents: &[u8]) -> Vec<u8> {
    let mut numbered = Zeroizing::new(Vec::with_capacity(NUMBER_BYTES + contents.len()));
    numbered.extend(number.to_be_bytes());
    numbered.extend_from_slice(contents);
    seal(header, key, &numbered)
}

/// The number and the contents of a whole file; `None` where a bit is not what was written.
pub(super) fn open_numbered(key: &Key, bytes: &[u8]) -> Option<(u64, Zeroizing<Vec<u8>>)> {
    let mut contents = open(key, bytes)?;
    let number = u64::from_be_bytes(*contents.first_chunk::<NUMBER_BYTES>()?);
    contents.drain(..NUMBER_BYTES);
    Some((number, contents))
}

/// The whole file's bytes; the nonce is drawn afresh, so that no two states share one.
pub(super) fn seal(header: &Header, key: &Key, state: &[u8]) -> Vec<u8> {
    let mut nonce = [0; NONCE_BYTES];
    random::fill(&mut nonce);
    rest::seal(header, key, nonce, state)
}
