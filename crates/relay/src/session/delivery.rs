//! The one delivery path: from the ready-made frames where they are held, from the disk where not.
//!
//! Whoever passes by takes it, a walker or the session itself, one at a time; the cursor moves with what was written.

use std::sync::{Mutex, MutexGuard, PoisonError};

use porchlight_protocol::Sequence;
use porchlight_relay_core::{Cursor, Delivery};
use tokio::sync::Notify;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use super::{Over, Shared};
use crate::{
    feed::{self, FRAME_BYTES, Follows, Frame, OnDisk, run_from},
    wire::{Gone, PUSHED_BYTES_MAX, Pushed, Wire},
};

/// Frames that are pushed at once at most; one more may end the subscription.
const FRAMES_AT_ONCE_MAX: usize = PUSHED_BYTES_MAX / FRAME_BYTES - 1;

/// A session's wire, and how far its client has been brought.
pub(super) struct Follower {
    pub(super) wire: Wire,
    cursor: Mutex<Option<Cursor>>,
    frames_at_once: usize,
    called: Notify,
}

/// How far a delivery got.
#[derive(Debug, PartialEq, Eq)]
enum Delivered {
    /// The follower has all that is on disk, or does not follow.
    All,
    /// The socket takes no more now.
    Blocked,
    /// The next place has to be read.
    ToRead(Sequence),
    /// The next place was pruned.
    Outrun,
}

impl Follower {
    pub(super) fn new(wire: Wire, write_buffer_bytes: usize) -> Self {
        let frames_at_once = (write_buffer_bytes / FRAME_BYTES).clamp(1, FRAMES_AT_ONCE_MAX);
        Self { wire, cursor: Mutex::default(), frames_at_once, called: Notify::new() }
    }

    /// Begins a subscription, or moves it.
    pub(super) fn follow(&self, cursor: Cursor) {
        *self.cursor() = Some(cursor);
    }

    /// Ends the subscription: nothing is pushed any more.
    pub(super) fn rest(&self) {
        *self.cursor() = None;
    }

    /// Waits until a walker could not do everything in passing.
    pub(super) async fn called(&self) {
        self.called.notified().await;
    }

    /// Brings the client a step further; whether there is more to do once everything is flushed.
    pub(super) async fn deliver(&self, on_disk: &OnDisk, shared: &Shared) -> Result<bool, Over> {
        match self.pass(on_disk)? {
            Delivered::All => Ok(false),
            Delivered::Blocked => Ok(true),
            Delivered::Outrun => Err(Over::Close(CloseCode::Away)),
            Delivered::ToRead(place) => {
                let page = shared.pages.page(&shared.records, &on_disk.state, place).await;
                let page = page.map_err(|_| Over::Close(CloseCode::Error))?;
                self.write_page(&page.frames(place).collect::<Vec<_>>())?;
                Ok(true)
            }
        }
    }

    /// Writes what the client lacks of the ready-made frames.
    fn pass(&self, on_disk: &OnDisk) -> Result<Delivered, Gone> {
        let mut cursor = self.cursor();
        while let Some(following) = *cursor {
            let next = match following.next(&on_disk.state) {
                Delivery::Wait => return Ok(Delivered::All),
                Delivery::Outrun => return Ok(Delivered::Outrun),
                Delivery::Push(places) => *places.start(),
            };
            let frames = on_disk.recent_from(next);
            if frames.is_empty() {
                return Ok(Delivered::ToRead(next));
            }
            match self.write(&mut cursor, following, frames)? {
                Pushed::All => {}
                Pushed::Blocked | Pushed::Busy => return Ok(Delivered::Blocked),
            }
        }
        Ok(Delivered::All)
    }

    /// Writes what the client lacks of a page: a walker may have come by since it was asked for.
    fn write_page(&self, frames: &[Frame]) -> Result<(), Gone> {
        let mut cursor = self.cursor();
        while let Some(following) = *cursor {
            let lacking = run_from(frames, following.sent().next());
            if lacking.is_empty() || self.write(&mut cursor, following, lacking)? != Pushed::All {
                break;
            }
        }
        Ok(())
    }

    /// Writes the first of these frames, up to the one that ends the subscription if one does. They begin where the cursor is.
    fn write(&self, cursor: &mut Option<Cursor>, following: Cursor, frames: &[Frame]) -> Result<Pushed, Gone> {
        let mut moved = following;
        let (mut taken, mut stopped) = (0, None);
        for frame in frames.iter().take(self.frames_at_once) {
            taken += 1;
            if let Some(refusal) = moved.pushed(frame.place, frame.turns_to) {
                stopped = Some(feed::stopped(refusal));
                break;
            }
        }
        let bytes = frames[..taken].iter().map(|frame| &frame.bytes[..]);
        let pushed = self.wire.push(bytes.chain(stopped.as_deref()))?;
        if pushed != Pushed::Busy {
            *cursor = stopped.is_none().then_some(moved);
        }
        Ok(pushed)
    }

    fn cursor(&self) -> MutexGuard<'_, Option<Cursor>> {
        self.cursor.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Follows for Follower {
    fn visit(&self, on_disk: &OnDisk) {
        if self.pass(on_disk) != Ok(Delivered::All) {
            self.called.notify_one();
        }
    }
}
