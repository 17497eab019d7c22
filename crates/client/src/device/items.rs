//! What a device has read and can show again: statuses with their corrections, and notices.
//!
//! See docs/protocol.md#what-a-device-concludes, "Corrections".

use std::collections::{BTreeMap, VecDeque};
use std::fmt;

use porchlight_protocol::{Day, Sequence};
use porchlight_sealing::{Notice, Status};
use serde::{Deserialize, Serialize};

use super::Device;
use crate::Seconds;

/// Statuses and notices that are kept to be shown again: a quarter of a year at four a day.
const ITEMS_MAX: usize = 400;

/// A status as a device keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusItem {
    /// Its place.
    pub sequence: Sequence,
    /// What it says, in the group's codebook.
    pub code: String,
    /// The day it speaks of.
    pub as_of: Day,
    /// When it was sealed, by the liaison's clock.
    pub posted_at: Seconds,
    /// By when the next one comes.
    pub next_by: Seconds,
    /// The earlier status that it corrects.
    pub corrects: Option<Sequence>,
    /// The latest one that corrects it.
    pub corrected_by: Option<Sequence>,
}

/// A notice as a device keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeItem {
    /// Its last place.
    pub sequence: Sequence,
    /// What it says, in the group's codebook.
    pub code: String,
    /// Free text.
    pub text: Option<String>,
    /// The inquiry of this family that it answers.
    pub answers: Option<u64>,
    /// Whether the reader said "I have read this" here.
    pub is_acknowledged: bool,
}

/// Why something is not forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotForget {
    /// Nothing of that place is kept.
    NotKept,
    /// It is what the group is told now: without it an older status would pass for that.
    IsHeadline,
}

impl fmt::Display for CannotForget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotKept => write!(f, "nothing of that place is kept on this device"),
            Self::IsHeadline => {
                write!(f, "this is what the group is told now: it can be forgotten once a newer status has come")
            }
        }
    }
}

impl std::error::Error for CannotForget {}

/// What was read, oldest first.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Items {
    pub(super) statuses: VecDeque<StatusItem>,
    pub(super) notices: VecDeque<NoticeItem>,
    /// All notices ever opened.
    pub(super) notices_opened: u64,
    /// The place of the last one, kept or not.
    pub(super) last_notice: Sequence,
}

impl Items {
    pub(super) fn keep_status(&mut self, sequence: Sequence, status: Status) -> StatusItem {
        // What names its own place or a later one corrects nothing: the words count all the same.
        let corrects = status.supersedes.filter(|earlier| *earlier < sequence);
        let item = StatusItem {
            sequence,
            code: status.code,
            as_of: status.as_of,
            posted_at: status.posted_at,
            next_by: status.next_by,
            corrects,
            corrected_by: None,
        };
        let corrected = self.statuses.iter_mut().find(|earlier| Some(earlier.sequence) == corrects);
        if let Some(earlier) = corrected {
            earlier.corrected_by = Some(sequence);
        }
        keep(&mut self.statuses, item.clone());
        item
    }

    pub(super) fn keep_notice(&mut self, sequence: Sequence, notice: Notice) -> NoticeItem {
        let Notice { code, text, answers, .. } = notice;
        let item = NoticeItem { sequence, code, text, answers, is_acknowledged: false };
        self.notices_opened += 1;
        self.last_notice = sequence;
        keep(&mut self.notices, item.clone());
        item
    }

    /// The last word on each subject, by the place of the status that began it: the one that nothing which is known corrects
    /// away from another.
    pub(super) fn subjects(&self) -> BTreeMap<Sequence, &StatusItem> {
        let (mut subjects, mut subject_by_status) = (BTreeMap::new(), BTreeMap::new());
        for status in &self.statuses {
            let subject = match status.corrects {
                None => status.sequence,
                Some(earlier) => *subject_by_status.get(&earlier).unwrap_or(&earlier),
            };
            subject_by_status.insert(status.sequence, subject);
            subjects.insert(subject, status);
        }
        subjects
    }

    fn forget(&mut self, place: Sequence) -> Result<(), CannotForget> {
        if self.headline().is_some_and(|status| status.sequence == place) {
            return Err(CannotForget::IsHeadline);
        }
        let kept = self.statuses.len() + self.notices.len();
        self.statuses.retain(|status| status.sequence != place);
        self.notices.retain(|notice| notice.sequence != place);
        if self.statuses.len() + self.notices.len() < kept { Ok(()) } else { Err(CannotForget::NotKept) }
    }

    pub(super) fn headline(&self) -> Option<&StatusItem> {
        self.subjects().pop_last().map(|(_, status)| status)
    }
}

impl Device {
    /// The latest statuses, oldest first.
    pub fn statuses(&self) -> impl DoubleEndedIterator<Item = &StatusItem> {
        self.state.items.statuses.iter()
    }

    /// What the group is told now: the last word on the latest subject. A correction of an older status is not it.
    pub fn headline(&self) -> Option<&StatusItem> {
        self.state.items.headline()
    }

    /// The latest notices, oldest first.
    pub fn notices(&self) -> impl DoubleEndedIterator<Item = &NoticeItem> {
        self.state.items.notices.iter()
    }

    /// Forgets a notice, or an older status, so that who takes this device does not find what it said. That a notice came stays
    /// known: no round says that there was none.
    ///
    /// # Errors
    /// [`CannotForget`].
    pub fn forget(&mut self, place: Sequence) -> Result<(), CannotForget> {
        self.state.items.forget(place)?;
        self.correspondence.changed();
        Ok(())
    }

    /// All notices that this device has ever opened.
    pub fn notices_opened(&self) -> u64 {
        self.state.items.notices_opened
    }
}

fn keep<T>(items: &mut VecDeque<T>, item: T) {
    if items.len() == ITEMS_MAX {
        items.pop_front();
    }
    items.push_back(item);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Statuses at places 4, 8, 12 …, each with the place that it corrects.
    fn read(corrections: &[Option<u64>]) -> Items {
        let mut items = Items::default();
        for (index, corrects) in corrections.iter().enumerate() {
            let place = Sequence(4 * (index as u64 + 1));
            let status = Status {
                code: format!("code-{place}"),
                as_of: Day(0),
                posted_at: 0,
                next_by: 0,
                vault: None,
                supersedes: corrects.map(Sequence),
            };
            items.keep_status(place, status);
        }
        items
    }

    fn headline(corrections: &[Option<u64>]) -> u64 {
        read(corrections).headline().expect("something was read").sequence.0
    }

    #[test]
    fn the_headline_is_the_last_word_on_the_latest_subject() {
        assert_eq!(headline(&[None, None]), 8);
        assert_eq!(headline(&[None, Some(4)]), 8, "the latest was corrected");
        assert_eq!(headline(&[None, None, Some(4)]), 8, "an older one was corrected");
        assert_eq!(headline(&[None, None, Some(8), Some(4)]), 12);
        assert_eq!(headline(&[None, None, Some(8), Some(12)]), 16, "a correction of a correction");
        assert_eq!(headline(&[None, None, Some(8), Some(8)]), 16, "a second correction of the same");
        assert_eq!(headline(&[Some(2)]), 4, "what it corrects was never read here");
        assert_eq!(headline(&[None, Some(2)]), 4);
    }

    #[test]
    fn both_sides_of_a_correction_are_marked() {
        let items = read(&[None, None, Some(4)]);
        assert_eq!(items.statuses[0].corrected_by, Some(Sequence(12)));
        assert_eq!((items.statuses[1].corrects, items.statuses[1].corrected_by), (None, None));
        assert_eq!(items.statuses[2].corrects, Some(Sequence(4)));
    }

    #[test]
    fn what_names_its_own_place_or_a_later_one_corrects_nothing() {
        for later in [8, 9, u64::MAX] {
            let items = read(&[None, Some(later)]);
            assert_eq!((items.statuses[1].corrects, items.headline().map(|status| status.sequence.0)), (None, Some(8)));
        }
    }
}
