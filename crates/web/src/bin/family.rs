//! The family page's program.

fn main() {}
