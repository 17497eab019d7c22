//! Grants for the epochs ahead, and the confirmation that comes with the first one under the device's own root.

use std::cmp::Ordering;

use porchlight_protocol::limits::TAGS_PER_FRAME_MAX;
use porchlight_protocol::{Ask, DropBlob, Epoch, Sequence};
use porchlight_sealing::{Chain, EpochGrant, FamilyGrant, Generation, GrantChain, Granted};

use super::absence::Doubt;
use super::session::{About, Phase};
use super::state::{HeldEpoch, HeldFamily, Stage};
use super::{Device, DeviceEvent, Ending, Finding};

/// Under which root a grant is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Root {
    /// What the link alone gives.
    Invited,
    /// What the claim gave.
    Own,
}

/// A grant that may be at the relay.
#[derive(Clone)]
pub(super) struct Wanted {
    root: Root,
    /// The device's chain at the grant's epoch.
    chain: GrantChain,
    /// The re-claim that would be mixed into it.
    renewed: Option<Generation>,
}

impl Device {
    pub(super) fn fetch_grants(&mut self) {
        self.session.phase = Phase::Granting;
        let feed = self.state.feed;
        for page in self.wanted().chunks(TAGS_PER_FRAME_MAX) {
            let tags = page.iter().map(|wanted| wanted.chain.tag(&feed)).collect();
            self.correspondence.ask(Ask::FetchDrops { tags }, About::Drops(page.to_vec()));
        }
    }

    /// Every grant that this device could use and does not hold, from the epoch it reads to the one in force.
    fn wanted(&self) -> Vec<Wanted> {
        let Some(ahead) = self.epoch_ahead() else { return Vec::new() };
        let mut wanted = Vec::new();
        for (root, chain) in self.grant_chains() {
            let lacking = (chain.epoch().0..=ahead.0).map(Epoch).filter(|epoch| self.lacks(*epoch, root));
            for epoch in lacking {
                let candidates = self.state.renewing.candidates(&chain, epoch, &self.state.feed);
                wanted.extend(candidates.into_iter().map(|(chain, renewed)| Wanted { root, chain, renewed }));
            }
        }
        wanted
    }

    /// Whether a grant of this epoch under this root could still be of use.
    fn lacks(&self, epoch: Epoch, root: Root) -> bool {
        let held = self.state.epochs.get(&epoch);
        let is_ahead = self.reading_epoch().is_none_or(|reading| epoch >= reading);
        is_ahead
            && match root {
                Root::Invited => held.is_none(),
                Root::Own => held.is_none_or(|held| held.family.is_none()) && epoch > self.state.joined_in,
            }
    }

    fn reading_epoch(&self) -> Option<Epoch> {
        let held = self.state.epochs.keys().next().copied();
        self.state.control.as_ref().map(|control| control.epoch).or(held)
    }

    fn grant_chains(&self) -> Vec<(Root, GrantChain)> {
        match &self.state.stage {
            Stage::Claiming { .. } | Stage::Answering { .. } | Stage::Removed { .. } => Vec::new(),
            Stage::Unconfirmed { invited, own, .. } => {
                vec![(Root::Invited, invited.clone()), (Root::Own, own.clone())]
            }
            Stage::Confirmed { own, .. } => vec![(Root::Own, own.clone())],
        }
    }

    /// Wipes the keys of grants that are held or passed: whoever takes this device cannot go back to the relay for them.
    pub(super) fn wipe_passed_grants(&mut self) {
        let first_lacking = |root: Root, chain: &GrantChain| {
            let mut epoch = chain.epoch();
            let newest = self.epoch_ahead().unwrap_or(epoch);
            while epoch <= newest && !self.lacks(epoch, root) {
                epoch = epoch.next();
            }
            epoch
        };
        let advanced: Vec<_> = self
            .grant_chains()
            .into_iter()
            .filter_map(|(root, chain)| Some((root, chain.at(first_lacking(root, &chain))?)))
            .collect();
        for (root, chain) in advanced {
            match (&mut self.state.stage, root) {
                (Stage::Unconfirmed { invited, .. }, Root::Invited) => *invited = chain,
                (Stage::Unconfirmed { own, .. } | Stage::Confirmed { own, .. }, Root::Own) => *own = chain,
                (Stage::Claiming { .. } | Stage::Answering { .. } | Stage::Removed { .. }, _)
                | (Stage::Confirmed { .. }, Root::Invited) => {}
            }
        }
    }

    pub(super) fn take_grants(&mut self, wanted: &[Wanted], drops: &[Option<DropBlob>]) {
        for (wanted, drop) in wanted.iter().zip(drops) {
            let Some(blob) = drop else { continue };
            match self.open_grant(wanted, blob) {
                Some((Granted::Grant(grant), place)) => {
                    self.adopt(wanted);
                    self.hold(grant, place, wanted);
                }
                Some((Granted::Farewell, _)) => return self.part(),
                None => self.correspondence.tell(DeviceEvent::Found(Finding::GrantForged)),
            }
        }
        self.wipe_passed_grants();
    }

    /// Opens what lies at this device's tag and holds it against the epoch envelope; with that one's place.
    fn open_grant(&self, wanted: &Wanted, blob: &DropBlob) -> Option<(Granted, Sequence)> {
        let feed = &self.state.feed;
        let control = self.known_controls().find(|control| control.epoch == wanted.chain.epoch())?;
        let opened = Granted::open(&wanted.chain, feed, blob, self.key_in_force(control.begins)?).ok()?;
        let fits = match &opened {
            Granted::Grant(grant) => grant.secret.capability(feed, grant.epoch).hash() == control.capability,
            Granted::Farewell => true,
        };
        fits.then_some((opened, control.begins))
    }

    /// The liaison has ended this device's membership. What it has read stays; every key goes.
    fn part(&mut self) {
        self.state.stage = Stage::Removed { since: self.now };
        self.state.epochs.clear();
        self.state.group_parts = Default::default();
        self.state.family_parts = Default::default();
        self.forget_reports();
        self.correspondence.changed();
        self.correspondence.tell(DeviceEvent::Removed);
        self.end(Ending::Removed);
    }

    /// A grant under a renewed chain: from here on it is this device's own, and what it was before is wiped.
    fn adopt(&mut self, wanted: &Wanted) {
        let Some(generation) = wanted.renewed.filter(|generation| self.state.renewing.is_pending(*generation)) else {
            return;
        };
        if let Stage::Confirmed { own, .. } = &mut self.state.stage {
            *own = wanted.chain.clone();
            self.state.renewing.settle(generation);
            self.session.has_renewed = self.state.renewing.has_pending();
        }
    }

    fn hold(&mut self, EpochGrant { epoch, secret, family }: EpochGrant, place: Sequence, wanted: &Wanted) {
        let confirms = wanted.root == Root::Own && family.is_some();
        let uplink = confirms.then(|| wanted.chain.uplink(&self.state.feed));
        let held_family = |family: FamilyGrant| HeldFamily {
            chain: Chain::new(place, family.key),
            next_ordinal: family.next_ordinal,
        };
        let family = family.map(held_family);
        match self.state.epochs.get_mut(&epoch) {
            Some(held) => (held.family, held.uplink) = (family, uplink),
            None => {
                let group = secret.group_chain(&self.state.feed, epoch, place);
                let capability = Some(secret.capability(&self.state.feed, epoch));
                self.state.epochs.insert(epoch, HeldEpoch { group, capability, family, uplink });
            }
        }
        match place.cmp(&self.state.last.0) {
            _ if !confirms => {}
            Ordering::Less => self.enter_family_late(epoch),
            // Nothing but the envelope that begins the epoch was read without it.
            Ordering::Equal => {
                self.lift_doubt();
                self.enter_family();
            }
            Ordering::Greater => {}
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
        if let Stage::Unconfirmed { own, words, .. } = &self.state.stage {
            // What the link alone opens is wiped here.
            self.state.stage = Stage::Confirmed { own: own.clone(), words: *words };
            self.state.is_disputed = false;
            self.correspondence.tell(DeviceEvent::Confirmed);
        }
    }
}
