//! What a relative's page is about at a moment: groups, storage, and what this browser can do. Whoever runs the page fills it in.

use porchlight_client::{Device, Reach, Seconds};
use porchlight_sealing::Link;
use zeroize::Zeroizing;

use crate::Civil;

/// What the page is about at this moment.
pub struct Around<'a> {
    /// Now.
    pub now: Seconds,
    /// The reader's clock.
    pub civil: &'a dyn Civil,
    /// The groups, in the order in which they were joined, those included that are being joined.
    pub groups: &'a [Group<'a>],
    /// Whether what this browser keeps is at hand.
    pub shelf: Shelf,
    /// Whether a liaison's office is kept here, too: what removes everything removes it.
    pub has_office: bool,
    /// What this browser can do.
    pub browser: Browser,
    /// Where this page itself comes from.
    pub page: Served<'a>,
}

/// A group of which this browser has a device, joined or joining.
#[derive(Clone, Copy)]
pub struct Group<'a> {
    /// What it knows.
    pub device: &'a Device,
    /// How its last attempt to reach the server went; [`Reach::Reached`] before the first.
    pub reach: Reach,
    /// How far its present session has come.
    pub line: Line,
    /// When the server last answered after everything that it had was read, in this page's life.
    pub checked_at: Option<Seconds>,
}

impl Group<'_> {
    /// Whether the server has been asked since a moment: what it has not been asked for may lie there.
    pub(super) fn has_asked_since(&self, moment: Option<Seconds>) -> bool {
        match self.line {
            Line::Following => true,
            Line::Elsewhere | Line::Halted(_) => false,
            Line::Waiting | Line::Dialling | Line::Reading | Line::Over => {
                self.checked_at.is_some_and(|checked_at| moment.is_none_or(|moment| checked_at >= moment))
            }
        }
    }
}

/// How far a group's session has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Nothing has been tried yet, or the next attempt is waited for.
    Waiting,
    /// The server is being dialled.
    Dialling,
    /// A session stands, and not everything has been read yet.
    Reading,
    /// Everything has been read, and what comes is shown as it comes.
    Following,
    /// Another tab of this browser runs the group: what is shown is as old as the state that was loaded.
    Elsewhere,
    /// No session will be tried again: the device was removed, or its link was refused.
    Over,
    /// What came or was said could not be kept: nothing goes on until it can.
    Halted(ShelfTrouble),
}

/// Whether what this browser keeps is at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    /// It is being opened.
    Opening,
    /// A PIN guards it.
    Locked {
        /// Until when no attempt is taken, after wrong ones.
        until: Option<Seconds>,
    },
    /// It is at hand.
    Open {
        /// Whether a PIN guards it when the page is next opened.
        has_pin: bool,
        /// How many groups should be there and are not: the browser removed them, or somebody cleared its storage.
        evicted: usize,
    },
    /// It cannot be opened.
    Broken(ShelfTrouble),
}

/// Why nothing can be kept, or what is kept cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShelfTrouble {
    /// This browser keeps nothing here: a private window, or storage is switched off.
    None,
    /// There is no room left.
    Full,
    /// What is kept does not open: it is damaged, or its key is gone.
    Damaged,
}

/// What this browser can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Browser {
    /// It can read a QR code with its camera.
    pub can_scan: bool,
    /// It can hand a link to another program.
    pub can_share: bool,
    /// Whether it tells that something is new.
    pub notices: Notices,
    /// It would install this page as a program of its own.
    pub can_install: bool,
    /// A newer version of this page waits to be used.
    pub has_new_version: bool,
}

/// Whether this browser tells that something is new while the page is out of sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notices {
    /// It cannot.
    Unable,
    /// It could; nobody has asked for it.
    Off,
    /// It does.
    On,
    /// The reader has forbidden it in the browser's own settings.
    Forbidden,
}

/// Where this page itself comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Served<'a> {
    /// `host` or `host:port` from which the page was loaded.
    pub host: &'a str,
    /// Its directory as an address, where the server of updates does not serve it: `https://host/path/`. Links for other devices are
    /// made with it.
    pub address: Option<&'a str>,
    /// The version of this program.
    pub version: &'a str,
}

impl Served<'_> {
    /// A link as it is given to another device: it opens this very page there.
    pub(super) fn link(&self, link: &Link) -> Zeroizing<String> {
        self.address.map_or_else(|| link.to_text(), |address| link.to_text_at(address))
    }
}
