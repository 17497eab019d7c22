//! The re-claim: something fresh comes into a device's grant chain, and locks out whoever copied what was there before.
//!
//! See docs/protocol.md#re-claim.

use hpke::{OpModeR, OpModeS};
use porchlight_protocol::FeedId;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::kem::exported;
use crate::{Encapsulation, KemKey, KemKeyUnusable, KemSecret, Secret};

const LABEL: &[u8] = b"porchlight/1 re-claim";

/// The liaison's KEM keys are counted from 1; each is a generation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Generation(pub u32);

impl Generation {
    /// The one that follows.
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// What a re-claim mixes into a grant chain: known to the device and the holder of the KEM key alone.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Renewal(Secret);

impl Renewal {
    /// The secret itself.
    pub const fn secret(&self) -> &Secret {
        &self.0
    }
}

/// Encapsulates to the KEM key of a generation, and gives what both sides will mix in.
///
/// # Errors
/// [`KemKeyUnusable`] when it is no X-Wing key.
pub fn reclaim(
    feed: &FeedId,
    generation: Generation,
    key: &KemKey,
    random: &mut dyn CryptoRng,
) -> Result<(Encapsulation, Renewal), KemKeyUnusable> {
    let (encapsulation, context) = key.encapsulate(&OpModeS::Base, &info(feed, generation), random)?;
    Ok((encapsulation, Renewal(exported(|output| context.export(LABEL, output)))))
}

impl KemSecret {
    /// What a device's encapsulation to this generation's key comes to; `None` when it is no encapsulation at all.
    ///
    /// Nothing here says whose it is: the report that carries it does.
    pub fn renewal(&self, feed: &FeedId, generation: Generation, encapsulation: &Encapsulation) -> Option<Renewal> {
        let context = self.take_up(&OpModeR::Base, encapsulation.as_bytes(), &info(feed, generation))?;
        Some(Renewal(exported(|output| context.export(LABEL, output))))
    }
}

fn info(feed: &FeedId, generation: Generation) -> Vec<u8> {
    [LABEL, &[0], feed.as_bytes().as_slice(), &generation.0.to_be_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng;

    use super::*;

    #[test]
    fn both_sides_mix_in_the_same_and_another_generation_does_not() {
        let (feed, mut random) = (FeedId::new([1; 32]), ChaCha20Rng::seed_from_u64(1));
        let kem = KemSecret::new(Secret::new([2; 32]));
        let (encapsulation, here) = reclaim(&feed, Generation(3), &kem.public(), &mut random).expect("a good key");
        let there = |generation| kem.renewal(&feed, generation, &encapsulation).expect("an encapsulation");
        assert!(here.secret().as_bytes() == there(Generation(3)).secret().as_bytes());
        assert!(here.secret().as_bytes() != there(Generation(4)).secret().as_bytes());
    }
}
