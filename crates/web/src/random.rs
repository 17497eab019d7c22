//! Random bytes from the browser.

use std::convert::Infallible;

use rand_core::{TryCryptoRng, TryRng};

/// The most that `crypto.getRandomValues` gives at once.
const PIECE_BYTES: usize = 65_536;

/// The browser's own source of random bytes.
pub struct BrowserRandom;

impl BrowserRandom {
    /// For a party.
    pub fn boxed() -> Box<dyn rand_core::CryptoRng + Send> {
        Box::new(Self)
    }
}

/// Fills with random bytes.
///
/// # Panics
/// Where the browser has none: nothing may go on without.
pub fn fill(bytes: &mut [u8]) {
    let crypto =
        web_sys::window().and_then(|window| window.crypto().ok()).expect("every browser that runs this has crypto");
    for piece in bytes.chunks_mut(PIECE_BYTES) {
        crypto.get_random_values_with_u8_array(piece).expect("a piece is no longer than the browser gives at once");
    }
}

/// Any number, each as likely as the next.
pub fn number() -> u32 {
    let mut bytes = [0; 4];
    fill(&mut bytes);
    u32::from_be_bytes(bytes)
}

impl TryRng for BrowserRandom {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(number())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        fill(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for BrowserRandom {}
