//! The bench: the relay and its clients, measured against the least that their libraries can do, and against what others built.
//!
//! See docs/performance.md. `cargo xtask bench` builds everything, installs the others, and runs this program.
#![expect(clippy::print_stdout, reason = "this program talks to the person who typed it")]

mod clock;
mod figures;
mod floors;
mod identity;
mod load;
mod office;
mod pages;
mod proc;
mod quiet;
mod servers;
mod trouble;
mod works;

use std::{env, path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};

use crate::{
    figures::{Figures, Verdict},
    identity::Identity,
    proc::Load,
    quiet::Quiet,
    servers::{Bench, Server},
    trouble::Trouble,
    works::{Run, Scale},
};

/// Measures the relay and its clients.
#[derive(Parser)]
#[command(name = "porchlight-bench", version)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measures, and prints what came of it
    Run(Options),
    /// Serves a floor: the least that the same libraries can do
    #[command(hide = true)]
    Serve(floors::Options),
}

#[derive(Args)]
struct Options {
    /// The relay's program, built for release
    #[arg(long)]
    relay: PathBuf,
    /// nats-server's program
    #[arg(long)]
    nats: Option<PathBuf>,
    /// mosquitto's program
    #[arg(long)]
    mosquitto: Option<PathBuf>,
    /// Fewer readers and posts: minutes, for a first impression
    #[arg(long)]
    quick: bool,
    /// A line of JSON for each figure and each mark
    #[arg(long)]
    json: bool,
    /// Only these works
    #[arg(long, value_delimiter = ',')]
    only: Vec<Part>,
    /// Numbers of readers, instead of the usual ones
    #[arg(long, value_delimiter = ',')]
    readers: Vec<usize>,
    /// Rounds, instead of three
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Where the servers keep what they keep; a real disk
    #[arg(long, default_value = "target/bench")]
    scratch: PathBuf,
    /// Writes the tables and plots of these documents
    #[arg(long)]
    docs: Option<PathBuf>,
}

/// A part of the bench.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    Fanout,
    Appends,
    CatchUp,
    Reconnects,
    Device,
    Liaison,
}

fn main() -> ExitCode {
    let done = match Line::parse().command {
        Command::Run(options) => run(&options),
        Command::Serve(options) => floors::serve(&options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("porchlight-bench: {trouble}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), Trouble> {
    let folder = tempfile::tempdir().map_err(Trouble::system("a folder"))?;
    let bench = Bench {
        identity: Identity::make(folder.path())?,
        relay: options.relay.clone(),
        nats: options.nats.clone(),
        mosquitto: options.mosquitto.clone(),
        own: env::current_exe().map_err(Trouble::system("this program's own path"))?,
    };
    let mut scale = match options.quick {
        true => Scale {
            crowds: vec![1_000],
            rounds: 3,
            deliveries: 100_000,
            appends: 2_000,
            late_readers: 100,
            offices: vec![128, 512],
        },
        false => Scale {
            crowds: vec![1_000, 5_000, 10_000],
            rounds: 3,
            deliveries: 400_000,
            appends: 8_000,
            late_readers: 1_000,
            offices: vec![128, 1_024, 10_000],
        },
    };
    scale.rounds = options.rounds;
    if !options.readers.is_empty() {
        scale.crowds = options.readers.clone();
    }
    std::fs::create_dir_all(&options.scratch).map_err(Trouble::system("a folder"))?;
    let scratch = std::path::absolute(&options.scratch).map_err(Trouble::system("a folder"))?;
    let tell = |said: &str| eprintln!("{said}");
    let mut run = Run {
        bench: &bench,
        scale,
        scratch,
        figures: Figures::default(),
        verdicts: Vec::new(),
        notes: Vec::new(),
        quiet: Quiet::default(),
        tell: &tell,
        unmeasured: Vec::new(),
    };
    for server in Server::OTHERS.into_iter().filter(|server| !bench.has(*server)) {
        run.unmeasured.push(format!("{}: it could not be had here", server.name()));
    }
    let before = proc::load()?;
    measure(&mut run, &options.only);
    let after = proc::load()?;
    let mut verdicts = figures::verdicts(&run.figures);
    verdicts.append(&mut run.verdicts);
    let told = told(&run, &verdicts, &before, &after);
    if let Some(docs) = &options.docs {
        pages::write(docs, &told, &run.figures)?;
    }
    if options.json {
        figures::lines(&run.figures, &verdicts).iter().for_each(|line| println!("{line}"));
    } else {
        println!("{told}");
    }
    Ok(())
}

/// All that is wanted, or everything where nothing is named.
fn measure(run: &mut Run<'_>, only: &[Part]) {
    let wants = |part: Part| only.is_empty() || only.contains(&part);
    for round in 0..run.scale.rounds {
        for n in run.scale.crowds_of_a_round() {
            if wants(Part::Fanout) {
                works::fanout::round(run, n, round);
            }
            if wants(Part::Reconnects) {
                works::reconnects::round(run, n, round);
            }
        }
        if wants(Part::Appends) {
            works::appends::round(run, round);
        }
        if wants(Part::CatchUp) {
            works::catch_up::round(run, round);
        }
    }
    if wants(Part::Device) {
        works::members::device(run);
    }
    if wants(Part::Liaison) {
        works::members::liaison(run);
    }
}

/// Everything, for people.
fn told(run: &Run<'_>, verdicts: &[Verdict], before: &Load, after: &Load) -> String {
    let mut told = format!("{}\n{}\n", figures::table(&run.figures), figures::marks(verdicts));
    for note in &run.notes {
        told += &format!("- {note}\n");
    }
    for what in &run.unmeasured {
        told += &format!("- not measured: {what}\n");
    }
    told += &format!("- load average {:.1} before and {:.1} after; ", before.average, after.average);
    told += &format!("{:.0} CPU seconds were stolen by the machine's host\n", after.stolen - before.stolen);
    told + &format!("- {}\n", run.quiet.told())
}
