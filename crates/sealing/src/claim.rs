//! The claim: HPKE in mode PSK gives a device and the liaison a root that the link alone does not tell.
//!
//! See docs/protocol.md#the-claim and RFC 9180, section 5.1.2.

use std::fmt;

use hpke::{OpModeR, OpModeS, PskBundle};
use porchlight_protocol::{ClaimAnswer, DropTag, FeedId};
use rand_core::CryptoRng;

use crate::kem::{ENCAPSULATION_BYTES, exported};
use crate::{DeviceRoot, KEM_SUITE, KemKey, KemKeyUnusable, KemSecret};

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

impl KemSecret {
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
        let mode = OpModeR::Psk(psk(before, tag));
        let mut context = self.take_up(&mode, encapsulation, &info(feed, tag)).ok_or(ClaimUnreadable)?;
        context.open(proof, suite).map_err(|_| ClaimUnreadable)?;
        Ok(DeviceRoot::new(exported(|output| context.export(ROOT_LABEL, output))))
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
    random: &mut dyn CryptoRng,
) -> Result<(ClaimAnswer, DeviceRoot), KemKeyUnusable> {
    let mode = OpModeS::Psk(psk(before, tag));
    let (encapsulation, mut context) = key.encapsulate(&mode, &info(feed, tag), random)?;
    let suite = KEM_SUITE.to_be_bytes();
    let proof = context.seal(&[], &suite).map_err(|_| KemKeyUnusable)?;
    let mut answer = suite.to_vec();
    answer.extend_from_slice(encapsulation.as_bytes());
    answer.extend_from_slice(&proof);
    answer.resize(ClaimAnswer::BYTES, 0);
    let answer = ClaimAnswer::from_slice(&answer).expect("resized to that length");
    Ok((answer, DeviceRoot::new(exported(|output| context.export(ROOT_LABEL, output)))))
}

fn psk<'a>(before: &'a DeviceRoot, tag: &'a DropTag) -> PskBundle<'a> {
    PskBundle::new(before.secret().as_bytes(), tag.as_bytes()).expect("neither the key nor its id is empty")
}

fn info(feed: &FeedId, tag: &DropTag) -> Vec<u8> {
    [b"porchlight/1 claim\0", feed.as_bytes().as_slice(), tag.as_bytes()].concat()
}
