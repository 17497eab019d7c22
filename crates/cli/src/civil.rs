//! Between seconds and the calendar on the reader's wall.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use porchlight_client::Seconds;
use porchlight_language::texts;
use porchlight_protocol::Day;
use porchlight_screen::Civil;

const SECONDS_PER_DAY: i64 = 86_400;

/// The clock on a reader's wall.
pub(crate) struct WallClock(pub(crate) TimeZone);

impl Civil for WallClock {
    fn moment(&self, at: Seconds) -> Option<texts::Moment> {
        moment(at, &self.0)
    }
}

/// The day that it is now, in a time zone.
pub(crate) fn today(now: Seconds, zone: &TimeZone) -> Option<Date> {
    Some(zoned(now, zone)?.date())
}

/// A date as it travels; `None` before 1970.
pub(crate) fn day(date: Date) -> Option<Day> {
    let midnight = date.to_zoned(TimeZone::UTC).ok()?.timestamp();
    u32::try_from(midnight.as_second() / SECONDS_PER_DAY).ok().map(Day)
}

/// A moment as people type it.
pub(crate) fn parse_moment(text: &str) -> Result<Timestamp, String> {
    text.parse().map_err(|_| "write it like 2026-12-01T08:00:00+02:00".to_owned())
}

/// A travelled day as a date; one beyond the calendar is its last.
pub(crate) fn date(day: Day) -> Date {
    let midnight = Timestamp::from_second(i64::from(day.0) * SECONDS_PER_DAY);
    midnight.map_or(Date::MAX, |midnight| midnight.to_zoned(TimeZone::UTC).date())
}

/// RFC 3339 in UTC, for programs. A moment beyond the calendar is its last.
pub(crate) fn rfc3339(moment: Seconds) -> String {
    let last = Timestamp::MAX.as_second();
    let second = i64::try_from(moment).map_or(last, |second| second.min(last));
    Timestamp::from_second(second).unwrap_or(Timestamp::MAX).to_string()
}

/// A minute on the reader's clock; `None` beyond the calendar.
pub(crate) fn moment(moment: Seconds, zone: &TimeZone) -> Option<texts::Moment> {
    let zoned = zoned(moment, zone)?;
    let clock = |part: i8| u8::try_from(part).ok();
    texts::Moment::new(told(zoned.date())?, clock(zoned.hour())?, clock(zoned.minute())?)
}

/// A date as sentences take it.
pub(crate) fn told(date: Date) -> Option<texts::Day> {
    let part = |part: i8| u8::try_from(part).ok();
    texts::Day::new(u16::try_from(date.year()).ok()?, part(date.month())?, part(date.day())?)
}

fn zoned(moment: Seconds, zone: &TimeZone) -> Option<Zoned> {
    Some(Timestamp::from_second(i64::try_from(moment).ok()?).ok()?.to_zoned(zone.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_travels_there_and_back() {
        let spoken = Date::constant(2026, 5, 3);
        assert_eq!(day(spoken).map(date), Some(spoken));
        assert_eq!(day(Date::constant(1970, 1, 1)), Some(Day(0)));
        assert_eq!(day(Date::constant(1969, 12, 31)).map(|day| day.0), None);
        assert_eq!(date(Day(u32::MAX)), Date::MAX);
    }

    #[test]
    fn programs_read_utc() {
        assert_eq!(rfc3339(1_777_777_777), "2026-05-03T03:09:37Z");
        assert!(rfc3339(u64::MAX).starts_with("9999-12-3"));
    }

    #[test]
    fn people_read_their_own_clock() {
        let kyiv = TimeZone::get("Europe/Kyiv").unwrap();
        let shown = moment(1_777_777_777, &kyiv).unwrap();
        assert_eq!(shown, texts::Moment::new(texts::Day::new(2026, 5, 3).unwrap(), 6, 9).unwrap());
        assert_eq!(moment(u64::MAX, &kyiv), None);
    }
}
