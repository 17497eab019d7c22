//! Rounds of negative information, and whether one of them brought anything for this family.
//!
//! See docs/protocol.md#what-a-device-concludes, "Rounds".

use porchlight_protocol::Sequence;

use super::Device;
use super::items::{Items, StatusItem};
use crate::codes::{NEGATIVE_TELLING, NEGATIVE_TOLD};

/// The round that the headline tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Round {
    /// The families concerned are being told.
    Telling(RoundNotice),
    /// All of them have been told.
    Told(RoundNotice),
}

/// What a round brought for this family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoundNotice {
    /// A notice came.
    Came,
    /// None was in it so far, and this device can prove it.
    NoneProven,
    /// None came that this device could open, and it cannot say "none".
    CannotTell,
}

impl Device {
    /// The round that is under way, or has ended with the headline; `None` where the headline tells of none.
    pub fn round(&self) -> Option<Round> {
        let (headline, before) = self.state.items.round()?;
        match headline {
            Part::Telling => Some(Round::Telling(self.notice_since(before))),
            Part::Told => Some(Round::Told(self.notice_since(before))),
            Part::Neither => None,
        }
    }

    /// What came since the last status before the round. A device that has read none cannot tell what it missed of the round.
    fn notice_since(&self, before: Option<Sequence>) -> RoundNotice {
        let begins = before.map(Sequence::next);
        if self.state.items.last_notice >= begins.unwrap_or(Sequence(1)) {
            return RoundNotice::Came;
        }
        let is_proven = self.absence().is_ok_and(|absence| begins.is_some_and(|begins| absence.from <= begins));
        if is_proven { RoundNotice::NoneProven } else { RoundNotice::CannotTell }
    }
}

/// What a status is to a round.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Telling,
    Told,
    Neither,
}

impl Part {
    fn of(status: &StatusItem) -> Self {
        match status.code.as_str() {
            NEGATIVE_TELLING => Self::Telling,
            NEGATIVE_TOLD => Self::Told,
            _ => Self::Neither,
        }
    }
}

impl Items {
    /// What the headline is to its round, and the subject before the round's first.
    fn round(&self) -> Option<(Part, Option<Sequence>)> {
        let (places, parts): (Vec<_>, Vec<_>) =
            self.subjects().into_iter().map(|(place, status)| (place, Part::of(status))).unzip();
        let first = first_of_round(&parts)?;
        Some((*parts.last()?, first.checked_sub(1).map(|before| places[before])))
    }
}

/// Where the round begins that the last part belongs to; `None` where it belongs to none.
///
/// It begins with the first of tellings that follow upon one another. Its end may be repeated, and other statuses may stand
/// before it.
fn first_of_round(parts: &[Part]) -> Option<usize> {
    let last = parts.len().checked_sub(1)?;
    match parts[last] {
        Part::Neither => None,
        Part::Telling => Some(first_of_run(parts, last)),
        Part::Told => {
            let end = first_of_run(parts, last);
            let before = parts[..end].iter().rposition(|part| *part != Part::Neither);
            Some(before.filter(|index| parts[*index] == Part::Telling).map_or(end, |index| first_of_run(parts, index)))
        }
    }
}

/// The first of the equal parts that follow upon one another up to this one.
fn first_of_run(parts: &[Part], last: usize) -> usize {
    parts[..last].iter().rposition(|part| *part != parts[last]).map_or(0, |other| other + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a round begins: `i` is telling, `d` told, `c` neither.
    fn first(statuses: &str) -> Option<usize> {
        let part = |c| match c {
            'i' => Part::Telling,
            'd' => Part::Told,
            _ => Part::Neither,
        };
        first_of_round(&statuses.chars().map(part).collect::<Vec<_>>())
    }

    #[test]
    fn a_round_begins_with_the_first_of_its_tellings() {
        for (statuses, begins) in [
            ("", None),
            ("c", None),
            ("cic", None),
            ("i", Some(0)),
            ("ccii", Some(2)),
            ("cid", Some(1)),
            ("ciidd", Some(1)),
            ("cd", Some(1)),
            ("cidi", Some(3)),
            ("cidid", Some(3)),
            ("cici", Some(3)),
            ("ciccd", Some(1)),
            ("cidcd", Some(4)),
        ] {
            assert_eq!(first(statuses), begins, "{statuses}");
        }
    }
}
