//! Porchlight in a browser: the DOM, the socket and the state at rest, for the same parties as everywhere.
//!
//! What is shown and what a press means is decided in `porchlight-screen`; what is sent and believed, in `porchlight-client`. Here
//! is only what needs a browser. It builds on any machine, so that it can be linted with the rest; it runs in browsers alone.

mod by_name;
pub mod camera;
pub mod clock;
pub mod desk;
pub mod document;
pub mod dom;
pub mod drive;
pub mod eviction;
pub mod family;
pub mod hand_on;
pub mod locks;
pub mod notify;
pub mod panics;
pub mod pin;
pub mod random;
pub mod sentences;
pub mod shelf;
pub mod socket;
pub mod starter;
pub mod waiting_links;
pub mod wakeups;
