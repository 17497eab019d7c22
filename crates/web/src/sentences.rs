//! The sentences of a language, from beside the page: only those that somebody reads are loaded.

use porchlight_language::{Language, Texts};
use wasm_bindgen::JsValue;

use crate::by_name::{ask, get};

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
    let source = load(&format!("texts.{language}.txt")).await.map_err(|_| NotLoaded)?;
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

async fn load(file: &str) -> Result<String, JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let answer = ask(&window, "fetch", &[file.into()]).await?;
    if !get(&answer, "ok").is_truthy() {
        return Err(answer);
    }
    ask(&answer, "text", &[]).await?.as_string().ok_or(JsValue::UNDEFINED)
}
