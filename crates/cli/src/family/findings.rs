//! What a device found wrong, for programs by its name.

use porchlight_client::Finding;

use super::objects::Found;

pub(super) fn found(finding: &Finding) -> Found {
    match finding {
        Finding::Altered { place } => Found::Altered { sequence: place.0 },
        Finding::Spliced { place } => Found::Spliced { sequence: place.0 },
        Finding::Repeated { place } => Found::Repeated { sequence: place.0 },
        Finding::Forked { place, evidence: _ } => Found::Forked { sequence: place.0 },
        Finding::Swapped { place } => Found::Swapped { sequence: place.0 },
        Finding::Missing { from, through } => Found::Missing { from: from.0, through: through.0 },
        Finding::RolledBack { head } => Found::RolledBack { head: head.0 },
        Finding::Pruned { from, through } => Found::Pruned { from: from.0, through: through.0 },
        Finding::PrunedEarly { from, through } => Found::PrunedEarly { from: from.0, through: through.0 },
        Finding::Unopenable { place } => Found::Unopenable { sequence: place.0 },
        Finding::NoticesLost { count } => Found::NoticesLost { count: *count },
        Finding::GrantForged => Found::GrantForged,
        Finding::GrantMissing { epoch } => Found::GrantMissing { epoch: epoch.0 },
    }
}
