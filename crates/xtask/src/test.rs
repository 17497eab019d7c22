//! `cargo xtask test`: every test, with the real programs built first.

use std::{path::Path, process::Command};

use crate::{
    install, page,
    process::{self, cargo, succeeds},
    steps::{self, Step},
    trouble::Trouble,
};

/// Where the tests find the programs `porchlight` and `porchlight-relay`.
pub(crate) const PROGRAMS: &str = "PORCHLIGHT_BIN_DIR";
/// Where they find the vectors' checks, compiled for a browser.
const VECTORS: &str = "PORCHLIGHT_VECTORS_DIR";
/// Set for the long forms of the tests.
const FULL: &str = "PORCHLIGHT_TEST_FULL";

/// What a person may ask of `test`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The long forms: more seeds, more kills
    #[arg(long)]
    full: bool,
}

/// Installs what is missing, builds the programs, runs every test.
pub(crate) fn run(options: &Options) -> Result<(), Trouble> {
    let (result, took) = steps::timed(|| install_build_and_test(options));
    result?;
    let which = if options.full { "All tests, in their long forms," } else { "All tests" };
    println!("\n{which} passed ({:.0} s).", took.as_secs_f64());
    Ok(())
}

fn install_build_and_test(options: &Options) -> Result<(), Trouble> {
    install::whatever_is_missing()?;
    install::whatever_tests_lack()?;
    // Before the programs: the relay carries it.
    page::make()?;
    process::run(&mut cargo(["build", "--workspace", "--bins"]))?;
    let programs = process::programs_directory()?;
    let vectors = page::vectors()?;
    steps::run_all(suites().into_iter().map(|(name, mut command)| {
        equip(&mut command, &programs, options);
        command.env(VECTORS, &vectors);
        Step::new(name, command)
    }))
}

/// Nextest runs each test in its own process and leaves the examples in the docs to cargo; cargo alone does both.
fn suites() -> Vec<(&'static str, Command)> {
    if !succeeds(&mut cargo(["nextest", "--version"])) {
        return vec![("tests", cargo(["test", "--workspace", "--no-fail-fast"]))];
    }
    vec![
        ("tests", cargo(["nextest", "run", "--workspace", "--no-fail-fast"])),
        ("doc tests", cargo(["test", "--doc", "--workspace", "--no-fail-fast"])),
    ]
}

fn equip(command: &mut Command, programs: &Path, options: &Options) {
    command.env(PROGRAMS, programs);
    if options.full {
        command.env(FULL, "1");
    }
}
