//! The identifiers of the wire, each a type of its own, so that an epoch and a place never meet by accident.
//!
//! See docs/protocol.md#identifiers.

use std::fmt;

use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;

/// Declares a newtype over a fixed number of bytes that travels as a postcard byte string.
macro_rules! fixed_bytes {
    ($(#[$doc:meta])* $name:ident, $bytes:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(ByteArray<$bytes>);

        impl $name {
            /// Length in bytes.
            pub const BYTES: usize = $bytes;

            /// Wraps the bytes.
            pub const fn new(bytes: [u8; $bytes]) -> Self {
                Self(ByteArray::new(bytes))
            }

            /// Copies from a slice, or `None` when its length is another.
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                Some(Self::new(bytes.try_into().ok()?))
            }

            /// The bytes themselves.
            pub fn as_bytes(&self) -> &[u8; $bytes] {
                &self.0
            }
        }
    };
}

/// Shows the first four bytes only: enough to tell two apart in a log, too little to use.
macro_rules! abbreviated_debug {
    ($($name:ident),+) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let start = &self.as_bytes()[..4];
                write!(f, "{}({}…)", stringify!($name), data_encoding::HEXLOWER.encode(start))
            }
        }
    )+};
}

/// Shows nothing of the bytes: whoever holds them may do something with them.
macro_rules! veiled_debug {
    ($($name:ident),+) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}(…)", stringify!($name))
            }
        }
    )+};
}

fixed_bytes!(/// An Ed25519 public key that signs the envelopes of a feed.
    PostingKey, 32);
fixed_bytes!(/// The hash of a feed's founding posting key: nobody has to vouch for it.
    FeedId, 32);
fixed_bytes!(/// SHA-256 of an envelope's 1,024 bytes, or zeros before the first.
    Hash, 32);
fixed_bytes!(/// What only the addressees of an envelope recognise.
    Tag, 16);
fixed_bytes!(/// An Ed25519 signature.
    Signature, 64);
fixed_bytes!(/// The unguessable address of a drop or an invite.
    DropTag, 32);
fixed_bytes!(/// What a reader shows to read a feed during one epoch.
    Capability, 32);
fixed_bytes!(/// What the feed itself says of the read capability.
    CapabilityHash, 32);
fixed_bytes!(/// An operator's one-time leave to found a feed.
    Charter, 32);
fixed_bytes!(/// What a relay keeps of a charter.
    CharterHash, 32);
fixed_bytes!(/// A device's own random mark on the invite that it claims.
    Claimant, 32);
fixed_bytes!(/// The fresh bytes that a poster signs to prove itself.
    Challenge, 32);
fixed_bytes!(/// A sealed drop: nonce 12 ‖ ciphertext 164 ‖ tag 16.
    DropBlob, 192);
fixed_bytes!(/// A sealed first grant: nonce 12 ‖ ciphertext 8,164 ‖ tag 16.
    InviteGrant, 8192);
fixed_bytes!(/// What a claimant leaves for the poster: suite 2 ‖ encapsulation 1,120 ‖ tag 16 ‖ zeros 14.
    ClaimAnswer, 1152);
fixed_bytes!(/// A sealed message to the poster.
    InboxBlob, 2048);
fixed_bytes!(/// A piece of a sealed vault.
    VaultPiece, 8192);

abbreviated_debug!(PostingKey, FeedId, Hash, Tag, Signature, CapabilityHash, CharterHash, Challenge, DropBlob);
abbreviated_debug!(InviteGrant, ClaimAnswer, InboxBlob, VaultPiece);
veiled_debug!(DropTag, Capability, Charter, Claimant);

impl Hash {
    /// Stands where there is nothing before: the first place, the first control envelope.
    pub const ZERO: Self = Self::new([0; 32]);

    /// The phrase of the day, a word for each byte: of an envelope's hash, the same for all who have read the same feed up
    /// to it. See docs/protocol.md#files.
    pub fn phrase(&self) -> [u8; 5] {
        let hash = labelled_hash("porchlight/1 phrase", self.as_bytes());
        *hash.first_chunk().expect("a hash is longer than a phrase")
    }
}

impl FeedId {
    /// The feed that this posting key founds.
    pub fn founded_by(key: &PostingKey) -> Self {
        Self::new(labelled_hash("porchlight/1 feed", key.as_bytes()))
    }
}

impl Capability {
    /// What the epoch envelope says of this capability.
    pub fn hash(&self) -> CapabilityHash {
        CapabilityHash::new(labelled_hash("porchlight/1 read capability", self.as_bytes()))
    }
}

impl Charter {
    /// What the relay keeps of this charter.
    pub fn hash(&self) -> CharterHash {
        CharterHash::new(labelled_hash("porchlight/1 charter", self.as_bytes()))
    }
}

fn labelled_hash(label: &str, bytes: &[u8]) -> [u8; 32] {
    sha256(&[label.as_bytes(), &[0], bytes].concat())
}

/// SHA-256.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    digest(&SHA256, bytes).as_ref().try_into().expect("SHA-256 yields 32 bytes")
}

/// Declares a newtype over a number.
macro_rules! number {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl $name {
            /// The one that follows; the last of all is its own successor.
            pub const fn next(self) -> Self {
                Self(self.0.saturating_add(1))
            }
        }
    };
}

number!(/// An envelope's place in its feed. The first is 1; 0 is the place before it.
    Sequence(u64));
number!(/// The span between two changes of the group's keys. The first is 1.
    Epoch(u32));
number!(/// Days since 1970-01-01.
    Day(u32));

impl Sequence {
    /// The place before the first.
    pub const ZERO: Self = Self(0);

    /// The place before this one; before the first there is only itself.
    pub const fn previous(self) -> Self {
        Self(self.0.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_used_is_not_shown() {
        assert_eq!(format!("{:?}", Capability::new([7; 32])), "Capability(…)");
        assert_eq!(format!("{:?}", FeedId::new([0xab; 32])), "FeedId(abababab…)");
    }

    #[test]
    fn hashes_of_different_things_never_agree() {
        let bytes = [1; 32];
        assert_ne!(Capability::new(bytes).hash().as_bytes(), Charter::new(bytes).hash().as_bytes());
        assert_ne!(FeedId::founded_by(&PostingKey::new(bytes)).as_bytes(), Charter::new(bytes).hash().as_bytes());
    }
}
