//! Why there is no session just now, and what follows from it.

use porchlight_client::Reach;

use super::End;
use crate::dial::DialTrouble;
use crate::line::LineTrouble;
use crate::retry::Patience;

/// Why there is no session just now.
pub(super) enum Away {
    Undialled(DialTrouble),
    Broken(LineTrouble),
    HungUp,
}

impl Away {
    /// A follower whose session stood begins anew with short waits; someone at a prompt is not made to wait longer for it.
    pub(super) fn failures_after(&self, before: u32, patience: Patience) -> u32 {
        match (self, patience) {
            (Self::Broken(_), Patience::Forever) => 1,
            (Self::Broken(_) | Self::Undialled(_) | Self::HungUp, _) => before.saturating_add(1),
        }
    }

    pub(super) fn is_worth_another(&self, patience: Patience) -> bool {
        match (patience, self) {
            (Patience::Forever, _) => true,
            (Patience::Once, Self::Undialled(trouble)) => trouble.may_pass(),
            (Patience::Once, Self::Broken(trouble)) => trouble.may_pass(),
            (Patience::Once, Self::HungUp) => false,
        }
    }

    /// What this says of the relay; nothing yet where a session has just broken off.
    pub(super) const fn reach(&self) -> Option<Reach> {
        match self {
            Self::Undialled(trouble) => Some(trouble.reach()),
            Self::Broken(_) => None,
            Self::HungUp => Some(Reach::Reached),
        }
    }

    pub(super) fn broken(self) -> Option<LineTrouble> {
        match self {
            Self::Broken(trouble) => Some(trouble),
            Self::Undialled(_) | Self::HungUp => None,
        }
    }

    /// How it ends here, after an attempt before this one whose session broke off.
    pub(super) fn end(self, broken_before: Option<LineTrouble>) -> End {
        match (self, broken_before) {
            (Self::Broken(trouble), _) | (Self::Undialled(_), Some(trouble)) => End::Lost(trouble),
            (Self::Undialled(trouble), None) => End::Unreachable(trouble),
            (Self::HungUp, _) => End::Finished,
        }
    }
}
