//! The `porchlight-relay` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    porchlight_relay::cli::main()
}
