//! What `start.js` took and keeps for the page's program: links, the offer to install, a new version.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::WebSocket;
use zeroize::Zeroizing;

use crate::by_name::{ask, call, get};

/// What it tells.
pub enum Told {
    /// A link came with the address, and has been taken out of it.
    Link(Zeroizing<String>),
    /// Whether the browser offers to install the page.
    CanInstall(bool),
    /// A newer version of the page waits to be used.
    NewVersion,
}

/// Has somebody told all that has come so far, and whatever comes, for as long as the page is open.
pub fn heard_by(somebody: impl Fn(Told) + 'static) {
    let listener = Closure::<dyn Fn(String, JsValue)>::new(move |what: String, value: JsValue| {
        let told = match what.as_str() {
            "link" => value.as_string().map(|address| Told::Link(Zeroizing::new(address))),
            "can-install" => Some(Told::CanInstall(value.is_truthy())),
            "new-version" => Some(Told::NewVersion),
            _ => None,
        };
        told.into_iter().for_each(&somebody);
    });
    // Without `start.js` there is no page, so there is nobody to tell.
    let _ = call(&starter(), "hear", &[listener.into_js_value()]);
}

/// The line that was dialled ahead, if it goes to this address; whoever takes it has it alone.
pub(crate) fn line(address: &str) -> Option<WebSocket> {
    call(&starter(), "takeLine", &[address.into()]).ok()?.dyn_into().ok()
}

/// Loads a file of sentences; it may be on its way already.
pub(crate) async fn sentences(file: &str) -> Option<String> {
    ask(&starter(), "sentences", &[file.into()]).await.ok()?.as_string()
}

/// Says that what the reader waits for stands on the screen, or will not: from here on the line is free for other things.
pub(crate) fn settled() {
    let _ = call(&starter(), "settled", &[]);
}

/// Has the newer version take over, and loads the page again.
pub fn renew() {
    let _ = call(&starter(), "renew", &[]);
}

/// Has the browser ask whether to install the page.
pub fn install() {
    let _ = call(&starter(), "install", &[]);
}

/// Removes what the browser keeps of the page itself.
pub async fn forget() {
    // What cannot be removed holds no secret.
    let _ = ask(&starter(), "forget", &[]).await;
}

/// Shows that the page does not go on, in the place of its screen.
pub(crate) fn broke(place: &str) {
    let _ = call(&starter(), "broke", &[place.into()]);
}

fn starter() -> JsValue {
    web_sys::window().map_or(JsValue::UNDEFINED, |window| get(&window, "porchlight"))
}
