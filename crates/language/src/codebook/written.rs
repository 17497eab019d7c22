//! A codebook as it is written: the TOML form for people, the JSON form that travels, and the checks that turn both into codes.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::code::Labels;
use super::{CodeId, CodebookError, DAYS, LABEL_CHARS_MAX, Level};
use crate::{Language, plain};

/// Either form. Levels and labels are optional here so that their absence gets a message that names the code.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) status: Vec<WrittenStatus>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) private: Vec<WrittenLabelled>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) question: Vec<WrittenLabelled>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenStatus {
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    level: Option<Level>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    en: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ru: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    uk: Option<String>,
}

/// A code that has nothing but labels: a private code, or a question.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenLabelled {
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    en: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ru: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    uk: Option<String>,
}

/// A status that passed the checks it can pass alone; only the standard codebook can say whether it may lack its level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CheckedStatus {
    pub(super) id: CodeId,
    pub(super) level: Option<Level>,
    pub(super) labels: Labels,
}

/// A private code or a question that passed its checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CheckedLabelled {
    pub(super) id: CodeId,
    pub(super) labels: Labels,
}

/// All codes of a codebook, each of which passed the checks that it can pass alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Checked {
    pub(super) statuses: Vec<CheckedStatus>,
    pub(super) private: Vec<CheckedLabelled>,
    pub(super) questions: Vec<CheckedLabelled>,
}

/// Reads the JSON form, unchecked.
pub(super) fn read(text: &str) -> Result<Written, CodebookError> {
    serde_json::from_str(text)
        .map_err(|error| CodebookError::Malformed { message: plain::paragraph(&error.to_string()) })
}

/// Reads the TOML form, unchecked.
pub(super) fn read_toml(text: &str) -> Result<Written, CodebookError> {
    toml::from_str(text).map_err(|error| CodebookError::Malformed { message: plain::paragraph(&error.to_string()) })
}

impl Written {
    /// Checks every code, and that no id stands twice.
    pub(super) fn check(self) -> Result<Checked, CodebookError> {
        let statuses = self.status.into_iter().map(WrittenStatus::check).collect::<Result<Vec<_>, _>>()?;
        let private = self.private.into_iter().map(WrittenLabelled::check).collect::<Result<Vec<_>, _>>()?;
        let questions = self.question.into_iter().map(WrittenLabelled::check).collect::<Result<Vec<_>, _>>()?;
        let labelled = private.iter().chain(&questions).map(|code| &code.id);
        unique(statuses.iter().map(|status| &status.id).chain(labelled))?;
        Ok(Checked { statuses, private, questions })
    }
}

impl WrittenStatus {
    fn check(self) -> Result<CheckedStatus, CodebookError> {
        let id: CodeId = self.id.parse()?;
        let labels = labels(&id, self.en, self.ru, self.uk)?;
        Ok(CheckedStatus { id, level: self.level, labels })
    }
}

impl WrittenLabelled {
    fn check(self) -> Result<CheckedLabelled, CodebookError> {
        let id: CodeId = self.id.parse()?;
        let labels = labels(&id, self.en, self.ru, self.uk)?;
        labels.check_days(&id, false)?;
        Ok(CheckedLabelled { id, labels })
    }
}

impl Labels {
    /// Checks that `{days}` stands only where it may, and in all languages or none.
    pub(super) fn check_days(&self, id: &CodeId, may_tell_days: bool) -> Result<(), CodebookError> {
        for language in Language::ALL {
            let rest =
                if may_tell_days { self.of(language).replacen(DAYS, "", 1) } else { self.of(language).to_owned() };
            if rest.contains(['{', '}']) {
                return Err(CodebookError::StrayBrace { id: id.to_string(), language });
            }
        }
        let telling = Language::ALL.into_iter().filter(|language| self.of(*language).contains(DAYS)).count();
        if telling != 0 && telling != Language::ALL.len() {
            return Err(CodebookError::UnevenDays { id: id.to_string() });
        }
        Ok(())
    }
}

fn labels(id: &CodeId, en: Option<String>, ru: Option<String>, uk: Option<String>) -> Result<Labels, CodebookError> {
    Ok(Labels {
        english: label(id, Language::English, en)?,
        russian: label(id, Language::Russian, ru)?,
        ukrainian: label(id, Language::Ukrainian, uk)?,
    })
}

fn label(id: &CodeId, language: Language, text: Option<String>) -> Result<String, CodebookError> {
    let text = text.unwrap_or_default();
    if text.trim().is_empty() {
        return Err(CodebookError::NoLabel { id: id.to_string(), language });
    }
    let chars = text.chars().count();
    if chars > LABEL_CHARS_MAX {
        return Err(CodebookError::LabelTooLong { id: id.to_string(), language, chars });
    }
    if let Some(character) = text.chars().find(|character| !plain::is_plain(*character)) {
        return Err(CodebookError::Unprintable { id: id.to_string(), language, codepoint: character.into() });
    }
    Ok(text)
}

fn unique<'a>(ids: impl Iterator<Item = &'a CodeId>) -> Result<(), CodebookError> {
    let mut seen = HashSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(CodebookError::Repeated { id: id.to_string() });
        }
    }
    Ok(())
}
