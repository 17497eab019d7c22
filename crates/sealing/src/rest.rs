//! What rests sealed in a file: a fixed header in clear, then the contents, to which the header is bound. The same on a disk and
//! in a browser's downloads, so that a backup that was made in one place opens in the other.
//!
//! ```text
//! magic 8 ‖ version 1 ‖ kind 1 ‖ sealing 1 ‖ memory KiB 4 ‖ passes 4 ‖ lanes 4 ‖ salt 16 ‖ key check 8 ‖ nonce 12 ‖ sealed
//! ```
//! Integers are big-endian. ChaCha20-Poly1305; the associated data is all that precedes the sealed part. The key comes from a
//! passphrase by Argon2id, or from a file of 32 random bytes.

use std::cmp::Ordering;
use std::fmt;

use argon2::{Algorithm, Argon2, Params, Version};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use ring::digest::{SHA256, digest};
use zeroize::Zeroizing;

const MAGIC: &[u8; 8] = b"porchlit";
/// 2: a state names its roster.
const VERSION: u8 = 2;
/// Bytes of a salt: as RFC 9106 has it.
pub const SALT_BYTES: usize = 16;
/// Bytes of a nonce: ChaCha20-Poly1305's.
pub const NONCE_BYTES: usize = 12;
/// Bytes of a key file.
pub const KEY_BYTES: usize = 32;
const CHECK_BYTES: usize = 8;
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
    /// What a liaison's state keeps apart: the roster.
    Roster,
}

impl Kind {
    /// Every kind that is a party's state.
    pub const STATES: [Self; 4] = [Self::Founding, Self::Liaison, Self::TakingOver, Self::Device];

    const ALL: [Self; 6] = [Self::Founding, Self::Liaison, Self::Device, Self::TakingOver, Self::Backup, Self::Roster];

    const fn code(self) -> u8 {
        match self {
            Self::Founding => 1,
            Self::Liaison => 2,
            Self::Device => 3,
            Self::TakingOver => 4,
            Self::Backup => 5,
            Self::Roster => 6,
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
            Self::Roster => write!(f, "the roster of a liaison's state"),
        }
    }
}

/// What a person seals something with. It is wiped when dropped, and shows itself nowhere.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes what a person typed; nothing is no passphrase.
    pub fn new(typed: Zeroizing<String>) -> Option<Self> {
        (!typed.is_empty()).then_some(Self(typed))
    }
}

impl PartialEq for Passphrase {
    fn eq(&self, other: &Self) -> bool {
        *self.0 == *other.0
    }
}

/// What the key comes from.
#[derive(Clone)]
pub enum Sealing {
    /// A file of 32 random bytes.
    KeyFile,
    /// A passphrase, by Argon2id at this cost.
    Passphrase {
        /// Memory for each guess.
        memory_kib: u32,
        /// Times that all of it is gone through.
        passes: u32,
        /// Ways in which that can be done side by side.
        lanes: u32,
        /// Drawn afresh for each file.
        salt: [u8; SALT_BYTES],
    },
}

impl Sealing {
    /// By a passphrase, at the cost that is usual, with this fresh salt.
    pub const fn by_passphrase(salt: [u8; SALT_BYTES]) -> Self {
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

/// What seals a file's contents. It is wiped when dropped.
pub struct RestKey(Zeroizing<[u8; KEY_BYTES]>);

impl RestKey {
    /// From a key file's bytes.
    pub const fn new(bytes: Zeroizing<[u8; KEY_BYTES]>) -> Self {
        Self(bytes)
    }

    /// From a passphrase, at the cost that the header names: half a second of work and 64 MiB for each guess. `None` where no
    /// passphrase seals it.
    ///
    /// # Panics
    /// For costs beyond what Argon2 takes, which no header has that was read.
    pub fn derive(passphrase: &Passphrase, sealing: &Sealing) -> Option<Self> {
        let Sealing::Passphrase { memory_kib, passes, lanes, salt } = sealing else { return None };
        let params = Params::new(*memory_kib, *passes, *lanes, Some(KEY_BYTES));
        let params = params.expect("a header is refused unless its costs are within Argon2's own bounds");
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.0.as_bytes(), salt, &mut *key)
            .expect("passphrase, salt and key have lengths that Argon2 takes");
        Some(Self(key))
    }

    /// Tells a wrong key from a damaged file. It helps nobody guess: the seal itself already tells right from wrong.
    fn check(&self) -> [u8; CHECK_BYTES] {
        let mut labelled = Zeroizing::new(b"porchlight/1 state key check\0".to_vec());
        labelled.extend_from_slice(&*self.0);
        let hash = digest(&SHA256, &labelled);
        *hash.as_ref().first_chunk().expect("SHA-256 yields 32 bytes")
    }

    fn cipher(&self) -> LessSafeKey {
        LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, &*self.0).expect("the key has the cipher's length"))
    }
}

/// What stands before the sealed part.
pub struct Header {
    /// What the file holds.
    pub kind: Kind,
    /// What its key comes from.
    pub sealing: Sealing,
    check: [u8; CHECK_BYTES],
}

/// Why a file is not one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderDefect {
    /// It is none, or damaged.
    Damaged,
    /// A version wrote it whose files are not read any more.
    EarlierVersion,
    /// A later version wrote it.
    LaterVersion,
}

impl Header {
    /// Of a file that this key seals.
    pub fn new(kind: Kind, sealing: Sealing, key: &RestKey) -> Self {
        Self { kind, sealing, check: key.check() }
    }

    /// The header of a whole file.
    ///
    /// # Errors
    /// The [`HeaderDefect`].
    pub fn decode(bytes: &[u8]) -> Result<Self, HeaderDefect> {
        let fields = bytes.get(..FIELDS_BYTES).ok_or(HeaderDefect::Damaged)?;
        if !fields.starts_with(MAGIC) {
            return Err(HeaderDefect::Damaged);
        }
        match fields[8].cmp(&VERSION) {
            Ordering::Less => return Err(HeaderDefect::EarlierVersion),
            Ordering::Equal => {}
            Ordering::Greater => return Err(HeaderDefect::LaterVersion),
        }
        let kind = Kind::ALL.into_iter().find(|kind| kind.code() == fields[9]);
        let sealing = fields[10..].first_chunk().and_then(Sealing::decode);
        match (kind, sealing, fields.last_chunk()) {
            (Some(kind), Some(sealing), Some(check)) => Ok(Self { kind, sealing, check: *check }),
            (_, _, _) => Err(HeaderDefect::Damaged),
        }
    }

    /// Whether this key sealed the file.
    pub fn fits(&self, key: &RestKey) -> bool {
        self.check == key.check()
    }

    fn encode(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend([VERSION, self.kind.code()]);
        bytes.extend(self.sealing.encode());
        bytes.extend(self.check);
        bytes
    }
}

/// The whole file's bytes. The nonce is drawn afresh each time.
pub fn seal(header: &Header, key: &RestKey, nonce: [u8; NONCE_BYTES], contents: &[u8]) -> Vec<u8> {
    let mut file = Vec::with_capacity(HEADER_BYTES + contents.len() + CHACHA20_POLY1305.tag_len());
    file.extend(header.encode());
    file.extend(nonce);
    let aad = Aad::from(file.clone());
    file.extend_from_slice(contents);
    let nonce = Nonce::assume_unique_for_key(nonce);
    let tag = key.cipher().seal_in_place_separate_tag(nonce, aad, &mut file[HEADER_BYTES..]);
    let tag = tag.expect("a state is far shorter than what ChaCha20-Poly1305 seals at once");
    file.extend_from_slice(tag.as_ref());
    file
}

/// The contents of a whole file; `None` where a bit is not what was written.
pub fn open(key: &RestKey, bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (header, sealed) = bytes.split_at_checked(HEADER_BYTES)?;
    let nonce = Nonce::assume_unique_for_key(*header.last_chunk()?);
    let mut contents = Zeroizing::new(sealed.to_vec());
    let length = key.cipher().open_in_place(nonce, Aad::from(header), &mut contents).ok()?.len();
    contents.truncate(length);
    Some(contents)
}
