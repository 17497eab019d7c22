//! What an office shows of its families: how far each has come, as its devices report.

use porchlight_protocol::Sequence;
use porchlight_sealing::Link;

use super::inviting::INVITE_LIVES_SECONDS;
use super::roster::{DeviceRecord, DeviceStage, FamilyRecord};
use super::state::State;
use crate::Seconds;

/// How a family stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilySummary {
    /// The liaison's own name for it.
    pub name: String,
    /// Devices, claimed or not.
    pub devices: usize,
    /// Those whose claim has been taken in.
    pub claimed: usize,
    /// Those that private messages can reach.
    pub confirmed: usize,
    /// Four bytes to compare aloud for each claimed device.
    pub words: Vec<[u8; 4]>,
    /// The highest place that one of its devices reports to have read.
    pub fetched: Option<Sequence>,
    /// The notices of which a reader said "I have read this".
    pub opened: Vec<Sequence>,
    /// The latest notices sent to it, by their last places.
    pub sent: Vec<Sequence>,
    /// Open inquiries.
    pub inquiries: usize,
    /// How it wants bad news, as the device reports that said so last.
    pub prefers: Option<String>,
    /// Devices that have not renewed their access since the KEM key in force was drawn.
    pub unrenewed: usize,
    /// Each device.
    pub members: Vec<DeviceSummary>,
}

/// How one device of a family stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceSummary {
    /// Its number in the family.
    pub number: u32,
    /// Four bytes to compare aloud, once its claim is taken in.
    pub words: Option<[u8; 4]>,
    /// Whether private messages reach it.
    pub is_confirmed: bool,
    /// The last place that it reports to have read.
    pub read: Option<Sequence>,
    /// Whether it has yet to renew its access.
    pub is_unrenewed: bool,
}

/// An inquiry that waits for its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenInquiry {
    /// What an answer refers to.
    pub id: u64,
    /// Who asks.
    pub family: String,
    /// From which of its devices.
    pub device: u32,
    /// A code of the codebook.
    pub code: String,
}

/// An invite that nobody has used yet. Its link is a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenInvite {
    /// For whom.
    pub family: String,
    /// The device's number in the family.
    pub device: u32,
    /// The link.
    pub link: String,
    /// When it was made.
    pub made_at: Seconds,
    /// When it expires.
    pub expires_at: Seconds,
}

impl State {
    pub(super) fn family_summaries(&self) -> Vec<FamilySummary> {
        self.families.iter().map(|family| self.family_summary(family)).collect()
    }

    fn family_summary(&self, family: &FamilyRecord) -> FamilySummary {
        let belonging = || family.devices.iter().filter(|device| device.belongs());
        let heard = || family.devices.iter().filter_map(|device| device.heard.as_ref());
        let mut opened: Vec<_> = heard().flat_map(|heard| heard.opened.iter().copied()).collect();
        opened.sort_unstable();
        opened.dedup();
        let latest = heard().filter(|heard| heard.prefers.is_some()).max_by_key(|heard| (heard.epoch, heard.number));
        FamilySummary {
            name: family.name.clone(),
            devices: belonging().count(),
            claimed: family.devices.iter().filter(|device| device.is_claimed()).count(),
            confirmed: family.devices.iter().filter(|device| device.is_confirmed()).count(),
            words: family.devices.iter().filter_map(DeviceRecord::words).collect(),
            fetched: family.fetched(),
            opened,
            sent: family.sent.iter().copied().collect(),
            inquiries: family.inquiries().count(),
            prefers: latest.and_then(|heard| heard.prefers.clone()),
            unrenewed: belonging().filter(|device| self.is_unrenewed(device)).count(),
            members: belonging().map(|device| self.device_summary(device)).collect(),
        }
    }

    fn device_summary(&self, device: &DeviceRecord) -> DeviceSummary {
        DeviceSummary {
            number: device.number,
            words: device.words(),
            is_confirmed: device.is_confirmed(),
            read: device.heard.as_ref().map(|heard| heard.read),
            is_unrenewed: self.is_unrenewed(device),
        }
    }

    pub(super) fn open_inquiries(&self) -> Vec<OpenInquiry> {
        let of_family = |family: &'_ FamilyRecord| {
            let open = family.inquiries().map(|(device, inquiry)| OpenInquiry {
                id: inquiry.id,
                family: family.name.clone(),
                device: device.number,
                code: inquiry.code.clone(),
            });
            open.collect::<Vec<_>>()
        };
        self.families.iter().flat_map(of_family).collect()
    }

    pub(super) fn open_invites(&self) -> Vec<OpenInvite> {
        let of_device = |family: &FamilyRecord, device: &DeviceRecord| match &device.stage {
            DeviceStage::Invited { link, made_at, .. } => {
                let link = Link { relay: self.relay.clone(), feed: self.feed, secret: link.clone() };
                Some(OpenInvite {
                    family: family.name.clone(),
                    device: device.number,
                    link: link.to_text().to_string(),
                    made_at: *made_at,
                    expires_at: made_at.saturating_add(INVITE_LIVES_SECONDS),
                })
            }
            DeviceStage::Claimed { .. }
            | DeviceStage::Confirmed { .. }
            | DeviceStage::Spoiled
            | DeviceStage::Removed => None,
        };
        let of_family = |family: &FamilyRecord| {
            family.devices.iter().filter_map(|device| of_device(family, device)).collect::<Vec<_>>()
        };
        self.families.iter().flat_map(of_family).collect()
    }
}
