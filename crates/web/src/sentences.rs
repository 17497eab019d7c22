//! The sentences of a language, from beside the page: only those that somebody reads are loaded.

use porchlight_language::{Language, Texts};

use crate::starter;

/// The sentences could not be loaded: no network, and never read here before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotLoaded;

/// Loads the sentences of a language, where they are not at hand.
///
/// # Errors
/// [`NotLoaded`]; what is shown stays in the language that it is in.
pub async fn bring(language: Language) -> Result<(), NotLoaded> {
    if Texts::are_here(language) {
        return Ok(());
    }
    let source = starter::sentences(&format!("texts.{language}.txt")).await.ok_or(NotLoaded)?;
    Texts::bring(language, &source).map_err(|_| NotLoaded)
}

/// Loads the sentences of a language, or of another where these cannot be had: the one that is here now, if any.
pub async fn first_at_hand(wanted: Language) -> Option<Language> {
    for language in [wanted].into_iter().chain(Language::ALL) {
        if bring(language).await.is_ok() {
            return Some(language);
        }
    }
    None
}
