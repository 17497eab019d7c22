//! A relative's page: headings around the status, and the days before it.

use super::{Age, Day, Moment, Texts, outside};
use crate::{CodeId, Level, plain};

/// How many updates of which weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The weight; `None` for codes that this program does not know.
    pub level: Option<Level>,
    /// How many.
    pub count: u64,
}

impl Texts {
    /// The group's name as a heading.
    #[must_use]
    pub fn group_heading(&self, group: &str) -> String {
        self.say("group-heading", &[("group", outside(group))])
    }

    /// "As of Tue 3 May, 07:40 (2 hours ago)".
    #[must_use]
    pub fn as_of(&self, moment: Moment, age: Age) -> String {
        self.say("as-of", &[("moment", self.moment(moment).into()), ("age", self.age(age).into())])
    }

    /// "As of Tue 3 May", for a status that speaks of a whole day.
    #[must_use]
    pub fn as_of_day(&self, day: Day) -> String {
        self.say("as-of-day", &[("day", self.day(day).into())])
    }

    /// "As of Thu 31 December, posted Mon 23 November, 11:53 (2 hours ago)", for a status of another day than its posting.
    #[must_use]
    pub fn as_of_posted(&self, day: Day, posted: Moment, age: Age) -> String {
        let day = self.day_seen_from(posted.day(), day);
        self.say(
            "as-of-posted",
            &[("day", day.into()), ("moment", self.moment(posted).into()), ("age", self.age(age).into())],
        )
    }

    /// By when the next update comes, or that the liaison has not said so.
    #[must_use]
    pub fn next_update(&self, next_by: Option<Moment>) -> String {
        match next_by {
            Some(moment) => self.say("next-update", &[("moment", self.moment(moment).into())]),
            None => self.say("next-update-unknown", &[]),
        }
    }

    /// That the feed has no status yet.
    #[must_use]
    pub fn no_update_yet(&self) -> String {
        self.say("no-update-yet", &[])
    }

    /// That this reading brought nothing new.
    #[must_use]
    pub fn nothing_new(&self) -> String {
        self.say("nothing-new", &[])
    }

    /// In place of the older ones of many new updates: how many, since which day, of which weights; `option` shows them all.
    #[must_use]
    pub fn earlier(&self, since: Day, tallies: &[Tally], option: &str) -> String {
        let count: u64 = tallies.iter().map(|tally| tally.count).fold(0, u64::saturating_add);
        let tally = tallies.iter().map(|tally| self.tally(*tally)).collect::<Vec<_>>().join(", ");
        self.say(
            "earlier",
            &[
                ("count", count.into()),
                ("day", self.day(since).into()),
                ("tally", tally.into()),
                ("option", outside(option)),
            ],
        )
    }

    fn tally(&self, tally: Tally) -> String {
        match tally.level {
            Some(Level::Calm) => self.say("tally-calm", &[("count", tally.count.into())]),
            Some(Level::Uneasy) => self.say("tally-uneasy", &[("count", tally.count.into())]),
            Some(Level::Negative) => self.say("tally-negative", &[("count", tally.count.into())]),
            Some(Level::Silent) => self.say("tally-silent", &[("count", tally.count.into())]),
            None => self.say("tally-unknown", &[("count", tally.count.into())]),
        }
    }

    /// "Nothing is missing (checked up to record 41)", or how much is.
    #[must_use]
    pub fn update(&self, update: u64, missing: u64) -> String {
        match missing {
            0 => self.say("update-complete", &[("update", update.into())]),
            count => self.say("update-incomplete", &[("update", update.into()), ("count", count.into())]),
        }
    }

    /// Beside a status that a later one corrects.
    #[must_use]
    pub fn corrected_by(&self, update: u64) -> String {
        self.say("corrected", &[("update", update.into())])
    }

    /// Beside a status that corrects an earlier one.
    #[must_use]
    pub fn corrects(&self, update: u64) -> String {
        self.say("corrects", &[("update", update.into())])
    }

    /// That the group was handed over to somebody else; since when, once an update has told it.
    #[must_use]
    pub fn new_liaison(&self, since: Option<Day>) -> String {
        match since {
            Some(day) => self.say("new-liaison", &[("day", self.day(day).into())]),
            None => self.say("new-liaison-now", &[]),
        }
    }

    /// That the same liaison posts from another machine; since when, once an update has told it.
    #[must_use]
    pub fn new_machine(&self, since: Option<Day>) -> String {
        match since {
            Some(day) => self.say("new-machine", &[("day", self.day(day).into())]),
            None => self.say("new-machine-now", &[]),
        }
    }

    /// That this device gave the server back what it had lost.
    #[must_use]
    pub fn device_healing(&self, records: u64) -> String {
        self.say("device-healing", &[("count", records.into())])
    }

    /// A line of the history.
    #[must_use]
    pub fn history_line(&self, update: u64, day: Day, label: &str) -> String {
        self.say("history-line", &[("update", update.into()), ("day", self.day(day).into()), ("label", outside(label))])
    }

    /// In place of an empty history.
    #[must_use]
    pub fn history_empty(&self) -> String {
        self.say("history-empty", &[])
    }

    /// To a device that the liaison has removed.
    #[must_use]
    pub fn farewell(&self) -> String {
        self.say("farewell", &[])
    }

    /// In place of the label of a code that only a newer codebook knows.
    #[must_use]
    pub fn unknown_code(&self, code: &str) -> String {
        let shown = code.parse::<CodeId>().map_or_else(|_| plain::excerpt(code), |id| id.to_string());
        self.say("unknown-code", &[("code", shown.into())])
    }

    /// A day of the history strip: "Tue 3 May: calm".
    #[must_use]
    pub fn history_update(&self, day: Day, level: Level) -> String {
        self.say("history-update", &[("day", self.day(day).into()), ("level", self.level(level).into())])
    }

    /// A day of the history strip on which the liaison posted nothing.
    #[must_use]
    pub fn history_none(&self, day: Day) -> String {
        self.say("history-none", &[("day", self.day(day).into())])
    }

    /// A day of the history strip whose update is missing here.
    #[must_use]
    pub fn history_missed(&self, day: Day) -> String {
        self.say("history-missed", &[("day", self.day(day).into())])
    }

    /// The last record read as words that two relatives compare by phone.
    #[must_use]
    pub fn compare_updates(&self, update: u64, words: &str) -> String {
        self.say("compare-updates", &[("update", update.into()), ("words", outside(words))])
    }
}
