//! A backup file, in the form that the command line reads and writes: what is made here opens there, and the other way round.
//!
//! Sealing and opening take 64 MiB and about a second, for each guess of whoever finds the file.

use porchlight_client::BackupKey;
use porchlight_sealing::rest::{
    self, Header, HeaderDefect, Kind, NONCE_BYTES, Passphrase, RestKey, SALT_BYTES, Sealing,
};
use zeroize::Zeroizing;

use super::BackupTrouble;

/// What a backup is sealed with besides its passphrase: fresh random bytes, never used twice.
pub struct Fresh {
    /// For the key.
    pub salt: [u8; SALT_BYTES],
    /// For the seal.
    pub nonce: [u8; NONCE_BYTES],
}

/// Seals a backup's key by a passphrase; the file's bytes, or nothing for an empty passphrase.
pub fn seal(key: &BackupKey, passphrase: &Zeroizing<String>, fresh: Fresh) -> Option<Vec<u8>> {
    let sealing = Sealing::by_passphrase(fresh.salt);
    let rest_key = RestKey::derive(&Passphrase::new(passphrase.clone())?, &sealing)?;
    let header = Header::new(Kind::Backup, sealing, &rest_key);
    Some(rest::seal(&header, &rest_key, fresh.nonce, &key.encode()))
}

/// Opens a backup file.
///
/// # Errors
/// The [`BackupTrouble`].
pub fn open(file: &[u8], passphrase: &Zeroizing<String>) -> Result<BackupKey, BackupTrouble> {
    let header = Header::decode(file).map_err(|defect| match defect {
        HeaderDefect::Damaged | HeaderDefect::EarlierVersion => BackupTrouble::NotABackup,
        HeaderDefect::LaterVersion => BackupTrouble::LaterVersion,
    })?;
    if header.kind != Kind::Backup {
        return Err(BackupTrouble::NotABackup);
    }
    let passphrase = Passphrase::new(passphrase.clone()).ok_or(BackupTrouble::WrongPassphrase)?;
    let key = RestKey::derive(&passphrase, &header.sealing).ok_or(BackupTrouble::KeyFile)?;
    if !header.fits(&key) {
        return Err(BackupTrouble::WrongPassphrase);
    }
    let contents = rest::open(&key, file).ok_or(BackupTrouble::Damaged)?;
    BackupKey::decode(&contents).map_err(|_| BackupTrouble::Damaged)
}
