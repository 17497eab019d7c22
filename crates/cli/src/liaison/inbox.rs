//! The families' questions, by their ids.

use porchlight_client::OpenInquiry;

use crate::trouble::Trouble;

/// An id as it is shown: 16 hexadecimal digits.
pub(super) fn spelled(id: u64) -> String {
    format!("{id:016x}")
}

/// The open question that is meant: its id, or a beginning that no other one has.
pub(super) fn meant(given: &str, open: &[OpenInquiry]) -> Result<u64, Trouble> {
    let given = given.trim().to_ascii_lowercase();
    let mut fitting = open.iter().filter(|inquiry| !given.is_empty() && spelled(inquiry.id).starts_with(&given));
    match (fitting.next(), fitting.next()) {
        (Some(inquiry), None) => Ok(inquiry.id),
        (Some(_), Some(_)) => Err(Trouble::AmbiguousQuestion { id: given }),
        (None, _) => Err(Trouble::NoSuchQuestion { id: given }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(id: u64) -> OpenInquiry {
        OpenInquiry { id, family: "Kovalenko".into(), device: 1, code: "any-news".into() }
    }

    #[test]
    fn a_question_is_meant_by_a_beginning_that_no_other_has() {
        let questions = [open(0x5f3a_0000_0000_0001), open(0x5f3b_0000_0000_0002), open(0x0a)];
        let meant = |given: &str| meant(given, &questions).ok();
        assert_eq!(meant("5f3a"), Some(0x5f3a_0000_0000_0001));
        assert_eq!(meant(" 5F3B0000 "), Some(0x5f3b_0000_0000_0002));
        assert_eq!(meant("000000000000000a"), Some(0x0a));
        assert_eq!((meant("5f3"), meant("7"), meant(""), meant("5f3a00000000000100")), (None, None, None, None));
    }
}
