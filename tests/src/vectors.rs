//! The files of vectors in this repository: `tests/vectors/*.json`.

use std::{fs, path::PathBuf};

use porchlight_vectors::VectorFile;
use serde_json::Value;

pub use porchlight_vectors::FILES;

/// Where a file lies.
pub fn path(file: &VectorFile) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("vectors").join(format!("{}.json", file.name))
}

/// Its stored cases.
pub fn stored(file: &VectorFile) -> Vec<Value> {
    let text = fs::read_to_string(path(file)).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// Writes its cases anew.
pub fn bless(file: &VectorFile) {
    let mut cases = (file.make)();
    // In one order, whatever order serde_json keeps in this build: a difference shows what has changed and nothing else.
    cases.iter_mut().for_each(Value::sort_all_objects);
    let mut text = serde_json::to_string_pretty(&cases).expect("cases are plain JSON");
    text.push('\n');
    fs::write(path(file), text).expect("the folder of the vectors can be written");
}
