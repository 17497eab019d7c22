//! Codes, not prose, for the group: what a liaison may post, and what each reader sees in their own language.

mod code;
mod error;
mod json;
mod level;
mod own;
#[cfg(test)]
mod tests;
mod written;

use std::sync::LazyLock;

pub use code::{CodeId, PrivateCode, QuestionCode, StatusCode};
pub use error::CodebookError;
pub use level::Level;
pub use own::OwnCodebook;

use crate::{Language, Texts};
use written::{Checked, CheckedLabelled, CheckedStatus, Written};

/// A group's own codebook fits into a few envelopes' worth of parts beside the rest of its profile.
pub const CODEBOOK_BYTES_MAX: usize = 3_000;

/// A code's id has its fixed room in a body.
pub const CODE_ID_BYTES_MAX: usize = 32;

/// A label stays one sentence that a small screen shows whole in large print.
pub const LABEL_CHARS_MAX: usize = 160;

/// A liaison chooses from four to eight large buttons; twice that is as many as anyone finds their way in at night.
pub const STATUSES_MAX: usize = 16;

/// Private codes are chosen from a list, at leisure; beyond this, free text serves better.
pub const PRIVATE_CODES_MAX: usize = 32;

/// A family chooses a question in distress, on a small screen: more than these, nobody reads through.
pub const QUESTIONS_MAX: usize = 8;

/// What stands in a silent status's label for "1 day", "10 days".
const DAYS: &str = "{days}";

/// As the build writes it from `config/codebook.toml`.
static STANDARD: LazyLock<Codebook> = LazyLock::new(|| {
    let written = written::read(include_str!(concat!(env!("OUT_DIR"), "/codebook.json")));
    let codes = written.and_then(Written::check);
    codes.and_then(|codes| Codebook::of(&codes)).expect("config/codebook.toml is built in and a test reads it")
});

/// All codes that a group may use, in the order in which a liaison is offered them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Codebook {
    statuses: Vec<StatusCode>,
    private: Vec<PrivateCode>,
    questions: Vec<QuestionCode>,
}

impl Codebook {
    /// The codes that every group has.
    #[must_use]
    pub fn standard() -> &'static Codebook {
        &STANDARD
    }

    /// Reads a whole codebook, one that stands on its own.
    ///
    /// # Errors
    /// Whatever is wrong with it, each naming the code and what to do.
    pub fn from_toml(text: &str) -> Result<Codebook, CodebookError> {
        Codebook::of(&written::read_toml(text)?.check()?)
    }

    fn of(codes: &Checked) -> Result<Codebook, CodebookError> {
        let empty = Codebook { statuses: Vec::new(), private: Vec::new(), questions: Vec::new() };
        empty.overlaid(codes)
    }

    /// This codebook with a group's own laid over it: its labels replace those of the same code, its new codes come last.
    ///
    /// # Errors
    /// When it would change the level or the kind of a code that stands here, or leave more codes than anyone can choose from.
    pub fn extended_with(&self, own: &OwnCodebook) -> Result<Codebook, CodebookError> {
        self.overlaid(&own.codes)
    }

    /// The statuses, in order.
    #[must_use]
    pub fn statuses(&self) -> &[StatusCode] {
        &self.statuses
    }

    /// The private codes, in order.
    #[must_use]
    pub fn private_codes(&self) -> &[PrivateCode] {
        &self.private
    }

    /// The questions, in order.
    #[must_use]
    pub fn questions(&self) -> &[QuestionCode] {
        &self.questions
    }

    /// The status of that id, where there is one.
    #[must_use]
    pub fn status(&self, id: &str) -> Option<&StatusCode> {
        self.statuses.iter().find(|status| status.id.as_str() == id)
    }

    /// The private code of that id, where there is one.
    #[must_use]
    pub fn private(&self, id: &str) -> Option<&PrivateCode> {
        self.private.iter().find(|code| code.id.as_str() == id)
    }

    /// The question of that id, where there is one.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&QuestionCode> {
        self.questions.iter().find(|code| code.id.as_str() == id)
    }

    /// What a code says to a reader of the language; of a code that a newer codebook may know, says honestly that this one does not.
    #[must_use]
    pub fn label(&self, id: &str, language: Language, days: Option<u32>) -> String {
        if let Some(status) = self.status(id) {
            return status.label(language, days);
        }
        let private = self.private(id).map(|code| code.label(language));
        let question = || self.question(id).map(|code| code.label(language));
        private.or_else(question).unwrap_or_else(|| Texts::of(language).unknown_code(id))
    }

    fn overlaid(&self, own: &Checked) -> Result<Codebook, CodebookError> {
        let mut merged = self.clone();
        own.statuses.iter().try_for_each(|status| merged.lay_status(status))?;
        own.private.iter().try_for_each(|code| merged.lay_private(code))?;
        own.questions.iter().try_for_each(|code| merged.lay_question(code))?;
        merged.bounded()
    }

    fn lay_status(&mut self, own: &CheckedStatus) -> Result<(), CodebookError> {
        let other = self.private(own.id.as_str()).is_some() || self.question(own.id.as_str()).is_some();
        same_kind(&own.id, other)?;
        let standing = self.statuses.iter().position(|status| status.id == own.id);
        let level = level_of(own, standing.map(|index| self.statuses[index].level))?;
        own.labels.check_days(&own.id, level == Level::Silent)?;
        let status = StatusCode { id: own.id.clone(), level, labels: own.labels.clone() };
        place(&mut self.statuses, standing, status);
        Ok(())
    }

    fn lay_private(&mut self, own: &CheckedLabelled) -> Result<(), CodebookError> {
        let other = self.status(own.id.as_str()).is_some() || self.question(own.id.as_str()).is_some();
        same_kind(&own.id, other)?;
        let standing = self.private.iter().position(|code| code.id == own.id);
        place(&mut self.private, standing, PrivateCode { id: own.id.clone(), labels: own.labels.clone() });
        Ok(())
    }

    fn lay_question(&mut self, own: &CheckedLabelled) -> Result<(), CodebookError> {
        let other = self.status(own.id.as_str()).is_some() || self.private(own.id.as_str()).is_some();
        same_kind(&own.id, other)?;
        let standing = self.questions.iter().position(|code| code.id == own.id);
        place(&mut self.questions, standing, QuestionCode { id: own.id.clone(), labels: own.labels.clone() });
        Ok(())
    }

    fn bounded(self) -> Result<Codebook, CodebookError> {
        if self.statuses.len() > STATUSES_MAX {
            return Err(CodebookError::TooManyStatuses { count: self.statuses.len() });
        }
        if self.private.len() > PRIVATE_CODES_MAX {
            return Err(CodebookError::TooManyPrivateCodes { count: self.private.len() });
        }
        if self.questions.len() > QUESTIONS_MAX {
            return Err(CodebookError::TooManyQuestions { count: self.questions.len() });
        }
        Ok(self)
    }
}

fn same_kind(id: &CodeId, stands_as_another: bool) -> Result<(), CodebookError> {
    match stands_as_another {
        true => Err(CodebookError::KindRedefined { id: id.to_string() }),
        false => Ok(()),
    }
}

fn level_of(own: &CheckedStatus, standing: Option<Level>) -> Result<Level, CodebookError> {
    match (standing, own.level) {
        (Some(standard), Some(own_level)) if standard != own_level => {
            Err(CodebookError::LevelRedefined { id: own.id.to_string(), standard, own: own_level })
        }
        (Some(level), Some(_) | None) | (None, Some(level)) => Ok(level),
        (None, None) => Err(CodebookError::NoLevel { id: own.id.to_string() }),
    }
}

fn place<Code>(codes: &mut Vec<Code>, standing: Option<usize>, code: Code) {
    match standing {
        Some(index) => codes[index] = code,
        None => codes.push(code),
    }
}
