//! The page's files in memory, by name: the directory is flat.

use std::{collections::BTreeMap, fs, path::Path};

use data_encoding::HEXLOWER;
use ring::digest::{SHA256, digest};

use crate::{process, trouble::Trouble};

/// The list of the page's files with their hashes, in the form that `sha256sum --check` reads.
pub(super) const HASHES: &str = "hashes.txt";
/// What a file is called when it is packed for the wire.
pub(super) const PACKED: [&str; 2] = [".br", ".gz"];

const STATIC: &str = "crates/web/static";
/// Keeps the page at hand while the network is away, so it has to know every other file.
const WORKER: &str = "sw.js";
/// Where the worker's list of files goes.
const FILES_MARK: &str = "/*FILES*/";

/// Names and bytes, in the order of the names.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// The files that are as they were written.
pub(super) fn unchanging() -> Result<Files, Trouble> {
    read(&process::root().join(STATIC))
}

/// The files of a directory, without its list of hashes and what is packed for the wire.
pub(super) fn read(directory: &Path) -> Result<Files, Trouble> {
    let mut files = Files::new();
    for name in names(directory)?.into_iter().filter(|name| name != HASHES && !is_packed(name)) {
        let path = directory.join(&name);
        let bytes = fs::read(&path).map_err(|cause| Trouble::File { path, cause })?;
        files.insert(name, bytes);
    }
    Ok(files)
}

/// The names of the files in a directory; what lies in directories below is not looked at.
pub(super) fn names(directory: &Path) -> Result<Vec<String>, Trouble> {
    let trouble = |cause| Trouble::File { path: directory.to_path_buf(), cause };
    let mut names = Vec::new();
    for entry in fs::read_dir(directory).map_err(trouble)? {
        let entry = entry.map_err(trouble)?;
        if entry.file_type().map_err(trouble)?.is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Tells the worker the names of all other files, each with its hash: when one changes, so does the worker, and the browser
/// fetches anew.
pub(super) fn tell_the_worker(files: &mut Files) -> Result<(), Trouble> {
    let worker = files.remove(WORKER).and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    if !worker.contains(FILES_MARK) {
        return Err(Trouble::NoPlaceForFiles { worker: WORKER, mark: FILES_MARK });
    }
    let hashes: BTreeMap<_, _> = files.iter().map(|(name, bytes)| (name, hash(bytes))).collect();
    let json = serde_json::to_string(&hashes).expect("names and hashes are text");
    files.insert(WORKER.to_owned(), worker.replace(FILES_MARK, &json).into_bytes());
    Ok(())
}

/// The list of hashes: one line for each file, in the order of the names.
pub(super) fn hashes(files: &Files) -> String {
    files.iter().map(|(name, bytes)| format!("{}  {name}\n", hash(bytes))).collect()
}

/// Whether the files of a directory are those of its own list, unchanged.
pub(super) fn are_whole(directory: &Path) -> bool {
    let listed = fs::read_to_string(directory.join(HASHES));
    matches!((listed, read(directory)), (Ok(listed), Ok(files)) if listed == hashes(&files))
}

pub(super) fn hash(bytes: &[u8]) -> String {
    HEXLOWER.encode(digest(&SHA256, bytes).as_ref())
}

fn is_packed(name: &str) -> bool {
    PACKED.iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(worker: &str) -> Files {
        [("index.html", "<p>"), ("a.js", "1"), (WORKER, worker)]
            .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
            .into()
    }

    #[test]
    fn the_worker_knows_every_file_but_itself() {
        let mut files = files("const FILES = /*FILES*/;");
        tell_the_worker(&mut files).unwrap();

        let told = String::from_utf8(files[WORKER].clone()).unwrap();
        let expected = format!(r#"const FILES = {{"a.js":"{}","index.html":"{}"}};"#, hash(b"1"), hash(b"<p>"));
        assert_eq!(told, expected);
    }

    #[test]
    fn a_worker_without_a_place_for_the_list_is_an_error() {
        assert!(matches!(tell_the_worker(&mut files("")), Err(Trouble::NoPlaceForFiles { .. })));
        assert!(matches!(tell_the_worker(&mut Files::new()), Err(Trouble::NoPlaceForFiles { .. })));
    }

    #[test]
    fn the_list_of_hashes_is_in_the_order_of_the_names() {
        let list = hashes(&files(""));
        let names: Vec<_> = list.lines().filter_map(|line| line.split_once("  ")).map(|(_, name)| name).collect();
        assert_eq!(names, ["a.js", "index.html", WORKER]);
        assert!(list.starts_with("6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b  a.js\n"));
    }
}
