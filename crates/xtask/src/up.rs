//! `cargo xtask up`: a relay on this machine, and what to type next.
//!
//! This process *becomes* the relay, and a child of it does the talking: so the process that a person started is the one
//! that Ctrl-C, `kill` and even `kill -9` reach, its exit is the relay's exit, and no relay can be left behind. The child
//! reads the relay's output and ends with it.

use std::{
    env, io,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    install, page,
    process::{self, cannot_start, cargo, program},
    trouble::Trouble,
};

/// What a person may ask of `up`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Where the relay listens
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8443")]
    listen: String,
    /// Where the relay keeps its data
    #[arg(long, value_name = "DIR", default_value = "./porchlight-data")]
    data: PathBuf,
}

/// Builds the page and the two programs, and becomes the relay; returns only if that fails.
pub(crate) fn run(options: &Options) -> Result<(), Trouble> {
    install::whatever_is_missing()?;
    // Before the programs: the relay carries it.
    page::make()?;
    process::run(&mut cargo(["build", "--package", "porchlight-relay", "--package", "porchlight-cli", "--bins"]))?;
    let programs = process::programs_directory()?;
    let (from_relay, relay_output) = io::pipe().map_err(|cause| Trouble::System { wanted: "pipe", cause })?;

    let mut herald = herald(options, &programs)?;
    herald.stdin(from_relay);
    herald.spawn().map_err(|cause| cannot_start(&herald, cause))?;

    let mut relay = relay(options, &programs);
    let cause = relay.stdout(relay_output).exec();
    Err(cannot_start(&relay, cause))
}

fn relay(options: &Options, programs: &Path) -> Command {
    let mut command = program(programs.join("porchlight-relay"));
    command.args(["serve", "--config", "config/relay.toml", "--listen", &options.listen]);
    command.arg("--data").arg(&options.data);
    command
}

/// Ourselves, as the child that tells the person what to type.
fn herald(options: &Options, programs: &Path) -> Result<Command, Trouble> {
    let own = env::current_exe().map_err(|cause| Trouble::System { wanted: "path of this program", cause })?;
    let mut command = program(own);
    command.arg("announce").arg("--programs").arg(programs).arg("--data").arg(&options.data);
    Ok(command)
}
