//! What the desk is about at a moment: the office, its line, what this browser can do. Whoever runs the desk fills it in.

use porchlight_client::{Liaison, Seconds, Task};

use crate::Civil;
use crate::family::ShelfTrouble;

/// What the desk is about at this moment.
pub struct Around<'a> {
    /// Now.
    pub now: Seconds,
    /// The liaison's clock.
    pub civil: &'a dyn Civil,
    /// What this browser has of an office.
    pub place: Place<'a>,
    /// How it stands with the server.
    pub line: Line,
    /// Tasks that were asked for and are not done yet, in order; the first may be in work. What the runner asks for by itself is
    /// not among them.
    pub asked: &'a [Task],
    /// Whether all that the office was given to send is on disk: before that, nobody is told that the page may be closed.
    pub is_kept: bool,
    /// What this browser can do.
    pub abilities: Abilities,
    /// The directory of the page that families open, as an address, where the relay does not serve it: `https://host/path/`.
    pub page: Option<&'a str>,
}

/// What a browser has of an office.
#[derive(Clone, Copy)]
pub enum Place<'a> {
    /// It is being looked up.
    Opening,
    /// Nothing.
    Empty {
        /// Whether there was an office, and the browser has thrown it away.
        was_evicted: bool,
    },
    /// A PIN opens it.
    Locked {
        /// Until when no PIN is tried, after wrong ones.
        until: Option<Seconds>,
    },
    /// It is open in another tab.
    Elsewhere,
    /// The browser keeps nothing, or what it keeps does not open.
    Broken(ShelfTrouble),
    /// It is being taken up from the server.
    TakingUp,
    /// This one.
    Office(&'a Liaison),
}

/// How it stands with the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// The last session came to its end.
    Resting {
        /// When; never in this run where there was none yet.
        since: Option<Seconds>,
    },
    /// A session is under way, or the server is being dialled.
    Working,
    /// The server was not reached, or the line broke.
    Unreachable {
        /// When it is tried again.
        again_at: Option<Seconds>,
    },
    /// The browser says that this device is offline.
    Offline,
}

/// What a browser can do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Abilities {
    /// It hands a link to another program.
    pub can_share: bool,
    /// Whether a PIN guards what is kept here.
    pub has_pin: bool,
}

impl<'a> Around<'a> {
    /// The office, where there is one.
    pub const fn liaison(&self) -> Option<&'a Liaison> {
        match self.place {
            Place::Office(liaison) => Some(liaison),
            Place::Opening
            | Place::Empty { .. }
            | Place::Locked { .. }
            | Place::Elsewhere
            | Place::Broken(_)
            | Place::TakingUp => None,
        }
    }
}
