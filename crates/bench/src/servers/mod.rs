//! The servers that are measured, each a process of its own.

mod others;
mod process;
mod relay;

use std::path::{Path, PathBuf};

use serde::Serialize;

pub(crate) use self::process::Served;
use self::process::{listening, spawn};
use crate::{
    identity::Identity,
    load::{
        Role,
        dialects::{Dialect, Floor, Mqtt, Nats, Porchlight, Use},
    },
    office::Office,
    trouble::Trouble,
};

/// Which server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Server {
    Porchlight,
    Rawfloor,
    Floor,
    FloorSmall,
    FloorDisk,
    Nats,
    /// JetStream with `sync_interval: always`.
    JetstreamAlways,
    /// JetStream as it comes.
    Jetstream,
    Mosquitto,
}

impl Server {
    /// What others built, which has to be installed.
    pub(crate) const OTHERS: [Self; 4] = [Self::Nats, Self::JetstreamAlways, Self::Jetstream, Self::Mosquitto];

    /// As it stands in tables.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Porchlight => "porchlight",
            Self::Rawfloor => "rawfloor",
            Self::Floor => "floor",
            Self::FloorSmall => "floor, small buffers",
            Self::FloorDisk => "floor + fdatasync",
            Self::Nats => "nats-server",
            Self::JetstreamAlways => "JetStream, always",
            Self::Jetstream => "JetStream",
            Self::Mosquitto => "mosquitto",
        }
    }
}

/// Where the programs are, and what they serve with.
pub(crate) struct Bench {
    pub(crate) identity: Identity,
    pub(crate) relay: PathBuf,
    pub(crate) nats: Option<PathBuf>,
    pub(crate) mosquitto: Option<PathBuf>,
    pub(crate) own: PathBuf,
}

/// What a floor does beside serving.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Extras {
    /// Posts that the raw floor hands to each reader at once.
    pub(crate) stored: usize,
    /// Whether a reader is given a post as it comes, as the relay's readers find one there.
    pub(crate) greeting: bool,
}

impl Bench {
    /// Starts a server upon a folder; returns once it takes connections.
    pub(crate) fn start(&self, server: Server, folder: &Path, extras: Extras) -> Result<Served, Trouble> {
        match server {
            Server::Porchlight => relay::start(&self.relay, &self.identity, folder),
            Server::Floor => self.floor("floor", folder, extras),
            Server::FloorSmall => self.floor("small-buffers", folder, extras),
            Server::FloorDisk => self.floor("disk", folder, extras),
            Server::Rawfloor => self.floor("raw", folder, extras),
            Server::Nats => others::nats(self.nats.as_deref(), &self.identity, folder, None),
            Server::Jetstream => others::nats(self.nats.as_deref(), &self.identity, folder, Some("2m")),
            Server::JetstreamAlways => others::nats(self.nats.as_deref(), &self.identity, folder, Some("always")),
            Server::Mosquitto => others::mosquitto(self.mosquitto.as_deref(), &self.identity, folder),
        }
    }

    /// Whether a server can be started here.
    pub(crate) fn has(&self, server: Server) -> bool {
        match server {
            Server::Nats | Server::Jetstream | Server::JetstreamAlways => self.nats.is_some(),
            Server::Mosquitto => self.mosquitto.is_some(),
            Server::Porchlight | Server::Rawfloor | Server::Floor | Server::FloorSmall | Server::FloorDisk => true,
        }
    }

    fn floor(&self, kind: &str, folder: &Path, extras: Extras) -> Result<Served, Trouble> {
        let mut command = std::process::Command::new(&self.own);
        command.args(["serve", kind, "--certificate"]).arg(&self.identity.certificate);
        command.arg("--key").arg(&self.identity.key).arg("--data").arg(folder);
        command.args(["--stored", &extras.stored.to_string()]);
        if extras.greeting {
            command.arg("--greeting");
        }
        listening(spawn(command, folder)?)
    }
}

/// Names of clients at feeds of different seeds are different ones.
const CLIENTS_PER_FEED_MAX: u32 = 100_000;

/// What is posted to a server, and how it is spoken to.
pub(crate) enum Feed {
    Porchlight { office: Box<Office> },
    Plain { server: Server, clients: u32 },
}

impl Feed {
    /// A feed at a server that has just been started.
    ///
    /// Feeds of one server differ by their seeds.
    pub(crate) fn found(server: Server, served: &Served, bench: &Bench, seed: u32) -> Result<Self, Trouble> {
        if server != Server::Porchlight {
            return Ok(Self::Plain { server, clients: seed * CLIENTS_PER_FEED_MAX });
        }
        let (office, founding) = Office::found(seed.into());
        relay::found(&bench.relay, served, bench.identity.client()?, &office, founding)?;
        Ok(Self::Porchlight { office: Box::new(office) })
    }

    /// One more client.
    pub(crate) fn client(&mut self, role: Role, after: u64) -> Dialect {
        match self {
            Self::Porchlight { office } => {
                let (feed, capability) = (office.feed, office.capability);
                let door =
                    crate::load::dialects::Door { feed, capability, after: porchlight_protocol::Sequence(after) };
                Dialect::Porchlight(Porchlight::new(role, door))
            }
            Self::Plain { server: Server::Mosquitto, clients } => {
                *clients += 1;
                Dialect::Mqtt(Mqtt::new(role, *clients))
            }
            Self::Plain { server: Server::Nats, clients } => {
                *clients += 1;
                Dialect::Nats(Nats::new(role, Use::Core, *clients))
            }
            Self::Plain { server: Server::Jetstream | Server::JetstreamAlways, clients } => {
                *clients += 1;
                Dialect::Nats(Nats::new(role, Use::Jetstream, *clients))
            }
            Self::Plain {
                server: Server::Porchlight | Server::Floor | Server::FloorSmall | Server::FloorDisk | Server::Rawfloor,
                ..
            } => Dialect::Floor(Floor::new(role)),
        }
    }

    /// The last place that was made for this feed; nothing where places are not counted.
    pub(crate) fn last(&self) -> u64 {
        match self {
            Self::Porchlight { office } => office.last().0,
            Self::Plain { .. } => 0,
        }
    }

    /// As many posts, made ahead: what sealing costs is no part of what is measured.
    pub(crate) fn posts(&mut self, count: usize) -> Result<Vec<Vec<u8>>, Trouble> {
        match self {
            Self::Porchlight { office } => {
                Ok(office.next(count)?.iter().map(|envelope| envelope.as_bytes().to_vec()).collect())
            }
            Self::Plain { .. } => Ok(vec![vec![7; porchlight_protocol::ENVELOPE_BYTES]; count]),
        }
    }
}
