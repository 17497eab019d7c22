//! What a person can ask a liaison for, and what comes of it.

use porchlight_protocol::{Day, Hash, Sequence};
use porchlight_sealing::{
    Chain, ChainStart, FirstGrant, Generation, KEM_SUITE, Link, LinkSecret, Message, Notice, Profile, Secret, Status,
};
use serde::{Deserialize, Serialize};

use super::events::Failure;
use super::state::{DeviceRecord, DeviceStage, FamilyRecord, State, WaitingNotice};
use super::{Liaison, LiaisonEvent};
use crate::Seconds;

/// Bytes of a family's name in the roster.
const FAMILY_NAME_BYTES_MAX: usize = 120;

/// What a person asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Task {
    /// Found the group at the relay.
    Found,
    /// Invite a device of a family.
    Invite {
        /// The liaison's own name for the family.
        family: String,
        /// From which status on the device may read.
        history: History,
    },
    /// Post a status to the group.
    Post {
        /// A code of the codebook.
        code: String,
        /// The day it speaks of.
        as_of: Day,
        /// The promise; by default one cadence from now.
        next_by: Option<Seconds>,
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
    },
    /// Change the group's name, cadence or codebook.
    Profile(Profile),
    /// Only carry, collect and turn what is due.
    Families,
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
    Founded,
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
}

/// How a family stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilySummary {
    /// The liaison's own name for it.
    pub name: String,
    /// Devices, claimed or not.
    pub devices: usize,
    /// Those whose claim has been taken in.
    pub claimed: usize,
    /// Those that private messages can reach.
    pub confirmed: usize,
    /// Four bytes to compare aloud for each claimed device.
    pub words: Vec<[u8; 4]>,
}

pub(super) fn summaries(state: &State) -> Vec<FamilySummary> {
    state.families.iter().map(summary).collect()
}

fn summary(family: &FamilyRecord) -> FamilySummary {
    let words: Vec<_> = family.devices.iter().filter_map(DeviceRecord::words).collect();
    FamilySummary {
        name: family.name.clone(),
        devices: family.devices.iter().filter(|device| device.gets_grants()).count(),
        claimed: words.len(),
        confirmed: family.devices.iter().filter(|device| device.is_confirmed()).count(),
        words,
    }
}

impl Liaison {
    /// Does the session's task, or reports it where an earlier run had done all but that.
    pub(super) fn work(&mut self, now: Seconds) {
        let task = self.session.task.clone();
        if let Some((earlier, done)) = self.state.unreported.take() {
            self.correspondence.changed();
            if task.as_ref() == Some(&earlier) && !self.is_spent(&done) {
                return self.finish(done);
            }
            self.correspondence.tell(LiaisonEvent::EarlierDone(done));
        }
        match task {
            None => {}
            Some(task) => self.begin(task, now).unwrap_or_else(|failure| self.fail(failure)),
        }
    }

    /// Whether this is a link that somebody has used already: whoever asks for an invite now wants another.
    fn is_spent(&self, done: &Done) -> bool {
        let Done::Invited { link, .. } = done else { return false };
        Link::parse(link).is_ok_and(|link| !self.is_open_invite(&link.secret.invite_tag(&link.feed)))
    }

    /// Reports what the task came to, after everything it asked for was answered.
    pub(super) fn report(&mut self) {
        if let Some((_, done)) = self.state.unreported.take() {
            self.correspondence.changed();
            self.finish(done);
        }
    }

    fn finish(&mut self, done: Done) {
        self.session.task = None;
        self.correspondence.tell(LiaisonEvent::Done(done));
    }

    fn begin(&mut self, task: Task, now: Seconds) -> Result<(), Failure> {
        let done = match &task {
            Task::Found => Done::Founded,
            Task::Families => Done::InOrder,
            Task::Invite { family, history } => self.invite(family, *history)?,
            Task::Post { code, as_of, next_by } => self.post(code, *as_of, *next_by, now)?,
            Task::Tell { family, code, text, with_next } => self.tell(family, code, text.clone(), *with_next)?,
            Task::Profile(profile) => self.change_profile(profile)?,
        };
        self.state.unreported = Some((task, done));
        self.correspondence.changed();
        self.carry();
        Ok(())
    }

    fn invite(&mut self, family: &str, history: History) -> Result<Done, Failure> {
        let name = family.trim();
        if !(1..=FAMILY_NAME_BYTES_MAX).contains(&name.len()) {
            return Err(Failure::FamilyName { bytes_max: FAMILY_NAME_BYTES_MAX });
        }
        let secret = LinkSecret::new(Secret::draw(&mut *self.random));
        let state = &mut self.state;
        let sealed = first_grant(state, history).seal(&secret, &state.feed, &state.posting, &mut *self.random);
        let (tag, grant) = sealed.map_err(|_| Failure::ProfileTooLong)?;
        let link = Link { relay: state.relay.clone(), feed: state.feed, secret: secret.clone() };
        let epoch = state.epoch();
        let grants = secret.device_root(&state.feed).grants_from(&state.feed, epoch.next());
        let device = DeviceRecord { grants, stage: DeviceStage::Invited { link: secret, epoch } };
        match state.families.iter_mut().find(|record| record.name == name) {
            Some(record) => record.devices.push(device),
            None => {
                let key = Secret::draw(&mut *self.random);
                let chain = Chain::new(state.next, key);
                let name = name.to_owned();
                state.families.push(FamilyRecord { name, chain, next_ordinal: 0, devices: vec![device] });
            }
        }
        state.invite = Some((tag, Box::new(grant)));
        Ok(Done::Invited { family: name.to_owned(), link: link.to_text().to_string() })
    }

    fn post(&mut self, code: &str, as_of: Day, next_by: Option<Seconds>, now: Seconds) -> Result<Done, Failure> {
        let next_by = next_by.unwrap_or_else(|| now.saturating_add(self.state.profile.cadence_seconds));
        if next_by <= now {
            return Err(Failure::NextByPassed);
        }
        let status = Status { code: code.to_owned(), as_of, posted_at: now, next_by, vault: None, supersedes: None };
        let waiting = std::mem::take(&mut self.state.waiting);
        let sealed = self.seal_post(&waiting, Some(Message::Status(status)));
        if sealed.is_err() {
            self.state.waiting = waiting;
        }
        let sequence = sealed?;
        self.state.next_by = next_by;
        Ok(Done::Posted { sequence, code: code.to_owned() })
    }

    fn tell(&mut self, family: &str, code: &str, text: Option<String>, with_next: bool) -> Result<Done, Failure> {
        let family = family.trim().to_owned();
        let record = self.state.families.iter().find(|record| record.name == family);
        let record = record.ok_or_else(|| Failure::NoSuchFamily { family: family.clone() })?;
        if !record.devices.iter().any(DeviceRecord::is_confirmed) {
            return Err(Failure::FamilyUnconfirmed { family });
        }
        let notice = WaitingNotice { family: family.clone(), code: code.to_owned(), text };
        if with_next {
            probe(&notice)?;
            self.state.waiting.push(notice);
            return Ok(Done::Told { sequence: None, family });
        }
        let sequence = self.seal_post(&[notice], None)?;
        Ok(Done::Told { sequence: Some(sequence), family })
    }

    fn change_profile(&mut self, profile: &Profile) -> Result<Done, Failure> {
        let sequence = self.seal_profile(profile)?;
        self.state.profile = profile.clone();
        Ok(Done::ProfileChanged { sequence })
    }
}

/// Refuses a notice that could never be sealed before it is put to wait.
fn probe(notice: &WaitingNotice) -> Result<(), Failure> {
    let message = Message::Notice(Notice {
        ordinal: u64::MAX,
        code: notice.code.clone(),
        text: notice.text.clone(),
        answers: None,
    });
    message.to_parts().map(|_| ()).map_err(|_| Failure::MessageTooLong)
}

fn first_grant(state: &State, history: History) -> FirstGrant {
    let (previous, starts) = chain_starts(state, history);
    FirstGrant {
        epoch: state.epoch(),
        posting_key: state.posting_key(),
        kem_suite: KEM_SUITE,
        kem_generation: Generation(1),
        kem_key: state.kem.public(),
        capability: state.capability,
        next_by: state.next_by,
        previous,
        starts,
        profile: state.profile.clone(),
    }
}

/// The previous hash at the first start, and a start for every epoch from there to the one in force.
fn chain_starts(state: &State, history: History) -> (Hash, Vec<ChainStart>) {
    let oldest = state.epochs.front().expect("the founding enters the first epoch");
    let (from, previous) = match (history, &state.latest_status) {
        (History::All, _) => (oldest.start.place(), oldest.previous),
        (History::Latest, Some(status)) if status.place >= oldest.start.place() => (status.place, status.previous),
        (History::Latest | History::None, _) => (state.next, state.last_hash),
    };
    let first = state.epochs.iter().rposition(|record| record.start.place() <= from).unwrap_or(0);
    let starts = state.epochs.iter().skip(first).enumerate().map(|(index, record)| {
        let mut chain = record.start.clone();
        if index == 0 {
            chain.advance_to(from).expect("the record was chosen because it starts at or before that place");
        }
        ChainStart { epoch: record.epoch, chain }
    });
    (previous, starts.collect())
}
