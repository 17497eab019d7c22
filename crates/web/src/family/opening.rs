//! Opening what this browser keeps: before anything is shown of a group, and again once the PIN was typed.

use futures_util::join;
use gloo_timers::future::TimeoutFuture;
use porchlight_client::{Device, Seconds};
use porchlight_language::Language;
use porchlight_protocol::FeedId;
use porchlight_screen::family::{App, Message, PinOutcome, in_order};
use wasm_bindgen_futures::spawn_local;
use zeroize::Zeroizing;

use super::running::{DEVICE, Running, load};
use super::{At, Ears, Page};
use crate::clock::now;
use crate::locks::Neighbours;
use crate::pin::Pin;
use crate::shelf::{OFFICE, PinTrouble, Shelf, ShelfTrouble};
use crate::wakeups::{returns, wakeups};
use crate::{camera, document, eviction, notify, sentences, starter};

/// The language that was chosen.
pub(super) const LANGUAGE: &str = "language";
/// The group that was on the screen.
pub(super) const SHOWN: &str = "shown";
/// The groups, in the order in which they were joined.
pub(super) const ORDER: &str = "order";
/// Links that wait for the shelf to be open.
pub(super) const LINKS: &str = "links-to-groups";
/// Whether the reader wants to be notified.
pub(super) const NOTIFIES: &str = "notifies";

const SECOND_MILLISECONDS: u32 = 1000;

impl Page {
    /// Opens the shelf, and what stands on it unless a PIN is before it.
    pub(super) async fn open(self) {
        let (awake, back, asked) = (self.clone(), self.clone(), self.clone());
        let ears = Ears {
            _wakeups: wakeups(move || awake.wake_up()),
            _returns: returns(move || back.lock_if_guarded()),
            _neighbours: Neighbours::heard_by(move |name| asked.let_go(name)),
        };
        self.0.ears.replace(Some(ears));
        let shelf = Shelf::open().await;
        self.take_up_settings(shelf.as_ref().ok()).await;
        match shelf {
            Ok(shelf) => self.opened(shelf).await,
            Err(trouble) => self.break_off(trouble),
        }
        self.0.can_scan.set(camera::can_scan().await);
        self.show_progress();
    }

    async fn opened(&self, shelf: Shelf) {
        let names = shelf.names().await.unwrap_or_default();
        self.0.has_office.set(names.iter().any(|name| name == OFFICE));
        self.0.links.take_up(&shelf, LINKS).await;
        if shelf.is_locked() {
            let until = shelf.pin_wait(now()).await.unwrap_or(None);
            self.0.links.keep(shelf.clone(), LINKS);
            self.0.shelf.replace(At::Locked(shelf, until));
            spawn_local(self.clone().count_down(until));
            self.show_soon();
        } else {
            self.take_up_groups(shelf).await;
        }
    }

    /// What cannot be read is as if it had never been set.
    async fn take_up_settings(&self, shelf: Option<&Shelf>) {
        let (mut chosen, mut shown) = (None, Ok(None));
        if let Some(shelf) = shelf {
            let notifies;
            (chosen, shown, notifies) = join!(text(shelf, LANGUAGE), shelf.setting(SHOWN), text(shelf, NOTIFIES));
            self.0.notifies.set(notifies.is_some());
        }
        let chosen = Language::ALL.into_iter().find(|known| Some(known.as_str()) == chosen.as_deref());
        let shown = shown.ok().flatten().and_then(|shown| <[u8; 32]>::try_from(shown.as_slice()).ok()).map(FeedId::new);
        let wanted = chosen.unwrap_or_else(document::readers_language);
        let Some(language) = sentences::first_at_hand(wanted).await else {
            return starter::broke("the sentences");
        };
        self.0.app.replace(App::new(language).showing(shown));
        self.begin_to_show(language);
    }

    /// Loads every group and has it run, here or wherever it runs already; then follows the links that came meanwhile.
    async fn take_up_groups(&self, shelf: Shelf) {
        let names = match shelf.names().await {
            Ok(names) => names,
            Err(trouble) => return self.break_off(trouble),
        };
        let mut damaged = 0;
        let order = shelf.setting(ORDER).await.ok().flatten().unwrap_or_default();
        for feed in in_order(names.iter().filter_map(|name| feed_of(name)), &order) {
            match load(&shelf, feed).await {
                Ok(Some(device)) => self.take_up(device),
                Ok(None) => {}
                Err(ShelfTrouble::Damaged) => damaged += 1,
                Err(trouble) => return self.break_off(trouble),
            }
        }
        if damaged > 0 && self.0.groups.borrow().is_empty() {
            return self.break_off(ShelfTrouble::Damaged);
        }
        // A group that does not open is gone for its reader, as one that was evicted is.
        self.0.evicted.set(eviction::missing(DEVICE, &names) + damaged);
        self.0.shelf.replace(At::Open(shelf.clone()));
        let feeds: Vec<_> = self.0.groups.borrow().iter().map(|group| group.feed).collect();
        for feed in feeds {
            spawn_local(self.clone().run_or_wait(feed, shelf.clone()));
        }
        let links = self.0.links.follow(&shelf, LINKS);
        if links.is_empty() && self.0.groups.borrow().is_empty() {
            starter::settled();
        }
        self.show_unless_led_on(!links.is_empty());
        links.into_iter().for_each(|link| self.take_in(Message::LinkCame(link)));
    }

    fn take_up(&self, device: Device) {
        self.0.groups.borrow_mut().push(Running::new(device));
    }

    /// Opens what is behind the PIN.
    pub(super) async fn unlock(self, typed: Zeroizing<String>) {
        let shelf = match &*self.0.shelf.borrow() {
            At::Locked(shelf, _) => shelf.clone(),
            At::Opening | At::Open(_) | At::Broken(_) => return,
        };
        // What is no PIN at all is not the right one, and is no attempt.
        let tried = match Pin::new(typed) {
            Ok(pin) => shelf.unlock(&pin, now()).await,
            Err(_) => Err(PinTrouble::Wrong(None)),
        };
        match tried {
            Ok(()) => {
                self.take(Message::Pin(PinOutcome::Right));
                self.take_up_groups(shelf).await;
            }
            Err(PinTrouble::Wrong(until)) => self.refuse_pin(shelf, until),
            Err(PinTrouble::Wait(until)) => self.refuse_pin(shelf, Some(until)),
            Err(PinTrouble::Shelf(trouble)) => self.break_off(trouble),
        }
        self.show_soon();
    }

    fn refuse_pin(&self, shelf: Shelf, until: Option<Seconds>) {
        self.0.shelf.replace(At::Locked(shelf, until));
        self.take(Message::Pin(PinOutcome::Wrong { until }));
        spawn_local(self.clone().count_down(until));
    }

    /// Shows how the wait grows shorter.
    async fn count_down(self, until: Option<Seconds>) {
        while until.is_some_and(|until| until >= now()) {
            TimeoutFuture::new(SECOND_MILLISECONDS).await;
            self.show_soon();
        }
    }

    /// Nothing can be kept, or what is kept does not open.
    pub(super) fn break_off(&self, trouble: ShelfTrouble) {
        let has_come_between = matches!(trouble, ShelfTrouble::Changed | ShelfTrouble::Gone);
        if has_come_between && self.shelf().is_some() {
            // How things stand now is found by beginning anew.
            return document::reload();
        }
        self.0.shelf.replace(At::Broken(trouble));
        self.show_soon();
    }

    /// Somebody looks at the page again, or the network is back.
    fn wake_up(&self) {
        self.try_all_now();
        spawn_local(notify::take_back());
    }
}

/// The feed whose device has this name.
pub(super) fn feed_of(name: &str) -> Option<FeedId> {
    let hex = name.strip_prefix(DEVICE)?;
    let byte = |at: usize| hex.get(2 * at..2 * at + 2).and_then(|byte| u8::from_str_radix(byte, 16).ok());
    let mut bytes = [0; 32];
    for (at, place) in bytes.iter_mut().enumerate() {
        *place = byte(at)?;
    }
    (hex.len() == 2 * bytes.len()).then(|| FeedId::new(bytes))
}

async fn text(shelf: &Shelf, name: &str) -> Option<String> {
    let kept = shelf.setting(name).await.ok().flatten()?;
    std::str::from_utf8(&kept).ok().map(str::to_owned)
}
