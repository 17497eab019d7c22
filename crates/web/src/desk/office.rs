//! The office as it runs here: its driver, and the tasks that it is given one after another.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use porchlight_client::{Liaison, Task};
use porchlight_screen::desk::{Line, Message};
use wasm_bindgen_futures::spawn_local;

use super::around::shown;
use super::ear::Ear;
use super::keeping::{DRAFT, OFFICE, OfficeRecord};
use super::opening::begin_anew;
use super::{At, Desk};
use crate::drive::{Driver, Nudge, Nudger, nudges};
use crate::random::BrowserRandom;
use crate::shelf::{Shelf, ShelfTrouble};
use crate::{document, eviction, wakeups};

/// The office, and its driver's ear while one drives.
pub(super) struct Running {
    pub(super) liaison: Rc<RefCell<Liaison>>,
    nudger: Option<Nudger>,
    /// The task of the session under way.
    pub(super) task: Rc<Cell<Option<Task>>>,
}

impl Running {
    fn nudge(&self, nudge: Nudge) {
        self.nudger.iter().for_each(|nudger| nudger.nudge(nudge));
    }
}

impl Desk {
    /// The office has something new to save, and something to do about it.
    pub(super) fn see_to_it(&self) {
        for nudge in [Nudge::Changed, Nudge::TryNow] {
            self.0.office.borrow().iter().for_each(|running| running.nudge(nudge));
        }
    }

    /// What can be tried is tried at once.
    pub(super) fn try_now(&self) {
        self.0.office.borrow().iter().for_each(|running| running.nudge(Nudge::TryNow));
        self.0.taking_up.borrow().iter().for_each(|nudger| nudger.nudge(Nudge::TryNow));
    }

    /// The office's driver ends when it has saved.
    pub(super) fn stop_soon(&self) {
        self.0.office.borrow().iter().for_each(|running| running.nudge(Nudge::Stop));
    }

    /// An office that was drawn or loaded just now is driven from here on.
    pub(super) fn take_up_office(&self, liaison: Liaison) {
        let Some(shelf) = self.shelf() else { return };
        let (nudger, nudges) = nudges();
        let running = Running { liaison: Rc::new(RefCell::new(liaison)), nudger: Some(nudger), task: Rc::default() };
        let driver = Driver {
            party: Rc::clone(&running.liaison),
            keep: OfficeRecord { shelf, desk: self.clone() },
            audience: Ear::new(self.clone(), Rc::clone(&running.task)),
            nudges,
        };
        self.0.office.replace(Some(running));
        let desk = self.clone();
        spawn_local(async move {
            let end = driver.run().await;
            if let Some(running) = &mut *desk.0.office.borrow_mut() {
                running.nudger = None;
            }
            desk.set_line(Line::Resting { since: None });
            if let Err(trouble) = end {
                desk.not_kept(trouble);
            }
        });
    }

    /// Stops the office's driver. When this returns, all that was told is saved, and nothing runs any more.
    pub(super) async fn stop(&self) {
        self.stop_soon();
        while self.is_driven() {
            wakeups::in_a_moment().await;
        }
    }

    /// Whether the office's driver is at work.
    pub(super) fn is_driven(&self) -> bool {
        self.0.office.borrow().as_ref().is_some_and(|running| running.nudger.is_some())
    }

    /// The task of the next session: what the office keeps itself first, then what was asked for, in order.
    pub(super) fn next_task(&self) -> Option<Task> {
        let office = self.0.office.borrow();
        let waiting = office.as_ref().and_then(|running| running.liaison.borrow().waiting().next().cloned());
        waiting.or_else(|| self.0.asked.borrow().first().cloned())
    }

    /// Nothing goes on until it can be kept: what has run ahead of the disk is given up, and the page begins anew.
    pub(super) fn not_kept(&self, trouble: ShelfTrouble) {
        match trouble {
            // Another tab has set or changed the PIN, or removed everything.
            ShelfTrouble::Changed | ShelfTrouble::Gone => begin_anew(true),
            ShelfTrouble::NoStorage
            | ShelfTrouble::Full
            | ShelfTrouble::Damaged
            | ShelfTrouble::KeyLost
            | ShelfTrouble::Locked => {
                self.0.office.replace(None);
                self.0.at.replace(At::Broken(trouble));
                self.take(Message::NotKept(shown(trouble)));
            }
        }
    }

    /// Removes the office from this browser, and with it what is kept beside it where nothing of that is of use any more.
    pub(super) async fn remove_office(&self, with_draft: bool) {
        let Some(shelf) = self.shelf() else { return };
        self.stop().await;
        self.stop_taking_up().await;
        let beside: &[&str] = if with_draft { &[DRAFT] } else { &[] };
        match shelf.remove_office(beside).await {
            Ok(()) => {
                eviction::expect_no_more(OFFICE);
                self.0.office.replace(None);
                self.0.asked.borrow_mut().clear();
                self.show_soon();
            }
            Err(trouble) => self.not_kept(trouble),
        }
    }

    /// Removes an office that does not open; then the page begins anew. Where the shelf itself does not open, the office cannot be
    /// removed without what relatives keep beside it, which is asked about first.
    pub(super) async fn remove_what_is_broken(self) {
        let Ok(shelf) = Shelf::open().await else { return self.take(Message::OnlyEverything) };
        let removed = shelf.remove_office(&[DRAFT]).await;
        self.after_removal(removed);
    }

    /// Removes all that this browser keeps for both pages; then the page begins anew. Other tabs find nothing left to write to.
    pub(super) async fn remove_everything(self) {
        let removed = Shelf::wipe().await;
        if removed.is_ok() {
            // An empty beginning is that of all names.
            eviction::expect_only("", &[]);
        }
        self.after_removal(removed);
    }

    fn after_removal(&self, removed: Result<(), ShelfTrouble>) {
        match removed {
            Ok(()) => {
                eviction::expect_no_more(OFFICE);
                document::reload();
            }
            Err(trouble) => self.not_kept(trouble),
        }
    }

    /// A browser that has an office should not throw it away.
    pub(super) fn expect_office(&self) {
        self.0.was_evicted.set(false);
        eviction::expect(OFFICE);
        // It may say no. What comes of that is noticed when the page is next opened.
        spawn_local(async {
            let _ = eviction::ask_to_persist().await;
        });
    }
}

/// The office that is kept here.
pub(super) async fn load(shelf: &Shelf) -> Result<Option<Liaison>, ShelfTrouble> {
    let Some(kept) = shelf.load_office().await? else { return Ok(None) };
    Liaison::restore(&kept, BrowserRandom::boxed()).map(Some).map_err(|_| ShelfTrouble::Damaged)
}
