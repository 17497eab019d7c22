//! The family page's runner: it has the app's wishes fulfilled, and shows what the app makes of its devices.
//!
//! Nothing is decided here but what only a browser knows: which tab runs a group, whether the storage is at hand, when to try again.

mod around;
mod ear;
mod locking;
mod opening;
mod running;
mod say;
mod wishes;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use porchlight_client::DeviceEvent;
use porchlight_language::Language;
use porchlight_protocol::FeedId;
use porchlight_screen::family::{App, Line, Message};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use zeroize::Zeroizing;

use crate::camera::Scan;
use crate::dom::Screen;
use crate::locks::Neighbours;
use crate::shelf::{Shelf, ShelfTrouble};
use crate::waiting_links::WaitingLinks;
use crate::wakeups::Wakeups;
use crate::{document, starter};
use around::Place;
use running::Running;

/// What is said in hours and days changes with the clock, whether or not anything happens.
const SHOW_EVERY_MILLISECONDS: u32 = 30_000;
/// After how long it is shown how far a device has read, while it reads, and what a link has not led on from.
const SHOW_LATER_MILLISECONDS: u32 = 250;

/// The page. Clones are the same page.
#[derive(Clone)]
struct Page(Rc<Inner>);

struct Inner {
    app: RefCell<App>,
    screen: RefCell<Option<Screen<Message>>>,
    /// Whether the screen is about to be shown anew.
    is_due: Cell<bool>,
    /// Whether it is about to be, within [`SHOW_LATER_MILLISECONDS`].
    is_due_later: Cell<bool>,
    /// Where the focus goes when it is shown.
    focus: RefCell<Option<String>>,
    shelf: RefCell<At>,
    /// How many groups should be there and are not.
    evicted: Cell<usize>,
    /// Whether a liaison's office is kept in this browser, too.
    has_office: Cell<bool>,
    groups: RefCell<Vec<Running>>,
    place: Place,
    can_scan: Cell<bool>,
    can_install: Cell<bool>,
    has_new_version: Cell<bool>,
    /// Whether the reader wants to be notified.
    notifies: Cell<bool>,
    scan: RefCell<Option<Scan>>,
    /// Links that came before the shelf was open.
    links: WaitingLinks,
    ears: RefCell<Option<Ears>>,
}

/// They must live as long as the page.
struct Ears {
    _wakeups: Wakeups,
    _returns: Wakeups,
    _neighbours: Option<Neighbours>,
}

/// Where the shelf is.
enum At {
    Opening,
    /// Behind the PIN, and until when none may be tried.
    Locked(Shelf, Option<porchlight_client::Seconds>),
    Open(Shelf),
    Broken(ShelfTrouble),
}

/// Starts the page; it runs for as long as it is open.
pub fn start() {
    let page = Page(Rc::new(Inner {
        app: RefCell::new(App::new(document::readers_language())),
        screen: RefCell::new(None),
        is_due: Cell::new(false),
        is_due_later: Cell::new(false),
        focus: RefCell::new(None),
        shelf: RefCell::new(At::Opening),
        evicted: Cell::new(0),
        has_office: Cell::new(false),
        groups: RefCell::new(Vec::new()),
        place: Place::found(),
        can_scan: Cell::new(false),
        can_install: Cell::new(false),
        has_new_version: Cell::new(false),
        notifies: Cell::new(false),
        scan: RefCell::new(None),
        links: WaitingLinks::default(),
        ears: RefCell::new(None),
    }));
    let told = page.clone();
    starter::heard_by(move |what| told.told(what));
    spawn_local(page.clone().open());
    spawn_local(page.show_now_and_then());
}

impl Page {
    /// Takes in a message, and does what the app wishes.
    fn take(&self, message: Message) {
        self.take_in(message);
        self.show_soon();
    }

    /// Takes in a message without showing what comes of it.
    fn take_in(&self, message: Message) {
        let wishes = self.0.app.borrow_mut().update(message);
        wishes.into_iter().for_each(|wish| self.fulfil(wish));
    }

    /// Takes in a message as soon as nobody is in the middle of anything: for those who tell while they hold a device.
    fn take_soon(&self, message: Message) {
        let page = self.clone();
        spawn_local(async move { page.take(message) });
    }

    /// Takes in what a device tells, as soon as nobody holds it; while it reads, that is shown now and then.
    fn hear_soon(&self, feed: FeedId, event: DeviceEvent) {
        let page = self.clone();
        spawn_local(async move {
            page.take_in(Message::Heard { feed, event: Box::new(event) });
            page.show_progress();
        });
    }

    /// Shows what came of something that nobody typed: soon, or, while a device reads, after a while. Each frame that it
    /// reads changes something, and drawing the page takes longer than reading many of them.
    fn show_progress(&self) {
        let is_under_way = |group: &Running| match group.line {
            Line::Dialling | Line::Reading => !group.has_caught_up,
            Line::Following | Line::Waiting | Line::Elsewhere | Line::Over | Line::Halted(_) => false,
        };
        match self.0.groups.borrow().iter().any(is_under_way) {
            true => self.show_later(),
            false => self.show_soon(),
        }
    }

    /// A link leads on at once: what stands here until then is shown only if that takes a while.
    fn show_unless_led_on(&self, is_led_on: bool) {
        match is_led_on {
            true => self.show_later(),
            false => self.show_progress(),
        }
    }

    fn show_later(&self) {
        if self.0.is_due_later.replace(true) {
            return;
        }
        let page = self.clone();
        spawn_local(async move {
            TimeoutFuture::new(SHOW_LATER_MILLISECONDS).await;
            page.0.is_due_later.set(false);
            page.show_soon();
        });
    }

    /// Shows all changes of a moment at once, when the browser next draws.
    fn show_soon(&self) {
        if self.0.is_due.replace(true) {
            return;
        }
        let page = self.clone();
        if document::is_hidden() {
            // The browser draws nothing; but the page is to be up to date when it is looked at.
            return spawn_local(async move { page.show() });
        }
        let draw = Closure::once_into_js(move || page.show());
        let asked = web_sys::window().map(|window| window.request_animation_frame(draw.unchecked_ref()));
        self.0.is_due.set(matches!(asked, Some(Ok(_))));
    }

    fn show(&self) {
        self.0.is_due.set(false);
        // Before there are sentences, there is no screen.
        if self.0.screen.borrow().is_none() {
            return;
        }
        let tree = self.with_around(|around| self.0.app.borrow().view(around));
        if let Some(screen) = &mut *self.0.screen.borrow_mut() {
            screen.show(tree);
        }
        if let Some(id) = self.0.focus.take() {
            document::focus(&id);
        }
    }

    /// From here on there is a screen, in a language whose sentences are here.
    fn begin_to_show(&self, language: Language) {
        document::speak(language);
        let sink = self.clone();
        let screen = Screen::within(document::place(), Rc::new(move |message| sink.take(message)));
        self.0.screen.replace(Some(screen));
        self.show_unless_led_on(!self.0.links.is_empty());
    }

    async fn show_now_and_then(self) {
        loop {
            TimeoutFuture::new(SHOW_EVERY_MILLISECONDS).await;
            self.show_soon();
        }
    }

    fn told(&self, what: starter::Told) {
        match what {
            starter::Told::Link(address) => self.follow_link(address),
            starter::Told::CanInstall(can) => self.0.can_install.set(can),
            starter::Told::NewVersion => self.0.has_new_version.set(true),
        }
        self.show_soon();
    }

    /// A link waits until what this browser keeps is at hand: what it leads to may be there already.
    fn follow_link(&self, address: Zeroizing<String>) {
        let is_open = matches!(*self.0.shelf.borrow(), At::Open(_));
        match is_open {
            true => self.take_soon(Message::LinkCame(address)),
            false => self.keep_waiting(address),
        }
    }

    fn keep_waiting(&self, address: Zeroizing<String>) {
        self.0.links.add(address);
        if let Some(shelf) = self.shelf_of_settings() {
            self.0.links.keep(shelf, opening::LINKS);
        }
    }

    /// The shelf, where it is open.
    fn shelf(&self) -> Option<Shelf> {
        match &*self.0.shelf.borrow() {
            At::Open(shelf) => Some(shelf.clone()),
            At::Opening | At::Locked(..) | At::Broken(_) => None,
        }
    }
}
