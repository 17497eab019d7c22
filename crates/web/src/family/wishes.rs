//! Whatever the app wishes, done.

use porchlight_protocol::FeedId;
use porchlight_screen::family::{Message, SCANNER, Wish};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlVideoElement;
use zeroize::Zeroizing;

use super::opening::{LANGUAGE, NOTIFIES, SHOWN};
use super::running::{DEVICE, name_of};
use super::{At, Page};
use crate::camera::{self, Seen};
use crate::locks;
use crate::notify::{self, Leave};
use crate::shelf::Shelf;
use crate::{document, eviction, hand_on, pin, sentences, starter, wakeups};

/// How long other tabs are waited for when everything is to go: one that is asleep does not keep it.
const LET_GO_MOMENTS: u32 = 250;

impl Page {
    /// Fulfils a wish, now or soon.
    pub(super) fn fulfil(&self, wish: Wish) {
        let page = self.clone();
        match wish {
            Wish::Language(language) => {
                document::speak(language);
                self.set(LANGUAGE, language.as_str().as_bytes());
            }
            Wish::Sentences(language) => spawn_local(async move {
                let brought = sentences::bring(language).await;
                page.take(brought.map_or(Message::NoSentences, |()| Message::Language(language)));
            }),
            Wish::Show(feed) => self.set(SHOWN, feed.as_bytes()),
            Wish::Follow(text) => spawn_local(async move { page.follow(text) }),
            Wish::Join(link) => spawn_local(page.join(*link)),
            Wish::OpenDesk(address) => open_desk(&address),
            Wish::TryAgain(feed) => self.try_now(feed),
            Wish::Say { feed, saying } => self.say(feed, saying),
            Wish::Leave(feed) => spawn_local(page.leave(feed)),
            Wish::Discard(feed) => spawn_local(page.discard(feed)),
            Wish::Wipe => spawn_local(page.wipe()),
            Wish::ForgetEviction => spawn_local(page.forget_eviction()),
            Wish::TakeOver(feed) => locks::insist(&name_of(feed)),
            Wish::Unlock(typed) => spawn_local(page.unlock(typed)),
            Wish::SetPin { present, new } => spawn_local(page.set_pin(present, Some(new))),
            Wish::RemovePin { present } => spawn_local(page.set_pin(Some(present), None)),
            Wish::Lock => spawn_local(page.lock()),
            Wish::Notify(is_on) => spawn_local(page.set_notifying(is_on)),
            Wish::Scan => spawn_local(page.scan()),
            Wish::StopScanning => drop(self.0.scan.take()),
            Wish::Copy(text) => spawn_local(async move { page.take(Message::LinkHandedOn(hand_on::copy(text).await)) }),
            Wish::Share(text) => {
                spawn_local(async move { page.take(Message::LinkHandedOn(hand_on::share(text).await)) });
            }
            Wish::Install => starter::install(),
            Wish::Update => starter::renew(),
            Wish::Focus(id) => drop(self.0.focus.replace(Some(id))),
        }
    }

    /// A setting that cannot be kept holds until the page is closed: nothing rests on it.
    fn set(&self, name: &'static str, value: &[u8]) {
        let (Some(shelf), value) = (self.shelf_of_settings(), value.to_vec()) else { return };
        spawn_local(async move {
            let _ = shelf.note(name, &value).await;
        });
    }

    /// Settings stand before the PIN.
    pub(super) fn shelf_of_settings(&self) -> Option<Shelf> {
        match &*self.0.shelf.borrow() {
            At::Open(shelf) | At::Locked(shelf, _) => Some(shelf.clone()),
            At::Opening | At::Broken(_) => None,
        }
    }

    /// Sets, changes or removes the PIN, once the present one was typed right.
    async fn set_pin(self, present: Option<Zeroizing<String>>, new: Option<Zeroizing<String>>) {
        let Some(shelf) = self.shelf() else { return };
        let outcome = pin::change(&shelf, present, new).await;
        self.take(Message::Pin(outcome));
    }

    async fn set_notifying(self, is_on: bool) {
        let is_on = is_on && notify::ask().await == Leave::Granted;
        self.0.notifies.set(is_on);
        if let Some(shelf) = self.shelf() {
            // Where it cannot be kept, it holds until the page is closed.
            let _ = if is_on { shelf.set(NOTIFIES, b"on").await } else { shelf.unset(NOTIFIES).await };
        }
        self.show_soon();
    }

    /// The picture's place is on the screen once the browser has drawn it.
    async fn scan(self) {
        wakeups::in_a_moment().await;
        self.show();
        let Some(video) = document::element::<HtmlVideoElement>(SCANNER) else {
            return self.take(Message::ScanFailed);
        };
        let (scan, seen) = camera::scan(video);
        self.0.scan.replace(Some(scan));
        match seen.await {
            Seen::Code(text) => self.take(Message::Scanned(text)),
            Seen::Nothing => self.take(Message::ScanFailed),
            Seen::Stopped => {}
        }
    }

    async fn forget_eviction(self) {
        let Some(shelf) = self.shelf() else { return };
        if let Ok(names) = shelf.names().await {
            eviction::expect_only(DEVICE, &names);
        }
        self.0.evicted.set(0);
        self.show_soon();
    }

    /// Removes everything, once no tab drives anything any more.
    async fn wipe(self) {
        let names = match self.shelf_of_settings() {
            Some(shelf) => shelf.names().await.unwrap_or_default(),
            // It cannot even be opened: then no tab drives anything that is on it.
            None => Vec::new(),
        };
        let feeds: Vec<FeedId> = self.0.groups.borrow().iter().map(|group| group.feed).collect();
        for feed in feeds {
            self.stop(feed).await;
        }
        self.0.groups.borrow_mut().clear();
        let held = all_let_go(&names).await;
        if let Err(trouble) = Shelf::wipe().await {
            return self.take(Message::NotKept(super::around::shown(trouble)));
        }
        eviction::expect_only("", &[]);
        starter::forget().await;
        drop(held);
        // An empty shelf, with a key of its own, for whoever joins again.
        match Shelf::open().await {
            Ok(shelf) => drop(self.0.shelf.replace(At::Open(shelf))),
            Err(trouble) => self.break_off(trouble),
        }
        self.0.evicted.set(0);
        self.0.has_office.set(false);
        self.take(Message::Wiped);
    }
}

/// Has every tab let go of these. One that does not answer, though it is given time, finds nothing left to write to.
async fn all_let_go(names: &[String]) -> Vec<locks::Held> {
    let mut held = Vec::new();
    for name in names {
        locks::ask_to_let_go(name);
        for _ in 0..LET_GO_MOMENTS {
            if let Ok(Some(one)) = locks::take_if_free(name).await {
                held.push(one);
                break;
            }
            wakeups::in_a_moment().await;
        }
    }
    held
}

/// The other page's own start takes the link out of the address again.
fn open_desk(address: &str) {
    let fragment = address.split_once('#').or_else(|| address.split_once("%23")).map_or("", |(_, fragment)| fragment);
    let desk = Zeroizing::new(format!("desk.html#{fragment}"));
    if let Some(location) = document::location() {
        let _ = location.replace(&desk);
    }
}
