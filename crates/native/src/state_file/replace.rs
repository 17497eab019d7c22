//! Replacing a file whole: each step is a value, so that a test can crash after any of them.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::StateTrouble;
use super::lock::private;

/// Far above the state of the largest group that a relay takes; a file beyond it is no state.
const BYTES_MAX: u64 = 256 * 1024 * 1024;

/// The new file is there, and empty.
pub(crate) struct Replacement {
    target: PathBuf,
    temporary: PathBuf,
    file: File,
}

/// All is written to it.
pub(crate) struct Written(Replacement);
/// It is on stable storage under its temporary name.
pub(crate) struct Synced(Replacement);
/// It stands in the former one's place.
pub(crate) struct Renamed(PathBuf);

impl Replacement {
    pub(crate) fn begin(target: &Path) -> Result<Self, StateTrouble> {
        let temporary = beside(target, ".new");
        // What an interrupted replacement left may have been made by anyone's umask: begin with a file of our own.
        remove(&temporary)?;
        let file = private(OpenOptions::new().write(true).create_new(true)).open(&temporary);
        let file = file.map_err(disk("making", &temporary))?;
        Ok(Self { target: target.to_owned(), temporary, file })
    }

    /// Removes the new file: the former one stands.
    pub(crate) fn give_up(self) -> Result<(), StateTrouble> {
        remove(&self.temporary)
    }

    pub(crate) fn write(mut self, bytes: &[u8]) -> Result<Written, StateTrouble> {
        self.file.write_all(bytes).map_err(disk("writing", &self.temporary))?;
        Ok(Written(self))
    }
}

impl Written {
    pub(crate) fn sync(self) -> Result<Synced, StateTrouble> {
        self.0.file.sync_all().map_err(disk("writing", &self.0.temporary))?;
        Ok(Synced(self.0))
    }
}

impl Synced {
    pub(crate) fn rename(self) -> Result<Renamed, StateTrouble> {
        fs::rename(&self.0.temporary, &self.0.target).map_err(disk("replacing", &self.0.target))?;
        Ok(Renamed(self.0.target))
    }
}

impl Renamed {
    /// Until the directory is synced, a power cut may bring the former file back.
    pub(crate) fn sync_directory(self) -> Result<(), StateTrouble> {
        sync_parent(&self.0)
    }
}

/// Reads a file that holds secrets.
pub(crate) fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, StateTrouble> {
    let mut bytes = Zeroizing::new(Vec::new());
    let file = File::open(path).map_err(disk("opening", path))?;
    let length = file.metadata().map_err(disk("reading", path))?.len();
    if length > BYTES_MAX {
        return Err(StateTrouble::Damaged { path: path.to_owned() });
    }
    // Reserved at once: a buffer that grows leaves copies behind that nobody wipes.
    bytes.reserve_exact(usize::try_from(length).unwrap_or_default() + 1);
    file.take(BYTES_MAX).read_to_end(&mut bytes).map_err(disk("reading", path))?;
    Ok(bytes)
}

/// Removes a file that holds a key, and overwrites it first. A disk may keep what was there all the same: it is the most that a
/// program can do.
pub(super) fn remove_secret(path: &Path) -> Result<(), StateTrouble> {
    if let Ok(mut file) = OpenOptions::new().write(true).open(path) {
        let length = file.metadata().map_err(disk("opening", path))?.len().min(BYTES_MAX);
        let zeros = vec![0; usize::try_from(length).unwrap_or_default()];
        file.write_all(&zeros).and_then(|()| file.sync_all()).map_err(disk("removing", path))?;
    }
    remove(path)
}

/// The path with this behind its name.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Removes a file, if it is there.
pub(super) fn remove(path: &Path) -> Result<(), StateTrouble> {
    match fs::remove_file(path) {
        Ok(()) => sync_parent(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(cause) => Err(disk("removing", path)(cause)),
    }
}

fn sync_parent(path: &Path) -> Result<(), StateTrouble> {
    match path.parent() {
        None => Ok(()),
        Some(parent) if parent.as_os_str().is_empty() => sync_directory(Path::new(".")),
        Some(parent) => sync_directory(parent),
    }
}

/// Only Unix lets a directory be opened and synced; elsewhere the rename is all there is.
pub(super) fn sync_directory(dir: &Path) -> Result<(), StateTrouble> {
    match cfg!(unix) {
        true => File::open(dir).and_then(|dir| dir.sync_all()).map_err(disk("writing", dir)),
        false => Ok(()),
    }
}

pub(super) fn disk(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StateTrouble {
    let path = path.to_owned();
    move |cause| StateTrouble::Disk { doing, path, cause }
}
