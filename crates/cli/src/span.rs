//! Spans of time as people type them: `90m`, `24h`, `7d`.

use porchlight_client::Seconds;

/// A promise for more than a year ahead is a typing error.
const SPAN_MAX: Seconds = 366 * 86_400;

pub(crate) fn parse_span(text: &str) -> Result<Seconds, String> {
    let (digits, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    let unit = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return Err("write a number and a unit: 90m, 24h, 7d".to_owned()),
    };
    let count: Seconds = digits.parse().map_err(|_| "write a number and a unit: 90m, 24h, 7d".to_owned())?;
    match count.checked_mul(unit) {
        Some(seconds @ 1..=SPAN_MAX) => Ok(seconds),
        Some(_) | None => Err("choose something between 1s and 366d".to_owned()),
    }
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
}
