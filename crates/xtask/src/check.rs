//! `cargo xtask check`: all that can be said about the code without running the scenarios.

use std::process::Command;

use crate::{
    install,
    process::{cargo, succeeds},
    steps::{self, Step},
    trouble::Trouble,
};

/// Runs every check, also after one has failed.
pub(crate) fn run() -> Result<(), Trouble> {
    install::whatever_is_missing()?;
    steps::run_all([
        Step::new("formatting", cargo(["fmt", "--all", "--check"])),
        Step::new("clippy", clippy()),
        Step::new("docs", docs()),
        Step::new("layering", layering()),
        Step::new("wasm build", wasm_build()),
        deny(),
    ])?;
    println!("\nEvery check passed.");
    Ok(())
}

fn clippy() -> Command {
    cargo(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])
}

fn docs() -> Command {
    let mut command = cargo(["doc", "--workspace", "--no-deps"]);
    command.env("RUSTDOCFLAGS", "-D warnings");
    command
}

fn layering() -> Command {
    cargo(["test", "--package", "porchlight-tests", "--test", "house"])
}

/// A page in a browser runs these crates; what they draw in must build there too.
fn wasm_build() -> Command {
    let mut command = cargo(["build", "--target", install::WASM_TARGET]);
    for package in ["porchlight-sealing", "porchlight-client", "porchlight-language"] {
        command.args(["--package", package]);
    }
    command
}

/// Advisories are left out: their database needs a network, and a check must say the same everywhere.
fn deny() -> Step {
    if !succeeds(&mut cargo(["deny", "--version"])) {
        return Step::skipped("cargo-deny", "not installed (cargo install cargo-deny --locked)");
    }
    Step::new("cargo-deny", cargo(["deny", "check", "bans", "licenses", "sources"]))
}
