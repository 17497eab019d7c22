//! What a page was made of: as long as that is the same, it need not be made again.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use ring::digest::{Context, SHA256};

use super::{files, texts};
use crate::trouble::Trouble;

const FILE: &str = "made-of.txt";

/// The hash of all that goes into the page, this program included, and of where it goes.
pub(super) fn of(programs: &[PathBuf], out: &Path) -> Result<String, Trouble> {
    let mut hash = Context::new(&SHA256);
    let own = env::current_exe().map_err(|cause| Trouble::System { wanted: "path of this program", cause })?;
    for path in programs.iter().chain([&own]) {
        hash.update(&fs::read(path).map_err(|cause| Trouble::File { path: path.clone(), cause })?);
    }
    for (name, bytes) in files::unchanging()?.into_iter().chain(texts::sources()?) {
        hash.update(format!("{name} {} ", files::hash(&bytes)).as_bytes());
    }
    hash.update(out.as_os_str().as_encoded_bytes());
    Ok(data_encoding::HEXLOWER.encode(hash.finish().as_ref()))
}

/// Whether the last page that was made here was made of the same.
pub(super) fn is_at(workshop: &Path, stamp: &str) -> bool {
    fs::read_to_string(workshop.join(FILE)).is_ok_and(|there| there == stamp)
}

/// Before a page is made: one that was only half made must not pass for whole.
pub(super) fn take_away(workshop: &Path) -> Result<(), Trouble> {
    let path = workshop.join(FILE);
    match fs::remove_file(&path) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(Trouble::File { path, cause }),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// After it was made.
pub(super) fn put(workshop: &Path, stamp: &str) -> Result<(), Trouble> {
    let path = workshop.join(FILE);
    fs::write(&path, stamp).map_err(|cause| Trouble::File { path, cause })
}
