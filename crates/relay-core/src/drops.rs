//! Drops: sealed blobs that wait under unguessable tags, write-once.

use std::collections::BTreeMap;

use porchlight_protocol::{
    Drop, DropBlob, DropTag, Epoch, FeedId, Refusal, Reply,
    limits::{DROPS_PER_EPOCH_MAX, DROPS_PER_FRAME_MAX, TAGS_PER_FRAME_MAX},
};

use crate::{Change, Credentials, Decision, FeedState, Records};

/// Decides a `PutDrops`: all of them or none.
pub(crate) fn put(
    records: &impl Records,
    state: Option<&FeedState>,
    credentials: Credentials,
    epoch: Epoch,
    drops: Vec<Drop>,
) -> Result<Decision, Refusal> {
    if drops.len() > DROPS_PER_FRAME_MAX {
        return Err(Refusal::TooLarge);
    }
    let state = state.ok_or(Refusal::UnknownFeed)?;
    credentials.check_poster(state)?;
    check_epoch(state, epoch)?;
    let feed = state.control.feed;
    let fresh = fresh(records, &feed, drops)?;
    if fresh.is_empty() {
        return Ok(Decision::unchanged(Reply::Done));
    }
    let total = records.drop_total(&feed, epoch)? + fresh.len();
    if total > DROPS_PER_EPOCH_MAX {
        return Err(Refusal::FeedFull);
    }
    Ok(Decision::done(Change::PutDrops { feed, epoch, drops: fresh.into_iter().collect(), total }))
}

/// Answers a `FetchDrops`, in the order of the tags.
pub(crate) fn fetch(records: &impl Records, state: &FeedState, tags: &[DropTag]) -> Result<Reply, Refusal> {
    if tags.len() > TAGS_PER_FRAME_MAX {
        return Err(Refusal::TooLarge);
    }
    let drops = tags.iter().map(|tag| records.drop_under(&state.control.feed, tag));
    Ok(Reply::Drops(drops.collect::<Result<_, _>>()?))
}

// An epoch's drops are left just before it begins, or completed while it lasts. Any other epoch would be a shelf without
// bound.
fn check_epoch(state: &FeedState, epoch: Epoch) -> Result<(), Refusal> {
    let present = state.control.epoch;
    match epoch == present || epoch == present.next() {
        true => Ok(()),
        false => Err(Refusal::ControlRefused),
    }
}

fn fresh(records: &impl Records, feed: &FeedId, drops: Vec<Drop>) -> Result<BTreeMap<DropTag, DropBlob>, Refusal> {
    let mut fresh = BTreeMap::new();
    for (tag, blob) in drops {
        let held = match fresh.get(&tag) {
            Some(twin) => Some(*twin),
            None => records.drop_under(feed, &tag)?,
        };
        match held {
            Some(held) if held != blob => return Err(Refusal::DropTaken),
            Some(_) => {}
            None => {
                fresh.insert(tag, blob);
            }
        }
    }
    Ok(fresh)
}
