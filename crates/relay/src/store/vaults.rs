//! How a vault stands, as a value: which of its versions there are 1 (complete 1, pending 2), then each of them.
//!
//! A version is number 8, count 2, tags 8 × 32; a pending one is followed by how many of its pieces are there, 2.

use porchlight_protocol::{DropTag, limits::VAULT_TAGS};
use porchlight_relay_core::{PendingVault, Vault, VaultVersion};

const COMPLETE: u8 = 1;
const PENDING: u8 = 2;

pub(super) fn record(vault: &Vault) -> Vec<u8> {
    let mut value = vec![0];
    if let Some(complete) = &vault.complete {
        value[0] |= COMPLETE;
        put_version(&mut value, complete);
    }
    if let Some(pending) = &vault.pending {
        value[0] |= PENDING;
        put_version(&mut value, &pending.version);
        value.extend_from_slice(&pending.held.to_be_bytes());
    }
    value
}

pub(super) fn parse(value: &[u8]) -> Option<Vault> {
    let (stands, mut rest) = value.split_first()?;
    if stands & !(COMPLETE | PENDING) != 0 {
        return None;
    }
    let complete = match stands & COMPLETE {
        0 => None,
        _ => Some(take_version(&mut rest)?),
    };
    let pending = match stands & PENDING {
        0 => None,
        _ => Some(PendingVault { version: take_version(&mut rest)?, held: take_u16(&mut rest)? }),
    };
    rest.is_empty().then_some(Vault { complete, pending })
}

fn put_version(value: &mut Vec<u8>, version: &VaultVersion) {
    value.extend_from_slice(&version.number.to_be_bytes());
    value.extend_from_slice(&version.count.to_be_bytes());
    version.tags.iter().for_each(|tag| value.extend_from_slice(tag.as_bytes()));
}

fn take_version(rest: &mut &[u8]) -> Option<VaultVersion> {
    let number = u64::from_be_bytes(*rest.split_off(..8)?.first_chunk()?);
    let count = take_u16(rest)?;
    let mut tags = Vec::new();
    for _ in 0..VAULT_TAGS {
        tags.push(DropTag::from_slice(rest.split_off(..DropTag::BYTES)?)?);
    }
    Some(VaultVersion { number, tags: tags.try_into().ok()?, count })
}

fn take_u16(rest: &mut &[u8]) -> Option<u16> {
    Some(u16::from_be_bytes(*rest.split_off(..2)?.first_chunk()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vaults() -> Vec<Vault> {
        let version = |number, fill| VaultVersion {
            number,
            tags: std::array::from_fn(|at| DropTag::new([fill + at as u8; 32])),
            count: 1024,
        };
        let pending = PendingVault { version: version(u64::MAX, 20), held: 1023 };
        vec![
            Vault::default(),
            Vault { complete: Some(version(1, 1)), pending: None },
            Vault { complete: None, pending: Some(pending.clone()) },
            Vault { complete: Some(version(1, 1)), pending: Some(pending) },
        ]
    }

    #[test]
    fn how_a_vault_stands_comes_back_as_it_was_kept() {
        for kept in vaults() {
            assert_eq!(parse(&record(&kept)), Some(kept));
        }
    }

    #[test]
    fn a_damaged_record_is_none() {
        for kept in vaults() {
            let mut value = record(&kept);
            value.push(0);
            assert_eq!(parse(&value), None);
            value.truncate(value.len() - 2);
            assert_eq!(parse(&value), None);
        }
        assert_eq!(parse(&[4]), None);
    }
}
