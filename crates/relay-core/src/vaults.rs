//! Vaults: one for each feed, in pieces, replaced as a whole. See docs/protocol.md#the-vault.

use porchlight_protocol::{
    DropTag, FeedId, Refusal, Reply, VaultPiece,
    limits::{VAULT_PIECES_MAX, VAULT_PIECES_MIN, VAULT_STEP_MAX},
};

use crate::{Change, Credentials, Decision, FeedState, PendingVault, Records, Vault, VaultTags, VaultVersion};

/// One piece of a version, and where it belongs.
pub(crate) struct BroughtPiece {
    pub(crate) version: u64,
    pub(crate) tags: Vec<DropTag>,
    pub(crate) count: u16,
    pub(crate) index: u16,
    pub(crate) piece: Box<VaultPiece>,
}

/// Decides a `PutVault`: the same bytes again succeed, other bytes and versions below the complete one are refused, any other
/// version begins. It displaces one that lacks pieces, for the machine that put those may be gone.
pub(crate) fn put(
    records: &impl Records,
    state: Option<&FeedState>,
    credentials: Credentials,
    brought: BroughtPiece,
) -> Result<Decision, Refusal> {
    let version = shaped(&brought)?;
    let state = state.ok_or(Refusal::UnknownFeed)?;
    credentials.check_poster(state)?;
    let feed = state.control.feed;
    let vault = records.vault(&feed)?;
    let BroughtPiece { index, piece, .. } = brought;
    match vault.version(version.number) {
        Some(known) if *known != version => Err(Refusal::DropTaken),
        Some(_) => match records.vault_piece(&feed, version.number, index)? {
            Some(held) if held == piece => Ok(Decision::unchanged(Reply::Done)),
            Some(_) => Err(Refusal::DropTaken),
            None => Ok(add(feed, vault, version, (index, piece))),
        },
        None if !may_follow(vault.complete.as_ref(), version.number) => Err(Refusal::DropTaken),
        None => begin(records, feed, vault, version, (index, piece)),
    }
}

/// Whether a version may come behind the complete one: above it, and not so far above that hardly any is left for the next.
fn may_follow(complete: Option<&VaultVersion>, version: u64) -> bool {
    let before = complete.map_or(0, |held| held.number);
    (before..=before.saturating_add(VAULT_STEP_MAX)).contains(&version)
}

/// Answers a `FetchVault`, whatever feed the session is about.
pub(crate) fn fetch(records: &impl Records, tag: &DropTag, index: u16) -> Result<Reply, Refusal> {
    // A version may be replaced between the look at what stands and the look at its piece. A second time in a row it has not
    // been: then the piece is missing.
    match look(records, tag, index)? {
        Some(reply) => Ok(reply),
        None => look(records, tag, index)?.ok_or(Refusal::StorageFailed),
    }
}

fn look(records: &impl Records, tag: &DropTag, index: u16) -> Result<Option<Reply>, Refusal> {
    let feed = records.vault_under(tag)?.ok_or(Refusal::UnknownVault)?;
    let complete = records.vault(&feed)?.complete.filter(|version| version.tags.contains(tag));
    let VaultVersion { number, count, .. } = complete.ok_or(Refusal::UnknownVault)?;
    if index >= count {
        return Err(Refusal::TooLarge);
    }
    let piece = records.vault_piece(&feed, number, index)?;
    Ok(piece.map(|piece| Reply::Vault { feed, version: number, count, piece }))
}

// Always eight different tags, and a power of two of pieces: what a vault holds must not show in its shape.
fn shaped(brought: &BroughtPiece) -> Result<VaultVersion, Refusal> {
    let tags = VaultTags::try_from(brought.tags.as_slice()).map_err(|_| Refusal::TooLarge)?;
    let has_twins = tags.iter().enumerate().any(|(at, tag)| tags[..at].contains(tag));
    let count = brought.count;
    let is_padded = count.is_power_of_two() && (VAULT_PIECES_MIN..=VAULT_PIECES_MAX).contains(&usize::from(count));
    match !has_twins && is_padded && brought.index < count {
        true => Ok(VaultVersion { number: brought.version, tags, count }),
        false => Err(Refusal::TooLarge),
    }
}

/// A version higher than the complete one: what was pending goes.
fn begin(
    records: &impl Records,
    feed: FeedId,
    before: Vault,
    version: VaultVersion,
    (index, piece): (u16, Box<VaultPiece>),
) -> Result<Decision, Refusal> {
    for tag in &version.tags {
        if records.vault_under(tag)?.is_some_and(|holder| holder != feed) {
            return Err(Refusal::DropTaken);
        }
    }
    let mut changes = vec![Change::PutVaultPiece { feed, version: version.number, index, piece }];
    changes.extend(before.pending.as_ref().map(|displaced| removal(feed, &displaced.version)));
    let pending = Some(PendingVault { version, held: 1 });
    changes.push(standing(feed, &before, Vault { complete: before.complete.clone(), pending }));
    Ok(Decision { changes, reply: Reply::Done, state: None })
}

/// One piece more of the version that is pending; with the last, it takes the place of the one before.
fn add(feed: FeedId, before: Vault, version: VaultVersion, (index, piece): (u16, Box<VaultPiece>)) -> Decision {
    let held = before.pending.as_ref().map_or(0, |pending| pending.held) + 1;
    let mut changes = vec![Change::PutVaultPiece { feed, version: version.number, index, piece }];
    let after = match held < version.count {
        true => Vault { complete: before.complete.clone(), pending: Some(PendingVault { version, held }) },
        false => {
            changes.extend(before.complete.as_ref().map(|replaced| removal(feed, replaced)));
            Vault { complete: Some(version), pending: None }
        }
    };
    changes.push(standing(feed, &before, after));
    Decision { changes, reply: Reply::Done, state: None }
}

fn removal(feed: FeedId, version: &VaultVersion) -> Change {
    Change::RemoveVaultPieces { feed, version: version.number, count: version.count }
}

fn standing(feed: FeedId, before: &Vault, after: Vault) -> Change {
    let taken = after.tags().filter(|tag| !before.tags().any(|held| held == *tag)).collect();
    let left = before.tags().filter(|tag| !after.tags().any(|held| held == *tag)).collect();
    Change::SetVault { feed, vault: Box::new(after), taken, left }
}
