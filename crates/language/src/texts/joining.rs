//! Joining a group, and what can stand in the way.

use super::{Day, Texts, outside};

/// Why a link did not lead into a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinTrouble {
    /// Somebody has used it.
    LinkUsed {
        /// When, where that is known.
        on: Option<Day>,
    },
    /// It has served, or was withdrawn: the server cannot tell.
    LinkSpent {
        /// When, where that is known.
        on: Option<Day>,
    },
    /// Some of it got lost or altered.
    LinkDamaged,
    /// It leads nowhere, or no longer.
    LinkUnknown,
    /// The server does not know it; one that a relative's device made, it may not know yet.
    LinkNotYet,
    /// The relay cannot be reached; this attempt has not used up the link.
    Unreachable,
}

impl Texts {
    /// "You have joined …".
    #[must_use]
    pub fn joined(&self, group: &str) -> String {
        self.say("joined", &[("group", outside(group))])
    }

    /// The four words to compare with the liaison, from [`words::phrase`](crate::words::phrase).
    #[must_use]
    pub fn compare_words(&self, words: &str) -> String {
        self.say("compare-words", &[("words", outside(words))])
    }

    /// That private messages cannot reach this device yet.
    #[must_use]
    pub fn not_confirmed(&self) -> String {
        self.say("not-confirmed", &[])
    }

    /// That private messages reach this device from now on.
    #[must_use]
    pub fn confirmed(&self) -> String {
        self.say("confirmed", &[])
    }

    /// That the liaison has posted since, yet no confirmation came: someone else may have used the link.
    #[must_use]
    pub fn link_disputed(&self) -> String {
        self.say("disputed", &[])
    }

    /// That a link is a liaison's where a family's was wanted; the command opens it.
    #[must_use]
    pub fn link_is_mandate(&self, command: &str) -> String {
        self.say("link-is-mandate", &[("command", outside(command))])
    }

    /// That a link is a family's where a liaison's was wanted; the command opens it.
    #[must_use]
    pub fn link_is_invite(&self, command: &str) -> String {
        self.say("link-is-invite", &[("command", outside(command))])
    }

    /// That a link founds a group where another was wanted; the command does so.
    #[must_use]
    pub fn link_is_charter(&self, command: &str) -> String {
        self.say("link-is-charter", &[("command", outside(command))])
    }

    /// Why the link did not lead into a group, and what to do.
    #[must_use]
    pub fn join_trouble(&self, trouble: JoinTrouble) -> String {
        match trouble {
            JoinTrouble::LinkUsed { on: Some(day) } => self.say("link-used", &[("day", self.day(day).into())]),
            JoinTrouble::LinkUsed { on: None } => self.say("link-used-sometime", &[]),
            JoinTrouble::LinkSpent { on: Some(day) } => self.say("link-used-up", &[("day", self.day(day).into())]),
            JoinTrouble::LinkSpent { on: None } => self.say("link-used-up-sometime", &[]),
            JoinTrouble::LinkDamaged => self.say("link-damaged", &[]),
            JoinTrouble::LinkUnknown => self.say("link-unknown", &[]),
            JoinTrouble::LinkNotYet => self.say("link-not-yet", &[]),
            JoinTrouble::Unreachable => self.say("join-unreachable", &[]),
        }
    }
}
