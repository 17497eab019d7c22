//! Envelopes sealed, covered, opened. See docs/protocol.md#sealing.

use std::fmt;

use porchlight_protocol::{BODY_BYTES, Envelope, FeedId, Hash, Header, Kind, PLAINTEXT_BYTES, Sequence, Tag};
use rand_core::CryptoRng;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use zeroize::Zeroizing;

use crate::{Chain, PostingSecret, Secret};

/// A tag matched, but the body does not open: the sender is broken, or somebody meddled with the posting key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unopenable;

impl fmt::Display for Unopenable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the envelope is addressed to this device and does not open")
    }
}

impl std::error::Error for Unopenable {}

/// Seals a body for the addressees of a chain, at the place where the chain stands.
pub fn seal(
    signer: &PostingSecret,
    feed: &FeedId,
    previous: Hash,
    chain: &Chain,
    plaintext: &[u8; PLAINTEXT_BYTES],
    random: &mut dyn CryptoRng,
) -> Envelope {
    let mut nonce = [0; 12];
    random.fill_bytes(&mut nonce);
    let header = Header { kind: Kind::Sealed, feed: *feed, sequence: chain.place(), previous, tag: chain.tag(), nonce };
    let sealed = seal_bytes(&chain.envelope_key(), nonce, &header.encode(), plaintext);
    let body: [u8; BODY_BYTES] = sealed.try_into().expect("842 bytes of plaintext and 16 of tag");
    Envelope::assemble(&header, &body, |bytes| signer.sign_bytes(bytes))
}

/// Makes an envelope that is addressed to nobody, and looks like all others.
pub fn cover(
    signer: &PostingSecret,
    feed: &FeedId,
    previous: Hash,
    place: Sequence,
    random: &mut dyn CryptoRng,
) -> Envelope {
    let (mut tag, mut nonce, mut body) = ([0; 16], [0; 12], [0; BODY_BYTES]);
    random.fill_bytes(&mut tag);
    random.fill_bytes(&mut nonce);
    random.fill_bytes(&mut body);
    let header = Header { kind: Kind::Sealed, feed: *feed, sequence: place, previous, tag: Tag::new(tag), nonce };
    Envelope::assemble(&header, &body, |bytes| signer.sign_bytes(bytes))
}

/// Signs a control envelope: its body travels in clear.
pub fn control_envelope(
    signer: &PostingSecret,
    kind: Kind,
    feed: &FeedId,
    (sequence, previous): (Sequence, Hash),
    body: &[u8; BODY_BYTES],
) -> Envelope {
    let header = Header { kind, feed: *feed, sequence, previous, tag: Tag::new([0; 16]), nonce: [0; 12] };
    Envelope::assemble(&header, body, |bytes| signer.sign_bytes(bytes))
}

/// Opens an envelope with a chain that stands at its place; `None` when it is addressed to others.
///
/// # Errors
/// [`Unopenable`] when the tag matches and the body does not open.
pub fn open(chain: &Chain, envelope: &Envelope) -> Result<Option<Zeroizing<Vec<u8>>>, Unopenable> {
    if chain.place() != envelope.sequence() || chain.tag() != envelope.tag() {
        return Ok(None);
    }
    open_bytes(&chain.envelope_key(), envelope.nonce(), envelope.header_bytes(), envelope.body())
        .map(Some)
        .ok_or(Unopenable)
}

pub(crate) fn seal_bytes(key: &Secret, nonce: [u8; 12], associated: &[u8], plaintext: &[u8]) -> Vec<u8> {
    let mut bytes = plaintext.to_vec();
    aead_key(key)
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(associated), &mut bytes)
        .expect("bodies are far below the cipher's 256 GiB");
    bytes
}

pub(crate) fn open_bytes(
    key: &Secret,
    nonce: [u8; 12],
    associated: &[u8],
    sealed: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(sealed.to_vec());
    let length =
        aead_key(key).open_in_place(Nonce::assume_unique_for_key(nonce), Aad::from(associated), &mut bytes).ok()?.len();
    bytes.truncate(length);
    Some(bytes)
}

fn aead_key(key: &Secret) -> LessSafeKey {
    let key = UnboundKey::new(&CHACHA20_POLY1305, key.as_bytes()).expect("the cipher's keys have 32 bytes");
    LessSafeKey::new(key)
}
