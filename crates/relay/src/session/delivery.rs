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
    feed::{self, FRAME_BYTES, Follows, Frame, OnDisk},
    wire::{Gone, Pushed, Wire},
};

/// What is written at once at most: TLS holds no more of it than 64 KiB while a client takes nothing.
const FRAMES_AT_ONCE_MAX: usize = 62;

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
                // Whether a frame fits is looked at anew: a walker may have come by.
                let frames: Vec<_> = page.frames(place, usize::MAX).collect();
                let mut cursor = self.cursor();
                while let Some(next) = cursor.as_ref().map(|cursor| cursor.sent().next())
                    && let Some(rest) = next.0.checked_sub(place.0).and_then(|skip| frames.get(skip as usize..))
                    && !rest.is_empty()
                    && self.write(&mut cursor, rest)? == Some(Pushed::All)
                {}
                Ok(true)
            }
        }
    }

    /// Writes what the client lacks of the ready-made frames.
    fn pass(&self, on_disk: &OnDisk) -> Result<Delivered, Gone> {
        let mut cursor = self.cursor();
        loop {
            let next = match cursor.as_ref().map(|cursor| cursor.next(&on_disk.state)) {
                None | Some(Delivery::Wait) => return Ok(Delivered::All),
                Some(Delivery::Outrun) => return Ok(Delivered::Outrun),
                Some(Delivery::Push(places)) => *places.start(),
            };
            let frames = on_disk.recent_from(next);
            if frames.is_empty() {
                return Ok(Delivered::ToRead(next));
            }
            match self.write(&mut cursor, frames)? {
                Some(Pushed::All) => {}
                Some(Pushed::Blocked) | None => return Ok(Delivered::Blocked),
            }
        }
    }

    /// Writes the first of these frames, up to the one that ends the subscription if one does. They begin where the cursor is.
    fn write(&self, cursor: &mut Option<Cursor>, frames: &[Frame]) -> Result<Option<Pushed>, Gone> {
        let Some(mut moved) = *cursor else { return Ok(Some(Pushed::All)) };
        let (mut taken, mut farewell) = (0, None);
        for frame in frames.iter().take(self.frames_at_once) {
            taken += 1;
            if let Some(refusal) = moved.pushed(frame.place, frame.turns_to) {
                farewell = Some(feed::stopped(refusal));
                break;
            }
        }
        let bytes = frames[..taken].iter().map(|frame| &frame.bytes[..]);
        let pushed = self.wire.push(bytes.chain(farewell.as_deref()))?;
        if pushed.is_some() {
            *cursor = if farewell.is_some() { None } else { Some(moved) };
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
