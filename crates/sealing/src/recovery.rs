//! The recovery phrase: 24 bytes, a word each, from which the vault's opener follows. See docs/protocol.md#the-vault.

use rand_core::CryptoRng;
use ring::digest::{Context, SHA256};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::VaultOpener;
use crate::secret::extracted;

const RANDOM_BYTES: usize = 23;

/// A recovery phrase: 23 random bytes and one that checks them. Wiped when dropped; has no `Debug`.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryPhrase([u8; Self::WORDS]);

impl PartialEq for RecoveryPhrase {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for RecoveryPhrase {}

impl RecoveryPhrase {
    /// Words in a phrase, one for each byte.
    pub const WORDS: usize = RANDOM_BYTES + 1;

    /// Draws a fresh one.
    pub fn draw(random: &mut dyn CryptoRng) -> Self {
        let mut bytes = [0; Self::WORDS];
        random.fill_bytes(&mut bytes[..RANDOM_BYTES]);
        bytes[RANDOM_BYTES] = check(&bytes[..RANDOM_BYTES]);
        let phrase = Self(bytes);
        bytes.zeroize();
        phrase
    }

    /// Takes the bytes that 24 words stand for; `None` when they do not check: a word is wrong, or two are swapped.
    pub fn from_bytes(bytes: [u8; Self::WORDS]) -> Option<Self> {
        let phrase = Self(bytes);
        (check(&phrase.0[..RANDOM_BYTES]) == phrase.0[RANDOM_BYTES]).then_some(phrase)
    }

    /// The bytes, a word each.
    pub const fn as_bytes(&self) -> &[u8; Self::WORDS] {
        &self.0
    }

    /// What opens the vault.
    pub fn opener(&self) -> VaultOpener {
        VaultOpener::new(extracted(b"porchlight/1 recovery", &self.0[..RANDOM_BYTES]))
    }
}

fn check(random: &[u8]) -> u8 {
    let mut hash = Context::new(&SHA256);
    hash.update(b"porchlight/1 phrase check\0");
    hash.update(random);
    hash.finish().as_ref()[0]
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng;

    use super::*;

    #[test]
    fn a_phrase_comes_back_from_its_bytes_and_a_wrong_one_does_not() {
        let phrase = RecoveryPhrase::draw(&mut ChaCha20Rng::seed_from_u64(1));
        let mut bytes = *phrase.as_bytes();
        assert!(RecoveryPhrase::from_bytes(bytes).is_some_and(|read| read.opener().tag() == phrase.opener().tag()));
        bytes[23] ^= 1;
        assert!(RecoveryPhrase::from_bytes(bytes).is_none());
    }
}
