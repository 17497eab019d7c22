//! How nats-server is spoken to: its text protocol inside binary frames.

use super::{
    super::frames::{Piece, binary},
    Heard, Role,
};

const SUBJECT: &str = "feed";
/// The last words of where acknowledgements of posts go, and of where all other answers do.
const ACKNOWLEDGED: &str = "posts";
const ANSWERED: &str = "api";
const STREAM: &str = r#"{"name":"S","subjects":["feed"],"storage":"file"}"#;
/// The subscription that carries posts.
const POSTS: &str = "1";
/// A line of the protocol is shorter; only `INFO` is longer, and of it nothing but the first word matters.
const LINE_BYTES_MAX: usize = 512;

/// What nats-server is used for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// Posts go to who is there.
    Core,
    /// Posts are kept; readers follow from the first.
    Jetstream,
}

pub(crate) struct Nats {
    role: Role,
    used_for: Use,
    name: u32,
    line: Vec<u8>,
    payload_left: usize,
    about: About,
}

/// What the present message is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Post,
    Acknowledgement,
    Answer,
}

impl Nats {
    /// A client; its `name` is no other's.
    pub(crate) fn new(role: Role, used_for: Use, name: u32) -> Self {
        Self { role, used_for, name, line: Vec::new(), payload_left: 0, about: About::Answer }
    }

    pub(super) fn is_acknowledged(&self) -> bool {
        self.used_for == Use::Jetstream
    }

    pub(super) fn post(&mut self, post: &[u8]) -> Vec<u8> {
        match self.used_for {
            Use::Core => binary(&published(SUBJECT, "", post)),
            Use::Jetstream => binary(&published(SUBJECT, &self.inbox(ACKNOWLEDGED), post)),
        }
    }

    pub(super) fn hear(&mut self, piece: &Piece<'_>, heard: &mut Heard) {
        let Piece::Payload(mut bytes) = *piece else { return };
        while !bytes.is_empty() {
            if self.payload_left > 0 {
                let take = self.payload_left.min(bytes.len());
                bytes = &bytes[take..];
                self.payload_left -= take;
                if self.payload_left == 0 {
                    match self.about {
                        About::Post => heard.delivered += 1,
                        About::Acknowledgement => heard.accepted += 1,
                        // The stream is there, or the consumer is.
                        About::Answer => heard.ready = true,
                    }
                }
                continue;
            }
            let end = bytes.iter().position(|byte| *byte == b'\n');
            let take = end.map_or(bytes.len(), |end| end + 1);
            let room = LINE_BYTES_MAX.saturating_sub(self.line.len()).min(take);
            self.line.extend_from_slice(&bytes[..room]);
            bytes = &bytes[take..];
            if end.is_some() {
                let line = std::mem::take(&mut self.line);
                self.take(&String::from_utf8_lossy(&line), heard);
            }
        }
    }

    fn take(&mut self, line: &str, heard: &mut Heard) {
        let mut words = line.split_ascii_whitespace();
        match words.next() {
            Some("INFO") => heard.says.extend(binary(&self.greeting())),
            Some("PING") => heard.says.extend(binary(b"PONG\r\n")),
            Some("PONG") => heard.ready |= self.used_for == Use::Core,
            Some("MSG") => {
                let bytes = words.next_back().and_then(|bytes| bytes.parse::<usize>().ok());
                let (subject, subscription) = (words.next(), words.next());
                self.about = match (subject.and_then(|subject| subject.rsplit('.').next()), subscription) {
                    (_, Some(POSTS)) => About::Post,
                    (Some(ACKNOWLEDGED), _) => About::Acknowledgement,
                    (_, _) => About::Answer,
                };
                match bytes {
                    Some(bytes) => self.payload_left = bytes + 2,
                    None => heard.fault = Some(line.to_owned()),
                }
            }
            Some("+OK") | None => {}
            Some(_) => heard.fault = Some(line.to_owned()),
        }
    }

    fn inbox(&self, last: &str) -> String {
        format!("_INBOX.client{}.{last}", self.name)
    }

    fn greeting(&self) -> Vec<u8> {
        let mut words = b"CONNECT {\"verbose\":false,\"pedantic\":false,\"echo\":false}\r\n".to_vec();
        words.extend_from_slice(format!("SUB {} 2\r\n", self.inbox("*")).as_bytes());
        match (self.role, self.used_for) {
            (Role::Reader, Use::Core) => words.extend_from_slice(format!("SUB {SUBJECT} {POSTS}\r\n").as_bytes()),
            (Role::Poster, Use::Core) => {}
            (Role::Poster, Use::Jetstream) => {
                words.extend(published("$JS.API.STREAM.CREATE.S", &self.inbox(ANSWERED), STREAM.as_bytes()));
            }
            (Role::Reader, Use::Jetstream) => {
                let deliver = format!("deliver.{}", self.name);
                words.extend_from_slice(format!("SUB {deliver} {POSTS}\r\n").as_bytes());
                let consumer = format!(
                    r#"{{"stream_name":"S","config":{{"deliver_subject":"{deliver}","deliver_policy":"all","ack_policy":"none"}}}}"#
                );
                words.extend(published("$JS.API.CONSUMER.CREATE.S", &self.inbox(ANSWERED), consumer.as_bytes()));
            }
        }
        words.extend_from_slice(b"PING\r\n");
        words
    }
}

fn published(subject: &str, reply: &str, payload: &[u8]) -> Vec<u8> {
    let mut words = format!("PUB {subject} {reply} {}\r\n", payload.len()).into_bytes();
    words.extend_from_slice(payload);
    words.extend_from_slice(b"\r\n");
    words
}
