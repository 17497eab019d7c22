//! The floors: the least that the same libraries can do. Each is a server in a process of its own; nothing is verified, nobody
//! is asked for anything, and no bound is kept.

mod disk;
mod plain;
mod raw;

use std::{
    io::{self, Write},
    net::SocketAddr,
    path::PathBuf,
};

use clap::{Args, ValueEnum};

use crate::{identity::Identity, trouble::Trouble};

/// Which floor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// tokio, tokio-rustls, tokio-tungstenite with its default buffers; one task for each reader.
    Floor,
    /// The same, with small read buffers.
    SmallBuffers,
    /// Two plain threads that walk all connections over rustls, without a WebSocket library.
    Raw,
    /// The second, with posts in a file, synced together before they are acknowledged.
    Disk,
}

/// Serves a floor until it is killed.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Which floor
    kind: Kind,
    /// The certificate, PEM
    #[arg(long)]
    certificate: PathBuf,
    /// Its key, PEM
    #[arg(long)]
    key: PathBuf,
    /// Where the floor on a disk keeps its file
    #[arg(long)]
    data: PathBuf,
    /// Posts that the raw floor gives to each reader at once, all at full speed: for catching up
    #[arg(long, default_value_t = 0)]
    stored: usize,
    /// A post that each reader is given as it comes
    #[arg(long)]
    greeting: bool,
}

pub(crate) fn serve(options: &Options) -> Result<(), Trouble> {
    let identity = Identity { certificate: options.certificate.clone(), key: options.key.clone() };
    let config = identity.server()?;
    match options.kind {
        Kind::Floor => plain::serve(config, plain::Buffers::Default, None, options.greeting),
        Kind::SmallBuffers => plain::serve(config, plain::Buffers::Small, None, options.greeting),
        Kind::Disk => plain::serve(config, plain::Buffers::Small, Some(&options.data), options.greeting),
        Kind::Raw => raw::serve(config, options.stored, options.greeting),
    }
}

/// Says where a floor listens, as the relay does.
fn announce(address: SocketAddr) -> Result<(), Trouble> {
    let mut stdout = io::stdout().lock();
    let said = writeln!(stdout, "{}", serde_json::json!({ "event": "listening", "address": address }));
    said.and_then(|()| stdout.flush()).map_err(Trouble::system("a word on stdout"))
}
