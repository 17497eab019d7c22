//! The `porchlight` command.
fn main() {}
