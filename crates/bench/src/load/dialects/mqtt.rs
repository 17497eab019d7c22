//! How mosquitto is spoken to: MQTT 3.1.1, QoS 1, so that each delivery is acknowledged as ours is by TCP alone.

use super::{
    super::frames::{Piece, binary},
    Heard, Role,
};

const TOPIC: &[u8] = b"feed";
const KEEP_ALIVE: [u8; 2] = [0, 0];
/// Of a packet, no more than its topic and its number are looked at.
const SEEN_BYTES: usize = 16;

pub(crate) struct Mqtt {
    role: Role,
    name: u32,
    posted: u16,
    head: Vec<u8>,
    seen: Vec<u8>,
    left: usize,
}

impl Mqtt {
    /// A client; its `name` is no other's.
    pub(crate) fn new(role: Role, name: u32) -> Self {
        Self { role, name, posted: 0, head: Vec::new(), seen: Vec::new(), left: 0 }
    }

    pub(super) fn opening(&mut self) -> Vec<u8> {
        let name = format!("client{}", self.name);
        let mut body = vec![0, 4, b'M', b'Q', b'T', b'T', 4, 2];
        body.extend_from_slice(&KEEP_ALIVE);
        body.extend_from_slice(&(name.len() as u16).to_be_bytes());
        body.extend_from_slice(name.as_bytes());
        packet(0x10, &body)
    }

    pub(super) fn post(&mut self, post: &[u8]) -> Vec<u8> {
        self.posted = self.posted.checked_add(1).unwrap_or(1);
        let mut body = topic();
        body.extend_from_slice(&self.posted.to_be_bytes());
        body.extend_from_slice(post);
        packet(0x32, &body)
    }

    pub(super) fn hear(&mut self, piece: &Piece<'_>, heard: &mut Heard) {
        let Piece::Payload(mut bytes) = *piece else { return };
        while let Some((first, rest)) = bytes.split_first() {
            if self.left > 0 {
                let take = self.left.min(bytes.len());
                let room = SEEN_BYTES.saturating_sub(self.seen.len()).min(take);
                self.seen.extend_from_slice(&bytes[..room]);
                self.left -= take;
                bytes = &bytes[take..];
            } else {
                self.head.push(*first);
                bytes = rest;
                let Some(left) = length(&self.head[1..]) else { continue };
                self.left = left;
            }
            if self.left == 0 {
                self.take(heard);
            }
        }
    }

    fn take(&mut self, heard: &mut Heard) {
        let kind = self.head.first().copied().unwrap_or_default() >> 4;
        match (kind, self.role) {
            (2, Role::Poster) | (9, _) => heard.ready = true,
            (2, Role::Reader) => {
                let mut body = vec![0, 1];
                body.extend(topic());
                body.push(1);
                heard.says.extend(packet(0x82, &body));
            }
            (3, _) => match self.seen.get(2 + TOPIC.len()..4 + TOPIC.len()) {
                Some(number) => {
                    heard.says.extend(packet(0x40, number));
                    heard.delivered += 1;
                }
                None => heard.fault = Some("an MQTT post without a number".to_owned()),
            },
            (4, _) => heard.accepted += 1,
            (other, _) => heard.fault = Some(format!("an MQTT packet of kind {other}")),
        }
        self.head.clear();
        self.seen.clear();
    }
}

fn topic() -> Vec<u8> {
    let mut topic = (TOPIC.len() as u16).to_be_bytes().to_vec();
    topic.extend_from_slice(TOPIC);
    topic
}

fn packet(head: u8, body: &[u8]) -> Vec<u8> {
    let mut packet = vec![head];
    let mut left = body.len();
    while left >= 128 {
        packet.push((left % 128) as u8 | 128);
        left /= 128;
    }
    packet.push(left as u8);
    packet.extend_from_slice(body);
    binary(&packet)
}

// The remaining length, once it is complete.
fn length(bytes: &[u8]) -> Option<usize> {
    let last = bytes.last()?;
    let whole = || bytes.iter().rev().fold(0, |sum, byte| sum << 7 | usize::from(byte & 127));
    (last & 128 == 0).then(whole)
}
