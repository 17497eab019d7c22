//! The roster: families, their devices, and how far each has come.

use std::cell::OnceCell;
use std::collections::VecDeque;
use std::ops::{Deref, DerefMut};

use porchlight_protocol::{DropTag, Epoch, FeedId, Sequence};
use porchlight_sealing::{Chain, Generation, GrantChain, Inquiry, LinkSecret, Renewal, Uplink};
use serde::{Deserialize, Serialize};

use crate::Seconds;

/// Devices of one family, invited ones included: what a household has, and a bound on what one of them may ask for.
pub const DEVICES_PER_FAMILY_MAX: usize = 8;
/// Notices of a family of which it is kept where they stand, to tell which were fetched and opened.
const SENT_MAX: usize = 32;
/// Inquiries of a family that were answered: older reports may still name them.
const SETTLED_MAX: usize = 32;
/// Epochs whose reports are looked for: the present one and the one before.
const UPLINKS_MAX: usize = 2;

/// The families, in the order of their first invites.
///
/// It is nearly all that an office keeps, and most saves change none of it: so it notes whether somebody may have changed it since
/// it was last saved, and what every session asks of all devices is looked up once after a change.
#[derive(Clone)]
pub(crate) struct Roster {
    families: Vec<FamilyRecord>,
    has_changed: bool,
    overview: OnceCell<Overview>,
}

/// What every session asks of all devices.
#[derive(Clone)]
struct Overview {
    /// The families with an invite that nobody has claimed yet.
    with_open_invites: Vec<usize>,
    /// Whether a re-claim waits for the next turn.
    has_renewals: bool,
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct FamilyRecord {
    pub(crate) name: String,
    /// The family chain at the last place used in this epoch.
    pub(crate) chain: Chain,
    pub(crate) next_ordinal: u64,
    /// The number that the next device gets; none is given twice.
    pub(crate) next_device: u32,
    pub(crate) devices: Vec<DeviceRecord>,
    /// The last places of its latest notices.
    pub(crate) sent: VecDeque<Sequence>,
    /// Inquiries that a notice has answered.
    pub(crate) answered: VecDeque<u64>,
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct DeviceRecord {
    /// Within its family, from 1.
    pub(crate) number: u32,
    /// Stands at the epoch whose grant comes next.
    pub(crate) grants: GrantChain,
    pub(crate) stage: DeviceStage,
    /// Of the KEM key that its grant chain hangs on.
    pub(crate) generation: Generation,
    /// A re-claim that the next turn mixes in.
    pub(crate) renewal: Option<(Generation, Renewal)>,
    /// Whether a device of the family asked for its invite.
    pub(crate) is_asked_for: bool,
    pub(crate) uplinks: VecDeque<UplinkRecord>,
    pub(crate) heard: Option<Heard>,
}

/// How far a device has come.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) enum DeviceStage {
    /// Nobody has claimed it yet, as far as the liaison knows.
    Invited { link: LinkSecret, epoch: Epoch, made_at: Seconds },
    /// Its claim is taken in; the next turn of the epoch confirms it.
    Claimed { words: [u8; 4] },
    /// A grant under its own root is at the relay.
    Confirmed { words: [u8; 4] },
    /// Its claim did not open: somebody meddled. It gets no grants.
    Spoiled,
    /// It finds a farewell at the next turn, and is then forgotten.
    Removed,
}

/// What a device's reports of one epoch are recognised and opened with.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct UplinkRecord {
    pub(crate) epoch: Epoch,
    pub(crate) uplink: Uplink,
    /// The highest number seen.
    pub(crate) seen: Option<u16>,
}

/// What a device's latest report said.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Heard {
    pub(crate) epoch: Epoch,
    pub(crate) number: u16,
    pub(crate) read: Sequence,
    pub(crate) opened: Vec<Sequence>,
    pub(crate) inquiries: Vec<Inquiry>,
    pub(crate) prefers: Option<String>,
}

impl Roster {
    /// The one that is kept.
    pub(crate) const fn restored(families: Vec<FamilyRecord>) -> Self {
        Self { families, has_changed: false, overview: OnceCell::new() }
    }

    /// Whether it may have changed since this was last asked: then it is to be saved.
    pub(crate) const fn take_changed(&mut self) -> bool {
        std::mem::replace(&mut self.has_changed, false)
    }

    /// The families with an invite that nobody has claimed yet, and where they stand.
    pub(crate) fn with_open_invites(&self) -> impl Iterator<Item = (usize, &FamilyRecord)> {
        self.overview().with_open_invites.iter().map(|index| (*index, &self.families[*index]))
    }

    /// Whether a re-claim waits for the next turn.
    pub(crate) fn has_renewals(&self) -> bool {
        self.overview().has_renewals
    }

    fn overview(&self) -> &Overview {
        let families = &self.families;
        self.overview.get_or_init(|| Overview {
            with_open_invites: (0..families.len()).filter(|index| families[*index].has_open_invite()).collect(),
            has_renewals: families.iter().flat_map(|family| &family.devices).any(|device| device.renewal.is_some()),
        })
    }
}

impl Default for Roster {
    /// Without families; it was never saved.
    fn default() -> Self {
        Self { families: Vec::new(), has_changed: true, overview: OnceCell::new() }
    }
}

impl Deref for Roster {
    type Target = Vec<FamilyRecord>;

    fn deref(&self) -> &Vec<FamilyRecord> {
        &self.families
    }
}

impl DerefMut for Roster {
    fn deref_mut(&mut self) -> &mut Vec<FamilyRecord> {
        self.has_changed = true;
        self.overview.take();
        &mut self.families
    }
}

impl FamilyRecord {
    pub(crate) fn new(name: String, chain: Chain) -> Self {
        Self {
            name,
            chain,
            next_ordinal: 0,
            next_device: 1,
            devices: Vec::new(),
            sent: VecDeque::new(),
            answered: VecDeque::new(),
        }
    }

    /// Adds a device under the next number.
    pub(crate) fn add(&mut self, grants: GrantChain, stage: DeviceStage, generation: Generation) -> &mut DeviceRecord {
        let number = self.next_device;
        self.next_device = number.saturating_add(1);
        self.devices.push(DeviceRecord {
            number,
            grants,
            stage,
            generation,
            renewal: None,
            is_asked_for: false,
            uplinks: VecDeque::new(),
            heard: None,
        });
        self.devices.last_mut().expect("it was pushed just now")
    }

    fn has_open_invite(&self) -> bool {
        self.devices.iter().any(DeviceRecord::is_invited)
    }

    /// Whether a private message reaches anybody.
    pub(crate) fn is_reachable(&self) -> bool {
        self.devices.iter().any(DeviceRecord::is_confirmed)
    }

    /// The open inquiries of its devices.
    pub(crate) fn inquiries(&self) -> impl Iterator<Item = (&DeviceRecord, &Inquiry)> {
        let heard = self.devices.iter().filter_map(|device| Some((device, device.heard.as_ref()?)));
        heard
            .flat_map(|(device, heard)| heard.inquiries.iter().map(move |inquiry| (device, inquiry)))
            .filter(|(_, inquiry)| !self.answered.contains(&inquiry.id))
    }

    /// The highest place that one of its devices has read, as they report.
    pub(crate) fn fetched(&self) -> Option<Sequence> {
        self.devices.iter().filter_map(|device| device.heard.as_ref()).map(|heard| heard.read).max()
    }

    pub(crate) fn note_sent(&mut self, place: Sequence) {
        keep(&mut self.sent, place, SENT_MAX);
    }

    pub(crate) fn note_answered(&mut self, inquiry: u64) {
        keep(&mut self.answered, inquiry, SETTLED_MAX);
    }
}

impl DeviceRecord {
    /// Four bytes to compare aloud, once the claim is taken in.
    pub(crate) fn words(&self) -> Option<[u8; 4]> {
        match self.stage {
            DeviceStage::Claimed { words } | DeviceStage::Confirmed { words } => Some(words),
            DeviceStage::Invited { .. } | DeviceStage::Spoiled | DeviceStage::Removed => None,
        }
    }

    pub(crate) fn is_claimed(&self) -> bool {
        self.words().is_some()
    }

    pub(crate) fn is_confirmed(&self) -> bool {
        match self.stage {
            DeviceStage::Confirmed { .. } => true,
            DeviceStage::Invited { .. } | DeviceStage::Claimed { .. } | DeviceStage::Spoiled | DeviceStage::Removed => {
                false
            }
        }
    }

    pub(crate) fn is_invited(&self) -> bool {
        match self.stage {
            DeviceStage::Invited { .. } => true,
            DeviceStage::Claimed { .. }
            | DeviceStage::Confirmed { .. }
            | DeviceStage::Spoiled
            | DeviceStage::Removed => false,
        }
    }

    pub(crate) fn is_removed(&self) -> bool {
        match self.stage {
            DeviceStage::Removed => true,
            DeviceStage::Invited { .. }
            | DeviceStage::Claimed { .. }
            | DeviceStage::Confirmed { .. }
            | DeviceStage::Spoiled => false,
        }
    }

    /// Whether it belongs to the group: it gets grants.
    pub(crate) fn belongs(&self) -> bool {
        match self.stage {
            DeviceStage::Invited { .. } | DeviceStage::Claimed { .. } | DeviceStage::Confirmed { .. } => true,
            DeviceStage::Spoiled | DeviceStage::Removed => false,
        }
    }

    /// The tag of its invite, while nobody has claimed it.
    pub(crate) fn invite_tag(&self, feed: &FeedId) -> Option<DropTag> {
        match &self.stage {
            DeviceStage::Invited { link, .. } => Some(link.invite_tag(feed)),
            DeviceStage::Claimed { .. }
            | DeviceStage::Confirmed { .. }
            | DeviceStage::Spoiled
            | DeviceStage::Removed => None,
        }
    }

    /// The chain at a coming epoch, with the re-claim mixed in where there is one.
    pub(crate) fn grants_at(&self, epoch: Epoch, feed: &FeedId) -> Option<GrantChain> {
        let chain = self.grants.at(epoch)?;
        Some(match &self.renewal {
            Some((_, renewal)) => chain.renewed(renewal, feed),
            None => chain,
        })
    }

    /// Its grant for the epoch is given: the key that sealed it is wiped, so that who takes this machine cannot open it.
    /// Gives the words to compare when this has confirmed the device.
    pub(crate) fn turn_to(&mut self, epoch: Epoch, feed: &FeedId) -> Option<[u8; 4]> {
        if let Some(chain) = self.grants_at(epoch, feed) {
            if self.is_claimed() {
                let uplink = UplinkRecord { epoch, uplink: chain.uplink(feed), seen: None };
                keep(&mut self.uplinks, uplink, UPLINKS_MAX);
            }
            self.grants = chain;
        }
        if let Some((generation, _)) = self.renewal.take() {
            self.generation = generation;
        }
        // An error means that it stands beyond already, which is where it is meant to be.
        let _beyond = self.grants.advance_to(epoch.next());
        let DeviceStage::Claimed { words } = self.stage else { return None };
        self.stage = DeviceStage::Confirmed { words };
        Some(words)
    }
}

pub(super) fn keep<T>(items: &mut VecDeque<T>, item: T, items_max: usize) {
    while items.len() >= items_max {
        items.pop_front();
    }
    items.push_back(item);
}
