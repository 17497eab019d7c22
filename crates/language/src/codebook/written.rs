//! A codebook as it is written: the TOML form for people, the JSON form that travels, and the checks that turn both into codes.

use serde::{Deserialize, Serialize};

use super::code::Labels;
use super::json::Reader;
use super::{CodeId, CodebookError, DAYS, LABEL_CHARS_MAX, Level};
use crate::{Language, plain};

/// Either form. Levels and labels are optional here so that their absence gets a message that names the code.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) status: Vec<WrittenStatus>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) private: Vec<WrittenLabelled>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) question: Vec<WrittenLabelled>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// A code's values by their names, as the JSON form has them.
#[derive(Default)]
struct Values {
    id: Option<String>,
    level: Option<Level>,
    en: Option<String>,
    ru: Option<String>,
    uk: Option<String>,
}

/// Reads the JSON form, unchecked.
pub(super) fn read(text: &str) -> Result<Written, CodebookError> {
    let mut reader = Reader::new(text);
    let (mut status, mut private, mut question) = (None, None, None);
    let read = reader.object(&mut |reader, name| match name {
        "status" => set(&mut status, codes(reader)?),
        "private" => set(&mut private, codes(reader)?),
        "question" => set(&mut question, codes(reader)?),
        _ => None,
    });
    let written = read.filter(|()| reader.is_at_its_end()).and_then(|()| {
        Some(Written {
            status: status.unwrap_or_default().into_iter().map(Values::of_status).collect::<Option<_>>()?,
            private: private.unwrap_or_default().into_iter().map(Values::of_labelled).collect::<Option<_>>()?,
            question: question.unwrap_or_default().into_iter().map(Values::of_labelled).collect::<Option<_>>()?,
        })
    });
    written.ok_or_else(|| CodebookError::Malformed { message: "it is not of a codebook's form".to_owned() })
}

fn codes(reader: &mut Reader<'_>) -> Option<Vec<Values>> {
    let mut codes = Vec::new();
    reader.list(&mut |reader| {
        let mut code = Values::default();
        reader.object(&mut |reader, name| match name {
            "id" => set(&mut code.id, reader.text()?),
            "level" => set(&mut code.level, Level::called(&reader.text()?)?),
            "en" => set(&mut code.en, reader.text()?),
            "ru" => set(&mut code.ru, reader.text()?),
            "uk" => set(&mut code.uk, reader.text()?),
            _ => None,
        })?;
        codes.push(code);
        Some(())
    })?;
    Some(codes)
}

/// Sets what was not set before.
fn set<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.replace(value).is_none().then_some(())
}

impl Values {
    fn of_status(self) -> Option<WrittenStatus> {
        let Values { id, level, en, ru, uk } = self;
        Some(WrittenStatus { id: id?, level, en, ru, uk })
    }

    fn of_labelled(self) -> Option<WrittenLabelled> {
        let Values { id, level, en, ru, uk } = self;
        level.is_none().then_some(WrittenLabelled { id: id?, en, ru, uk })
    }
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
    let mut seen = Vec::new();
    for id in ids {
        if seen.contains(&id) {
            return Err(CodebookError::Repeated { id: id.to_string() });
        }
        seen.push(id);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ODD: &str = r#" { "private" :[ {"id":"a","en":"\u0041\ud83d\ude00\n\"\\\/\b\f\r\t","uk":"ї" } , {"id":""}],
        "question":[],"status":[{"level":"silent","id":"b"}]}	"#;

    fn by_serde(text: &str) -> Option<Written> {
        serde_json::from_str(text).ok()
    }

    #[test]
    fn a_codebook_is_read_as_any_reader_of_json_reads_it() {
        for text in [ODD, "{}", include_str!(concat!(env!("OUT_DIR"), "/codebook.json"))] {
            assert_eq!(read(text).ok(), Some(by_serde(text).unwrap()), "{text}");
        }
    }

    #[test]
    fn nothing_is_read_that_is_no_json_whatever_was_damaged() {
        let is_sound = |text: &str| read(text).ok().is_none_or(|written| by_serde(text) == Some(written));
        for (at, _) in ODD.char_indices() {
            assert!(is_sound(&ODD[..at]), "{at}");
            for other in ["", "\"", "\\", "u", "d", "0", "{", "}", "[", "]", ",", ":", " ", "\n", "\0", "null", "я"] {
                let behind = &ODD[at + ODD[at..].chars().next().map_or(0, char::len_utf8)..];
                assert!(is_sound(&format!("{}{other}{behind}", &ODD[..at])), "{at} {other}");
                assert!(is_sound(&format!("{}{other}{}", &ODD[..at], &ODD[at..])), "{at} {other}");
            }
        }
    }

    #[test]
    fn what_is_no_codebook_is_refused() {
        for text in [
            "",
            "[]",
            "null",
            "{\"status\":{}}",
            "{\"status\":[],\"status\":[]}",
            "{\"colour\":[]}",
            "{\"private\":[{\"en\":\"no id\"}]}",
            "{\"private\":[{\"id\":\"a\",\"level\":\"calm\"}]}",
            "{\"status\":[{\"id\":\"a\",\"level\":\"festive\"}]}",
            "{\"private\":[{\"id\":\"\\ud800\"}]}",
            "{\"private\":[{\"id\":\"\\ude00\"}]}",
            "{\"private\":[{\"id\":\"\\ud83d\\u0041\"}]}",
            "{} {}",
            "{,}",
            "{\"private\":[,]}",
        ] {
            assert!(matches!(read(text), Err(CodebookError::Malformed { .. })), "{text}");
        }
    }
}
