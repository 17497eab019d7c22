//! Hears a liaison's session: the outcome goes to standard output, what happened besides beside it.

use std::io;

use data_encoding::HEXLOWER;
use porchlight_client::{Done, Liaison, LiaisonEvent, Seconds};
use porchlight_language::texts::{Day, Moment};
use porchlight_language::{Language, Texts, words};
use porchlight_native::{Audience, BackupFile, Onward};
use zeroize::Zeroizing;

use super::lists::List;
use super::{answers, heard, objects};
use crate::everywhere::Everywhere;
use crate::print::Printer;
use crate::trouble::Trouble;

/// Hears a liaison's session, and keeps what came of its task.
pub(super) struct Clerk<'a> {
    pub(super) everywhere: &'a Everywhere,
    pub(super) printer: Printer,
    pub(super) language: Language,
    pub(super) asked: Asked,
    trouble: Option<Trouble>,
}

/// What the answer to a command tells beside the outcome, and what it is done with.
pub(super) enum Asked {
    Status {
        /// Those that a status about a planned silence tells.
        days: Option<u32>,
        /// The day that it speaks of.
        day: Option<Day>,
        next_by: Option<Moment>,
        today: Option<Day>,
        corrects: Option<u64>,
    },
    Private {
        code: String,
        has_text: bool,
    },
    Link {
        /// Whether the family was in the roster before.
        is_known: bool,
        /// Another family whose name differs in letter case alone.
        alike: Option<String>,
    },
    /// Of which a family's devices one was to be removed.
    Removal {
        device: Option<u32>,
    },
    /// Another key for the office, which makes unused links void.
    Succession {
        /// Whose links are unused.
        invited: Vec<String>,
    },
    /// Where the key to the vault is to be written.
    Backup {
        file: Option<BackupFile>,
        name: String,
    },
    /// What one setting is now.
    Setting {
        name: &'static str,
        value: String,
        told: String,
    },
    List(List),
    Other,
}

impl Asked {
    const fn list(&self) -> Option<List> {
        match self {
            Self::List(list) => Some(*list),
            Self::Status { .. }
            | Self::Private { .. }
            | Self::Link { .. }
            | Self::Removal { .. }
            | Self::Succession { .. }
            | Self::Backup { .. }
            | Self::Setting { .. }
            | Self::Other => None,
        }
    }

    fn is_inbox(&self) -> bool {
        self.list() == Some(List::Inbox)
    }

    /// How many days a status tells, should it tell them.
    pub(super) const fn days(&self) -> Option<u32> {
        match self {
            Self::Status { days, .. } => *days,
            Self::Private { .. }
            | Self::Link { .. }
            | Self::Removal { .. }
            | Self::Succession { .. }
            | Self::Backup { .. }
            | Self::Setting { .. }
            | Self::List(_)
            | Self::Other => None,
        }
    }

    fn setting(&self) -> Option<(&'static str, &str)> {
        match self {
            Self::Setting { name, value, .. } => Some((name, value)),
            Self::Status { .. }
            | Self::Private { .. }
            | Self::Link { .. }
            | Self::Removal { .. }
            | Self::Succession { .. }
            | Self::Backup { .. }
            | Self::List(_)
            | Self::Other => None,
        }
    }
}

impl Audience<Liaison> for Clerk<'_> {
    fn hear(&mut self, event: LiaisonEvent, liaison: &Liaison, _now: Seconds) -> io::Result<Onward> {
        match event {
            LiaisonEvent::Done(done) => {
                self.report(&done, liaison)?;
                Ok(Onward::Finish)
            }
            LiaisonEvent::Failed(failure) => {
                self.trouble = Some(Trouble::of_office(failure, liaison));
                Ok(Onward::Finish)
            }
            LiaisonEvent::EarlierDone(done) => {
                self.printer.warn(&self.texts().earlier_done());
                self.report_earlier(&done, liaison)?;
                Ok(Onward::Continue)
            }
            LiaisonEvent::EarlierFailed(failure) => {
                let trouble = Trouble::of_office(failure, liaison).told(self.texts());
                self.warn(&format!("{}\n{trouble}", self.texts().earlier_failed()))
            }
            LiaisonEvent::ClaimTakenIn { family, words } => self.say(&heard::claim(self, &family, &words)),
            LiaisonEvent::ClaimUnreadable { family } => self.warn(&self.texts().claim_unreadable(&family)),
            LiaisonEvent::InviteLost { family } => self.warn(&self.texts().invite_lost(&family)),
            LiaisonEvent::InviteExpired { family } => self.note(&self.texts().invite_expired(&family)),
            LiaisonEvent::DeviceAsked { family } => self.warn(&heard::device_asked(self, &family)),
            LiaisonEvent::AskedTooMany { family } => self.warn(&self.texts().asked_too_many(&family)),
            // A list of what is open names it anyway.
            LiaisonEvent::InquiryCame { .. } if self.asked.is_inbox() => Ok(Onward::Continue),
            LiaisonEvent::InquiryCame { family, id, code } => {
                self.note(&heard::question(self, &family, id, &code, liaison))
            }
            LiaisonEvent::NoticeOpened { family, sequence } => {
                self.note(&self.texts().message_opened(&family, sequence.0))
            }
            LiaisonEvent::Left { family } => self.note(&self.texts().family_left(&family)),
            LiaisonEvent::NotFetched { families } => self.warn(&self.texts().not_fetched(&families.join(", "))),
            LiaisonEvent::RenewalsComplete => self.note(&self.texts().renewals_complete()),
            LiaisonEvent::VaultTooLarge => self.warn(&self.texts().vault_too_large()),
            LiaisonEvent::Turned { epoch: _ } => Ok(Onward::Continue),
            LiaisonEvent::Healing { envelopes } => self.warn(&self.texts().healing(envelopes as u64)),
        }
    }
}

impl<'a> Clerk<'a> {
    pub(super) fn new(everywhere: &'a Everywhere, asked: Asked) -> Self {
        let (printer, language) = (everywhere.printer(), everywhere.language());
        Self { everywhere, printer, language, asked, trouble: None }
    }

    /// What was asked for, as far as it is kept here.
    pub(super) fn show_kept(&mut self, liaison: &Liaison) -> io::Result<()> {
        match self.asked.list() {
            Some(list) => list.show(self, liaison),
            None => Ok(()),
        }
    }

    fn say(&self, text: &str) -> io::Result<Onward> {
        self.printer.text(text)?;
        Ok(Onward::Continue)
    }

    fn warn(&self, warning: &str) -> io::Result<Onward> {
        self.printer.warn(warning);
        Ok(Onward::Continue)
    }

    fn note(&self, note: &str) -> io::Result<Onward> {
        self.printer.note(note);
        Ok(Onward::Continue)
    }

    pub(super) fn outcome(self) -> Result<(), Trouble> {
        self.trouble.map_or(Ok(()), Err)
    }

    pub(super) fn texts(&self) -> &'static Texts {
        Texts::of(self.language)
    }

    pub(super) fn report(&mut self, done: &Done, liaison: &Liaison) -> io::Result<()> {
        if let (Done::Invited { family, .. }, Asked::Link { alike: Some(known), .. }) = (done, &self.asked) {
            self.printer.warn(&self.texts().invited_alike(family, known));
        }
        if let Done::BackedUp(key) = done {
            return answers::write_backup(self, key);
        }
        match (self.asked.list(), self.printer.is_json()) {
            (Some(list), _) => list.show(self, liaison),
            (None, true) => self.object(done, liaison),
            (None, false) => self.printer.text(&answers::answer(self, done, liaison)),
        }
    }

    /// What an earlier command had begun is told to the person, and is none of this command's objects; but what is secret and
    /// kept nowhere goes to a program as it would have then, for what is beside standard output may end in a log.
    fn report_earlier(&self, done: &Done, liaison: &Liaison) -> io::Result<()> {
        match done {
            _ if !self.printer.is_json() => self.printer.text(&answers::sentence(self, done, liaison)),
            Done::Founded { .. } | Done::Accepted { .. } | Done::Empowered { .. } => self.object(done, liaison),
            Done::Invited { family, link: _ } => self.printer.text(&answers::unseen_link(self, family)),
            Done::Recovered
            | Done::Posted { .. }
            | Done::Told { .. }
            | Done::ProfileChanged { .. }
            | Done::Removed { .. }
            | Done::Withdrawn { .. }
            | Done::Dismissed { .. }
            | Done::BackedUp(_)
            | Done::InOrder => self.printer.text(&answers::sentence(self, done, liaison)),
        }
    }

    fn object(&self, done: &Done, liaison: &Liaison) -> io::Result<()> {
        let printer = &self.printer;
        let feed = || HEXLOWER.encode(liaison.feed().as_bytes());
        match done {
            Done::Founded { phrase } | Done::Accepted { phrase } => {
                let phrase = Zeroizing::new(words::phrase(phrase.as_bytes(), self.language));
                printer.object(&objects::Founded { feed: feed(), phrase: &phrase })
            }
            Done::Recovered => printer.object(&objects::Recovered { feed: feed() }),
            Done::Invited { family, link } => printer.object(&objects::Invited { family, link }),
            Done::Posted { sequence, code } => printer.object(&objects::Posted { sequence: sequence.0, code }),
            Done::Told { sequence, family } => {
                printer.object(&objects::Told { sequence: sequence.map(|sequence| sequence.0), family })
            }
            Done::ProfileChanged { sequence } => match self.asked.setting() {
                Some((setting, value)) => printer.object(&objects::Set { setting, value }),
                None => printer.object(&objects::Placed { sequence: sequence.0 }),
            },
            Done::Removed { family, epoch } => printer.object(&objects::Removed { family, epoch: epoch.0 }),
            Done::Withdrawn { family, invites } => printer.object(&objects::Withdrawn { family, invites: *invites }),
            Done::Empowered { name: _, link } => printer.object(&objects::Empowered { link }),
            Done::Dismissed { name } => printer.object(&objects::Dismissed { name }),
            Done::InOrder | Done::BackedUp(_) => Ok(()),
        }
    }
}
