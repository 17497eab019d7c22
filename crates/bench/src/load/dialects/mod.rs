//! How each server is spoken to.

mod floor;
mod mqtt;
mod nats;
mod porchlight;

use super::{Role, frames::Piece};

pub(crate) use self::{
    floor::{Floor, POSTERS},
    mqtt::Mqtt,
    nats::{Nats, Use},
    porchlight::{Door, Porchlight},
};

/// What a client has heard.
#[derive(Default)]
pub(crate) struct Heard {
    /// The conversation's opening is complete.
    pub(crate) ready: bool,
    /// Posts that reached a reader.
    pub(crate) delivered: u64,
    /// Posts that the server has acknowledged.
    pub(crate) accepted: u64,
    /// What the client has to say to it, framed.
    pub(crate) says: Vec<u8>,
    /// Something that must not be: a gap, a refusal, a goodbye.
    pub(crate) fault: Option<String>,
}

/// One client's side of a conversation.
pub(crate) enum Dialect {
    Floor(Floor),
    Porchlight(Porchlight),
    Nats(Nats),
    Mqtt(Mqtt),
}

impl Dialect {
    /// Path and subprotocol of the upgrade.
    pub(super) fn door(&self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Floor(floor) => (floor.path(), None),
            Self::Porchlight(_) => (porchlight_protocol::PATH, Some(porchlight_protocol::SUBPROTOCOL)),
            Self::Nats(_) => ("/", None),
            Self::Mqtt(_) => ("/mqtt", Some("mqtt")),
        }
    }

    /// Whether there is nothing to be said before the first post.
    pub(super) fn is_ready_at_once(&self) -> bool {
        matches!(self, Self::Floor(_))
    }

    /// What the client says first.
    pub(super) fn opening(&mut self) -> Vec<u8> {
        match self {
            Self::Floor(_) | Self::Nats(_) => Vec::new(),
            Self::Porchlight(porchlight) => porchlight.opening(),
            Self::Mqtt(mqtt) => mqtt.opening(),
        }
    }

    /// A post, framed.
    pub(crate) fn post(&mut self, post: &[u8]) -> Vec<u8> {
        match self {
            Self::Floor(_) => super::frames::binary(post),
            Self::Porchlight(porchlight) => porchlight.post(post),
            Self::Nats(nats) => nats.post(post),
            Self::Mqtt(mqtt) => mqtt.post(post),
        }
    }

    /// Whether the server says that it has a post.
    pub(crate) fn is_acknowledged(&self) -> bool {
        match self {
            Self::Floor(_) | Self::Porchlight(_) | Self::Mqtt(_) => true,
            Self::Nats(nats) => nats.is_acknowledged(),
        }
    }

    pub(super) fn hear(&mut self, piece: Piece<'_>, heard: &mut Heard) {
        match self {
            Self::Floor(floor) => floor.hear(&piece, heard),
            Self::Porchlight(porchlight) => porchlight.hear(&piece, heard),
            Self::Nats(nats) => nats.hear(&piece, heard),
            Self::Mqtt(mqtt) => mqtt.hear(&piece, heard),
        }
    }
}
