//! Joining without waiting: claim, vet, answer. See docs/protocol.md#flows, 3.

use porchlight_protocol::{Ask, Capability, InviteGrant, Kind, Sequence};
use porchlight_sealing::{ChainStart, FirstGrant, claim};

use super::renewing::Renewing;
use super::session::{About, OpenedInvite, Phase};
use super::state::{HeldEpoch, Stage};
use super::walking::control_before;
use super::{Device, DeviceEvent, Finding};

impl Device {
    pub(super) fn claim(&mut self) {
        let Stage::Claiming { link, claimant } = &self.state.stage else { return };
        let ask = Ask::Claim { tag: link.invite_tag(&self.state.feed), claimant: *claimant };
        self.session.phase = Phase::Claiming;
        self.correspondence.ask(ask, About::Claim);
    }

    pub(super) fn open_invite(&mut self, blob: Box<InviteGrant>) {
        let Stage::Claiming { link, .. } = &self.state.stage else { return };
        match FirstGrant::open(link, &self.state.feed, &blob) {
            Ok(grant) => self.session.invite = Some(OpenedInvite { grant, blob }),
            Err(_) => self.end_with(Finding::GrantForged),
        }
    }

    /// Verifies the feed's authority from the feed id alone.
    pub(super) fn vet(&mut self) {
        self.session.phase = Phase::Vetting;
        self.correspondence.ask(Ask::Controls { after: Sequence::ZERO }, About::Controls);
        self.correspondence.ask(Ask::Head, About::Head);
    }

    /// Believes the invite if the posting key in force at its epoch signed it, and answers it.
    pub(super) fn answer_invite(&mut self) {
        let Some(OpenedInvite { grant, blob }) = self.session.invite.take() else { return };
        if let Some(head) = self.session.head.take() {
            self.state.see_head(head.sequence);
        }
        let Stage::Claiming { link, claimant } = &self.state.stage else { return };
        let feed = self.state.feed;
        let is_vouched_for = self.session.walk.iter().map(|walked| &walked.control).any(|control| {
            control.epoch == grant.epoch
                && control.capability == grant.capability.hash()
                && FirstGrant::is_signed_by(&control.posting_key, link, &feed, &blob)
        });
        let tag = link.invite_tag(&feed);
        let claimed = claim(&link.device_root(&feed), &feed, &tag, &grant.kem_key, &mut *self.random);
        let (true, Ok((answer, root))) = (is_vouched_for, claimed) else {
            return self.end_with(Finding::GrantForged);
        };
        self.state.stage =
            Stage::Answering { link: link.clone(), tag, claimant: *claimant, answer: Box::new(answer), root };
        self.enter_at(grant);
        self.correspondence.changed();
        self.send_answer();
    }

    fn enter_at(&mut self, grant: FirstGrant) {
        let first = grant.starts.first().map_or(Sequence(1), |start| start.chain.place());
        let state = &mut self.state;
        state.last = (first.previous(), grant.previous);
        state.control = control_before(&self.session.walk, first).cloned();
        state.invited_in = grant.epoch;
        state.joined_in = self.session.walk.last().map_or(grant.epoch, |walked| walked.control.epoch);
        let passed =
            self.session.walk.iter().map(|walked| &walked.envelope).filter(|envelope| envelope.sequence() < first);
        state.handovers = passed.filter(|envelope| envelope.kind() == Kind::Handover).cloned().collect();
        state.next_by = grant.next_by;
        state.renewing = Renewing::from_generation(grant.kem_generation);
        let capability = |start: &ChainStart| (start.epoch == grant.epoch).then_some(grant.capability);
        let held = grant.starts.iter().map(|start| (start.epoch, held_from(start, capability(start))));
        state.epochs = held.collect();
        state.profile = Some(grant.profile);
    }

    pub(super) fn send_answer(&mut self) {
        let Stage::Answering { tag, claimant, answer, .. } = &self.state.stage else { return };
        let ask = Ask::LeaveAnswer { tag: *tag, claimant: *claimant, answer: answer.clone() };
        self.session.phase = Phase::Answering;
        self.correspondence.ask(ask, About::Answer);
    }

    pub(super) fn note_answered(&mut self) {
        let Stage::Answering { link, root, .. } = &self.state.stage else { return };
        let words = root.words(&self.state.feed);
        let first = self.state.invited_in.next();
        let invited = link.device_root(&self.state.feed).grants_from(&self.state.feed, first);
        let own = root.grants_from(&self.state.feed, first);
        // The link's secret and the root are wiped here; the link's grants are still needed until the confirmation.
        self.state.stage = Stage::Unconfirmed { invited, own, words };
        self.state.claimed_at = Some(self.now);
        self.correspondence.changed();
        self.correspondence.tell(DeviceEvent::Joined { words });
    }
}

fn held_from(start: &ChainStart, capability: Option<Capability>) -> HeldEpoch {
    HeldEpoch { group: start.chain.clone(), capability, family: None, uplink: None }
}
