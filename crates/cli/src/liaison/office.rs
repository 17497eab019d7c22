//! A liaison with its state and its relay: one task, one session.

use porchlight_client::{Failure, Liaison, Task};
use porchlight_language::texts::Remedy;
use porchlight_native::{Dialler, Driver, End, Kind, Patience, StateFile, StateTrouble, now, system_random};
use porchlight_protocol::Refusal;

use super::events::{Asked, Clerk};
use crate::civil;
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
        states::warn_if_passphrase_unused(&state, everywhere.texts(), &everywhere.printer());
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
        let wants_roster = task == Task::Families;
        let asked = self.asked(&task);
        self.liaison.set_task(task);
        let mut clerk = Clerk::new(self.everywhere.printer(), self.everywhere.language(), asked);
        let driver = Driver {
            party: &mut self.liaison,
            state: &mut self.state,
            dialler: &self.dialler,
            audience: &mut clerk,
            patience: Patience::Once,
            clock: now,
        };
        let end = driver.run().await?;
        // The roster is kept here: it is shown whether or not the relay answers.
        if wants_roster && !matches!(end, End::Finished) {
            clerk.roster(&self.liaison)?;
        }
        match end {
            End::Finished => clerk.outcome().map_err(Trouble::Failed),
            End::Unreachable(cause) => Err(Trouble::Unreachable { cause, remedy: Remedy::NothingSent }),
            End::Lost(cause) => Err(Trouble::Lost { cause, remedy: Remedy::Waits }),
        }
    }

    /// What was asked for, as its answer tells it.
    fn asked(&self, task: &Task) -> Asked {
        let zone = self.everywhere.zone();
        match task {
            Task::Post { as_of, next_by, .. } => {
                let next_by = next_by.unwrap_or_else(|| now().saturating_add(self.liaison.profile().cadence_seconds));
                Asked::Status {
                    days: self.days_promised(task),
                    day: civil::told(civil::date(*as_of)),
                    next_by: civil::moment(next_by, &zone),
                    today: civil::today(now(), &zone).and_then(civil::told),
                }
            }
            Task::Tell { code, text, .. } => Asked::Private { code: code.clone(), has_text: text.is_some() },
            Task::Invite { family, .. } => {
                let families = self.liaison.families();
                let name = family.trim();
                Asked::Link {
                    is_known: families.iter().any(|known| known.name == name),
                    alike: families.into_iter().map(|known| known.name).find(|known| differ_in_case(known, name)),
                }
            }
            Task::Found | Task::Profile(_) | Task::Families => Asked::Other,
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

fn differ_in_case(one: &str, other: &str) -> bool {
    one != other && one.to_lowercase() == other.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letter_case_is_that_of_every_alphabet() {
        assert!(differ_in_case("Коваленко", "коваленко") && differ_in_case("Smith", "SMITH"));
        assert!(!differ_in_case("Smith", "Smith") && !differ_in_case("Smith", "Smyth"));
    }
}
