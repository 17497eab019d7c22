//! Setting, changing and removing the PIN, as both pages do it: the present one is typed first, with the same waits as at the door.

use porchlight_screen::family::PinOutcome;
use zeroize::Zeroizing;

use super::Pin;
use crate::clock::now;
use crate::shelf::{PinTrouble, Shelf};

/// Guards the shelf with a new PIN, or with none any more, once the one in force was typed right.
pub async fn change(shelf: &Shelf, present: Option<Zeroizing<String>>, new: Option<Zeroizing<String>>) -> PinOutcome {
    match try_to(shelf, present, new).await {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

async fn try_to(
    shelf: &Shelf,
    present: Option<Zeroizing<String>>,
    new: Option<Zeroizing<String>>,
) -> Result<PinOutcome, PinOutcome> {
    if shelf.has_pin() {
        let present = present.and_then(|typed| Pin::new(typed).ok());
        let present = present.ok_or(PinOutcome::Wrong { until: None })?;
        shelf.check_pin(&present, now()).await.map_err(refused)?;
    }
    let Some(new) = new else {
        return shelf.remove_pin().await.map(|()| PinOutcome::Removed).map_err(|_| PinOutcome::NotKept);
    };
    let new = Pin::new(new).map_err(|_| PinOutcome::NotKept)?;
    shelf.set_pin(&new).await.map(|()| PinOutcome::Set).map_err(|_| PinOutcome::NotKept)
}

fn refused(trouble: PinTrouble) -> PinOutcome {
    match trouble {
        PinTrouble::Wrong(until) => PinOutcome::Wrong { until },
        PinTrouble::Wait(until) => PinOutcome::Wrong { until: Some(until) },
        PinTrouble::Shelf(_) => PinOutcome::NotKept,
    }
}
