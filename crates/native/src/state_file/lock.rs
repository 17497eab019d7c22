//! One process at a time: two on one state would use one place twice.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use super::StateTrouble;

const LOCK: &str = "lock";

/// Makes the directory for its owner alone, with those above it where they are missing.
pub(super) fn make_directory(dir: &Path) -> Result<(), StateTrouble> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|cause| StateTrouble::Disk { doing: "making", path: dir.to_owned(), cause })
}

/// Refuses a directory to which others than its owner may write. One that is not there yet will be made for its owner alone.
pub(super) fn check_private(dir: &Path) -> Result<(), StateTrouble> {
    match fs::metadata(dir) {
        Ok(found) if is_open_to_others(&found) => Err(StateTrouble::OpenToOthers { dir: dir.to_owned() }),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(cause) => Err(StateTrouble::Disk { doing: "opening", path: dir.to_owned(), cause }),
    }
}

#[cfg(unix)]
fn is_open_to_others(dir: &Metadata) -> bool {
    const WRITE_OF_GROUP_OR_WORLD: u32 = 0o022;
    std::os::unix::fs::PermissionsExt::mode(&dir.permissions()) & WRITE_OF_GROUP_OR_WORLD != 0
}

/// Elsewhere rights are kept in lists that the directories of a home inherit.
#[cfg(not(unix))]
fn is_open_to_others(_dir: &Metadata) -> bool {
    false
}

/// Holds the directory's lock until the file is dropped. The lock file stays: removing it would let two hold "the" lock.
pub(super) fn hold(dir: &Path) -> Result<File, StateTrouble> {
    let path = dir.join(LOCK);
    let trouble = |cause| StateTrouble::Disk { doing: "opening", path: path.clone(), cause };
    let file = private(OpenOptions::new().write(true).create(true).truncate(false)).open(&path).map_err(trouble)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StateTrouble::InUse { dir: dir.to_owned() }),
        Err(TryLockError::Error(cause)) => Err(trouble(cause)),
    }
}

/// A file that is made for its owner alone.
pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}
