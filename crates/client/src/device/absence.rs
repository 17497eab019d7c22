//! The proof that nothing was for this family, and what forbids it.
//!
//! See docs/protocol.md#what-a-device-concludes, "Nothing for you".

use porchlight_protocol::Sequence;
use serde::{Deserialize, Serialize};

use super::Device;

/// Why a device cannot say that nothing was for its family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Doubt {
    /// Private messages cannot reach it yet.
    Unconfirmed,
    /// Private messages cannot reach it, and somebody else may have used its link.
    LinkDisputed,
    /// The relay no longer keeps places that it has not read.
    Pruned,
    /// Places were read without the family's chain, or not at all.
    Missing,
    /// Something addressed to it did not open.
    Unopenable,
    /// There are two versions of the feed.
    Forked,
    /// Its membership has ended: whatever came since then was not for it to read.
    Removed,
}

/// The places for which a device knows everything that was for its family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Absence {
    /// The first.
    pub from: Sequence,
    /// The last.
    pub through: Sequence,
    /// Notices opened, ever. Where it is 0, none was for this family from the first place through the last.
    pub notices: u64,
}

impl Device {
    /// Places that this device knows of and has not read: withheld just now, or lost to it for good.
    pub fn missing(&self) -> u64 {
        self.state.withheld.map_or(0, |withheld| withheld.places).saturating_add(self.state.lost)
    }

    /// For which places this device knows everything that was for its family.
    ///
    /// # Errors
    /// The [`Doubt`] that forbids to say "none".
    pub fn absence(&self) -> Result<Absence, Doubt> {
        if self.state.forked_at.is_some() {
            return Err(Doubt::Forked);
        }
        if self.is_removed() {
            return Err(Doubt::Removed);
        }
        if self.is_link_disputed() {
            return Err(Doubt::LinkDisputed);
        }
        if !self.is_confirmed() {
            return Err(Doubt::Unconfirmed);
        }
        if let Some(doubt) = self.state.doubt {
            return Err(doubt);
        }
        if self.state.withheld.is_some() || self.state.family_parts.is_amid() {
            return Err(Doubt::Missing);
        }
        let from = self.state.certain_from.ok_or(Doubt::Unconfirmed)?;
        match from <= self.state.last.0 {
            true => Ok(Absence { from, through: self.state.last.0, notices: self.state.items.notices_opened }),
            false => Err(Doubt::Unconfirmed),
        }
    }
}
