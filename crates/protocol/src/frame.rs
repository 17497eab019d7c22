//! The frames that travel in a session. See docs/protocol.md#frames.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::limits::FRAME_BYTES_MAX;
use crate::{
    Capability, Challenge, Charter, ClaimAnswer, Claimant, Day, DropBlob, DropTag, ENVELOPE_BYTES, Envelope, Epoch,
    FeedId, Hash, InboxBlob, InviteGrant, Refusal, Sequence, Signature, VaultPiece,
};

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

/// A drop and its address.
pub type Drop = (DropTag, DropBlob);
/// A message and its number in the inbox.
pub type InboxMessage = (u64, InboxBlob);

/// What a client may ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// Names the feed that the session is about. First frame, once.
    Hello {
        /// The feed.
        feed: FeedId,
    },
    /// Proves that the client holds the posting key.
    Prove {
        /// Over challenge ‖ feed id ‖ relay's name.
        signature: Signature,
    },
    /// Shows the read capability.
    Unlock {
        /// The present epoch's.
        capability: Capability,
    },
    /// Asks for the feed's head.
    Head,
    /// Asks for control envelopes.
    Controls {
        /// Those after this place.
        after: Sequence,
    },
    /// Founds a feed.
    Found {
        /// The operator's leave.
        charter: Charter,
        /// The first envelope.
        envelope: Envelope,
    },
    /// Brings the next envelope; anyone may.
    Append {
        /// The envelope.
        envelope: Envelope,
    },
    /// Asks for all envelopes after a place, those to come included.
    Subscribe {
        /// The last place that the reader has.
        after: Sequence,
    },
    /// Leaves drops.
    PutDrops {
        /// The epoch they grant: they are kept as long as it is.
        epoch: Epoch,
        /// At most [`DROPS_PER_FRAME_MAX`](crate::limits::DROPS_PER_FRAME_MAX).
        drops: Vec<Drop>,
    },
    /// Fetches drops.
    FetchDrops {
        /// At most [`TAGS_PER_FRAME_MAX`](crate::limits::TAGS_PER_FRAME_MAX).
        tags: Vec<DropTag>,
    },
    /// Leaves an invite's first grant.
    PutInvite {
        /// Where.
        tag: DropTag,
        /// What its claimant gets.
        grant: Box<InviteGrant>,
    },
    /// Claims an invite.
    Claim {
        /// Which.
        tag: DropTag,
        /// The device's own mark: who shows it again may fetch again.
        claimant: Claimant,
    },
    /// Leaves the claimant's one answer.
    LeaveAnswer {
        /// At which invite.
        tag: DropTag,
        /// The mark shown at the claim.
        claimant: Claimant,
        /// The answer.
        answer: Box<ClaimAnswer>,
    },
    /// Asks how invites stand.
    Answers {
        /// At most [`ANSWERS_PER_FRAME_MAX`](crate::limits::ANSWERS_PER_FRAME_MAX).
        tags: Vec<DropTag>,
    },
    /// Reduces invites to used-up marks, and forgets marks that were only padding.
    Retire {
        /// Each with the day that its mark tells.
        invites: Vec<(DropTag, Day)>,
        /// Marks that go. Both lists together: at most [`RETIRED_PER_FRAME_MAX`](crate::limits::RETIRED_PER_FRAME_MAX).
        forgotten: Vec<DropTag>,
    },
    /// Sends a message to the poster.
    Send {
        /// The message.
        message: Box<InboxBlob>,
    },
    /// Asks for messages.
    Inbox {
        /// Those after this number.
        after: u64,
    },
    /// Clears messages.
    ClearInbox {
        /// Up to and with this number.
        through: u64,
    },
    /// Leaves one piece of a vault.
    PutVault {
        /// Which version: it replaces the one before when its last piece is there.
        version: u64,
        /// Exactly [`VAULT_TAGS`](crate::limits::VAULT_TAGS), the same with every piece.
        tags: Vec<DropTag>,
        /// How many pieces the version has: a power of two, at most [`VAULT_PIECES_MAX`](crate::limits::VAULT_PIECES_MAX).
        count: u16,
        /// Which of them this is, counted from 0.
        index: u16,
        /// The piece.
        piece: Box<VaultPiece>,
    },
    /// Fetches one piece of a vault, whatever feed the session is about.
    FetchVault {
        /// One of the vault's tags.
        tag: DropTag,
        /// Which piece, counted from 0.
        index: u16,
    },
}

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

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    /// To `Hello`.
    Welcome {
        /// Fresh bytes for a poster to sign.
        challenge: Challenge,
    },
    /// It is done, and on disk where it changed something.
    Done,
    /// To `Head`.
    Head(Head),
    /// To `Controls`.
    Controls {
        /// In the order of the feed.
        envelopes: Vec<Envelope>,
        /// Whether there are later ones.
        more: bool,
    },
    /// The envelope is on disk.
    Appended {
        /// Its place.
        sequence: Sequence,
    },
    /// To `Subscribe`.
    Subscribed {
        /// The first place that will come.
        first: Sequence,
        /// The head at this moment.
        head: Head,
    },
    /// To `FetchDrops`, in the order of the tags.
    Drops(Vec<Option<DropBlob>>),
    /// To `Claim`.
    Claimed {
        /// The first grant.
        grant: Box<InviteGrant>,
    },
    /// To `Answers`, in the order of the tags.
    Answers(Vec<InviteState>),
    /// To `Inbox`.
    Inbox {
        /// In the order of their numbers.
        messages: Vec<InboxMessage>,
        /// Whether there are later ones.
        more: bool,
    },
    /// To `FetchVault`.
    Vault {
        /// The feed whose vault it is.
        feed: FeedId,
        /// Which version.
        version: u64,
        /// How many pieces it has.
        count: u16,
        /// The piece that was asked for.
        piece: Box<VaultPiece>,
    },
}

/// Where a feed ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The last place.
    pub sequence: Sequence,
    /// The hash of its envelope.
    pub hash: Hash,
    /// The epoch in force.
    pub epoch: Epoch,
    /// The place of the last control envelope.
    pub control: Sequence,
}

/// How an invite stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum InviteState {
    /// Nothing under that tag.
    Unknown,
    /// It waits for its claimant.
    Unclaimed,
    /// It has a claimant.
    Claimed {
        /// Since when.
        day: Day,
        /// What the claimant left.
        answer: Option<Box<ClaimAnswer>>,
    },
    /// Only the mark is left.
    UsedUp {
        /// When it served.
        day: Day,
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
    use crate::{BODY_BYTES, Header, Kind, Tag};

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
