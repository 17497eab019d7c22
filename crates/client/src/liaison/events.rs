//! What a liaison tells its person: what came of a task, and what happened on the way.

use porchlight_protocol::{Epoch, Refusal, Sequence};

use super::tasks::Done;

/// What a liaison tells its person.
#[derive(Clone, PartialEq, Eq)]
pub enum LiaisonEvent {
    /// The task is done. The session has nothing more to do.
    Done(Done),
    /// The task could not be done. The session has nothing more to do.
    Failed(Failure),
    /// What an earlier run had begun is done now.
    EarlierDone(Done),
    /// What an earlier run had left to wait cannot be done, and waits no longer.
    EarlierFailed(Failure),
    /// A claim was taken in and the epoch has turned: private messages reach the device. Both sides can compare these words.
    ClaimTakenIn {
        /// Whose.
        family: String,
        /// Four bytes, a word each.
        words: [u8; 4],
    },
    /// A claim does not open: the invite is void, and somebody has meddled.
    ClaimUnreadable {
        /// Whose.
        family: String,
    },
    /// The relay no longer holds an invite that nobody claimed.
    InviteLost {
        /// Whose.
        family: String,
    },
    /// An invite that nobody used in time is void.
    InviteExpired {
        /// Whose.
        family: String,
    },
    /// A device of a family asked for an invite for another one; it is made.
    DeviceAsked {
        /// Which.
        family: String,
    },
    /// A device of a family asked for an invite beyond what a family may have; none is made.
    AskedTooMany {
        /// Which.
        family: String,
    },
    /// A family asks something.
    InquiryCame {
        /// Which.
        family: String,
        /// What an answer refers to.
        id: u64,
        /// A code of the codebook.
        code: String,
    },
    /// A family's reader says "I have read this".
    NoticeOpened {
        /// Which.
        family: String,
        /// The notice's place.
        sequence: Sequence,
    },
    /// A device has left the group; the epoch turns without it.
    Left {
        /// Whose.
        family: String,
    },
    /// The families have been told, and of these no device has fetched its notice yet.
    NotFetched {
        /// Which.
        families: Vec<String>,
    },
    /// Every device hangs on the present KEM key: who copied something before it reads no further.
    RenewalsComplete,
    /// The roster is larger than a vault may be: nothing recovers it but the machine itself.
    VaultTooLarge,
    /// The epoch has turned.
    Turned {
        /// The new one.
        epoch: Epoch,
    },
    /// The relay was restored from an old copy, and gets back what it lost.
    Healing {
        /// How many envelopes.
        envelopes: usize,
    },
}

impl LiaisonEvent {
    /// What came of the session's task, where this says so.
    pub fn outcome(self) -> Option<Result<Done, Failure>> {
        match self {
            Self::Done(done) => Some(Ok(done)),
            Self::Failed(failure) => Some(Err(failure)),
            Self::EarlierDone(_)
            | Self::EarlierFailed(_)
            | Self::ClaimTakenIn { .. }
            | Self::ClaimUnreadable { .. }
            | Self::InviteLost { .. }
            | Self::InviteExpired { .. }
            | Self::DeviceAsked { .. }
            | Self::AskedTooMany { .. }
            | Self::InquiryCame { .. }
            | Self::NoticeOpened { .. }
            | Self::Left { .. }
            | Self::NotFetched { .. }
            | Self::RenewalsComplete
            | Self::VaultTooLarge
            | Self::Turned { .. }
            | Self::Healing { .. } => None,
        }
    }
}

/// Why a task could not be done. Some failures are the session's and not the task's: see [`Failure::is_of_the_session`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The relay refused.
    Refused(Refusal),
    /// The relay holds envelopes of this office that this state did not seal.
    RunsTwice {
        /// Where.
        place: Sequence,
    },
    /// The relay was restored from a copy older than all that is kept here.
    RelayTooOld,
    /// The relay answered what was not asked.
    RelayMisbehaved,
    /// The office has been handed over: this machine's key posts no more.
    HandedOver {
        /// By the envelope at this place.
        place: Sequence,
    },
    /// This office has founded its group already.
    AlreadyFounded,
    /// This office was not taken over just now.
    NothingTakenOver,
    /// As much waits already as may wait.
    QueueFull {
        /// The bound.
        tasks_max: usize,
    },
    /// Nothing can be composed while a turn of the epoch or a handover is under way: a session completes it.
    TurnUnderWay,
    /// Nothing can be composed before the group is founded.
    NotFounded,
    /// No such status has been posted here, or it is too long ago.
    NoSuchStatus {
        /// The place.
        sequence: Sequence,
    },
    /// That status was corrected already.
    AlreadyCorrected {
        /// The place.
        sequence: Sequence,
        /// Where the correction stands.
        by: Sequence,
    },
    /// "All have been told" cannot be said while notices wait to be sent.
    NoticesUnsent {
        /// For whom.
        families: Vec<String>,
    },
    /// No such open inquiry of that family.
    NoSuchInquiry {
        /// What was given.
        id: u64,
    },
    /// No device of that number in that family.
    NoSuchDevice {
        /// The family.
        family: String,
        /// The number.
        device: u32,
    },
    /// The family has as many devices as one may have.
    TooManyDevices {
        /// The family.
        family: String,
        /// The bound.
        devices_max: usize,
    },
    /// The family has no invite that nobody has used.
    NothingToWithdraw {
        /// The family.
        family: String,
    },
    /// No deputy of that name.
    NoSuchDeputy {
        /// The name.
        name: String,
    },
    /// There is a deputy of that name already.
    DeputyExists {
        /// The name.
        name: String,
    },
    /// There are as many deputies as a vault can name.
    DeputiesFull {
        /// The bound.
        deputies_max: usize,
    },
    /// A deputy's name is empty or too long.
    DeputyName {
        /// The bound.
        bytes_max: usize,
    },
    /// No family of that name.
    NoSuchFamily {
        /// The name.
        family: String,
    },
    /// No device of that family is confirmed: private messages cannot reach it.
    FamilyUnconfirmed {
        /// The name.
        family: String,
    },
    /// A family's name is empty or too long.
    FamilyName {
        /// The bound.
        bytes_max: usize,
    },
    /// The text does not fit.
    MessageTooLong,
    /// The group's name or codebook does not fit.
    ProfileTooLong,
    /// The promised time has already passed.
    NextByPassed,
}

impl Failure {
    /// Whether the session failed and not its task: what is sealed already, and what waits in the office, stays there, and a later
    /// session sends it. Any other failure is the task's, of which nothing is left in the office.
    pub const fn is_of_the_session(&self) -> bool {
        match self {
            Self::Refused(_)
            | Self::RunsTwice { .. }
            | Self::RelayTooOld
            | Self::RelayMisbehaved
            | Self::HandedOver { .. } => true,
            Self::AlreadyFounded
            | Self::NothingTakenOver
            | Self::QueueFull { .. }
            | Self::TurnUnderWay
            | Self::NotFounded
            | Self::NoSuchStatus { .. }
            | Self::AlreadyCorrected { .. }
            | Self::NoticesUnsent { .. }
            | Self::NoSuchInquiry { .. }
            | Self::NoSuchDevice { .. }
            | Self::TooManyDevices { .. }
            | Self::NothingToWithdraw { .. }
            | Self::NoSuchDeputy { .. }
            | Self::DeputyExists { .. }
            | Self::DeputiesFull { .. }
            | Self::DeputyName { .. }
            | Self::NoSuchFamily { .. }
            | Self::FamilyUnconfirmed { .. }
            | Self::FamilyName { .. }
            | Self::MessageTooLong
            | Self::ProfileTooLong
            | Self::NextByPassed => false,
        }
    }
}
