//! Where the parties touch the world: sockets, clocks, random bytes, and state at rest.
//!
//! A [`Driver`] takes a party of `porchlight-client`, its [`StateFile`] and a [`Dialler`], and honours the parties' contract: it
//! tells before it saves, saves before it sends, and decides nothing itself. What people see of it is an [`Audience`]'s business.
//!
//! The clock and the system's randomness are read here and nowhere else on the members' side.

mod address;
mod clock;
mod dial;
mod drive;
mod fetch;
mod line;
mod out_file;
mod party;
mod random;
mod retry;
mod state_file;
mod trust;
mod way_out;

pub use address::{AddressDefect, PageAddress, relay_authority};
pub use clock::now;
pub use dial::{DialTrouble, Dialler};
pub use drive::{DriveTrouble, Driver, End};
pub use fetch::{FetchTrouble, Fetched};
pub use line::LineTrouble;
pub use out_file::OutFile;
pub use party::{Audience, NoShelf, Onward, Shelf};
pub use random::system_random;
pub use retry::Patience;
pub use state_file::{BackupFile, Kind, Passphrase, StateFile, StateTrouble};
pub use trust::TrustTrouble;
pub use way_out::has_way_out;

// What a caller needs to make a party with, so that it needs no arrow to the crate that seals.
pub use porchlight_sealing::{
    CharterLink, INQUIRIES_MAX, Link, LinkDefect, Mandate, PREFERENCE_BYTES_MAX, Profile, RELAY_BYTES_MAX,
    RecoveryPhrase,
};
