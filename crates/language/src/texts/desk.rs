//! The liaison's desk: its sentences that have something filled in. The short words are in [`OnDesk`](super::OnDesk).

use super::{Day, Moment, Texts, outside};
use crate::Level;

/// What the desk is asked for and has not done yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is what its name says of the task")]
pub enum Doing<'a> {
    /// Found the group.
    Found,
    /// Make a family's link.
    Invite { family: &'a str },
    /// Post an update.
    Post { label: &'a str },
    /// Tell a family something.
    Tell { family: &'a str },
    /// Change what the group is set to.
    Profile,
    /// Only ask.
    Families,
    /// Remove a family or a device of it.
    Remove { family: &'a str },
    /// Make a family's links void.
    Withdraw { family: &'a str },
    /// Make a deputy's link.
    Empower { name: &'a str },
    /// Make the next liaison's link.
    HandOver,
    /// Dismiss a deputy.
    Dismiss { name: &'a str },
    /// Make a backup.
    Backup,
    /// Finish taking the office over.
    TakingOver,
}

/// What is asked before it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is what its name says of the deed")]
pub enum DeskQuestion<'a> {
    /// Whether a family is to be removed.
    RemoveFamily { family: &'a str },
    /// Whether one of its devices is.
    RemoveDevice { family: &'a str, number: u64 },
    /// Whether a family's links are to be void.
    Withdraw { family: &'a str },
    /// Whether a deputy is to be dismissed.
    Dismiss { name: &'a str },
}

impl Texts {
    /// For how long something can still be taken back.
    #[must_use]
    pub fn desk_held_for(&self, seconds: u64) -> String {
        self.say("desk-held-for", &[("count", seconds.into())])
    }

    /// What is held back for all.
    #[must_use]
    pub fn desk_held_post(&self, label: &str) -> String {
        self.say("desk-held-post", &[("label", outside(label))])
    }

    /// What is held back for one family.
    #[must_use]
    pub fn desk_held_tell(&self, family: &str, label: &str) -> String {
        self.say("desk-held-tell", &[("family", outside(family)), ("label", outside(label))])
    }

    /// How many questions are open.
    #[must_use]
    pub fn desk_open_questions(&self, count: u64) -> String {
        self.say("desk-open-questions", &[("count", count.into())])
    }

    /// How many private messages go with the next update.
    #[must_use]
    pub fn desk_notices_waiting(&self, count: u64) -> String {
        self.say("desk-notices-waiting", &[("count", count.into())])
    }

    /// Which word of a phrase.
    #[must_use]
    pub fn desk_word_number(&self, number: u64) -> String {
        self.say("desk-word-number", &[("number", number.into())])
    }

    /// How far a device has read, with the day of the update there.
    #[must_use]
    pub fn desk_read_to(&self, update: u64, day: Day) -> String {
        self.say("desk-read-to", &[("update", update.into()), ("day", self.day(day).into())])
    }

    /// When the server was last heard.
    #[must_use]
    pub fn desk_heard_at(&self, moment: Moment) -> String {
        self.say("desk-heard-at", &[("moment", self.moment(moment).into())])
    }

    /// When the server is tried again.
    #[must_use]
    pub fn desk_again_at(&self, moment: Moment) -> String {
        self.say("desk-again-at", &[("moment", self.moment(moment).into())])
    }

    /// Until when no PIN is taken.
    #[must_use]
    pub fn desk_locked_until(&self, moment: Moment) -> String {
        self.say("desk-locked-until", &[("moment", self.moment(moment).into())])
    }

    /// From when on a link is void.
    #[must_use]
    pub fn desk_expires(&self, moment: Moment) -> String {
        self.say("desk-expires", &[("moment", self.moment(moment).into())])
    }

    /// For whom a link is.
    #[must_use]
    pub fn desk_for_family(&self, family: &str, number: u64) -> String {
        self.say("desk-for-family", &[("family", outside(family)), ("number", number.into())])
    }

    /// What is asked before it is done.
    #[must_use]
    pub fn desk_question(&self, question: DeskQuestion<'_>) -> String {
        match question {
            DeskQuestion::RemoveFamily { family } => self.say("desk-remove-family-ask", &[("family", outside(family))]),
            DeskQuestion::RemoveDevice { family, number } => {
                self.say("desk-remove-device-ask", &[("family", outside(family)), ("number", number.into())])
            }
            DeskQuestion::Withdraw { family } => self.say("desk-withdraw-ask", &[("family", outside(family))]),
            DeskQuestion::Dismiss { name } => self.say("desk-dismiss-ask", &[("name", outside(name))]),
        }
    }

    /// What the desk is asked for, in a few words.
    #[must_use]
    pub fn desk_doing(&self, doing: Doing<'_>) -> String {
        match doing {
            Doing::Found => self.say("desk-doing-found", &[]),
            Doing::Invite { family } => self.say("desk-doing-invite", &[("family", outside(family))]),
            Doing::Post { label } => self.say("desk-doing-post", &[("label", outside(label))]),
            Doing::Tell { family } => self.say("desk-doing-tell", &[("family", outside(family))]),
            Doing::Profile => self.say("desk-doing-profile", &[]),
            Doing::Families => self.say("desk-doing-families", &[]),
            Doing::Remove { family } => self.say("desk-doing-remove", &[("family", outside(family))]),
            Doing::Withdraw { family } => self.say("desk-doing-withdraw", &[("family", outside(family))]),
            Doing::Empower { name } => self.say("desk-doing-empower", &[("name", outside(name))]),
            Doing::HandOver => self.say("desk-doing-hand-over", &[]),
            Doing::Dismiss { name } => self.say("desk-doing-dismiss", &[("name", outside(name))]),
            Doing::Backup => self.say("desk-doing-backup", &[]),
            Doing::TakingOver => self.say("desk-doing-taking-over", &[]),
        }
    }

    /// Which private message, with the day of the update before it where that is known.
    #[must_use]
    pub fn desk_message(&self, update: u64, day: Option<Day>) -> String {
        match day {
            Some(day) => self.say("desk-message-on", &[("update", update.into()), ("day", self.day(day).into())]),
            None => self.say("desk-message-of", &[("update", update.into())]),
        }
    }

    /// An update in a list.
    #[must_use]
    pub fn desk_update_of(&self, day: Day, label: &str) -> String {
        self.say("desk-update-of", &[("day", self.day(day).into()), ("label", outside(label))])
    }

    /// A large button's name: its weight in a word, and what it says.
    #[must_use]
    pub fn desk_button_post(&self, level: Level, label: &str) -> String {
        self.say("desk-button-post", &[("level", self.level(level).into()), ("label", outside(label))])
    }

    /// That no private message can reach a family yet.
    #[must_use]
    pub fn desk_family_unconfirmed(&self, family: &str) -> String {
        self.say("desk-family-unconfirmed", &[("family", outside(family))])
    }

    /// That the server cannot take something just now.
    #[must_use]
    pub fn desk_tried_later(&self, code: u8) -> String {
        self.say("desk-tried-later", &[("code", code.into())])
    }

    /// A button or a view, as sentences name it.
    #[must_use]
    pub fn desk_view_named(&self, name: &str) -> String {
        self.say("desk-view-named", &[("name", outside(name))])
    }
}
