//! Grants for the epochs ahead, and the confirmation that comes with the first one under the device's own root.

use porchlight_protocol::limits::TAGS_PER_FRAME_MAX;
use porchlight_protocol::{Ask, DropBlob, Envelope, Epoch};
use porchlight_sealing::{DeviceRoot, EpochGrant};

use super::session::{About, Phase};
use super::standing::Doubt;
use super::state::{HeldEpoch, HeldFamily, Stage};
use super::verifying::continue_walk;
use super::{Device, DeviceEvent, Finding};

/// Under which root a grant is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Root {
    /// What the link alone gives.
    Invited,
    /// What the claim gave.
    Own,
}

/// A grant that may be at the relay.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    epoch: Epoch,
    root: Root,
}

impl Device {
    /// Verifies a page of control envelopes and adds the states after each to the walk.
    pub(super) fn hear_controls(&mut self, envelopes: &[Envelope], more: bool) {
        // Vetting an invite starts from the feed id; later walks from what was read.
        let from = self.state.control.as_ref().filter(|_| self.session.phase != Phase::Vetting);
        for envelope in envelopes {
            match continue_walk(&self.state.feed, self.session.walk.last().or(from), envelope) {
                Ok(control) => self.session.walk.push(control),
                Err(finding) => return self.end_with(finding),
            }
        }
        match envelopes.last() {
            Some(last) if more => {
                self.correspondence.ask(Ask::Controls { after: last.sequence() }, About::Controls);
            }
            Some(_) | None => {}
        }
    }

    pub(super) fn fetch_grants(&mut self) {
        self.session.phase = Phase::Granting;
        for page in self.wanted().chunks(TAGS_PER_FRAME_MAX) {
            let tags = page
                .iter()
                .filter_map(|wanted| Some(self.root(wanted.root)?.grant_tag(&self.state.feed, wanted.epoch)))
                .collect();
            self.correspondence.ask(Ask::FetchDrops { tags }, About::Drops(page.to_vec()));
        }
    }

    /// Every grant that this device could use and does not hold, from the epoch it reads to the one in force.
    fn wanted(&self) -> Vec<Wanted> {
        let (Some(ahead), Some(oldest)) = (self.epoch_ahead(), self.reading_epoch()) else { return Vec::new() };
        let roots: &[Root] = if self.is_confirmed() { &[Root::Own] } else { &[Root::Invited, Root::Own] };
        let mut wanted = Vec::new();
        for epoch in (oldest.0..=ahead.0).map(Epoch) {
            let held = self.state.epochs.get(&epoch);
            for root in roots.iter().copied() {
                let is_missing = match root {
                    Root::Invited => held.is_none(),
                    Root::Own => held.is_none_or(|held| held.family.is_none()) && epoch > self.state.joined_in,
                };
                if is_missing {
                    wanted.push(Wanted { epoch, root });
                }
            }
        }
        wanted
    }

    fn reading_epoch(&self) -> Option<Epoch> {
        let held = self.state.epochs.keys().next().copied();
        self.state.control.as_ref().map(|control| control.epoch).or(held)
    }

    fn root(&self, root: Root) -> Option<&DeviceRoot> {
        match (&self.state.stage, root) {
            (Stage::Unconfirmed { invited, .. }, Root::Invited) => Some(invited),
            (Stage::Unconfirmed { root, .. } | Stage::Confirmed { root }, Root::Own) => Some(root),
            (Stage::Confirmed { .. }, Root::Invited) | (Stage::Claiming { .. } | Stage::Answering { .. }, _) => None,
        }
    }

    pub(super) fn take_grants(&mut self, wanted: &[Wanted], drops: &[Option<DropBlob>]) {
        for (wanted, drop) in wanted.iter().zip(drops) {
            let Some(blob) = drop else { continue };
            match self.open_grant(*wanted, blob) {
                Some(grant) => self.hold(grant, wanted.root),
                None => self.correspondence.tell(DeviceEvent::Found(Finding::GrantForged)),
            }
        }
    }

    /// Opens a grant and holds it against the control envelope that begins its epoch.
    fn open_grant(&self, wanted: Wanted, blob: &DropBlob) -> Option<EpochGrant> {
        let root = self.root(wanted.root)?;
        let controls = self.session.walk.iter().chain(&self.state.control);
        let mut in_force = controls.filter(|control| control.epoch == wanted.epoch);
        in_force.find_map(|control| {
            let grant = EpochGrant::open(root, &self.state.feed, wanted.epoch, blob, &control.posting_key).ok()?;
            (grant.capability.hash() == control.capability).then_some(grant)
        })
    }

    fn hold(&mut self, grant: EpochGrant, root: Root) {
        let place = grant.group.place();
        let family = grant.family.map(|family| HeldFamily { chain: family.chain, next_ordinal: family.next_ordinal });
        let confirms = root == Root::Own && family.is_some();
        match self.state.epochs.get_mut(&grant.epoch) {
            Some(held) => held.family = family,
            None => {
                let held = HeldEpoch { group: grant.group, capability: Some(grant.capability), family };
                self.state.epochs.insert(grant.epoch, held);
            }
        }
        if confirms && place <= self.state.last.0 {
            self.enter_family_late(grant.epoch);
        }
        if confirms {
            self.confirm();
        }
        self.correspondence.changed();
    }

    /// Places of this epoch were read without the family's chain, before the relay gave out the grant.
    fn enter_family_late(&mut self, epoch: Epoch) {
        if let Some(family) = self.state.epochs.get(&epoch).and_then(|held| held.family.as_ref()) {
            self.state.next_ordinal = family.next_ordinal;
            self.state.certain_from = Some(self.state.last.0.next());
            self.state.doubt = Some(Doubt::Missing);
        }
    }

    fn confirm(&mut self) {
        if let Stage::Unconfirmed { root, .. } = &self.state.stage {
            // The link's secret and the root it gave are wiped here.
            self.state.stage = Stage::Confirmed { root: root.clone() };
            self.state.is_disputed = false;
            self.correspondence.tell(DeviceEvent::Confirmed);
        }
    }
}
