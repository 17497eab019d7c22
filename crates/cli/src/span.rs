//! Spans of time as people type them: `90m`, `24h`, `7d`.

use porchlight_client::Seconds;
use porchlight_protocol::limits::{RETENTION_DAYS_MAX, RETENTION_DAYS_MIN};

/// A promise for more than a year ahead is a typing error.
const SPAN_MAX: Seconds = 366 * SECONDS_PER_DAY;
/// Whoever wants to think about an update for longer than this has not written it yet.
const WAIT_MAX: Seconds = 3_600;
const SECONDS_PER_DAY: Seconds = 86_400;

/// A value with the text in which it was typed, for an answer to repeat.
#[derive(Clone)]
pub(crate) struct Typed<T> {
    pub(crate) value: T,
    pub(crate) text: String,
}

impl<T> Typed<T> {
    /// A parser that keeps what it has read.
    pub(crate) fn by(parse: fn(&str) -> Result<T, String>) -> impl Fn(&str) -> Result<Self, String> + Clone {
        move |text| Ok(Self { value: parse(text)?, text: text.to_owned() })
    }
}

/// A span that something promises.
pub(crate) fn parse_span(text: &str) -> Result<Seconds, String> {
    match seconds(text)? {
        Some(seconds @ 1..=SPAN_MAX) => Ok(seconds),
        Some(_) | None => Err("choose something between 1s and 366d".to_owned()),
    }
}

/// A span that somebody waits for; none is `0s`.
pub(crate) fn parse_wait(text: &str) -> Result<Seconds, String> {
    match seconds(text)? {
        Some(seconds @ 0..=WAIT_MAX) => Ok(seconds),
        Some(_) | None => Err("choose something between 0s and 1h".to_owned()),
    }
}

/// Whole days; whether they are few or many enough, the profile's bounds say.
pub(crate) fn parse_days(text: &str) -> Result<u16, String> {
    let whole = seconds(text)?.filter(|seconds| seconds.is_multiple_of(SECONDS_PER_DAY));
    let days = whole.and_then(|seconds| u16::try_from(seconds / SECONDS_PER_DAY).ok());
    days.filter(|days| (RETENTION_DAYS_MIN..=RETENTION_DAYS_MAX).contains(days))
        .ok_or_else(|| format!("choose whole days, between {RETENTION_DAYS_MIN}d and {RETENTION_DAYS_MAX}d"))
}

/// `None` where it is beyond counting.
fn seconds(text: &str) -> Result<Option<Seconds>, String> {
    let (digits, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    let unit = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => SECONDS_PER_DAY,
        _ => return Err("write a number and a unit: 90m, 24h, 7d".to_owned()),
    };
    let count: Seconds = digits.parse().map_err(|_| "write a number and a unit: 90m, 24h, 7d".to_owned())?;
    Ok(count.checked_mul(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_a_number_and_a_unit() {
        let read: Vec<_> = ["90m", "24h", "7d", "1s"].map(|text| parse_span(text).unwrap()).into();
        assert_eq!(read, [5_400, 86_400, 604_800, 1]);
        for wrong in ["", "h", "24", "1w", "0h", "367d", "-1h", "99999999999999999999d", "1 h"] {
            assert!(parse_span(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_wait_may_be_none_and_is_never_long() {
        assert_eq!(["0s", "30s", "2m", "1h"].map(|text| parse_wait(text).unwrap()), [0, 30, 120, 3_600]);
        assert!(parse_wait("61m").is_err() && parse_wait("30").is_err());
    }

    #[test]
    fn days_are_whole_and_within_what_a_relay_may_be_asked_to_keep() {
        assert_eq!(["40d", "960h", "3650d"].map(|text| parse_days(text).unwrap()), [40, 40, 3_650]);
        for wrong in ["39d", "3651d", "41h", "90", "d", "99999999d"] {
            assert!(parse_days(wrong).is_err(), "{wrong}");
        }
    }
}
