//! One group of this browser: its device, and which tab runs it. Only whoever holds the group's lock drives its device.

use std::cell::RefCell;
use std::rc::Rc;

use porchlight_client::{Device, Reach, Seconds};
use porchlight_protocol::{FeedId, Sequence};
use porchlight_screen::family::{Line, Message};
use wasm_bindgen_futures::spawn_local;
use zeroize::Zeroizing;

use super::ear::Ear;
use super::{Page, around};
use crate::drive::{Driver, Nudge, Nudger, nudges};
use crate::locks::{self, Held, NoLocks};
use crate::random::BrowserRandom;
use crate::shelf::{Record, Shelf, ShelfTrouble};
use crate::{document, wakeups};

/// What the names of devices' states begin with.
pub(super) const DEVICE: &str = "device/";

/// A group as it runs, here or in another tab.
pub(super) struct Running {
    pub(super) feed: FeedId,
    pub(super) device: Rc<RefCell<Device>>,
    pub(super) reach: Reach,
    pub(super) line: Line,
    pub(super) checked_at: Option<Seconds>,
    /// Whether the session that stands has read everything.
    pub(super) has_caught_up: bool,
    /// How far it was read when the reader was last notified.
    pub(super) told_up_to: Sequence,
    /// The driver's ear, while one drives.
    pub(super) nudger: Option<Nudger>,
    /// The right to drive, while this tab has it.
    pub(super) held: Option<Held>,
    /// Whether the liaison will hear that the device has left.
    pub(super) is_told_goodbye: bool,
}

/// The name under which a group's device is kept.
pub(super) fn name_of(feed: FeedId) -> String {
    let hex: String = feed.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{DEVICE}{hex}")
}

impl Running {
    pub(super) fn new(device: Device) -> Self {
        Self {
            feed: device.feed(),
            told_up_to: device.last_place(),
            device: Rc::new(RefCell::new(device)),
            reach: Reach::Reached,
            line: Line::Waiting,
            checked_at: None,
            has_caught_up: false,
            nudger: None,
            held: None,
            is_told_goodbye: false,
        }
    }

    pub(super) fn nudge(&self, nudge: Nudge) {
        self.nudger.iter().for_each(|nudger| nudger.nudge(nudge));
    }
}

impl Page {
    /// Looks at a group, or changes it, if this browser has it.
    pub(super) fn with_group<T>(&self, feed: FeedId, then: impl FnOnce(&mut Running) -> T) -> Option<T> {
        self.0.groups.borrow_mut().iter_mut().find(|group| group.feed == feed).map(then)
    }

    /// Runs a group here if no other tab does; otherwise shows what was loaded, and waits in line.
    pub(super) async fn run_or_wait(self, feed: FeedId, shelf: Shelf) {
        match locks::take_if_free(&name_of(feed)).await {
            Ok(Some(held)) => self.run(feed, shelf, held),
            Ok(None) => {
                if locks::was_insisted(&name_of(feed)) {
                    locks::insist(&name_of(feed));
                }
                self.wait_in_line(feed, shelf).await;
            }
            Err(NoLocks) => self.break_off(ShelfTrouble::NoStorage),
        }
    }

    async fn wait_in_line(self, feed: FeedId, shelf: Shelf) {
        self.with_group(feed, |group| group.line = Line::Elsewhere);
        self.show_soon();
        let Ok(held) = locks::take_in_turn(&name_of(feed)).await else { return };
        match load(&shelf, feed).await {
            Ok(Some(device)) => {
                let is_here = self.with_group(feed, |group| *group = Running::new(device)).is_some();
                if is_here {
                    self.run(feed, shelf, held);
                }
            }
            // The other tab has left the group.
            Ok(None) => self.forget(feed),
            // It has set or changed the PIN.
            Err(ShelfTrouble::Damaged | ShelfTrouble::Changed | ShelfTrouble::Locked) => document::reload(),
            Err(trouble) => self.break_off(trouble),
        }
        self.show_soon();
    }

    /// Drives a group's device, with the right to.
    pub(super) fn run(&self, feed: FeedId, shelf: Shelf, held: Held) {
        let _here_now = locks::was_insisted(&name_of(feed));
        self.with_group(feed, |group| group.held = Some(held));
        self.drive(feed, shelf);
    }

    /// Drives the device of a group that this tab has the right to drive, and that nobody drives.
    pub(super) fn drive(&self, feed: FeedId, shelf: Shelf) {
        let (nudger, nudges) = nudges();
        let device = self.with_group(feed, |group| {
            group.nudger = Some(nudger);
            group.line = Line::Dialling;
            Rc::clone(&group.device)
        });
        let Some(device) = device else { return };
        let driver = Driver {
            party: device,
            keep: Record { shelf: shelf.clone(), name: name_of(feed) },
            audience: Ear { page: self.clone(), feed },
            nudges,
        };
        let page = self.clone();
        spawn_local(async move {
            let end = driver.run().await;
            page.with_group(feed, |group| group.nudger = None);
            match end {
                Ok(()) => {}
                // Another tab has changed the PIN, or removed everything: what this one knows holds no more.
                Err(ShelfTrouble::Changed | ShelfTrouble::Gone) => {
                    locks::insist_once_more(&name_of(feed));
                    document::reload();
                }
                Err(trouble) => page.not_kept(feed, shelf, trouble).await,
            }
            page.show_soon();
        });
    }

    /// Nothing goes on until it can be kept: the device as it was last kept takes the place of the one that ran ahead.
    async fn not_kept(&self, feed: FeedId, shelf: Shelf, trouble: ShelfTrouble) {
        if let Ok(Some(device)) = load(&shelf, feed).await {
            self.with_group(feed, |group| {
                let held = group.held.take();
                *group = Running { held, line: Line::Halted(around::shown(trouble)), ..Running::new(device) };
            });
        }
        self.take(Message::NotKept(around::shown(trouble)));
    }

    /// Another tab asks for a group: save, let go, and wait in line.
    pub(super) fn let_go(&self, name: &str) {
        let feed = self.0.groups.borrow().iter().map(|group| group.feed).find(|feed| name_of(*feed) == name);
        let (Some(feed), Some(shelf)) = (feed, self.shelf()) else { return };
        let page = self.clone();
        spawn_local(async move {
            page.stop(feed).await;
            let held = page.with_group(feed, |group| group.held.take()).flatten();
            if held.is_some() {
                drop(held);
                page.wait_in_line(feed, shelf).await;
            }
        });
    }

    /// Stops a group's driver. When this returns, all that was told is saved, and nothing runs any more.
    pub(super) async fn stop(&self, feed: FeedId) {
        self.with_group(feed, |group| group.nudge(Nudge::Stop));
        while self.with_group(feed, |group| group.nudger.is_some()) == Some(true) {
            wakeups::in_a_moment().await;
        }
    }

    /// Every driver tries again at once.
    pub(super) fn try_all_now(&self) {
        self.0.groups.borrow().iter().for_each(|group| group.nudge(Nudge::TryNow));
        self.show_soon();
    }

    /// A group is not this browser's any more.
    pub(super) fn forget(&self, feed: FeedId) {
        self.0.groups.borrow_mut().retain(|group| group.feed != feed);
    }
}

/// The device of a group, as it was last kept.
pub(super) async fn load(shelf: &Shelf, feed: FeedId) -> Result<Option<Device>, ShelfTrouble> {
    let kept = shelf.load(&name_of(feed)).await?;
    let restore = |kept: Zeroizing<Vec<u8>>| Device::restore(&kept.into(), BrowserRandom::boxed());
    kept.map(restore).transpose().map_err(|_| ShelfTrouble::Damaged)
}
