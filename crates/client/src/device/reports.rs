//! Reports: what this device tells the liaison. All look alike, and none leaves because there was something to say.
//!
//! See docs/protocol.md#reports and #flows, 11.

use std::collections::VecDeque;
use std::fmt;

use porchlight_protocol::limits::INBOX_SENDS_PER_SESSION_MAX;
use porchlight_protocol::{Ask, Epoch, Refusal, Sequence};
use porchlight_sealing::{
    ASKED_INVITES_MAX, INQUIRIES_MAX, Inquiry, Link, LinkSecret, PREFERENCE_BYTES_MAX, RECEIPTS_MAX,
    REPORTS_PER_EPOCH_MAX, Report, Secret, is_code,
};
use rand_core::Rng;
use serde::{Deserialize, Serialize};

use super::session::{About, Phase};
use super::{Device, DeviceEvent};
use crate::{DAY_SECONDS, Seconds, TURN_EVERY_SECONDS};

/// The longest random delay behind a batch: long enough to hide who reacts to it, short enough for "all have fetched theirs".
const DELAY_SECONDS_MAX: Seconds = 15 * 60;
/// The least time between two reports, at most this: whoever reads every second does not fill the inbox.
const GAP_SECONDS_MAX: Seconds = 60;
/// Reports of one epoch that leave as sessions and batches come: as many as four posts and five sessions a day make in a week.
const NUMBERS_FREELY: u16 = 64;
/// The least time between two reports after those, so that a line which breaks each minute does not silence the device: the
/// numbers of an epoch last for longer than its week.
const SPARING_GAP_SECONDS: Seconds = 60 * 60;
const _: () = assert!((REPORTS_PER_EPOCH_MAX - NUMBERS_FREELY) as Seconds * SPARING_GAP_SECONDS > TURN_EVERY_SECONDS);
/// The longest wait after refusals in a row. A number is spent on each attempt, and the liaison looks for a few only beyond
/// the last that it has seen: so few are spent in an epoch's week that it still finds the one that gets through.
const REFUSED_WAIT_SECONDS_MAX: Seconds = TURN_EVERY_SECONDS / 16;
/// How long a device goes on asking for an invite that the liaison may not make.
const ASKS_FOR_SECONDS: Seconds = 14 * DAY_SECONDS;

/// What this device has to say, and how far it has come in saying it.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Reporting {
    /// The number that the next report gets, in this epoch.
    next: (Epoch, u16),
    sent_at: Option<Seconds>,
    /// How many reports the relay has refused in a row, and until when none is tried after that.
    refused: (u32, Seconds),
    /// Whether something was said here that no report has told yet.
    has_news: bool,
    receipts: VecDeque<Sequence>,
    inquiries: Vec<Inquiry>,
    prefers: Option<String>,
    invites: Vec<AskedInvite>,
    leaves: bool,
    /// The relay has a report that says so.
    has_left: bool,
}

#[derive(Serialize, Deserialize)]
struct AskedInvite {
    secret: LinkSecret,
    asked_at: Seconds,
}

/// How reports stand in a session.
#[derive(Clone, Copy)]
pub(super) struct Reports {
    /// When the next one leaves.
    pub(super) due: Option<Seconds>,
    /// The place that the last one told of.
    told: Option<Sequence>,
    sent: usize,
    /// Something was said since the last one was sealed.
    has_more_news: bool,
    /// The answer to the last one is waited for no longer.
    is_given_up: bool,
}

impl Reports {
    pub(super) const NONE: Self = Self { due: None, told: None, sent: 0, has_more_news: false, is_given_up: false };
}

/// Why a device cannot say something to the liaison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsayable {
    /// The liaison does not know this device yet, or no longer.
    NotAMember,
    /// There is no such notice on this device.
    NoSuchNotice,
    /// As many questions are open as may be: the answers come first.
    TooManyInquiries {
        /// The bound.
        inquiries_max: usize,
    },
    /// As many links are asked for as may be.
    TooManyInvites {
        /// The bound.
        invites_max: usize,
    },
    /// The code is not one.
    NotACode,
    /// The text is too long.
    TooLong {
        /// The bound.
        bytes_max: usize,
    },
}

impl fmt::Display for Unsayable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAMember => write!(f, "the liaison does not know this device yet, or no longer"),
            Self::NoSuchNotice => write!(f, "there is no such notice on this device"),
            Self::TooManyInquiries { inquiries_max } => write!(f, "{inquiries_max} questions are open already"),
            Self::TooManyInvites { invites_max } => write!(f, "{invites_max} links are asked for already"),
            Self::NotACode => write!(f, "this is not a code"),
            Self::TooLong { bytes_max } => write!(f, "the text has more than {bytes_max} bytes"),
        }
    }
}

impl std::error::Error for Unsayable {}

impl Device {
    /// "I have read this": the liaison will see that the notice was opened.
    ///
    /// # Errors
    /// [`Unsayable`].
    pub fn acknowledge(&mut self, notice: Sequence) -> Result<(), Unsayable> {
        self.check_membership()?;
        let items = &mut self.state.items.notices;
        let item = items.iter_mut().find(|item| item.sequence == notice).ok_or(Unsayable::NoSuchNotice)?;
        item.is_acknowledged = true;
        let receipts = &mut self.state.reporting.receipts;
        receipts.retain(|told| *told != notice);
        while receipts.len() >= RECEIPTS_MAX {
            receipts.pop_front();
        }
        receipts.push_back(notice);
        self.note_news();
        Ok(())
    }

    /// Asks the liaison something, by a code; gives what an answer will refer to. The same question is asked once.
    ///
    /// # Errors
    /// [`Unsayable`].
    pub fn ask(&mut self, code: &str) -> Result<u64, Unsayable> {
        self.check_membership()?;
        if !is_code(code) {
            return Err(Unsayable::NotACode);
        }
        let inquiries = &mut self.state.reporting.inquiries;
        if let Some(open) = inquiries.iter().find(|open| open.code == code) {
            return Ok(open.id);
        }
        if inquiries.len() >= INQUIRIES_MAX {
            return Err(Unsayable::TooManyInquiries { inquiries_max: INQUIRIES_MAX });
        }
        let id = self.random.next_u64();
        inquiries.push(Inquiry { id, code: code.to_owned() });
        self.note_news();
        Ok(id)
    }

    /// Says how the family wants bad news; nothing takes back what was said before.
    ///
    /// # Errors
    /// [`Unsayable`].
    pub fn prefer(&mut self, text: &str) -> Result<(), Unsayable> {
        self.check_membership()?;
        let text = text.trim();
        if text.len() > PREFERENCE_BYTES_MAX {
            return Err(Unsayable::TooLong { bytes_max: PREFERENCE_BYTES_MAX });
        }
        self.state.reporting.prefers = (!text.is_empty()).then(|| text.to_owned());
        self.note_news();
        Ok(())
    }

    /// Draws the link for another device of the family, and asks the liaison to open it. Until the liaison's next session the
    /// relay does not know it.
    ///
    /// # Errors
    /// [`Unsayable`].
    pub fn add_device(&mut self, now: Seconds) -> Result<Link, Unsayable> {
        self.check_membership()?;
        self.state.reporting.forget_old_invites(now);
        if self.state.reporting.invites.len() >= ASKED_INVITES_MAX {
            return Err(Unsayable::TooManyInvites { invites_max: ASKED_INVITES_MAX });
        }
        let secret = LinkSecret::new(Secret::draw(&mut *self.random));
        self.state.reporting.invites.push(AskedInvite { secret: secret.clone(), asked_at: now });
        self.note_news();
        Ok(Link { relay: self.state.relay.clone(), feed: self.state.feed, secret })
    }

    /// Says goodbye with the next report; the liaison will remove this device.
    ///
    /// # Errors
    /// [`Unsayable`].
    pub fn leave(&mut self) -> Result<(), Unsayable> {
        self.check_membership()?;
        self.state.reporting.leaves = true;
        self.note_news();
        Ok(())
    }

    /// The questions that await an answer.
    pub fn inquiries(&self) -> &[Inquiry] {
        &self.state.reporting.inquiries
    }

    /// How the family wants bad news, as it was said here.
    pub fn preference(&self) -> Option<&str> {
        self.state.reporting.prefers.as_deref()
    }

    /// Whether something was said here that has not left yet.
    pub const fn has_news(&self) -> bool {
        self.state.reporting.has_news
    }

    /// Whether a report has been handed to the relay in this session and is not answered yet: whoever came only to read waits
    /// for that, which is a matter of seconds.
    pub fn is_reporting(&self) -> bool {
        self.awaits_report() && !self.session.reports.is_given_up
    }

    fn awaits_report(&self) -> bool {
        self.correspondence.awaits(About::is_report)
    }

    /// When this session's next report leaves, if one is to.
    pub const fn reports_at(&self) -> Option<Seconds> {
        self.session.reports.due
    }

    fn check_membership(&self) -> Result<(), Unsayable> {
        if self.is_confirmed() { Ok(()) } else { Err(Unsayable::NotAMember) }
    }

    fn note_news(&mut self) {
        self.state.reporting.has_news = true;
        self.session.reports.has_more_news = true;
        // What is said amid a session leaves with its next report, or begins a session of its own.
        self.correspondence.changed();
    }

    /// Schedules a report where something new was read, and sends one that is due.
    pub(super) fn consider_report(&mut self) {
        if !self.can_report() {
            return;
        }
        let last = self.state.last.0;
        if self.session.reports.due.is_none() && self.session.reports.told != Some(last) && self.may_report() {
            self.session.reports.due = Some(self.next_report());
        }
        if self.session.reports.due.is_some_and(|due| due <= self.now) {
            self.session.reports.due = None;
            self.send_report();
        }
    }

    /// When the clock alone will have a report leave.
    pub(super) fn report_deadline(&self) -> Option<Seconds> {
        self.session.reports.due.filter(|_| self.can_report())
    }

    fn can_report(&self) -> bool {
        self.session.phase == Phase::Following && self.session.has_caught_up && self.correspondence.is_quiet()
    }

    fn may_report(&self) -> bool {
        let checks_in = self.state.profile.as_ref().is_none_or(|profile| profile.check_ins);
        let has_room = self.session.reports.sent < INBOX_SENDS_PER_SESSION_MAX;
        // A re-claim is on its way in every device of the group, and lasts a few days.
        let has_something_to_say = self.state.reporting.has_news || self.state.renewing.is_under_way();
        let has_number = self.next_number().is_some_and(|(_, number)| number < REPORTS_PER_EPOCH_MAX);
        self.is_confirmed() && has_room && has_number && (checks_in || has_something_to_say)
    }

    /// The epoch that the next report would be of, and its number there.
    fn next_number(&self) -> Option<(Epoch, u16)> {
        let epoch = self.state.control.as_ref()?.epoch;
        let (last, number) = self.state.reporting.next;
        Some((epoch, if last == epoch { number } else { 0 }))
    }

    /// At once when a session has caught up: the reader chose the moment. Behind a batch that came live, at a random one.
    fn next_report(&mut self) -> Seconds {
        let cadence = self.state.profile.as_ref().map_or(0, |profile| profile.cadence_seconds);
        let gap = match self.next_number() {
            Some((_, number)) if number >= NUMBERS_FREELY => SPARING_GAP_SECONDS,
            Some(_) | None => (cadence / 1_440).min(GAP_SECONDS_MAX),
        };
        // A clock that was set back since then makes no wait longer than it was meant to be.
        let spaced = self.state.reporting.sent_at.map_or(0, |sent_at| sent_at.min(self.now).saturating_add(gap));
        let refused = self.state.reporting.refused.1.min(self.now.saturating_add(REFUSED_WAIT_SECONDS_MAX));
        let earliest = spaced.max(refused);
        let delay = match self.session.reports.told {
            None => 0,
            Some(_) => self.random.next_u64() % ((cadence / 96).min(DELAY_SECONDS_MAX) + 1),
        };
        self.now.saturating_add(delay).max(earliest)
    }

    fn send_report(&mut self) {
        let Some((epoch, number)) = self.next_number() else { return };
        let Some(uplink) = self.state.epochs.get(&epoch).and_then(|held| held.uplink.clone()) else { return };
        if number >= REPORTS_PER_EPOCH_MAX {
            return;
        }
        self.reclaim_if_asked();
        let report = self.report();
        let reporting = &mut self.state.reporting;
        let sealed = uplink.seal(number, &self.state.feed, &report, &mut *self.random);
        let message = Box::new(sealed.expect("every part is held to its bound when it is said"));
        reporting.next = (epoch, number + 1);
        reporting.sent_at = Some(self.now);
        let sent = self.session.reports.sent + 1;
        self.session.reports = Reports { told: Some(report.read), sent, ..Reports::NONE };
        self.correspondence.changed();
        self.correspondence.ask(Ask::Send { message }, About::Report);
    }

    fn report(&mut self) -> Report {
        let now = self.now;
        let reporting = &mut self.state.reporting;
        reporting.forget_old_invites(now);
        Report {
            read: self.state.last.0,
            opened: reporting.receipts.iter().copied().collect(),
            inquiries: reporting.inquiries.clone(),
            prefers: reporting.prefers.clone(),
            invites: reporting.invites.iter().map(|asked| asked.secret.clone()).collect(),
            renewal: self.state.renewing.reported(),
            leaves: reporting.leaves,
        }
    }

    pub(super) fn note_reported(&mut self) {
        self.stop_waiting();
        let reporting = &mut self.state.reporting;
        // What was said since it was sealed is still to be told.
        reporting.has_news = self.session.reports.has_more_news;
        reporting.refused = (0, 0);
        let says_goodbye = reporting.leaves && !reporting.has_news;
        let has_left = says_goodbye && !std::mem::replace(&mut reporting.has_left, says_goodbye);
        self.correspondence.changed();
        self.correspondence.tell(if has_left { DeviceEvent::Left } else { DeviceEvent::Reported });
    }

    /// A report that the relay does not take costs nothing: a later one says it all again. Where there was no room for it, the
    /// next attempts come more and more seldom.
    pub(super) fn note_unreported(&mut self, refusal: Refusal) {
        self.stop_waiting();
        if matches!(refusal, Refusal::InboxFull | Refusal::Busy | Refusal::StorageFailed) {
            let refusals = self.state.reporting.refused.0.saturating_add(1);
            let wait = GAP_SECONDS_MAX.saturating_mul(1 << refusals.min(16)).min(REFUSED_WAIT_SECONDS_MAX);
            self.state.reporting.refused = (refusals, self.now.saturating_add(wait));
            self.correspondence.changed();
        }
        self.correspondence.tell(DeviceEvent::ReportPostponed);
    }

    /// Waits no longer for the answer to a report: what is read does not hang on it.
    pub(super) fn give_report_up(&mut self) {
        if self.is_reporting() {
            self.session.reports.is_given_up = true;
            self.correspondence.tell(DeviceEvent::ReportPostponed);
        }
    }

    /// Once all that was promised is read, an answer was the last thing to wait for.
    fn stop_waiting(&mut self) {
        if self.session.has_caught_up {
            self.session.deadline = None;
        }
    }

    /// An answer has come: the question is asked no longer.
    pub(super) fn note_answer(&mut self, inquiry: u64) {
        self.state.reporting.inquiries.retain(|open| open.id != inquiry);
    }

    /// A device that no longer belongs to the group has nobody to say anything to.
    pub(super) fn forget_reports(&mut self) {
        self.state.reporting = Reporting::default();
        self.state.renewing = Default::default();
    }
}

impl Reporting {
    fn forget_old_invites(&mut self, now: Seconds) {
        self.invites.retain(|asked| now.saturating_sub(asked.asked_at) < ASKS_FOR_SECONDS);
    }
}
