//! What must outlast a reload beside the office's state: what is held back, half typed, or shown only once.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use zeroize::Zeroizing;

use super::Desk;
use crate::drive::Keep;
pub(super) use crate::shelf::OFFICE;
use crate::shelf::{Shelf, ShelfTrouble};
use crate::wakeups;

/// The name of what is kept beside it. It is behind the PIN like the office itself.
pub(super) const DRAFT: &str = "kept-beside";

/// What is still to be written.
#[derive(Clone, Default)]
pub(super) struct Draft(Rc<Unwritten>);

#[derive(Default)]
struct Unwritten {
    draft: RefCell<Option<Zeroizing<Vec<u8>>>>,
    is_writing: Cell<bool>,
    /// Whether the office was given something that its state on disk does not have yet: only when it has it may be noted as
    /// gone from the desk.
    follows_state: Cell<bool>,
}

impl Draft {
    pub(super) fn replace(&self, draft: Zeroizing<Vec<u8>>) {
        self.0.draft.replace(Some(draft));
    }

    /// What comes from here on has to follow the office's state to disk.
    pub(super) fn follow_state(&self) {
        self.0.follows_state.set(true);
    }

    /// Writes the newest, unless it has to follow a state that is still to be saved: then whoever saves that writes it.
    pub(super) async fn write(&self, shelf: &Shelf) -> Result<(), ShelfTrouble> {
        match self.0.follows_state.get() {
            true => Ok(()),
            false => self.write_all(shelf).await,
        }
    }

    /// One at a time, so that an older one never takes the place of a newer one.
    async fn write_all(&self, shelf: &Shelf) -> Result<(), ShelfTrouble> {
        while self.0.is_writing.get() {
            wakeups::in_a_moment().await;
        }
        self.0.is_writing.set(true);
        let written = self.write_newest(shelf).await;
        self.0.is_writing.set(false);
        written
    }

    async fn write_newest(&self, shelf: &Shelf) -> Result<(), ShelfTrouble> {
        loop {
            let Some(draft) = self.0.draft.take() else { return Ok(()) };
            shelf.save(DRAFT, &draft).await?;
        }
    }
}

/// The office's state on the shelf, and what has to be there before it or after.
pub(super) struct OfficeRecord {
    pub(super) shelf: Shelf,
    pub(super) draft: Draft,
}

impl Keep for OfficeRecord {
    type Trouble = ShelfTrouble;

    async fn save(&mut self, state: Zeroizing<Vec<u8>>) -> Result<(), ShelfTrouble> {
        if !self.draft.0.follows_state.get() {
            // A secret that was told just now is kept nowhere but in the draft once this state is on disk.
            self.draft.write_all(&self.shelf).await?;
            return self.shelf.save(OFFICE, &state).await;
        }
        self.shelf.save(OFFICE, &state).await?;
        self.draft.0.follows_state.set(false);
        self.draft.write_all(&self.shelf).await
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
