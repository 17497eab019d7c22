//! Notes: what happened, until somebody has read it.

use porchlight_client::Seconds;

use super::kept::{Note, Tone};
use super::{App, Wish};
use crate::parts::HEADING;

/// Notes that are kept: beyond a screenful or two, the log tells the rest.
const NOTES_MAX: usize = 30;

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
        self.touch();
        // What fails every minute is one thing to see to, and is told once.
        if let Some(note) = self.notes.iter_mut().find(|note| tone == Tone::Failed && note.text == text) {
            note.at = at;
            return;
        }
        self.say(text.clone());
        let number = self.notes.back().map_or(1, |note| note.number + 1);
        self.notes.push_back(Note { number, at, tone, text });
        while self.notes.len() > NOTES_MAX {
            // What is only good to know goes first.
            let oldest = self.notes.iter().position(|note| note.tone == Tone::Done).unwrap_or(0);
            self.notes.remove(oldest);
        }
    }

    pub(super) fn remove_note(&mut self, number: u64) -> Vec<Wish> {
        self.notes.retain(|note| note.number != number);
        self.touch();
        vec![Wish::Focus(HEADING.into())]
    }
}
