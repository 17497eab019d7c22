//! Notes: what happened, until somebody has read it.

use porchlight_client::Seconds;

use super::kept::{Note, Tone};
use super::{App, Keeping, Wish};

/// Notes that are kept: beyond a screenful or two, the log tells the rest.
const NOTES_MAX: usize = 30;
use crate::parts::HEADING;

impl App {
    /// Notes that something is done, or has come.
    pub(super) fn note_done(&mut self, now: Seconds, text: String) {
        self.note(now, Tone::Done, text);
    }

    /// Notes that something is to be seen to.
    pub(super) fn note_warning(&mut self, now: Seconds, text: String) {
        self.note(now, Tone::Warning, text);
    }

    /// Notes that something could not be done.
    pub(super) fn note_failure(&mut self, now: Seconds, text: String) {
        self.note(now, Tone::Failed, text);
    }

    fn note(&mut self, at: Seconds, tone: Tone, text: String) {
        self.say(text.clone());
        let number = self.notes.back().map_or(1, |note| note.number + 1);
        self.notes.push_back(Note { number, at, tone, text });
        while self.notes.len() > NOTES_MAX {
            self.notes.pop_front();
        }
        self.touch(Keeping::AtOnce);
    }

    pub(super) fn remove_note(&mut self, number: u64) -> Vec<Wish> {
        self.notes.retain(|note| note.number != number);
        self.touch(Keeping::Soon);
        vec![Wish::Focus(HEADING.into())]
    }
}
