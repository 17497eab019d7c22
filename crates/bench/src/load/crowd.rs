//! Many clients in one thread, and what they have received together.

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use mio::{Events, Interest, Poll, Token};
use rustls::ClientConfig;

use super::{
    connection::Connection,
    dialects::{Dialect, Heard},
};
use crate::{clock::now, trouble::Trouble};

/// Handshakes under way at once: enough to keep a server busy, few enough for any server's patience.
const HANDSHAKES_AT_ONCE: usize = 64;
/// Nothing takes longer than this without any progress.
const PATIENCE: Duration = Duration::from_secs(60);
/// One read takes a burst of frames.
const SCRATCH_BYTES: usize = 128 * 1024;

/// What a client is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Reader,
    Poster,
}

/// Where the crowd goes.
#[derive(Clone)]
pub(crate) struct Destination {
    pub(crate) address: SocketAddr,
    pub(crate) config: Arc<ClientConfig>,
}

/// A crowd of clients.
pub(crate) struct Crowd {
    poll: Poll,
    events: Events,
    connections: Vec<Connection>,
    scratch: Vec<u8>,
    ready: usize,
    pub(crate) delivered: u64,
    pub(crate) accepted: u64,
    /// The first sign of the present post that left the server: its acknowledgement or a delivery.
    pub(crate) first_sign: Option<Instant>,
    pub(crate) last_delivery: Option<Instant>,
}

impl Crowd {
    pub(crate) fn new() -> Result<Self, Trouble> {
        let poll = Poll::new().map_err(Trouble::system("epoll"))?;
        Ok(Self {
            poll,
            events: Events::with_capacity(1024),
            connections: Vec::new(),
            scratch: vec![0; SCRATCH_BYTES],
            ready: 0,
            delivered: 0,
            accepted: 0,
            first_sign: None,
            last_delivery: None,
        })
    }

    /// Connects as many clients; returns once all are ready. The index of the first of them.
    pub(crate) fn join(
        &mut self,
        destination: &Destination,
        count: usize,
        mut dialect: impl FnMut() -> Dialect,
    ) -> Result<usize, Trouble> {
        let first = self.connections.len();
        let goal = first + count;
        while self.ready < goal {
            while self.connections.len() < goal && self.connections.len() - self.ready < HANDSHAKES_AT_ONCE {
                self.dial(destination, dialect())?;
            }
            self.turn()?;
        }
        Ok(first)
    }

    fn dial(&mut self, destination: &Destination, dialect: Dialect) -> Result<(), Trouble> {
        let mut connection = Connection::dial(destination.address, destination.config.clone(), dialect)?;
        let token = Token(self.connections.len());
        let registered =
            self.poll.registry().register(&mut connection.tcp, token, Interest::READABLE | Interest::WRITABLE);
        registered.map_err(Trouble::system("epoll"))?;
        self.connections.push(connection);
        Ok(())
    }

    /// Has a client send bytes that are already framed.
    pub(crate) fn send(&mut self, client: usize, bytes: &[u8]) -> Result<(), Trouble> {
        self.connections[client].queue(bytes)?;
        self.connections[client].send()
    }

    /// How many of a client's posts the server has acknowledged.
    pub(crate) fn accepted_of(&self, client: usize) -> u64 {
        self.connections[client].accepted
    }

    /// A client's side of the conversation.
    pub(crate) fn dialect(&mut self, client: usize) -> &mut Dialect {
        &mut self.connections[client].dialect
    }

    /// Waits for the next events, and takes them.
    pub(crate) fn turn(&mut self) -> Result<(), Trouble> {
        self.turn_within(PATIENCE)
            .and_then(|came| if came { Ok(()) } else { Err(Trouble::lost("nothing comes any more")) })
    }

    /// The same, for no longer than this; whether anything came.
    pub(crate) fn turn_within(&mut self, wait: Duration) -> Result<bool, Trouble> {
        match self.poll.poll(&mut self.events, Some(wait)) {
            Err(cause) if cause.kind() == std::io::ErrorKind::Interrupted => return Ok(true),
            polled => polled.map_err(Trouble::system("epoll"))?,
        }
        let mut heard = Heard::default();
        for event in &self.events {
            let Some(connection) = self.connections.get_mut(event.token().0) else { continue };
            if event.is_writable() {
                connection.send()?;
            }
            if event.is_readable() || event.is_read_closed() {
                connection.receive(&mut self.scratch, &mut heard)?;
                if heard.ready || heard.delivered > 0 || heard.accepted > 0 || heard.fault.is_some() {
                    let taken = std::mem::take(&mut heard);
                    if let Some(fault) = taken.fault {
                        return Err(Trouble::lost(fault));
                    }
                    self.ready += usize::from(taken.ready);
                    if taken.delivered + taken.accepted > 0 {
                        let at = now();
                        self.first_sign.get_or_insert(at);
                        if taken.delivered > 0 {
                            self.last_delivery = Some(at);
                        }
                    }
                    self.delivered += taken.delivered;
                    self.accepted += taken.accepted;
                    connection.accepted += taken.accepted;
                }
            }
        }
        Ok(!self.events.is_empty())
    }

    /// Takes events until as much has been delivered, and accepted.
    pub(crate) fn until(&mut self, delivered: u64, accepted: u64) -> Result<(), Trouble> {
        while self.delivered < delivered || self.accepted < accepted {
            self.turn()?;
        }
        Ok(())
    }
}
