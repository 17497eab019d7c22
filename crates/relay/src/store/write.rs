//! What a decision's changes are on disk: one batch, so all of them or none.

use porchlight_protocol::{Envelope, Epoch, FeedId};
use porchlight_relay_core::{Change, StoreFailure};
use sled::Batch;

use super::{keys, read::SledRecords, values, vaults};

/// The batch that carries out these changes.
pub(super) fn batch(records: &SledRecords, changes: &[Change]) -> Result<Batch, StoreFailure> {
    let mut batch = Batch::default();
    for change in changes {
        add(&mut batch, records, change)?;
    }
    Ok(batch)
}

fn add(batch: &mut Batch, records: &SledRecords, change: &Change) -> Result<(), StoreFailure> {
    match change {
        Change::Append { envelope } => append(batch, envelope),
        Change::Prune { feed, places, through } => {
            places.iter().for_each(|place| batch.remove(keys::envelope(feed, *place)));
            batch.insert(keys::pruned(feed), values::number(through.0));
        }
        Change::MarkDay { feed, day, place } => batch.insert(keys::day_mark(feed, *day), values::number(place.0)),
        Change::ForgetDays { feed, days } => days.iter().for_each(|day| batch.remove(keys::day_mark(feed, *day))),
        Change::PutDrops { feed, epoch, drops, total } => {
            for (tag, blob) in drops {
                batch.insert(keys::drop_under(feed, tag), values::drop_blob(*epoch, blob));
                batch.insert(keys::drop_of(feed, *epoch, tag), &[]);
            }
            batch.insert(keys::drop_total(feed, *epoch), values::number(*total as u64));
        }
        Change::PruneDrops { feed, epoch } => prune_drops(batch, records, feed, *epoch)?,
        Change::SetInvites { feed, invites, forgotten, total } => {
            for (tag, invite) in invites {
                batch.insert(keys::invite(feed, tag), values::invite(invite));
            }
            forgotten.iter().for_each(|tag| batch.remove(keys::invite(feed, tag)));
            batch.insert(keys::invite_total(feed), values::number(*total as u64));
        }
        Change::PutInbox { feed, number, message } => {
            batch.insert(keys::message(feed, *number), message.as_bytes().as_slice());
            batch.insert(keys::inbox_last(feed), values::number(*number));
        }
        Change::ClearInbox { feed, from, through } => {
            (*from..=*through).for_each(|number| batch.remove(keys::message(feed, number)));
            batch.insert(keys::inbox_cleared(feed), values::number(*through));
        }
        Change::PutVaultPiece { feed, version, index, piece } => {
            batch.insert(keys::vault_piece(feed, *version, *index), piece.as_bytes().as_slice());
        }
        Change::RemoveVaultPieces { feed, version, count } => {
            (0..*count).for_each(|index| batch.remove(keys::vault_piece(feed, *version, index)));
        }
        Change::SetVault { feed, vault, taken, left } => {
            batch.insert(keys::vault(feed), vaults::record(vault));
            taken.iter().for_each(|tag| batch.insert(keys::vault_tag(tag), feed.as_bytes().as_slice()));
            left.iter().for_each(|tag| batch.remove(keys::vault_tag(tag)));
        }
        Change::AddCharter { charter } => batch.insert(keys::charter(charter), &[]),
        Change::SpendCharter { charter } => batch.remove(keys::charter(charter)),
    }
    Ok(())
}

fn append(batch: &mut Batch, envelope: &Envelope) {
    let (feed, place) = (envelope.feed(), envelope.sequence());
    batch.insert(keys::envelope(&feed, place), envelope.as_bytes().as_slice());
    if envelope.kind().is_control() {
        batch.insert(keys::control(&feed, place), &[]);
    }
}

fn prune_drops(batch: &mut Batch, records: &SledRecords, feed: &FeedId, epoch: Epoch) -> Result<(), StoreFailure> {
    let index = keys::drops_of(feed, epoch);
    for entry in records.with_prefix(&index) {
        let (key, _) = entry?;
        let tag = records.sound(keys::tag_in(&key, &index))?;
        batch.remove(keys::drop_under(feed, &tag));
        batch.remove(key);
    }
    batch.remove(keys::drop_total(feed, epoch));
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

        let batch = batch(&records, &[Change::PruneDrops { feed, epoch }]);

        assert_eq!(batch.err(), Some(StoreFailure));
        assert!(health.has_failed());
    }
}
