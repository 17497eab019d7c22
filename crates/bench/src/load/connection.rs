//! One client: TLS, the upgrade, frames.

use std::{
    io::{self, ErrorKind, Read, Write},
    net::SocketAddr,
    sync::Arc,
};

use mio::net::TcpStream;
use rustls::{ClientConfig, ClientConnection, pki_types::ServerName};

use super::{
    dialects::{Dialect, Heard},
    frames::{CLOSE, FrameReader, PING, Piece, masked},
};
use crate::trouble::Trouble;

/// Longer than any answer to an upgrade.
const ANSWER_BYTES_MAX: usize = 4096;
/// What may wait in rustls to be sent: more than one burst of posts.
const UNSENT_BYTES_MAX: usize = 1024 * 1024;

enum Phase {
    Upgrading { answer: Vec<u8> },
    Open(FrameReader),
}

/// A client of one server.
pub(super) struct Connection {
    pub(super) tcp: TcpStream,
    tls: ClientConnection,
    phase: Phase,
    pub(super) dialect: Dialect,
    opcode: u8,
    pub(super) accepted: u64,
}

impl Connection {
    pub(super) fn dial(address: SocketAddr, config: Arc<ClientConfig>, dialect: Dialect) -> Result<Self, Trouble> {
        let tcp = TcpStream::connect(address).map_err(Trouble::system("a connection"))?;
        tcp.set_nodelay(true).map_err(Trouble::system("a connection"))?;
        let name = ServerName::try_from("localhost").map_err(|_| Trouble::lost("localhost is a name"))?;
        let mut tls = ClientConnection::new(config, name).map_err(Trouble::tls)?;
        tls.set_buffer_limit(Some(UNSENT_BYTES_MAX));
        let mut connection =
            Self { tcp, tls, phase: Phase::Upgrading { answer: Vec::new() }, dialect, opcode: 0, accepted: 0 };
        connection.queue(upgrade(&connection.dialect, address).as_bytes())?;
        Ok(connection)
    }

    /// Queues bytes that are already framed.
    pub(super) fn queue(&mut self, bytes: &[u8]) -> Result<(), Trouble> {
        self.tls.writer().write_all(bytes).map_err(Trouble::system("room for what is to be sent"))
    }

    /// Sends what the socket takes.
    pub(super) fn send(&mut self) -> Result<(), Trouble> {
        while self.tls.wants_write() {
            match self.tls.write_tls(&mut self.tcp) {
                Ok(_) => {}
                Err(cause) if is_not_now(&cause) => return Ok(()),
                Err(cause) => return Err(Trouble::system("a write")(cause)),
            }
        }
        Ok(())
    }

    /// Reads all that has come.
    pub(super) fn receive(&mut self, scratch: &mut [u8], heard: &mut Heard) -> Result<(), Trouble> {
        loop {
            let read = match self.tcp.read(scratch) {
                Ok(0) => return Err(Trouble::lost("the server has closed a connection")),
                Ok(read) => read,
                Err(cause) if is_not_now(&cause) => return Ok(()),
                Err(cause) => return Err(Trouble::system("a read")(cause)),
            };
            self.decrypt(&scratch[..read], heard)?;
            // The next event comes with the next bytes: less than asked for is all there was.
            if read < scratch.len() {
                return Ok(());
            }
        }
    }

    fn decrypt(&mut self, mut encrypted: &[u8], heard: &mut Heard) -> Result<(), Trouble> {
        while !encrypted.is_empty() {
            self.tls.read_tls(&mut encrypted).map_err(Trouble::system("room for what came"))?;
            self.tls.process_new_packets().map_err(Trouble::tls)?;
            self.hear(heard)?;
        }
        if !heard.says.is_empty() {
            let says = std::mem::take(&mut heard.says);
            self.queue(&says)?;
        }
        if self.tls.wants_write() { self.send() } else { Ok(()) }
    }

    fn hear(&mut self, heard: &mut Heard) -> Result<(), Trouble> {
        loop {
            let mut reader = self.tls.reader();
            let bytes = match io::BufRead::fill_buf(&mut reader) {
                Ok([]) => return Ok(()),
                Ok(bytes) => bytes,
                Err(cause) if is_not_now(&cause) => return Ok(()),
                Err(cause) => return Err(Trouble::system("a read")(cause)),
            };
            let taken = bytes.len();
            match &mut self.phase {
                Phase::Upgrading { answer } => {
                    answer.extend_from_slice(bytes);
                    if let Some(frames) = opened(answer)? {
                        let mut frame_reader = FrameReader::new();
                        heard.says.extend(self.dialect.opening());
                        heard.ready |= self.dialect.is_ready_at_once();
                        let (dialect, opcode) = (&mut self.dialect, &mut self.opcode);
                        frame_reader.take(&frames, |piece| told(dialect, opcode, piece, heard));
                        self.phase = Phase::Open(frame_reader);
                    }
                }
                Phase::Open(frame_reader) => {
                    let (dialect, opcode) = (&mut self.dialect, &mut self.opcode);
                    frame_reader.take(bytes, |piece| told(dialect, opcode, piece, heard));
                }
            }
            io::BufRead::consume(&mut self.tls.reader(), taken);
        }
    }
}

fn told(dialect: &mut Dialect, opcode: &mut u8, piece: Piece<'_>, heard: &mut Heard) {
    if let Piece::Begin { opcode: begun } = piece {
        *opcode = begun;
    }
    match (*opcode, &piece) {
        (CLOSE, Piece::Begin { .. }) => heard.fault = Some("the server says goodbye".into()),
        (PING, Piece::End) => heard.says.extend(masked(10, &[])),
        (CLOSE | PING, _) => {}
        (_, _) => dialect.hear(piece, heard),
    }
}

fn upgrade(dialect: &Dialect, address: SocketAddr) -> String {
    let (path, subprotocol) = dialect.door();
    let subprotocol = subprotocol.map(|name| format!("Sec-WebSocket-Protocol: {name}\r\n")).unwrap_or_default();
    format!(
        "GET {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{subprotocol}\r\n",
        address.port()
    )
}

// What follows the answer to the upgrade, once that is complete.
fn opened(answer: &[u8]) -> Result<Option<Vec<u8>>, Trouble> {
    let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else {
        return if answer.len() > ANSWER_BYTES_MAX { Err(Trouble::lost("an answer without end")) } else { Ok(None) };
    };
    if !answer.starts_with(b"HTTP/1.1 101") {
        return Err(Trouble::lost(String::from_utf8_lossy(&answer[..end]).into_owned()));
    }
    Ok(Some(answer[end + 4..].to_vec()))
}

fn is_not_now(cause: &io::Error) -> bool {
    matches!(cause.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted | ErrorKind::NotConnected)
}
