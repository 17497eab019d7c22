//! What a device found wrong with what it was given, each by its own name.

use super::Texts;

/// Something wrong with what a device was given. The numbers are places in the feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Its signature does not hold: forged, or altered on its way.
    Altered {
        /// Where it was to stand.
        update: u64,
    },
    /// It belongs to another feed.
    Spliced {
        /// Where it was to stand.
        update: u64,
    },
    /// It was delivered before.
    Repeated {
        /// Where it stands.
        update: u64,
    },
    /// Some were left out.
    Missing {
        /// The first of them.
        from: u64,
        /// The last of them.
        to: u64,
    },
    /// It came out of its order.
    Swapped {
        /// Where it stands.
        update: u64,
    },
    /// Two validly signed versions exist.
    Forked {
        /// Where both stand.
        update: u64,
    },
    /// The relay offers less than this device has seen.
    RolledBack {
        /// The last that it offers.
        offered: u64,
        /// The last that this device has seen.
        seen: u64,
    },
    /// Some were pruned before this device read them.
    Pruned {
        /// The first of them.
        from: u64,
        /// The last of them.
        to: u64,
    },
    /// Some were pruned before this device read them, though the server was to keep them longer.
    PrunedEarly {
        /// The first of them.
        from: u64,
        /// The last of them.
        to: u64,
    },
    /// Its tag matches, but it does not open.
    Unopenable {
        /// Where it stands.
        update: u64,
    },
    /// Private notices are known to have been lost.
    NoticesLost {
        /// How many.
        count: u64,
    },
    /// A grant whose signature does not hold.
    ForgedGrant,
    /// Access that this device was not given; it cannot tell why.
    GrantMissing {
        /// The first update that it cannot read, where all that follow are beyond it.
        from: Option<u64>,
    },
}

impl Texts {
    /// The finding in a sentence or two, with what to do where there is something to do.
    #[must_use]
    pub fn finding(&self, finding: Finding) -> String {
        match finding {
            Finding::Altered { update } => self.say("finding-altered", &[("update", update.into())]),
            Finding::Spliced { update } => self.say("finding-spliced", &[("update", update.into())]),
            Finding::Repeated { update } => self.say("finding-repeated", &[("update", update.into())]),
            Finding::Missing { from, to } => self
                .say("finding-missing", &[("count", span(from, to).into()), ("from", from.into()), ("to", to.into())]),
            Finding::Swapped { update } => self.say("finding-swapped", &[("update", update.into())]),
            Finding::Forked { update } => self.say("finding-forked", &[("update", update.into())]),
            Finding::RolledBack { offered, seen } => {
                self.say("finding-rolled-back", &[("offered", offered.into()), ("seen", seen.into())])
            }
            Finding::Pruned { from, to } => self
                .say("finding-pruned", &[("count", span(from, to).into()), ("from", from.into()), ("to", to.into())]),
            Finding::PrunedEarly { from, to } => self.say(
                "finding-pruned-early",
                &[("count", span(from, to).into()), ("from", from.into()), ("to", to.into())],
            ),
            Finding::Unopenable { update } => self.say("finding-unopenable", &[("update", update.into())]),
            Finding::NoticesLost { count } => self.say("finding-notice-lost", &[("count", count.into())]),
            Finding::ForgedGrant => self.say("finding-forged-grant", &[]),
            Finding::GrantMissing { from: Some(update) } => {
                self.say("finding-grant-missing", &[("update", update.into())])
            }
            Finding::GrantMissing { from: None } => self.say("finding-grant-missing-some", &[]),
        }
    }
}

/// How many places there are from the first to the last.
const fn span(from: u64, to: u64) -> u64 {
    to.saturating_sub(from).saturating_add(1)
}
