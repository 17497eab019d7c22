//! What a device found wrong, each thing by its own name.

use porchlight_client::{Device, Finding, Reach, Standing};
use porchlight_language::{Texts, texts};

/// What a device found wrong, in a sentence.
pub fn found(finding: &Finding, device: &Device, texts: &Texts) -> String {
    texts.finding(match finding {
        Finding::Altered { place } => texts::Finding::Altered { update: place.0 },
        Finding::Spliced { place } => texts::Finding::Spliced { update: place.0 },
        Finding::Repeated { place } => texts::Finding::Repeated { update: place.0 },
        Finding::Forked { place, evidence: _ } => texts::Finding::Forked { update: place.0 },
        Finding::Swapped { place } => texts::Finding::Swapped { update: place.0 },
        Finding::Missing { from, through } => texts::Finding::Missing { from: from.0, to: through.0 },
        Finding::RolledBack { head } => texts::Finding::RolledBack { offered: head.0, seen: device.last_place().0 },
        Finding::Pruned { from, through } => texts::Finding::Pruned { from: from.0, to: through.0 },
        Finding::PrunedEarly { from, through } => texts::Finding::PrunedEarly { from: from.0, to: through.0 },
        Finding::Unopenable { place } => texts::Finding::Unopenable { update: place.0 },
        Finding::NoticesLost { count } => texts::Finding::NoticesLost { count: *count },
        Finding::GrantForged => texts::Finding::ForgedGrant,
        Finding::GrantMissing { epoch: _ } if device.is_link_disputed() => return texts.link_disputed(),
        Finding::GrantMissing { epoch: _ } => texts::Finding::GrantMissing { from: first_unreadable(device) },
    })
}

/// The place after which everything is closed to a device; `None` where it may have read on.
fn first_unreadable(device: &Device) -> Option<u64> {
    const ANY_TIME: u64 = 0;
    let stands_still = device.standing(ANY_TIME, Reach::Reached) == Standing::Missing;
    stands_still.then(|| device.last_place().next().0)
}
