//! The envelope: one signed record of exactly 1,024 bytes, at fixed offsets.
//!
//! See docs/protocol.md#the-envelope.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::ids::sha256;
use crate::{FeedId, Hash, Label, PostingKey, Sequence, Signature, Tag, signed_bytes};

/// Length of every envelope.
pub const ENVELOPE_BYTES: usize = 1024;
/// Length of the body: sealed text and its authenticator, or a control's clear text.
pub const BODY_BYTES: usize = 858;
/// Length of the text that a sealed body holds.
pub const PLAINTEXT_BYTES: usize = 842;
/// Length of what stands before the body; a sealed body is bound to it.
pub const SEALED_HEADER_BYTES: usize = 102;

const VERSION: u8 = 1;
const FEED: Range<usize> = 2..34;
const SEQUENCE: Range<usize> = 34..42;
const PREVIOUS: Range<usize> = 42..74;
const TAG: Range<usize> = 74..90;
const NONCE: Range<usize> = 90..102;
const BODY: Range<usize> = 102..960;
const SIGNED: Range<usize> = 0..960;
const SIGNATURE: Range<usize> = 960..1024;

/// What an envelope is for; the only thing about its contents that a relay can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// All that people say, and cover.
    Sealed,
    /// In clear: the epoch's number and the hash of its read capability.
    Epoch,
    /// In clear: the next posting key and its authority.
    Handover,
}

impl Kind {
    const fn byte(self) -> u8 {
        match self {
            Self::Sealed => 1,
            Self::Epoch => 2,
            Self::Handover => 3,
        }
    }

    const fn from_byte(byte: u8) -> Option<Self> {
        match byte {
            1 => Some(Self::Sealed),
            2 => Some(Self::Epoch),
            3 => Some(Self::Handover),
            _ => None,
        }
    }

    /// Whether envelopes of this kind are control envelopes: in clear, and never pruned.
    pub const fn is_control(self) -> bool {
        match self {
            Self::Sealed => false,
            Self::Epoch | Self::Handover => true,
        }
    }
}

/// What stands before the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// What the envelope is for.
    pub kind: Kind,
    /// The feed it belongs to.
    pub feed: FeedId,
    /// Its place there.
    pub sequence: Sequence,
    /// The hash of the envelope at the place before.
    pub previous: Hash,
    /// What its addressees recognise; zeros in control envelopes.
    pub tag: Tag,
    /// Random; zeros in control envelopes.
    pub nonce: [u8; 12],
}

impl Header {
    /// The header's bytes: what a sealed body is bound to.
    pub fn encode(&self) -> [u8; SEALED_HEADER_BYTES] {
        let mut bytes = [0; SEALED_HEADER_BYTES];
        bytes[0] = VERSION;
        bytes[1] = self.kind.byte();
        bytes[FEED].copy_from_slice(self.feed.as_bytes());
        bytes[SEQUENCE].copy_from_slice(&self.sequence.0.to_be_bytes());
        bytes[PREVIOUS].copy_from_slice(self.previous.as_bytes());
        bytes[TAG].copy_from_slice(self.tag.as_bytes());
        bytes[NONCE].copy_from_slice(&self.nonce);
        bytes
    }
}

/// Why bytes are no envelope, whoever signed them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defect {
    /// Not 1,024 bytes.
    Length,
    /// A version that this program does not know.
    Version,
    /// A kind that this version does not have.
    Kind,
    /// Place 0, which no envelope has.
    Sequence,
    /// Bytes that must be zero are not.
    NotZero,
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length => write!(f, "an envelope has {ENVELOPE_BYTES} bytes"),
            Self::Version => write!(f, "the envelope is of another version"),
            Self::Kind => write!(f, "the envelope is of an unknown kind"),
            Self::Sequence => write!(f, "no envelope has place 0"),
            Self::NotZero => write!(f, "a control envelope's tag and nonce are zeros"),
        }
    }
}

impl std::error::Error for Defect {}

/// A record with the layout of an envelope. Its signature may still be anybody's: see [`Envelope::is_signed_by`].
pub struct Envelope {
    bytes: Box<[u8; ENVELOPE_BYTES]>,
    /// Whose signature it was found to bear: no part of what it is, and never set but by verifying.
    verified_by: Option<PostingKey>,
}

impl Envelope {
    /// Assembles an envelope; `sign` turns the bytes to be signed into a signature.
    pub fn assemble(header: &Header, body: &[u8; BODY_BYTES], sign: impl FnOnce(&[u8]) -> Signature) -> Self {
        let mut bytes = Box::new([0; ENVELOPE_BYTES]);
        bytes[..SEALED_HEADER_BYTES].copy_from_slice(&header.encode());
        bytes[BODY].copy_from_slice(body);
        let signature = sign(&signed_bytes(Label::Envelope, &[&bytes[SIGNED]]));
        bytes[SIGNATURE].copy_from_slice(signature.as_bytes());
        Self { bytes, verified_by: None }
    }

    /// Reads bytes as an envelope.
    ///
    /// # Errors
    /// Names the first [`Defect`] of the layout. Signatures, hashes and contents are not looked at.
    pub fn parse(bytes: &[u8]) -> Result<Self, Defect> {
        let bytes: Box<[u8; ENVELOPE_BYTES]> = Box::new(bytes.try_into().map_err(|_| Defect::Length)?);
        if bytes[0] != VERSION {
            return Err(Defect::Version);
        }
        let kind = Kind::from_byte(bytes[1]).ok_or(Defect::Kind)?;
        if bytes[SEQUENCE] == [0; 8] {
            return Err(Defect::Sequence);
        }
        let tag_and_nonce = &bytes[TAG.start..NONCE.end];
        if kind.is_control() && tag_and_nonce.iter().any(|byte| *byte != 0) {
            return Err(Defect::NotZero);
        }
        Ok(Self { bytes, verified_by: None })
    }

    /// All 1,024 bytes.
    pub fn as_bytes(&self) -> &[u8; ENVELOPE_BYTES] {
        &self.bytes
    }

    /// What the envelope is for.
    pub fn kind(&self) -> Kind {
        Kind::from_byte(self.bytes[1]).expect("parse and assemble admit known kinds only")
    }

    /// The feed it says it belongs to.
    pub fn feed(&self) -> FeedId {
        FeedId::new(self.array(FEED))
    }

    /// The place it says it has.
    pub fn sequence(&self) -> Sequence {
        Sequence(u64::from_be_bytes(self.array(SEQUENCE)))
    }

    /// The hash of the envelope before, as this one says.
    pub fn previous(&self) -> Hash {
        Hash::new(self.array(PREVIOUS))
    }

    /// What its addressees recognise.
    pub fn tag(&self) -> Tag {
        Tag::new(self.array(TAG))
    }

    /// The nonce of its sealed body.
    pub fn nonce(&self) -> [u8; 12] {
        self.array(NONCE)
    }

    /// The bytes that a sealed body is bound to.
    pub fn header_bytes(&self) -> &[u8] {
        &self.bytes[..SEALED_HEADER_BYTES]
    }

    /// The body: sealed, or a control's clear text.
    pub fn body(&self) -> &[u8] {
        &self.bytes[BODY]
    }

    /// The signature it carries.
    pub fn signature(&self) -> Signature {
        Signature::new(self.array(SIGNATURE))
    }

    /// SHA-256 of all its bytes: what the next one names as its previous.
    pub fn hash(&self) -> Hash {
        Hash::new(sha256(self.as_bytes()))
    }

    /// Whether this key signed it.
    pub fn is_signed_by(&self, key: &PostingKey) -> bool {
        self.verified_by == Some(*key) || key.verifies(Label::Envelope, &[&self.bytes[SIGNED]], &self.signature())
    }

    /// Looks whether this key signed it and, if so, remembers it: [`Envelope::is_signed_by`] then costs nothing for this key.
    /// Verifying is most of what an envelope costs, so it may be done ahead, where there is time for it.
    pub fn remember_signer(&mut self, key: &PostingKey) -> bool {
        let is_signed = self.is_signed_by(key);
        if is_signed {
            self.verified_by = Some(*key);
        }
        is_signed
    }

    fn array<const N: usize>(&self, range: Range<usize>) -> [u8; N] {
        self.bytes[range].try_into().expect("fields have the lengths of their ranges")
    }
}

impl Clone for Envelope {
    // A copy may go anywhere, and whoever gets it verifies for itself.
    fn clone(&self) -> Self {
        Self { bytes: self.bytes.clone(), verified_by: None }
    }
}

impl PartialEq for Envelope {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for Envelope {}

impl fmt::Debug for Envelope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Envelope({:?} {:?} at {})", self.kind(), self.feed(), self.sequence())
    }
}

impl Serialize for Envelope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.as_bytes())
    }
}

impl<'de> Deserialize<'de> for Envelope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes: &serde_bytes::Bytes = Deserialize::deserialize(deserializer)?;
        Self::parse(bytes).map_err(|_| de::Error::custom("not an envelope"))
    }
}
