//! Which tab runs a party: never two at a time.
//!
//! A [`Held`] lock stands for the right to drive the party whose state has this name, and lasts until it is dropped or its tab is
//! closed. A tab that wants it meanwhile waits in line; with [`ask_to_let_go`] it asks whoever has it to stop, save and give it up.
//! It is never taken by force: a tab that was asleep would wake up and go on posting.
//!
//! web-sys does not offer Web Locks yet, so they are called by name.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, MessageEvent, Storage};

use crate::by_name::{call, get, object};

const PREFIX: &str = "porchlight/";
/// All tabs of this page hear each other here.
const CHANNEL: &str = "porchlight";
const LET_GO: &str = "let go of ";

/// The right to drive the party whose state has this name.
pub struct Held {
    let_go: Function,
}

/// This browser has no locks: then nothing is driven, for two tabs could be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoLocks;

impl Drop for Held {
    fn drop(&mut self) {
        // Resolves a promise: it cannot fail.
        let _ = self.let_go.call0(&JsValue::UNDEFINED);
    }
}

/// Takes the lock if nobody has it.
///
/// # Errors
/// [`NoLocks`].
pub async fn take_if_free(name: &str) -> Result<Option<Held>, NoLocks> {
    request(name, &object(&[("ifAvailable", true.into())])).await
}

/// Takes the lock as soon as those who were here before have let go of it.
///
/// # Errors
/// [`NoLocks`].
pub async fn take_in_turn(name: &str) -> Result<Held, NoLocks> {
    request(name, &object(&[])).await?.ok_or(NoLocks)
}

async fn request(name: &str, options: &Object) -> Result<Option<Held>, NoLocks> {
    let locks = web_sys::window().map_or(JsValue::UNDEFINED, |window| get(&window.navigator(), "locks"));
    let granted = Rc::new(RefCell::new(None));
    let answered = Promise::new(&mut |resolve, reject| {
        let granted = Rc::clone(&granted);
        // The browser holds the lock until the promise that this gives back is resolved.
        let hold = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            let mut held = JsValue::UNDEFINED;
            if !lock.is_null() {
                held = Promise::new(&mut |let_go, _| drop(granted.replace(Some(Held { let_go })))).into();
            }
            // Resolves a promise: it cannot fail.
            let _ = resolve.call0(&JsValue::UNDEFINED);
            held
        });
        let asked = call(&locks, "request", &[format!("{PREFIX}{name}").into(), options.into(), hold]);
        // Refused: at once, or later. After the grant, this rejects what has been resolved, and nothing happens.
        let refused = asked.and_then(|over| call(&over, "catch", &[reject.clone().into()]));
        if refused.is_err() {
            let _ = reject.call0(&JsValue::UNDEFINED);
        }
    });
    JsFuture::from(answered).await.map_err(|_| NoLocks)?;
    Ok(granted.take())
}

/// Asks the tab that has the lock, if there is one, to give it up. It comes to whoever waits in line.
pub fn ask_to_let_go(name: &str) {
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        // A text can always be sent.
        let _ = channel.post_message(&format!("{LET_GO}{name}").into());
        channel.close();
    }
}

/// Asks for the lock because the person in front of this tab wants it here. Loading the page anew in between, as a PIN that was set in
/// the other tab has it do, does not make them ask again: see [`was_insisted`].
pub fn insist(name: &str) {
    insist_once_more(name);
    ask_to_let_go(name);
}

/// Has this tab ask for the lock when it next finds it taken, whatever is loaded anew until then.
pub fn insist_once_more(name: &str) {
    if let Some(storage) = of_this_tab() {
        // Where it cannot be kept, the person presses the button again.
        let _ = storage.set_item(&insisted(name), "");
    }
}

/// Whether this tab had insisted on the lock; from now on it does not.
pub fn was_insisted(name: &str) -> bool {
    let Some(storage) = of_this_tab() else { return false };
    let was = storage.get_item(&insisted(name)).is_ok_and(|item| item.is_some());
    let _ = storage.remove_item(&insisted(name));
    was
}

fn insisted(name: &str) -> String {
    format!("{PREFIX}{LET_GO}{name}")
}

/// What is kept until this tab is closed.
fn of_this_tab() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

/// Hears what other tabs ask, for as long as it lives.
pub struct Neighbours {
    channel: BroadcastChannel,
    _listener: Closure<dyn Fn(MessageEvent)>,
}

impl Neighbours {
    /// Has the name of each lock that another tab asks for told to somebody. `None` where the browser has no such channel.
    pub fn heard_by(somebody: impl Fn(&str) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(CHANNEL).ok()?;
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            if let Some(name) = message.data().as_string().as_deref().and_then(|said| said.strip_prefix(LET_GO)) {
                somebody(name);
            }
        });
        channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        Some(Self { channel, _listener: listener })
    }
}

impl Drop for Neighbours {
    fn drop(&mut self) {
        self.channel.close();
    }
}
