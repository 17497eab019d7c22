//! Reading: once, or until interrupted.

use porchlight_client::{Device, Ending, Reach};
use porchlight_language::texts::Remedy;
use porchlight_native::{Driver, End, Patience, now};
use tokio::signal::unix::{SignalKind, signal};

use super::Household;
use super::ear::{Ear, Until};
use super::join::link_trouble;
use crate::everywhere::Everywhere;
use crate::trouble::Trouble;

/// Fetches what is new and says how things stand, also where the relay cannot be reached.
pub(super) async fn read(everywhere: &Everywhere, all: bool) -> Result<(), Trouble> {
    let mut household = Household::open(everywhere)?;
    let mut ear = Ear::new(everywhere, &household.device, Until::CaughtUp);
    if all {
        ear.show_all(&household.device)?;
    }
    let end = household.drive(&mut ear, Patience::Once).await?;
    ear.conclude(&household.device, reach(&end), now())?;
    verdict(end, &ear, Remedies::READING)
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
    verdict(end, &ear, Remedies::READING)
}

const READ: &str = "`porchlight family read`";

impl Household {
    pub(super) async fn drive(&mut self, ear: &mut Ear, patience: Patience) -> Result<End, Trouble> {
        let driver = Driver {
            party: &mut self.device,
            state: &mut self.state,
            dialler: &self.dialler,
            audience: ear,
            patience,
            clock: now,
        };
        let end = driver.run().await;
        // Where the state could not be saved, what was read before that is shown all the same.
        ear.show_gathered()?;
        Ok(end?)
    }
}

/// Whether the relay was reached, by how the drive ended.
pub(super) const fn reach(end: &End) -> Reach {
    match end {
        End::Finished => Reach::Reached,
        End::Unreachable(trouble) => trouble.reach(),
        End::Lost(_) => Reach::Unreachable,
    }
}

/// What follows from a relay that was not reached, and from one that was lost.
#[derive(Clone, Copy)]
pub(super) struct Remedies {
    unreachable: Remedy<'static>,
    lost: Remedy<'static>,
    ended: Option<Remedy<'static>>,
}

impl Remedies {
    /// What was said is kept in the state, and every later report says it again.
    pub(super) const SAYING: Self = Self {
        unreachable: Remedy::Kept { command: READ },
        lost: Remedy::Kept { command: READ },
        ended: Some(Remedy::Kept { command: READ }),
    };
    pub(super) const READING: Self = Self { unreachable: Remedy::ReadAgain, lost: Remedy::ReadAgain, ended: None };
    const JOINING: Self =
        Self { unreachable: Remedy::LinkStillGood, lost: Remedy::JoinAgain, ended: Some(Remedy::JoinAgain) };

    /// For a device that has joined by now or not.
    pub(super) fn of_joining(device: &Device) -> Self {
        if device.has_joined() { Self::READING } else { Self::JOINING }
    }
}

/// Whether what there is could be read.
pub(super) fn verdict(end: End, ear: &Ear, remedies: Remedies) -> Result<(), Trouble> {
    match (end, ear.ending()) {
        (End::Unreachable(cause), _) => Err(Trouble::Unreachable { cause, remedy: remedies.unreachable }),
        (End::Lost(cause), _) => Err(Trouble::Lost { cause, remedy: remedies.lost }),
        (End::Finished, None) => Ok(()),
        (End::Finished, Some(Ending::LinkRefused(refusal))) => Err(link_trouble(*refusal)),
        (End::Finished, Some(ending)) => Err(Trouble::Ended { ending: ending.clone(), remedy: remedies.ended }),
    }
}
