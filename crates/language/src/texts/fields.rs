//! Days and moments as the date fields of a browser hold them: `2026-05-04` and `2026-05-04T07:40`.

use super::{Day, Moment};

impl Day {
    /// As a date field holds it.
    #[must_use]
    pub fn to_field(self) -> String {
        let (year, month, day) = self.parts();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// Reads what a date field holds; `None` for anything else.
    #[must_use]
    pub fn from_field(text: &str) -> Option<Day> {
        let mut parts = text.trim().splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        Day::new(number(year)?, u8::try_from(number(month)?).ok()?, u8::try_from(number(day)?).ok()?)
    }
}

impl Moment {
    /// As a field for a day and a time holds it.
    #[must_use]
    pub fn to_field(self) -> String {
        let (hour, minute) = self.clock();
        format!("{}T{hour:02}:{minute:02}", self.day().to_field())
    }

    /// Reads what such a field holds, seconds or none; `None` for anything else.
    #[must_use]
    pub fn from_field(text: &str) -> Option<Moment> {
        let (day, clock) = text.trim().split_once('T')?;
        let mut parts = clock.split(':');
        let (hour, minute) = (number(parts.next()?)?, number(parts.next()?)?);
        Moment::new(Day::from_field(day)?, u8::try_from(hour).ok()?, u8::try_from(minute).ok()?)
    }
}

fn number(digits: &str) -> Option<u16> {
    let is_plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_field_holds_a_day_there_and_back() {
        for text in ["2026-05-04", "2024-02-29", "0099-12-31"] {
            assert_eq!(Day::from_field(text).map(Day::to_field).as_deref(), Some(text));
        }
        for wrong in ["", "2026", "2026-02-30", "+026-05-04", "2026-05-04-01", "4.5.2026", "99999-01-01"] {
            assert_eq!(Day::from_field(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_field_for_a_time_holds_a_moment_there_and_back() {
        let moment = Moment::from_field("2026-05-04T07:40").unwrap();
        assert_eq!(moment.to_field(), "2026-05-04T07:40");
        assert_eq!(Moment::from_field("2026-05-04T07:40:30"), Some(moment));
        for wrong in ["", "2026-05-04", "2026-05-04T", "2026-05-04T24:00", "2026-05-04T07", "2026-05-04 07:40"] {
            assert_eq!(Moment::from_field(wrong), None, "{wrong}");
        }
    }
}
