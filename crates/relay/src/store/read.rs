//! The reading side of the store. A record that does not decode is a failure, never "nothing".

use std::{ops::RangeInclusive, sync::Arc};

use porchlight_protocol::{
    CharterHash, Day, DropBlob, DropTag, Envelope, Epoch, FeedId, InboxBlob, InboxMessage, Sequence, VaultPiece,
};
use porchlight_relay_core::{DayMark, InboxSpan, Invite, Records, StoreFailure, Vault};
use sled::IVec;

use super::{keys, values, vaults};
use crate::health::Health;

type Entry = (IVec, IVec);

/// The records on disk; clones read the same store.
#[derive(Clone)]
pub(crate) struct SledRecords {
    pub(super) tree: sled::Db,
    health: Arc<Health>,
}

impl SledRecords {
    pub(super) fn new(tree: sled::Db, health: Arc<Health>) -> Self {
        Self { tree, health }
    }

    /// Takes note that the store failed.
    pub(super) fn failed(&self, what: &str) -> StoreFailure {
        self.health.fail(what);
        StoreFailure
    }

    /// All entries whose keys begin with a prefix.
    pub(super) fn with_prefix(&self, prefix: &[u8]) -> impl Iterator<Item = Result<Entry, StoreFailure>> {
        self.tree.scan_prefix(prefix).map(|entry| entry.map_err(|_| self.failed("a read")))
    }

    fn between(&self, first: Vec<u8>, last: Vec<u8>) -> impl DoubleEndedIterator<Item = Result<Entry, StoreFailure>> {
        self.tree.range(first..=last).map(|entry| entry.map_err(|_| self.failed("a read")))
    }

    fn value(&self, key: Vec<u8>) -> Result<Option<IVec>, StoreFailure> {
        self.tree.get(key).map_err(|_| self.failed("a read"))
    }

    fn parsed<T>(&self, key: Vec<u8>, parse: impl FnOnce(&[u8]) -> Option<T>) -> Result<Option<T>, StoreFailure> {
        let Some(value) = self.value(key)? else { return Ok(None) };
        self.sound(parse(&value)).map(Some)
    }

    fn number(&self, key: Vec<u8>) -> Result<u64, StoreFailure> {
        Ok(self.parsed(key, values::parse_number)?.unwrap_or(0))
    }

    fn total(&self, key: Vec<u8>) -> Result<usize, StoreFailure> {
        let total = self.number(key)?;
        self.sound(usize::try_from(total).ok())
    }

    /// Takes what was parsed of a record; a record that does not decode is a failure.
    pub(super) fn sound<T>(&self, parsed: Option<T>) -> Result<T, StoreFailure> {
        parsed.ok_or_else(|| self.failed("a record that does not decode"))
    }

    // The place in the key and the place in the envelope are one: if not, the record is damaged.
    fn placed(&self, (key, value): &Entry) -> Result<(Sequence, Envelope), StoreFailure> {
        let place = self.sound(keys::number_of(key).map(Sequence))?;
        let envelope = self.sound(Envelope::parse(value).ok())?;
        self.sound((envelope.sequence() == place).then_some((place, envelope)))
    }
}

impl Records for SledRecords {
    fn envelope(&self, feed: &FeedId, place: Sequence) -> Result<Option<Envelope>, StoreFailure> {
        self.parsed(keys::envelope(feed, place), |value| Envelope::parse(value).ok())
    }

    fn last_envelope(&self, feed: &FeedId) -> Result<Option<Envelope>, StoreFailure> {
        let (first, last) = (keys::envelope(feed, Sequence::ZERO), keys::envelope(feed, Sequence(u64::MAX)));
        let Some(entry) = self.between(first, last).next_back().transpose()? else { return Ok(None) };
        self.placed(&entry).map(|(_, envelope)| Some(envelope))
    }

    fn envelopes(
        &self,
        feed: &FeedId,
        places: RangeInclusive<Sequence>,
        max: usize,
    ) -> Result<Vec<(Sequence, Envelope)>, StoreFailure> {
        let (first, last) = (keys::envelope(feed, *places.start()), keys::envelope(feed, *places.end()));
        self.between(first, last).take(max).map(|entry| self.placed(&entry?)).collect()
    }

    fn controls(&self, feed: &FeedId, after: Sequence, max: usize) -> Result<Vec<Envelope>, StoreFailure> {
        let (first, last) = (keys::control(feed, after.next()), keys::control(feed, Sequence(u64::MAX)));
        let places = self.between(first, last).take(max).map(|entry| {
            let (key, _) = entry?;
            self.sound(keys::number_of(&key).map(Sequence))
        });
        places.map(|place| self.envelope(feed, place?).and_then(|envelope| self.sound(envelope))).collect()
    }

    fn pruned_through(&self, feed: &FeedId) -> Result<Sequence, StoreFailure> {
        self.number(keys::pruned(feed)).map(Sequence)
    }

    fn day_marks(&self, feed: &FeedId, from: Day, max: usize) -> Result<Vec<DayMark>, StoreFailure> {
        let entries = self.between(keys::day_mark(feed, from), keys::day_mark(feed, Day(u32::MAX))).take(max);
        let marks = entries.map(|entry| {
            let (key, value) = entry?;
            Ok((self.sound(keys::day_of(&key))?, self.sound(values::parse_number(&value).map(Sequence))?))
        });
        marks.collect()
    }

    fn drop_under(&self, feed: &FeedId, tag: &DropTag) -> Result<Option<DropBlob>, StoreFailure> {
        self.parsed(keys::drop_under(feed, tag), values::parse_drop_blob)
    }

    fn drop_total(&self, feed: &FeedId, epoch: Epoch) -> Result<usize, StoreFailure> {
        self.total(keys::drop_total(feed, epoch))
    }

    fn invite(&self, feed: &FeedId, tag: &DropTag) -> Result<Option<Invite>, StoreFailure> {
        self.parsed(keys::invite(feed, tag), values::parse_invite)
    }

    fn invite_total(&self, feed: &FeedId) -> Result<usize, StoreFailure> {
        self.total(keys::invite_total(feed))
    }

    fn inbox_span(&self, feed: &FeedId) -> Result<InboxSpan, StoreFailure> {
        let cleared = self.number(keys::inbox_cleared(feed))?;
        Ok(InboxSpan { cleared, last: self.number(keys::inbox_last(feed))? })
    }

    fn inbox(&self, feed: &FeedId, after: u64, max: usize) -> Result<Vec<InboxMessage>, StoreFailure> {
        let Some(first) = after.checked_add(1) else { return Ok(Vec::new()) };
        let entries = self.between(keys::message(feed, first), keys::message(feed, u64::MAX)).take(max);
        let messages = entries.map(|entry| {
            let (key, value) = entry?;
            Ok((self.sound(keys::number_of(&key))?, self.sound(InboxBlob::from_slice(&value))?))
        });
        messages.collect()
    }

    fn vault(&self, feed: &FeedId) -> Result<Vault, StoreFailure> {
        Ok(self.parsed(keys::vault(feed), vaults::parse)?.unwrap_or_default())
    }

    fn vault_piece(&self, feed: &FeedId, version: u64, index: u16) -> Result<Option<Box<VaultPiece>>, StoreFailure> {
        self.parsed(keys::vault_piece(feed, version, index), |value| VaultPiece::from_slice(value).map(Box::new))
    }

    fn vault_under(&self, tag: &DropTag) -> Result<Option<FeedId>, StoreFailure> {
        self.parsed(keys::vault_tag(tag), FeedId::from_slice)
    }

    fn has_charter(&self, charter: &CharterHash) -> Result<bool, StoreFailure> {
        self.tree.contains_key(keys::charter(charter)).map_err(|_| self.failed("a read"))
    }
}

/// The writer's own reading is the readers'.
macro_rules! delegate {
    ($($name:ident($($argument:ident: $type:ty),*) -> $result:ty;)+) => {
        impl Records for super::SledStore {$(
            fn $name(&self, $($argument: $type),*) -> Result<$result, StoreFailure> {
                self.records.$name($($argument),*)
            }
        )+}
    };
}

delegate! {
    envelope(feed: &FeedId, place: Sequence) -> Option<Envelope>;
    last_envelope(feed: &FeedId) -> Option<Envelope>;
    envelopes(feed: &FeedId, places: RangeInclusive<Sequence>, max: usize) -> Vec<(Sequence, Envelope)>;
    controls(feed: &FeedId, after: Sequence, max: usize) -> Vec<Envelope>;
    pruned_through(feed: &FeedId) -> Sequence;
    day_marks(feed: &FeedId, from: Day, max: usize) -> Vec<DayMark>;
    drop_under(feed: &FeedId, tag: &DropTag) -> Option<DropBlob>;
    drop_total(feed: &FeedId, epoch: Epoch) -> usize;
    invite(feed: &FeedId, tag: &DropTag) -> Option<Invite>;
    invite_total(feed: &FeedId) -> usize;
    inbox_span(feed: &FeedId) -> InboxSpan;
    inbox(feed: &FeedId, after: u64, max: usize) -> Vec<InboxMessage>;
    vault(feed: &FeedId) -> Vault;
    vault_piece(feed: &FeedId, version: u64, index: u16) -> Option<Box<VaultPiece>>;
    vault_under(tag: &DropTag) -> Option<FeedId>;
    has_charter(charter: &CharterHash) -> bool;
}
