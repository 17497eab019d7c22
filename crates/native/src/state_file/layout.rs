//! The state file's bytes: a fixed header in clear, then the sealed state, to which the header is bound.
//!
//! ```text
//! magic 8 ‖ version 1 ‖ kind 1 ‖ sealing 1 ‖ memory KiB 4 ‖ passes 4 ‖ lanes 4 ‖ salt 16 ‖ key check 8 ‖ nonce 12 ‖ sealed
//! ```
//! Integers are big-endian. ChaCha20-Poly1305; the associated data is all that precedes the sealed part.

use std::fmt;
use std::path::Path;

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use zeroize::Zeroizing;

use super::StateTrouble;
use super::key::{CHECK_BYTES, Key, Passphrase};
use crate::random;

const MAGIC: &[u8; 8] = b"porchlit";
const VERSION: u8 = 1;
const SALT_BYTES: usize = 16;
const NONCE_BYTES: usize = 12;
const FIELDS_BYTES: usize = 8 + 3 + 12 + SALT_BYTES + CHECK_BYTES;
const HEADER_BYTES: usize = FIELDS_BYTES + NONCE_BYTES;

/// RFC 9106's second choice, for machines that cannot spare 2 GiB, on one lane: phones have few cores to spare.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
const LANES: u32 = 1;
/// A damaged header must not keep a machine busy for hours, or take all its memory.
const MEMORY_KIB_MAX: u32 = 1024 * 1024;
const PASSES_MAX: u32 = 32;
const LANES_MAX: u32 = 16;

/// Whose state it is, or what else a sealed file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A liaison's, whose group the relay may not have founded yet.
    Founding,
    /// A liaison's.
    Liaison,
    /// A family's device's.
    Device,
    /// A liaison's, who is taking an office over and has not finished.
    TakingOver,
    /// No state, but a key to the vault of one: a backup file.
    Backup,
}

impl Kind {
    /// Every kind that is a party's state.
    pub const STATES: [Self; 4] = [Self::Founding, Self::Liaison, Self::TakingOver, Self::Device];

    const ALL: [Self; 5] = [Self::Founding, Self::Liaison, Self::Device, Self::TakingOver, Self::Backup];

    const fn code(self) -> u8 {
        match self {
            Self::Founding => 1,
            Self::Liaison => 2,
            Self::Device => 3,
            Self::TakingOver => 4,
            Self::Backup => 5,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Founding => write!(f, "a liaison's state whose group is not founded yet"),
            Self::Liaison => write!(f, "a liaison's state"),
            Self::Device => write!(f, "a family's state"),
            Self::TakingOver => write!(f, "a liaison's state whose taking over is not finished"),
            Self::Backup => write!(f, "a backup of a liaison's office"),
        }
    }
}

/// What the key comes from.
#[derive(Clone)]
pub(super) enum Sealing {
    KeyFile,
    Passphrase { memory_kib: u32, passes: u32, lanes: u32, salt: [u8; SALT_BYTES] },
}

impl Sealing {
    /// By a passphrase, with a fresh salt, or by a key file where none is given.
    pub(super) fn chosen(passphrase: Option<&Passphrase>) -> Self {
        if passphrase.is_none() {
            return Self::KeyFile;
        }
        let mut salt = [0; SALT_BYTES];
        random::fill(&mut salt);
        Self::Passphrase { memory_kib: MEMORY_KIB, passes: PASSES, lanes: LANES, salt }
    }

    fn encode(&self) -> Vec<u8> {
        let (code, costs, salt) = match self {
            Self::KeyFile => (0, [0; 3], [0; SALT_BYTES]),
            Self::Passphrase { memory_kib, passes, lanes, salt } => (1, [*memory_kib, *passes, *lanes], *salt),
        };
        let mut bytes = vec![code];
        bytes.extend(costs.iter().flat_map(|cost| cost.to_be_bytes()));
        bytes.extend(salt);
        bytes
    }

    fn decode(bytes: &[u8; 1 + 12 + SALT_BYTES]) -> Option<Self> {
        let cost = |at: usize| bytes[at..at + 4].iter().fold(0, |cost, byte| cost << 8 | u32::from(*byte));
        let (memory_kib, passes, lanes) = (cost(1), cost(5), cost(9));
        let is_bounded = (8 * LANES_MAX..=MEMORY_KIB_MAX).contains(&memory_kib)
            && (1..=PASSES_MAX).contains(&passes)
            && (1..=LANES_MAX).contains(&lanes);
        match bytes[0] {
            0 => Some(Self::KeyFile),
            1 if is_bounded => {
                Some(Self::Passphrase { memory_kib, passes, lanes, salt: *bytes.last_chunk::<SALT_BYTES>()? })
            }
            _ => None,
        }
    }
}

pub(super) struct Header {
    pub(super) kind: Kind,
    pub(super) sealing: Sealing,
    check: [u8; CHECK_BYTES],
}

impl Header {
    pub(super) fn new(kind: Kind, sealing: Sealing, key: &Key) -> Self {
        Self { kind, sealing, check: key.check() }
    }

    fn encode(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend([VERSION, self.kind.code()]);
        bytes.extend(self.sealing.encode());
        bytes.extend(self.check);
        bytes
    }

    /// The header of a whole file.
    pub(super) fn decode(bytes: &[u8], path: &Path) -> Result<Self, StateTrouble> {
        let damaged = || StateTrouble::Damaged { path: path.to_owned() };
        let fields = bytes.get(..FIELDS_BYTES).ok_or_else(damaged)?;
        if !fields.starts_with(MAGIC) {
            return Err(damaged());
        }
        if fields[8] > VERSION {
            return Err(StateTrouble::LaterVersion { path: path.to_owned() });
        }
        let kind = Kind::ALL.into_iter().find(|kind| kind.code() == fields[9]);
        let sealing = fields[10..].first_chunk().and_then(Sealing::decode);
        match (kind, sealing, fields.last_chunk()) {
            (Some(kind), Some(sealing), Some(check)) => Ok(Self { kind, sealing, check: *check }),
            _ => Err(damaged()),
        }
    }

    /// Refuses a key that did not seal this state.
    pub(super) fn check(&self, key: &Key, dir: &Path) -> Result<(), StateTrouble> {
        match (self.check == key.check(), &self.sealing) {
            (true, _) => Ok(()),
            (false, Sealing::KeyFile) => Err(StateTrouble::WrongKey { dir: dir.to_owned() }),
            (false, Sealing::Passphrase { .. }) => Err(StateTrouble::WrongPassphrase { dir: dir.to_owned() }),
        }
    }
}

/// The whole file's bytes; the nonce is drawn afresh, so that no two states share one.
pub(super) fn seal(header: &Header, key: &Key, state: &[u8]) -> Vec<u8> {
    let mut nonce = [0; NONCE_BYTES];
    random::fill(&mut nonce);
    let mut file = Vec::with_capacity(HEADER_BYTES + state.len() + CHACHA20_POLY1305.tag_len());
    file.extend(header.encode());
    file.extend(nonce);
    let aad = Aad::from(file.clone());
    file.extend_from_slice(state);
    let tag =
        cipher(key).seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), aad, &mut file[HEADER_BYTES..]);
    let tag = tag.expect("a state is far shorter than what ChaCha20-Poly1305 seals at once");
    file.extend_from_slice(tag.as_ref());
    file
}

/// The state in a whole file; `None` where a bit is not what was written.
pub(super) fn open(key: &Key, bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (header, sealed) = bytes.split_at_checked(HEADER_BYTES)?;
    let nonce = Nonce::assume_unique_for_key(*header.last_chunk()?);
    let mut state = Zeroizing::new(sealed.to_vec());
    let length = cipher(key).open_in_place(nonce, Aad::from(header), &mut state).ok()?.len();
    state.truncate(length);
    Some(state)
}

fn cipher(key: &Key) -> LessSafeKey {
    LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, key.bytes()).expect("the key has the cipher's length"))
}
