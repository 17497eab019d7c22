//! What the relay decides, pure: what is appended, kept, claimed and refused.
//!
//! The contract in one sentence: a session turns a request into a [`Step`], the [`Ledger`] decides what the step changes,
//! and a [`Cursor`] says what a follower gets next; whoever drives them owns sockets, clock and disk, and decides nothing.
//!
//! What is deliberately absent: names, addresses, a roster, any key that opens anything. A feed's control state is a pure
//! function of its envelopes ([`FeedState`]), so nothing about control is stored beside them.
//!
//! [`Relay`] plays all of it in memory, for simulations and tests.

mod appends;
mod charters;
mod cursor;
mod drops;
mod feed_state;
mod inbox;
mod invites;
mod ledger;
mod memory;
mod reading;
mod records;
mod relay;
mod retention;
mod session;
mod vaults;

pub use cursor::{Cursor, Delivery, turns_to};
pub use feed_state::FeedState;
pub use ledger::{Decision, Ledger, Petition, Writing};
pub use memory::{MemoryStore, Shelf};
pub use reading::{Reading, answer};
pub use records::{
    Change, DayMark, InboxSpan, Invite, PendingVault, Records, Store, StoreFailure, Vault, VaultTags, VaultVersion,
};
pub use relay::{Relay, SessionId};
pub use retention::Retention;
pub use session::{Admitted, Credentials, Greeting, Step};
