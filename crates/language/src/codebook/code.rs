//! A single code: its id, its labels, and for a status its level.

use std::fmt;
use std::str::FromStr;

use super::{CODE_ID_BYTES_MAX, CodebookError, DAYS, Level};
use crate::{Language, Texts, plain};

/// The name of a code, the same in every language: 1 to 32 of `a-z`, `0-9` and hyphen, no hyphen at either end.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CodeId(String);

/// A code that goes to the whole group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusCode {
    pub(super) id: CodeId,
    pub(super) level: Level,
    pub(super) labels: Labels,
}

/// A code that goes to one family, with or without free text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateCode {
    pub(super) id: CodeId,
    pub(super) labels: Labels,
}

/// A code with which a family asks its liaison something; the answer is a private message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionCode {
    pub(super) id: CodeId,
    pub(super) labels: Labels,
}

/// What a code says, in every language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Labels {
    pub(super) english: String,
    pub(super) russian: String,
    pub(super) ukrainian: String,
}

impl CodeId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CodeId {
    type Err = CodebookError;

    fn from_str(id: &str) -> Result<CodeId, CodebookError> {
        let lengthy = id.is_empty() || id.len() > CODE_ID_BYTES_MAX;
        let stray = !id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        if lengthy || stray || id.starts_with('-') || id.ends_with('-') {
            return Err(CodebookError::BadId { id: plain::excerpt(id) });
        }
        Ok(CodeId(id.to_owned()))
    }
}

impl fmt::Display for CodeId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl StatusCode {
    /// The status's name in commands and on the wire.
    #[must_use]
    pub fn id(&self) -> &CodeId {
        &self.id
    }

    /// How much it weighs: what fixes its shape and colour.
    #[must_use]
    pub fn level(&self) -> Level {
        self.level
    }

    /// What it says; `days` is how long a planned silence lasts, and other statuses ignore it.
    #[must_use]
    pub fn label(&self, language: Language, days: Option<u32>) -> String {
        self.labels.spoken(language, days)
    }

    /// Whether its label tells a number of days, so that whoever posts it should give one.
    #[must_use]
    pub fn tells_days(&self) -> bool {
        self.labels.english.contains(DAYS)
    }
}

impl PrivateCode {
    /// The code's name in commands and on the wire.
    #[must_use]
    pub fn id(&self) -> &CodeId {
        &self.id
    }

    /// What it says.
    #[must_use]
    pub fn label(&self, language: Language) -> String {
        self.labels.spoken(language, None)
    }
}

impl QuestionCode {
    /// The question's name in commands and on the wire.
    #[must_use]
    pub fn id(&self) -> &CodeId {
        &self.id
    }

    /// What it asks.
    #[must_use]
    pub fn label(&self, language: Language) -> String {
        self.labels.spoken(language, None)
    }
}

impl Labels {
    pub(super) fn of(&self, language: Language) -> &str {
        match language {
            Language::English => &self.english,
            Language::Russian => &self.russian,
            Language::Ukrainian => &self.ukrainian,
        }
    }

    fn spoken(&self, language: Language, days: Option<u32>) -> String {
        self.of(language).replace(DAYS, &Texts::of(language).days(days))
    }
}
