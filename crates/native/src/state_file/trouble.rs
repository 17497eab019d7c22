//! What can be wrong with a state at rest, and what to do about it.

use std::io;
use std::path::PathBuf;

use super::Kind;

/// Why a state could not be made, opened or saved.
#[derive(Debug, thiserror::Error)]
pub enum StateTrouble {
    /// There is none.
    #[error("there is no state in {}. Say with --state where it is", dir.display())]
    NoState {
        /// Where it was looked for.
        dir: PathBuf,
    },
    /// There is one already.
    #[error("there already is a state in {}. Nothing was changed; choose another directory with --state", dir.display())]
    Exists {
        /// Where.
        dir: PathBuf,
    },
    /// Others than its owner may write to the directory.
    #[error(
        "others on this machine may write to {0}: they could put another state in this one's place, or remove it. \
         Take that from them with `chmod go-w {0}`, or choose another directory with --state", dir.display()
    )]
    OpenToOthers {
        /// Where.
        dir: PathBuf,
    },
    /// It belongs to another kind of party.
    #[error("{} holds {found}. Choose the right directory with --state", dir.display())]
    OtherKind {
        /// Where.
        dir: PathBuf,
        /// Whose it is.
        found: Kind,
    },
    /// Another process uses it.
    #[error(
        "another porchlight is using the state in {}. Wait until it has ended, or end it, and try again", dir.display()
    )]
    InUse {
        /// Where.
        dir: PathBuf,
    },
    /// The passphrase is not the one that sealed it.
    #[error("this passphrase does not open {}. Nothing was changed; try again", dir.display())]
    WrongPassphrase {
        /// Where.
        dir: PathBuf,
    },
    /// The key file is not the one that sealed it.
    #[error(
        "the key file of {} belongs to another one. Put back the key file that was made with it", dir.display()
    )]
    WrongKey {
        /// Where.
        dir: PathBuf,
    },
    /// The key file is gone.
    #[error("the key file {} is missing, and nothing opens without it. Put it back from your copy", path.display())]
    NoKey {
        /// Where it should be.
        path: PathBuf,
    },
    /// Not what was written.
    #[error(
        "{} is damaged. If you have a copy of a family's state, join again with a new link rather than use it; a liaison's \
         copy must be the latest, or places would be used twice", path.display()
    )]
    Damaged {
        /// Which file.
        path: PathBuf,
    },
    /// A file that is no backup stands where one was looked for, or was to be written.
    #[error("{} is not a backup of a liaison's office. Nothing was changed; check the name of the file", path.display())]
    NotABackup {
        /// Which file.
        path: PathBuf,
    },
    /// Another file stands where one was to be written.
    #[error("{} is there already, and is something else. Nothing was changed; choose another name", path.display())]
    AnotherFile {
        /// Which file.
        path: PathBuf,
    },
    /// A backup is not what was written.
    #[error("the backup {} is damaged. Use another copy of it, or the recovery phrase", path.display())]
    BackupDamaged {
        /// Which file.
        path: PathBuf,
    },
    /// The file of an office's roster is not where its state is.
    #[error(
        "{} is missing, and the state does not open without it. A liaison's state is its whole directory: put back all of \
         it, and from the latest copy only, or places would be used twice", path.display()
    )]
    NoRoster {
        /// Where it should be.
        path: PathBuf,
    },
    /// Written by a version whose states are not read any more.
    #[error(
        "{} was written by an earlier version of Porchlight, whose files are not read any more. A family joins again with a \
         new link; a liaison goes on with that version, or founds the group anew", path.display()
    )]
    EarlierVersion {
        /// Which file.
        path: PathBuf,
    },
    /// Written by a later version.
    #[error("{} was written by a later version of Porchlight. Update Porchlight", path.display())]
    LaterVersion {
        /// Which file.
        path: PathBuf,
    },
    /// A passphrase is needed, and none was given.
    #[error("a passphrase is needed, and there is no terminal to ask for it. Set PORCHLIGHT_PASSPHRASE")]
    NoPassphrase,
    /// The passphrase that takes another's place is needed, and none was given.
    #[error(
        "the new passphrase is missing, and there is no terminal to ask for it. Set PORCHLIGHT_NEW_PASSPHRASE, or give it as a \
         line on standard input"
    )]
    NoNewPassphrase,
    /// The passphrase is empty.
    #[error("the passphrase is empty. Choose one of several words, or use none to have a key file made")]
    EmptyPassphrase,
    /// The two that were typed differ.
    #[error("the two passphrases differ. Nothing was made; try again")]
    PassphrasesDiffer,
    /// The disk refused.
    #[error("{doing} {} failed: {cause}. Nothing was changed; look at the disk and the rights to that directory", path.display())]
    Disk {
        /// What was tried.
        doing: &'static str,
        /// With what.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
}
