//! What a liaison says: statuses with their promise, corrections and rounds; notices; the profile.

use porchlight_protocol::{Day, Sequence};
use porchlight_sealing::{Message, Notice, Profile, Status};

use super::events::Failure;
use super::log::Act;
use super::roster::FamilyRecord;
use super::state::WaitingNotice;
use super::tasks::Done;
use super::{Liaison, LiaisonEvent};
use crate::Seconds;
use crate::codes::{NEGATIVE_TELLING, NEGATIVE_TOLD};

impl Liaison {
    pub(super) fn post(
        &mut self,
        code: &str,
        as_of: Day,
        next_by: Option<Seconds>,
        corrects: Option<Sequence>,
        now: Seconds,
    ) -> Result<Sequence, Failure> {
        let next_by = next_by.unwrap_or_else(|| self.promise(corrects, now));
        if next_by <= now {
            return Err(Failure::NextByPassed);
        }
        self.check_correction(corrects)?;
        if code == NEGATIVE_TOLD && !self.state.waiting.is_empty() {
            let families = self.state.waiting.iter().map(|notice| notice.family.clone()).collect();
            return Err(Failure::NoticesUnsent { families });
        }
        let before = self.state.latest_status.as_ref().map_or(Sequence::ZERO, |status| status.place);
        let waiting = std::mem::take(&mut self.state.waiting);
        let status = Status {
            code: code.to_owned(),
            as_of,
            posted_at: now,
            next_by,
            vault: self.state.vault.hash,
            supersedes: corrects,
        };
        let sealed = self.seal_post(&waiting, Some(Message::Status(status)));
        if sealed.is_err() {
            self.state.waiting = waiting;
        }
        let sequence = sealed?;
        self.state.next_by = next_by;
        self.state.log.note(now, Act::Status { sequence, code: code.to_owned(), as_of, corrects });
        self.follow_round(code, before);
        Ok(sequence)
    }

    /// By when the next status comes, where the post does not say so.
    fn promise(&self, corrects: Option<Sequence>, now: Seconds) -> Seconds {
        match corrects {
            Some(_) if self.state.next_by > now => self.state.next_by,
            Some(_) | None => now.saturating_add(self.state.profile.cadence_seconds),
        }
    }

    fn check_correction(&self, corrects: Option<Sequence>) -> Result<(), Failure> {
        let Some(sequence) = corrects else { return Ok(()) };
        if self.state.log.status_day(sequence).is_none() {
            return Err(Failure::NoSuchStatus { sequence });
        }
        match self.state.log.correction_of(sequence) {
            Some(by) => Err(Failure::AlreadyCorrected { sequence, by }),
            None => Ok(()),
        }
    }

    /// A round of negative information begins, goes on or ends; at its end the families are named whose notice nobody fetched.
    fn follow_round(&mut self, code: &str, before: Sequence) {
        self.state.round = match code {
            NEGATIVE_TELLING => Some(self.state.round.unwrap_or(before)),
            NEGATIVE_TOLD => {
                let began = self.state.round.unwrap_or(before);
                let families = self.families_without_theirs(began);
                if !families.is_empty() {
                    self.correspondence.tell(LiaisonEvent::NotFetched { families });
                }
                None
            }
            _ => None,
        };
    }

    fn families_without_theirs(&self, began: Sequence) -> Vec<String> {
        let lacks = |family: &&FamilyRecord| {
            let last = family.sent.iter().max().filter(|place| **place > began);
            last.is_some_and(|place| family.fetched().is_none_or(|fetched| fetched < *place))
        };
        self.state.families.iter().filter(lacks).map(|family| family.name.clone()).collect()
    }

    pub(super) fn tell(&mut self, notice: WaitingNotice, with_next: bool) -> Result<Done, Failure> {
        let family = notice.family.clone();
        let index = self.state.family_index(&family).ok_or_else(|| Failure::NoSuchFamily { family: family.clone() })?;
        let record = &self.state.families[index];
        if !record.is_reachable() {
            return Err(Failure::FamilyUnconfirmed { family });
        }
        if let Some(id) = notice.answers.filter(|id| !record.inquiries().any(|(_, inquiry)| inquiry.id == *id)) {
            return Err(Failure::NoSuchInquiry { id });
        }
        if with_next {
            probe(&notice)?;
            self.state.waiting.push(notice);
            return Ok(Done::Told { sequence: None, family });
        }
        let sequence = self.seal_post(&[notice], None)?;
        Ok(Done::Told { sequence: Some(sequence), family })
    }

    pub(super) fn change_profile(&mut self, profile: &Profile) -> Result<Done, Failure> {
        let sequence = self.seal_profile(profile)?;
        // The epoch envelope tells the relay how long to keep.
        self.state.turn_wanted |= self.state.profile.retention_days != profile.retention_days;
        self.state.profile = profile.clone();
        if !profile.relay.is_empty() {
            self.move_to(&profile.relay);
        }
        self.state.log.note(self.session.now, Act::Profile { sequence });
        Ok(Done::ProfileChanged { sequence })
    }
}

/// Refuses a notice that could never be sealed before it is put to wait.
fn probe(notice: &WaitingNotice) -> Result<(), Failure> {
    let message = Message::Notice(Notice {
        ordinal: u64::MAX,
        code: notice.code.clone(),
        text: notice.text.clone(),
        answers: notice.answers,
    });
    message.to_parts().map(|_| ()).map_err(|_| Failure::MessageTooLong)
}
