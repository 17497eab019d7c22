//! The clock: the one place where it is read.

use std::time::Instant;

/// This moment.
#[expect(clippy::disallowed_methods, reason = "a measurement reads the clock; nothing else depends on it")]
pub(crate) fn now() -> Instant {
    Instant::now()
}
