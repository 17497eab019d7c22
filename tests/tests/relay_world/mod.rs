//! A real relay, in this process or in its own, and a small client that speaks the protocol over real sockets.
#![allow(dead_code, unused_imports, reason = "each scenario uses its own part")]

mod client;
#[path = "../../../crates/relay-core/tests/world/dice.rs"]
mod dice;
mod home;
mod process;
#[path = "../../../crates/relay-core/tests/world/writer.rs"]
mod writer;

use std::{
    io::{BufRead, BufReader, Write},
    net::SocketAddr,
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
    time::Duration,
};

use data_encoding::BASE64URL_NOPAD;
use porchlight_protocol::{Ask, Charter, Reply, Sequence};
use porchlight_relay::{Config, Deadlines, PageConfig, Running, ServePage};
use tempfile::TempDir;

pub use client::{Client, connect_tls};
pub use dice::Dice;
pub use home::Home;
pub use process::{RelayProcess, program, run_to_end, write_config};
pub use writer::*;

/// Nothing in a scenario takes longer; a hang fails instead of lasting.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Where a relay is, and what a client has to trust.
#[derive(Debug, Clone)]
pub struct Place {
    pub address: SocketAddr,
    pub certificate: PathBuf,
}

/// A relay in this process, with a data directory that goes when it does.
pub struct TestRelay {
    running: Running,
    config: Config,
    deadlines: Deadlines,
    directory: TempDir,
}

impl TestRelay {
    pub async fn start() -> Self {
        Self::start_with(|_| {}, Deadlines::default()).await
    }

    pub async fn start_with(adapt: impl FnOnce(&mut Config), deadlines: Deadlines) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let mut config = Config {
            listen: "127.0.0.1:0".parse().unwrap(),
            data: directory.path().join("data"),
            // Whether one was built must not decide how a scenario ends; the page's own scenarios ask for it.
            page: PageConfig { serve: Some(ServePage::Off) },
            ..Config::default()
        };
        adapt(&mut config);
        let running = porchlight_relay::start(&config, deadlines).await.unwrap();
        Self { running, config, deadlines, directory }
    }

    /// Stops it, and starts it upon the same data.
    pub async fn restart(self) -> Self {
        let Self { running, config, deadlines, directory } = self;
        running.stop().await;
        let running = porchlight_relay::start(&config, deadlines).await.unwrap();
        Self { running, config, deadlines, directory }
    }

    pub async fn stop(self) -> TempDir {
        self.running.stop().await;
        self.directory
    }

    pub fn place(&self) -> Place {
        Place { address: self.running.address(), certificate: self.running.certificate().to_path_buf() }
    }

    pub fn syncs(&self) -> u64 {
        self.running.syncs()
    }

    pub fn data(&self) -> &Path {
        &self.config.data
    }

    pub async fn charter(&self) -> Charter {
        charter_of(self.data().to_path_buf()).await
    }

    /// Founds a poster's feed.
    pub async fn found(&self, poster: &mut Poster) {
        found(&self.place(), self.charter().await, poster).await;
    }
}

/// Founds a poster's feed.
pub async fn found(place: &Place, charter: Charter, poster: &mut Poster) {
    let envelope = poster.turn();
    let mut client = Client::hello(place, poster.feed).await;
    client.ask(Ask::Found { charter, envelope }).await.unwrap();
}

/// A charter from the relay that runs on a data directory.
pub async fn charter_of(data: PathBuf) -> Charter {
    tokio::task::spawn_blocking(move || ask_operator_socket(&data)).await.unwrap()
}

fn ask_operator_socket(data: &Path) -> Charter {
    let mut stream = UnixStream::connect(data.join("operator.sock")).unwrap();
    stream.write_all(b"charter\n").unwrap();
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).unwrap();
    charter_in(&line)
}

/// The charter in a line of JSON.
pub fn charter_in(line: &str) -> Charter {
    let said: serde_json::Value = serde_json::from_str(line).unwrap();
    let text = said["charter"].as_str().unwrap_or_else(|| panic!("no charter in {line}"));
    Charter::from_slice(&BASE64URL_NOPAD.decode(text.as_bytes()).unwrap()).unwrap()
}

/// Every envelope after a place, as a reader of this epoch receives them.
pub async fn read_all(place: &Place, poster: &Poster, after: u64) -> Vec<porchlight_protocol::Envelope> {
    let mut reader = Client::hello(place, poster.feed).await;
    reader.ask(Ask::Unlock { capability: capability(poster.end.epoch.0) }).await.unwrap();
    let subscribed = reader.ask(Ask::Subscribe { after: Sequence(after) }).await.unwrap();
    let Reply::Subscribed { first, head } = subscribed else { panic!("not subscribed") };
    let mut envelopes = Vec::new();
    for _ in first.0..=head.sequence.0 {
        envelopes.push(reader.next_envelope().await);
    }
    envelopes
}
