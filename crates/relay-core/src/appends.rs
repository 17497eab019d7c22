//! Appending: authority is in the envelope, so anyone may bring it.

use porchlight_protocol::{Day, Envelope, FeedId, Kind, Refusal, Reply};

use crate::{Change, Decision, FeedState, Records, Retention};

/// Decides an `Append`, in the order of checks that docs/protocol.md#refusals gives.
pub(crate) fn append(
    records: &impl Records,
    feed: &FeedId,
    state: Option<&FeedState>,
    envelope: Envelope,
    retention: Retention,
    today: Day,
) -> Result<Decision, Refusal> {
    if envelope.feed() != *feed {
        return Err(Refusal::WrongFeed);
    }
    let state = state.ok_or(Refusal::UnknownFeed)?;
    if let Some(held) = records.envelope(feed, envelope.sequence())? {
        return repeat(&held, &envelope);
    }
    if envelope.sequence() != state.next() {
        return Err(Refusal::WrongPlace { next: state.next() });
    }
    if envelope.previous() != state.hash {
        return Err(Refusal::WrongPrevious);
    }
    let mut after = state.followed_by(&envelope)?;
    let mut besides = retention.note(records, &mut after, today)?;
    besides.extend(drops_of_no_epoch(&envelope, state));
    Ok(appended(envelope, after, besides))
}

// What the former poster put ahead of an epoch that it never began would stand in the way of who begins it.
fn drops_of_no_epoch(envelope: &Envelope, before: &FeedState) -> Option<Change> {
    let FeedState { control, .. } = before;
    match envelope.kind() {
        Kind::Handover => Some(Change::PruneDrops { feed: control.feed, epoch: control.epoch.next() }),
        Kind::Sealed | Kind::Epoch => None,
    }
}

/// What to say to an envelope for a place that is held: the same bytes succeed again.
pub(crate) fn repeat(held: &Envelope, envelope: &Envelope) -> Result<Decision, Refusal> {
    let sequence = envelope.sequence();
    match held == envelope {
        true => Ok(Decision::unchanged(Reply::Appended { sequence })),
        false => Err(Refusal::Conflict { sequence }),
    }
}

/// The decision that an envelope, verified, takes its place.
pub(crate) fn appended(envelope: Envelope, after: FeedState, besides: Vec<Change>) -> Decision {
    let reply = Reply::Appended { sequence: envelope.sequence() };
    let mut changes = vec![Change::Append { envelope }];
    changes.extend(besides);
    Decision { changes, reply, state: Some(after) }
}
