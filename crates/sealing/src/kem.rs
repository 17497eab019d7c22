//! X-Wing keys: what claims, re-claims and vaults are encapsulated to. See docs/protocol.md#the-claim.

use std::fmt;

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::XWing;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable, setup_receiver, setup_sender_with_rng};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;

use crate::Secret;

/// X-Wing's number among HPKE's KEMs. It is still a draft, so the number travels with whatever it made.
pub const KEM_SUITE: u16 = 0x647a;
/// Length of an X-Wing public key.
pub const KEM_KEY_BYTES: usize = 1216;
/// Length of what is encapsulated to one.
pub const ENCAPSULATION_BYTES: usize = 1120;

pub(crate) type EncappedKey = <XWing as Kem>::EncappedKey;
pub(crate) type Receiver = hpke::aead::AeadCtxR<ChaCha20Poly1305, HkdfSha256, XWing>;
pub(crate) type Sender = hpke::aead::AeadCtxS<ChaCha20Poly1305, HkdfSha256, XWing>;

/// The bytes are no X-Wing key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KemKeyUnusable;

impl fmt::Display for KemKeyUnusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the key to encapsulate to is not one")
    }
}

impl std::error::Error for KemKeyUnusable {}

/// What a public key makes, and only its private half takes up.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Encapsulation(ByteArray<ENCAPSULATION_BYTES>);

impl Encapsulation {
    /// Wraps the bytes.
    pub const fn new(bytes: [u8; ENCAPSULATION_BYTES]) -> Self {
        Self(ByteArray::new(bytes))
    }

    /// Its 1,120 bytes.
    pub fn as_bytes(&self) -> &[u8; ENCAPSULATION_BYTES] {
        &self.0
    }
}

/// A public key that claims, re-claims and vaults are encapsulated to.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KemKey(ByteArray<KEM_KEY_BYTES>);

impl fmt::Debug for KemKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KemKey({}…)", data_encoding::HEXLOWER.encode(&self.0[..4]))
    }
}

impl KemKey {
    /// Wraps an encoded X-Wing public key.
    pub const fn new(bytes: [u8; KEM_KEY_BYTES]) -> Self {
        Self(ByteArray::new(bytes))
    }

    /// Its 1,216 bytes.
    pub fn as_bytes(&self) -> &[u8; KEM_KEY_BYTES] {
        &self.0
    }

    /// Encapsulates, for HPKE's `mode` and `info`.
    pub(crate) fn encapsulate(
        &self,
        mode: &OpModeS<'_, XWing>,
        info: &[u8],
        mut random: &mut dyn CryptoRng,
    ) -> Result<(Encapsulation, Sender), KemKeyUnusable> {
        let key = <XWing as Kem>::PublicKey::from_bytes(self.as_bytes()).map_err(|_| KemKeyUnusable)?;
        let (encapsulated, context) =
            setup_sender_with_rng(mode, &key, info, &mut random).map_err(|_| KemKeyUnusable)?;
        Ok((Encapsulation::new(encapsulated.to_bytes().into()), context))
    }
}

/// A private X-Wing key, kept as its seed.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KemSecret(Secret);

impl KemSecret {
    /// The key of this seed.
    pub const fn new(seed: Secret) -> Self {
        Self(seed)
    }

    /// The public half.
    pub fn public(&self) -> KemKey {
        let bytes: [u8; KEM_KEY_BYTES] = XWing::sk_to_pk(&self.private()).to_bytes().into();
        KemKey::new(bytes)
    }

    /// Takes up what was encapsulated to this key, for HPKE's `mode` and `info`; `None` when it was not.
    pub(crate) fn take_up(&self, mode: &OpModeR<'_, XWing>, encapsulated: &[u8], info: &[u8]) -> Option<Receiver> {
        let encapsulated = EncappedKey::from_bytes(encapsulated).ok()?;
        setup_receiver(mode, &self.private(), &encapsulated, info).ok()
    }

    fn private(&self) -> <XWing as Kem>::PrivateKey {
        <XWing as Kem>::PrivateKey::from_bytes(self.0.as_bytes()).expect("any 32 bytes are an X-Wing seed")
    }
}

/// 32 bytes that HPKE's context exports under a label.
pub(crate) fn exported(export: impl FnOnce(&mut [u8]) -> Result<(), hpke::HpkeError>) -> Secret {
    let mut bytes = zeroize::Zeroizing::new([0; 32]);
    export(bytes.as_mut_slice()).expect("32 bytes are within HPKE's bound for exports");
    Secret::new(*bytes)
}
