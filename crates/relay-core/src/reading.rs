//! What is answered from the records and changes nothing.

use porchlight_protocol::{DropTag, Refusal, Reply, Sequence, limits::CONTROLS_PER_PAGE};

use crate::{Credentials, FeedState, Records, drops, inbox, invites, vaults};

/// An ask that changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the ask of its name, with its fields: see docs/protocol.md#frames")]
pub enum Reading {
    Head,
    Controls { after: Sequence },
    Drops { tags: Vec<DropTag> },
    Answers { tags: Vec<DropTag> },
    Inbox { after: u64 },
    Vault { tag: DropTag, index: u16 },
}

impl Reading {
    /// Whether the answer may leave only when everything that had been applied as it was read is on disk.
    ///
    /// What is told of the inbox, of invites and of a vault is acted upon: a message that a power cut took would leave its number
    /// to another one, which the poster then believed to have read and cleared. Head and controls are bounded by the state on
    /// disk. Drops may be told a moment early: what a power cut takes of them was not acknowledged, so whoever put it puts it
    /// again, byte for byte.
    pub fn waits_for_disk(&self) -> bool {
        match self {
            Self::Head | Self::Controls { .. } | Self::Drops { .. } => false,
            Self::Answers { .. } | Self::Inbox { .. } | Self::Vault { .. } => true,
        }
    }
}

/// Answers a reading ask; `state` is the feed's as it is on disk, and no envelope beyond it is told. Everything else is told as
/// it has been applied: see [`Reading::waits_for_disk`].
///
/// # Errors
/// The refusal.
pub fn answer(
    records: &impl Records,
    state: Option<&FeedState>,
    credentials: Credentials,
    reading: &Reading,
) -> Result<Reply, Refusal> {
    let known = || state.ok_or(Refusal::UnknownFeed);
    match reading {
        Reading::Head => Ok(Reply::Head(known()?.head())),
        Reading::Controls { after } => controls(records, known()?, *after),
        Reading::Drops { tags } => drops::fetch(records, known()?, tags),
        Reading::Answers { tags } => invites::answers(records, known()?, credentials, tags),
        Reading::Inbox { after } => inbox::page(records, known()?, credentials, *after),
        Reading::Vault { tag, index } => vaults::fetch(records, tag, *index),
    }
}

fn controls(records: &impl Records, state: &FeedState, after: Sequence) -> Result<Reply, Refusal> {
    let mut envelopes = records.controls(&state.control.feed, after, CONTROLS_PER_PAGE)?;
    envelopes.retain(|envelope| envelope.sequence() <= state.last);
    let more = envelopes.last().is_some_and(|last| last.sequence() < state.control.sequence);
    Ok(Reply::Controls { envelopes, more })
}
