//! How the relay is spoken to: as a device that reads, or as a liaison who posts. Every reader checks that places come one
//! after another, so a lost, doubled or misplaced envelope ends the measurement.

use porchlight_protocol::{Ask, Capability, Envelope, FeedId, RelayFrame, Reply, Request, Sequence};

use super::{
    super::frames::{Piece, binary},
    Heard, Role,
};

/// The frame's variant, the length of the envelope, and its bytes up to the place: see docs/protocol.md#the-envelope.
const PLACE_AT: usize = 1 + 2 + 34;
/// Enough of a frame to tell what it is, and which place an envelope has.
const SEEN_BYTES: usize = 256;
const ENVELOPE: u8 = 2;

/// What it takes to come in.
#[derive(Clone, Copy)]
pub(crate) struct Door {
    pub(crate) feed: FeedId,
    pub(crate) capability: Capability,
    /// The place after which readers begin.
    pub(crate) after: Sequence,
}

pub(crate) struct Porchlight {
    role: Role,
    door: Door,
    asked: u32,
    ready_at: u32,
    seen: Vec<u8>,
    read: Sequence,
}

impl Porchlight {
    pub(crate) fn new(role: Role, door: Door) -> Self {
        Self { role, door, asked: 0, ready_at: 0, seen: Vec::new(), read: door.after }
    }

    // All at once: a reader who knows its capability has nothing to wait for.
    pub(super) fn opening(&mut self) -> Vec<u8> {
        let Door { feed, capability, after } = self.door;
        let asks = match self.role {
            Role::Reader => vec![Ask::Hello { feed }, Ask::Unlock { capability }, Ask::Subscribe { after }],
            Role::Poster => vec![Ask::Hello { feed }],
        };
        let frames = asks.into_iter().flat_map(|ask| self.ask(ask)).collect();
        self.ready_at = self.asked;
        frames
    }

    /// Any ask, framed.
    pub(crate) fn ask(&mut self, ask: Ask) -> Vec<u8> {
        self.asked += 1;
        binary(&Request { number: self.asked, ask }.encode())
    }

    pub(super) fn post(&mut self, post: &[u8]) -> Vec<u8> {
        match Envelope::parse(post) {
            Ok(envelope) => self.ask(Ask::Append { envelope }),
            Err(_) => Vec::new(),
        }
    }

    pub(super) fn hear(&mut self, piece: &Piece<'_>, heard: &mut Heard) {
        match piece {
            Piece::Begin { .. } => self.seen.clear(),
            Piece::Payload(bytes) => {
                let room = SEEN_BYTES.saturating_sub(self.seen.len()).min(bytes.len());
                self.seen.extend_from_slice(&bytes[..room]);
            }
            Piece::End if self.seen.first() == Some(&ENVELOPE) => self.envelope(heard),
            Piece::End => self.reply(heard),
        }
    }

    fn envelope(&mut self, heard: &mut Heard) {
        let place = self.seen.get(PLACE_AT..PLACE_AT + 8).and_then(|bytes| bytes.try_into().ok());
        let place = place.map(u64::from_be_bytes).unwrap_or_default();
        if place != self.read.0 + 1 {
            heard.fault = Some(format!("place {place} came after place {}", self.read.0));
        }
        self.read = Sequence(place);
        heard.delivered += 1;
    }

    fn reply(&mut self, heard: &mut Heard) {
        match RelayFrame::decode(&self.seen) {
            Ok(RelayFrame::Reply { number, reply }) => {
                heard.ready |= number == self.ready_at;
                heard.accepted += u64::from(matches!(reply, Reply::Appended { .. }));
            }
            Ok(RelayFrame::Refused { refusal, .. }) => heard.fault = Some(format!("refused: {refusal}")),
            Ok(RelayFrame::Stopped { refusal }) => heard.fault = Some(format!("stopped: {refusal}")),
            Ok(RelayFrame::Envelope(_)) | Err(_) => heard.fault = Some("a frame that is none".into()),
        }
    }
}
