//! The rules of the house: which crate may see which, and what no crate may touch or be called.
//!
//! The tables here are the rules; [`arrows`] holds them against cargo's view of the crates, [`words`] against their
//! sources. Every check is a pure function from what it looks at to sentences, one for each breach, so that the tests
//! can also show it a house that breaks the rule.

pub mod arrows;
pub mod graph;
pub mod source;
pub mod words;

/// What a crate of the house may name among its dependencies, dev-dependencies included.
pub enum Sees {
    /// These crates of the house, and no other.
    Only(&'static [&'static str]),
    /// Every crate of the house.
    Everything,
}

/// Every crate of the house by its folder, and what it may see.
///
/// A new crate, or a new arrow, gets its line here and a decision record.
pub const ARROWS: [(&str, Sees); 15] = [
    ("protocol", Sees::Only(&[])),
    ("sealing", Sees::Only(&["protocol"])),
    ("relay-core", Sees::Only(&["protocol"])),
    ("client", Sees::Only(&["protocol", "sealing"])),
    ("language", Sees::Only(&[])),
    ("screen", Sees::Only(&["protocol", "sealing", "client", "language"])),
    ("web", Sees::Only(&["protocol", "sealing", "client", "language", "screen"])),
    ("native", Sees::Only(&["protocol", "sealing", "client"])),
    ("page", Sees::Only(&[])),
    ("cli", Sees::Only(&["protocol", "client", "language", "screen", "native", "page"])),
    ("relay", Sees::Only(&["protocol", "relay-core", "page"])),
    ("vectors", Sees::Only(&["protocol", "sealing"])),
    ("bench", Sees::Only(&["protocol", "sealing", "client", "relay-core"])),
    ("xtask", Sees::Only(&[])),
    ("tests", Sees::Everything),
];

/// The crates of the relay tower: that they cannot read is a fact of the build.
pub const RELAY_TOWER: [&str; 2] = ["relay-core", "relay"];

/// The crates that can make or open a seal.
pub const KEY_HOLDERS: [&str; 2] = ["sealing", "client"];

/// The crates into which time, random bytes and all that happens outside come as arguments.
pub const PURE: [&str; 6] = ["protocol", "sealing", "client", "language", "screen", "relay-core"];

/// Crates from outside that bring a runtime, sockets, a disk or a clock.
pub const WORLDLY: [&str; 10] =
    ["tokio", "mio", "socket2", "hyper", "sled", "chrono", "jiff", "time", "web-time", "instant"];

/// Crates from outside that draw random bytes by themselves. Only naming one is a breach: `ring` brings its own.
pub const RANDOM: [&str; 2] = ["getrandom", "rand"];

/// The modules of `std` that touch the world. A span of time is `core::time::Duration`, which reads no clock.
pub const WORLDLY_STD: [&str; 6] = ["time", "fs", "net", "process", "env", "thread"];

/// The one folder whose sources may name sled.
pub const SLEDS_FOLDER: &str = "crates/relay/src/store/";

/// What the relay does not know, so that its code needs no word for it.
pub const MEMBER_WORDS: [&str; 3] = ["family", "families", "liaison"];

/// Names that say nothing about what is inside.
pub const VAGUE_NAMES: [&str; 6] = ["common", "util", "utils", "core", "helpers", "misc"];
