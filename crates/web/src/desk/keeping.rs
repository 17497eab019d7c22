//! What must outlast a reload beside the office's state: what is held back, half typed, or shown only once.

use std::cell::RefCell;
use std::rc::Rc;

use porchlight_client::Saved;
use zeroize::Zeroizing;

use super::Desk;
use super::order::Order;
use crate::drive::Keep;
pub(super) use crate::shelf::OFFICE;
use crate::shelf::{Shelf, ShelfTrouble};
use crate::wakeups;

/// The name of what is kept beside it. It is behind the PIN like the office itself.
pub(super) const DRAFT: &str = "kept-beside";

/// What is still to be written.
#[derive(Clone)]
pub(super) struct Draft(Rc<RefCell<Order<Zeroizing<Vec<u8>>>>>);

impl Default for Draft {
    fn default() -> Self {
        Self(Rc::new(RefCell::new(Order::new())))
    }
}

impl Draft {
    pub(super) fn replace(&self, draft: Zeroizing<Vec<u8>>) {
        self.0.borrow_mut().replace(draft);
    }

    /// The office was given something: what comes from here on goes to disk with the office's next state, and not before.
    pub(super) fn follow_state(&self) {
        self.0.borrow_mut().give();
    }

    /// Whether all that the office was given is on disk.
    pub(super) fn has_saved_all(&self) -> bool {
        self.0.borrow().has_saved_all()
    }

    /// Writes the newest, unless it has to go together with a state that is still to be saved.
    pub(super) async fn write(&self, shelf: &Shelf) -> Result<(), ShelfTrouble> {
        while self.0.borrow().is_at_work() {
            wakeups::in_a_moment().await;
        }
        loop {
            let draft = self.0.borrow_mut().begin_beside();
            let Some(draft) = draft else { return Ok(()) };
            let written = shelf.save(DRAFT, &draft).await;
            self.0.borrow_mut().end_beside();
            written?;
        }
    }

    /// Writes a state that was encoded in this moment, and the newest draft in the same transaction: a secret that was told just
    /// now is kept nowhere but in the draft once this state is on disk, and a post that was given just now nowhere but in the state.
    async fn write_with(&self, shelf: &Shelf, office: &Saved) -> Result<(), ShelfTrouble> {
        let together = self.0.borrow_mut().begin_state();
        while !self.0.borrow().is_states_turn() {
            wakeups::in_a_moment().await;
        }
        let draft = together.beside.as_ref().map(|draft| (DRAFT, draft.as_slice()));
        let saved = shelf.save_office(office, draft).await;
        match saved {
            Ok(()) => self.0.borrow_mut().state_is_written(&together),
            Err(_) => self.0.borrow_mut().state_is_not_written(together),
        }
        saved
    }
}

/// The office's state on the shelf, and what goes with it.
pub(super) struct OfficeRecord {
    pub(super) shelf: Shelf,
    pub(super) desk: Desk,
}

impl Keep for OfficeRecord {
    type Trouble = ShelfTrouble;

    async fn save(&mut self, saved: Saved) -> Result<(), ShelfTrouble> {
        let draft = &self.desk.0.draft;
        draft.write_with(&self.shelf, &saved).await?;
        // That it waits is said only now.
        self.desk.show_soon();
        // What came while it was being saved.
        draft.write(&self.shelf).await
    }
}

impl Desk {
    /// Has the newest draft written; where it cannot be, that is told.
    pub(super) async fn write_draft(self) {
        let Some(shelf) = self.shelf() else { return };
        if let Err(trouble) = self.0.draft.write(&shelf).await {
            self.not_kept(trouble);
        }
    }
}
