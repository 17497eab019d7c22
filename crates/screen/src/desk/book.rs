//! The codes that a group may use, as its profile brings them.

use std::borrow::Cow;

use porchlight_client::Liaison;
use porchlight_language::{Codebook, OwnCodebook};

/// The private code whose free text is all that it says.
pub(super) const FREE_TEXT: &str = "message";

/// A group's codebook; the standard one where this version cannot read its own: a strange code is better than no update.
pub(super) fn book(liaison: &Liaison) -> Cow<'static, Codebook> {
    let own = liaison.profile().codebook.as_str();
    if own.is_empty() {
        return Cow::Borrowed(Codebook::standard());
    }
    let read = OwnCodebook::from_bytes(own.as_bytes()).and_then(|own| Codebook::standard().extended_with(&own));
    read.map_or(Cow::Borrowed(Codebook::standard()), Cow::Owned)
}
