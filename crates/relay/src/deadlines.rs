//! How long a connection may take for what. See docs/protocol.md#limits.

use std::time::Duration;

use porchlight_protocol::limits::{FIRST_FRAME_WAIT, HANDSHAKE_WAIT, IDLE_WAIT, UPGRADE_WAIT};

/// The deadlines of one connection. The protocol fixes them; only tests shorten them.
#[derive(Debug, Clone, Copy)]
pub struct Deadlines {
    /// From the TCP connection to the end of the TLS handshake.
    pub handshake: Duration,
    /// From there to the end of the upgrade, or of any other HTTP.
    pub upgrade: Duration,
    /// From there to `Hello`.
    pub first_frame: Duration,
    /// Silence of a client, or a write it does not take, after which a session ends.
    pub idle: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self { handshake: HANDSHAKE_WAIT, upgrade: UPGRADE_WAIT, first_frame: FIRST_FRAME_WAIT, idle: IDLE_WAIT }
    }
}
