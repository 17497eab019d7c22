//! A PIN before the states: an inner seal by a key that only the PIN yields.
//!
//! **What it is worth.** Whoever takes the unlocked phone and opens the page is stopped by the PIN and its growing waits. Whoever
//! copies the browser's profile can try PINs elsewhere, without any wait: each try costs what `MEMORY_KIB` and `PASSES` cost,
//! so all PINs of six digits fall within hours, a phrase of several words does not. The states are still sealed by the browser's
//! own key beneath, so that somebody who knows the PIN alone has nothing.

mod changing;
mod out_of_sight;
mod waits;

use argon2::{Algorithm, Argon2, Params, Version};
use porchlight_screen::pin::{PinDefect, check};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use zeroize::Zeroizing;

pub use changing::change;
pub use out_of_sight::{OutOfSight, PIN_HIDDEN_MAX};
pub use waits::Waits;

/// What OWASP asks for at least: bearable on a cheap phone, and far from free for who tries a million.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// A damaged header must not take all of a phone's memory, or keep it busy for hours.
const MEMORY_KIB_MAX: u32 = 256 * 1024;
const PASSES_MAX: u32 = 16;

const VERSION: u8 = 1;
const KEY_BYTES: usize = 32;
const SALT_BYTES: usize = 16;
const NONCE_BYTES: usize = 12;
const TAG_BYTES: usize = 16;
const COSTS_BYTES: usize = 1 + 4 + 4;
const FIELDS_BYTES: usize = COSTS_BYTES + SALT_BYTES;
const HEADER_BYTES: usize = FIELDS_BYTES + NONCE_BYTES + KEY_BYTES + TAG_BYTES;

/// What a person typed. It is wiped when dropped.
pub struct Pin(Zeroizing<String>);

impl Pin {
    /// Takes what was typed.
    ///
    /// # Errors
    /// What [`check`] says.
    pub fn new(typed: Zeroizing<String>) -> Result<Self, PinDefect> {
        check(&typed).map(|()| Self(typed))
    }
}

/// The key of the inner seal: random, the same whatever the PIN. It lives in memory only.
#[derive(Clone)]
pub struct InnerKey(Zeroizing<[u8; KEY_BYTES]>);

/// What is kept beside the states: the inner key, sealed by what the PIN yields, and what that costs.
#[derive(Clone)]
pub struct PinHeader([u8; HEADER_BYTES]);

/// A seal that does not open: another key, or another byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shut;

impl InnerKey {
    /// From random bytes.
    pub fn new(random: [u8; KEY_BYTES]) -> Self {
        Self(Zeroizing::new(random))
    }

    /// Seals what goes under a name, with a nonce that was never used.
    pub fn seal(&self, name: &str, nonce: [u8; NONCE_BYTES], plain: &[u8]) -> Vec<u8> {
        let mut sealed = Vec::with_capacity(NONCE_BYTES + plain.len() + TAG_BYTES);
        sealed.extend(nonce);
        sealed.extend_from_slice(plain);
        let (_, body) = sealed.split_at_mut(NONCE_BYTES);
        let tag = seal_in_place(&self.0, nonce, &bound_to(name), body);
        sealed.extend(tag);
        sealed
    }

    /// Opens what was sealed under a name.
    ///
    /// # Errors
    /// [`Shut`] where it was sealed by another key, under another name, or is damaged.
    pub fn open(&self, name: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Shut> {
        let (nonce, body) = sealed.split_first_chunk().ok_or(Shut)?;
        open(&self.0, *nonce, &bound_to(name), body)
    }
}

impl PinHeader {
    /// Puts a key behind a PIN.
    pub fn new(pin: &Pin, key: &InnerKey, salt: [u8; SALT_BYTES], nonce: [u8; NONCE_BYTES]) -> Self {
        let mut bytes = [0; HEADER_BYTES];
        bytes[0] = VERSION;
        bytes[1..5].copy_from_slice(&MEMORY_KIB.to_be_bytes());
        bytes[5..9].copy_from_slice(&PASSES.to_be_bytes());
        bytes[COSTS_BYTES..FIELDS_BYTES].copy_from_slice(&salt);
        let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(KEY_BYTES));
        let yielded = derive(pin, &salt, params.expect("the costs above are within Argon2's bounds"));
        let (fields, rest) = bytes.split_at_mut(FIELDS_BYTES);
        rest[..NONCE_BYTES].copy_from_slice(&nonce);
        rest[NONCE_BYTES..NONCE_BYTES + KEY_BYTES].copy_from_slice(&*key.0);
        let tag = seal_in_place(&yielded, nonce, fields, &mut rest[NONCE_BYTES..NONCE_BYTES + KEY_BYTES]);
        rest[NONCE_BYTES + KEY_BYTES..].copy_from_slice(&tag);
        Self(bytes)
    }

    /// Reads what was kept; `None` where it is damaged, or was written by a later version.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let header = Self(bytes.try_into().ok()?);
        let (memory_kib, passes) = header.costs();
        let is_bounded = (8 * LANES..=MEMORY_KIB_MAX).contains(&memory_kib) && (1..=PASSES_MAX).contains(&passes);
        (header.0[0] == VERSION && is_bounded).then_some(header)
    }

    /// What is to be kept.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The key, if this is the PIN. The seal's own tag tells, compared in constant time; there is nothing else to compare.
    ///
    /// # Errors
    /// [`Shut`] for any other PIN.
    pub fn open(&self, pin: &Pin) -> Result<InnerKey, Shut> {
        let (fields, rest) = self.0.split_at(FIELDS_BYTES);
        let (nonce, sealed) = rest.split_first_chunk().ok_or(Shut)?;
        let (memory_kib, passes) = self.costs();
        let params = Params::new(memory_kib, passes, LANES, Some(KEY_BYTES)).map_err(|_| Shut)?;
        let yielded = derive(pin, &fields[COSTS_BYTES..], params);
        let opened = open(&yielded, *nonce, fields, sealed)?;
        let mut key = InnerKey::new([0; KEY_BYTES]);
        key.0.copy_from_slice(opened.get(..KEY_BYTES).ok_or(Shut)?);
        Ok(key)
    }

    fn costs(&self) -> (u32, u32) {
        let cost = |at: usize| self.0[at..at + 4].iter().fold(0, |cost, byte| cost << 8 | u32::from(*byte));
        (cost(1), cost(5))
    }
}

fn derive(pin: &Pin, salt: &[u8], params: Params) -> Zeroizing<[u8; KEY_BYTES]> {
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(pin.0.as_bytes(), salt, &mut *key)
        .expect("PIN, salt and key have lengths that Argon2 takes");
    key
}

/// A state stands under its name alone: none can be put in another's place.
fn bound_to(name: &str) -> Vec<u8> {
    [b"porchlight/1 behind the pin\0", name.as_bytes()].concat()
}

fn seal_in_place(
    key: &[u8; KEY_BYTES],
    nonce: [u8; NONCE_BYTES],
    bound_to: &[u8],
    bytes: &mut [u8],
) -> [u8; TAG_BYTES] {
    let nonce = Nonce::assume_unique_for_key(nonce);
    let tag = cipher(key).seal_in_place_separate_tag(nonce, Aad::from(bound_to), bytes);
    let tag = tag.expect("a state is far shorter than what ChaCha20-Poly1305 seals at once");
    *tag.as_ref().first_chunk().expect("the tag has 16 bytes")
}

fn open(
    key: &[u8; KEY_BYTES],
    nonce: [u8; NONCE_BYTES],
    bound_to: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Shut> {
    let mut plain = Zeroizing::new(sealed.to_vec());
    let opened = cipher(key).open_in_place(Nonce::assume_unique_for_key(nonce), Aad::from(bound_to), &mut plain);
    let length = opened.map_err(|_| Shut)?.len();
    plain.truncate(length);
    Ok(plain)
}

fn cipher(key: &[u8; KEY_BYTES]) -> LessSafeKey {
    LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, key).expect("the key has the cipher's length"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pin(typed: &str) -> Pin {
        Pin::new(Zeroizing::new(typed.to_owned())).ok().unwrap()
    }

    #[test]
    fn only_the_pin_opens_what_is_behind_it() {
        let key = InnerKey::new([7; 32]);
        let header = PinHeader::new(&pin("482913"), &key, [1; 16], [2; 12]);
        let read = PinHeader::read(header.as_bytes()).unwrap();
        let sealed = key.seal("device/1", [3; 12], b"a state");

        assert!(read.open(&pin("482914")).is_err());
        let opened = read.open(&pin("482913")).ok().unwrap();
        assert_eq!(*opened.open("device/1", &sealed).unwrap(), b"a state");
    }

    #[test]
    fn a_state_does_not_open_in_anothers_place() {
        let key = InnerKey::new([7; 32]);
        let sealed = key.seal("device/1", [3; 12], b"a state");

        assert!(key.open("device/2", &sealed).is_err());
        assert!((0..sealed.len()).all(|bit| {
            let mut altered = sealed.clone();
            altered[bit] ^= 1;
            key.open("device/1", &altered).is_err() && key.open("device/1", &sealed[..bit]).is_err()
        }));
    }

    #[test]
    fn a_damaged_header_takes_no_memory() {
        let header = PinHeader::new(&pin("482913"), &InnerKey::new([7; 32]), [1; 16], [2; 12]);
        let altered = |at: usize, byte: u8| {
            let mut bytes = header.as_bytes().to_vec();
            bytes[at] = byte;
            PinHeader::read(&bytes).is_none()
        };

        assert!(altered(0, 2) && altered(1, 255) && altered(5, 255));
        assert!(PinHeader::read(&header.as_bytes()[1..]).is_none());
    }

    #[test]
    fn what_may_be_no_pin_is_none() {
        let is_one = |typed: &str| Pin::new(Zeroizing::new(typed.to_owned())).is_ok();
        assert!(!is_one("48291"));
        assert!(is_one("482913"));
    }
}
