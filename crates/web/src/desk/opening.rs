//! Opening what this browser keeps, and taking the desk, or waiting until the other tab lets go of it.

use porchlight_client::Seconds;
use porchlight_language::Language;
use porchlight_screen::desk::{App, Line, Message};
use porchlight_screen::family::PinOutcome;
use wasm_bindgen_futures::spawn_local;
use zeroize::Zeroizing;

use super::keeping::{DRAFT, OFFICE};
use super::{At, Desk, Ears, office};
use crate::clock::now;
use crate::locks::{self, Held, Neighbours, NoLocks};
use crate::pin::Pin;
use crate::shelf::{PinTrouble, Shelf, ShelfTrouble};
use crate::wakeups::{returns, wakeups};
use crate::{document, eviction, sentences, starter};

/// Links that wait for the office.
pub(super) const LINKS: &str = "links-to-the-desk";
/// The language that was chosen, on either page.
pub(super) const LANGUAGE: &str = "language";

impl Desk {
    /// Opens the shelf, and what stands on it unless a PIN is before it.
    pub(super) async fn open(self) {
        let (awake, back, asked) = (self.clone(), self.clone(), self.clone());
        let ears = Ears {
            _wakeups: wakeups(move || awake.try_now()),
            _returns: returns(move || back.lock_if_guarded()),
            _neighbours: Neighbours::heard_by(move |name| asked.let_go(name)),
        };
        self.0.ears.replace(Some(ears));
        match Shelf::open().await {
            Ok(shelf) => self.opened(shelf).await,
            Err(trouble) => {
                self.speak(document::readers_language()).await;
                self.break_off(trouble);
            }
        }
    }

    async fn opened(&self, shelf: Shelf) {
        let chosen = shelf.setting(LANGUAGE).await.ok().flatten();
        let chosen = chosen.and_then(|chosen| std::str::from_utf8(&chosen).ok().and_then(|code| code.parse().ok()));
        self.speak(chosen.unwrap_or_else(document::readers_language)).await;
        self.0.links.take_up(&shelf, LINKS).await;
        if shelf.is_locked() {
            let until = shelf.pin_wait(now()).await.unwrap_or(None);
            self.0.links.keep(shelf.clone(), LINKS);
            self.0.at.replace(At::Locked(shelf, until));
        } else {
            self.claim(shelf).await;
        }
        self.show_soon();
    }

    /// Speaks a language whose sentences can be had.
    async fn speak(&self, wanted: Language) {
        let Some(language) = sentences::first_at_hand(wanted).await else { return starter::broke("the sentences") };
        self.0.app.replace(App::new(language));
        self.begin_to_show(language);
    }

    /// Takes the desk if no other tab has it; otherwise waits in line.
    async fn claim(&self, shelf: Shelf) {
        match locks::take_if_free(OFFICE).await {
            Ok(Some(held)) => self.begin(shelf, held, false).await,
            Ok(None) => {
                if locks::was_insisted(OFFICE) {
                    locks::insist(OFFICE);
                }
                self.wait_in_line(shelf).await;
            }
            Err(NoLocks) => self.break_off(ShelfTrouble::NoStorage),
        }
    }

    async fn wait_in_line(&self, shelf: Shelf) {
        self.0.links.keep(shelf.clone(), LINKS);
        self.0.at.replace(At::Elsewhere(shelf.clone()));
        self.show_soon();
        let Ok(held) = locks::take_in_turn(OFFICE).await else { return };
        self.begin(shelf, held, true).await;
    }

    /// Takes up what is kept, with the right to: as it was left, in this tab or another.
    async fn begin(&self, shelf: Shelf, held: Held, has_waited: bool) {
        let was_asked_for = locks::was_insisted(OFFICE);
        self.0.held.replace(Some(held));
        let trouble = match self.take_up_all(&shelf).await {
            Ok(()) => return self.show_soon(),
            Err(trouble) => trouble,
        };
        let has_come_between = match trouble {
            ShelfTrouble::Changed | ShelfTrouble::Locked | ShelfTrouble::Gone => true,
            // Another tab has set or changed the PIN: what it sealed since does not open with what this one knows.
            ShelfTrouble::Damaged => has_waited,
            ShelfTrouble::NoStorage | ShelfTrouble::Full | ShelfTrouble::KeyLost => false,
        };
        match has_come_between {
            true => begin_anew(was_asked_for),
            false => self.break_off(trouble),
        }
    }

    async fn take_up_all(&self, shelf: &Shelf) -> Result<(), ShelfTrouble> {
        let names = shelf.names().await?;
        let kept = shelf.load(DRAFT).await?;
        let liaison = office::load(shelf).await?;
        let language = self.0.app.borrow().language();
        self.0.app.replace(App::new(language));
        self.0.was_evicted.set(liaison.is_none() && eviction::missing(OFFICE, &names) > 0);
        self.0.at.replace(At::Open(shelf.clone()));
        if let Some(liaison) = liaison {
            self.expect_office();
            self.take_up_office(liaison);
        }
        if let Some(kept) = kept {
            self.take(Message::Kept(kept));
            // What the office has already is not what the page was closed over.
            self.take(Message::Tick);
        }
        let links = self.0.links.follow(shelf, LINKS);
        links.into_iter().for_each(|link| self.take(Message::LinkCame(link)));
        Ok(())
    }

    /// Another tab asks for the desk: save, let go, and wait in line.
    fn let_go(&self, name: &str) {
        let Some(shelf) = self.shelf().filter(|_| name == OFFICE) else { return };
        let desk = self.clone();
        spawn_local(async move {
            desk.stop_taking_up().await;
            desk.stop().await;
            // What cannot be written now is what a reload would lose as well.
            let _ = desk.0.draft.write(&shelf).await;
            desk.0.office.replace(None);
            desk.0.asked.borrow_mut().clear();
            desk.set_line(Line::Resting { since: None });
            drop(desk.0.held.take());
            desk.wait_in_line(shelf).await;
        });
    }

    /// Opens what is behind the PIN.
    pub(super) async fn unlock(self, typed: Zeroizing<String>) {
        let shelf = match &*self.0.at.borrow() {
            At::Locked(shelf, _) => shelf.clone(),
            At::Opening | At::Elsewhere(_) | At::Open(_) | At::Broken(_) => return,
        };
        // What is no PIN at all is not the right one, and is no attempt.
        let tried = match Pin::new(typed) {
            Ok(pin) => shelf.unlock(&pin, now()).await,
            Err(_) => Err(PinTrouble::Wrong(None)),
        };
        match tried {
            Ok(()) => {
                self.take(Message::Pin(PinOutcome::Right));
                self.claim(shelf).await;
            }
            Err(PinTrouble::Wrong(until)) => self.refuse_pin(shelf, until),
            Err(PinTrouble::Wait(until)) => self.refuse_pin(shelf, Some(until)),
            Err(PinTrouble::Shelf(trouble)) => self.break_off(trouble),
        }
        self.show_soon();
    }

    fn refuse_pin(&self, shelf: Shelf, until: Option<Seconds>) {
        self.0.at.replace(At::Locked(shelf, until));
        self.take(Message::Pin(PinOutcome::Wrong { until }));
    }

    /// Nothing can be kept, or what is kept does not open.
    fn break_off(&self, trouble: ShelfTrouble) {
        let has_come_between = matches!(trouble, ShelfTrouble::Changed | ShelfTrouble::Gone);
        if has_come_between && self.shelf_of_settings().is_some() {
            // How things stand now is found by beginning anew.
            return document::reload();
        }
        self.0.at.replace(At::Broken(trouble));
        self.show_soon();
    }
}

/// Loads the page again: how things stand is found by beginning anew. Where somebody wants the desk in this tab, it is here then.
pub(super) fn begin_anew(is_wanted_here: bool) {
    if is_wanted_here {
        locks::insist_once_more(OFFICE);
    }
    document::reload();
}
