//! How long a connection may take for what. See docs/protocol.md#limits.

use std::time::Duration;

use porchlight_protocol::limits::{FIRST_FRAME_WAIT, HANDSHAKE_WAIT, IDLE_WAIT, UPGRADE_WAIT};

/// The page comes whole at 8 kbit/s, as slow as a satellite telephone; whoever is slower only holds a seat.
const DOWNLOAD_WAIT: Duration = Duration::from_secs(300);

/// The deadlines of one connection. The protocol fixes them, but for the page's; only tests shorten them.
#[derive(Debug, Clone, Copy)]
pub struct Deadlines {
    /// From the TCP connection to the end of the TLS handshake.
    pub handshake: Duration,
    /// From there to the end of the upgrade, or of any other HTTP; and the silence between two requests.
    pub upgrade: Duration,
    /// The same, for a connection over which the page is fetched.
    pub download: Duration,
    /// From there to `Hello`.
    pub first_frame: Duration,
    /// Silence of a client, or a write it does not take, after which a session ends.
    pub idle: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            handshake: HANDSHAKE_WAIT,
            upgrade: UPGRADE_WAIT,
            download: DOWNLOAD_WAIT,
            first_frame: FIRST_FRAME_WAIT,
            idle: IDLE_WAIT,
        }
    }
}
