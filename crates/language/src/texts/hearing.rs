//! What a liaison hears of families: how far they have read, what they ask, who has come and gone.

use super::{Texts, outside};

impl Texts {
    /// How far a family, or one of its devices, has read; `None` where nothing was heard of it yet.
    #[must_use]
    pub fn family_read(&self, update: Option<u64>) -> String {
        match update {
            Some(update) => self.say("family-read", &[("update", update.into())]),
            None => self.say("family-unheard", &[]),
        }
    }

    /// How many of the private messages sent to a family were read.
    #[must_use]
    pub fn family_opened(&self, opened: u64, sent: u64) -> String {
        self.say("family-opened", &[("opened", opened.into()), ("sent", sent.into())])
    }

    /// How many questions of a family are open.
    #[must_use]
    pub fn family_questions(&self, questions: u64) -> String {
        self.say("family-questions", &[("count", questions.into())])
    }

    /// How a family wants bad news.
    #[must_use]
    pub fn family_prefers(&self, text: &str) -> String {
        self.say("family-prefers", &[("text", outside(text))])
    }

    /// A device of a family by its number.
    #[must_use]
    pub fn device_number(&self, number: u64) -> String {
        self.say("device-number", &[("number", number.into())])
    }

    /// That nobody has opened a device's link yet.
    #[must_use]
    pub fn device_waits(&self) -> String {
        self.say("device-waits", &[])
    }

    /// That a device has not renewed its access yet.
    #[must_use]
    pub fn device_unrenewed(&self) -> String {
        self.say("device-unrenewed", &[])
    }

    /// A family's question, by its label.
    #[must_use]
    pub fn question_line(&self, family: &str, label: &str) -> String {
        self.say("question-line", &[("family", outside(family)), ("label", outside(label))])
    }

    /// With which command a question is answered.
    #[must_use]
    pub fn question_answer(&self, command: &str) -> String {
        self.say("question-answer", &[("command", outside(command))])
    }

    /// In place of an empty list of questions.
    #[must_use]
    pub fn no_questions(&self) -> String {
        self.say("no-questions", &[])
    }

    /// That a family has read a private message.
    #[must_use]
    pub fn message_opened(&self, family: &str, update: u64) -> String {
        self.say("message-opened", &[("family", outside(family)), ("update", update.into())])
    }

    /// That a family's device asked for one more, which may join now; the command withdraws its link.
    #[must_use]
    pub fn device_asked(&self, family: &str, command: &str) -> String {
        self.say("device-asked", &[("family", outside(family)), ("command", outside(command))])
    }

    /// That a family's device asked for one more than a family may have.
    #[must_use]
    pub fn asked_too_many(&self, family: &str) -> String {
        self.say("asked-too-many", &[("family", outside(family))])
    }

    /// That a family's device has left.
    #[must_use]
    pub fn family_left(&self, family: &str) -> String {
        self.say("family-left", &[("family", outside(family))])
    }

    /// That a link was not used in time.
    #[must_use]
    pub fn invite_expired(&self, family: &str) -> String {
        self.say("invite-expired", &[("family", outside(family))])
    }

    /// That private messages of families that have been told lie unfetched.
    #[must_use]
    pub fn not_fetched(&self, families: &str) -> String {
        self.say("not-fetched", &[("families", outside(families))])
    }

    /// That what was copied before is worthless now.
    #[must_use]
    pub fn renewals_complete(&self) -> String {
        self.say("renewals-complete", &[])
    }

    /// That the roster cannot be recovered from the server any more.
    #[must_use]
    pub fn vault_too_large(&self) -> String {
        self.say("vault-too-large", &[])
    }

    /// Above why something that waited cannot be sent.
    #[must_use]
    pub fn earlier_failed(&self) -> String {
        self.say("earlier-failed", &[])
    }
}
