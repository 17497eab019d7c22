//! The one place that reads the clock.

use std::time::{SystemTime, UNIX_EPOCH};

use porchlight_protocol::Day;

const DAY_SECONDS: u64 = 86_400;

/// Today, in UTC; a clock before 1970 counts as day 0.
#[expect(clippy::disallowed_methods, reason = "this is the program's edge")]
pub(crate) fn today() -> Day {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Day(u32::try_from(since_1970.as_secs() / DAY_SECONDS).unwrap_or(u32::MAX))
}
