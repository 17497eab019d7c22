//! The vault: what an office needs to begin again, sealed for the recovery phrase, a backup file and each deputy.
//!
//! The liaison's device knows public halves only. See docs/protocol.md#the-vault.

use std::fmt;

use hpke::{OpModeR, OpModeS};
use porchlight_protocol::limits::{VAULT_PIECES_MAX, VAULT_TAGS};
use porchlight_protocol::{DropTag, FeedId, Hash, Signature, VaultPiece};
use rand_core::CryptoRng;
use ring::digest::{Context, SHA256};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::envelopes::{open_bytes, seal_bytes};
use crate::kem::ENCAPSULATION_BYTES;
use crate::{KEM_SUITE, KemKey, KemSecret, PostingSecret, Secret};

const RIGHT_BYTES: usize = 64;
const WRAPPED_BYTES: usize = 32 + RIGHT_BYTES + 16;
const WRAP_BYTES: usize = ENCAPSULATION_BYTES + WRAPPED_BYTES;
const WRAPS_BYTES: usize = VAULT_TAGS * WRAP_BYTES;
/// Nonce, authenticator and length: what sealing adds to the state.
const OVERHEAD_BYTES: usize = WRAPS_BYTES + 12 + 16 + 4;
/// The least number of pieces: a roster of a few families shows as the same.
const PIECES_MIN: usize = 4;

/// What opens a vault: made of a phrase, a backup file or a mandate.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VaultOpener(Secret);

/// For whom a vault is sealed: the public half of an opener.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VaultRecipient {
    /// Under which the relay gives the vault out.
    pub tag: DropTag,
    /// What the vault's key is wrapped for.
    pub key: KemKey,
}

/// What a recipient may do with what the vault holds.
#[derive(Clone)]
pub enum Right {
    /// To go on in the same office: the phrase, or the backup file.
    Office {
        /// The posting key, or the one that it is being handed to.
        posting: PostingSecret,
        /// The key before it, while nobody knows whether the relay has taken the handover.
        former: Option<PostingSecret>,
    },
    /// To take it over by a mandate: the posting key's signature over the mandate key.
    Mandate(Signature),
}

/// A vault, sealed: the tags in their order, its pieces, its hash.
pub struct SealedVault {
    /// Always as many.
    pub tags: Vec<DropTag>,
    /// A power of two of them.
    pub pieces: Vec<VaultPiece>,
    /// What a status says of it.
    pub hash: Hash,
}

/// Why a vault does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VaultDefect {
    /// It was not sealed for this phrase, file or mandate, or it is damaged.
    Unopenable,
    /// It is larger than the relay would keep.
    TooLarge,
}

impl fmt::Display for VaultDefect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unopenable => write!(f, "the vault does not open with this"),
            Self::TooLarge => write!(f, "the state is larger than a vault may be"),
        }
    }
}

impl std::error::Error for VaultDefect {}

impl VaultOpener {
    /// Gives a secret this role.
    pub const fn new(secret: Secret) -> Self {
        Self(secret)
    }

    /// Its public half.
    pub fn recipient(&self) -> VaultRecipient {
        VaultRecipient { tag: self.tag(), key: self.kem().public() }
    }

    /// Under which the relay gives the vault out.
    pub fn tag(&self) -> DropTag {
        DropTag::new(self.0.expand("porchlight/1 vault tag", &[]))
    }

    fn kem(&self) -> KemSecret {
        KemSecret::new(self.0.derive("porchlight/1 vault seed", &[]))
    }

    /// Opens a vault's joined pieces: the state in it, and the 64 bytes of this recipient's right.
    ///
    /// # Errors
    /// [`VaultDefect::Unopenable`].
    pub fn open(
        &self,
        feed: &FeedId,
        version: u64,
        pieces: &[VaultPiece],
    ) -> Result<(Zeroizing<Vec<u8>>, OpenedRight), VaultDefect> {
        let bytes: Vec<u8> = pieces.iter().flat_map(|piece| piece.as_bytes().iter().copied()).collect();
        let (wraps, rest) = bytes.split_at_checked(WRAPS_BYTES).ok_or(VaultDefect::Unopenable)?;
        let info = info(feed, version);
        let unwrapped = wraps.chunks_exact(WRAP_BYTES).find_map(|wrap| self.unwrap(wrap, &info));
        let (key, right) = unwrapped.ok_or(VaultDefect::Unopenable)?;
        let (nonce, sealed) = rest.split_first_chunk().ok_or(VaultDefect::Unopenable)?;
        let contents = open_bytes(&key, *nonce, &info, sealed).ok_or(VaultDefect::Unopenable)?;
        let (length, rest) = contents.split_first_chunk().ok_or(VaultDefect::Unopenable)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| VaultDefect::Unopenable)?;
        let state = rest.get(..length).ok_or(VaultDefect::Unopenable)?;
        Ok((Zeroizing::new(state.to_vec()), right))
    }

    fn unwrap(&self, wrap: &[u8], info: &[u8]) -> Option<(Secret, OpenedRight)> {
        let (encapsulated, sealed) = wrap.split_at(ENCAPSULATION_BYTES);
        let mut context = self.kem().take_up(&OpModeR::Base, encapsulated, info)?;
        let opened = Zeroizing::new(context.open(sealed, &KEM_SUITE.to_be_bytes()).ok()?);
        let (key, right) = opened.split_first_chunk()?;
        Some((Secret::new(*key), OpenedRight(Zeroizing::new(right.try_into().ok()?))))
    }
}

/// The 64 bytes of a recipient's right: which of the two it is, the opener's kind tells.
pub struct OpenedRight(Zeroizing<[u8; RIGHT_BYTES]>);

impl OpenedRight {
    /// As the phrase or a backup file has it: the posting key, and the one before it where a handover was under way.
    pub fn office(&self) -> (PostingSecret, Option<PostingSecret>) {
        let (posting, former) = self.0.split_at(32);
        let secret = |seed: &[u8]| Secret::from_slice(seed).map(PostingSecret::new).expect("32 bytes are a seed");
        (secret(posting), former.iter().any(|byte| *byte != 0).then(|| secret(former)))
    }

    /// As a deputy has it.
    pub fn mandate(&self) -> Signature {
        Signature::new(*self.0)
    }
}

impl Right {
    fn encode(&self) -> Zeroizing<[u8; RIGHT_BYTES]> {
        let mut bytes = Zeroizing::new([0; RIGHT_BYTES]);
        match self {
            Self::Office { posting, former } => {
                bytes[..32].copy_from_slice(posting.seed().as_bytes());
                if let Some(former) = former {
                    bytes[32..].copy_from_slice(former.seed().as_bytes());
                }
            }
            Self::Mandate(signature) => bytes.copy_from_slice(signature.as_bytes()),
        }
        bytes
    }
}

/// Seals a state for at most [`VAULT_TAGS`] recipients; the other wraps are random.
///
/// # Errors
/// [`VaultDefect::TooLarge`] when it would have more than [`VAULT_PIECES_MAX`] pieces, or more recipients.
pub fn seal_vault(
    state: &[u8],
    feed: &FeedId,
    version: u64,
    recipients: &[(VaultRecipient, Right)],
    random: &mut dyn CryptoRng,
) -> Result<SealedVault, VaultDefect> {
    let count = (OVERHEAD_BYTES + state.len()).div_ceil(VaultPiece::BYTES).next_power_of_two().max(PIECES_MIN);
    if count > VAULT_PIECES_MAX || recipients.len() > VAULT_TAGS {
        return Err(VaultDefect::TooLarge);
    }
    let (info, key) = (info(feed, version), Secret::draw(random));
    let mut wraps: Vec<(DropTag, Vec<u8>)> =
        recipients.iter().filter_map(|(recipient, right)| wrap(recipient, right, &key, &info, random)).collect();
    wraps.resize_with(VAULT_TAGS, || random_wrap(random));
    // In the order of their tags, nothing tells the phrase's from a deputy's, or either from padding.
    wraps.sort_unstable_by_key(|(tag, _)| *tag);
    let mut contents = Zeroizing::new(vec![0; count * VaultPiece::BYTES - WRAPS_BYTES - 12 - 16]);
    let length = u32::try_from(state.len()).map_err(|_| VaultDefect::TooLarge)?;
    contents[..4].copy_from_slice(&length.to_be_bytes());
    contents[4..4 + state.len()].copy_from_slice(state);
    let mut nonce = [0; 12];
    random.fill_bytes(&mut nonce);
    let mut bytes: Vec<u8> = wraps.iter().flat_map(|(_, wrap)| wrap.iter().copied()).collect();
    bytes.extend(nonce);
    bytes.extend(seal_bytes(&key, nonce, &info, &contents));
    let pieces: Vec<_> = bytes.chunks_exact(VaultPiece::BYTES).filter_map(VaultPiece::from_slice).collect();
    let hash = vault_hash(&pieces);
    Ok(SealedVault { tags: wraps.into_iter().map(|(tag, _)| tag).collect(), pieces, hash })
}

/// What a status says of a vault.
pub fn vault_hash(pieces: &[VaultPiece]) -> Hash {
    let mut hash = Context::new(&SHA256);
    for piece in pieces {
        hash.update(piece.as_bytes());
    }
    Hash::from_slice(hash.finish().as_ref()).expect("SHA-256 yields 32 bytes")
}

/// `None` where the recipient's key is none: then nobody holds its other half either.
fn wrap(
    recipient: &VaultRecipient,
    right: &Right,
    key: &Secret,
    info: &[u8],
    random: &mut dyn CryptoRng,
) -> Option<(DropTag, Vec<u8>)> {
    let (encapsulation, mut context) = recipient.key.encapsulate(&OpModeS::Base, info, random).ok()?;
    let mut plaintext = Zeroizing::new(key.as_bytes().to_vec());
    plaintext.extend_from_slice(right.encode().as_slice());
    let sealed = context.seal(&plaintext, &KEM_SUITE.to_be_bytes()).ok()?;
    Some((recipient.tag, [encapsulation.as_bytes().as_slice(), &sealed].concat()))
}

fn random_wrap(random: &mut dyn CryptoRng) -> (DropTag, Vec<u8>) {
    let (mut tag, mut wrap) = ([0; DropTag::BYTES], vec![0; WRAP_BYTES]);
    random.fill_bytes(&mut tag);
    random.fill_bytes(&mut wrap);
    (DropTag::new(tag), wrap)
}

fn info(feed: &FeedId, version: u64) -> Vec<u8> {
    [b"porchlight/1 vault\0", feed.as_bytes().as_slice(), &version.to_be_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng;

    use super::*;

    fn opener(seed: u8) -> VaultOpener {
        VaultOpener::new(Secret::new([seed; 32]))
    }

    #[test]
    fn each_recipient_opens_the_state_with_its_own_right_and_nobody_else_does() {
        let (feed, mut random) = (FeedId::new([1; 32]), ChaCha20Rng::seed_from_u64(1));
        let posting = PostingSecret::new(Secret::new([9; 32]));
        let recipients = [
            (opener(1).recipient(), Right::Office { posting: posting.clone(), former: None }),
            (opener(2).recipient(), Right::Mandate(Signature::new([7; 64]))),
        ];
        let vault = seal_vault(b"a state", &feed, 5, &recipients, &mut random).expect("it is small");
        assert_eq!((vault.tags.len(), vault.pieces.len()), (VAULT_TAGS, PIECES_MIN));
        let (state, right) = opener(1).open(&feed, 5, &vault.pieces).expect("it is the phrase's");
        assert!(state.as_slice() == b"a state" && right.office().0.public() == posting.public());
        assert!(right.office().1.is_none());
        let (_, right) = opener(2).open(&feed, 5, &vault.pieces).expect("it is the deputy's");
        assert!(right.mandate() == Signature::new([7; 64]));
        assert!(opener(3).open(&feed, 5, &vault.pieces).is_err());
        assert!(opener(1).open(&feed, 6, &vault.pieces).is_err());
    }

    #[test]
    fn a_vault_grows_by_powers_of_two_and_not_beyond_its_bound() {
        let (feed, mut random) = (FeedId::new([1; 32]), ChaCha20Rng::seed_from_u64(1));
        let mut sealed = |bytes| seal_vault(&vec![0; bytes], &feed, 1, &[], &mut random);
        let pieces = |vault: Result<SealedVault, VaultDefect>| vault.map(|vault| vault.pieces.len()).ok();
        let room = PIECES_MIN * VaultPiece::BYTES - OVERHEAD_BYTES;
        assert_eq!(pieces(sealed(room)), Some(4));
        assert_eq!(pieces(sealed(room + 1)), Some(8));
        assert_eq!(pieces(sealed(VAULT_PIECES_MAX * VaultPiece::BYTES)), None);
    }
}
