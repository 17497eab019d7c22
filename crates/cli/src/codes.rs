//! The codes that a group may use, and what to answer to one that it has not.

use porchlight_language::{Codebook, OwnCodebook};
pub(crate) use porchlight_screen::told::{Codes, FREE_TEXT, days};

use crate::trouble::Trouble;

/// A group's own codebook from its liaison's file, as it travels.
pub(crate) fn own_codebook(written: &str) -> Result<String, Trouble> {
    let own = OwnCodebook::from_toml(written)?;
    Codebook::standard().extended_with(&own)?;
    Ok(String::from_utf8_lossy(own.as_bytes()).into_owned())
}

/// Refuses a status code that the group has not, before anything is sent.
pub(crate) fn check_status(book: &Codebook, code: &str) -> Result<(), Trouble> {
    match book.status(code) {
        Some(_) => Ok(()),
        None if book.private(code).is_some() => Err(Trouble::PrivateAsStatus { code: code.to_owned() }),
        None => {
            let known = book.statuses().iter().map(|status| status.id().to_string()).collect();
            Err(Trouble::UnknownCode { code: code.to_owned(), known })
        }
    }
}

/// Refuses a private code that the group has not, and a message without its text.
pub(crate) fn check_private(book: &Codebook, code: &str, text: Option<&str>) -> Result<(), Trouble> {
    match book.private(code) {
        Some(_) if code == FREE_TEXT && text.is_none_or(|text| text.trim().is_empty()) => Err(Trouble::TextMissing),
        Some(_) => Ok(()),
        None => {
            let known = book.private_codes().iter().map(|private| private.id().to_string()).collect();
            Err(Trouble::UnknownCode { code: code.to_owned(), known })
        }
    }
}

/// Refuses a question that the group has not.
pub(crate) fn check_question(book: &Codebook, code: &str) -> Result<(), Trouble> {
    match book.question(code) {
        Some(_) => Ok(()),
        None => {
            let known = book.questions().iter().map(|question| question.id().to_string()).collect();
            Err(Trouble::UnknownCode { code: code.to_owned(), known })
        }
    }
}

#[cfg(test)]
mod tests {
    use porchlight_language::{Language, Texts};

    use super::*;

    #[test]
    fn an_unknown_code_names_those_there_are() {
        let texts = Texts::of(Language::English);
        let refused = check_status(Codebook::standard(), "quiet").unwrap_err().told(texts);
        assert!(refused.contains("«quiet»") && refused.contains("unchanged, calm, no-negative"), "{refused}");
        let refused = check_private(Codebook::standard(), "calm", None).unwrap_err().told(texts);
        assert!(refused.contains("alive-and-well"), "{refused}");
        let refused = check_question(Codebook::standard(), "calm").unwrap_err().told(texts);
        assert!(refused.contains("any-news, please-call-us"), "{refused}");
    }

    #[test]
    fn a_private_code_is_never_posted_to_all() {
        assert!(matches!(check_status(Codebook::standard(), "wounded"), Err(Trouble::PrivateAsStatus { .. })));
    }

    #[test]
    fn a_message_needs_its_text() {
        let book = Codebook::standard();
        assert!(matches!(check_private(book, "message", None), Err(Trouble::TextMissing)));
        assert!(matches!(check_private(book, "message", Some(" ")), Err(Trouble::TextMissing)));
        assert!(check_private(book, "message", Some("Call me.")).is_ok());
        assert!(check_private(book, "in-contact", None).is_ok());
    }
}
