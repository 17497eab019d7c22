//! The data directory: one relay at a time, its own files, and nobody else's.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use crate::Trouble;

const LOCK: &str = "relay.lock";
const STORE: &str = "store";
const MARKER: &str = "store.id";
const CERTIFICATE: &str = "cert.pem";
const KEY: &str = "key.pem";
const SOCKET: &str = "operator.sock";
const OWN: [&str; 6] = [LOCK, STORE, MARKER, CERTIFICATE, KEY, SOCKET];

/// A data directory, locked for as long as this lives.
#[derive(Debug)]
pub(crate) struct DataDir {
    path: PathBuf,
    _lock: File,
}

impl DataDir {
    /// Makes the directory if need be, and locks it.
    pub(crate) fn lock(path: &Path) -> Result<Self, Trouble> {
        if !path.exists() {
            make(path)?;
            sync_parent(path)?;
        }
        refuse_strangers(path)?;
        close_to_others(path)?;
        let lock = open_lock(path)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_path_buf(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(Trouble::DataInUse { path: path.to_path_buf() }),
            Err(TryLockError::Error(cause)) => Err(trouble("lock", &path.join(LOCK), cause)),
        }
    }

    /// The store's directory.
    pub(crate) fn store(&self) -> PathBuf {
        self.path.join(STORE)
    }

    /// The file that names the store which belongs here.
    pub(crate) fn marker(&self) -> PathBuf {
        self.path.join(MARKER)
    }

    /// The certificate that the relay made itself.
    pub(crate) fn certificate(&self) -> PathBuf {
        self.path.join(CERTIFICATE)
    }

    /// Its key.
    pub(crate) fn key(&self) -> PathBuf {
        self.path.join(KEY)
    }

    /// The operator's local socket.
    pub(crate) fn socket(&self) -> PathBuf {
        socket(&self.path)
    }

    /// Returns once the directory's entries are on stable storage.
    pub(crate) fn sync(&self) -> Result<(), Trouble> {
        sync_directory(&self.path)
    }
}

/// The operator's local socket in a data directory.
pub(crate) fn socket(data: &Path) -> PathBuf {
    data.join(SOCKET)
}

/// Returns once a directory's entries are on stable storage.
pub(crate) fn sync_directory(path: &Path) -> Result<(), Trouble> {
    let synced = File::open(path).and_then(|directory| directory.sync_all());
    synced.map_err(|cause| trouble("sync", path, cause))
}

/// Writes a file that only its owner may read, whole or not at all. Its contents are synced; its name is durable after
/// [`DataDir::sync`].
pub(crate) fn write_private(path: &Path, contents: &[u8]) -> Result<(), Trouble> {
    let fresh = path.with_extension("new");
    let written = private(&fresh).and_then(|mut file| {
        file.write_all(contents)?;
        file.sync_all()?;
        fs::rename(&fresh, path)
    });
    written.map_err(|cause| trouble("write", path, cause))
}

/// Reads a file that may not be there.
pub(crate) fn read_optional(path: &Path) -> Result<Option<Vec<u8>>, Trouble> {
    match fs::read(path) {
        Ok(contents) => Ok(Some(contents)),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(trouble("read", path, cause)),
    }
}

fn make(path: &Path) -> Result<(), Trouble> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.map_err(|cause| trouble("make the data directory", path, cause))
}

// A directory that a power cut takes away would look as if there had never been one.
fn sync_parent(path: &Path) -> Result<(), Trouble> {
    let absolute = std::path::absolute(path).map_err(|cause| Trouble::System { cause })?;
    absolute.parent().map_or(Ok(()), sync_directory)
}

// Only once it is known to be the relay's own: a slip of the pen must not lock others out of their directory.
fn close_to_others(path: &Path) -> Result<(), Trouble> {
    let closed = fs::set_permissions(path, Permissions::from_mode(0o700));
    closed.map_err(|cause| trouble("close to others", path, cause))
}

// A directory with other things in it is somebody's mistake: nothing is written into it.
fn refuse_strangers(path: &Path) -> Result<(), Trouble> {
    let entries = fs::read_dir(path).map_err(|cause| trouble("read", path, cause))?;
    for entry in entries {
        let name = entry.map_err(|cause| trouble("read", path, cause))?.file_name();
        let found = name.to_string_lossy();
        if !is_own(&found) {
            return Err(Trouble::ForeignDirectory { path: path.to_path_buf(), found: found.into_owned() });
        }
    }
    Ok(())
}

fn is_own(name: &str) -> bool {
    let is_left_over =
        [MARKER, CERTIFICATE, KEY].iter().any(|own| Path::new(own).with_extension("new") == Path::new(name));
    OWN.contains(&name) || is_left_over || name == "lost+found"
}

fn open_lock(path: &Path) -> Result<File, Trouble> {
    let lock = path.join(LOCK);
    let opened = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&lock);
    opened.map_err(|cause| trouble("open", &lock, cause))
}

fn private(path: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(path)
}

fn trouble(wanted: &'static str, path: &Path, cause: io::Error) -> Trouble {
    Trouble::File { wanted, path: path.to_path_buf(), cause }
}
