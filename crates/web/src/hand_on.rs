//! Handing a text on: to the clipboard, or to another program.

use wasm_bindgen_futures::JsFuture;
use zeroize::Zeroizing;

use crate::by_name::{ask, object};

/// Puts a text on the clipboard. Whether it is there.
pub async fn copy(text: Zeroizing<String>) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let clipboard = window.navigator().clipboard();
    // A page that was not fetched securely has none.
    if clipboard.is_undefined() {
        return false;
    }
    JsFuture::from(clipboard.write_text(&text)).await.is_ok()
}

/// Offers a text to other programs. Whether one took it.
pub async fn share(text: Zeroizing<String>) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let offered = object(&[("text", text.as_str().into())]);
    ask(&window.navigator(), "share", &[offered.into()]).await.is_ok()
}
