//! The one place that draws random bytes.

use ring::rand::{SecureRandom, SystemRandom};

/// Fresh bytes from the system.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes).expect("the system gives random bytes, or nothing here is safe to run");
    bytes
}
