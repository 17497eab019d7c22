//! The desk's runner: it has the app's wishes fulfilled, and shows what the app makes of its office. One office in each browser
//! profile, in one tab.
//!
//! Nothing is decided here but what only a browser knows: which tab has the desk, whether the storage is at hand, when to try again.

mod around;
mod ear;
mod handing_over;
mod keeping;
mod locking;
mod office;
mod opening;
mod order;
mod pacing;
mod taking_up;
mod wishes;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use porchlight_client::{Seconds, Task};
use porchlight_language::Language;
use porchlight_screen::desk::{App, Line, Message};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use zeroize::Zeroizing;

use crate::document;
use crate::dom::Screen;
use crate::drive::Nudger;
use crate::locks::{Held, Neighbours};
use crate::shelf::{Shelf, ShelfTrouble};
use crate::starter;
use crate::waiting_links::WaitingLinks;
use crate::wakeups::Wakeups;
use around::Served;
use keeping::Draft;
use office::Running;

/// While something is held back, its seconds are counted.
const TICK_MILLISECONDS: u32 = 1_000;
/// What is said in hours and days changes with the clock, whether or not anything happens.
const SHOW_EVERY_TICKS: u32 = 30;

/// The desk. Clones are the same desk.
#[derive(Clone)]
struct Desk(Rc<Inner>);

struct Inner {
    app: RefCell<App>,
    screen: RefCell<Option<Screen<Message>>>,
    /// Whether the screen is about to be shown anew, and where the focus goes then.
    is_due: Cell<bool>,
    focus: RefCell<Option<String>>,
    at: RefCell<At>,
    was_evicted: Cell<bool>,
    office: RefCell<Option<Running>>,
    /// The ear of whoever takes an office up, while somebody does.
    taking_up: RefCell<Option<Nudger>>,
    /// Tasks that were asked for and are not done, but for those that the office itself keeps.
    asked: RefCell<Vec<Task>>,
    line: Cell<Line>,
    served: Served,
    draft: Draft,
    /// The right to have the desk, while this tab has it.
    held: RefCell<Option<Held>>,
    /// Links that came before the office was at hand.
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
    Locked(Shelf, Option<Seconds>),
    /// Open, and another tab has the desk.
    Elsewhere(Shelf),
    Open(Shelf),
    Broken(ShelfTrouble),
}

/// Starts the desk; it runs for as long as its page is open.
pub fn start() {
    let desk = Desk(Rc::new(Inner {
        app: RefCell::new(App::new(document::readers_language())),
        screen: RefCell::new(None),
        is_due: Cell::new(false),
        focus: RefCell::new(None),
        at: RefCell::new(At::Opening),
        was_evicted: Cell::new(false),
        office: RefCell::new(None),
        taking_up: RefCell::new(None),
        asked: RefCell::new(Vec::new()),
        line: Cell::new(Line::Resting { since: None }),
        served: Served::found(),
        draft: Draft::default(),
        held: RefCell::new(None),
        links: WaitingLinks::default(),
        ears: RefCell::new(None),
    }));
    let told = desk.clone();
    starter::heard_by(move |what| told.told(what));
    spawn_local(desk.clone().open());
    spawn_local(desk.count_seconds());
}

impl Desk {
    /// Takes in a message, and does what the app wishes.
    fn take(&self, message: Message) {
        let wishes = self.with_around(|around| self.0.app.borrow_mut().update(message, around));
        for wish in wishes {
            self.fulfil(wish);
        }
        self.show_soon();
    }

    /// Shows all changes of a moment at once, when the browser next draws.
    fn show_soon(&self) {
        if self.0.is_due.replace(true) {
            return;
        }
        let desk = self.clone();
        let draw = Closure::once_into_js(move || desk.show());
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
        self.show_soon();
    }

    async fn count_seconds(self) {
        let mut ticks: u32 = 0;
        loop {
            TimeoutFuture::new(TICK_MILLISECONDS).await;
            ticks = ticks.wrapping_add(1);
            let counts = self.0.app.borrow().wants_tick();
            match counts {
                true => self.take(Message::Tick),
                false if ticks.is_multiple_of(SHOW_EVERY_TICKS) => self.show_soon(),
                false => {}
            }
        }
    }

    fn told(&self, what: starter::Told) {
        match what {
            starter::Told::Link(address) => self.follow_link(address),
            // A desk is no program to be installed by the way, and a newer version of it comes with the next visit.
            starter::Told::CanInstall(_) | starter::Told::NewVersion => {}
        }
    }

    /// A link waits until what this browser keeps is at hand: there may be an office already.
    fn follow_link(&self, address: Zeroizing<String>) {
        let is_open = matches!(*self.0.at.borrow(), At::Open(_));
        match is_open {
            true => self.take(Message::LinkCame(address)),
            false => self.keep_waiting(address),
        }
    }

    fn keep_waiting(&self, address: Zeroizing<String>) {
        self.0.links.add(address);
        if let Some(shelf) = self.shelf_of_settings() {
            self.0.links.keep(shelf, opening::LINKS);
        }
    }

    /// The shelf, where it is open and this tab has the desk.
    fn shelf(&self) -> Option<Shelf> {
        match &*self.0.at.borrow() {
            At::Open(shelf) => Some(shelf.clone()),
            At::Opening | At::Locked(..) | At::Elsewhere(_) | At::Broken(_) => None,
        }
    }

    /// The same, or one that is behind its PIN: settings stand before that.
    fn shelf_of_settings(&self) -> Option<Shelf> {
        match &*self.0.at.borrow() {
            At::Open(shelf) | At::Elsewhere(shelf) | At::Locked(shelf, _) => Some(shelf.clone()),
            At::Opening | At::Broken(_) => None,
        }
    }

    fn set_line(&self, line: Line) {
        self.0.line.set(line);
        self.show_soon();
    }
}
