//! Taking in claims: what claimants left at their invites. See docs/protocol.md#flows, 4.

use porchlight_protocol::limits::ANSWERS_PER_FRAME_MAX;
use porchlight_protocol::{Ask, ClaimAnswer, Day, DropTag, InviteState};

use super::session::About;
use super::state::{DeviceStage, State};
use super::{Liaison, LiaisonEvent};

impl Liaison {
    pub(super) fn collect(&mut self) {
        let tags = open_invites(&self.state);
        for page in tags.chunks(ANSWERS_PER_FRAME_MAX) {
            self.correspondence.ask(Ask::Answers { tags: page.to_vec() }, About::Answers(page.to_vec()));
        }
    }

    pub(super) fn take_in(&mut self, tags: &[DropTag], states: &[InviteState]) {
        for (tag, state) in tags.iter().zip(states) {
            match state {
                InviteState::Claimed { day, answer: Some(answer) } => self.take_in_one(tag, *day, answer),
                InviteState::Claimed { answer: None, .. } | InviteState::Unclaimed => {}
                InviteState::Unknown | InviteState::UsedUp { .. } => self.note_lost_invite(tag),
            }
        }
    }

    fn take_in_one(&mut self, tag: &DropTag, day: Day, answer: &ClaimAnswer) {
        let Some((family, device)) = find(&self.state, tag) else { return };
        let (feed, coming) = (self.state.feed, self.state.epoch().next());
        let name = self.state.families[family].name.clone();
        let record = &mut self.state.families[family].devices[device];
        let DeviceStage::Invited { link, epoch } = &record.stage else { return };
        match self.state.kem.take_in(&link.device_root(&feed), &feed, tag, answer) {
            Ok(root) => {
                let words = root.words(&feed);
                let grants = root.grants_from(&feed, epoch.next()).at(coming);
                record.grants = grants.expect("no invite is of a coming epoch");
                record.stage = DeviceStage::Claimed { words };
            }
            Err(_) => {
                record.stage = DeviceStage::Spoiled;
                self.correspondence.tell(LiaisonEvent::ClaimUnreadable { family: name });
                // Whoever meddled holds the link: the next epoch is not for them.
                self.ask_for_turn();
            }
        }
        self.state.to_retire.push((*tag, day));
        self.correspondence.changed();
    }

    /// Forgets an invite for which the relay has no room: its link was never shown.
    pub(super) fn take_back_invite(&mut self) {
        let Some((tag, _)) = self.state.invite.take() else { return };
        if let Some((family, device)) = find(&self.state, &tag) {
            self.state.families[family].devices.remove(device);
        }
        self.state.families.retain(|family| !family.devices.is_empty());
        self.state.unreported = None;
        self.correspondence.changed();
    }

    /// Whether nobody is known to have used the invite yet.
    pub(super) fn is_open_invite(&self, tag: &DropTag) -> bool {
        find(&self.state, tag).is_some()
    }

    fn note_lost_invite(&mut self, tag: &DropTag) {
        let Some((family, _)) = find(&self.state, tag) else { return };
        let family = self.state.families[family].name.clone();
        self.correspondence.tell(LiaisonEvent::InviteLost { family });
    }
}

fn open_invites(state: &State) -> Vec<DropTag> {
    state.devices().filter_map(|device| invite_tag(state, &device.stage)).collect()
}

fn find(state: &State, tag: &DropTag) -> Option<(usize, usize)> {
    state.families.iter().enumerate().find_map(|(index, family)| {
        let device = family.devices.iter().position(|device| invite_tag(state, &device.stage) == Some(*tag))?;
        Some((index, device))
    })
}

fn invite_tag(state: &State, stage: &DeviceStage) -> Option<DropTag> {
    match stage {
        DeviceStage::Invited { link, .. } => Some(link.invite_tag(&state.feed)),
        DeviceStage::Claimed { .. } | DeviceStage::Confirmed { .. } | DeviceStage::Spoiled => None,
    }
}
