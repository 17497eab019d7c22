//! What is signed for which purpose, and how a signature is checked.
//!
//! See docs/protocol.md#identifiers.

use ring::signature::{ED25519, UnparsedPublicKey};

use crate::{PostingKey, Signature};

/// The purpose of a signature: none can be taken for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// Over the first 960 bytes of an envelope.
    Envelope,
    /// Over challenge ‖ feed id ‖ relay's name: the poster proves itself.
    Poster,
    /// Over feed id ‖ drop tag ‖ contents.
    Grant,
    /// Over feed id ‖ mandate key: the posting key empowers a deputy.
    Mandate,
    /// Over feed id ‖ sequence ‖ new posting key: the consent in a handover.
    Handover,
}

impl Label {
    const fn text(self) -> &'static str {
        match self {
            Self::Envelope => "porchlight/1 envelope",
            Self::Poster => "porchlight/1 poster",
            Self::Grant => "porchlight/1 grant",
            Self::Mandate => "porchlight/1 mandate",
            Self::Handover => "porchlight/1 handover",
        }
    }
}

/// The bytes that a signature covers: `label ‖ 0 ‖ parts`.
pub fn signed_bytes(label: Label, parts: &[&[u8]]) -> Vec<u8> {
    let mut bytes = Vec::from(label.text());
    bytes.push(0);
    for part in parts {
        bytes.extend_from_slice(part);
    }
    bytes
}

impl PostingKey {
    /// Whether this key made the signature over `parts` for this purpose.
    pub fn verifies(&self, label: Label, parts: &[&[u8]], signature: &Signature) -> bool {
        UnparsedPublicKey::new(&ED25519, self.as_bytes())
            .verify(&signed_bytes(label, parts), signature.as_bytes())
            .is_ok()
    }
}
