//! Drops: sealed blobs under unguessable tags, and random ones that look the same. See docs/protocol.md#sealing.

use porchlight_protocol::{Drop, DropBlob, DropTag, FeedId};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::Secret;
use crate::envelopes::{open_bytes, seal_bytes};

/// Nonce and authenticator: what a drop holds besides its contents.
pub(crate) const DROP_OVERHEAD_BYTES: usize = 28;

/// A drop that nobody will ever look for.
pub fn random_drop(random: &mut dyn CryptoRng) -> Drop {
    let (mut tag, mut blob) = ([0; DropTag::BYTES], [0; DropBlob::BYTES]);
    random.fill_bytes(&mut tag);
    random.fill_bytes(&mut blob);
    (DropTag::new(tag), DropBlob::new(blob))
}

/// Nonce ‖ ciphertext ‖ authenticator.
pub(crate) fn seal_drop(
    key: &Secret,
    feed: &FeedId,
    tag: &DropTag,
    plaintext: &[u8],
    random: &mut dyn CryptoRng,
) -> Vec<u8> {
    let mut nonce = [0; 12];
    random.fill_bytes(&mut nonce);
    let mut blob = nonce.to_vec();
    blob.extend(seal_bytes(key, nonce, &associated(feed, tag), plaintext));
    blob
}

pub(crate) fn open_drop(key: &Secret, feed: &FeedId, tag: &DropTag, blob: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, sealed) = blob.split_first_chunk()?;
    open_bytes(key, *nonce, &associated(feed, tag), sealed)
}

fn associated(feed: &FeedId, tag: &DropTag) -> Vec<u8> {
    [b"porchlight/1 drop\0", feed.as_bytes().as_slice(), tag.as_bytes()].concat()
}
