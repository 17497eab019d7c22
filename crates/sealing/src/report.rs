//! Reports: what a device sends to the inbox. All are alike, whatever they say. See docs/protocol.md#reports.

use std::fmt;

use porchlight_protocol::{FeedId, InboxBlob, Sequence, Tag};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::envelopes::{open_bytes, seal_bytes};
use crate::{Encapsulation, Generation, LinkSecret, Secret, is_code};

/// Reports of one device in one epoch: every tag is looked for, so their number has a bound.
pub const REPORTS_PER_EPOCH_MAX: u16 = 256;
/// Receipts in one report: the latest.
pub const RECEIPTS_MAX: usize = 16;
/// Inquiries that a device may have open.
pub const INQUIRIES_MAX: usize = 4;
/// Bytes of how a family wants bad news: a telephone number and a sentence, in Cyrillic too.
pub const PREFERENCE_BYTES_MAX: usize = 240;
/// Invites that one report may ask for.
pub const ASKED_INVITES_MAX: usize = 2;

const OVERHEAD_BYTES: usize = Tag::BYTES + 12 + 16;
const PLAINTEXT_BYTES: usize = InboxBlob::BYTES - OVERHEAD_BYTES;

/// What a device says to the liaison: its whole state, so that a report that is lost costs nothing.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Report {
    /// The last place that it has read.
    pub read: Sequence,
    /// The notices of which the reader said "I have read this", the latest last.
    pub opened: Vec<Sequence>,
    /// Open inquiries.
    pub inquiries: Vec<Inquiry>,
    /// How the family wants bad news.
    pub prefers: Option<String>,
    /// Links that the family wants opened for more devices.
    pub invites: Vec<LinkSecret>,
    /// The re-claim, until it has been mixed in.
    pub renewal: Option<ReportedRenewal>,
    /// Whether the device leaves the group.
    pub leaves: bool,
}

/// A family's coded question to the liaison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inquiry {
    /// Random: an answer refers to it.
    pub id: u64,
    /// What is asked, in the group's codebook.
    pub code: String,
}

/// A re-claim on its way.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedRenewal {
    /// Of the KEM key that it is for.
    pub generation: Generation,
    /// What the KEM key's holder takes up.
    pub encapsulation: Encapsulation,
}

/// The report is beyond a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportTooLong;

impl fmt::Display for ReportTooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the report says more than one message holds")
    }
}

impl std::error::Error for ReportTooLong {}

/// The message bears a device's tag, and is not a report of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportUnreadable;

impl fmt::Display for ReportUnreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the message is not a report of this device")
    }
}

impl std::error::Error for ReportUnreadable {}

/// What one device's reports of one epoch are sealed with.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Uplink(Secret);

impl Uplink {
    pub(crate) const fn new(secret: Secret) -> Self {
        Self(secret)
    }

    /// How the liaison recognises the report of a number.
    pub fn tag(&self, number: u16) -> Tag {
        Tag::new(self.0.expand("porchlight/1 uplink tag", &[&number.to_be_bytes()]))
    }

    /// Seals the report of a number: always 2,048 bytes.
    ///
    /// # Errors
    /// [`ReportTooLong`] when it is beyond one of its bounds.
    pub fn seal(
        &self,
        number: u16,
        feed: &FeedId,
        report: &Report,
        random: &mut dyn CryptoRng,
    ) -> Result<InboxBlob, ReportTooLong> {
        let plaintext = report.encode().ok_or(ReportTooLong)?;
        let (tag, mut nonce) = (self.tag(number), [0; 12]);
        random.fill_bytes(&mut nonce);
        let sealed = seal_bytes(&self.key(number), nonce, &associated(feed, &tag), &plaintext);
        let message = [tag.as_bytes().as_slice(), &nonce, &sealed].concat();
        Ok(InboxBlob::from_slice(&message).expect("the layout fills a message"))
    }

    /// Opens the report of a number.
    ///
    /// # Errors
    /// [`ReportUnreadable`] when it is not this device's, or not laid out as one.
    pub fn open(&self, number: u16, feed: &FeedId, message: &InboxBlob) -> Result<Report, ReportUnreadable> {
        let tag = self.tag(number);
        let (found, rest) = message.as_bytes().split_at(Tag::BYTES);
        let (nonce, sealed) = rest.split_first_chunk().ok_or(ReportUnreadable)?;
        if found != tag.as_bytes() {
            return Err(ReportUnreadable);
        }
        let plaintext = open_bytes(&self.key(number), *nonce, &associated(feed, &tag), sealed);
        plaintext.and_then(|bytes| Report::decode(&bytes)).ok_or(ReportUnreadable)
    }

    fn key(&self, number: u16) -> Secret {
        self.0.derive("porchlight/1 uplink key", &[&number.to_be_bytes()])
    }
}

/// The tag that a message bears.
pub fn tag_of(message: &InboxBlob) -> Tag {
    Tag::from_slice(&message.as_bytes()[..Tag::BYTES]).expect("a message is longer than its tag")
}

impl Report {
    /// Whether every part is within its bound.
    pub fn is_within_bounds(&self) -> bool {
        self.opened.len() <= RECEIPTS_MAX
            && self.inquiries.len() <= INQUIRIES_MAX
            && self.inquiries.iter().all(|inquiry| is_code(&inquiry.code))
            && self.prefers.as_ref().is_none_or(|text| text.len() <= PREFERENCE_BYTES_MAX)
            && self.invites.len() <= ASKED_INVITES_MAX
    }

    fn encode(&self) -> Option<Zeroizing<Vec<u8>>> {
        let size = postcard::experimental::serialized_size(self).ok()?;
        if !self.is_within_bounds() || 2 + size > PLAINTEXT_BYTES {
            return None;
        }
        let mut bytes = Zeroizing::new(vec![0; PLAINTEXT_BYTES]);
        bytes[..2].copy_from_slice(&u16::try_from(size).ok()?.to_be_bytes());
        postcard::to_slice(self, &mut bytes[2..]).ok()?;
        Some(bytes)
    }

    fn decode(plaintext: &[u8]) -> Option<Self> {
        let (length, rest) = plaintext.split_first_chunk()?;
        let (encoded, zeros) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        let (report, over): (Self, _) = postcard::take_from_bytes(encoded).ok()?;
        let is_whole = over.is_empty() && zeros.iter().all(|byte| *byte == 0);
        (is_whole && report.is_within_bounds()).then_some(report)
    }
}

fn associated(feed: &FeedId, tag: &Tag) -> Vec<u8> {
    [b"porchlight/1 uplink\0", feed.as_bytes().as_slice(), tag.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng;

    use super::*;

    fn fullest() -> Report {
        Report {
            read: Sequence(u64::MAX),
            opened: vec![Sequence(u64::MAX); RECEIPTS_MAX],
            inquiries: vec![Inquiry { id: u64::MAX, code: "a".repeat(32) }; INQUIRIES_MAX],
            prefers: Some("x".repeat(PREFERENCE_BYTES_MAX)),
            invites: vec![LinkSecret::new(Secret::new([7; 32])); ASKED_INVITES_MAX],
            renewal: Some(ReportedRenewal {
                generation: Generation(u32::MAX),
                encapsulation: Encapsulation::new([8; 1120]),
            }),
            leaves: true,
        }
    }

    #[test]
    fn the_fullest_report_fits_and_opens_for_its_number_alone() {
        let (feed, mut random) = (FeedId::new([1; 32]), ChaCha20Rng::seed_from_u64(1));
        let uplink = Uplink::new(Secret::new([2; 32]));
        let message = uplink.seal(9, &feed, &fullest(), &mut random).expect("it fits");
        let opened = uplink.open(9, &feed, &message).expect("it is its own");
        assert!(opened.inquiries == fullest().inquiries && opened.renewal == fullest().renewal && opened.leaves);
        assert!(uplink.open(10, &feed, &message).is_err());
        assert!(uplink.open(9, &FeedId::new([3; 32]), &message).is_err());
    }

    #[test]
    fn a_report_beyond_a_bound_is_not_sealed() {
        let (feed, mut random) = (FeedId::new([1; 32]), ChaCha20Rng::seed_from_u64(1));
        let uplink = Uplink::new(Secret::new([2; 32]));
        let mut report = fullest();
        report.opened.push(Sequence(1));
        assert!(uplink.seal(0, &feed, &report, &mut random).is_err());
    }
}
