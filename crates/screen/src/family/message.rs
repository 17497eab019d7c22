//! What a relative's page hears, and what it wishes done.

use porchlight_language::Language;
use porchlight_protocol::FeedId;
use zeroize::Zeroizing;

/// What a person did, or what happened.
pub enum Message {
    /// Another language was chosen.
    Language(Language),
    /// Another group was chosen.
    Show(FeedId),
    /// A link is being typed.
    LinkTyped(Zeroizing<String>),
    /// The typed link is to be opened.
    Join,
}

/// What whoever runs the page is to do.
pub enum Wish {
    /// Remember the language, and tell the browser in which one the page is.
    Language(Language),
    /// Join with this link.
    Join(Zeroizing<String>),
}
