//! "Notices for you: none", only where it is proven; otherwise why this device cannot tell.

use super::{Day, Texts, outside};

/// What a device can say about private notices for its family. "None" always names how far that was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notices {
    /// None in the whole feed up to here.
    None {
        /// The last update read.
        checked_up_to: u64,
    },
    /// None since this device joined: of what came before it cannot speak.
    NoneSince {
        /// The first update it could read.
        since: u64,
        /// The last update read.
        checked_up_to: u64,
    },
    /// So many in the whole feed up to here.
    Some {
        /// How many.
        count: u64,
        /// The last update read.
        checked_up_to: u64,
    },
    /// So many since this device joined.
    SomeSince {
        /// How many.
        count: u64,
        /// The first update it could read.
        since: u64,
        /// The last update read.
        checked_up_to: u64,
    },
    /// This device could have missed one.
    CannotTell(Doubt),
}

/// Why a device cannot tell whether there is a notice for its family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The liaison has not yet confirmed this device.
    Unconfirmed,
    /// The liaison has posted since the claim, yet no confirmation came.
    LinkDisputed,
    /// Updates are missing.
    Missing,
    /// Something addressed to this device does not open.
    Unopenable,
    /// Updates were pruned before this device read them.
    Pruned,
    /// Notices are known to have been lost.
    NoticesLost {
        /// How many.
        count: u64,
    },
    /// Updates contradict each other.
    Conflict,
    /// The liaison has removed this device.
    Removed,
}

impl Texts {
    /// What this device can say about private notices.
    #[must_use]
    pub fn notices(&self, notices: Notices) -> String {
        match notices {
            Notices::None { checked_up_to } => self.say("notices-none", &[("update", checked_up_to.into())]),
            Notices::NoneSince { since, checked_up_to } => {
                self.say("notices-none-since", &[("since", since.into()), ("update", checked_up_to.into())])
            }
            Notices::Some { count, checked_up_to } => {
                self.say("notices-some", &[("count", count.into()), ("update", checked_up_to.into())])
            }
            Notices::SomeSince { count, since, checked_up_to } => self.say(
                "notices-some-since",
                &[("count", count.into()), ("since", since.into()), ("update", checked_up_to.into())],
            ),
            Notices::CannotTell(doubt) => self.doubt(doubt),
        }
    }

    /// While families are being told: that there is no message for this one so far. Only where [`Notices`] says none.
    #[must_use]
    pub fn none_while_telling(&self) -> String {
        self.say("telling-none", &[])
    }

    /// Once all families have been told: that there was no message for this one. Only where [`Notices`] says none.
    #[must_use]
    pub fn none_once_told(&self) -> String {
        self.say("told-none", &[])
    }

    /// The heading of an opened notice.
    #[must_use]
    pub fn notice_heading(&self) -> String {
        self.say("notice-heading", &[])
    }

    /// What stands in a notice's place until its reader opens it.
    #[must_use]
    pub fn notice_sealed(&self) -> String {
        self.say("notice-sealed", &[])
    }

    /// Below a notice: which update came before it.
    #[must_use]
    pub fn notice_after(&self, day: Day) -> String {
        self.say("notice-after", &[("day", self.day(day).into())])
    }

    /// With an opened notice: that its reader has said "I have read this".
    #[must_use]
    pub fn notice_read(&self) -> String {
        self.say("notice-read", &[])
    }

    /// With an opened notice: how to say so.
    #[must_use]
    pub fn notice_acknowledge(&self, command: &str) -> String {
        self.say("notice-acknowledge", &[("command", outside(command))])
    }

    /// With a notice that answers a question of this family.
    #[must_use]
    pub fn notice_answers(&self) -> String {
        self.say("notice-answers", &[])
    }

    fn doubt(&self, doubt: Doubt) -> String {
        match doubt {
            Doubt::Unconfirmed => self.say("notices-unclear-unconfirmed", &[]),
            Doubt::LinkDisputed => self.say("notices-unclear-disputed", &[]),
            Doubt::Missing => self.say("notices-unclear-missing", &[]),
            Doubt::Unopenable => self.say("notices-unclear-unopenable", &[]),
            Doubt::Pruned => self.say("notices-unclear-pruned", &[]),
            Doubt::NoticesLost { count } => self.say("notices-unclear-lost", &[("count", count.into())]),
            Doubt::Conflict => self.say("notices-unclear-conflict", &[]),
            Doubt::Removed => self.say("notices-unclear-removed", &[]),
        }
    }
}
