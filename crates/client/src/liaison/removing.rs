//! Removing: a new epoch that the removed find a farewell for. See docs/protocol.md#flows, 10.

use super::Liaison;
use super::events::Failure;
use super::log::Act;
use super::roster::DeviceStage;
use super::state::State;
use super::tasks::Done;

impl Liaison {
    /// Marks a family's devices, or one of them, for a farewell at the turn that follows in this session.
    pub(super) fn remove(&mut self, family: &str, device: Option<u32>) -> Result<Done, Failure> {
        let name = family.trim().to_owned();
        let index = self.state.family_index(&name).ok_or_else(|| Failure::NoSuchFamily { family: name.clone() })?;
        let devices = &self.state.families[index].devices;
        let numbers: Vec<u32> = match device {
            None => devices.iter().map(|device| device.number).collect(),
            Some(number) if devices.iter().any(|device| device.number == number) => vec![number],
            Some(device) => return Err(Failure::NoSuchDevice { family: name, device }),
        };
        self.mark_removed(index, &numbers);
        let now = self.session.now;
        for device in numbers {
            self.state.log.note(now, Act::Removed { family: name.clone(), device });
        }
        Ok(Done::Removed { family: name, epoch: self.state.epoch().next() })
    }

    /// Marks devices, and withdraws the unclaimed invites of their family: they may hold the links.
    pub(super) fn mark_removed(&mut self, family: usize, numbers: &[u32]) {
        let devices = self.state.families[family].devices.iter_mut();
        for device in devices.filter(|device| !device.is_invited() && numbers.contains(&device.number)) {
            device.stage = DeviceStage::Removed;
        }
        (self.state.turn_wanted, self.state.vault.is_due) = (true, true);
        self.withdraw_where(|index, device| index == family && device.is_invited());
        self.correspondence.changed();
    }
}

impl State {
    /// Forgets the removed, once their farewells are given, and what waited for families that are gone.
    pub(crate) fn forget_removed(&mut self) {
        for family in self.families.iter_mut() {
            family.devices.retain(|device| !device.is_removed());
        }
        self.families.retain(|family| !family.devices.is_empty());
        let families = &self.families;
        self.waiting.retain(|notice| families.iter().any(|family| family.name == notice.family));
    }
}
