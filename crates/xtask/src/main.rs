//! `cargo xtask`: every command of the project.
fn main() {}
