//! The one place on the members' side that reads the clock.

use std::time::{SystemTime, UNIX_EPOCH};

use porchlight_client::Seconds;

/// Seconds since 1970-01-01T00:00:00Z, by this machine's clock.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the edge of the members' programs: from here on, time is an argument")]
pub fn now() -> Seconds {
    // A clock that stands before 1970 is wrong anyway; at 0 everything that was promised is still to come.
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
