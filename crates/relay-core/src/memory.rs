//! A store in memory: for simulations, for tests, and to lie with.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

use porchlight_protocol::{
    CharterHash, Day, DropBlob, DropTag, Envelope, Epoch, FeedId, InboxBlob, InboxMessage, Sequence, VaultPiece,
};

use crate::{Change, DayMark, InboxSpan, Invite, Records, Store, StoreFailure, Vault};

/// Everything that a relay keeps, in maps. Equality compares all of it, so "nothing has changed" is one comparison.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MemoryStore {
    shelves: BTreeMap<FeedId, Shelf>,
    charters: BTreeSet<CharterHash>,
    vaults_by_tag: BTreeMap<DropTag, FeedId>,
    is_broken: bool,
}

/// What is kept of one feed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shelf {
    /// By place.
    pub envelopes: BTreeMap<Sequence, Envelope>,
    /// Up to where sealed envelopes have been pruned.
    pub pruned: Sequence,
    /// The first place accepted on each day.
    pub days: BTreeMap<Day, Sequence>,
    /// By tag.
    pub drops: BTreeMap<DropTag, (Epoch, DropBlob)>,
    /// By tag.
    pub invites: BTreeMap<DropTag, Invite>,
    /// By number.
    pub inbox: BTreeMap<u64, Box<InboxBlob>>,
    /// Which numbers of the inbox are taken.
    pub inbox_span: InboxSpan,
    /// How the vault stands.
    pub vault: Vault,
    /// By version and index.
    pub vault_pieces: BTreeMap<(u64, u16), Box<VaultPiece>>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// What is kept of a feed.
    pub fn shelf(&self, feed: &FeedId) -> Option<&Shelf> {
        self.shelves.get(feed)
    }

    /// What is kept of a feed, to be tampered with.
    pub fn shelf_mut(&mut self, feed: &FeedId) -> Option<&mut Shelf> {
        self.shelves.get_mut(feed)
    }

    /// A feed's envelopes by place, to be dropped, replaced or reordered: what a lying relay serves.
    pub fn envelopes_mut(&mut self, feed: &FeedId) -> Option<&mut BTreeMap<Sequence, Envelope>> {
        self.shelf_mut(feed).map(|shelf| &mut shelf.envelopes)
    }

    /// From now on (or no longer) every change and every sync fails, as on a broken disk.
    pub fn set_broken(&mut self, is_broken: bool) {
        self.is_broken = is_broken;
    }

    fn apply_one(&mut self, change: &Change) {
        match change {
            Change::Append { envelope } => {
                let shelf = self.shelves.entry(envelope.feed()).or_default();
                shelf.envelopes.insert(envelope.sequence(), envelope.clone());
            }
            Change::AddCharter { charter } => drop(self.charters.insert(*charter)),
            Change::SpendCharter { charter } => drop(self.charters.remove(charter)),
            Change::SetVault { feed, vault, taken, left } => {
                self.vaults_by_tag.extend(taken.iter().map(|tag| (*tag, *feed)));
                self.vaults_by_tag.retain(|tag, _| !left.contains(tag));
                self.shelves.entry(*feed).or_default().vault = (**vault).clone();
            }
            Change::Prune { feed, .. }
            | Change::MarkDay { feed, .. }
            | Change::ForgetDays { feed, .. }
            | Change::PutVaultPiece { feed, .. }
            | Change::RemoveVaultPieces { feed, .. }
            | Change::PutDrops { feed, .. }
            | Change::PruneDrops { feed, .. }
            | Change::SetInvites { feed, .. }
            | Change::PutInbox { feed, .. }
            | Change::ClearInbox { feed, .. } => self.shelves.entry(*feed).or_default().apply_one(change),
        }
    }
}

impl Shelf {
    fn apply_one(&mut self, change: &Change) {
        match change {
            Change::Append { .. }
            | Change::AddCharter { .. }
            | Change::SpendCharter { .. }
            | Change::SetVault { .. } => {}
            Change::Prune { places, through, .. } => {
                self.envelopes.retain(|place, _| !places.contains(place));
                self.pruned = *through;
            }
            Change::MarkDay { day, place, .. } => drop(self.days.insert(*day, *place)),
            Change::ForgetDays { days, .. } => self.days.retain(|day, _| !days.contains(day)),
            Change::PutDrops { epoch, drops, .. } => {
                self.drops.extend(drops.iter().map(|(tag, blob)| (*tag, (*epoch, *blob))));
            }
            Change::PruneDrops { epoch, .. } => self.drops.retain(|_, (of, _)| of != epoch),
            Change::SetInvites { invites, forgotten, .. } => {
                self.invites.extend(invites.iter().cloned());
                self.invites.retain(|tag, _| !forgotten.contains(tag));
            }
            Change::PutInbox { number, message, .. } => {
                self.inbox.insert(*number, message.clone());
                self.inbox_span.last = *number;
            }
            Change::ClearInbox { through, .. } => {
                self.inbox.retain(|number, _| number > through);
                self.inbox_span.cleared = *through;
            }
            Change::PutVaultPiece { version, index, piece, .. } => {
                self.vault_pieces.insert((*version, *index), piece.clone());
            }
            Change::RemoveVaultPieces { version, .. } => self.vault_pieces.retain(|(of, _), _| of != version),
        }
    }
}

impl Records for MemoryStore {
    fn envelope(&self, feed: &FeedId, place: Sequence) -> Result<Option<Envelope>, StoreFailure> {
        Ok(self.shelf(feed).and_then(|shelf| shelf.envelopes.get(&place)).cloned())
    }

    fn last_envelope(&self, feed: &FeedId) -> Result<Option<Envelope>, StoreFailure> {
        Ok(self.shelf(feed).and_then(|shelf| shelf.envelopes.last_key_value()).map(|(_, last)| last.clone()))
    }

    fn envelopes(
        &self,
        feed: &FeedId,
        places: RangeInclusive<Sequence>,
        max: usize,
    ) -> Result<Vec<(Sequence, Envelope)>, StoreFailure> {
        let Some(shelf) = self.shelf(feed) else { return Ok(Vec::new()) };
        Ok(shelf.envelopes.range(places).take(max).map(|(place, envelope)| (*place, envelope.clone())).collect())
    }

    fn controls(&self, feed: &FeedId, after: Sequence, max: usize) -> Result<Vec<Envelope>, StoreFailure> {
        let Some(shelf) = self.shelf(feed) else { return Ok(Vec::new()) };
        let later = shelf.envelopes.iter().filter(|(place, _)| **place > after).map(|(_, envelope)| envelope);
        Ok(later.filter(|envelope| envelope.kind().is_control()).take(max).cloned().collect())
    }

    fn pruned_through(&self, feed: &FeedId) -> Result<Sequence, StoreFailure> {
        Ok(self.shelf(feed).map_or(Sequence::ZERO, |shelf| shelf.pruned))
    }

    fn day_marks(&self, feed: &FeedId, from: Day, max: usize) -> Result<Vec<DayMark>, StoreFailure> {
        let Some(shelf) = self.shelf(feed) else { return Ok(Vec::new()) };
        Ok(shelf.days.range(from..).take(max).map(|(day, place)| (*day, *place)).collect())
    }

    fn drop_under(&self, feed: &FeedId, tag: &DropTag) -> Result<Option<DropBlob>, StoreFailure> {
        Ok(self.shelf(feed).and_then(|shelf| shelf.drops.get(tag)).map(|(_, blob)| *blob))
    }

    fn drop_total(&self, feed: &FeedId, epoch: Epoch) -> Result<usize, StoreFailure> {
        Ok(self.shelf(feed).map_or(0, |shelf| shelf.drops.values().filter(|(of, _)| *of == epoch).count()))
    }

    fn invite(&self, feed: &FeedId, tag: &DropTag) -> Result<Option<Invite>, StoreFailure> {
        Ok(self.shelf(feed).and_then(|shelf| shelf.invites.get(tag)).cloned())
    }

    fn invite_total(&self, feed: &FeedId) -> Result<usize, StoreFailure> {
        Ok(self.shelf(feed).map_or(0, |shelf| shelf.invites.len()))
    }

    fn inbox_span(&self, feed: &FeedId) -> Result<InboxSpan, StoreFailure> {
        Ok(self.shelf(feed).map_or(InboxSpan::default(), |shelf| shelf.inbox_span))
    }

    fn inbox(&self, feed: &FeedId, after: u64, max: usize) -> Result<Vec<InboxMessage>, StoreFailure> {
        let Some(shelf) = self.shelf(feed) else { return Ok(Vec::new()) };
        let later = shelf.inbox.iter().filter(|(number, _)| **number > after);
        Ok(later.take(max).map(|(number, message)| (*number, **message)).collect())
    }

    fn vault(&self, feed: &FeedId) -> Result<Vault, StoreFailure> {
        Ok(self.shelf(feed).map(|shelf| shelf.vault.clone()).unwrap_or_default())
    }

    fn vault_piece(&self, feed: &FeedId, version: u64, index: u16) -> Result<Option<Box<VaultPiece>>, StoreFailure> {
        Ok(self.shelf(feed).and_then(|shelf| shelf.vault_pieces.get(&(version, index))).cloned())
    }

    fn vault_under(&self, tag: &DropTag) -> Result<Option<FeedId>, StoreFailure> {
        Ok(self.vaults_by_tag.get(tag).copied())
    }

    fn has_charter(&self, charter: &CharterHash) -> Result<bool, StoreFailure> {
        Ok(self.charters.contains(charter))
    }
}

impl Store for MemoryStore {
    fn apply(&mut self, changes: &[Change]) -> Result<(), StoreFailure> {
        if self.is_broken {
            return Err(StoreFailure);
        }
        changes.iter().for_each(|change| self.apply_one(change));
        Ok(())
    }

    fn sync(&mut self) -> Result<(), StoreFailure> {
        match self.is_broken {
            true => Err(StoreFailure),
            false => Ok(()),
        }
    }
}
