//! The load: thousands of real TLS 1.3 WebSocket clients in one thread, over mio.

mod connection;
mod crowd;
pub(crate) mod dialects;
mod frames;

pub(crate) use crowd::{Crowd, Destination, Role};
