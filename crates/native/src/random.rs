//! Random bytes from the system, for parties that draw their keys from what they are given.

use std::convert::Infallible;

use rand_core::{CryptoRng, TryCryptoRng, TryRng};
use ring::rand::{SecureRandom, SystemRandom};

/// The system's randomness, as the parties take it.
#[must_use]
pub fn system_random() -> Box<dyn CryptoRng + Send> {
    Box::new(FromSystem(SystemRandom::new()))
}

/// Fills with random bytes from the system.
pub(crate) fn fill(bytes: &mut [u8]) {
    FromSystem(SystemRandom::new()).draw(bytes);
}

struct FromSystem(SystemRandom);

impl FromSystem {
    fn draw(&self, bytes: &mut [u8]) {
        // Keys that anyone could guess are worse than a program that ends here, with nothing sent or saved.
        self.0.fill(bytes).expect("the system gives random bytes; without them no key may be drawn");
    }
}

impl TryRng for FromSystem {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.draw(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.draw(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.draw(bytes);
        Ok(())
    }
}

impl TryCryptoRng for FromSystem {}
