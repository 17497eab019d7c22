//! What a device knows of the silence, said so that one cause is never taken for another.

use super::{Age, Moment, Texts, outside};
use crate::Level;

/// Why there is no newer update: each cause has its own sentence, which also says what it does not mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// The latest update is in time.
    Fresh,
    /// The next one is due about now.
    Due,
    /// The liaison has not posted.
    Overdue,
    /// The relay cannot be reached.
    Unreachable,
    /// This device has no network.
    Offline,
    /// A silence was announced beforehand.
    PlannedSilence,
    /// The liaison has not yet confirmed this device.
    Unconfirmed,
    /// Updates are missing.
    Missing,
    /// The liaison has ended this device's membership.
    Removed,
    /// Updates contradict each other.
    Conflict,
}

impl Standing {
    /// Every standing, from the most ordinary to the gravest.
    pub const ALL: [Standing; 10] = [
        Standing::Fresh,
        Standing::Due,
        Standing::Overdue,
        Standing::Unreachable,
        Standing::Offline,
        Standing::PlannedSilence,
        Standing::Unconfirmed,
        Standing::Missing,
        Standing::Removed,
        Standing::Conflict,
    ];

    /// The standing's name for programs, as in `--json`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Standing::Fresh => "fresh",
            Standing::Due => "due",
            Standing::Overdue => "overdue",
            Standing::Unreachable => "unreachable",
            Standing::Offline => "offline",
            Standing::PlannedSilence => "planned-silence",
            Standing::Unconfirmed => "unconfirmed",
            Standing::Missing => "missing",
            Standing::Removed => "removed",
            Standing::Conflict => "conflict",
        }
    }
}

/// How long the first update of all has been awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// It is not due yet.
    Awaited,
    /// It is due about now.
    Due,
    /// The liaison has not posted it.
    Overdue,
}

impl Texts {
    /// On a device that no status has ever reached: by when the first was promised, and what the wait does not mean.
    #[must_use]
    pub fn first_update(&self, first: First, by: Moment) -> String {
        match first {
            First::Awaited => self.say("first-awaited", &[("moment", self.moment(by).into())]),
            First::Due => self.say("first-due", &[("moment", self.moment(by).into())]),
            First::Overdue => self.say("first-overdue", &[("moment", self.moment(by).into())]),
        }
    }

    /// The same in a word or two, for a heading.
    #[must_use]
    pub fn first_update_word(&self) -> String {
        self.say("first-word", &[])
    }

    /// The standing in a sentence or two, with what it does not mean.
    #[must_use]
    pub fn standing(&self, standing: Standing) -> String {
        match standing {
            Standing::Fresh => self.say("standing-fresh", &[]),
            Standing::Due => self.say("standing-due", &[]),
            Standing::Overdue => self.say("standing-overdue", &[]),
            Standing::Unreachable => self.say("standing-unreachable", &[]),
            Standing::Offline => self.say("standing-offline", &[]),
            Standing::PlannedSilence => self.say("standing-planned-silence", &[]),
            Standing::Unconfirmed => self.say("standing-unconfirmed", &[]),
            Standing::Missing => self.say("standing-missing", &[]),
            Standing::Removed => self.say("standing-removed", &[]),
            Standing::Conflict => self.say("standing-conflict", &[]),
        }
    }

    /// The standing in a word or two, for a heading.
    #[must_use]
    pub fn standing_word(&self, standing: Standing) -> String {
        match standing {
            Standing::Fresh => self.say("standing-fresh-word", &[]),
            Standing::Due => self.say("standing-due-word", &[]),
            Standing::Overdue => self.say("standing-overdue-word", &[]),
            Standing::Unreachable => self.say("standing-unreachable-word", &[]),
            Standing::Offline => self.say("standing-offline-word", &[]),
            Standing::PlannedSilence => self.say("standing-planned-silence-word", &[]),
            Standing::Unconfirmed => self.say("standing-unconfirmed-word", &[]),
            Standing::Missing => self.say("standing-missing-word", &[]),
            Standing::Removed => self.say("standing-removed-word", &[]),
            Standing::Conflict => self.say("standing-conflict-word", &[]),
        }
    }

    /// A standing's word with the moment since which it holds.
    #[must_use]
    pub fn standing_since(&self, word: &str, moment: Moment) -> String {
        self.say("standing-since", &[("standing", outside(word)), ("moment", self.moment(moment).into())])
    }

    /// Below a standing that was told without asking the server.
    #[must_use]
    pub fn standing_unasked(&self) -> String {
        self.say("standing-unasked", &[])
    }

    /// That this device's clock stands before the latest update's posting, and by how much.
    #[must_use]
    pub fn clock_doubt(&self, span: Age) -> String {
        self.say("clock-doubt", &[("span", self.duration(span).into())])
    }

    /// A status's level in a word or two: what stands beside its shape.
    #[must_use]
    pub fn level(&self, level: Level) -> String {
        match level {
            Level::Calm => self.say("level-calm", &[]),
            Level::Uneasy => self.say("level-uneasy", &[]),
            Level::Negative => self.say("level-negative", &[]),
            Level::Silent => self.say("level-silent", &[]),
        }
    }
}
