//! The store on disk tells what the one in memory tells, after the same changes.

use std::sync::Arc;

use porchlight_protocol::{Day, DropTag, FeedId, Sequence, VaultPiece};
use porchlight_relay_core::{Change, MemoryStore, PendingVault, Records, Store, Vault, VaultVersion};

use super::{read::SledRecords, write::Writes};
use crate::health::Health;

fn tag(fill: u8) -> DropTag {
    DropTag::new([fill; 32])
}

fn piece(fill: u8) -> Box<VaultPiece> {
    Box::new(VaultPiece::new([fill; 8192]))
}

fn version(number: u64, first_tag: u8) -> VaultVersion {
    VaultVersion { number, tags: std::array::from_fn(|at| tag(first_tag + at as u8)), count: 4 }
}

/// The same store twice.
struct Twins {
    disk: SledRecords,
    memory: MemoryStore,
}

impl Twins {
    fn new() -> Self {
        let tree = sled::Config::new().temporary(true).open().unwrap();
        Self { disk: SledRecords::new(tree, Arc::<Health>::default()), memory: MemoryStore::new() }
    }

    fn apply(&mut self, changes: &[Change]) {
        Writes::of(&self.disk, changes).unwrap().apply(&self.disk.tree).unwrap();
        self.memory.apply(changes).unwrap();
    }

    fn agree<T: PartialEq + std::fmt::Debug>(&self, ask: impl Fn(&dyn Told) -> T) {
        assert_eq!(ask(&self.disk), ask(&self.memory));
    }
}

/// What of the records this test compares.
trait Told {
    fn marks(&self, feed: &FeedId, from: u32, max: usize) -> Vec<(Day, Sequence)>;
    fn stands(&self, feed: &FeedId) -> Vault;
    fn piece(&self, feed: &FeedId, version: u64, index: u16) -> Option<Box<VaultPiece>>;
    fn under(&self, tag: &DropTag) -> Option<FeedId>;
}

impl<R: Records> Told for R {
    fn marks(&self, feed: &FeedId, from: u32, max: usize) -> Vec<(Day, Sequence)> {
        self.day_marks(feed, Day(from), max).unwrap()
    }

    fn stands(&self, feed: &FeedId) -> Vault {
        self.vault(feed).unwrap()
    }

    fn piece(&self, feed: &FeedId, version: u64, index: u16) -> Option<Box<VaultPiece>> {
        self.vault_piece(feed, version, index).unwrap()
    }

    fn under(&self, tag: &DropTag) -> Option<FeedId> {
        self.vault_under(tag).unwrap()
    }
}

#[test]
fn of_day_marks() {
    let mut twins = Twins::new();
    let (feed, neighbour) = (FeedId::new([1; 32]), FeedId::new([2; 32]));
    let mark = |feed, day, place| Change::MarkDay { feed, day: Day(day), place: Sequence(place) };
    // Days whose bytes sort otherwise than they do themselves, were they not big-endian.
    twins.apply(&[mark(feed, 255, 1), mark(feed, 256, 7), mark(feed, 65_536, 300), mark(neighbour, 300, 2)]);
    twins.apply(&[Change::ForgetDays { feed, days: vec![Day(255), Day(7)] }]);

    for from in [0, 255, 256, 257, 65_536, 65_537, u32::MAX] {
        for max in [1, 2, 10] {
            twins.agree(|store| store.marks(&feed, from, max));
            twins.agree(|store| store.marks(&neighbour, from, max));
        }
    }
    assert_eq!(twins.disk.marks(&feed, 0, 10), [(Day(256), Sequence(7)), (Day(65_536), Sequence(300))]);
}

#[test]
fn of_vaults() {
    let mut twins = Twins::new();
    let (feed, neighbour) = (FeedId::new([1; 32]), FeedId::new([2; 32]));
    let put = |feed, version, index, fill| Change::PutVaultPiece { feed, version, index, piece: piece(fill) };
    let pending = Vault { complete: None, pending: Some(PendingVault { version: version(255, 1), held: 2 }) };
    let complete = Vault { complete: Some(version(256, 5)), pending: None };
    let taken = |from: u8, to: u8| (from..to).map(tag).collect::<Vec<_>>();
    let stands =
        |feed, vault: &Vault, taken, left| Change::SetVault { feed, vault: Box::new(vault.clone()), taken, left };
    let agree = |twins: &Twins| {
        for feed in [&feed, &neighbour] {
            twins.agree(|store| store.stands(feed));
            for (version, index) in [(255, 0), (255, 3), (256, 0), (256, 3)] {
                twins.agree(|store| store.piece(feed, version, index));
            }
        }
        (0..40).for_each(|fill| twins.agree(|store| store.under(&tag(fill))));
    };

    twins.apply(&[put(feed, 255, 0, 1), put(feed, 255, 3, 2), stands(feed, &pending, taken(1, 9), vec![])]);
    twins.apply(&[put(neighbour, 255, 0, 3), stands(neighbour, &pending, taken(21, 29), vec![])]);
    agree(&twins);
    let replaced = Change::RemoveVaultPieces { feed, version: 255, count: 4 };
    twins.apply(&[put(feed, 256, 0, 4), replaced, stands(feed, &complete, taken(9, 13), taken(1, 5))]);

    agree(&twins);
    assert_eq!(twins.disk.stands(&feed), complete);
    assert_eq!(twins.disk.piece(&feed, 255, 0), None);
    assert_eq!(twins.disk.piece(&neighbour, 255, 0), Some(piece(3)), "another feed's piece of that number stays");
    assert_eq!((twins.disk.under(&tag(1)), twins.disk.under(&tag(12))), (None, Some(feed)));
}
