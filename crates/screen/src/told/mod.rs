//! What a relative's page says, taken from a device, in the reader's language and on the reader's clock.
//!
//! The facts, and no looks: a terminal and a browser each draw them in their own way.

mod codes;
mod days;
mod found;
mod refused;

use porchlight_client::{
    Device, Doubt, LiaisonSince, Reach, Round, RoundNotice, Seconds, Standing as Known, StatusItem,
};
use porchlight_language::texts::{self, Age, Day, First, Moment, Notices};
use porchlight_language::{Codebook, Language, Level, Texts, words};
use porchlight_protocol::Sequence;

use crate::Civil;

pub use codes::{Codes, FREE_TEXT, as_written, days};
pub use days::{DAYS_MAX, Mark, PastDay};
pub use found::found;
pub use refused::{ended, link_trouble};

/// Everything that the page shows, in its order.
pub struct Page {
    /// The group's name.
    pub group: String,
    /// The latest status's level, where the codebook knows it, and its sentence.
    pub latest: Option<(Option<Level>, String)>,
    /// That it corrects an earlier one.
    pub corrects: Option<String>,
    /// Of when it is.
    pub as_of: Option<String>,
    /// By when the next one comes; on a device without any, the standing says that of the first.
    pub next_update: Option<String>,
    /// How far this device has read; nothing where it has read no update and lacks none.
    pub update: Option<String>,
    /// What is for this family, or why this device cannot tell.
    pub notices: String,
    /// Beside negative information, and only where it is known: that no message is for this family.
    pub no_message: Option<String>,
    /// That somebody else posts, or the same from another machine.
    pub liaison: Option<String>,
    /// What the silence means, and what it does not.
    pub standing: Standing,
    /// Since when, where this device has noted it and it says something.
    pub since: Option<Moment>,
    /// What is wrong with a clock, what keeps private messages away, and the words to compare.
    pub warnings: Vec<String>,
}

/// What a device knows of the silence, as the page says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// One of those that have a name.
    Since(texts::Standing),
    /// No status has ever come.
    Before(First, Moment),
}

/// How a reader reads.
pub struct Reader<C> {
    /// In which language.
    pub language: Language,
    /// By which clock.
    pub civil: C,
}

/// A status in a list.
pub struct StatusLine {
    /// How much it weighs, where the codebook knows it.
    pub level: Option<Level>,
    /// What it says, behind its day or its record.
    pub text: String,
    /// The record that it corrects.
    pub corrects: Option<u64>,
    /// The record that corrects it.
    pub corrected_by: Option<u64>,
}

impl Standing {
    /// The standing in a word or two.
    pub fn word(self, texts: &Texts) -> String {
        match self {
            Self::Since(standing) => texts.standing_word(standing),
            Self::Before(..) => texts.first_update_word(),
        }
    }

    /// The standing in a sentence or two, with what it does not mean.
    pub fn sentence(self, texts: &Texts) -> String {
        match self {
            Self::Since(standing) => texts.standing(standing),
            Self::Before(first, by) => texts.first_update(first, by),
        }
    }
}

impl<C: Civil> Reader<C> {
    /// A status among new ones: by its day, and by its record where another one refers to it.
    pub fn new_line(&self, status: &StatusItem, book: &Codebook) -> StatusLine {
        let is_referred_to = status.corrects.is_some() || status.corrected_by.is_some();
        let text = match is_referred_to {
            true => self.recorded(status, book),
            false => format!("{}: {}", self.day(status), self.label(status, book)),
        };
        self.line(status, text, book)
    }

    /// A status among all that are kept: by its record, which other commands take.
    pub fn past_line(&self, status: &StatusItem, book: &Codebook) -> StatusLine {
        self.line(status, self.recorded(status, book), book)
    }

    fn line(&self, status: &StatusItem, text: String, book: &Codebook) -> StatusLine {
        StatusLine {
            level: book.status(&status.code).map(|code| code.level()),
            text,
            corrects: status.corrects.map(|place| place.0),
            corrected_by: status.corrected_by.map(|place| place.0),
        }
    }

    fn recorded(&self, status: &StatusItem, book: &Codebook) -> String {
        let label = self.label(status, book);
        self.texts().history_line(status.sequence.0, told_day(status), &label)
    }

    /// The sentences in the reader's language.
    pub fn texts(&self) -> &'static Texts {
        Texts::of(self.language)
    }

    /// A status's sentence.
    pub fn label(&self, status: &StatusItem, book: &Codebook) -> String {
        book.label(&status.code, self.language, days(status.posted_at, status.next_by))
    }

    /// The day a status speaks of.
    pub fn day(&self, status: &StatusItem) -> String {
        self.texts().day(told_day(status))
    }

    /// Behind which update a place stands.
    pub fn after(&self, place: Sequence, device: &Device) -> Option<String> {
        device
            .statuses()
            .rfind(|status| status.sequence < place)
            .map(|status| self.texts().notice_after(told_day(status)))
    }

    /// Everything that the page shows.
    pub fn page(&self, device: &Device, book: &Codebook, reach: Reach, now: Seconds) -> Page {
        let texts = self.texts();
        let latest = device.headline();
        let level = |status: &StatusItem| book.status(&status.code).map(|code| code.level());
        let next_by = self.civil.moment(device.next_by());
        let known = device.standing(now, reach);
        Page {
            group: texts.group_heading(device.profile().map_or("", |profile| &profile.name)),
            latest: latest.map(|status| (level(status), self.label(status, book))),
            corrects: latest.and_then(|status| status.corrects).map(|place| texts.corrects(place.0)),
            as_of: latest.map(|status| self.as_of(status, now)),
            next_update: latest.map(|_| texts.next_update(next_by)),
            update: (latest.is_some() || device.missing() > 0)
                .then(|| texts.update(device.last_place().0, device.missing())),
            notices: texts.notices(notices(device)),
            no_message: device.round().and_then(|round| no_message(round, texts)),
            liaison: device.liaison_since().map(|since| self.liaison(since)),
            standing: self.standing(device, reach, now),
            since: self.since(device, reach, now),
            warnings: self.warnings(device, known, now),
        }
    }

    fn liaison(&self, handover: LiaisonSince) -> String {
        let since = handover.since.and_then(|since| self.civil.moment(since)).map(Moment::day);
        match handover.by_mandate {
            true => self.texts().new_liaison(since),
            false => self.texts().new_machine(since),
        }
    }

    /// What a device knows of the silence.
    pub fn standing(&self, device: &Device, reach: Reach, now: Seconds) -> Standing {
        let known = device.standing(now, reach);
        match device.headline() {
            Some(_) => Standing::Since(standing(known)),
            None => first(known, self.civil.moment(device.next_by())),
        }
    }

    /// Since when something is amiss: that of an ordinary day stands above it as the moment of the latest status.
    fn since(&self, device: &Device, reach: Reach, now: Seconds) -> Option<Moment> {
        let since = || self.civil.moment(device.standing_since(now, reach)?);
        match device.standing(now, reach) {
            Known::Due | Known::Overdue | Known::Missing | Known::Conflict => since(),
            Known::Fresh
            | Known::PlannedSilence
            | Known::Unconfirmed
            | Known::Unreachable
            | Known::Offline
            | Known::Removed => None,
        }
    }

    /// The minute of the post; beside the day it speaks of, where that is another.
    fn as_of(&self, status: &StatusItem, now: Seconds) -> String {
        let moment = self.civil.moment(status.posted_at);
        let day = told_day(status);
        let age = Age::from_seconds(now.saturating_sub(status.posted_at));
        match moment {
            Some(moment) if moment.day() != day => self.texts().as_of_posted(day, moment, age),
            Some(moment) => self.texts().as_of(moment, age),
            None => self.texts().as_of_day(day),
        }
    }

    fn warnings(&self, device: &Device, known: Known, now: Seconds) -> Vec<String> {
        let clock = device.clock_doubt(now).map(|ahead| self.texts().clock_doubt(Age::from_seconds(ahead)));
        clock.into_iter().chain(self.unconfirmed(device, known)).collect()
    }

    fn unconfirmed(&self, device: &Device, known: Known) -> Vec<String> {
        let texts = self.texts();
        if device.is_confirmed() || device.is_removed() {
            return Vec::new();
        }
        let is_said_by_standing = known == Known::Unconfirmed && device.headline().is_some();
        let warning = if device.is_link_disputed() {
            Some(texts.link_disputed())
        } else {
            (!is_said_by_standing).then(|| texts.not_confirmed())
        };
        let compared = device.words().map(|four| texts.compare_words(&words::phrase(&four, self.language)));
        warning.into_iter().chain(compared).collect()
    }
}

/// The day that a status speaks of; one beyond the calendar is its last.
pub fn told_day(status: &StatusItem) -> Day {
    Day::from_number(status.as_of.0)
}

const fn standing(known: Known) -> texts::Standing {
    match known {
        Known::Fresh => texts::Standing::Fresh,
        Known::PlannedSilence => texts::Standing::PlannedSilence,
        Known::Unconfirmed => texts::Standing::Unconfirmed,
        Known::Due => texts::Standing::Due,
        Known::Overdue => texts::Standing::Overdue,
        Known::Unreachable => texts::Standing::Unreachable,
        Known::Offline => texts::Standing::Offline,
        Known::Missing => texts::Standing::Missing,
        Known::Removed => texts::Standing::Removed,
        Known::Conflict => texts::Standing::Conflict,
    }
}

/// The same where no status has ever come: then none can be said to have come in time.
fn first(known: Known, by: Option<Moment>) -> Standing {
    let first = match known {
        // That it is not confirmed is among the warnings.
        Known::Fresh | Known::Unconfirmed | Known::PlannedSilence => Some(First::Awaited),
        Known::Due => Some(First::Due),
        Known::Overdue => Some(First::Overdue),
        Known::Unreachable | Known::Offline | Known::Missing | Known::Removed | Known::Conflict => None,
    };
    match (first, by) {
        (Some(first), Some(by)) => Standing::Before(first, by),
        (Some(_), None) | (None, _) => Standing::Since(standing(known)),
    }
}

fn notices(device: &Device) -> Notices {
    const FIRST: u64 = 1;
    let absence = match device.absence() {
        Ok(absence) => absence,
        Err(doubt) => return Notices::CannotTell(doubted(doubt)),
    };
    let (since, checked_up_to, count) = (absence.from.0, absence.through.0, absence.notices);
    match (count, since <= FIRST) {
        (0, true) => Notices::None { checked_up_to },
        (0, false) => Notices::NoneSince { since, checked_up_to },
        (count, true) => Notices::Some { count, checked_up_to },
        (count, false) => Notices::SomeSince { count, since, checked_up_to },
    }
}

const fn doubted(doubt: Doubt) -> texts::Doubt {
    match doubt {
        Doubt::Unconfirmed => texts::Doubt::Unconfirmed,
        Doubt::LinkDisputed => texts::Doubt::LinkDisputed,
        Doubt::Pruned => texts::Doubt::Pruned,
        Doubt::Missing => texts::Doubt::Missing,
        Doubt::Unopenable => texts::Doubt::Unopenable,
        Doubt::Forked => texts::Doubt::Conflict,
        Doubt::Removed => texts::Doubt::Removed,
    }
}

fn no_message(round: Round, texts: &Texts) -> Option<String> {
    match round {
        Round::Telling(RoundNotice::NoneProven) => Some(texts.none_while_telling()),
        Round::Told(RoundNotice::NoneProven) => Some(texts.none_once_told()),
        Round::Telling(RoundNotice::Came | RoundNotice::CannotTell)
        | Round::Told(RoundNotice::Came | RoundNotice::CannotTell) => None,
    }
}
