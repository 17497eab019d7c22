//! Scenarios that see the whole house; nothing sees them.

pub mod gallery;
pub mod house;
pub mod payloads;
pub mod screen;
pub mod vectors;
pub mod world;

/// Whether the long forms of the tests are wanted: `cargo xtask test --full` says so.
pub fn is_full() -> bool {
    std::env::var_os("PORCHLIGHT_TEST_FULL").is_some()
}
