//! What must outlast a reload of the page: what is held back, a secret that is shown only once, what is half typed, and notes.

use std::collections::VecDeque;

use porchlight_client::{Act, Liaison, Seconds, Task};
use porchlight_sealing::RecoveryPhrase;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::Field;

/// Of which form the bytes are.
const VERSION: u8 = 2;

/// How long something is held back before it is sent: long enough to read it once more, short enough to wait for.
pub const HOLD_SECONDS: Seconds = 30;

/// Something that is held back, so that it can be taken back.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Held {
    pub(super) task: Task,
    pub(super) since: Seconds,
    /// How many of its kind the office had before: see [`known`].
    known: usize,
}

/// Where something stands that was held when the page went away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Here, and nowhere else.
    Here,
    /// Perhaps with the office: it has said something of the kind since, which may be this or something earlier.
    Unsure,
    /// With the office: the page went away between handing it over and noting so.
    WithOffice,
}

/// A secret that nothing but the desk holds, until somebody has taken it to where it belongs.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum OnlyHere {
    /// To be written on paper.
    Phrase(RecoveryPhrase),
    /// To be given to a deputy, or to the next liaison.
    Mandate { name: Option<String>, link: String },
}

/// Something that was told, until it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Note {
    pub(super) number: u64,
    pub(super) at: Seconds,
    pub(super) tone: Tone,
    pub(super) text: String,
}

/// How a note is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Tone {
    /// Something is done, or has come.
    Done,
    /// Something is to be seen to.
    Warning,
    /// Something could not be done.
    Failed,
}

/// All of it.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) held: Option<Held>,
    /// What was asked for, is not done, and waits nowhere else.
    pub(super) asked: Vec<Task>,
    pub(super) only_here: Vec<OnlyHere>,
    pub(super) typed: Vec<(Field, String)>,
    pub(super) code: Option<String>,
    pub(super) corrects: Option<u64>,
    pub(super) with_next: bool,
    pub(super) notes: VecDeque<Note>,
}

impl Kept {
    pub(super) fn encode(&self) -> Zeroizing<Vec<u8>> {
        // Into a buffer of the right size: one that grows leaves copies behind that nobody wipes.
        let size = postcard::experimental::serialized_size(self).expect("nothing in it postcard cannot write");
        let mut bytes = Zeroizing::new(vec![0; 1 + size]);
        bytes[0] = VERSION;
        postcard::to_slice(self, &mut bytes[1..]).expect("the buffer has the right size");
        bytes
    }

    /// Reads what [`Kept::encode`] gave; nothing for anything else.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        match bytes.split_first() {
            Some((&VERSION, encoded)) => postcard::from_bytes(encoded).ok(),
            Some(_) | None => None,
        }
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        use zeroize::Zeroize as _;
        self.typed.iter_mut().for_each(|(_, text)| text.zeroize());
    }
}

impl Drop for OnlyHere {
    fn drop(&mut self) {
        use zeroize::Zeroize as _;
        match self {
            // Wipes itself.
            Self::Phrase(_) => {}
            Self::Mandate { name: _, link } => link.zeroize(),
        }
    }
}

impl Held {
    pub(super) fn new(task: Task, since: Seconds, liaison: &Liaison) -> Self {
        Self { known: known(&task, liaison), task, since }
    }

    /// How many seconds are left in which it can be taken back.
    pub(super) fn left(&self, now: Seconds) -> Seconds {
        self.since.saturating_add(HOLD_SECONDS).saturating_sub(now).min(HOLD_SECONDS)
    }

    /// The same, held from this moment on.
    pub(super) fn counted_from(self, now: Seconds) -> Self {
        Self { since: now, ..self }
    }

    /// Whether the office has it already. What was said before it was held does not count, whenever it was sent.
    pub(super) fn standing(&self, liaison: &Liaison) -> Standing {
        let waits = liaison.waiting().any(|waiting| *waiting == self.task);
        let mut log = liaison.log().rev().take_while(|entry| entry.at >= self.since);
        match waits || known(&self.task, liaison) > self.known {
            true => Standing::WithOffice,
            false if log.any(|entry| is_of_its_kind(&self.task, &entry.act)) => Standing::Unsure,
            false => Standing::Here,
        }
    }
}

/// How many private messages to the same family, or updates that say the same of the same day, the office has sent or has waiting.
/// One that waits is still the same one when it is sent: the number grows with each that the office is given, and only then.
fn known(task: &Task, liaison: &Liaison) -> usize {
    let family = if let Task::Tell { family, .. } = task { Some(family.as_str()) } else { None };
    let riding = liaison.families_with_waiting_notices().filter(|told| Some(*told) == family).count();
    let waiting = liaison.waiting().filter(|waiting| is_as(task, waiting)).count();
    riding + waiting + liaison.log().filter(|entry| is_of_its_kind(task, &entry.act)).count()
}

fn is_as(task: &Task, waiting: &Task) -> bool {
    match (task, waiting) {
        (Task::Tell { family, .. }, Task::Tell { family: other, .. }) => family == other,
        (Task::Post { code, as_of, corrects, .. }, Task::Post { code: said, as_of: day, corrects: place, .. }) => {
            code == said && as_of == day && corrects == place
        }
        (_, _) => false,
    }
}

fn is_of_its_kind(task: &Task, act: &Act) -> bool {
    match (task, act) {
        (Task::Post { code, as_of, corrects, .. }, Act::Status { code: said, as_of: day, corrects: place, .. }) => {
            code == said && as_of == day && corrects == place
        }
        (Task::Tell { family, .. }, Act::Notice { family: told, .. }) => family == told,
        (_, _) => false,
    }
}

/// Whether a task that was asked for outlasts a reload here: the office keeps its own, and what hangs on a secret or on the moment is
/// asked for anew.
pub(super) const fn lasts(task: &Task) -> bool {
    match task {
        Task::Invite { .. }
        | Task::Profile(_)
        | Task::Remove { .. }
        | Task::Withdraw { .. }
        | Task::Empower { .. }
        | Task::Dismiss { .. } => true,
        Task::Found
        | Task::Post { .. }
        | Task::Tell { .. }
        | Task::Families
        | Task::Backup
        | Task::Recover
        | Task::Accept => false,
    }
}

#[cfg(test)]
mod tests {
    use porchlight_protocol::Day;

    use super::*;

    fn held(since: Seconds) -> Held {
        let task = Task::Post { code: "calm".into(), as_of: Day(9), next_by: None, corrects: None };
        Held { task, since, known: 0 }
    }

    #[test]
    fn what_is_held_is_let_go_after_its_time_whatever_the_clock_does() {
        assert_eq!((held(100).left(100), held(100).left(129), held(100).left(130)), (30, 1, 0));
        assert_eq!((held(100).left(500), held(9_000).counted_from(100).left(130)), (0, 0));
    }

    #[test]
    fn what_is_kept_comes_back_and_nothing_else_does() {
        let mut kept = Kept::default();
        (kept.held, kept.typed) = (Some(held(7)), vec![(Field::TellText, "Мама".into())]);
        kept.asked.push(Task::Withdraw { family: "Bondar".into() });
        let read = Kept::decode(&kept.encode()).unwrap();
        assert!(read.held == kept.held && read.typed == kept.typed && read.asked == kept.asked);
        assert!(Kept::decode(&[]).is_none() && Kept::decode(&[9, 9, 9]).is_none());
        assert!(Kept::decode(&kept.encode()[..5]).is_none());
    }
}
