//! Secrets of 32 bytes, wiped when dropped, and what each derives. See docs/protocol.md#keys.

use porchlight_protocol::{Capability, DropTag, Epoch, FeedId, Sequence};
use rand_core::CryptoRng;
use ring::hkdf::{HKDF_SHA256, KeyType, Prk};
use ring::hmac;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::{Chain, GrantChain, PostingSecret, VaultOpener};

/// 32 uniformly random bytes. Wiped when dropped; has no `Debug`.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct Secret([u8; 32]);

impl Secret {
    /// Wraps the bytes.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Draws a fresh one.
    pub fn draw(random: &mut dyn CryptoRng) -> Self {
        let mut secret = Self([0; 32]);
        random.fill_bytes(&mut secret.0);
        secret
    }

    /// Copies from a slice, or `None` when it has not 32 bytes.
    pub(crate) fn from_slice(bytes: &[u8]) -> Option<Self> {
        Some(Self(bytes.try_into().ok()?))
    }

    /// The bytes themselves.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// HKDF-Expand under a label: a secret of its own for each purpose.
    pub fn derive(&self, label: &str, context: &[&[u8]]) -> Self {
        Self(self.expand(label, context))
    }

    pub(crate) fn expand<const N: usize>(&self, label: &str, context: &[&[u8]]) -> [u8; N] {
        let mut info = vec![label.as_bytes(), &[0]];
        info.extend_from_slice(context);
        let mut output = [0; N];
        Prk::new_less_safe(HKDF_SHA256, &self.0)
            .expand(&info, Length(N))
            .and_then(|okm| okm.fill(&mut output))
            .expect("every output is far below HKDF's 8,160 bytes");
        output
    }
}

/// HKDF-Extract: a uniformly random secret from what is secret and random enough, under a salt.
pub(crate) fn extracted(salt: &[u8], material: &[u8]) -> Secret {
    let extract = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, salt), material);
    Secret(extract.as_ref().try_into().expect("HMAC-SHA-256 yields 32 bytes"))
}

struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

/// Declares a secret with a role of its own.
macro_rules! role {
    ($(#[$attribute:meta])* $name:ident) => {
        $(#[$attribute])*
        #[derive(Clone)]
        pub struct $name(Secret);

        impl $name {
            /// Gives the secret this role.
            pub const fn new(secret: Secret) -> Self {
                Self(secret)
            }

            /// The secret itself.
            pub const fn secret(&self) -> &Secret {
                &self.0
            }
        }
    };
}

role!(/// What an epoch's group chain and read capability come from. Nobody saves it: both are drawn at once.
    EpochSecret);
role!(/// What an invite's link carries after its `#`.
    #[derive(Serialize, Deserialize)]
    #[serde(transparent)]
    LinkSecret);
role!(/// What a mandate's link carries after its `#`.
    #[derive(Serialize, Deserialize)]
    #[serde(transparent)]
    MandateSecret);
role!(/// What one device shares with the liaison alone: its grants and the words to compare come from it.
    #[derive(Serialize, Deserialize)]
    #[serde(transparent)]
    DeviceRoot);

impl EpochSecret {
    /// What readers show to the relay during this epoch.
    pub fn capability(&self, feed: &FeedId, epoch: Epoch) -> Capability {
        Capability::new(self.0.expand("porchlight/1 read capability", &[feed.as_bytes(), &epoch.0.to_be_bytes()]))
    }

    /// The group chain, at the place of the envelope that begins the epoch.
    pub fn group_chain(&self, feed: &FeedId, epoch: Epoch, place: Sequence) -> Chain {
        let context: [&[u8]; 2] = [feed.as_bytes(), &epoch.0.to_be_bytes()];
        Chain::new(place, self.0.derive("porchlight/1 group chain", &context))
    }
}

impl LinkSecret {
    /// Where the invite's first grant waits.
    pub fn invite_tag(&self, feed: &FeedId) -> DropTag {
        DropTag::new(self.0.expand("porchlight/1 invite tag", &[feed.as_bytes()]))
    }

    /// What the device shares with the liaison until its claim has been taken in.
    pub fn device_root(&self, feed: &FeedId) -> DeviceRoot {
        DeviceRoot(self.0.derive("porchlight/1 device root", &[feed.as_bytes()]))
    }

    pub(crate) fn invite_key(&self, feed: &FeedId) -> Secret {
        self.0.derive("porchlight/1 invite key", &[feed.as_bytes()])
    }
}

impl MandateSecret {
    /// The key that consents to a handover; the posting key's signature makes it a mandate.
    pub fn mandate_key(&self, feed: &FeedId) -> PostingSecret {
        PostingSecret::new(self.0.derive("porchlight/1 mandate key", &[feed.as_bytes()]))
    }

    /// What opens the vault.
    pub fn opener(&self, feed: &FeedId) -> VaultOpener {
        VaultOpener::new(self.0.derive("porchlight/1 mandate opener", &[feed.as_bytes()]))
    }
}

impl DeviceRoot {
    /// The chain of this device's grants, from its first epoch on.
    pub fn grants_from(&self, feed: &FeedId, epoch: Epoch) -> GrantChain {
        GrantChain::new(epoch, self.0.derive("porchlight/1 grant chain", &[feed.as_bytes()]))
    }

    /// Four bytes to compare aloud, a word each.
    pub fn words(&self, feed: &FeedId) -> [u8; 4] {
        self.0.expand("porchlight/1 words", &[feed.as_bytes()])
    }
}
