//! The frames that travel in a session. See docs/protocol.md#frames.

mod ask;
mod reply;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::limits::FRAME_BYTES_MAX;
use crate::{Charter, ENVELOPE_BYTES, Envelope, Refusal};

pub use ask::{Ask, Drop};
pub use reply::{Head, InboxMessage, InviteState, Reply};

/// Where the WebSocket is.
pub const PATH: &str = "/porchlight";
/// The one subprotocol, and so the one version, of today.
pub const SUBPROTOCOL: &str = "porchlight.1";

/// A client's frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The client's own number; the reply carries it.
    pub number: u32,
    /// What is asked.
    pub ask: Ask,
}

// The places of two asks in the table of docs/protocol.md#frames.
const FOUND: u32 = 5;
const APPEND: u32 = 6;

/// The relay's frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RelayFrame {
    /// The request was done.
    Reply {
        /// The request's number.
        number: u32,
        /// What came of it.
        reply: Reply,
    },
    /// The request was refused and has changed nothing.
    Refused {
        /// The request's number.
        number: u32,
        /// Why.
        refusal: Refusal,
    },
    /// The subscription's next envelope.
    Envelope(Envelope),
    /// The subscription has ended.
    Stopped {
        /// Why.
        refusal: Refusal,
    },
}

/// The bytes are no frame of this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MalformedFrame;

impl fmt::Display for MalformedFrame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the frame does not decode")
    }
}

impl std::error::Error for MalformedFrame {}

impl Request {
    /// The frame's bytes.
    pub fn encode(&self) -> Vec<u8> {
        encode(self)
    }

    /// Reads a client's frame.
    ///
    /// # Errors
    /// [`MalformedFrame`] for anything but exactly one frame of at most [`FRAME_BYTES_MAX`] bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self, MalformedFrame> {
        decode(bytes)
    }

    /// What to answer to bytes that [`Request::decode`] refuses: the number they carry, or 0, and the refusal. Where all is
    /// well but the layout of the envelope inside, that alone is refused, and the session may go on.
    pub fn complaint(bytes: &[u8]) -> (u32, Refusal) {
        let Ok((number, ask)) = postcard::take_from_bytes(bytes) else { return (0, Refusal::Malformed) };
        match envelope_brought(ask) {
            Some(_) => (number, Refusal::EnvelopeMalformed),
            None => (number, Refusal::Malformed),
        }
    }
}

impl RelayFrame {
    /// The frame's bytes.
    pub fn encode(&self) -> Vec<u8> {
        encode(self)
    }

    /// Reads a relay's frame.
    ///
    /// # Errors
    /// [`MalformedFrame`] for anything but exactly one frame of at most [`FRAME_BYTES_MAX`] bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self, MalformedFrame> {
        decode(bytes)
    }
}

fn encode<T: Serialize>(frame: &T) -> Vec<u8> {
    postcard::to_allocvec(frame).expect("frames hold nothing that postcard cannot write")
}

/// The bytes that stand where an ask would bring its envelope.
fn envelope_brought(ask: &[u8]) -> Option<&[u8]> {
    let (variant, rest) = postcard::take_from_bytes::<u32>(ask).ok()?;
    let rest = match variant {
        FOUND => postcard::take_from_bytes::<Charter>(rest).ok()?.1,
        APPEND => rest,
        _ => return None,
    };
    let (envelope, rest) = postcard::take_from_bytes::<&serde_bytes::Bytes>(rest).ok()?;
    (envelope.len() == ENVELOPE_BYTES && rest.is_empty()).then_some(envelope)
}

fn decode<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, MalformedFrame> {
    if bytes.len() > FRAME_BYTES_MAX {
        return Err(MalformedFrame);
    }
    match postcard::take_from_bytes(bytes) {
        Ok((frame, [])) => Ok(frame),
        Ok(_) | Err(_) => Err(MalformedFrame),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BODY_BYTES, FeedId, Hash, Header, Kind, Sequence, Signature, Tag};

    fn envelope() -> Envelope {
        let header = Header {
            kind: Kind::Sealed,
            feed: FeedId::new([1; 32]),
            sequence: Sequence(1),
            previous: Hash::ZERO,
            tag: Tag::new([2; 16]),
            nonce: [3; 12],
        };
        Envelope::assemble(&header, &[4; BODY_BYTES], |_| Signature::new([5; 64]))
    }

    fn with_another_version(ask: Ask) -> Vec<u8> {
        let mut bytes = Request { number: 300, ask }.encode();
        let version = bytes.len() - ENVELOPE_BYTES;
        bytes[version] = 9;
        bytes
    }

    #[test]
    fn an_envelope_that_is_none_is_told_from_a_frame_that_is_none() {
        let appended = with_another_version(Ask::Append { envelope: envelope() });
        let founded = with_another_version(Ask::Found { charter: Charter::new([6; 32]), envelope: envelope() });
        for bytes in [&appended, &founded] {
            assert_eq!(Request::decode(bytes), Err(MalformedFrame));
            assert_eq!(Request::complaint(bytes), (300, Refusal::EnvelopeMalformed));
            assert_eq!(Request::complaint(&bytes[..bytes.len() - 1]), (300, Refusal::Malformed));
        }
    }

    #[test]
    fn other_bytes_are_malformed() {
        assert_eq!(Request::complaint(&[]), (0, Refusal::Malformed));
        assert_eq!(Request::complaint(&[7, 99]), (7, Refusal::Malformed));
    }
}
