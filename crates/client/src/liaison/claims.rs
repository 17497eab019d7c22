//! Taking in claims: what claimants left at their invites. See docs/protocol.md#flows, 4.

use porchlight_protocol::limits::ANSWERS_PER_FRAME_MAX;
use porchlight_protocol::{Ask, ClaimAnswer, Day, DropTag, InviteState};

use super::log::Act;
use super::roster::{DeviceRecord, DeviceStage};
use super::session::About;
use super::state::State;
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
        let record = &self.state.families[family].devices[device];
        let (name, number) = (self.state.families[family].name.clone(), record.number);
        let DeviceStage::Invited { link, epoch, .. } = &record.stage else { return };
        // Without the key that the invite names, nobody can tell a claim from a forgery: the invite will be withdrawn.
        let Some(kem) = self.state.kem.of(record.generation) else { return };
        let opened = kem.take_in(&link.device_root(&feed), &feed, tag, answer);
        let first = epoch.next();
        let record = &mut self.state.families[family].devices[device];
        match opened {
            Ok(root) => {
                let grants = root.grants_from(&feed, first).at(coming);
                record.grants = grants.expect("no invite is of a coming epoch");
                record.stage = DeviceStage::Claimed { words: root.words(&feed) };
                self.state.log.note(self.session.now, Act::Joined { family: name, device: number });
            }
            Err(_) => {
                record.stage = DeviceStage::Spoiled;
                self.correspondence.tell(LiaisonEvent::ClaimUnreadable { family: name });
            }
        }
        // The relay has what was claimed. A vault that still asks for it to be put would be refused once it is retired.
        self.state.invites.retain(|(pending, _)| pending != tag);
        // A claim is to be confirmed; and whoever meddled with one holds the link: the next epoch is not for them.
        self.state.turn_wanted = true;
        self.state.to_retire.push((*tag, day));
        self.correspondence.changed();
    }

    /// Whether nobody is known to have used the invite yet.
    pub(super) fn is_open_invite(&self, tag: &DropTag) -> bool {
        find(&self.state, tag).is_some()
    }

    fn note_lost_invite(&mut self, tag: &DropTag) {
        // One that is still to be put is not lost.
        let is_pending = self.state.invites.iter().any(|(pending, _)| pending == tag);
        let Some((family, _)) = find(&self.state, tag).filter(|_| !is_pending) else { return };
        let family = self.state.families[family].name.clone();
        self.correspondence.tell(LiaisonEvent::InviteLost { family });
    }
}

fn open_invites(state: &State) -> Vec<DropTag> {
    let devices = state.families.with_open_invites().flat_map(|(_, family)| &family.devices);
    devices.filter_map(|device| device.invite_tag(&state.feed)).collect()
}

fn find(state: &State, tag: &DropTag) -> Option<(usize, usize)> {
    state.families.with_open_invites().find_map(|(index, family)| {
        let is_its = |device: &DeviceRecord| device.invite_tag(&state.feed) == Some(*tag);
        Some((index, family.devices.iter().position(is_its)?))
    })
}
