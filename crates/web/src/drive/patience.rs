//! When to try again: with full jitter, so that a thousand phones do not come back in the same second.

use std::time::Duration;

use crate::random;

const BASE: Duration = Duration::from_millis(500);
const CAP: Duration = Duration::from_secs(60);

/// How often it has failed in a row.
pub(super) struct Patience {
    failures: u32,
}

impl Patience {
    /// After a session that stood.
    pub(super) const fn fresh() -> Self {
        Self { failures: 0 }
    }

    /// How long to wait after another failure: anything from nothing to a ceiling that doubles.
    pub(super) fn after_a_failure(&mut self) -> Duration {
        let ceiling = BASE.saturating_mul(1 << self.failures.min(16)).min(CAP);
        self.failures = self.failures.saturating_add(1);
        let mut bytes = [0; 2];
        random::fill(&mut bytes);
        // In whole numbers: what multiplies by fractions weighs as much as the rest of this file.
        (ceiling * u32::from(u16::from_be_bytes(bytes))) / u32::from(u16::MAX)
    }
}
