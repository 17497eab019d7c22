//! What a scribe asks the relay, and what it hears through the inbox.

use porchlight_protocol::{Ask, Challenge, Epoch, Head, InboxBlob, Label, RelayFrame, Reply, Request};
use porchlight_sealing::{Report, tag_of};

use super::super::{RELAY_NAME, World};
use super::Scribe;

/// Reports of one epoch that are looked for.
const NUMBERS: u16 = 64;

/// A report that was taken in.
pub struct Heard {
    /// Whose.
    pub member: usize,
    /// In which epoch it was sealed, and its number there.
    pub number: (Epoch, u16),
    /// What it says.
    pub report: Report,
}

impl Scribe {
    /// Takes in and clears what waits in the inbox; what is no report of a known device is left out.
    pub fn hear(&mut self, world: &mut World) -> Vec<Heard> {
        let mut heard = Vec::new();
        loop {
            let Reply::Inbox { messages, more } = self.ask(world, Ask::Inbox { after: 0 }) else { panic!("asked") };
            let Some(through) = messages.last().map(|(number, _)| *number) else { return heard };
            heard.extend(messages.iter().filter_map(|(_, message)| self.recognise(message)));
            assert_eq!(self.ask(world, Ask::ClearInbox { through }), Reply::Done);
            if !more {
                return heard;
            }
        }
    }

    /// Whose report a message is.
    pub fn recognise(&self, message: &InboxBlob) -> Option<Heard> {
        let tag = tag_of(message);
        self.members.iter().enumerate().find_map(|(member, record)| {
            record.uplinks.iter().find_map(|(epoch, uplink)| {
                let number = (0..NUMBERS).find(|number| uplink.tag(*number) == tag)?;
                let report = uplink.open(number, &self.feed, message).ok()?;
                Some(Heard { member, number: (*epoch, number), report })
            })
        })
    }

    /// Takes up the renewals that reports carry, to be mixed in at the next turn.
    pub fn take_up_renewals(&mut self, heard: &[Heard]) {
        for Heard { member, report, .. } in heard {
            let Some(renewal) = &report.renewal else { continue };
            let kem = &self.kems[renewal.generation.0 as usize - 1];
            let mixed = kem.renewal(&self.feed, renewal.generation, &renewal.encapsulation);
            self.members[*member].renewal = mixed;
        }
    }

    /// What the relay says of the feed.
    pub fn relays_head(&self, world: &mut World) -> Head {
        let Reply::Head(head) = self.ask_as_anybody(world, Ask::Head) else { panic!("asked") };
        head
    }

    /// Asks as the proven poster.
    pub fn ask(&self, world: &mut World, ask: Ask) -> Reply {
        let challenge = Challenge::new([7; 32]);
        let signed: [&[u8]; 3] = [challenge.as_bytes(), self.feed.as_bytes(), RELAY_NAME.as_bytes()];
        let signature = self.posting.sign(Label::Poster, &signed);
        self.converse(world, challenge, vec![Ask::Prove { signature }, ask])
    }

    /// Asks without having proved anything.
    pub fn ask_as_anybody(&self, world: &mut World, ask: Ask) -> Reply {
        self.converse(world, Challenge::new([7; 32]), vec![ask])
    }

    /// The last reply of a session.
    fn converse(&self, world: &mut World, challenge: Challenge, asks: Vec<Ask>) -> Reply {
        let session = world.relay.open(RELAY_NAME, challenge);
        let asks = std::iter::once(Ask::Hello { feed: self.feed }).chain(asks);
        for (number, ask) in (0..).zip(asks) {
            world.send(session, Request { number, ask });
        }
        world.relay.close(session);
        let heard = world.mail.remove(&session).unwrap_or_default();
        match heard.into_iter().next_back() {
            Some(RelayFrame::Reply { reply, .. }) => reply,
            other => panic!("the relay refused the scribe: {other:?}"),
        }
    }
}
