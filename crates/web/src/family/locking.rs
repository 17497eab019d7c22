//! Locking the page again: by its button, or when it comes back into sight after too long.

use wasm_bindgen_futures::spawn_local;

use super::{At, Page};
use crate::drive::Nudge;
use crate::{document, wakeups};

/// Moments that sessions under way are given to end, two seconds in all: what they have said is saved already, and nobody who locks
/// the page wants to wait for a server.
const END_MOMENTS_MAX: usize = 100;

impl Page {
    /// Locks the page where a PIN is before it, and was typed.
    pub(super) fn lock_if_guarded(&self) {
        let is_open = match &*self.0.shelf.borrow() {
            At::Open(shelf) => shelf.has_pin(),
            At::Opening | At::Locked(..) | At::Broken(_) => false,
        };
        if is_open {
            spawn_local(self.clone().lock());
        }
    }

    /// Shows nothing any more, has the drivers save and end, and begins anew.
    pub(super) async fn lock(self) {
        document::hide();
        self.0.groups.borrow().iter().for_each(|group| group.nudge(Nudge::Stop));
        for _ in 0..END_MOMENTS_MAX {
            if self.0.groups.borrow().iter().all(|group| group.nudger.is_none()) {
                break;
            }
            wakeups::in_a_moment().await;
        }
        document::reload();
    }
}
