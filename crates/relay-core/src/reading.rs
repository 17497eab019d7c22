//! What is answered from the records and changes nothing.

use porchlight_protocol::{DropTag, Refusal, Reply, Sequence, limits::CONTROLS_PER_PAGE};

use crate::{Credentials, FeedState, Records, drops, inbox, invites};

/// An ask that changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the ask of its name, with its fields: see docs/protocol.md#frames")]
pub enum Reading {
    Head,
    Controls { after: Sequence },
    Drops { tags: Vec<DropTag> },
    Answers { tags: Vec<DropTag> },
    Inbox { after: u64 },
}

/// Answers a reading ask; `state` is the feed's as it is on disk, and no envelope beyond it is told.
///
/// Drops, invites and the inbox are told as they have been applied, perhaps a moment before their sync: what a power cut takes
/// of them was not acknowledged, so whoever put it puts it again, byte for byte.
///
/// # Errors
/// The refusal.
pub fn answer(
    records: &impl Records,
    state: Option<&FeedState>,
    credentials: Credentials,
    reading: &Reading,
) -> Result<Reply, Refusal> {
    let state = state.ok_or(Refusal::UnknownFeed)?;
    match reading {
        Reading::Head => Ok(Reply::Head(state.head())),
        Reading::Controls { after } => controls(records, state, *after),
        Reading::Drops { tags } => drops::fetch(records, state, tags),
        Reading::Answers { tags } => invites::answers(records, state, credentials, tags),
        Reading::Inbox { after } => inbox::page(records, state, credentials, *after),
    }
}

fn controls(records: &impl Records, state: &FeedState, after: Sequence) -> Result<Reply, Refusal> {
    let mut envelopes = records.controls(&state.control.feed, after, CONTROLS_PER_PAGE)?;
    envelopes.retain(|envelope| envelope.sequence() <= state.last);
    let more = envelopes.last().is_some_and(|last| last.sequence() < state.control.sequence);
    Ok(Reply::Controls { envelopes, more })
}
