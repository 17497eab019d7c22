//! Taking an office up from the server: its vault, then its feed. Its one save is an office's state, which goes on from there.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use porchlight_client::{Reach, Recovery, RecoveryEvent, Saved, Task};
use porchlight_screen::desk::{Line, Message};
use wasm_bindgen_futures::spawn_local;

use super::{Desk, office};
use crate::drive::{Audience, Driver, Keep, Nudge, Nudger, Onward, nudges};
use crate::shelf::{Shelf, ShelfTrouble};
use crate::wakeups;

impl Desk {
    /// Takes an office up, then does the task that finishes it.
    pub(super) fn take_up(&self, recovery: Recovery, task: Task) {
        let Some(shelf) = self.shelf() else { return };
        let (nudger, nudges) = nudges();
        let ear = Ear {
            desk: self.clone(),
            feed_is_known: recovery.feed().is_some(),
            nudger: nudger.clone(),
            is_over: false,
        };
        self.0.taking_up.replace(Some(nudger));
        let party = Rc::new(RefCell::new(recovery));
        let driver =
            Driver { party: Rc::clone(&party), keep: FirstState { shelf: shelf.clone() }, audience: ear, nudges };
        let desk = self.clone();
        spawn_local(async move {
            let end = driver.run().await;
            let is_done = party.borrow().is_done();
            match end {
                Err(trouble) => desk.not_kept(trouble),
                Ok(()) if is_done => desk.go_on(&shelf, task).await,
                Ok(()) => {}
            }
            desk.0.taking_up.replace(None);
            desk.set_line(Line::Resting { since: None });
        });
    }

    async fn go_on(&self, shelf: &Shelf, task: Task) {
        match office::load(shelf).await {
            Ok(Some(liaison)) => {
                self.expect_office();
                self.0.asked.borrow_mut().push(task);
                self.take_up_office(liaison);
                self.take(Message::Recovering(RecoveryEvent::TakenUp));
            }
            Ok(None) => {}
            Err(trouble) => self.not_kept(trouble),
        }
    }

    /// Gives it up. When this returns, nothing runs any more.
    pub(super) async fn stop_taking_up(&self) {
        self.0.taking_up.borrow().iter().for_each(|nudger| nudger.nudge(Nudge::Stop));
        while self.0.taking_up.borrow().is_some() {
            wakeups::in_a_moment().await;
        }
    }
}

/// Where the state of the office that is taken up goes.
struct FirstState {
    shelf: Shelf,
}

impl Keep for FirstState {
    type Trouble = ShelfTrouble;

    async fn save(&mut self, saved: Saved) -> Result<(), ShelfTrouble> {
        self.shelf.save_office(&saved, None).await
    }
}

struct Ear {
    desk: Desk,
    /// Whether a session can be about the feed: with a phrase, the first one cannot.
    feed_is_known: bool,
    nudger: Nudger,
    is_over: bool,
}

impl Audience<Recovery> for Ear {
    fn hear(&mut self, event: RecoveryEvent, _recovery: &Recovery) -> Onward {
        match event {
            RecoveryEvent::VaultOpened { .. } if self.feed_is_known => return Onward::Continue,
            RecoveryEvent::VaultOpened { .. } => self.feed_is_known = true,
            // Its state is saved next; the office goes on from that.
            RecoveryEvent::TakenUp => self.is_over = true,
            RecoveryEvent::Failed(failure) => {
                self.is_over = true;
                let desk = self.desk.clone();
                spawn_local(async move {
                    desk.stop_taking_up().await;
                    desk.take(Message::Recovering(RecoveryEvent::Failed(failure)));
                });
            }
        }
        Onward::HangUp
    }

    fn dialling(&mut self) {
        self.desk.set_line(Line::Working);
    }

    fn look(&mut self, reach: Reach) {
        match reach {
            Reach::Reached => {}
            Reach::Unreachable => self.desk.set_line(Line::Unreachable { again_at: None }),
            Reach::Offline => self.desk.set_line(Line::Offline),
        }
    }

    fn hung_up(&mut self) {
        self.nudger.nudge(if self.is_over { Nudge::Stop } else { Nudge::Changed });
    }

    fn rest(&self) -> Duration {
        Duration::ZERO
    }
}
