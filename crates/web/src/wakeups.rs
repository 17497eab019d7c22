//! Moments at which it is worth to try again at once: the network is back, or somebody looks at the page.

use std::cell::RefCell;

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::EventTarget;

use crate::clock::now;
use crate::document;
use crate::pin::OutOfSight;

/// Short for a person, long for a program.
const MOMENT_MILLISECONDS: u32 = 20;

/// Tells of wake-ups for as long as it lives.
pub struct Wakeups {
    listeners: Vec<(EventTarget, &'static str)>,
    told: Closure<dyn Fn()>,
}

/// Has somebody told when the network comes back, or the page into sight.
pub fn wakeups(somebody: impl Fn() + 'static) -> Wakeups {
    changes(move |is_hidden| {
        if !is_hidden {
            somebody();
        }
    })
}

/// Has somebody told when it came out of sight for too long, and is back: what a PIN guards asks for it again.
pub fn returns(somebody: impl Fn() + 'static) -> Wakeups {
    let sight = RefCell::new(OutOfSight::default());
    changes(move |is_hidden| {
        let is_too_long = sight.borrow_mut().note(is_hidden, now());
        if is_too_long {
            somebody();
        }
    })
}

/// Tells each time that something of this may have changed whether the page is hidden.
fn changes(told: impl Fn(bool) + 'static) -> Wakeups {
    let told = Closure::<dyn Fn()>::new(move || told(document::is_hidden()));
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
