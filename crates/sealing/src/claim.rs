//! The claim: HPKE in mode PSK gives a device and the liaison a root that the link alone does not tell.
//!
//! See docs/protocol.md#the-claim and RFC 9180, section 5.1.2.

use std::fmt;

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::XWing;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, PskBundle, Serializable, setup_receiver, setup_sender_with_rng};
use porchlight_protocol::{ClaimAnswer, DropTag, FeedId};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;
use zeroize::Zeroize;

use crate::{DeviceRoot, Secret};

/// X-Wing's number among HPKE's KEMs. It is still a draft, so the number travels with whatever it made.
pub const KEM_SUITE: u16 = 0x647a;
/// Length of an X-Wing public key.
pub const KEM_KEY_BYTES: usize = 1216;

const ENCAPSULATION_BYTES: usize = 1120;
const PROOF_BYTES: usize = 16;
const ROOT_LABEL: &[u8] = b"porchlight/1 device root";

/// The claim was not made with this invite's link for this liaison's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClaimUnreadable;

impl fmt::Display for ClaimUnreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the claim was not made with this invite's link")
    }
}

impl std::error::Error for ClaimUnreadable {}

/// The key in a grant is no X-Wing key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KemKeyUnusable;

impl fmt::Display for KemKeyUnusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the key that the claim is for is not one")
    }
}

impl std::error::Error for KemKeyUnusable {}

/// The public key that claims are encapsulated to.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KemKey(ByteArray<KEM_KEY_BYTES>);

impl KemKey {
    /// Wraps an encoded X-Wing public key.
    pub const fn new(bytes: [u8; KEM_KEY_BYTES]) -> Self {
        Self(ByteArray::new(bytes))
    }

    /// Its 1,216 bytes.
    pub fn as_bytes(&self) -> &[u8; KEM_KEY_BYTES] {
        &self.0
    }
}

/// The liaison's private X-Wing key, kept as its seed.
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

    /// Opens a claimant's answer: the device's root from now on.
    ///
    /// # Errors
    /// [`ClaimUnreadable`] when it was not made with this invite's root, for this key.
    pub fn take_in(
        &self,
        before: &DeviceRoot,
        feed: &FeedId,
        tag: &DropTag,
        answer: &ClaimAnswer,
    ) -> Result<DeviceRoot, ClaimUnreadable> {
        let (suite, rest) = answer.as_bytes().split_at(2);
        let (encapsulation, rest) = rest.split_at(ENCAPSULATION_BYTES);
        let (proof, zeros) = rest.split_at(PROOF_BYTES);
        if suite != KEM_SUITE.to_be_bytes() || zeros.iter().any(|byte| *byte != 0) {
            return Err(ClaimUnreadable);
        }
        let encapsulation = <XWing as Kem>::EncappedKey::from_bytes(encapsulation).map_err(|_| ClaimUnreadable)?;
        let mode = OpModeR::Psk(psk(before, tag));
        let mut context = setup_receiver::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &mode,
            &self.private(),
            &encapsulation,
            &info(feed, tag),
        )
        .map_err(|_| ClaimUnreadable)?;
        context.open(proof, suite).map_err(|_| ClaimUnreadable)?;
        Ok(root(|output| context.export(ROOT_LABEL, output)))
    }

    fn private(&self) -> <XWing as Kem>::PrivateKey {
        <XWing as Kem>::PrivateKey::from_bytes(self.0.as_bytes()).expect("any 32 bytes are an X-Wing seed")
    }
}

/// Makes a claimant's answer, and the device's root from then on.
///
/// # Errors
/// [`KemKeyUnusable`] when the key in the grant is no X-Wing key.
pub fn claim(
    before: &DeviceRoot,
    feed: &FeedId,
    tag: &DropTag,
    key: &KemKey,
    mut random: &mut dyn CryptoRng,
) -> Result<(ClaimAnswer, DeviceRoot), KemKeyUnusable> {
    let key = <XWing as Kem>::PublicKey::from_bytes(key.as_bytes()).map_err(|_| KemKeyUnusable)?;
    let mode = OpModeS::Psk(psk(before, tag));
    let (encapsulation, mut context) =
        setup_sender_with_rng::<ChaCha20Poly1305, HkdfSha256, XWing>(&mode, &key, &info(feed, tag), &mut random)
            .map_err(|_| KemKeyUnusable)?;
    let suite = KEM_SUITE.to_be_bytes();
    let proof = context.seal(&[], &suite).map_err(|_| KemKeyUnusable)?;
    let mut answer = suite.to_vec();
    answer.extend_from_slice(&encapsulation.to_bytes());
    answer.extend_from_slice(&proof);
    answer.resize(ClaimAnswer::BYTES, 0);
    let answer = ClaimAnswer::from_slice(&answer).expect("resized to that length");
    Ok((answer, root(|output| context.export(ROOT_LABEL, output))))
}

fn psk<'a>(before: &'a DeviceRoot, tag: &'a DropTag) -> PskBundle<'a> {
    PskBundle::new(before.secret().as_bytes(), tag.as_bytes()).expect("neither the key nor its id is empty")
}

fn info(feed: &FeedId, tag: &DropTag) -> Vec<u8> {
    [b"porchlight/1 claim\0", feed.as_bytes().as_slice(), tag.as_bytes()].concat()
}

fn root(export: impl FnOnce(&mut [u8]) -> Result<(), hpke::HpkeError>) -> DeviceRoot {
    let mut bytes = [0; 32];
    export(&mut bytes).expect("32 bytes are within HPKE's bound for exports");
    let root = DeviceRoot::new(Secret::new(bytes));
    bytes.zeroize();
    root
}
