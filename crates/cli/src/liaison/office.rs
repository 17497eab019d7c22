//! A liaison with its state and its relay: one task, one session.

use porchlight_client::{Failure, Liaison, Task};
use porchlight_language::texts::Remedy;
use porchlight_native::{Dialler, Driver, End, Kind, Patience, StateFile, StateTrouble, now, system_random};
use porchlight_protocol::Refusal;

use super::events::Clerk;
use crate::codes;
use crate::everywhere::{Everywhere, Role};
use crate::states;
use crate::trouble::Trouble;

pub(super) struct Office<'a> {
    pub(super) everywhere: &'a Everywhere,
    pub(super) dialler: Dialler,
    pub(super) state: StateFile,
    pub(super) liaison: Liaison,
    /// Whether this command drew it, so that nothing can have left this machine before.
    pub(super) is_new: bool,
}

impl<'a> Office<'a> {
    /// Takes up the state that `create` made.
    pub(super) fn open(everywhere: &'a Everywhere) -> Result<Self, Trouble> {
        let dialler = everywhere.dialler()?;
        let dir = everywhere.state_dir(Role::Liaison)?;
        let (state, saved) = match StateFile::open(&dir, &[Kind::Founding, Kind::Liaison], states::passphrase) {
            Err(StateTrouble::NoState { dir }) => return Err(Trouble::NoGroup { dir }),
            opened => opened?,
        };
        states::warn_if_open_to_others(&state, &everywhere.printer());
        let liaison = Liaison::restore(&saved, system_random())?;
        Ok(Self { everywhere, dialler, state, liaison, is_new: false })
    }

    /// Does one task in one session, and prints what came of it.
    pub(super) async fn work(mut self, task: Task) -> Result<(), Trouble> {
        let end = self.session(task).await;
        self.settle_founding(&end)?;
        end
    }

    async fn session(&mut self, task: Task) -> Result<(), Trouble> {
        let days = self.days_promised(&task);
        self.liaison.set_task(task);
        let mut clerk = Clerk::new(self.everywhere.printer(), self.everywhere.language(), days);
        let driver = Driver {
            party: &mut self.liaison,
            state: &mut self.state,
            dialler: &self.dialler,
            audience: &mut clerk,
            patience: Patience::Once,
            clock: now,
        };
        match driver.run().await? {
            End::Finished => clerk.outcome().map_err(Trouble::Failed),
            End::Unreachable(cause) => Err(Trouble::Unreachable { cause, remedy: Remedy::NothingSent }),
            End::Lost(cause) => Err(Trouble::Lost { cause, remedy: Remedy::Waits }),
        }
    }

    /// For how many days a status promises silence, should its label tell that.
    fn days_promised(&self, task: &Task) -> Option<u32> {
        let cadence = self.liaison.profile().cadence_seconds;
        match task {
            Task::Post { next_by: Some(moment), .. } => codes::days(now(), *moment),
            Task::Post { next_by: None, .. } => codes::days(0, cadence),
            Task::Found | Task::Invite { .. } | Task::Tell { .. } | Task::Profile(_) | Task::Families => None,
        }
    }

    /// A group that the relay has refused is void; one that it has taken is founded, whatever became of the task.
    fn settle_founding(self, end: &Result<(), Trouble>) -> Result<(), Trouble> {
        if self.state.kind() != Kind::Founding {
            return Ok(());
        }
        let mut state = self.state;
        match end {
            Ok(()) => {
                states::tell_of_key(&state, self.everywhere.texts(), &self.everywhere.printer());
                Ok(state.become_kind(Kind::Liaison)?)
            }
            Err(Trouble::Failed(Failure::Refused(Refusal::CharterRefused))) => Ok(state.discard()?),
            // Nothing left this machine: the same directory may be used again, for another address too.
            Err(Trouble::Unreachable { .. }) if self.is_new => Ok(state.discard()?),
            Err(_) => Ok(()),
        }
    }
}
