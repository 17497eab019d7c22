//! The log of an office, a line for each act.

use super::{Day, Texts, outside};

/// What an office did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is what its name says of the act")]
pub enum Entry<'a> {
    /// Posted an update.
    Status { update: u64, day: Day, label: &'a str },
    /// Told a family something.
    Notice { update: u64, family: &'a str },
    /// Changed the profile.
    Profile { update: u64 },
    /// Made a link.
    Invited { family: &'a str, number: u64 },
    /// Made a link void.
    Withdrawn { family: &'a str, number: u64 },
    /// Saw a device join.
    Joined { family: &'a str, number: u64 },
    /// Removed a device.
    Removed { family: &'a str, number: u64 },
    /// Saw a device leave.
    Left { family: &'a str, number: u64 },
    /// Gave new access to all.
    Turned { number: u64 },
    /// Empowered a deputy.
    Empowered { name: &'a str },
    /// Prepared a handover.
    HandingOver,
    /// Dismissed a deputy.
    Dismissed { name: &'a str },
    /// Was taken over by whoever reads this.
    TakenOver { update: u64 },
}

impl Texts {
    /// A line of the log.
    #[must_use]
    pub fn log_entry(&self, entry: Entry<'_>) -> String {
        match entry {
            Entry::Status { update, day, label } => self.say(
                "log-status",
                &[("update", update.into()), ("day", self.day(day).into()), ("label", outside(label))],
            ),
            Entry::Notice { update, family } => {
                self.say("log-notice", &[("update", update.into()), ("family", outside(family))])
            }
            Entry::Profile { update } => self.say("log-profile", &[("update", update.into())]),
            Entry::Invited { family, number } => {
                self.say("log-invited", &[("family", outside(family)), ("number", number.into())])
            }
            Entry::Withdrawn { family, number } => {
                self.say("log-withdrawn", &[("family", outside(family)), ("number", number.into())])
            }
            Entry::Joined { family, number } => {
                self.say("log-joined", &[("family", outside(family)), ("number", number.into())])
            }
            Entry::Removed { family, number } => {
                self.say("log-removed", &[("family", outside(family)), ("number", number.into())])
            }
            Entry::Left { family, number } => {
                self.say("log-left", &[("family", outside(family)), ("number", number.into())])
            }
            Entry::Turned { number } => self.say("log-turned", &[("number", number.into())]),
            Entry::Empowered { name } => self.say("log-empowered", &[("name", outside(name))]),
            Entry::HandingOver => self.say("log-handover", &[]),
            Entry::Dismissed { name } => self.say("log-dismissed", &[("name", outside(name))]),
            Entry::TakenOver { update } => self.say("log-taken-over", &[("update", update.into())]),
        }
    }

    /// In place of an empty log.
    #[must_use]
    pub fn log_empty(&self) -> String {
        self.say("log-empty", &[])
    }
}
