//! What convinces others: the proof that a feed has two versions, and the phrase that two readers compare by telephone.
//!
//! See docs/protocol.md#files.

use porchlight_protocol::{Authority, Control, Envelope, ForkProof, Kind, Sequence};

use super::{Device, DeviceEvent, Finding, ForkEvidence};
use crate::Seconds;
use serde::{Deserialize, Serialize};

/// Forks of which the evidence is kept: one proves that the key was used twice, a few that it was no accident.
const FORKS_MAX: usize = 4;

/// Since when somebody else posts, or the same from another machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiaisonSince {
    /// The place of the handover.
    pub place: Sequence,
    /// A deputy took over; else the liaison handed over to another key of their own.
    pub by_mandate: bool,
    /// When the first status after it was sealed; `None` until one was read.
    pub since: Option<Seconds>,
}

impl Device {
    /// The last handover that this device has read; `None` while whoever posted when it joined still does.
    pub fn liaison_since(&self) -> Option<LiaisonSince> {
        self.state.handed_over
    }

    /// The last place read and five bytes, a word each: the same for all who have read the same feed up to there.
    pub fn phrase_of_the_day(&self) -> Option<(Sequence, [u8; 5])> {
        let (place, hash) = self.state.last;
        (place > Sequence::ZERO).then(|| (place, hash.phrase()))
    }

    /// Evidence that the feed was forked, which convinces whoever has nothing else; `None` where no fork is known, or its two
    /// sides do not prove it by themselves.
    pub fn fork_proof(&self) -> Option<ForkProof> {
        self.state.forks.iter().filter_map(|fork| self.proof_of(fork)).find(|proof| proof.verify().is_ok())
    }

    fn proof_of(&self, fork: &ForkEvidence) -> Option<ForkProof> {
        let control = self.state.control.as_ref()?;
        let founding_key = *control.former_keys.first().unwrap_or(&control.posting_key);
        let mut envelopes = [fork.read.clone(), fork.shown.clone()];
        envelopes.sort_by_key(Envelope::sequence);
        Some(ForkProof { founding_key, handovers: self.state.handovers.clone(), envelopes })
    }

    /// Names what was found and reads no further; a fork is kept.
    pub(super) fn refuse(&mut self, finding: Finding) {
        if let Finding::Forked { evidence, .. } = &finding {
            self.state.forked_at.get_or_insert(self.now);
            if self.state.forks.len() < FORKS_MAX {
                self.state.forks.extend(evidence.as_deref().cloned());
            }
            self.correspondence.changed();
        }
        self.end_with(finding);
    }

    /// The envelope that was read at this one's place, beside this one.
    pub(super) fn evidence_against(&self, shown: &Envelope) -> Option<Box<ForkEvidence>> {
        self.evidence_with(self.kept_at(shown.sequence()), shown)
    }

    /// The envelope that was read at the place before this one's, beside this one.
    pub(super) fn evidence_of_other_past(&self, shown: &Envelope) -> Option<Box<ForkEvidence>> {
        self.evidence_with(self.kept_at(shown.sequence().previous()), shown)
    }

    pub(super) fn evidence_with(&self, read: Option<&Envelope>, shown: &Envelope) -> Option<Box<ForkEvidence>> {
        read.map(|read| Box::new(ForkEvidence { read: read.clone(), shown: shown.clone() }))
    }

    pub(super) fn kept_at(&self, place: Sequence) -> Option<&Envelope> {
        self.state.kept.iter().find(|kept| kept.sequence() == place)
    }

    /// Keeps a handover, and says that there is a new liaison. Others are none.
    pub(super) fn note_handover(&mut self, envelope: &Envelope) {
        let place = envelope.sequence();
        // A relay may send what it says it has pruned: then it was read already.
        let is_new = self.state.handovers.last().is_none_or(|last| last.sequence() < place);
        if let Some(by_mandate) = mandate_of(envelope).filter(|_| is_new) {
            self.state.handovers.push(envelope.clone());
            self.state.handed_over = Some(LiaisonSince { place, by_mandate, since: None });
            self.correspondence.tell(DeviceEvent::NewLiaison { place, by_mandate });
        }
    }
}

/// Whether a handover was by mandate; `None` where it is no handover.
fn mandate_of(envelope: &Envelope) -> Option<bool> {
    if envelope.kind() != Kind::Handover {
        return None;
    }
    match Control::of(envelope)? {
        Control::Epoch(_) => None,
        Control::Handover(handover) => Some(match handover.authority {
            Authority::FormerKey => false,
            Authority::Mandate { .. } => true,
        }),
    }
}
