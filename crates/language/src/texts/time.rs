//! Dates, ages and durations, from plain numbers: the caller has the clock and the time zone.

use super::Texts;

const SECONDS_PER_MINUTE: u64 = 60;
const SECONDS_PER_HOUR: u64 = 60 * SECONDS_PER_MINUTE;
const SECONDS_PER_DAY: u64 = 24 * SECONDS_PER_HOUR;

/// Up to here an age is told in hours: "30 hours ago" says more than "1 day ago" to someone who waits.
const HOURS_TOLD_MAX: u64 = 48;

/// Days of the 400 years after which the calendar repeats itself.
const DAYS_PER_CYCLE: u32 = 146_097;
/// From the first of March of the year 0 to 1970-01-01.
const DAYS_BEFORE_1970: u32 = 719_468;
/// 9999-12-31: the last day that sentences name.
const LAST_NUMBER: u32 = 2_932_896;

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

/// A minute of a day, in the reader's own time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    day: Day,
    hour: u8,
    minute: u8,
}

/// How long something lasted or lies back, in the unit in which a person would say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// Less than a minute.
    Moments,
    /// Less than an hour.
    Minutes(u64),
    /// Less than two days.
    Hours(u64),
    /// Two days or more.
    Days(u64),
}

impl Day {
    /// A day, where the calendar has it.
    #[must_use]
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Day> {
        if day == 0 || day > days_in_month(year, month) {
            return None;
        }
        Some(Day { year, month, day })
    }

    /// The day so many days after 1970-01-01; beyond the year 9999 the last day of it.
    ///
    /// Howard Hinnant's `civil_from_days`: years are counted from March, so that a leap day is the last of its year.
    #[must_use]
    pub const fn from_number(number: u32) -> Day {
        if number >= LAST_NUMBER {
            return Day { year: 9_999, month: 12, day: 31 };
        }
        let shifted = number + DAYS_BEFORE_1970;
        let (cycle, of_cycle) = (shifted / DAYS_PER_CYCLE, shifted % DAYS_PER_CYCLE);
        let of_years = of_cycle - of_cycle / 1_460 + of_cycle / 36_524 - of_cycle / 146_096;
        let year = of_years / 365;
        let of_year = of_cycle - (365 * year + year / 4 - year / 100);
        let month_from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year + 400 * cycle + (month <= 2) as u32;
        Day { year: year as u16, month: month as u8, day: day as u8 }
    }

    /// How many days after 1970-01-01 it lies; a day before that counts as that one.
    #[must_use]
    pub const fn number(self) -> u32 {
        let is_after_february = self.month > 2;
        let year = self.year as u32 + 400 - !is_after_february as u32;
        let (cycle, of_cycle) = (year / 400, year % 400);
        let month_from_march = if is_after_february { self.month - 3 } else { self.month + 9 } as u32;
        let of_year = (153 * month_from_march + 2) / 5 + self.day as u32 - 1;
        let days = cycle * DAYS_PER_CYCLE + of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + of_year;
        days.saturating_sub(DAYS_BEFORE_1970 + DAYS_PER_CYCLE)
    }

    /// Year, month and day.
    pub(super) const fn parts(self) -> (u16, u8, u8) {
        (self.year, self.month, self.day)
    }

    const fn is_in_year_of(self, other: Day) -> bool {
        self.year == other.year
    }

    /// The weekday's name in the texts; Sakamoto's method.
    fn weekday(self) -> &'static str {
        const NAMES: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
        const MONTH_SHIFTS: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        // A year of one whole calendar cycle (400 years) later has the same weekdays, and January never underflows it.
        let year = u32::from(self.year) + 400 - u32::from(self.month < 3);
        let shift = MONTH_SHIFTS[usize::from(self.month - 1)];
        let index = (year + year / 4 - year / 100 + year / 400 + shift + u32::from(self.day)) % 7;
        NAMES[index as usize]
    }
}

impl Moment {
    /// A minute of a day, where the clock has it.
    #[must_use]
    pub const fn new(day: Day, hour: u8, minute: u8) -> Option<Moment> {
        if hour > 23 || minute > 59 {
            return None;
        }
        Some(Moment { day, hour, minute })
    }

    /// The day it belongs to.
    #[must_use]
    pub const fn day(self) -> Day {
        self.day
    }

    /// Hour and minute.
    #[must_use]
    pub const fn clock(self) -> (u8, u8) {
        (self.hour, self.minute)
    }
}

impl Age {
    /// The age in the unit in which a person would say it, rounded down.
    #[must_use]
    pub const fn from_seconds(seconds: u64) -> Age {
        if seconds < SECONDS_PER_MINUTE {
            Age::Moments
        } else if seconds < SECONDS_PER_HOUR {
            Age::Minutes(seconds / SECONDS_PER_MINUTE)
        } else if seconds < HOURS_TOLD_MAX * SECONDS_PER_HOUR {
            Age::Hours(seconds / SECONDS_PER_HOUR)
        } else {
            Age::Days(seconds / SECONDS_PER_DAY)
        }
    }
}

impl Texts {
    /// "Tue 3 May".
    #[must_use]
    pub fn day(&self, day: Day) -> String {
        let weekday = day.weekday();
        self.say("day", &[("weekday", weekday.into()), ("day", day.day.into()), ("month", day.month.into())])
    }

    /// "Tue 3 May 2024".
    #[must_use]
    pub fn day_in_year(&self, day: Day) -> String {
        self.say("day-in-year", &[("day", self.day(day).into()), ("year", day.year.to_string().into())])
    }

    /// "Tue 3 May, 07:40".
    #[must_use]
    pub fn moment(&self, moment: Moment) -> String {
        let time = format!("{:02}:{:02}", moment.hour, moment.minute);
        self.say("moment", &[("day", self.day(moment.day).into()), ("time", time.into())])
    }

    /// The same with its year, where that is not today's.
    pub(super) fn moment_seen_from(&self, today: Day, moment: Moment) -> String {
        let time = format!("{:02}:{:02}", moment.hour, moment.minute);
        self.say("moment", &[("day", self.day_seen_from(today, moment.day).into()), ("time", time.into())])
    }

    /// "Tue 3 May", with its year where that is not today's.
    pub(super) fn day_seen_from(&self, today: Day, day: Day) -> String {
        if day.is_in_year_of(today) { self.day(day) } else { self.day_in_year(day) }
    }

    /// "2 hours ago".
    #[must_use]
    pub fn age(&self, age: Age) -> String {
        match age {
            Age::Moments => self.say("age-moments", &[]),
            Age::Minutes(count) => self.say("age-minutes", &[("count", count.into())]),
            Age::Hours(count) => self.say("age-hours", &[("count", count.into())]),
            Age::Days(count) => self.say("age-days", &[("count", count.into())]),
        }
    }

    /// "2 hours".
    #[must_use]
    pub fn duration(&self, age: Age) -> String {
        match age {
            Age::Moments => self.say("span-moments", &[]),
            Age::Minutes(count) => self.say("span-minutes", &[("count", count.into())]),
            Age::Hours(count) => self.say("span-hours", &[("count", count.into())]),
            Age::Days(count) => self.say("span-days", &[("count", count.into())]),
        }
    }

    /// "10 days", or that nobody said how many.
    #[must_use]
    pub fn days(&self, days: Option<u32>) -> String {
        match days {
            Some(days) => self.say("span-days", &[("count", days.into())]),
            None => self.say("span-unknown", &[]),
        }
    }
}

const fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 0,
    }
}

const fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn the_calendar_decides_which_days_there_are() {
        assert!(Day::new(2024, 2, 29).is_some() && Day::new(2000, 2, 29).is_some());
        for (year, month, day) in
            [(2023, 2, 29), (1900, 2, 29), (2024, 4, 31), (2024, 0, 1), (2024, 13, 1), (2024, 1, 0)]
        {
            assert_eq!(Day::new(year, month, day), None, "{year}-{month}-{day}");
        }
        let day = Day::new(2024, 5, 7).unwrap();
        assert!(Moment::new(day, 23, 59).is_some());
        assert_eq!((Moment::new(day, 24, 0), Moment::new(day, 0, 60)), (None, None));
    }

    #[test]
    fn weekdays_are_those_of_the_calendar() {
        for (year, month, day, weekday) in
            [(1970, 1, 1, "thu"), (2000, 2, 29, "tue"), (2024, 12, 31, "tue"), (2025, 1, 1, "wed"), (0, 1, 1, "sat")]
        {
            assert_eq!(Day::new(year, month, day).unwrap().weekday(), weekday, "{year}-{month}-{day}");
        }
    }

    #[test]
    fn days_are_counted_from_1970_there_and_back() {
        for (number, year, month, day) in
            [(0, 1970, 1, 1), (59, 1970, 3, 1), (11_016, 2000, 2, 29), (20_577, 2026, 5, 4), (2_932_896, 9999, 12, 31)]
        {
            let told = Day::new(year, month, day).unwrap();
            assert_eq!((Day::from_number(number), told.number()), (told, number));
        }
        assert!((0..200_000).all(|number| Day::from_number(number).number() == number));
        assert_eq!(Day::from_number(u32::MAX), Day::new(9999, 12, 31).unwrap());
        assert_eq!(Day::new(1969, 12, 31).unwrap().number(), 0);
    }

    #[test]
    fn a_moment_is_said_as_each_language_says_it() {
        let moment = Moment::new(Day::new(2024, 5, 7).unwrap(), 7, 40).unwrap();
        assert_eq!(Texts::of(Language::English).moment(moment), "Tue 7 May, 07:40");
        assert_eq!(Texts::of(Language::Russian).moment(moment), "вт, 7 мая, 07:40");
        assert_eq!(Texts::of(Language::Ukrainian).moment(moment), "вт, 7 травня, 07:40");
    }

    #[test]
    fn an_age_is_told_in_the_unit_a_person_would_use() {
        let told = |seconds| Texts::of(Language::English).age(Age::from_seconds(seconds));
        assert_eq!(told(59), "just now");
        assert_eq!(told(60), "1 minute ago");
        assert_eq!(told(2 * 3600 + 59), "2 hours ago");
        assert_eq!(told(48 * 3600 - 1), "47 hours ago");
        assert_eq!(told(40 * 86_400), "40 days ago");
    }

    #[test]
    fn plurals_follow_each_language() {
        let days = |language, count| Texts::of(language).days(Some(count));
        assert_eq!([1, 2, 5].map(|count| days(Language::English, count)), ["1 day", "2 days", "5 days"]);
        let russian = [1, 2, 5, 11, 21, 22, 25, 101].map(|count| days(Language::Russian, count));
        assert_eq!(russian, ["1 день", "2 дня", "5 дней", "11 дней", "21 день", "22 дня", "25 дней", "101 день"]);
        let ukrainian = [1, 2, 5, 11, 21, 22, 25, 101].map(|count| days(Language::Ukrainian, count));
        assert_eq!(ukrainian, ["1 день", "2 дні", "5 днів", "11 днів", "21 день", "22 дні", "25 днів", "101 день"]);
        assert_eq!(Texts::of(Language::Russian).age(Age::Minutes(21)), "21 минуту назад");
        assert_eq!(Texts::of(Language::Ukrainian).age(Age::Hours(3)), "3 години тому");
    }
}
