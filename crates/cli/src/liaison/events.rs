//! What a liaison tells its person: the outcome on standard output, what happened besides beside it.

use std::io;

use data_encoding::HEXLOWER;
use porchlight_client::{Done, Failure, FamilySummary, Liaison, LiaisonEvent, Seconds};
use porchlight_language::texts::{Day, FamilyDevices, Moment};
use porchlight_language::{Language, Texts, words};
use porchlight_native::{Audience, Onward};
use serde::Serialize;

use super::profile;
use crate::codes::Codes;
use crate::print::{Ink, Printer, link_picture, wrapped};

/// Hears a liaison's session, and keeps what came of its task.
pub(super) struct Clerk {
    printer: Printer,
    language: Language,
    asked: Asked,
    failure: Option<Failure>,
}

/// What the answer to a command tells beside the outcome.
pub(super) enum Asked {
    Status {
        /// Those that a status about a planned silence tells.
        days: Option<u32>,
        /// The day that it speaks of.
        day: Option<Day>,
        next_by: Option<Moment>,
        today: Option<Day>,
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
    Other,
}

#[derive(Serialize)]
struct Founded {
    feed: String,
}

#[derive(Serialize)]
struct Invited<'a> {
    family: &'a str,
    link: &'a str,
}

#[derive(Serialize)]
struct Posted<'a> {
    sequence: u64,
    code: &'a str,
}

#[derive(Serialize)]
struct Told<'a> {
    sequence: Option<u64>,
    family: &'a str,
}

#[derive(Serialize)]
struct ProfileChanged {
    sequence: u64,
}

#[derive(Serialize)]
struct Family<'a> {
    family: &'a str,
    devices: usize,
    claimed: usize,
    confirmed: usize,
    words: Vec<String>,
}

impl Audience<Liaison> for Clerk {
    fn hear(&mut self, event: LiaisonEvent, liaison: &Liaison, _now: Seconds) -> io::Result<Onward> {
        match event {
            LiaisonEvent::Done(done) => {
                self.report(&done, liaison)?;
                return Ok(Onward::Finish);
            }
            LiaisonEvent::Failed(failure) => {
                self.failure = Some(failure);
                return Ok(Onward::Finish);
            }
            LiaisonEvent::EarlierDone(done) => self.report_earlier(&done, liaison)?,
            LiaisonEvent::ClaimTakenIn { family, words } => self.say(&self.claim(&family, &words))?,
            LiaisonEvent::ClaimUnreadable { family } => self.printer.warn(&self.texts().claim_unreadable(&family)),
            LiaisonEvent::InviteLost { family } => self.printer.warn(&self.texts().invite_lost(&family)),
            LiaisonEvent::Turned { epoch: _ } => {}
            LiaisonEvent::Healing { envelopes } => self.printer.warn(&self.texts().healing(envelopes as u64)),
        }
        Ok(Onward::Continue)
    }
}

impl Clerk {
    pub(super) fn new(printer: Printer, language: Language, asked: Asked) -> Self {
        Self { printer, language, asked, failure: None }
    }

    /// The roster as it is kept here.
    pub(super) fn roster(&self, liaison: &Liaison) -> io::Result<()> {
        self.report(&Done::InOrder, liaison)
    }

    pub(super) fn outcome(self) -> Result<(), Failure> {
        self.failure.map_or(Ok(()), Err)
    }

    fn texts(&self) -> &'static Texts {
        Texts::of(self.language)
    }

    fn report(&self, done: &Done, liaison: &Liaison) -> io::Result<()> {
        if let (Done::Invited { family, .. }, Asked::Link { alike: Some(known), .. }) = (done, &self.asked) {
            self.printer.warn(&self.texts().invited_alike(family, known));
        }
        match self.printer.is_json() {
            true => self.object(done, liaison),
            false => self.say(&self.answer(done, liaison)),
        }
    }

    /// What an earlier command had begun is told to the person, and is none of this command's objects.
    fn report_earlier(&self, done: &Done, liaison: &Liaison) -> io::Result<()> {
        self.printer.warn(&self.texts().earlier_done());
        self.say(&self.sentence(done, liaison))
    }

    fn object(&self, done: &Done, liaison: &Liaison) -> io::Result<()> {
        match done {
            Done::Founded => self.printer.object(&Founded { feed: HEXLOWER.encode(liaison.feed().as_bytes()) }),
            Done::Invited { family, link } => self.printer.object(&Invited { family, link }),
            Done::Posted { sequence, code } => self.printer.object(&Posted { sequence: sequence.0, code }),
            Done::Told { sequence, family } => {
                self.printer.object(&Told { sequence: sequence.map(|sequence| sequence.0), family })
            }
            Done::ProfileChanged { sequence } => self.printer.object(&ProfileChanged { sequence: sequence.0 }),
            Done::InOrder => liaison.families().iter().try_for_each(|family| self.printer.object(&self.family(family))),
        }
    }

    /// The outcome of this very command, with what was asked for.
    fn answer(&self, done: &Done, liaison: &Liaison) -> String {
        let (texts, outcome) = (self.texts(), self.sentence(done, liaison));
        match (done, &self.asked) {
            (Done::Posted { sequence, code }, Asked::Status { days, day: Some(day), next_by, today: Some(today) }) => {
                let posted = texts.posted_of(sequence.0, *day, *today, &self.label(code, *days, liaison));
                let promised = next_by.map(|moment| texts.promised(moment, *today));
                std::iter::once(posted).chain(promised).collect::<Vec<_>>().join("\n")
            }
            (Done::Told { .. }, Asked::Private { code, has_text }) => {
                format!("{outcome}\n{}", texts.told_says(&self.label(code, None, liaison), *has_text))
            }
            (Done::Invited { family, .. }, Asked::Link { is_known, .. }) => {
                let families = liaison.families();
                let devices = families.iter().find(|known| known.name == *family).map_or(1, |known| known.devices);
                let whose = if *is_known { texts.invited_known(devices as u64) } else { texts.invited_new() };
                format!("{whose}\n{outcome}")
            }
            _ => outcome,
        }
    }

    fn sentence(&self, done: &Done, liaison: &Liaison) -> String {
        let texts = self.texts();
        match done {
            Done::Founded => texts.founded(&liaison.profile().name),
            Done::Invited { family, link } => self.invitation(family, link),
            Done::Posted { sequence, code } => texts.posted(sequence.0, &self.label(code, self.days(), liaison)),
            Done::Told { sequence: Some(_), family } => texts.told_now(family),
            Done::Told { sequence: None, family } => texts.told_with_next(family),
            Done::ProfileChanged { sequence: _ } => profile::lines(texts, liaison.profile()),
            Done::InOrder => self.families(&liaison.families()),
        }
    }

    fn label(&self, code: &str, days: Option<u32>, liaison: &Liaison) -> String {
        let profile = Some(liaison.profile());
        Codes::of(profile).book(profile).label(code, self.language, days)
    }

    const fn days(&self) -> Option<u32> {
        match self.asked {
            Asked::Status { days, .. } => days,
            Asked::Private { .. } | Asked::Link { .. } | Asked::Other => None,
        }
    }

    fn invitation(&self, family: &str, link: &str) -> String {
        let heading = wrapped(&self.texts().invited(family), "");
        // The link stays in one piece, so that it can be copied whole.
        let link_line = self.printer.paint().ink(Ink::Strong, link);
        let picture =
            link_picture(link, self.printer.paint()).map(|picture| format!("\n\n{picture}")).unwrap_or_default();
        let advice = wrapped(&self.texts().compare_advice("`porchlight liaison families`"), "");
        let opening = self.texts().open_link("`porchlight family join 'LINK'`");
        format!("{heading}\n\n{link_line}{picture}\n\n{opening}\n{advice}")
    }

    fn families(&self, families: &[FamilySummary]) -> String {
        if families.is_empty() {
            return self.texts().no_families();
        }
        families.iter().map(|family| self.family_lines(family)).collect::<Vec<_>>().join("\n")
    }

    fn family_lines(&self, family: &FamilySummary) -> String {
        let count = |number: usize| number as u64;
        let devices = FamilyDevices {
            devices: count(family.devices),
            claimed: count(family.claimed),
            confirmed: count(family.confirmed),
        };
        let phrases = family.words.iter().map(|four| format!("    {}", words::phrase(four, self.language)));
        let lines = std::iter::once(self.texts().family_line(&family.name, devices)).chain(phrases);
        lines.collect::<Vec<_>>().join("\n")
    }

    fn family<'a>(&self, family: &'a FamilySummary) -> Family<'a> {
        Family {
            family: &family.name,
            devices: family.devices,
            claimed: family.claimed,
            confirmed: family.confirmed,
            words: family.words.iter().map(|four| words::phrase(four, self.language)).collect(),
        }
    }

    fn claim(&self, family: &str, four: &[u8; 4]) -> String {
        wrapped(&self.texts().claim_confirmed(family, &words::phrase(four, self.language)), "")
    }

    fn say(&self, text: &str) -> io::Result<()> {
        self.printer.text(text)
    }
}
