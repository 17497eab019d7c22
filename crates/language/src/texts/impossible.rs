//! What cannot be done in an office, with a phrase, or on a family's device, and what to do about it.
//!
//! Commands and options come in as they are typed: a page would name its buttons in their place.

use super::{Texts, outside};

/// What an office cannot do, whatever the server says. Nothing was sent, unless the sentence says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Impossible<'a> {
    /// The office has been handed over.
    HandedOver {
        /// By which record.
        update: u64,
    },
    /// The group is founded already.
    AlreadyFounded,
    /// Nothing is being taken over here.
    NothingTakenOver,
    /// As much waits as may wait.
    QueueFull {
        /// The bound.
        max: u64,
        /// The command that drops what waits.
        command: &'a str,
    },
    /// New access for all is under way.
    TurnUnderWay {
        /// A command that completes it.
        command: &'a str,
    },
    /// The group is not founded yet.
    NotFounded {
        /// The command that founds it.
        command: &'a str,
    },
    /// There is nothing for a file, or too much.
    NothingToCarry {
        /// A command that sends it.
        command: &'a str,
    },
    /// No update stands there that could be corrected.
    NoSuchStatus {
        /// Where.
        update: u64,
        /// The command that lists them.
        command: &'a str,
    },
    /// That update was corrected already.
    AlreadyCorrected {
        /// Which.
        update: u64,
        /// By which.
        by: u64,
    },
    /// Private messages wait, so that not all have been told.
    NoticesUnsent {
        /// For whom.
        families: &'a str,
        /// The command that drops what waits.
        command: &'a str,
    },
    /// No open question has that number.
    NoSuchQuestion {
        /// The number.
        id: &'a str,
        /// The command that lists them.
        command: &'a str,
    },
    /// More than one open question begins so.
    AmbiguousQuestion {
        /// What was given of the number.
        id: &'a str,
        /// The command that lists them.
        command: &'a str,
    },
    /// The family has no such device.
    NoSuchDevice {
        /// The family.
        family: &'a str,
        /// The number.
        number: u64,
        /// The command that lists them.
        command: &'a str,
    },
    /// The family has as many devices as it may have.
    TooManyDevices {
        /// The family.
        family: &'a str,
        /// The bound.
        max: u64,
        /// The command that removes one.
        command: &'a str,
    },
    /// The family has no unused link.
    NothingToWithdraw {
        /// The family.
        family: &'a str,
        /// The command that removes a device.
        command: &'a str,
    },
    /// There is no such deputy.
    NoSuchDeputy {
        /// The name.
        name: &'a str,
        /// Those that there are.
        known: &'a str,
    },
    /// There is no deputy at all.
    NoDeputies {
        /// The name.
        name: &'a str,
    },
    /// There is such a deputy already.
    DeputyExists {
        /// The name.
        name: &'a str,
    },
    /// There are as many deputies as there may be.
    DeputiesFull {
        /// The bound.
        max: u64,
    },
    /// What the server keeps of an office does not open.
    VaultUnreadable,
    /// What the server keeps of an office is older than what the office has done since.
    VaultStale,
    /// The office has changed hands since.
    OfficeElsewhere,
    /// A record that the office never signed.
    FeedAltered {
        /// Which.
        update: u64,
    },
    /// A deputy's name is empty or too long.
    DeputyName {
        /// The bound.
        bytes_max: u64,
    },
}

/// What is wrong with a recovery phrase that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongPhrase<'a> {
    /// A word is none of the words.
    Word {
        /// Which, counted from 1.
        position: u64,
        /// What stands there.
        word: &'a str,
    },
    /// A word is none of the words, but near to one.
    NearWord {
        /// Which, counted from 1.
        position: u64,
        /// What stands there.
        word: &'a str,
        /// The one that it is near to.
        meant: &'a str,
    },
    /// There are too few or too many.
    Length {
        /// How many there must be.
        wanted: u64,
        /// How many there are.
        found: u64,
    },
    /// All are known, and they do not belong together.
    Unchecked,
}

/// What a family's device cannot say or do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsayable<'a> {
    /// No private message of that record is kept here.
    NoSuchMessage {
        /// Which.
        update: u64,
        /// The command that shows what is.
        command: &'a str,
    },
    /// Nothing of that record is kept here.
    NoSuchRecord {
        /// Which.
        update: u64,
        /// The command that shows what is.
        command: &'a str,
    },
    /// As many questions are open as may be.
    QuestionsFull {
        /// The bound.
        max: u64,
    },
    /// The text is too long.
    PreferenceTooLong {
        /// The bound.
        bytes_max: u64,
    },
    /// As many links wait as may wait.
    LinksFull {
        /// The bound.
        max: u64,
    },
    /// This device belongs to no group any more.
    Removed,
    /// The liaison has not confirmed this device yet.
    Unconfirmed,
    /// What is to be forgotten is what the group is told now.
    Headline {
        /// Which record.
        update: u64,
    },
    /// Nothing has been read, so there are no words to compare.
    NothingRead {
        /// The command that reads.
        command: &'a str,
    },
    /// There is nothing to prove.
    NoEvidence,
    /// The liaison could not be told that this device leaves.
    LeavesUntold {
        /// What removes everything all the same.
        option: &'a str,
    },
    /// Nobody was there to be asked whether the device is to leave.
    Stays {
        /// Where it is said without being asked.
        option: &'a str,
    },
}

impl Texts {
    /// Why the office cannot do it, and what to do.
    #[must_use]
    pub fn impossible(&self, impossible: Impossible<'_>) -> String {
        match impossible {
            Impossible::HandedOver { update } => self.say("failed-handed-over", &[("update", update.into())]),
            Impossible::AlreadyFounded => self.say("failed-already-founded", &[]),
            Impossible::NothingTakenOver => self.say("failed-nothing-taken-over", &[]),
            Impossible::QueueFull { max, command } => {
                self.say("failed-queue-full", &[("max", max.into()), ("command", outside(command))])
            }
            Impossible::TurnUnderWay { command } => self.say("failed-turn-under-way", &[("command", outside(command))]),
            Impossible::NotFounded { command } => self.say("failed-not-founded", &[("command", outside(command))]),
            Impossible::NothingToCarry { command } => {
                self.say("failed-nothing-to-carry", &[("command", outside(command))])
            }
            Impossible::NoSuchStatus { update, command } => {
                self.say("failed-no-such-status", &[("update", update.into()), ("command", outside(command))])
            }
            Impossible::AlreadyCorrected { update, by } => {
                self.say("failed-already-corrected", &[("update", update.into()), ("by", by.into())])
            }
            Impossible::NoticesUnsent { families, command } => {
                self.say("failed-notices-unsent", &[("families", outside(families)), ("command", outside(command))])
            }
            Impossible::NoSuchQuestion { id, command } => {
                self.say("failed-no-such-question", &[("id", outside(id)), ("command", outside(command))])
            }
            Impossible::AmbiguousQuestion { id, command } => {
                self.say("failed-ambiguous-question", &[("id", outside(id)), ("command", outside(command))])
            }
            Impossible::NoSuchDevice { family, number, command } => self.say(
                "failed-no-such-device",
                &[("family", outside(family)), ("number", number.into()), ("command", outside(command))],
            ),
            Impossible::TooManyDevices { family, max, command } => self.say(
                "failed-too-many-devices",
                &[("family", outside(family)), ("max", max.into()), ("command", outside(command))],
            ),
            Impossible::NothingToWithdraw { family, command } => {
                self.say("failed-nothing-to-withdraw", &[("family", outside(family)), ("command", outside(command))])
            }
            Impossible::NoSuchDeputy { name, known } => {
                self.say("failed-no-such-deputy", &[("name", outside(name)), ("known", outside(known))])
            }
            Impossible::NoDeputies { name } => self.say("failed-no-deputies", &[("name", outside(name))]),
            Impossible::DeputyExists { name } => self.say("failed-deputy-exists", &[("name", outside(name))]),
            Impossible::DeputiesFull { max } => self.say("failed-deputies-full", &[("max", max.into())]),
            Impossible::VaultUnreadable => self.say("failed-vault-unreadable", &[]),
            Impossible::VaultStale => self.say("failed-vault-stale", &[]),
            Impossible::OfficeElsewhere => self.say("failed-office-elsewhere", &[]),
            Impossible::FeedAltered { update } => self.say("failed-feed-altered", &[("update", update.into())]),
            Impossible::DeputyName { bytes_max } => self.say("failed-deputy-name", &[("bytes", bytes_max.into())]),
        }
    }

    /// What is wrong with the phrase, and what to do.
    #[must_use]
    pub fn wrong_phrase(&self, wrong_phrase: WrongPhrase<'_>) -> String {
        match wrong_phrase {
            WrongPhrase::Word { position, word } => {
                self.say("failed-wrong-word", &[("position", position.into()), ("word", outside(word))])
            }
            WrongPhrase::NearWord { position, word, meant } => self.say(
                "failed-word-meant",
                &[("position", position.into()), ("word", outside(word)), ("meant", outside(meant))],
            ),
            WrongPhrase::Length { wanted, found } => {
                self.say("failed-phrase-length", &[("wanted", wanted.into()), ("found", found.into())])
            }
            WrongPhrase::Unchecked => self.say("failed-phrase-unchecked", &[]),
        }
    }

    /// Why the device cannot do it, and what to do.
    #[must_use]
    pub fn unsayable(&self, unsayable: Unsayable<'_>) -> String {
        match unsayable {
            Unsayable::NoSuchMessage { update, command } => {
                self.say("failed-no-such-message", &[("update", update.into()), ("command", outside(command))])
            }
            Unsayable::NoSuchRecord { update, command } => {
                self.say("failed-no-such-record", &[("update", update.into()), ("command", outside(command))])
            }
            Unsayable::QuestionsFull { max } => self.say("failed-inquiries-full", &[("max", max.into())]),
            Unsayable::PreferenceTooLong { bytes_max } => {
                self.say("failed-preference-too-long", &[("bytes", bytes_max.into())])
            }
            Unsayable::LinksFull { max } => self.say("failed-links-full", &[("max", max.into())]),
            Unsayable::Removed => self.say("failed-removed", &[]),
            Unsayable::Unconfirmed => self.say("failed-unconfirmed", &[]),
            Unsayable::Headline { update } => self.say("failed-headline", &[("update", update.into())]),
            Unsayable::NothingRead { command } => self.say("failed-no-phrase-yet", &[("command", outside(command))]),
            Unsayable::NoEvidence => self.say("failed-no-evidence", &[]),
            Unsayable::LeavesUntold { option } => self.say("failed-leaves-untold", &[("option", outside(option))]),
            Unsayable::Stays { option } => self.say("failed-stays", &[("option", outside(option))]),
        }
    }
}
