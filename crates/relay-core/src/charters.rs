//! Founding a feed, by an operator's leave.

use porchlight_protocol::{Charter, Day, Envelope, FeedId, Refusal};

use crate::{Change, Decision, FeedState, Records, appends};

/// Decides a `Found`: the charter is spent together with the append, and the same again succeeds.
///
/// A charter is looked up by its hash, so the time of the look-up tells nothing about the charters there are.
pub(crate) fn found(
    records: &impl Records,
    feed: &FeedId,
    charter: &Charter,
    envelope: Envelope,
    today: Day,
) -> Result<Decision, Refusal> {
    let after = FeedState::founded(feed, &envelope)?;
    if let Some(held) = records.envelope(feed, envelope.sequence())? {
        return appends::repeat(&held, &envelope);
    }
    let charter = charter.hash();
    if !records.has_charter(&charter)? {
        return Err(Refusal::CharterRefused);
    }
    let mark = Change::MarkDay { feed: *feed, day: today, place: envelope.sequence() };
    Ok(appends::appended(envelope, after, vec![Change::SpendCharter { charter }, mark]))
}
