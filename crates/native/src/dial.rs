//! Dialling a relay: TCP, TLS, and the upgrade to a WebSocket that speaks `porchlight.1`. See docs/protocol.md#transport.

use std::io;
use std::path::Path;
use std::sync::Arc;

use porchlight_client::Reach;
use porchlight_protocol::limits::{FRAME_BYTES_MAX, HANDSHAKE_WAIT, UPGRADE_WAIT};
use porchlight_protocol::{PATH, SUBPROTOCOL};
use rustls::ClientConfig;
use rustls_pki_types::ServerName;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::http::header::{HeaderValue, SEC_WEBSOCKET_PROTOCOL};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{self, Error as WsError};
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

use crate::address::{AddressDefect, split};
use crate::line::Line;
use crate::trust::{self, TrustTrouble};
use crate::way_out::{has_way_out, is_at_home};

/// A client reads a few frames at a time; a larger buffer is zeroed anew at each look.
const READ_BUFFER_BYTES: usize = 4 * 1024;
/// A window of requests, most of them an envelope.
const WRITE_BUFFER_BYTES: usize = 32 * 1024;
/// Above the buffer by a window of the largest frames, or tungstenite refuses to write.
const WRITE_BUFFER_BYTES_MAX: usize = WRITE_BUFFER_BYTES + 32 * FRAME_BYTES_MAX;

pub(crate) type Socket = WebSocketStream<TlsStream<TcpStream>>;

/// Why no session with a relay came about.
#[derive(Debug, thiserror::Error)]
pub enum DialTrouble {
    /// The relay's name in the state or the link is none.
    #[error("{0}")]
    Address(#[from] AddressDefect),
    /// This machine has no way out at all.
    #[error("this machine is offline: no way leads from it to {relay}")]
    Offline {
        /// The relay.
        relay: String,
    },
    /// No answer at that name and port.
    #[error("no answer from {relay}: {cause}")]
    NoAnswer {
        /// The relay.
        relay: String,
        /// What the system says.
        cause: io::Error,
    },
    /// The answer took too long.
    #[error("{relay} did not answer in time")]
    TooSlow {
        /// The relay.
        relay: String,
    },
    /// It could not prove who it is.
    #[error(
        "{relay} could not prove that it is the relay you mean: {cause}.\nIf its operator has made the certificate, give that \
         file with --ca"
    )]
    NotTrusted {
        /// The relay.
        relay: String,
        /// What TLS says.
        cause: rustls::Error,
    },
    /// Something answers there, but no relay of this version.
    #[error("at {relay} there is no relay that speaks {SUBPROTOCOL}: {said}")]
    NotARelay {
        /// The relay.
        relay: String,
        /// What it says instead, in printable ASCII.
        said: String,
    },
}

impl DialTrouble {
    /// Whether the same attempt may succeed a moment later.
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        match self {
            Self::NoAnswer { .. } | Self::TooSlow { .. } => true,
            Self::Address(_) | Self::Offline { .. } | Self::NotTrusted { .. } | Self::NotARelay { .. } => false,
        }
    }

    /// What it says of the way to the relay.
    #[must_use]
    pub const fn reach(&self) -> Reach {
        match self {
            Self::Offline { .. } => Reach::Offline,
            Self::Address(_)
            | Self::NoAnswer { .. }
            | Self::TooSlow { .. }
            | Self::NotTrusted { .. }
            | Self::NotARelay { .. } => Reach::Unreachable,
        }
    }
}

/// Opens sessions with relays.
#[derive(Clone)]
pub struct Dialler {
    tls: Arc<ClientConfig>,
    has_way_out: fn() -> bool,
}

impl Dialler {
    /// Trusts the public authorities, and the certificates in `extra`.
    ///
    /// # Errors
    /// Where `extra` holds nothing that can be trusted.
    pub fn new(extra: Option<&Path>) -> Result<Self, TrustTrouble> {
        Ok(Self { tls: trust::tls(extra)?, has_way_out })
    }

    /// Asks this, in place of the machine's routes, whether there is any way out.
    #[must_use]
    pub fn with_way_out(self, has_way_out: fn() -> bool) -> Self {
        Self { has_way_out, ..self }
    }

    /// A relay that gives no answer to a machine without any way out is not to blame.
    pub(crate) async fn dial(&self, relay: &str) -> Result<Line, DialTrouble> {
        self.unless_offline(relay, self.upgraded(relay).await)
    }

    /// Opens a connection to whatever answers there, and says nothing yet.
    pub(crate) async fn reach(&self, authority: &str) -> Result<TlsStream<TcpStream>, DialTrouble> {
        self.unless_offline(authority, self.secure(authority).await)
    }

    fn unless_offline<T>(&self, relay: &str, outcome: Result<T, DialTrouble>) -> Result<T, DialTrouble> {
        match outcome {
            Err(DialTrouble::NoAnswer { .. } | DialTrouble::TooSlow { .. })
                if !is_at_home(relay) && !(self.has_way_out)() =>
            {
                Err(DialTrouble::Offline { relay: relay.to_owned() })
            }
            dialled => dialled,
        }
    }

    async fn upgraded(&self, relay: &str) -> Result<Line, DialTrouble> {
        let stream = self.secure(relay).await?;
        let upgrade = client_async_with_config(request(relay)?, stream, Some(config()));
        let upgraded = timeout(UPGRADE_WAIT, upgrade).await.map_err(|_| too_slow(relay))?;
        let (socket, _) = upgraded.map_err(|error| not_upgraded(relay, error))?;
        Ok(Line::new(socket))
    }

    async fn secure(&self, relay: &str) -> Result<TlsStream<TcpStream>, DialTrouble> {
        let (host, port) = split(relay)?;
        let no_answer = |cause| DialTrouble::NoAnswer { relay: relay.to_owned(), cause };
        let name = ServerName::try_from(host.to_owned()).map_err(|_| AddressDefect::NoHost)?;
        let connecting = timeout(HANDSHAKE_WAIT, TcpStream::connect((host, port)));
        let stream = connecting.await.map_err(|_| too_slow(relay))?.map_err(no_answer)?;
        // Requests are small and await their answers: nothing is gained by holding them back.
        stream.set_nodelay(true).map_err(no_answer)?;
        let shaking_hands = TlsConnector::from(Arc::clone(&self.tls)).connect(name, stream);
        let secured = timeout(HANDSHAKE_WAIT, shaking_hands).await.map_err(|_| too_slow(relay))?;
        secured.map_err(|error| not_secured(relay, error))
    }
}

fn request(relay: &str) -> Result<Request, DialTrouble> {
    let mut request = format!("wss://{relay}{PATH}").into_client_request().map_err(|_| AddressDefect::NoHost)?;
    request.headers_mut().insert(SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(SUBPROTOCOL));
    Ok(request)
}

fn config() -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(WRITE_BUFFER_BYTES)
        .max_write_buffer_size(WRITE_BUFFER_BYTES_MAX)
        .max_message_size(Some(FRAME_BYTES_MAX))
        .max_frame_size(Some(FRAME_BYTES_MAX))
}

fn too_slow(relay: &str) -> DialTrouble {
    DialTrouble::TooSlow { relay: relay.to_owned() }
}

fn not_secured(relay: &str, error: io::Error) -> DialTrouble {
    let relay = relay.to_owned();
    match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        Some(rustls::Error::InvalidMessage(_)) => {
            DialTrouble::NotARelay { relay, said: "what answers there does not speak TLS".to_owned() }
        }
        Some(cause) => DialTrouble::NotTrusted { relay, cause: cause.clone() },
        None => DialTrouble::NoAnswer { relay, cause: error },
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "tungstenite's errors, of which three matter here")]
fn not_upgraded(relay: &str, error: WsError) -> DialTrouble {
    let relay = relay.to_owned();
    match error {
        WsError::Io(cause) => DialTrouble::NoAnswer { relay, cause },
        WsError::Http(response) => DialTrouble::NotARelay { relay, said: refusal(&response) },
        other => DialTrouble::NotARelay { relay, said: printable(&other.to_string()) },
    }
}

/// The status and the first words of an answer that is no upgrade.
fn refusal(response: &tungstenite::http::Response<Option<Vec<u8>>>) -> String {
    let body = String::from_utf8_lossy(response.body().as_deref().unwrap_or_default());
    format!("it answers {} {}", response.status(), printable(&body)).trim_end().to_owned()
}

/// The first words of a stranger's text that no terminal takes for anything else: printable ASCII, which is all that a relay
/// writes. Control characters, invisible marks and whatever turns the writing round are left out.
fn printable(text: &str) -> String {
    const CHARS_MAX: usize = 120;
    text.chars().filter(|c| matches!(c, ' '..='~')).take(CHARS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use tokio_tungstenite::tungstenite::http::Response;

    use super::*;

    fn said(body: &str) -> String {
        refusal(&Response::builder().status(400).body(Some(body.as_bytes().to_vec())).unwrap())
    }

    #[test]
    fn an_answer_that_is_no_upgrade_is_repeated_as_it_reads() {
        assert_eq!(
            said("this relay speaks porchlight.1\r\n"),
            "it answers 400 Bad Request this relay speaks porchlight.1"
        );
        assert_eq!(said(""), "it answers 400 Bad Request");
        assert!(said(&"x".repeat(10_000)).len() < 150);
    }

    #[test]
    fn a_stranger_can_neither_command_a_terminal_nor_turn_or_hide_words() {
        let tricks = "a\u{1b}[2J\u{9b}\u{202e}b\u{2066}\u{200b}\u{ad}\u{3164}\u{feff}\u{e0041}c\u{fffd}";
        assert_eq!(said(tricks), "it answers 400 Bad Request a[2Jbc");
    }
}
