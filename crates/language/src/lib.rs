//! What people read: codebook, texts and words, in their languages.
//!
//! Everything here is a pure function of its arguments and of the files built in (`config/codebook.toml`,
//! `config/words.toml`, `texts/*.ftl`). The crate knows no clock, no network and no other part of Porchlight:
//! callers pass plain numbers and civil dates in, and get finished sentences out.
//!
//! Whatever a liaison, a link or a server may have put into a sentence is cleaned of control characters and
//! writing-direction tricks on its way in; see [`plain`].

pub mod codebook;
mod fluent;
mod language;
pub mod plain;
pub mod texts;
pub mod words;

pub use codebook::{CodeId, Codebook, CodebookError, Level, OwnCodebook, PrivateCode, QuestionCode, StatusCode};
pub use language::{Language, UnknownLanguage};
pub use texts::Texts;
