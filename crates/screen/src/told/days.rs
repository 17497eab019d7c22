//! The days behind: for each, what was said of it, or what its silence means. Strip and headline come from the same updates.

use porchlight_client::{Device, Seconds, StatusItem};
use porchlight_language::texts::Day;
use porchlight_language::{Codebook, Level};

use super::{Reader, told_day};
use crate::Civil;

/// The most days that are shown: two months, of which a phone shows each, and a person remembers the first.
pub const DAYS_MAX: u32 = 60;
/// The fewest: where less is known, the days before it show that a history is to come.
const DAYS_MIN: u32 = 14;

/// A day, and what is known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PastDay {
    /// Which.
    pub day: Day,
    /// What is known of it.
    pub mark: Mark,
}

/// What is known of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// An update spoke of it; the last word counts. `None` for a code that this program does not know.
    Said(Option<Level>),
    /// It lies in a silence that was planned.
    Silent,
    /// No update was posted, and none was promised for it.
    Quiet,
    /// One was promised for it, and none came.
    Late,
    /// None is here, and records are missing on this device.
    Missing,
    /// It is today, and no update has come yet.
    Open,
    /// It lies before the first update that this device keeps.
    Before,
}

impl<C: Civil> Reader<C> {
    /// The days since the first that is known, [`DAYS_MAX`] at most, today last; none beyond the calendar.
    pub fn days(&self, device: &Device, book: &Codebook, now: Seconds) -> Vec<PastDay> {
        let Some(today) = self.civil.moment(now).map(|moment| moment.day()) else { return Vec::new() };
        let first = device.statuses().map(told_day).min();
        let promises = self.promises(device, now);
        let known = first.map_or(0, |first| today.number().saturating_sub(first.number()) + 1);
        let count = known.clamp(DAYS_MIN, DAYS_MAX);
        let numbers = today.number().saturating_sub(count - 1)..=today.number();
        let days = numbers.map(Day::from_number);
        days.map(|day| PastDay { day, mark: self.mark(day, today, first, &promises, device, book) }).collect()
    }

    /// What was said of a day, oldest first, what was corrected since included.
    pub fn said_of<'a>(&self, device: &'a Device, day: Day) -> impl DoubleEndedIterator<Item = &'a StatusItem> {
        device.statuses().filter(move |status| told_day(status) == day)
    }

    fn mark(
        &self,
        day: Day,
        today: Day,
        first: Option<Day>,
        promises: &[Promise],
        device: &Device,
        book: &Codebook,
    ) -> Mark {
        // The last word on a day is one that nothing corrects; of two that say something, the later one counts.
        if let Some(status) = self.said_of(device, day).rfind(|status| status.corrected_by.is_none()) {
            return Mark::Said(book.status(&status.code).map(|code| code.level()));
        }
        let promise = promises.iter().find(|promise| promise.covers(day));
        match promise {
            _ if first.is_none_or(|first| day < first) => Mark::Before,
            Some(promise) if promise.is_silence && day <= promise.by => Mark::Silent,
            _ if device.missing() > 0 => Mark::Missing,
            Some(promise) if promise.is_broken && day >= promise.by => Mark::Late,
            _ if day == today => Mark::Open,
            Some(_) | None => Mark::Quiet,
        }
    }

    /// What each update promised of the next, oldest first.
    fn promises(&self, device: &Device, now: Seconds) -> Vec<Promise> {
        let grace = device.profile().map_or(0, |profile| profile.cadence_seconds) / 4;
        let statuses: Vec<_> = device.statuses().collect();
        let followed = statuses.iter().zip(statuses.iter().skip(1).map(Some).chain([None]));
        let day = |at| self.civil.moment(at).map(|moment| moment.day());
        let promises = followed.filter_map(|(status, next)| {
            let kept_at = next.map_or(now, |next| next.posted_at);
            Some(Promise {
                from: day(status.posted_at)?,
                by: day(status.next_by)?,
                until: day(kept_at)?,
                is_silence: status.code == porchlight_client::codes::SILENCE,
                is_broken: kept_at > status.next_by.saturating_add(grace),
            })
        });
        promises.collect()
    }
}

/// What an update promised of the next one, and what came of it.
struct Promise {
    /// The day of the update.
    from: Day,
    /// The day by which the next one was to come.
    by: Day,
    /// The day on which it came, or today.
    until: Day,
    is_silence: bool,
    /// The next one came too late, or has not come and is overdue.
    is_broken: bool,
}

impl Promise {
    fn covers(&self, day: Day) -> bool {
        self.from <= day && day <= self.until
    }
}
