//! A WebSocket of the browser, whose messages are awaited one by one. See docs/protocol.md#transport.

use std::cell::Cell;
use std::collections::VecDeque;
use std::rc::Rc;

use futures_channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures_util::{FutureExt as _, StreamExt as _};
use js_sys::{ArrayBuffer, Uint8Array};
use porchlight_protocol::limits::FRAME_BYTES_MAX;
use porchlight_protocol::{PATH, RelayFrame, Request, SUBPROTOCOL};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{BinaryType, Event, MessageEvent, WebSocket};

use crate::starter;

/// Frames that are taken in at once: one save for so many, and a hand on the screen is never kept waiting for more.
const FRAMES_AT_ONCE_MAX: usize = 16;
/// Frames that may wait while one is being saved: several times what a relay sends ahead. One that sends more fills a phone's memory.
const FRAMES_WAITING_MAX: usize = 1024;

/// A socket that stands, or will.
pub struct Socket {
    socket: WebSocket,
    heard: UnboundedReceiver<Heard>,
    /// Of what was heard, how many frames wait.
    waiting: Rc<Cell<usize>>,
    /// What ended it, after the frames that came before it.
    has_ended: bool,
    _listeners: Listeners,
}

/// Why there is no session, or no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// It could not be had, or broke off.
    Closed,
    /// What came is no frame of the protocol.
    Garbled,
}

enum Heard {
    Opened,
    Message(MessageEvent),
    Closed,
}

/// They must live as long as the browser may call them.
struct Listeners {
    _open: Closure<dyn Fn(Event)>,
    _message: Closure<dyn Fn(MessageEvent)>,
    _close: Closure<dyn Fn(Event)>,
}

impl Socket {
    /// Dials a relay: `host` or `host:port`.
    ///
    /// # Errors
    /// [`Lost`] where no session came about. A browser does not tell why.
    pub async fn dial(authority: &str) -> Result<Self, Lost> {
        let address = format!("wss://{authority}{PATH}");
        let dialled = starter::line(&address).map_or_else(|| WebSocket::new_with_str(&address, SUBPROTOCOL), Ok);
        let socket = dialled.map_err(|_| Lost::Closed)?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let (said, heard) = unbounded();
        let waiting = Rc::new(Cell::new(0));
        let listeners = Listeners::upon(&socket, &said, &waiting);
        let mut dialled = Self { _listeners: listeners, socket, heard, waiting, has_ended: false };
        // One that was dialled ahead may stand already, and does not say so again.
        let first = match dialled.socket.ready_state() {
            WebSocket::OPEN => Some(Heard::Opened),
            _ => dialled.heard.next().await,
        };
        match first {
            // One that answers without our subprotocol is not of this protocol.
            Some(Heard::Opened) if dialled.socket.protocol() == SUBPROTOCOL => Ok(dialled),
            Some(Heard::Opened | Heard::Message(_)) => Err(Lost::Garbled),
            Some(Heard::Closed) | None => Err(Lost::Closed),
        }
    }

    /// Hands a request to the browser, which sends it.
    ///
    /// # Errors
    /// [`Lost`] where the socket is closing.
    pub fn send(&self, request: &Request) -> Result<(), Lost> {
        self.socket.send_with_u8_array(&request.encode()).map_err(|_| Lost::Closed)
    }

    /// Waits for a frame and takes those that have come with it.
    ///
    /// Losing this future loses no frame: it waits once, before it has taken any.
    ///
    /// # Errors
    /// [`Lost`] once all frames before it have been taken.
    pub async fn receive(&mut self) -> Result<VecDeque<RelayFrame>, Lost> {
        let mut frames = VecDeque::new();
        if self.has_ended {
            return Err(Lost::Closed);
        }
        let mut next = self.heard.next().await;
        loop {
            match next {
                Some(Heard::Message(message)) => {
                    self.waiting.set(self.waiting.get().saturating_sub(1));
                    frames.push_back(frame(&message)?);
                }
                Some(Heard::Opened) => {}
                Some(Heard::Closed) | None if frames.is_empty() => return Err(Lost::Closed),
                Some(Heard::Closed) | None => {
                    self.has_ended = true;
                    return Ok(frames);
                }
            }
            if frames.len() == FRAMES_AT_ONCE_MAX {
                return Ok(frames);
            }
            match self.heard.next().now_or_never() {
                Some(following) => next = following,
                None => return Ok(frames),
            }
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        let _ = self.socket.close();
    }
}

impl Listeners {
    fn upon(socket: &WebSocket, said: &UnboundedSender<Heard>, waiting: &Rc<Cell<usize>>) -> Self {
        // Nobody may be listening any more: then it is of no use to anybody.
        let tell = |said: &UnboundedSender<Heard>, heard| drop(said.unbounded_send(heard));
        let (opened, told, closed) = (said.clone(), said.clone(), said.clone());
        let open = Closure::<dyn Fn(Event)>::new(move |_| tell(&opened, Heard::Opened));
        let (waiting, flooded) = (Rc::clone(waiting), socket.clone());
        let message = Closure::<dyn Fn(MessageEvent)>::new(move |message| match waiting.get() {
            FRAMES_WAITING_MAX.. => drop(flooded.close()),
            others => {
                waiting.set(others + 1);
                tell(&told, Heard::Message(message));
            }
        });
        let close = Closure::<dyn Fn(Event)>::new(move |_| tell(&closed, Heard::Closed));
        socket.set_onopen(Some(open.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(message.as_ref().unchecked_ref()));
        // An error is always followed by a close.
        socket.set_onclose(Some(close.as_ref().unchecked_ref()));
        Self { _open: open, _message: message, _close: close }
    }
}

fn frame(message: &MessageEvent) -> Result<RelayFrame, Lost> {
    let bytes = message.data().dyn_into::<ArrayBuffer>().map_err(|_| Lost::Garbled)?;
    // Memory that a program was given once is never given back.
    if bytes.byte_length() as usize > FRAME_BYTES_MAX {
        return Err(Lost::Garbled);
    }
    RelayFrame::decode(&Uint8Array::new(&bytes).to_vec()).map_err(|_| Lost::Garbled)
}
