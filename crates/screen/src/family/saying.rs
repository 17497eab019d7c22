//! What a family says to its liaison, and what a device does at a press: the one place where the page changes a device.

use porchlight_client::{CannotForget, Device, Seconds, Unsayable};
use porchlight_protocol::Sequence;
use porchlight_sealing::Link;
use zeroize::Zeroizing;

use super::Message;

/// What is said to the liaison, or done on the device alone.
pub enum Saying {
    /// "I have read this."
    Read(Sequence),
    /// A question, by its code.
    Ask(String),
    /// How the family wants bad news; an empty text for no longer saying so.
    Prefer(Zeroizing<String>),
    /// A link for another device of the family.
    AddDevice,
    /// What a record said is wiped here.
    Forget(Sequence),
}

/// What came of it.
pub enum Said {
    /// The liaison will know that the message was read.
    Read,
    /// The question is asked, once however often it is pressed.
    Asked {
        /// Its code.
        code: String,
    },
    /// How bad news is wanted is said.
    Preferred,
    /// The link for another device.
    Link(Link),
    /// It is wiped.
    Forgotten,
    /// It could not be said.
    Unsayable(Unsayable),
    /// It could not be forgotten.
    Unforgettable(CannotForget),
}

impl Saying {
    /// Says it; gives what the app is to hear. The device then wants its state saved.
    pub fn say(self, device: &mut Device, now: Seconds) -> Message {
        let said = match self {
            Self::Forget(place) => device.forget(place).map_or_else(Said::Unforgettable, |()| Said::Forgotten),
            Self::Read(notice) => told(device.acknowledge(notice).map(|()| Said::Read)),
            Self::Ask(code) => told(device.ask(&code).map(|_| Said::Asked { code })),
            Self::Prefer(text) => told(device.prefer(&text).map(|()| Said::Preferred)),
            Self::AddDevice => told(device.add_device(now).map(Said::Link)),
        };
        Message::Said { feed: device.feed(), said: Box::new(said) }
    }
}

fn told(said: Result<Said, Unsayable>) -> Said {
    said.unwrap_or_else(Said::Unsayable)
}
