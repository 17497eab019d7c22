//! The posting key's secret half: whoever holds it is the liaison.

use porchlight_protocol::{Label, PostingKey, Signature, signed_bytes};
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde::{Deserialize, Serialize};

use crate::Secret;

/// An Ed25519 private key, kept as its seed.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PostingSecret(Secret);

impl PostingSecret {
    /// The key of this seed.
    pub const fn new(seed: Secret) -> Self {
        Self(seed)
    }

    /// The public half.
    pub fn public(&self) -> PostingKey {
        PostingKey::from_slice(self.key_pair().public_key().as_ref()).expect("Ed25519 public keys have 32 bytes")
    }

    /// Signs `parts` for one purpose.
    pub fn sign(&self, label: Label, parts: &[&[u8]]) -> Signature {
        self.sign_bytes(&signed_bytes(label, parts))
    }

    pub(crate) const fn seed(&self) -> &Secret {
        &self.0
    }

    pub(crate) fn sign_bytes(&self, bytes: &[u8]) -> Signature {
        Signature::from_slice(self.key_pair().sign(bytes).as_ref()).expect("Ed25519 signatures have 64 bytes")
    }

    fn key_pair(&self) -> Ed25519KeyPair {
        Ed25519KeyPair::from_seed_unchecked(self.0.as_bytes()).expect("any 32 bytes are an Ed25519 seed")
    }
}
