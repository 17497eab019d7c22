//! A liaison with its state and its relay: one task, one session.

use porchlight_client::{Act, Failure, Input, Liaison, Output, QUEUE_MAX, Task};
use porchlight_language::texts::Remedy;
use porchlight_native::{Dialler, Driver, End, Kind, Patience, StateFile, StateTrouble, now, system_random};
use porchlight_protocol::{Day, Refusal, Sequence};

use super::clerk::{Asked, Clerk};
use super::lists::List;
use crate::civil;
use crate::codes;
use crate::everywhere::{Everywhere, Role};
use crate::states;
use crate::trouble::Trouble;

/// The kinds of state that a liaison's commands take up.
pub(super) const KINDS: [Kind; 3] = [Kind::Founding, Kind::Liaison, Kind::TakingOver];
pub(super) const DISCARD: &str = "`porchlight liaison discard`";

pub(super) struct Office<'a> {
    pub(super) everywhere: &'a Everywhere,
    pub(super) dialler: Dialler,
    pub(super) state: StateFile,
    pub(super) liaison: Liaison,
    /// Whether this command drew it, so that nothing can have left this machine before.
    pub(super) is_new: bool,
}

impl<'a> Office<'a> {
    /// Takes up the state that `create`, `recover` or `accept` made.
    pub(super) fn open(everywhere: &'a Everywhere) -> Result<Self, Trouble> {
        let office = Self::open_with_own_passphrase(everywhere)?;
        states::warn_if_passphrase_unused(&office.state, everywhere.texts(), &everywhere.printer());
        Ok(office)
    }

    /// The same for a command that has a use of its own for a passphrase.
    pub(super) fn open_with_own_passphrase(everywhere: &'a Everywhere) -> Result<Self, Trouble> {
        let dialler = everywhere.dialler()?;
        let dir = everywhere.state_dir(Role::Liaison)?;
        let (state, saved) = match StateFile::open(&dir, &KINDS, states::passphrase) {
            Err(StateTrouble::NoState { dir }) => return Err(Trouble::NoGroup { dir }),
            opened => opened?,
        };
        states::warn_if_open_to_others(&state, &everywhere.printer());
        let liaison = Liaison::restore(&saved, system_random())?;
        Ok(Self { everywhere, dialler, state, liaison, is_new: false })
    }

    /// Does one task in one session, and prints what came of it.
    pub(super) async fn work(self, task: Task) -> Result<(), Trouble> {
        let asked = self.asked(&task);
        self.work_as(task, asked).await
    }

    /// Brings everything into order in one session, and shows a list.
    pub(super) async fn list(self, list: List) -> Result<(), Trouble> {
        self.work_as(Task::Families, Asked::List(list)).await
    }

    pub(super) async fn work_as(mut self, task: Task, asked: Asked) -> Result<(), Trouble> {
        let end = self.session(task, asked).await;
        self.settle(&end)?;
        end
    }

    async fn session(&mut self, task: Task, asked: Asked) -> Result<(), Trouble> {
        let remedy = remedy(&task);
        self.liaison.set_task(task.clone());
        let mut clerk = Clerk::new(self.everywhere, asked);
        let driver = Driver {
            party: &mut self.liaison,
            state: &mut self.state,
            dialler: &self.dialler,
            audience: &mut clerk,
            patience: Patience::Once,
            clock: now,
        };
        let end = driver.run().await?;
        // A list is kept here: it is shown whether or not the relay answers.
        if !matches!(end, End::Finished) {
            clerk.show_kept(&self.liaison)?;
            self.tell_what_waits(remedy);
        }
        match end {
            End::Finished => clerk.outcome(),
            End::Unreachable(_) if self.lacks_room_for(&task) => {
                Err(Trouble::Failed(Failure::QueueFull { tasks_max: QUEUE_MAX }))
            }
            End::Unreachable(cause) => Err(Trouble::Unreachable { cause, remedy }),
            End::Lost(cause) => Err(Trouble::Lost { cause, remedy: Remedy::Waits }),
        }
    }

    /// Whether a post or a message found no room to wait in.
    fn lacks_room_for(&self, task: &Task) -> bool {
        let waits = self.liaison.waiting().any(|waiting| waiting == task);
        matches!(remedy(task), Remedy::Queued { .. }) && !waits && self.liaison.waiting().count() >= QUEUE_MAX
    }

    /// Says of earlier posts and messages that they still wait.
    fn tell_what_waits(&self, remedy: Remedy<'_>) {
        let own = usize::from(matches!(remedy, Remedy::Queued { .. }));
        let earlier = self.liaison.waiting().count().saturating_sub(own);
        if earlier > 0 {
            self.everywhere.printer().note(&self.everywhere.texts().waiting(earlier as u64));
        }
    }

    /// Saves what was changed without a session.
    pub(super) fn keep(&mut self) -> Result<(), Trouble> {
        while let Some(output) = self.liaison.poll() {
            match output {
                Output::Save(saved) => {
                    self.state.save(&saved)?;
                    self.liaison.handle(Input::Saved, now());
                }
                // Without a session there is nobody to send to, and nothing to tell of.
                Output::Send(_) | Output::Tell(_) => {}
            }
        }
        Ok(())
    }

    /// The day that a status spoke of, by its place.
    pub(super) fn day_of(&self, place: Sequence) -> Option<Day> {
        self.liaison.log().rev().find_map(|entry| match &entry.act {
            Act::Status { sequence, as_of, .. } if *sequence == place => Some(*as_of),
            Act::Status { .. }
            | Act::Notice { .. }
            | Act::Profile { .. }
            | Act::Invited { .. }
            | Act::Withdrawn { .. }
            | Act::Joined { .. }
            | Act::Removed { .. }
            | Act::Left { .. }
            | Act::Turned { .. }
            | Act::Empowered { .. }
            | Act::Dismissed { .. }
            | Act::TakenOver { .. } => None,
        })
    }

    /// What was asked for, as its answer tells it.
    fn asked(&self, task: &Task) -> Asked {
        let zone = self.everywhere.zone();
        match task {
            Task::Post { as_of, next_by, corrects, .. } => {
                let next_by = next_by.unwrap_or_else(|| self.promise(*corrects));
                Asked::Status {
                    days: codes::days(now(), next_by),
                    day: civil::told(civil::date(*as_of)),
                    next_by: civil::moment(next_by, &zone),
                    today: civil::today(now(), &zone).and_then(civil::told),
                    corrects: corrects.map(|place| place.0),
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
            Task::Remove { device, .. } => Asked::Removal { device: *device },
            Task::Families => Asked::List(List::Families),
            Task::Dismiss { .. } | Task::Recover | Task::Accept => {
                let mut invited: Vec<_> = self.liaison.invites().into_iter().map(|invite| invite.family).collect();
                invited.dedup();
                Asked::Succession { invited }
            }
            Task::Found | Task::Profile(_) | Task::Withdraw { .. } | Task::Empower { .. } | Task::Backup => {
                Asked::Other
            }
        }
    }

    /// What a post promises that does not say so itself.
    fn promise(&self, corrects: Option<Sequence>) -> u64 {
        let in_force = self.liaison.next_by();
        match corrects {
            Some(_) if in_force > now() => in_force,
            Some(_) | None => now().saturating_add(self.liaison.profile().cadence_seconds),
        }
    }

    /// A group that the relay has refused is void; one that it has taken is founded, whatever became of the task. The same holds
    /// of an office that is being taken over.
    fn settle(self, end: &Result<(), Trouble>) -> Result<(), Trouble> {
        let mut state = self.state;
        match (state.kind(), end) {
            (Kind::Founding | Kind::TakingOver, Ok(())) => {
                states::tell_of_key(&state, self.everywhere.texts(), &self.everywhere.printer());
                Ok(state.become_kind(Kind::Liaison)?)
            }
            (Kind::Founding, Err(Trouble::Failed(Failure::Refused(Refusal::CharterRefused)))) => Ok(state.discard()?),
            // Nothing left this machine: the same directory may be used again, for another address too.
            (Kind::Founding, Err(Trouble::Unreachable { .. })) if self.is_new => Ok(state.discard()?),
            // Somebody else was first: what was taken up here can never go on.
            (Kind::TakingOver, Err(Trouble::Failed(Failure::HandedOver { .. } | Failure::RunsTwice { .. }))) => {
                Ok(state.discard()?)
            }
            (Kind::Founding | Kind::Liaison | Kind::Device | Kind::TakingOver | Kind::Backup | Kind::Roster, _) => {
                Ok(())
            }
        }
    }
}

/// What follows for a task that found no relay.
fn remedy(task: &Task) -> Remedy<'static> {
    match task {
        Task::Post { .. } | Task::Tell { .. } => Remedy::Queued { command: DISCARD },
        Task::Recover | Task::Accept => Remedy::TakeOverAgain,
        Task::Found
        | Task::Invite { .. }
        | Task::Profile(_)
        | Task::Families
        | Task::Remove { .. }
        | Task::Withdraw { .. }
        | Task::Empower { .. }
        | Task::Dismiss { .. }
        | Task::Backup => Remedy::NothingSent,
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
