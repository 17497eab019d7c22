//! What a relative's page says, taken from a device, in the reader's language and on the reader's clock.

use jiff::tz::TimeZone;
use porchlight_client::{Device, Doubt, Reach, Seconds, Standing, StatusItem};
use porchlight_language::texts::{self, Age, Notices};
use porchlight_language::{Codebook, Language, Level, Texts, words};

use crate::{civil, codes};

/// Everything that the page shows, in its order.
pub(super) struct Page {
    pub(super) group: String,
    /// The latest status's level, where the codebook knows it, and its sentence.
    pub(super) latest: Option<(Option<Level>, String)>,
    pub(super) as_of: Option<String>,
    pub(super) next_update: String,
    pub(super) update: String,
    pub(super) notices: String,
    /// Beside negative information, and only where it is known: that no message is for this family.
    pub(super) no_message: Option<String>,
    pub(super) standing: texts::Standing,
    /// What keeps private messages away, and the words to compare.
    pub(super) warnings: Vec<String>,
}

/// How a reader reads.
pub(super) struct Reader {
    pub(super) language: Language,
    pub(super) zone: TimeZone,
}

impl Reader {
    pub(super) fn texts(&self) -> &'static Texts {
        Texts::of(self.language)
    }

    /// A status's sentence.
    pub(super) fn label(&self, status: &StatusItem, book: &Codebook) -> String {
        book.label(&status.code, self.language, codes::days(status.posted_at, status.next_by))
    }

    /// The day a status speaks of.
    pub(super) fn day(&self, status: &StatusItem) -> String {
        civil::told(civil::date(status.as_of)).map(|day| self.texts().day(day)).unwrap_or_default()
    }

    pub(super) fn page(&self, device: &Device, book: &Codebook, reach: Reach, now: Seconds) -> Page {
        let texts = self.texts();
        let latest = device.statuses().next_back();
        let level = |status: &StatusItem| book.status(&status.code).map(|code| code.level());
        Page {
            group: texts.group_heading(device.profile().map_or("", |profile| &profile.name)),
            latest: latest.map(|status| (level(status), self.label(status, book))),
            as_of: latest.map(|status| self.as_of(status, now)),
            next_update: texts.next_update(civil::moment(device.next_by(), &self.zone)),
            update: texts.update(device.last_place().0, device.missing()),
            notices: texts.notices(notices(device)),
            no_message: latest.and_then(|status| no_message(status, device, texts)),
            standing: standing(device.standing(now, reach), latest.and_then(level)),
            warnings: self.warnings(device),
        }
    }

    /// The minute of the post, where it speaks of its own day; the day it speaks of, where that is another.
    fn as_of(&self, status: &StatusItem, now: Seconds) -> String {
        let moment = civil::moment(status.posted_at, &self.zone);
        let day = civil::told(civil::date(status.as_of));
        let age = Age::from_seconds(now.saturating_sub(status.posted_at));
        match (moment, day) {
            (Some(moment), Some(day)) if moment.day() != day => self.texts().as_of_day(day),
            (Some(moment), _) => self.texts().as_of(moment, age),
            (None, Some(day)) => self.texts().as_of_day(day),
            (None, None) => String::new(),
        }
    }

    fn warnings(&self, device: &Device) -> Vec<String> {
        let texts = self.texts();
        if device.is_confirmed() {
            return Vec::new();
        }
        let warning = if device.is_link_disputed() { texts.link_disputed() } else { texts.not_confirmed() };
        let compared = device.words().map(|four| texts.compare_words(&words::phrase(&four, self.language)));
        std::iter::once(warning).chain(compared).collect()
    }
}

/// A silence that was announced beforehand is none of the others, as long as it lasts.
fn standing(standing: Standing, latest: Option<Level>) -> texts::Standing {
    match standing {
        Standing::Fresh if latest == Some(Level::Silent) => texts::Standing::PlannedSilence,
        Standing::Fresh => texts::Standing::Fresh,
        Standing::Due => texts::Standing::Due,
        Standing::Overdue => texts::Standing::Overdue,
        Standing::Unreachable => texts::Standing::Unreachable,
        Standing::Missing => texts::Standing::Missing,
        Standing::Conflict => texts::Standing::Conflict,
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
        Doubt::Missing | Doubt::Unopenable => texts::Doubt::Missing,
        Doubt::Forked => texts::Doubt::Conflict,
    }
}

fn no_message(status: &StatusItem, device: &Device, texts: &Texts) -> Option<String> {
    let is_none = device.absence().is_ok_and(|absence| absence.notices == 0);
    match status.code.as_str() {
        "negative-telling" if is_none => Some(texts.none_while_telling()),
        "negative-told" if is_none => Some(texts.none_once_told()),
        _ => None,
    }
}
