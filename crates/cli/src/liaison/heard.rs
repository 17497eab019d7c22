//! What a session told besides its outcome: who has joined, what families ask.

use porchlight_client::Liaison;
use porchlight_language::words;

use super::clerk::Clerk;
use super::inbox;
use crate::codes::Codes;
use crate::print::{quoted, wrapped};

pub(super) fn claim(clerk: &Clerk<'_>, family: &str, four: &[u8; 4]) -> String {
    wrapped(&clerk.texts().claim_confirmed(family, &words::phrase(four, clerk.language)), "")
}

pub(super) fn device_asked(clerk: &Clerk<'_>, family: &str) -> String {
    clerk.texts().device_asked(family, &format!("`porchlight liaison withdraw {}`", quoted(family)))
}

/// A question with what answers it.
pub(super) fn question(clerk: &Clerk<'_>, family: &str, id: u64, code: &str, liaison: &Liaison) -> String {
    let profile = Some(liaison.profile());
    let label = Codes::of(profile).book(profile).label(code, clerk.language, None);
    let command = format!("`porchlight liaison tell {} --code CODE --answers {}`", quoted(family), inbox::spelled(id));
    format!("{}\n{}", clerk.texts().question_line(family, &label), clerk.texts().question_answer(&command))
}
