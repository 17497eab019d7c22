//! The inbox: sealed messages that wait for the poster, bounded.

use porchlight_protocol::{
    InboxBlob, Refusal, Reply,
    limits::{INBOX_MESSAGES_MAX, INBOX_PER_PAGE},
};

use crate::{Change, Credentials, Decision, FeedState, Records};

/// Decides a `Send`.
pub(crate) fn send(
    records: &impl Records,
    state: Option<&FeedState>,
    credentials: Credentials,
    message: Box<InboxBlob>,
) -> Result<Decision, Refusal> {
    let state = state.ok_or(Refusal::UnknownFeed)?;
    credentials.check_reader(state)?;
    let feed = state.control.feed;
    let span = records.inbox_span(&feed)?;
    if span.waiting() >= INBOX_MESSAGES_MAX as u64 {
        return Err(Refusal::InboxFull);
    }
    Ok(Decision::done(Change::PutInbox { feed, number: span.last + 1, message }))
}

/// Decides a `ClearInbox`.
pub(crate) fn clear(
    records: &impl Records,
    state: Option<&FeedState>,
    credentials: Credentials,
    through: u64,
) -> Result<Decision, Refusal> {
    let state = state.ok_or(Refusal::UnknownFeed)?;
    credentials.check_poster(state)?;
    let feed = state.control.feed;
    let span = records.inbox_span(&feed)?;
    let through = through.min(span.last);
    if through <= span.cleared {
        return Ok(Decision::unchanged(Reply::Done));
    }
    Ok(Decision::done(Change::ClearInbox { feed, from: span.cleared + 1, through }))
}

/// Answers an `Inbox`.
pub(crate) fn page(
    records: &impl Records,
    state: &FeedState,
    credentials: Credentials,
    after: u64,
) -> Result<Reply, Refusal> {
    credentials.check_poster(state)?;
    let feed = &state.control.feed;
    let messages = records.inbox(feed, after, INBOX_PER_PAGE)?;
    let span = records.inbox_span(feed)?;
    let more = messages.last().is_some_and(|(number, _)| *number < span.last);
    Ok(Reply::Inbox { messages, more })
}
