//! Which store this is: an empty or foreign one is never opened as new.
//!
//! A random id stands in the store and in a marker file beside it. A database that a power cut emptied opens without an
//! error; it is told from a new one by the marker.

use data_encoding::HEXLOWER;

use super::keys;
use crate::{Trouble, data_dir, data_dir::DataDir, random};

const FORMAT: &[u8] = b"porchlight store 3";
const ID_BYTES: usize = 16;

/// A store's id, as it stands in the marker file.
pub(super) struct StoreId(String);

/// The id that the marker file names; `None` where no store has been made before.
pub(super) fn named(data: &DataDir) -> Result<Option<StoreId>, Trouble> {
    let Some(contents) = data_dir::read_optional(&data.marker())? else { return Ok(None) };
    Ok(Some(StoreId(String::from_utf8_lossy(&contents).trim().to_owned())))
}

/// Passes a store that is the one named.
pub(super) fn check(data: &DataDir, tree: &sled::Db, named: &StoreId) -> Result<(), Trouble> {
    check_format(data, tree)?;
    match read(tree, keys::ID)? {
        None => Err(lost(data)),
        Some(id) if id == named.0.as_bytes() => Ok(()),
        Some(_) => Err(Trouble::StoreForeign { path: data.store(), marker: data.marker() }),
    }
}

/// Gives a store without a marker its id: its own where it has one.
pub(super) fn adopt(data: &DataDir, tree: &sled::Db) -> Result<StoreId, Trouble> {
    if let Some(id) = read(tree, keys::ID)? {
        check_format(data, tree)?;
        return Ok(StoreId(String::from_utf8_lossy(&id).into_owned()));
    }
    let is_empty = tree.iter().next().is_none();
    if !is_empty {
        return Err(Trouble::StoreForeign { path: data.store(), marker: data.marker() });
    }
    let id = StoreId(HEXLOWER.encode(&random::bytes::<ID_BYTES>()));
    write(tree, keys::FORMAT, FORMAT)?;
    write(tree, keys::ID, id.0.as_bytes())?;
    Ok(id)
}

/// Writes the marker file, durably.
pub(super) fn mark(data: &DataDir, id: &StoreId) -> Result<(), Trouble> {
    data_dir::write_private(&data.marker(), format!("{}\n", id.0).as_bytes())?;
    data.sync()
}

/// The trouble of a store that was made and is not there.
pub(super) fn lost(data: &DataDir) -> Trouble {
    Trouble::StoreLost { path: data.store(), marker: data.marker() }
}

fn check_format(data: &DataDir, tree: &sled::Db) -> Result<(), Trouble> {
    match read(tree, keys::FORMAT)? {
        Some(format) if format != FORMAT => {
            let found = format!("{:?}", String::from_utf8_lossy(&format));
            Err(Trouble::StoreFormat { path: data.store(), found })
        }
        Some(_) | None => Ok(()),
    }
}

fn read(tree: &sled::Db, key: &[u8]) -> Result<Option<Vec<u8>>, Trouble> {
    let value = tree.get(key).map_err(|_| Trouble::StoreFailed)?;
    Ok(value.map(|value| value.to_vec()))
}

fn write(tree: &sled::Db, key: &[u8], value: &[u8]) -> Result<(), Trouble> {
    tree.insert(key, value).map_err(|_| Trouble::StoreFailed)?;
    Ok(())
}
