//! `cargo xtask`: every command of the project.
//!
//! A command is one file with its `Options` and a `run`; to add one, write the file and give it a line in [`Command`]
//! and a line in [`run`].
#![expect(clippy::print_stdout, reason = "these commands talk to the person who typed them")]

mod announce;
mod bench;
mod check;
mod demo;
mod install;
mod measure_page;
mod page;
mod process;
mod release_notes;
mod screenshots;
mod steps;
mod test;
mod trouble;
mod up;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use trouble::Trouble;

/// Every command of the project: start it, test it, check it.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything, start a relay here and print what to type next
    Up(up::Options),
    /// Play the story's whole day in this terminal, against a real relay
    Demo,
    /// Install what the tests need and is missing, then run every test
    Test(test::Options),
    /// Build the page that browsers load, and tell its sizes
    Page(page::Options),
    /// Measure how long a slow phone on a slow line waits for the page
    MeasurePage,
    /// Measure the relay and its clients against floors and against others: docs/performance.md
    Bench(bench::Options),
    /// Take pictures of every view of the page: target/screenshots
    Screenshots,
    /// Print what a release says of itself, with the hashes of its page
    ReleaseNotes,
    /// Formatting, lints, docs, layering, the wasm build, licences
    Check,
    /// Build the checks of the vectors for a browser to run, and say where they lie
    #[command(hide = true)]
    Vectors,
    #[command(hide = true)]
    Announce(announce::Options),
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("\n{trouble}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), Trouble> {
    match command {
        Command::Up(options) => up::run(&options),
        Command::Demo => demo::run(),
        Command::Test(options) => test::run(&options),
        Command::Page(options) => page::run(&options),
        Command::MeasurePage => measure_page::run(),
        Command::Bench(options) => bench::run(&options),
        Command::Screenshots => screenshots::run(),
        Command::ReleaseNotes => release_notes::run(),
        Command::Check => check::run(),
        Command::Vectors => page::vectors().map(|place| println!("{}", place.display())),
        Command::Announce(options) => announce::run(&options),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Cli::command().debug_assert();
    }
}
