//! Moments at which it is worth to try again at once: the network is back, or somebody looks at the page.

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::EventTarget;

/// Short for a person, long for a program.
const MOMENT_MILLISECONDS: u32 = 20;

/// Tells of wake-ups for as long as it lives.
pub struct Wakeups {
    listeners: Vec<(EventTarget, &'static str)>,
    told: Closure<dyn Fn()>,
}

/// Has somebody told when the network comes back, or the page into sight.
pub fn wakeups(somebody: impl Fn() + 'static) -> Wakeups {
    let told = Closure::<dyn Fn()>::new(move || {
        let document = web_sys::window().and_then(|window| window.document());
        if document.is_some_and(|document| !document.hidden()) {
            somebody();
        }
    });
    let mut listeners: Vec<(EventTarget, _)> = Vec::new();
    if let Some(window) = web_sys::window() {
        // A page that comes back from the browser's memory, or is woken by its system, is shown again before it is looked at.
        listeners.extend(["online", "pageshow", "focus"].map(|event| (window.clone().into(), event)));
        listeners.extend(window.document().map(|document| (document.into(), "visibilitychange")));
    }
    for (target, event) in &listeners {
        // An unknown event's name is no error.
        let _ = target.add_event_listener_with_callback(event, told.as_ref().unchecked_ref());
    }
    Wakeups { listeners, told }
}

impl Drop for Wakeups {
    fn drop(&mut self) {
        for (target, event) in &self.listeners {
            let _ = target.remove_event_listener_with_callback(event, self.told.as_ref().unchecked_ref());
        }
    }
}

/// Lets everything else that waits have its turn.
pub(crate) async fn in_a_moment() {
    TimeoutFuture::new(MOMENT_MILLISECONDS).await;
}
