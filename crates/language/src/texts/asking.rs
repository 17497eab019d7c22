//! What a family says to its liaison, and how far that has come.

use super::{Moment, Texts, outside};

/// Whether what a device has to say has left it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Departure<'a> {
    /// It is at the server.
    Left,
    /// It may leave from a moment on, with the next reading.
    Leaves {
        /// Not before.
        moment: Moment,
        /// The command that reads.
        command: &'a str,
    },
    /// It leaves when the server is next reached.
    Waits {
        /// The command that reads.
        command: &'a str,
    },
}

impl Texts {
    /// That a question is asked, by its label.
    #[must_use]
    pub fn asked(&self, label: &str) -> String {
        self.say("asked", &[("label", outside(label))])
    }

    /// That a private message is said to have been read.
    #[must_use]
    pub fn acknowledged(&self, update: u64) -> String {
        self.say("acknowledged", &[("update", update.into())])
    }

    /// How the family wants bad news; an empty text for no longer saying so.
    #[must_use]
    pub fn prefers(&self, text: &str) -> String {
        match text {
            "" => self.say("prefers-nothing", &[]),
            text => self.say("prefers", &[("text", outside(text))]),
        }
    }

    /// Whether what was said has left, and if not, when it does.
    #[must_use]
    pub fn departure(&self, departure: Departure<'_>) -> String {
        match departure {
            Departure::Left => self.say("report-left", &[]),
            Departure::Leaves { moment, command } => {
                self.say("report-leaves", &[("moment", self.moment(moment).into()), ("command", outside(command))])
            }
            Departure::Waits { command } => self.say("report-waits", &[("command", outside(command))]),
        }
    }

    /// While something waits for its moment to leave: when that comes at the latest.
    #[must_use]
    pub fn report_soon(&self, seconds: u64) -> String {
        self.say("report-soon", &[("seconds", seconds.into())])
    }

    /// That what a record said is wiped here.
    #[must_use]
    pub fn forgotten(&self, update: u64) -> String {
        self.say("forgotten", &[("update", update.into())])
    }

    /// Above the link that a device made for another one of its family.
    #[must_use]
    pub fn own_link(&self) -> String {
        self.say("own-link", &[])
    }

    /// Before a device leaves its group: what that means.
    #[must_use]
    pub fn leave_warning(&self, group: &str) -> String {
        self.say("leave-warning", &[("group", outside(group))])
    }

    /// What to type to leave; [`yes`](Self::yes) is the word.
    #[must_use]
    pub fn leave_prompt(&self) -> String {
        self.say("leave-prompt", &[("yes", self.yes().into())])
    }

    /// The word with which something is confirmed.
    #[must_use]
    pub fn yes(&self) -> String {
        self.say("word-yes", &[])
    }

    /// That a device has left its group and holds nothing of it any more.
    #[must_use]
    pub fn left(&self, group: &str, is_told: bool) -> String {
        match is_told {
            true => self.say("left", &[("group", outside(group))]),
            false => self.say("left-untold", &[("group", outside(group))]),
        }
    }

    /// That something was not done after all.
    #[must_use]
    pub fn unchanged(&self) -> String {
        self.say("unchanged", &[])
    }

    /// Where the proof of two signed versions is; the command checks it.
    #[must_use]
    pub fn evidence_written(&self, file: &str, command: &str) -> String {
        self.say("evidence-written", &[("file", outside(file)), ("command", outside(command))])
    }

    /// That a proof proves two signed versions.
    #[must_use]
    pub fn evidence_proves(&self, update: u64) -> String {
        self.say("evidence-proves", &[("update", update.into())])
    }
}
