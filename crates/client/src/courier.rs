//! A courier: carries sealed envelopes to a relay, as anyone may. See docs/protocol.md#flows, 13.

use porchlight_protocol::{Ask, Carried, FeedId, Refusal, RelayFrame, Reply, Sequence};

use crate::Seconds;
use crate::correspondence::{Correspondence, Input, Output};

/// What a courier tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CourierEvent {
    /// All are on the relay's disk.
    Delivered {
        /// The last place.
        sequence: Sequence,
    },
    /// The relay refused one.
    Refused {
        /// Which.
        sequence: Sequence,
        /// Why.
        refusal: Refusal,
    },
    /// The relay answered what was not asked.
    RelayMisbehaved,
}

enum About {
    Hello,
    Append(Sequence),
}

/// Who carries a file of envelopes. Has no state to save: the file is.
pub struct Courier {
    relay: String,
    carried: Carried,
    delivered: Sequence,
    is_over: bool,
    correspondence: Correspondence<CourierEvent, About>,
}

impl Courier {
    /// Takes the envelopes to a relay.
    pub fn new(relay: &str, carried: Carried) -> Self {
        Self {
            relay: relay.to_owned(),
            carried,
            delivered: Sequence::ZERO,
            is_over: false,
            correspondence: Correspondence::new(),
        }
    }

    /// `host` or `host:port` of the relay.
    pub fn relay(&self) -> &str {
        &self.relay
    }

    /// The envelopes' feed.
    pub fn feed(&self) -> FeedId {
        self.carried.feed()
    }

    /// Takes in what happened.
    pub fn handle(&mut self, input: Input, _now: Seconds) {
        match input {
            Input::Connected => self.greet(),
            Input::Disconnected => self.correspondence.hang_up(),
            Input::Saved => self.correspondence.saved(),
            Input::Frame(frame) if !self.is_over => self.hear(*frame),
            Input::Frame(_) | Input::Tick => {}
        }
    }

    /// What is to be done next; `None` until something happens.
    pub fn poll(&mut self) -> Option<Output<CourierEvent>> {
        self.correspondence.poll(|| unreachable!("a courier has nothing to save"))
    }

    fn greet(&mut self) {
        self.correspondence.hang_up();
        self.correspondence.ask(Ask::Hello { feed: self.carried.feed() }, About::Hello);
    }

    fn hear(&mut self, frame: RelayFrame) {
        match frame {
            RelayFrame::Reply { number, reply } => match (self.correspondence.answered(number), reply) {
                (Some(About::Hello), Reply::Welcome { .. }) => self.deliver(),
                (Some(About::Append(place)), Reply::Appended { sequence }) if place == sequence => self.note(sequence),
                (Some(About::Hello | About::Append(_)) | None, _) => self.end(CourierEvent::RelayMisbehaved),
            },
            RelayFrame::Refused { number, refusal } => match self.correspondence.answered(number) {
                Some(About::Append(sequence)) => self.end(CourierEvent::Refused { sequence, refusal }),
                Some(About::Hello) => self.end(CourierEvent::Refused { sequence: Sequence::ZERO, refusal }),
                None => self.end(CourierEvent::RelayMisbehaved),
            },
            RelayFrame::Envelope(_) | RelayFrame::Stopped { .. } => self.end(CourierEvent::RelayMisbehaved),
        }
    }

    fn deliver(&mut self) {
        for envelope in self.carried.envelopes() {
            let about = About::Append(envelope.sequence());
            self.correspondence.ask(Ask::Append { envelope: envelope.clone() }, about);
        }
    }

    fn note(&mut self, sequence: Sequence) {
        self.delivered = self.delivered.max(sequence);
        if self.correspondence.is_quiet() {
            self.end(CourierEvent::Delivered { sequence: self.delivered });
        }
    }

    fn end(&mut self, event: CourierEvent) {
        self.is_over = true;
        self.correspondence.hang_up();
        self.correspondence.tell(event);
    }
}
