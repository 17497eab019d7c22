//! Composing without a session: sealed here, carried by whoever takes the file. See docs/protocol.md#flows, 13.

use porchlight_protocol::{Carried, Day, Sequence};

use super::events::Failure;
use super::{Liaison, LiaisonEvent};
use crate::Seconds;

impl Liaison {
    /// Seals a post that a courier will carry, and before it what waits for a session. It holds its place from now on, whenever it
    /// arrives. What waits and can no longer be said is told, and holds nothing up.
    ///
    /// # Errors
    /// The [`Failure`]; the post is not sealed then.
    pub fn compose(
        &mut self,
        code: &str,
        as_of: Day,
        next_by: Option<Seconds>,
        corrects: Option<Sequence>,
        now: Seconds,
    ) -> Result<Sequence, Failure> {
        if self.state.charter.is_some() {
            return Err(Failure::NotFounded);
        }
        // What a turn has put at the relay rests on the place at which it began, and a handover on being the next.
        if self.state.turn.is_some() || self.is_handing_over() {
            return Err(Failure::TurnUnderWay);
        }
        self.session.now = now;
        while let Some(waiting) = self.state.queue.pop_front() {
            self.correspondence.changed();
            if let Err(failure) = self.begin(waiting, now) {
                self.correspondence.tell(LiaisonEvent::EarlierFailed(failure));
            }
        }
        let sequence = self.post(code, as_of, next_by, corrects, now)?;
        self.correspondence.changed();
        Ok(sequence)
    }

    /// What is sealed and not known to be at the relay, as a courier's file holds it; `None` when there is nothing, or more than
    /// a file may hold.
    pub fn to_carry(&self) -> Option<Carried> {
        Carried::new(self.state.outbox.iter().cloned().collect()).ok()
    }
}
