//! A notification that something is new, while the page is out of sight.
//!
//! It says the same for everything, and comes for every batch of the group, whatever that holds: were it to come only where a
//! message is for this family, the phone on the table would tell. See docs/threat-model.md#a-phone-thief.

use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationOptions, NotificationPermission, ServiceWorkerRegistration};

use crate::by_name::get;

const TITLE: &str = "Porchlight";
/// Each notification takes the place of the one before: their number tells nothing either.
const TAG: &str = "porchlight";
const ICON: &str = "icon-192.png";

/// What the person has told the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leave {
    /// This browser has no notifications, or not for a page that is not installed.
    Unable,
    /// Nobody has been asked.
    Unasked,
    /// Yes.
    Granted,
    /// No.
    Denied,
}

/// What the person has told the browser so far.
pub fn leave() -> Leave {
    let is_known = web_sys::window().is_some_and(|window| get(&window, "Notification").is_function());
    if !is_known || registered_here().is_none() {
        return Leave::Unable;
    }
    let permission = Notification::permission();
    if permission == NotificationPermission::Granted {
        return Leave::Granted;
    }
    if permission == NotificationPermission::Denied { Leave::Denied } else { Leave::Unasked }
}

/// Has the browser ask the person. Only a press may lead here.
pub async fn ask() -> Leave {
    if leave() == Leave::Unasked
        && let Ok(asking) = Notification::request_permission()
    {
        // Whatever the answer, it is read below.
        let _ = JsFuture::from(asking).await;
    }
    leave()
}

/// Tells that something is new, if the page is out of sight.
pub async fn tell(sentence: &str) {
    let is_hidden = web_sys::window().and_then(|window| window.document()).is_some_and(|document| document.hidden());
    if !is_hidden || leave() != Leave::Granted {
        return;
    }
    let Some(registration) = registration().await else { return };
    let options = NotificationOptions::new();
    options.set_body(sentence);
    options.set_tag(TAG);
    options.set_icon(ICON);
    if let Ok(showing) = registration.show_notification_with_options(TITLE, &options) {
        // Where the browser shows none, the page says all of it when it is next looked at.
        let _ = JsFuture::from(showing).await;
    }
}

/// Takes back what was told: whoever looks at the page has seen it.
pub async fn take_back() {
    let Some(registration) = registration().await else { return };
    let Ok(shown) = registration.get_notifications() else { return };
    let Ok(shown) = JsFuture::from(shown).await else { return };
    for notification in js_sys::Array::from(&shown).iter() {
        notification.unchecked_into::<Notification>().close();
    }
}

async fn registration() -> Option<ServiceWorkerRegistration> {
    let found = JsFuture::from(registered_here()?.get_registration()).await.ok()?;
    found.dyn_into().ok()
}

/// A page that was not fetched securely has none.
fn registered_here() -> Option<web_sys::ServiceWorkerContainer> {
    let container = get(&web_sys::window()?.navigator(), "serviceWorker");
    container.is_object().then(|| container.unchecked_into())
}
