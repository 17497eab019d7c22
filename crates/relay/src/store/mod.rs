//! The relay's disk: sled 0.34.7, and its remedy. The only module that names it.
//!
//! One tree with big-endian keys, each beginning with a byte that says what it is, so that one batch is atomic over
//! everything. `flush()` is no fsync on Linux, so a [`SledStore::sync`] also syncs the database file by a handle of its own.
//! `flush_async()` is never called: it hangs under concurrency.

mod identity;
mod keys;
mod read;
mod values;
mod vaults;
mod write;

#[cfg(test)]
mod tests;

use std::{
    fs::File,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use porchlight_relay_core::{Change, Store, StoreFailure};

use self::write::Writes;
use crate::{Trouble, data_dir, data_dir::DataDir, health::Health};

pub(crate) use read::SledRecords;

const MIB: u64 = 1024 * 1024;
/// The file in which sled keeps everything.
const DATABASE: &str = "db";

/// The one writer of the store.
pub(crate) struct SledStore {
    records: SledRecords,
    database: File,
    syncs: Arc<AtomicU64>,
}

/// Opens the data directory's store, or makes it where nothing has been before.
///
/// # Errors
/// [`Trouble`] for a store that is lost, foreign, damaged or of another format.
pub(crate) fn open(data: &DataDir, cache_mib: u64, health: Arc<Health>) -> Result<SledStore, Trouble> {
    let path = data.store();
    let named = identity::named(data)?;
    if named.is_some() && !path.join(DATABASE).is_file() {
        return Err(identity::lost(data));
    }
    let tree = open_tree(data, cache_mib)?;
    let path = path.join(DATABASE);
    let database = File::open(&path).map_err(|cause| Trouble::File { wanted: "open", path, cause })?;
    let store = SledStore { records: SledRecords::new(tree, health), database, syncs: Arc::default() };
    match named {
        Some(named) => identity::check(data, &store.records.tree, &named)?,
        None => found(data, &store)?,
    }
    Ok(store)
}

impl SledStore {
    /// A reader that any thread may use.
    pub(crate) fn records(&self) -> SledRecords {
        self.records.clone()
    }

    /// Counts the syncs: shows in tests that one precedes an answer.
    pub(crate) fn syncs(&self) -> Arc<AtomicU64> {
        self.syncs.clone()
    }

    fn sync_database(&self) -> Result<(), std::io::Error> {
        self.records.tree.flush().map_err(std::io::Error::from)?;
        self.database.sync_data()?;
        self.syncs.fetch_add(1, Ordering::Release);
        Ok(())
    }
}

impl Store for SledStore {
    fn apply(&mut self, changes: &[Change]) -> Result<(), StoreFailure> {
        let writes = Writes::of(&self.records, changes)?;
        writes.apply(&self.records.tree).map_err(|_| self.records.failed("a write"))
    }

    fn sync(&mut self) -> Result<(), StoreFailure> {
        self.sync_database().map_err(|_| self.records.failed("a sync"))
    }
}

fn open_tree(data: &DataDir, cache_mib: u64) -> Result<sled::Db, Trouble> {
    let path = data.store();
    // No background flusher: it ends quietly after an I/O error, and the committer flushes anyway.
    let config = sled::Config::new().path(&path).cache_capacity(cache_mib * MIB).flush_every_ms(None);
    config.open().map_err(|cause| Trouble::StoreUnopened { path, cause: cause.to_string() })
}

// The marker is written last: if it is missing, nothing has ever been accepted, or somebody removed it on purpose.
fn found(data: &DataDir, store: &SledStore) -> Result<(), Trouble> {
    let id = identity::adopt(data, &store.records.tree)?;
    store.sync_database().map_err(|_| Trouble::StoreFailed)?;
    data_dir::sync_directory(&data.store())?;
    identity::mark(data, &id)
}
