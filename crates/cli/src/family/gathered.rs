//! New updates of the group for someone at a prompt: the newest as lines, older ones summed up.

use std::collections::{BTreeMap, VecDeque};

use porchlight_language::texts::{Day, Tally};
use porchlight_language::{Level, Texts};
use porchlight_protocol::Sequence;
use porchlight_screen::told::StatusLine;

/// About as many as stand above the page on a small screen.
const LINES_MAX: usize = 12;

/// A status to be shown.
pub(super) struct Update {
    pub(super) sequence: Sequence,
    pub(super) day: Day,
    pub(super) line: StatusLine,
}

/// What has come and is not shown yet.
#[derive(Default)]
pub(super) struct Gathered {
    newest: VecDeque<Update>,
    earlier: BTreeMap<u8, Tally>,
    /// The first day of the earlier ones.
    since: Option<Day>,
}

impl Gathered {
    /// Adds one; what it corrects among them is marked.
    pub(super) fn add(&mut self, update: Update) {
        let corrected = self.newest.iter_mut().find(|earlier| Some(earlier.sequence.0) == update.line.corrects);
        if let Some(earlier) = corrected {
            earlier.line.corrected_by = Some(update.sequence.0);
        }
        self.newest.push_back(update);
        if self.newest.len() > LINES_MAX {
            self.newest.pop_front().into_iter().for_each(|older| self.sum_up(&older));
        }
    }

    /// What there is to show, oldest first; `option` shows each update. Nothing is left.
    pub(super) fn take(&mut self, texts: &Texts, option: &str) -> (Option<String>, Vec<StatusLine>) {
        let gathered = std::mem::take(self);
        let tallies: Vec<_> = gathered.earlier.into_values().collect();
        let earlier = gathered.since.map(|since| texts.earlier(since, &tallies, option));
        (earlier, gathered.newest.into_iter().map(|update| update.line).collect())
    }

    fn sum_up(&mut self, update: &Update) {
        let level = update.line.level;
        self.earlier.entry(rank(level)).or_insert(Tally { level, count: 0 }).count += 1;
        self.since = self.since.or(Some(update.day));
    }
}

/// Lightest first, as codebooks list them; what is unknown last.
const fn rank(level: Option<Level>) -> u8 {
    match level {
        Some(Level::Calm) => 0,
        Some(Level::Uneasy) => 1,
        Some(Level::Negative) => 2,
        Some(Level::Silent) => 3,
        None => 4,
    }
}

#[cfg(test)]
mod tests {
    use porchlight_language::Language;

    use super::*;

    fn update(number: usize) -> Update {
        let level = Some(if number.is_multiple_of(4) { Level::Negative } else { Level::Calm });
        let line = StatusLine { level, text: format!("update {number}"), corrects: None, corrected_by: None };
        Update { sequence: Sequence(number as u64), day: Day::new(2026, 11, 19).unwrap(), line }
    }

    fn gathered(count: usize) -> (Option<String>, Vec<String>) {
        let mut gathered = Gathered::default();
        (1..=count).for_each(|number| gathered.add(update(number)));
        let (earlier, lines) = gathered.take(Texts::of(Language::English), "--all");
        (earlier, lines.into_iter().map(|line| line.text).collect())
    }

    #[test]
    fn what_is_corrected_among_them_is_marked() {
        let mut gathered = Gathered::default();
        (1..=2).for_each(|number| gathered.add(update(number)));
        let mut correction = update(3);
        correction.line.corrects = Some(1);
        gathered.add(correction);
        let (_, lines) = gathered.take(Texts::of(Language::English), "--all");
        let marks: Vec<_> = lines.iter().map(|line| (line.corrects, line.corrected_by)).collect();
        assert_eq!(marks, [(None, Some(3)), (None, None), (Some(1), None)]);
    }

    #[test]
    fn a_few_are_all_shown() {
        assert_eq!(gathered(0), (None, vec![]));
        let (earlier, lines) = gathered(LINES_MAX);
        assert_eq!((earlier, lines.len()), (None, LINES_MAX));
    }

    #[test]
    fn of_many_the_newest_are_shown_and_none_goes_uncounted() {
        let (earlier, lines) = gathered(160);
        let said = "148 earlier updates since Thu 19 November: 111 calm, 37 negative; --all shows each";
        assert_eq!(earlier.as_deref(), Some(said));
        assert_eq!((lines[0].as_str(), lines[11].as_str(), lines.len()), ("update 149", "update 160", LINES_MAX));
    }
}
