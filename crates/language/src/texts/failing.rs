//! What a liaison asked for and could not have, and what to do about it.
//!
//! Commands, options and directories come in as they are typed: a page would name its buttons in their place.

use super::{Texts, outside};

/// Why something could not be done. Nothing was sent, unless the sentence says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failing<'a> {
    /// Another copy of this liaison has posted, so that this one stops.
    RunsTwice {
        /// The other copy's update.
        update: u64,
    },
    /// The server lost more than is kept here.
    ServerTooOld,
    /// The server answered what was not asked.
    ServerMisbehaved,
    /// No family has that name.
    NoSuchFamily {
        /// The name.
        family: &'a str,
        /// The command that lists the families.
        families: &'a str,
        /// The command that adds one.
        invite: &'a str,
    },
    /// No device of the family is confirmed.
    FamilyUnconfirmed {
        /// The family.
        family: &'a str,
    },
    /// A family's name is empty or too long.
    FamilyName {
        /// The bound.
        bytes_max: u64,
    },
    /// A private message is too long.
    MessageTooLong,
    /// The group's name or codebook is too long.
    ProfileTooLong,
    /// The promised time has passed.
    NextByPassed {
        /// Where it was given.
        option: &'a str,
    },
    /// The codebook has no such code.
    UnknownCode {
        /// What was asked for.
        code: &'a str,
        /// The codes that there are.
        known: &'a str,
    },
    /// A code for one family was to go to the group.
    PrivateCode {
        /// Which.
        code: &'a str,
        /// The command for it.
        command: &'a str,
    },
    /// A promise that reaches so far ahead that it looks mistyped.
    NextByFar {
        /// Where it was given.
        option: &'a str,
        /// From how many days on it is remarked.
        days: u64,
    },
    /// A status of a day that has not come, which looks mistyped.
    DayAhead {
        /// Where it was given.
        option: &'a str,
    },
    /// A code that says nothing without a text.
    TextMissing {
        /// Which.
        code: &'a str,
        /// Where a text is given.
        option: &'a str,
    },
}

/// Why the server did not do what a liaison asked. The numbers are those of the protocol's refusals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused<'a> {
    /// The charter is unknown or used.
    Charter {
        /// The command with which an operator makes one.
        command: &'a str,
    },
    /// It has no such group.
    UnknownGroup,
    /// It keeps no vault that this opens.
    UnknownVault,
    /// The group has used up its room.
    Full,
    /// It has too much to do, or its disk failed.
    Overloaded {
        /// The refusal.
        code: u8,
    },
    /// Something else came in between.
    Passing {
        /// The refusal.
        code: u8,
    },
    /// It finds fault with this program.
    Strange {
        /// The refusal.
        code: u8,
    },
}

/// What is wrong with the directory in which a state was looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misplaced<'a> {
    /// There is no liaison's state.
    NoGroup {
        /// The command that founds a group.
        command: &'a str,
    },
    /// There is no device's state.
    NotJoined {
        /// The command that joins one.
        command: &'a str,
    },
    /// A device that has joined is to join again.
    AlreadyJoined {
        /// The command that reads.
        command: &'a str,
    },
    /// A device that has begun to join is to join another group.
    OtherJoin,
    /// A device that has begun to join is to join the same group with another link.
    OtherLink,
}

impl Texts {
    /// Why it could not be done, and what to do.
    #[must_use]
    pub fn failing(&self, failing: Failing<'_>) -> String {
        match failing {
            Failing::RunsTwice { update } => self.say("runs-twice", &[("update", update.into())]),
            Failing::ServerTooOld => self.say("failed-server-too-old", &[]),
            Failing::ServerMisbehaved => self.say("failed-misbehaved", &[]),
            Failing::NoSuchFamily { family, families, invite } => self.say(
                "failed-no-such-family",
                &[("family", outside(family)), ("families", outside(families)), ("invite", outside(invite))],
            ),
            Failing::FamilyUnconfirmed { family } => {
                self.say("failed-family-unconfirmed", &[("family", outside(family))])
            }
            Failing::FamilyName { bytes_max } => self.say("failed-family-name", &[("bytes", bytes_max.into())]),
            Failing::MessageTooLong => self.say("failed-message-too-long", &[]),
            Failing::ProfileTooLong => self.say("failed-profile-too-long", &[]),
            Failing::NextByPassed { option } => self.say("failed-next-by-passed", &[("option", outside(option))]),
            Failing::NextByFar { option, days } => {
                self.say("failed-next-by-far", &[("option", outside(option)), ("days", days.into())])
            }
            Failing::DayAhead { option } => self.say("failed-day-ahead", &[("option", outside(option))]),
            Failing::UnknownCode { code, known } => {
                self.say("failed-unknown-code", &[("code", outside(code)), ("known", outside(known))])
            }
            Failing::PrivateCode { code, command } => {
                self.say("failed-private-code", &[("code", outside(code)), ("command", outside(command))])
            }
            Failing::TextMissing { code, option } => {
                self.say("failed-text-missing", &[("code", outside(code)), ("option", outside(option))])
            }
        }
    }

    /// Why the server did not do it, and what to do.
    #[must_use]
    pub fn refused(&self, refused: Refused<'_>) -> String {
        match refused {
            Refused::Charter { command } => self.say("refused-charter", &[("command", outside(command))]),
            Refused::UnknownGroup => self.say("refused-unknown-group", &[]),
            Refused::UnknownVault => self.say("refused-unknown-vault", &[]),
            Refused::Full => self.say("refused-full", &[]),
            Refused::Overloaded { code } => self.say("refused-overloaded", &[("code", code.into())]),
            Refused::Passing { code } => self.say("refused-passing", &[("code", code.into())]),
            Refused::Strange { code } => self.say("refused-strange", &[("code", code.into())]),
        }
    }

    /// What is wrong with the directory, and what to do; `option` is where another one is given.
    #[must_use]
    pub fn misplaced(&self, misplaced: Misplaced<'_>, dir: &str, option: &str) -> String {
        let (dir, option) = (outside(dir), outside(option));
        match misplaced {
            Misplaced::NoGroup { command } => {
                self.say("failed-no-group", &[("dir", dir), ("option", option), ("command", outside(command))])
            }
            Misplaced::NotJoined { command } => {
                self.say("failed-not-joined", &[("dir", dir), ("option", option), ("command", outside(command))])
            }
            Misplaced::AlreadyJoined { command } => {
                self.say("failed-already-joined", &[("dir", dir), ("option", option), ("command", outside(command))])
            }
            Misplaced::OtherJoin => self.say("failed-other-join", &[("dir", dir), ("option", option)]),
            Misplaced::OtherLink => self.say("failed-other-link", &[("dir", dir), ("option", option)]),
        }
    }
}
