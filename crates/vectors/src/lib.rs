//! The vectors of docs/protocol.md: how each file is made, and how it is checked without making it again.
//!
//! Only tests see this crate. It touches no disk, so that the same checks run in a browser.
//!
//! Every implementation reads the same files, wrong cases included. A case has a `name`, its inputs, and either what comes out
//! or `error`, the name of what is wrong.

#[cfg(target_arch = "wasm32")]
mod browser;
mod files;
pub mod links;
mod office;
mod sealed;
mod wire;

use serde_json::Value;

pub use office::{reclaims, reports, vaults};
pub use sealed::{bodies, chains, claims, grants, invites};
pub use wire::{controls, envelopes, frames, refusals};

/// One file of vectors.
pub struct VectorFile {
    /// Its name without `.json`.
    pub name: &'static str,
    /// Makes its cases, always the same.
    pub make: fn() -> Vec<Value>,
    /// Checks one case against the code; panics where they differ.
    pub check: fn(&Value),
}

/// All files.
pub const FILES: [VectorFile; 14] = [
    VectorFile { name: "envelopes", make: envelopes::make, check: envelopes::check },
    VectorFile { name: "controls", make: controls::make, check: controls::check },
    VectorFile { name: "frames", make: frames::make, check: frames::check },
    VectorFile { name: "refusals", make: refusals::make, check: refusals::check },
    VectorFile { name: "chains", make: chains::make, check: chains::check },
    VectorFile { name: "grants", make: grants::make, check: grants::check },
    VectorFile { name: "invites", make: invites::make, check: invites::check },
    VectorFile { name: "links", make: links::make, check: links::check },
    VectorFile { name: "claims", make: claims::make, check: claims::check },
    VectorFile { name: "bodies", make: bodies::make, check: bodies::check },
    VectorFile { name: "reclaims", make: reclaims::make, check: reclaims::check },
    VectorFile { name: "reports", make: reports::make, check: reports::check },
    VectorFile { name: "vaults", make: vaults::make, check: vaults::check },
    VectorFile { name: "files", make: files::make, check: files::check },
];

/// Bytes as lower-case hex.
pub(crate) fn hex(bytes: impl AsRef<[u8]>) -> String {
    data_encoding::HEXLOWER.encode(bytes.as_ref())
}

/// The bytes of a hex field.
pub(crate) fn bytes(case: &Value, field: &str) -> Vec<u8> {
    let text = case[field].as_str().unwrap_or_else(|| panic!("{}: no field {field}", case["name"]));
    data_encoding::HEXLOWER.decode(text.as_bytes()).expect("fields hold lower-case hex")
}

/// The bytes of a hex field of fixed length.
pub(crate) fn array<const N: usize>(case: &Value, field: &str) -> [u8; N] {
    bytes(case, field).try_into().expect("the field has its type's length")
}

/// A case's number.
pub(crate) fn number(case: &Value, field: &str) -> u64 {
    case[field].as_u64().unwrap_or_else(|| panic!("{}: no number {field}", case["name"]))
}

/// Holds what came out against `error`, or says that the case is a right one.
pub(crate) fn agrees_on_error<T, E: std::fmt::Debug>(case: &Value, result: Result<T, E>) -> Option<T> {
    match (result, case["error"].as_str()) {
        (Ok(value), None) => Some(value),
        (Err(error), Some(expected)) => {
            let found = format!("{error:?}");
            let found = found.split([' ', '{']).next().unwrap_or_default();
            assert_eq!(found, expected, "{}", case["name"]);
            None
        }
        (Ok(_), Some(expected)) => panic!("{}: expected {expected}", case["name"]),
        (Err(error), None) => panic!("{}: unexpected {error:?}", case["name"]),
    }
}
