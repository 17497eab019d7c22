//! What a decision's changes are on disk: all of them or none.

use porchlight_protocol::{Envelope, Epoch, FeedId};
use porchlight_relay_core::{Change, StoreFailure};
use sled::{Batch, Db, IVec};

use super::{keys, read::SledRecords, values, vaults};

/// Keys that are to be written, and keys that are to go.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Writes(Vec<(IVec, Option<IVec>)>);

impl Writes {
    /// The writes that carry out these changes.
    pub(super) fn of(records: &SledRecords, changes: &[Change]) -> Result<Self, StoreFailure> {
        let mut writes = Self::default();
        for change in changes {
            add(&mut writes, records, change)?;
        }
        Ok(writes)
    }

    /// Applies all of them or none.
    ///
    /// A key alone needs no batch for that: and each batch has sled write out and sync its buffer twice, though a sync of our
    /// own follows for the whole pile. Nearly every append is one key.
    pub(super) fn apply(mut self, tree: &Db) -> sled::Result<()> {
        match (self.0.pop(), self.0.is_empty()) {
            (None, _) => Ok(()),
            (Some((key, Some(value))), true) => tree.insert(key, value).map(drop),
            (Some((key, None)), true) => tree.remove(key).map(drop),
            (Some(last), false) => tree.apply_batch(batch(self.0.into_iter().chain([last]))),
        }
    }

    fn insert(&mut self, key: impl Into<IVec>, value: impl Into<IVec>) {
        self.0.push((key.into(), Some(value.into())));
    }

    fn remove(&mut self, key: impl Into<IVec>) {
        self.0.push((key.into(), None));
    }
}

// In order, for a later write of a key replaces an earlier one.
fn batch(writes: impl Iterator<Item = (IVec, Option<IVec>)>) -> Batch {
    let mut batch = Batch::default();
    for (key, value) in writes {
        match value {
            Some(value) => batch.insert(key, value),
            None => batch.remove(key),
        }
    }
    batch
}

fn add(writes: &mut Writes, records: &SledRecords, change: &Change) -> Result<(), StoreFailure> {
    match change {
        Change::Append { envelope } => append(writes, envelope),
        Change::Prune { feed, places, through } => {
            places.iter().for_each(|place| writes.remove(keys::envelope(feed, *place)));
            writes.insert(keys::pruned(feed), values::number(through.0));
        }
        Change::MarkDay { feed, day, place } => writes.insert(keys::day_mark(feed, *day), values::number(place.0)),
        Change::ForgetDays { feed, days } => days.iter().for_each(|day| writes.remove(keys::day_mark(feed, *day))),
        Change::PutDrops { feed, epoch, drops, total } => {
            for (tag, blob) in drops {
                writes.insert(keys::drop_under(feed, tag), values::drop_blob(*epoch, blob));
                writes.insert(keys::drop_of(feed, *epoch, tag), &[]);
            }
            writes.insert(keys::drop_total(feed, *epoch), values::number(*total as u64));
        }
        Change::PruneDrops { feed, epoch } => prune_drops(writes, records, feed, *epoch)?,
        Change::SetInvites { feed, invites, forgotten, total } => {
            for (tag, invite) in invites {
                writes.insert(keys::invite(feed, tag), values::invite(invite));
            }
            forgotten.iter().for_each(|tag| writes.remove(keys::invite(feed, tag)));
            writes.insert(keys::invite_total(feed), values::number(*total as u64));
        }
        Change::PutInbox { feed, number, message } => {
            writes.insert(keys::message(feed, *number), message.as_bytes().as_slice());
            writes.insert(keys::inbox_last(feed), values::number(*number));
        }
        Change::ClearInbox { feed, from, through } => {
            (*from..=*through).for_each(|number| writes.remove(keys::message(feed, number)));
            writes.insert(keys::inbox_cleared(feed), values::number(*through));
        }
        Change::PutVaultPiece { feed, version, index, piece } => {
            writes.insert(keys::vault_piece(feed, *version, *index), piece.as_bytes().as_slice());
        }
        Change::RemoveVaultPieces { feed, version, count } => {
            (0..*count).for_each(|index| writes.remove(keys::vault_piece(feed, *version, index)));
        }
        Change::SetVault { feed, vault, taken, left } => {
            writes.insert(keys::vault(feed), vaults::record(vault));
            taken.iter().for_each(|tag| writes.insert(keys::vault_tag(tag), feed.as_bytes().as_slice()));
            left.iter().for_each(|tag| writes.remove(keys::vault_tag(tag)));
        }
        Change::AddCharter { charter } => writes.insert(keys::charter(charter), &[]),
        Change::SpendCharter { charter } => writes.remove(keys::charter(charter)),
    }
    Ok(())
}

fn append(writes: &mut Writes, envelope: &Envelope) {
    let (feed, place) = (envelope.feed(), envelope.sequence());
    writes.insert(keys::envelope(&feed, place), envelope.as_bytes().as_slice());
    if envelope.kind().is_control() {
        writes.insert(keys::control(&feed, place), &[]);
    }
}

fn prune_drops(writes: &mut Writes, records: &SledRecords, feed: &FeedId, epoch: Epoch) -> Result<(), StoreFailure> {
    let index = keys::drops_of(feed, epoch);
    for entry in records.with_prefix(&index) {
        let (key, _) = entry?;
        let tag = records.sound(keys::tag_in(&key, &index))?;
        writes.remove(keys::drop_under(feed, &tag));
        writes.remove(key);
    }
    writes.remove(keys::drop_total(feed, epoch));
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::health::Health;

    use super::*;

    #[test]
    fn a_damaged_index_of_drops_is_a_failure_and_takes_no_drop_away() {
        let tree = sled::Config::new().temporary(true).open().unwrap();
        let health = Arc::<Health>::default();
        let (feed, epoch) = (FeedId::new([1; 32]), Epoch(2));
        let damaged = [keys::drops_of(&feed, epoch).as_slice(), &[3; 31]].concat();
        tree.insert(damaged, &[]).unwrap();
        let records = SledRecords::new(tree, health.clone());

        let writes = Writes::of(&records, &[Change::PruneDrops { feed, epoch }]);

        assert_eq!(writes, Err(StoreFailure));
        assert!(health.has_failed());
    }
}
