//! A session's line: protocol frames over one WebSocket.

use std::collections::VecDeque;
use std::time::Duration;

use futures_util::{FutureExt, SinkExt, StreamExt};
use porchlight_protocol::{RelayFrame, Request};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::error::ProtocolError;
use tokio_tungstenite::tungstenite::{Error as WsError, Message};

use crate::dial::Socket;

/// Frames that are taken in at once: a device that catches up saves once for so many, and a live one sees no difference.
const FRAMES_AT_ONCE_MAX: usize = 64;
/// How long the relay may take to make room for what is sent to it.
const SEND_WAIT: Duration = Duration::from_secs(20);
/// How long a farewell may take.
const CLOSE_WAIT: Duration = Duration::from_secs(1);

/// Why a session broke off.
#[derive(Debug, thiserror::Error)]
pub enum LineTrouble {
    /// The relay, or something on the way, closed it.
    #[error("the connection was closed")]
    Closed,
    /// It broke.
    #[error("the connection broke: {0}")]
    Broken(Box<WsError>),
    /// Nothing came for too long.
    #[error("the relay fell silent")]
    Silent,
    /// What came is no frame of the protocol.
    #[error("the relay sent something that is not in the protocol; it may be of another version")]
    Garbled,
}

pub(crate) struct Line {
    socket: Socket,
    /// What ended the session, after the frames that came before it.
    trouble: Option<LineTrouble>,
}

impl LineTrouble {
    /// Whether a new session at once may go better.
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        match self {
            Self::Closed | Self::Broken(_) => true,
            Self::Silent | Self::Garbled => false,
        }
    }
}

impl Line {
    pub(crate) fn new(socket: Socket) -> Self {
        Self { socket, trouble: None }
    }

    /// Hands a request to the socket's buffer; [`flush`](Self::flush) sends it.
    pub(crate) async fn send(&mut self, request: &Request) -> Result<(), LineTrouble> {
        let sending = self.socket.feed(Message::binary(request.encode()));
        timeout(SEND_WAIT, sending).await.map_err(|_| LineTrouble::Silent)?.map_err(broken)
    }

    pub(crate) async fn flush(&mut self) -> Result<(), LineTrouble> {
        timeout(SEND_WAIT, self.socket.flush()).await.map_err(|_| LineTrouble::Silent)?.map_err(broken)
    }

    pub(crate) async fn ping(&mut self) -> Result<(), LineTrouble> {
        let pinging = self.socket.send(Message::Ping(Default::default()));
        timeout(SEND_WAIT, pinging).await.map_err(|_| LineTrouble::Silent)?.map_err(broken)
    }

    /// Waits for a frame and takes those that have come with it; none where only a sign of life came.
    ///
    /// Losing this future loses no frame: it waits once, before it has taken any.
    pub(crate) async fn receive(&mut self) -> Result<VecDeque<RelayFrame>, LineTrouble> {
        if let Some(trouble) = self.trouble.take() {
            return Err(trouble);
        }
        let mut frames = VecDeque::new();
        let mut next = Some(self.socket.next().await);
        while let Some(message) = next {
            match heard(message) {
                Ok(frame) => frames.extend(frame),
                Err(trouble) if frames.is_empty() => return Err(trouble),
                Err(trouble) => {
                    self.trouble = Some(trouble);
                    break;
                }
            }
            if frames.len() == FRAMES_AT_ONCE_MAX {
                break;
            }
            next = self.socket.next().now_or_never();
        }
        Ok(frames)
    }

    /// Says goodbye, if the relay listens.
    pub(crate) async fn close(mut self) {
        // Whether the relay hears it changes nothing: all that was to be done is done.
        let _unheard = timeout(CLOSE_WAIT, self.socket.close(None)).await;
    }
}

/// A frame; none in a sign of life.
fn heard(message: Option<Result<Message, WsError>>) -> Result<Option<RelayFrame>, LineTrouble> {
    match message {
        Some(Ok(Message::Binary(bytes))) => RelayFrame::decode(&bytes).map(Some).map_err(|_| LineTrouble::Garbled),
        Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => Ok(None),
        Some(Ok(Message::Text(_))) => Err(LineTrouble::Garbled),
        Some(Ok(Message::Close(_))) | None => Err(LineTrouble::Closed),
        Some(Err(error)) => Err(broken(error)),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "tungstenite's errors, of which a few mean more than a broken line")]
fn broken(error: WsError) -> LineTrouble {
    match error {
        WsError::ConnectionClosed
        | WsError::AlreadyClosed
        | WsError::Protocol(ProtocolError::ResetWithoutClosingHandshake | ProtocolError::SendAfterClosing) => {
            LineTrouble::Closed
        }
        WsError::Capacity(_) | WsError::Protocol(_) | WsError::Utf8(_) => LineTrouble::Garbled,
        other => LineTrouble::Broken(Box::new(other)),
    }
}
