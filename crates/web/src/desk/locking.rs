//! Locking the desk again: by its button, or when it comes back into sight after too long.

use wasm_bindgen_futures::spawn_local;

use super::{At, Desk};
use crate::{document, wakeups};

/// Moments that a session under way is given to end, two seconds in all: what it has said is saved already, and nobody who locks
/// the desk wants to wait for a server.
const END_MOMENTS_MAX: usize = 100;

impl Desk {
    /// Locks the desk where a PIN is before it, and was typed.
    pub(super) fn lock_if_guarded(&self) {
        let is_open = match &*self.0.at.borrow() {
            At::Open(shelf) | At::Elsewhere(shelf) => shelf.has_pin(),
            At::Opening | At::Locked(..) | At::Broken(_) => false,
        };
        if is_open {
            spawn_local(self.clone().lock());
        }
    }

    /// Shows nothing any more, saves, and begins anew.
    pub(super) async fn lock(self) {
        document::hide();
        self.stop_soon();
        for _ in 0..END_MOMENTS_MAX {
            if !self.is_driven() {
                break;
            }
            wakeups::in_a_moment().await;
        }
        if let Some(shelf) = self.shelf() {
            // What cannot be written now is what a reload would lose as well.
            let _ = self.0.draft.write(&shelf).await;
        }
        document::reload();
    }
}
