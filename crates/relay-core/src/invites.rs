//! Invites: claimed once, answered once, then only a mark.

use std::collections::BTreeMap;

use porchlight_protocol::{
    ClaimAnswer, Claimant, Day, DropTag, FeedId, InviteGrant, InviteState, Refusal, Reply,
    limits::{ANSWERS_PER_FRAME_MAX, INVITES_PER_FEED_MAX, RETIRED_PER_FRAME_MAX},
};
use subtle::ConstantTimeEq;

use crate::{Change, Credentials, Decision, FeedState, Invite, Records};

/// Decides a `PutInvite`.
pub(crate) fn put(
    records: &impl Records,
    state: Option<&FeedState>,
    credentials: Credentials,
    tag: DropTag,
    grant: Box<InviteGrant>,
) -> Result<Decision, Refusal> {
    let state = state.ok_or(Refusal::UnknownFeed)?;
    credentials.check_poster(state)?;
    let feed = state.control.feed;
    match records.invite(&feed, &tag)? {
        None => set_new(records, feed, BTreeMap::from([(tag, Invite::Unclaimed { grant })])),
        Some(Invite::Unclaimed { grant: held } | Invite::Claimed { grant: held, .. }) => match held == grant {
            true => Ok(Decision::unchanged(Reply::Done)),
            false => Err(Refusal::DropTaken),
        },
        Some(Invite::UsedUp { day }) => Err(Refusal::UsedUp { day }),
    }
}

/// Decides a `Claim`: the first claimant wins, and may ask again.
pub(crate) fn claim(
    records: &impl Records,
    state: Option<&FeedState>,
    tag: DropTag,
    claimant: Claimant,
    today: Day,
) -> Result<Decision, Refusal> {
    let feed = state.ok_or(Refusal::UnknownFeed)?.control.feed;
    match records.invite(&feed, &tag)?.ok_or(Refusal::UnknownInvite)? {
        Invite::Unclaimed { grant } => {
            let claimed = Invite::Claimed { grant: grant.clone(), claimant, day: today, answer: None };
            let change = set_known(records, feed, tag, claimed)?;
            Ok(Decision { reply: Reply::Claimed { grant }, ..Decision::done(change) })
        }
        Invite::Claimed { grant, claimant: first, day, .. } => match is_same(&first, &claimant) {
            true => Ok(Decision::unchanged(Reply::Claimed { grant })),
            false => Err(Refusal::AlreadyClaimed { day }),
        },
        Invite::UsedUp { day } => Err(Refusal::UsedUp { day }),
    }
}

/// Decides a `LeaveAnswer`: the claimant's one.
pub(crate) fn leave_answer(
    records: &impl Records,
    state: Option<&FeedState>,
    tag: DropTag,
    claimant: &Claimant,
    answer: Box<ClaimAnswer>,
) -> Result<Decision, Refusal> {
    let feed = state.ok_or(Refusal::UnknownFeed)?.control.feed;
    let (grant, first, day, held) = match records.invite(&feed, &tag)?.ok_or(Refusal::UnknownInvite)? {
        Invite::Unclaimed { .. } => return Err(Refusal::NotTheClaimant),
        Invite::Claimed { grant, claimant, day, answer } => (grant, claimant, day, answer),
        Invite::UsedUp { day } => return Err(Refusal::UsedUp { day }),
    };
    if !is_same(&first, claimant) {
        return Err(Refusal::NotTheClaimant);
    }
    match held {
        None => {
            let answered = Invite::Claimed { grant, claimant: first, day, answer: Some(answer) };
            Ok(Decision::done(set_known(records, feed, tag, answered)?))
        }
        Some(held) if held == answer => Ok(Decision::unchanged(Reply::Done)),
        Some(_) => Err(Refusal::DropTaken),
    }
}

/// Decides a `Retire`: a used-up mark for each, known or not, and some marks forgotten. A mark that is there already stays
/// as it is; what is no mark is not forgotten.
pub(crate) fn retire(
    records: &impl Records,
    state: Option<&FeedState>,
    credentials: Credentials,
    retired: Vec<(DropTag, Day)>,
    forgotten: Vec<DropTag>,
) -> Result<Decision, Refusal> {
    if retired.len() + forgotten.len() > RETIRED_PER_FRAME_MAX {
        return Err(Refusal::TooLarge);
    }
    let state = state.ok_or(Refusal::UnknownFeed)?;
    credentials.check_poster(state)?;
    let feed = state.control.feed;
    let (mut known, mut unknown) = (Vec::new(), BTreeMap::new());
    for (tag, day) in retired {
        match records.invite(&feed, &tag)? {
            None => drop(unknown.entry(tag).or_insert(Invite::UsedUp { day })),
            Some(Invite::Unclaimed { .. } | Invite::Claimed { .. }) => known.push((tag, Invite::UsedUp { day })),
            Some(Invite::UsedUp { .. }) => {}
        }
    }
    let forgotten = marks(records, &feed, forgotten)?;
    if known.is_empty() && unknown.is_empty() && forgotten.is_empty() {
        return Ok(Decision::unchanged(Reply::Done));
    }
    let total = room_for(records, &feed, unknown.len())?.saturating_sub(forgotten.len());
    known.extend(unknown);
    Ok(Decision::done(Change::SetInvites { feed, invites: known, forgotten, total }))
}

/// Those of the tags that are marks, each once.
fn marks(records: &impl Records, feed: &FeedId, tags: Vec<DropTag>) -> Result<Vec<DropTag>, Refusal> {
    let mut marks = Vec::new();
    for tag in tags {
        if let Some(Invite::UsedUp { .. }) = records.invite(feed, &tag)?
            && !marks.contains(&tag)
        {
            marks.push(tag);
        }
    }
    Ok(marks)
}

/// Answers an `Answers`, in the order of the tags.
pub(crate) fn answers(
    records: &impl Records,
    state: &FeedState,
    credentials: Credentials,
    tags: &[DropTag],
) -> Result<Reply, Refusal> {
    if tags.len() > ANSWERS_PER_FRAME_MAX {
        return Err(Refusal::TooLarge);
    }
    credentials.check_poster(state)?;
    let invites = tags.iter().map(|tag| records.invite(&state.control.feed, tag).map(told));
    Ok(Reply::Answers(invites.collect::<Result<_, _>>()?))
}

fn told(invite: Option<Invite>) -> InviteState {
    match invite {
        None => InviteState::Unknown,
        Some(Invite::Unclaimed { .. }) => InviteState::Unclaimed,
        Some(Invite::Claimed { day, answer, .. }) => InviteState::Claimed { day, answer },
        Some(Invite::UsedUp { day }) => InviteState::UsedUp { day },
    }
}

fn set_new(records: &impl Records, feed: FeedId, invites: BTreeMap<DropTag, Invite>) -> Result<Decision, Refusal> {
    let total = room_for(records, &feed, invites.len())?;
    Ok(Decision::done(Change::SetInvites {
        feed,
        invites: invites.into_iter().collect(),
        forgotten: Vec::new(),
        total,
    }))
}

fn set_known(records: &impl Records, feed: FeedId, tag: DropTag, invite: Invite) -> Result<Change, Refusal> {
    let total = records.invite_total(&feed)?;
    Ok(Change::SetInvites { feed, invites: vec![(tag, invite)], forgotten: Vec::new(), total })
}

fn room_for(records: &impl Records, feed: &FeedId, more: usize) -> Result<usize, Refusal> {
    let total = records.invite_total(feed)? + more;
    match total > INVITES_PER_FEED_MAX && more > 0 {
        true => Err(Refusal::FeedFull),
        false => Ok(total),
    }
}

// A claimant's mark is kept as it is, so how far a guess agrees with it must not show in the time.
fn is_same(held: &Claimant, shown: &Claimant) -> bool {
    held.as_bytes().ct_eq(shown.as_bytes()).into()
}
