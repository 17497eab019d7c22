//! The desk page's program.

fn main() {}
