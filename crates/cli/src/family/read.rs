//! Reading: once, or until interrupted.

use porchlight_client::{Ending, Reach};
use porchlight_native::{Driver, End, Patience, now};
use tokio::signal::unix::{SignalKind, signal};

use super::Household;
use super::ear::{Ear, Until};
use super::join::link_trouble;
use crate::everywhere::Everywhere;
use crate::trouble::Trouble;

pub(super) const TRY_LATER: &str = "What this device has read before stays. Check the connection and try again later.";

/// Fetches what is new and says how things stand, also where the relay cannot be reached.
pub(super) async fn read(everywhere: &Everywhere) -> Result<(), Trouble> {
    let mut household = Household::open(everywhere)?;
    let mut ear = Ear::new(everywhere, &household.device, Until::CaughtUp);
    let end = household.drive(&mut ear, Patience::Once).await?;
    let reach = match end {
        End::Finished => Reach::Reached,
        End::Unreachable(_) | End::Lost(_) => Reach::Unreachable,
    };
    ear.conclude(&household.device, reach, now())?;
    verdict(everywhere, end, &ear)
}

/// Reads on, until interrupted.
pub(super) async fn follow(everywhere: &Everywhere) -> Result<(), Trouble> {
    let mut household = Household::open(everywhere)?;
    let mut ear = Ear::new(everywhere, &household.device, Until::Interrupted);
    let mut interrupts = signal(SignalKind::interrupt()).map_err(Trouble::Runtime)?;
    let mut terminations = signal(SignalKind::terminate()).map_err(Trouble::Runtime)?;
    let end = tokio::select! {
        end = household.drive(&mut ear, Patience::Forever) => end?,
        _ = interrupts.recv() => return Ok(()),
        _ = terminations.recv() => return Ok(()),
    };
    verdict(everywhere, end, &ear)
}

impl Household {
    pub(super) async fn drive(&mut self, ear: &mut Ear, patience: Patience) -> Result<End, Trouble> {
        let driver =
            Driver { party: &mut self.device, state: &mut self.state, dialler: &self.dialler, audience: ear, patience };
        Ok(driver.run().await?)
    }
}

/// Whether what there is could be read.
pub(super) fn verdict(everywhere: &Everywhere, end: End, ear: &Ear) -> Result<(), Trouble> {
    match (end, ear.ending()) {
        (End::Unreachable(cause), _) => Err(Trouble::Unreachable { cause, advice: TRY_LATER }),
        (End::Lost(cause), _) => Err(Trouble::Lost { cause, advice: TRY_LATER }),
        (End::Finished, None) => Ok(()),
        (End::Finished, Some(Ending::LinkRefused(refusal))) => Err(link_trouble(everywhere, *refusal)),
        (End::Finished, Some(ending)) => Err(Trouble::Ended(ending.clone())),
    }
}
