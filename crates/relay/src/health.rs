//! Whether the relay still takes writes.

use std::sync::atomic::{AtomicBool, Ordering};

use tracing::error;

/// Set once, by the first failure of the store; only a restart clears it.
#[derive(Debug, Default)]
pub(crate) struct Health {
    has_failed: AtomicBool,
}

impl Health {
    /// Takes note of a failure; the first is told to the operator.
    pub(crate) fn fail(&self, what: &str) {
        if !self.has_failed.swap(true, Ordering::AcqRel) {
            error!(
                "the store failed ({what}); writes are refused until the relay is restarted: check the disk, then restart"
            );
        }
    }

    /// Whether writes are refused.
    pub(crate) fn has_failed(&self) -> bool {
        self.has_failed.load(Ordering::Acquire)
    }
}
