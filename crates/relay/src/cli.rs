//! The command line.

use std::{
    io::{self, Write},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    thread,
    time::Duration,
};

use clap::{Args, Parser, Subcommand};
use porchlight_protocol::{Charter, link_authority};
use porchlight_relay_core::{Ledger, Retention};
use serde::Serialize;
use tokio::signal::unix::{SignalKind, signal};

use crate::{
    Config, Deadlines, StoreConfig, Trouble, data_dir, data_dir::DataDir, health::Health, logs, operator, random,
    server, store,
};

/// Threads that read the disk for sessions; each holds a stack.
const BLOCKING_THREADS_MAX: usize = 16;
/// How long a relay that starts or stops is waited for: five seconds.
const ATTEMPTS_MAX: usize = 50;
const ATTEMPT_PAUSE: Duration = Duration::from_millis(100);

/// Porchlight's relay: keeps and passes on what it cannot read.
#[derive(Debug, Parser)]
#[command(name = "porchlight-relay", version, about)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the relay until it is interrupted
    Serve(Serve),
    /// Makes a charter: the leave to found one group here
    Charter(MakeCharter),
}

#[derive(Debug, Args)]
struct Serve {
    /// The configuration; config/relay.toml documents every key
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// Where to listen, instead of where the configuration says
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// Where to keep everything, instead of where the configuration says
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Accepted everywhere; this command prints JSON anyway
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct MakeCharter {
    /// The relay's data directory
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Prints a link in its place, for whoever is to found the group: the name and port by which members reach this relay
    #[arg(long, value_name = "HOST[:PORT]", value_parser = authority)]
    relay: Option<String>,
    /// Prints JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Listening<'a> {
    event: &'a str,
    address: SocketAddr,
    certificate: &'a Path,
}

#[derive(Serialize)]
struct Chartered<'a> {
    charter: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<&'a str>,
}

/// Runs the command. Exits with 1 on trouble, and with 2 on wrong usage only.
pub fn main() -> ExitCode {
    let done = match Line::parse().command {
        Command::Serve(options) => serve(&options),
        Command::Charter(options) => charter(&options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            let _ = writeln!(io::stderr(), "porchlight-relay: {trouble}");
            ExitCode::FAILURE
        }
    }
}

fn serve(options: &Serve) -> Result<(), Trouble> {
    let mut config = Config::read(&options.config)?;
    config.listen = options.listen.unwrap_or(config.listen);
    config.data = options.data.clone().unwrap_or(config.data);
    logs::start(config.log.level);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(BLOCKING_THREADS_MAX)
        .build()
        .map_err(|cause| Trouble::System { cause })?;
    runtime.block_on(run(&config))
}

async fn run(config: &Config) -> Result<(), Trouble> {
    // Before the first word on stdout: whoever reads it may at once ask the relay to stop.
    let interrupted = interruption()?;
    let running = server::start(config, Deadlines::default()).await?;
    let listening = Listening { event: "listening", address: running.address(), certificate: running.certificate() };
    print(&json(&listening)?)?;
    interrupted.await;
    running.stop().await;
    Ok(())
}

fn interruption() -> Result<impl Future<Output = ()>, Trouble> {
    let system = |cause| Trouble::System { cause };
    let mut terminate = signal(SignalKind::terminate()).map_err(system)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(system)?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

fn charter(options: &MakeCharter) -> Result<(), Trouble> {
    let charter = make_charter(&options.data)?;
    let link = options.relay.as_deref().map(|relay| operator::link(&charter, relay)).transpose()?;
    match options.json {
        true => print(&json(&Chartered { charter: &charter, link: link.as_deref() })?),
        false => print(link.as_ref().unwrap_or(&charter)),
    }
}

/// A name as members dial it; somebody may well paste an address with it.
fn authority(typed: &str) -> Result<String, &'static str> {
    let bare = ["https://", "wss://"].iter().find_map(|scheme| typed.strip_prefix(scheme)).unwrap_or(typed);
    link_authority(bare.strip_suffix('/').unwrap_or(bare)).ok_or("write it like relay.example or relay.example:8443")
}

// A relay that is just starting or stopping holds the directory but does not answer: it is asked again for a while.
fn make_charter(data: &Path) -> Result<String, Trouble> {
    for _ in 0..ATTEMPTS_MAX {
        if let Some(charter) = operator::ask_running(&data_dir::socket(data))? {
            return Ok(charter);
        }
        match charter_at_rest(data) {
            Err(Trouble::DataInUse { .. }) => thread::sleep(ATTEMPT_PAUSE),
            made => return made,
        }
    }
    Err(Trouble::DataInUse { path: data.to_path_buf() })
}

/// Makes a charter in a store that no relay is using.
fn charter_at_rest(data: &Path) -> Result<String, Trouble> {
    if !data.exists() {
        eprintln!(
            "porchlight-relay: {} did not exist; a new store is made there. Is it the directory that the relay uses?",
            data.display()
        );
    }
    let data = DataDir::lock(data)?;
    let store = store::open(&data, StoreConfig::default().cache_mib, Arc::<Health>::default())?;
    let mut ledger = Ledger::new(store, Retention::BY_DAYS);
    let charter = Charter::new(random::bytes());
    ledger.grant_charter(charter.hash()).map_err(|_| Trouble::StoreFailed)?;
    ledger.sync().map_err(|_| Trouble::StoreFailed)?;
    Ok(operator::text(&charter))
}

fn json(line: &impl Serialize) -> Result<String, Trouble> {
    serde_json::to_string(line).map_err(|cause| Trouble::System { cause: cause.into() })
}

fn print(line: &str) -> Result<(), Trouble> {
    let mut stdout = io::stdout().lock();
    let printed = writeln!(stdout, "{line}").and_then(|()| stdout.flush());
    printed.map_err(|cause| Trouble::Unprinted { cause })
}
