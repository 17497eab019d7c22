//! What can be wrong with a codebook, and what to do about it.

use super::{
    CODE_ID_BYTES_MAX, CODEBOOK_BYTES_MAX, LABEL_CHARS_MAX, Level, PRIVATE_CODES_MAX, QUESTIONS_MAX, STATUSES_MAX,
};
use crate::Language;

/// Why a codebook was refused. The fault is always its author's; each message says how to put it right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodebookError {
    /// More bytes than a group's codebook may have.
    #[error(
        "the codebook has {bytes} bytes without its comments, {CODEBOOK_BYTES_MAX} are allowed; shorten labels or drop codes"
    )]
    TooLarge {
        /// How many bytes it has.
        bytes: usize,
    },
    /// The bytes are not UTF-8.
    #[error("the codebook is not text; save it as UTF-8")]
    NotText,
    /// Not TOML (or, as it travels, JSON), or not of a codebook's form: the message names the line.
    #[error("the codebook cannot be read: {message}\nCorrect that line; config/codebook.toml shows the form")]
    Malformed {
        /// What the reader says, with line and column.
        message: String,
    },
    /// An id with other characters than a code may have.
    #[error(
        "«{id}» cannot be a code; use 1 to {CODE_ID_BYTES_MAX} of a-z, 0-9 and hyphen, with a letter or digit at both ends"
    )]
    BadId {
        /// The id, cut short and made safe to show.
        id: String,
    },
    /// Two codes with one id.
    #[error("the code «{id}» stands twice; keep one (statuses, private codes and questions share their ids)")]
    Repeated {
        /// The id.
        id: String,
    },
    /// More statuses than a liaison can choose from.
    #[error("the codebook comes to {count} statuses, {STATUSES_MAX} are allowed with the standard ones; drop some")]
    TooManyStatuses {
        /// How many there would be.
        count: usize,
    },
    /// More private codes than a liaison can choose from.
    #[error(
        "the codebook comes to {count} private codes, {PRIVATE_CODES_MAX} are allowed with the standard ones; drop some"
    )]
    TooManyPrivateCodes {
        /// How many there would be.
        count: usize,
    },
    /// More questions than a family can choose from.
    #[error("the codebook comes to {count} questions, {QUESTIONS_MAX} are allowed with the standard ones; drop some")]
    TooManyQuestions {
        /// How many there would be.
        count: usize,
    },
    /// A language without a label: its readers would be left with nothing.
    #[error(
        "the code «{id}» has no label in {language}; write one as `{language} = \"…\"`, for each reader reads in their own language"
    )]
    NoLabel {
        /// The code.
        id: String,
        /// The language without a label.
        language: Language,
    },
    /// A label that no screen could show as one sentence.
    #[error("the {language} label of «{id}» has {chars} characters, {LABEL_CHARS_MAX} are allowed; shorten it")]
    LabelTooLong {
        /// The code.
        id: String,
        /// The label's language.
        language: Language,
        /// How many characters it has.
        chars: usize,
    },
    /// A label with a control character, a line break, or a mark that hides or turns writing.
    #[error(
        "the {language} label of «{id}» has the invisible character U+{codepoint:04X}; type the label afresh, on one line"
    )]
    Unprintable {
        /// The code.
        id: String,
        /// The label's language.
        language: Language,
        /// The character's number.
        codepoint: u32,
    },
    /// A brace that is not the one `{days}` of a silent status.
    #[error(
        "the {language} label of «{id}» has a brace; only `{{days}}` may stand in braces, once, in a status of the level silent"
    )]
    StrayBrace {
        /// The code.
        id: String,
        /// The label's language.
        language: Language,
    },
    /// `{days}` in one language, not in another: some readers would not learn how long the silence lasts.
    #[error("«{id}» says `{{days}}` in some languages only; say it in all of them or in none")]
    UnevenDays {
        /// The code.
        id: String,
    },
    /// A new status that does not say how much it weighs.
    #[error("the status «{id}» has no level; add `level = \"calm\"`, `uneasy`, `negative` or `silent`")]
    NoLevel {
        /// The status.
        id: String,
    },
    /// A standard status given another level: its shape and colour must mean the same in every group.
    #[error("the status «{id}» is {standard} in every group and cannot become {own}; give your code another id")]
    LevelRedefined {
        /// The status.
        id: String,
        /// The level it has.
        standard: Level,
        /// The level it was to get.
        own: Level,
    },
    /// A standard code used as one of another kind.
    #[error(
        "«{id}» is a standard code of another kind (statuses go to all, private codes to one family, questions to the \
         liaison); choose another id"
    )]
    KindRedefined {
        /// The code.
        id: String,
    },
}
