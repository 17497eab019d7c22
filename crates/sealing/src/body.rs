//! Bodies: what an envelope seals, cut in parts that fill it exactly. See docs/protocol.md#bodies.

use std::fmt;

use crate::{Generation, KEM_SUITE, KemKey};
use porchlight_protocol::limits::{RETENTION_DAYS_DEFAULT, RETENTION_DAYS_MAX, RETENTION_DAYS_MIN};
use porchlight_protocol::{Day, Hash, PLAINTEXT_BYTES, Sequence};
use serde::{Deserialize, Serialize};

/// Bytes of a message that one part holds.
const PART_BYTES_MAX: usize = PLAINTEXT_BYTES - 4;
/// Parts of one message: 6.5 KiB, room for the largest profile.
pub const PARTS_MAX: usize = 8;
/// Bytes of a code.
pub const CODE_BYTES_MAX: usize = 32;
/// Bytes of a notice's text: about 2,000 Cyrillic letters.
pub const TEXT_BYTES_MAX: usize = 4_000;
/// Bytes of a group's name.
pub const NAME_BYTES_MAX: usize = 120;
/// Bytes of a relay's name: a DNS name and a port.
pub const RELAY_BYTES_MAX: usize = 255;
/// Bytes of a group's own codebook: with it a first grant is full.
pub const CODEBOOK_BYTES_MAX: usize = 3_000;

/// What people say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Message {
    /// To the group.
    Status(Status),
    /// To one family.
    Notice(Notice),
    /// To the group: something of its profile has changed.
    Profile(Profile),
    /// To the group: what re-claims are encapsulated to from now on.
    KemKey(NextKemKey),
}

/// A status to the group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// What it says, in the group's codebook.
    pub code: String,
    /// The day it speaks of.
    pub as_of: Day,
    /// When it was sealed, in seconds since 1970-01-01T00:00:00Z.
    pub posted_at: u64,
    /// By when the next one comes, in the same seconds: a promise.
    pub next_by: u64,
    /// The hash of the vault in force; none before the first.
    pub vault: Option<Hash>,
    /// The earlier status that it corrects.
    pub supersedes: Option<Sequence>,
}

/// A notice to one family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Counts the family's notices from 0, over epochs.
    pub ordinal: u64,
    /// What it says, in the group's codebook.
    pub code: String,
    /// Free text.
    pub text: Option<String>,
    /// The inquiry that it answers.
    pub answers: Option<u64>,
}

/// What a group calls itself and how it speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The group's name.
    pub name: String,
    /// How often a status is promised.
    pub cadence_seconds: u64,
    /// The group's own codebook, or nothing.
    pub codebook: String,
    /// How long the relay keeps envelopes: a promise.
    pub retention_days: u16,
    /// Whether devices report though they have nothing to say.
    pub check_ins: bool,
    /// Where the relay is from now on; nothing while it stays where it is.
    pub relay: String,
}

/// The liaison's next KEM key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextKemKey {
    /// Which one.
    pub generation: Generation,
    /// Which KEM it is for.
    pub suite: u16,
    /// The key.
    pub key: Box<KemKey>,
}

impl Profile {
    /// A group of this name and cadence, with everything else as usual.
    pub fn new(name: &str, cadence_seconds: u64) -> Self {
        Self {
            name: name.to_owned(),
            cadence_seconds,
            codebook: String::new(),
            retention_days: RETENTION_DAYS_DEFAULT,
            check_ins: true,
            relay: String::new(),
        }
    }

    /// Whether name, codebook, retention and relay are within their bounds, and the cadence is one.
    pub fn is_within_bounds(&self) -> bool {
        (1..=NAME_BYTES_MAX).contains(&self.name.len())
            && self.codebook.len() <= CODEBOOK_BYTES_MAX
            && self.cadence_seconds > 0
            && (RETENTION_DAYS_MIN..=RETENTION_DAYS_MAX).contains(&self.retention_days)
            && self.relay.len() <= RELAY_BYTES_MAX
    }
}

/// Whether this may stand as a code: 1 to 32 of `a-z 0-9 -`.
pub fn is_code(code: &str) -> bool {
    (1..=CODE_BYTES_MAX).contains(&code.len())
        && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The message is beyond a bound: text, name, codebook or code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MessageTooLong;

impl fmt::Display for MessageTooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a text, name, codebook or code is beyond its bound; a text has at most {TEXT_BYTES_MAX} bytes")
    }
}

impl std::error::Error for MessageTooLong {}

/// A body opened, and is not a part of a message of this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnreadableBody;

impl fmt::Display for UnreadableBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the body says nothing that this version knows")
    }
}

impl std::error::Error for UnreadableBody {}

impl Message {
    /// Cuts the message in parts, each the plaintext of one envelope.
    ///
    /// # Errors
    /// [`MessageTooLong`] when a field is beyond its bound.
    pub fn to_parts(&self) -> Result<Vec<[u8; PLAINTEXT_BYTES]>, MessageTooLong> {
        if !self.is_within_bounds() {
            return Err(MessageTooLong);
        }
        let encoded = postcard::to_allocvec(self).map_err(|_| MessageTooLong)?;
        let pieces: Vec<&[u8]> = encoded.chunks(PART_BYTES_MAX).collect();
        if pieces.len() > PARTS_MAX {
            return Err(MessageTooLong);
        }
        Ok(pieces.iter().enumerate().map(|(index, piece)| part(index, pieces.len(), piece)).collect())
    }

    fn is_within_bounds(&self) -> bool {
        match self {
            Self::Status(status) => is_code(&status.code),
            Self::Notice(notice) => {
                is_code(&notice.code) && notice.text.as_ref().is_none_or(|text| text.len() <= TEXT_BYTES_MAX)
            }
            Self::Profile(profile) => profile.is_within_bounds(),
            Self::KemKey(next) => next.suite == KEM_SUITE,
        }
    }
}

fn part(index: usize, count: usize, piece: &[u8]) -> [u8; PLAINTEXT_BYTES] {
    let mut plaintext = [0; PLAINTEXT_BYTES];
    plaintext[0] = u8::try_from(index).expect("at most 8 parts");
    plaintext[1] = u8::try_from(count).expect("at most 8 parts");
    plaintext[2..4].copy_from_slice(&u16::try_from(piece.len()).expect("at most 838 bytes").to_be_bytes());
    plaintext[4..4 + piece.len()].copy_from_slice(piece);
    plaintext
}

/// Joins the parts that arrive on one chain.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Assembly {
    parts: u8,
    bytes: Vec<u8>,
}

impl Assembly {
    /// Takes in the next opened body; gives the message that it completes.
    ///
    /// A message whose beginning lies before this device's first place is passed over in silence until the next one begins.
    ///
    /// # Errors
    /// [`UnreadableBody`] when it is no part, or the parts do not make a message within its bounds. What was joined so far is dropped.
    pub fn take(&mut self, plaintext: &[u8]) -> Result<Option<Message>, UnreadableBody> {
        let result = self.join(plaintext);
        if !matches!(result, Ok(None)) {
            *self = Self::default();
        }
        result
    }

    /// Whether a message has begun and not ended.
    pub fn is_amid(&self) -> bool {
        self.parts > 0
    }

    fn join(&mut self, plaintext: &[u8]) -> Result<Option<Message>, UnreadableBody> {
        let (index, count, piece) = read_part(plaintext).ok_or(UnreadableBody)?;
        if index != self.parts {
            // Cut off amid a message; or it began before our time.
            return if self.is_amid() { Err(UnreadableBody) } else { Ok(None) };
        }
        self.bytes.extend_from_slice(piece);
        self.parts += 1;
        if self.parts < count {
            return Ok(None);
        }
        let message: Message = postcard::from_bytes(&self.bytes).map_err(|_| UnreadableBody)?;
        if message.is_within_bounds() { Ok(Some(message)) } else { Err(UnreadableBody) }
    }
}

fn read_part(plaintext: &[u8]) -> Option<(u8, u8, &[u8])> {
    let ([index, count, high, low], rest) = plaintext.split_first_chunk()?;
    let length = usize::from(u16::from_be_bytes([*high, *low]));
    let fits = index < count && usize::from(*count) <= PARTS_MAX && plaintext.len() == PLAINTEXT_BYTES;
    let (piece, zeros) = rest.split_at_checked(length)?;
    (fits && zeros.iter().all(|byte| *byte == 0)).then_some((*index, *count, piece))
}
