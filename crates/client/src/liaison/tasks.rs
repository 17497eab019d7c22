//! What a person can ask a liaison for, and what comes of it.
//!
//! Posts and notices wait in the state from the moment that they are asked for: what no network takes today is sent by the
//! next session, once and in order. Everything else is done in the session it was asked for, or not at all.

use porchlight_protocol::{Day, Epoch, Sequence};
use porchlight_sealing::{Link, Profile, RecoveryPhrase};
use serde::{Deserialize, Serialize};

use super::deputies::BackupKey;
use super::events::Failure;
use super::state::WaitingNotice;
use super::{Liaison, LiaisonEvent};
use crate::Seconds;

/// Posts and notices that may wait for a session: more than a day of them would be news of yesterday.
pub const QUEUE_MAX: usize = 16;

/// What a person asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Task {
    /// Found the group at the relay.
    Found,
    /// Invite a device of a family.
    Invite {
        /// The liaison's own name for the family.
        family: String,
        /// From which status on the device may read; by default as the office has it.
        history: Option<History>,
    },
    /// Post a status to the group.
    Post {
        /// A code of the codebook.
        code: String,
        /// The day it speaks of.
        as_of: Day,
        /// The promise; by default one cadence from now, and for a correction the one in force.
        next_by: Option<Seconds>,
        /// The earlier status that it corrects.
        corrects: Option<Sequence>,
    },
    /// Tell one family something.
    Tell {
        /// Which.
        family: String,
        /// A code of the codebook.
        code: String,
        /// Free text.
        text: Option<String>,
        /// With the next status instead of at once.
        with_next: bool,
        /// The family's inquiry that it answers.
        answers: Option<u64>,
    },
    /// Change the group's profile.
    Profile(Profile),
    /// Only carry, hear, collect and turn what is due.
    Families,
    /// Remove a family, or one of its devices.
    Remove {
        /// Which.
        family: String,
        /// By its number.
        device: Option<u32>,
    },
    /// Withdraw a family's unclaimed invites.
    Withdraw {
        /// Which.
        family: String,
    },
    /// Make a mandate's link: for a deputy, or, without a name, for a handover now.
    Empower {
        /// The liaison's own name for the deputy.
        name: Option<String>,
    },
    /// Withdraw a deputy's mandate.
    Dismiss {
        /// Which.
        name: String,
    },
    /// Make a key to the vault for a backup file; the one before no longer opens it.
    Backup,
    /// Finish what a recovery has begun.
    Recover,
    /// Finish what the acceptance of a mandate has begun.
    Accept,
}

/// From which status on a new device may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum History {
    /// All that the liaison still holds chain starts of.
    All,
    /// From the latest status.
    Latest,
    /// Only what is still to come.
    None,
}

/// What came of a task.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Done {
    /// The group exists.
    Founded {
        /// What recovers the office; kept nowhere once it has been told.
        phrase: RecoveryPhrase,
    },
    /// The invite is ready to be given away.
    Invited {
        /// For whom.
        family: String,
        /// The link, a secret.
        link: String,
    },
    /// The status is on the relay's disk.
    Posted {
        /// Its own place.
        sequence: Sequence,
        /// What it says.
        code: String,
    },
    /// The notice is on the relay's disk, or waits for the next status.
    Told {
        /// Its (last) place; `None` while it waits.
        sequence: Option<Sequence>,
        /// Whom.
        family: String,
    },
    /// The profile is on the relay's disk.
    ProfileChanged {
        /// Its last place.
        sequence: Sequence,
    },
    /// Everything due has been done.
    InOrder,
    /// The devices are locked out.
    Removed {
        /// Whose.
        family: String,
        /// From this epoch on.
        epoch: Epoch,
    },
    /// The invites are void.
    Withdrawn {
        /// Whose.
        family: String,
        /// How many.
        invites: usize,
    },
    /// The mandate is ready to be given away.
    Empowered {
        /// To whom; nobody for a handover.
        name: Option<String>,
        /// The link, a secret.
        link: String,
    },
    /// The mandate is worth nothing any more.
    Dismissed {
        /// Whose.
        name: String,
    },
    /// The vault opens with this key.
    BackedUp(BackupKey),
    /// The office goes on here.
    Recovered,
    /// The office has changed hands.
    Accepted {
        /// What recovers it from now on; kept nowhere once it has been told.
        phrase: RecoveryPhrase,
    },
}

impl Task {
    /// Whether it waits in the state for a session that takes it.
    pub const fn is_queued(&self) -> bool {
        match self {
            Self::Post { .. } | Self::Tell { .. } => true,
            Self::Found
            | Self::Invite { .. }
            | Self::Profile(_)
            | Self::Families
            | Self::Remove { .. }
            | Self::Withdraw { .. }
            | Self::Empower { .. }
            | Self::Dismiss { .. }
            | Self::Backup
            | Self::Recover
            | Self::Accept => false,
        }
    }
}

impl Liaison {
    /// Sets what the next session is to do, after it has carried, heard, collected and turned what is due. A post or a notice
    /// is kept from now on, until a session has sent it.
    pub fn set_task(&mut self, task: Task) {
        // Where there is no room for it, the session itself says so.
        let _ = self.enqueue(task.clone());
        self.session.task = Some(task);
    }

    /// Keeps a post or a notice until a session takes it, this one or another; nothing else is kept. The session's task stays.
    ///
    /// # Errors
    /// [`Failure::QueueFull`].
    pub fn enqueue(&mut self, task: Task) -> Result<(), Failure> {
        let is_known = self.state.queue.contains(&task) || self.state.unreported.iter().any(|(done, _)| *done == task);
        if !task.is_queued() || is_known {
            return Ok(());
        }
        if self.state.queue.len() >= QUEUE_MAX {
            return Err(Failure::QueueFull { tasks_max: QUEUE_MAX });
        }
        self.state.queue.push_back(task);
        self.correspondence.changed();
        Ok(())
    }

    /// What waits for a session that takes it, in order.
    pub fn waiting(&self) -> impl Iterator<Item = &Task> {
        self.state.queue.iter()
    }

    /// What was begun and is not reported yet: sealed perhaps, and not known to be at the relay. It goes on in any session.
    pub fn under_way(&self) -> impl Iterator<Item = &Task> {
        self.state.unreported.iter().map(|(task, _)| task)
    }

    /// How many notices wait for the next status.
    pub fn waiting_notices(&self) -> usize {
        self.state.waiting.len()
    }

    /// For whom notices wait for the next status.
    pub fn families_with_waiting_notices(&self) -> impl Iterator<Item = &str> {
        self.state.waiting.iter().map(|notice| notice.family.as_str())
    }

    /// Drops what waits, posts and notices alike; how many there were.
    pub fn discard_waiting(&mut self) -> usize {
        let dropped = self.state.queue.len() + self.state.waiting.len();
        self.state.queue.clear();
        self.state.waiting.clear();
        self.correspondence.changed();
        dropped
    }

    /// Does what waits and the session's task, one at a time, or reports it where an earlier run had done all but that.
    pub(super) fn work(&mut self, now: Seconds) {
        self.session.has_worked = true;
        let task = self.session.task.clone();
        self.report();
        if task.is_some() && self.session.task.is_none() {
            return;
        }
        match self.state.queue.pop_front() {
            Some(waiting) => {
                self.correspondence.changed();
                let is_own = task.as_ref() == Some(&waiting);
                match self.begin(waiting, now) {
                    Err(failure) if is_own => self.fail(failure),
                    Err(failure) => self.correspondence.tell(LiaisonEvent::EarlierFailed(failure)),
                    Ok(()) => {}
                }
            }
            None => match task {
                Some(task) if task.is_queued() => self.fail(Failure::QueueFull { tasks_max: QUEUE_MAX }),
                Some(task) => self.begin(task, now).unwrap_or_else(|failure| self.fail(failure)),
                None => {}
            },
        }
    }

    /// Whether something is left to work on in this session.
    pub(super) fn has_more_work(&self) -> bool {
        self.session.task.is_some() || !self.state.queue.is_empty()
    }

    /// Whether this is a link that somebody has used already: whoever asks for an invite now wants another.
    fn is_spent(&self, done: &Done) -> bool {
        let Done::Invited { link, .. } = done else { return false };
        Link::parse(link).is_ok_and(|link| !self.is_open_invite(&link.secret.invite_tag(&link.feed)))
    }

    /// Reports what was done, after everything it asked for was answered: in this run, or in an earlier one.
    pub(super) fn report(&mut self) {
        for (task, done) in std::mem::take(&mut self.state.unreported) {
            self.correspondence.changed();
            match self.session.task.as_ref() == Some(&task) && !self.is_spent(&done) {
                true => self.finish(done),
                false => self.correspondence.tell(LiaisonEvent::EarlierDone(done)),
            }
        }
    }

    fn finish(&mut self, done: Done) {
        self.session.task = None;
        self.correspondence.tell(LiaisonEvent::Done(done));
    }

    pub(super) fn begin(&mut self, task: Task, now: Seconds) -> Result<(), Failure> {
        let done = match &task {
            // Its phrase waits to be told from the founding on, and is told once.
            Task::Found => return Err(Failure::AlreadyFounded),
            Task::Families => Done::InOrder,
            Task::Invite { family, history } => self.invite(family, *history)?,
            Task::Post { code, as_of, next_by, corrects } => {
                let sequence = self.post(code, *as_of, *next_by, *corrects, now)?;
                Done::Posted { sequence, code: code.clone() }
            }
            Task::Tell { family, code, text, with_next, answers } => {
                let notice = WaitingNotice {
                    family: family.trim().to_owned(),
                    code: code.clone(),
                    text: text.clone(),
                    answers: *answers,
                };
                self.tell(notice, *with_next)?
            }
            Task::Profile(profile) => self.change_profile(profile)?,
            Task::Remove { family, device } => self.remove(family, *device)?,
            Task::Withdraw { family } => self.withdraw(family)?,
            Task::Empower { name } => self.empower(name.as_deref())?,
            Task::Dismiss { name } => self.dismiss(name)?,
            Task::Backup => self.back_up(),
            Task::Recover | Task::Accept => return Err(Failure::NothingTakenOver),
        };
        self.state.unreported.push((task, done));
        self.correspondence.changed();
        Ok(())
    }
}
