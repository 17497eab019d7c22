//! The `porchlight-relay` command.
fn main() {}
