//! Saying something: to all families, or to one. It is held back for a while, and goes to the office when that is over.

use porchlight_client::codes::NEGATIVE_TOLD;
use porchlight_client::{Act, Liaison, Seconds, Task};
use porchlight_language::texts::{Day as ShownDay, Impossible, Moment, OnDesk as L};
use porchlight_language::{Level, Texts};
use porchlight_protocol::{Day, Sequence};
use porchlight_sealing::TEXT_BYTES_MAX;

use super::book::{FREE_TEXT, book};
use super::kept::{Held, Standing};
use super::{App, Around, Field, HELD, View, Wish, calendar, failing};

/// A planned silence of more than a year looks mistyped.
const SILENT_DAYS_MAX: u32 = 366;

/// The fields of an update.
const OF_AN_UPDATE: [Field; 3] = [Field::AsOf, Field::NextBy, Field::SilentDays];
/// The fields of a private message.
const OF_A_MESSAGE: [Field; 4] = [Field::TellFamily, Field::TellCode, Field::TellText, Field::TellAnswers];

/// An earlier update, as the office's log tells of it.
#[derive(Clone, Copy)]
pub(super) struct Posted<'a> {
    pub(super) sequence: Sequence,
    pub(super) code: &'a str,
    pub(super) as_of: Day,
    pub(super) corrects: Option<Sequence>,
}

/// Every update that the log tells of, newest first.
pub(super) fn posted(liaison: &Liaison) -> impl Iterator<Item = Posted<'_>> {
    liaison.log().rev().filter_map(|entry| match &entry.act {
        Act::Status { sequence, code, as_of, corrects } => {
            Some(Posted { sequence: *sequence, code, as_of: *as_of, corrects: *corrects })
        }
        Act::Notice { .. }
        | Act::Profile { .. }
        | Act::Invited { .. }
        | Act::Withdrawn { .. }
        | Act::Joined { .. }
        | Act::Removed { .. }
        | Act::Left { .. }
        | Act::Turned { .. }
        | Act::Empowered { .. }
        | Act::Dismissed { .. }
        | Act::TakenOver { .. } => None,
    })
}

/// What is to be posted, as it stands in the fields or is filled in.
pub(super) struct Prepared {
    pub(super) as_of: Result<ShownDay, L>,
    pub(super) next_by: Result<Seconds, L>,
}
use crate::parts::HEADING;

impl App {
    /// A large button: an update begins with what it says.
    pub(super) fn choose(&mut self, code: String) -> Vec<Wish> {
        if self.view != View::Post {
            self.typed.clear(&OF_AN_UPDATE);
            self.corrects = None;
        }
        self.code = Some(code);
        self.touch();
        self.go(View::Post)
    }

    /// A correction begins with what it corrects.
    pub(super) fn correct(&mut self, place: Sequence, around: &Around<'_>) -> Vec<Wish> {
        let Some(liaison) = around.liaison() else { return Vec::new() };
        self.typed.clear(&OF_AN_UPDATE);
        self.code = posted(liaison).find(|posted| posted.sequence == place).map(|posted| posted.code.to_owned());
        self.corrects = Some(place);
        self.touch();
        self.go(View::Post)
    }

    /// What the fields of an update come to at this moment.
    pub(super) fn prepared(&self, liaison: &Liaison, around: &Around<'_>) -> Prepared {
        let corrected = self.corrects.and_then(|place| posted(liaison).find(|posted| posted.sequence == place));
        let as_of = match self.typed.has(Field::AsOf) {
            true => ShownDay::from_field(self.typed.text(Field::AsOf)),
            false => match corrected {
                Some(corrected) => Some(ShownDay::from_number(corrected.as_of.0)),
                None => calendar::today(around.civil, around.now),
            },
        };
        Prepared { as_of: as_of.ok_or(L::AsOfWrong), next_by: self.next_by(liaison, around) }
    }

    fn next_by(&self, liaison: &Liaison, around: &Around<'_>) -> Result<Seconds, L> {
        if self.is_silence(liaison) && self.typed.has(Field::SilentDays) {
            let days = self.typed.trimmed(Field::SilentDays).parse().ok();
            let days = days.filter(|days| (1..=SILENT_DAYS_MAX).contains(days)).ok_or(L::SilentDaysWrong)?;
            return Ok(calendar::days_later(around.now, days));
        }
        if self.typed.has(Field::NextBy) {
            let moment = Moment::from_field(self.typed.text(Field::NextBy)).ok_or(L::NextByWrong)?;
            return calendar::seconds_of(around.civil, moment).ok_or(L::NextByWrong);
        }
        // What a post promises that does not say so itself; shown to the minute, so promised to the minute.
        let in_force = liaison.next_by();
        Ok(match self.corrects {
            Some(_) if in_force > around.now => in_force,
            Some(_) | None => {
                let next = around.now.saturating_add(liaison.profile().cadence_seconds);
                next - next % 60
            }
        })
    }

    /// Whether what is being prepared is a planned silence.
    pub(super) fn is_silence(&self, liaison: &Liaison) -> bool {
        let book = book(liaison);
        self.code.as_deref().and_then(|code| book.status(code)).is_some_and(|status| status.level() == Level::Silent)
    }

    pub(super) fn post(&mut self, around: &Around<'_>) -> Vec<Wish> {
        let Some(liaison) = around.liaison() else { return Vec::new() };
        let texts = self.texts();
        let code = self.code.clone().filter(|code| book(liaison).status(code).is_some());
        let Some(code) = code else { return self.go(View::Desk) };
        let prepared = self.prepared(liaison, around);
        let as_of = match prepared.as_of {
            Ok(day) => Day(day.number()),
            Err(label) => return self.complain(Some(Field::AsOf), texts.on_desk(label)),
        };
        let field = if self.is_silence(liaison) { Field::SilentDays } else { Field::NextBy };
        let next_by = match prepared.next_by {
            Ok(next_by) if next_by > around.now => next_by,
            Ok(_) => return self.complain(Some(Field::NextBy), failing::next_by_passed(texts)),
            Err(label) => return self.complain(Some(field), texts.on_desk(label)),
        };
        let unsent: Vec<_> = liaison.families_with_waiting_notices().collect();
        if code == NEGATIVE_TOLD && !unsent.is_empty() {
            return self.complain(None, notices_unsent(&unsent, texts));
        }
        self.hold(Task::Post { code, as_of, next_by: Some(next_by), corrects: self.corrects }, liaison, around.now)
    }

    /// Begins a private message to a family.
    pub(super) fn write_to(&mut self, family: &str) -> Vec<Wish> {
        self.typed.fill(Field::TellFamily, family);
        self.touch();
        self.go(View::Tell)
    }

    /// Begins the answer to a question.
    pub(super) fn answer(&mut self, family: &str, id: u64) -> Vec<Wish> {
        self.typed.fill(Field::TellAnswers, spelled(id));
        self.write_to(family)
    }

    pub(super) fn tell(&mut self, around: &Around<'_>) -> Vec<Wish> {
        let Some(liaison) = around.liaison() else { return Vec::new() };
        let texts = self.texts();
        let family = self.typed.text(Field::TellFamily).to_owned();
        let families = liaison.families();
        match families.iter().find(|known| known.name == family) {
            None => return self.complain(Some(Field::TellFamily), texts.on_desk(L::TellFamilyMissing)),
            Some(known) if known.confirmed == 0 => {
                return self.complain(Some(Field::TellFamily), texts.desk_family_unconfirmed(&family));
            }
            Some(_) => {}
        }
        let code = self.private_code(liaison);
        let text = self.typed.trimmed(Field::TellText);
        if text.is_empty() && code == FREE_TEXT {
            return self.complain(Some(Field::TellText), texts.on_desk(L::TellTextMissing));
        }
        if text.len() > TEXT_BYTES_MAX {
            return self.complain(Some(Field::TellText), failing::message_too_long(texts));
        }
        let text = Some(text.to_owned()).filter(|text| !text.is_empty());
        let answers = self.answered(liaison, &family);
        self.hold(Task::Tell { family, code, text, with_next: self.with_next, answers }, liaison, around.now)
    }

    /// What the private message says: what was chosen, or the first of the codes.
    pub(super) fn private_code(&self, liaison: &Liaison) -> String {
        let book = book(liaison);
        let chosen = book.private(self.typed.text(Field::TellCode)).or(book.private_codes().first());
        chosen.map_or_else(|| FREE_TEXT.to_owned(), |code| code.id().to_string())
    }

    /// The family's open question that was chosen, if it is still open.
    pub(super) fn answered(&self, liaison: &Liaison, family: &str) -> Option<u64> {
        let chosen = self.typed.trimmed(Field::TellAnswers);
        let mut open = liaison.inquiries().into_iter();
        open.find(|inquiry| inquiry.family == family && spelled(inquiry.id) == chosen).map(|inquiry| inquiry.id)
    }

    fn hold(&mut self, task: Task, liaison: &Liaison, now: Seconds) -> Vec<Wish> {
        if self.held.is_some() {
            return self.complain(None, self.texts().on_desk(L::HeldAlready));
        }
        let held = Held::new(task, now, liaison);
        self.say(self.texts().desk_held_for(held.left(now)));
        (self.held, self.is_interrupted) = (Some(held), false);
        self.touch();
        let mut wishes = self.go(View::Desk);
        wishes.push(Wish::Focus(HELD.into()));
        wishes
    }

    /// A second has passed: what was held long enough goes to the office.
    pub(super) fn pass(&mut self, around: &Around<'_>) -> Vec<Wish> {
        let Some(held) = &self.held else { return Vec::new() };
        if held.since > around.now && !self.is_interrupted {
            // The clock was set back: it is counted anew.
            self.held = Some(held.clone().counted_from(around.now));
            self.touch();
            return Vec::new();
        }
        if self.is_interrupted {
            if around.liaison().map(|liaison| held.standing(liaison)) == Some(Standing::WithOffice) {
                self.held = None;
                self.touch();
            }
            return Vec::new();
        }
        match held.left(around.now) {
            0 => self.send_held(),
            _ => Vec::new(),
        }
    }

    /// Gives what is held to the office. What was typed for it is of no more use.
    pub(super) fn send_held(&mut self) -> Vec<Wish> {
        let Some(held) = self.held.take() else { return Vec::new() };
        if let Task::Tell { .. } = held.task {
            self.typed.clear(&OF_A_MESSAGE);
            self.with_next = false;
        } else {
            self.typed.clear(&OF_AN_UPDATE);
            (self.code, self.corrects) = (None, None);
        }
        self.is_interrupted = false;
        self.last_sent = Some(held.task.clone());
        self.touch();
        // In this order: what the office has is noted as gone from here, and never lost in between.
        vec![Wish::Task(held.task)]
    }

    /// Takes back what is held: it stands in its fields again.
    pub(super) fn undo(&mut self, around: &Around<'_>) -> Vec<Wish> {
        let Some(held) = self.held.take() else { return Vec::new() };
        self.touch();
        self.say(self.texts().undone());
        self.is_interrupted = false;
        self.stand_again(held.task, around)
    }

    /// Puts what could not be sent, or was taken back, into its fields again, and shows them.
    pub(super) fn stand_again(&mut self, task: Task, around: &Around<'_>) -> Vec<Wish> {
        match self.refill(task, around) {
            Some(view) => self.go(view),
            None => Vec::new(),
        }
    }

    /// The same without showing it; the view in which it stands.
    pub(super) fn refill(&mut self, task: Task, around: &Around<'_>) -> Option<View> {
        self.touch();
        match task {
            Task::Post { code, as_of, next_by, corrects } => {
                self.typed.clear(&OF_AN_UPDATE);
                self.typed.fill(Field::AsOf, ShownDay::from_number(as_of.0).to_field());
                (self.code, self.corrects) = (Some(code), corrects);
                // A promise that has passed meanwhile is made anew.
                if let Some(next_by) = next_by.filter(|next_by| *next_by > around.now) {
                    self.refill_next_by(next_by, around);
                }
                Some(View::Post)
            }
            Task::Tell { family, code, text, with_next, answers } => {
                self.typed.fill(Field::TellFamily, family);
                self.typed.fill(Field::TellCode, code);
                self.typed.fill(Field::TellText, text.unwrap_or_default());
                self.typed.fill(Field::TellAnswers, answers.map(spelled).unwrap_or_default());
                self.with_next = with_next;
                Some(View::Tell)
            }
            Task::Found
            | Task::Invite { .. }
            | Task::Profile(_)
            | Task::Families
            | Task::Remove { .. }
            | Task::Withdraw { .. }
            | Task::Empower { .. }
            | Task::Dismiss { .. }
            | Task::Backup
            | Task::Recover
            | Task::Accept => None,
        }
    }

    fn refill_next_by(&mut self, next_by: Seconds, around: &Around<'_>) {
        let days = calendar::days_until(around.now, next_by);
        match around.liaison().is_some_and(|liaison| self.is_silence(liaison)).then_some(days).flatten() {
            Some(days) => self.typed.fill(Field::SilentDays, days.to_string()),
            None => self.typed.fill(Field::NextBy, calendar::field_of(around.civil, next_by)),
        }
    }

    /// Does not send what an earlier run of the page had held.
    pub(super) fn discard_held(&mut self) -> Vec<Wish> {
        (self.held, self.is_interrupted) = (None, false);
        self.touch();
        self.say(self.texts().undone());
        vec![Wish::Focus(HEADING.into())]
    }

    pub(super) fn discard(&mut self) -> Vec<Wish> {
        self.say(self.texts().undone());
        vec![Wish::Discard]
    }

    pub(super) fn withhold(&mut self, task: Task) -> Vec<Wish> {
        if task == Task::Backup {
            self.backup_passphrase = None;
        }
        self.say(self.texts().undone());
        vec![Wish::Withhold(task), Wish::Focus(HEADING.into())]
    }
}

/// An inquiry's number, as the command line spells it.
pub(super) fn spelled(id: u64) -> String {
    format!("{id:016x}")
}

fn notices_unsent(families: &[&str], texts: &Texts) -> String {
    let discard = texts.desk_view_named(&texts.on_desk(L::Discard));
    texts.impossible(Impossible::NoticesUnsent { families: &families.join(", "), command: &discard })
}
