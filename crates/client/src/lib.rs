//! The parties without their sockets: a [`Device`] reads, a [`Liaison`] posts.
//!
//! **The contract.** A driver hands in what happened with `handle(input, now)`, then calls `poll()` until it gives nothing more,
//! and does each [`Output`] before it asks for the next: tells people, saves the state and answers [`Input::Saved`], sends to the
//! relay. Nothing is sent before what it rests on is saved, and nothing is saved as read before it was told.
//!
//! ```text
//! loop {
//!     party.handle(next_input(), now);
//!     while let Some(output) = party.poll() {
//!         match output {
//!             Output::Tell(event) => show(event),
//!             Output::Save(saved) => { write_atomically(saved); party.handle(Input::Saved, now) }
//!             Output::Send(request) => socket.send(request.encode()),
//!         }
//!     }
//! }
//! ```
//!
//! Time and random bytes come in; there is no clock, socket or disk here. Flows are those of `docs/protocol.md#flows`.

pub mod codes;
mod correspondence;
mod courier;
mod device;
mod liaison;
mod party;
mod recovery;
mod saved;

pub use correspondence::{Input, Output};
pub use courier::{Courier, CourierEvent};
pub use device::{
    Absence, CLOCK_SLACK_SECONDS, CannotForget, Device, DeviceEvent, Doubt, Ending, Finding, ForkEvidence,
    LiaisonSince, NoticeItem, Reach, Round, RoundNotice, Standing, StatusItem, Unsayable,
};
pub use liaison::{
    Act, BackupKey, DEPUTIES_MAX, DEVICES_PER_FAMILY_MAX, DeviceSummary, Done, Failure, FamilySummary, History,
    INVITE_LIVES_SECONDS, KEM_RENEW_EVERY_SECONDS, Liaison, LiaisonEvent, LogEntry, OpenInquiry, OpenInvite, QUEUE_MAX,
    TURN_EVERY_SECONDS, Task,
};
pub use party::Party;
pub use recovery::{Recovery, RecoveryEvent, RecoveryFailure};
pub use saved::Saved;

/// A moment in seconds since 1970-01-01T00:00:00Z, or a span of them where the name says so.
pub type Seconds = u64;

/// A day of 86,400 seconds.
pub(crate) const DAY_SECONDS: Seconds = 86_400;

/// Whether a span has passed since a moment. A moment that lies more than a day ahead was noted by a wrong clock: whatever
/// was to follow it must not wait for years.
pub(crate) const fn has_passed(since: Seconds, span: Seconds, now: Seconds) -> bool {
    since > now.saturating_add(DAY_SECONDS) || now.saturating_sub(since) >= span
}

/// The saved state is not one of this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateUnreadable;

impl std::fmt::Display for StateUnreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the saved state is damaged, or was written by another version")
    }
}

impl std::error::Error for StateUnreadable {}
