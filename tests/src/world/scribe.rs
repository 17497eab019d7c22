//! A liaison played by hand: it says, grants and renews whatever a story needs, when the story needs it.
//!
//! One family; every device is of it. What it seals goes through the relay like anybody's.

mod hearing;

use std::collections::BTreeMap;

use porchlight_client::Device;
use porchlight_protocol::limits::BATCH_ENVELOPES;
use porchlight_protocol::{
    Ask, Authority, Capability, Charter, Envelope, Epoch, EpochChange, FeedId, Handover, Hash, InviteState, Kind,
    Label, Reply, Sequence,
};
use porchlight_sealing::{
    Chain, ChainStart, EpochGrant, EpochSecret, FamilyGrant, FirstGrant, Generation, GrantChain, KEM_SUITE, KemSecret,
    Link, LinkSecret, Message, NextKemKey, Notice, PostingSecret, Profile, Renewal, Secret, Status, Uplink,
    control_envelope, cover, farewell, seal,
};
use rand_chacha::ChaCha20Rng;
use rand_core::Rng;

use super::{DAY, Person, RELAY_NAME, World, profile};

pub use hearing::Heard;

/// A liaison played by hand.
pub struct Scribe {
    /// The group's feed.
    pub feed: FeedId,
    /// Whose signature counts.
    pub posting: PostingSecret,
    /// What it grants and invites with.
    pub profile: Profile,
    /// All devices, in the order of their invites.
    pub members: Vec<Member>,
    /// The KEM keys by generation, the first is 1.
    pub kems: Vec<KemSecret>,
    /// The last sealed place and its hash.
    pub head: (Sequence, Hash),
    control: (Sequence, Hash),
    epoch: Epoch,
    capability: Capability,
    group: Chain,
    start: (Chain, Hash),
    family: Chain,
    ordinal: u64,
    next_by: u64,
    random: ChaCha20Rng,
}

/// A device as the scribe knows it.
pub struct Member {
    link: LinkSecret,
    invited_in: Epoch,
    generation: Generation,
    /// Stands at the coming epoch.
    pub grants: GrantChain,
    is_claimed: bool,
    is_leaving: bool,
    is_gone: bool,
    uplinks: BTreeMap<Epoch, Uplink>,
    /// What the next turn mixes in.
    pub renewal: Option<Renewal>,
}

impl Scribe {
    /// Founds a group.
    pub fn found(world: &mut World) -> Self {
        let mut random = world.random();
        let posting = PostingSecret::new(Secret::draw(&mut random));
        let feed = FeedId::founded_by(&posting.public());
        let nothing = Chain::new(Sequence(1), Secret::new([0; 32]));
        let mut charter = [0; 32];
        random.fill_bytes(&mut charter);
        let charter = Charter::new(charter);
        world.relay.grant_charter(&charter).expect("the store in memory works");
        let kem = KemSecret::new(Secret::draw(&mut random));
        let mut scribe = Self {
            feed,
            posting,
            profile: profile(),
            members: Vec::new(),
            kems: vec![kem],
            head: (Sequence::ZERO, Hash::ZERO),
            control: (Sequence::ZERO, Hash::ZERO),
            epoch: Epoch(0),
            capability: Capability::new([0; 32]),
            group: nothing.clone(),
            start: (nothing.clone(), Hash::ZERO),
            family: nothing,
            ordinal: 0,
            next_by: world.now + DAY,
            random,
        };
        let envelope = scribe.seal_epoch();
        let founded = scribe.ask_as_anybody(world, Ask::Found { charter, envelope });
        assert!(matches!(founded, Reply::Appended { .. }), "{founded:?}");
        scribe
    }

    /// A confirmed device.
    pub fn join(&mut self, world: &mut World) -> Person<Device> {
        let link = self.invite(world);
        let mut device = world.join(&link);
        self.take_in(world);
        self.turn(world);
        world.read(&mut device);
        assert!(device.party().is_confirmed());
        device.events();
        device
    }

    /// Invites a device that reads from the present epoch's start on; its link.
    pub fn invite(&mut self, world: &mut World) -> String {
        let link = LinkSecret::new(Secret::draw(&mut self.random));
        let (kem_key, kem_generation) = (self.kems.last().expect("there is one").public(), self.generation());
        let grant = FirstGrant {
            epoch: self.epoch,
            posting_key: self.posting.public(),
            kem_suite: KEM_SUITE,
            kem_generation,
            kem_key,
            capability: self.capability,
            next_by: self.next_by,
            previous: self.start.1,
            starts: vec![ChainStart { epoch: self.epoch, chain: self.start.0.clone() }],
            profile: self.profile.clone(),
        };
        let sealed = grant.seal(&link, &self.feed, &self.posting, &mut self.random);
        let (tag, grant) = sealed.unwrap_or_else(|_| panic!("the grant is within its bounds"));
        assert_eq!(self.ask(world, Ask::PutInvite { tag, grant: Box::new(grant) }), Reply::Done);
        self.members.push(Member {
            grants: link.device_root(&self.feed).grants_from(&self.feed, self.epoch.next()),
            link: link.clone(),
            invited_in: self.epoch,
            generation: kem_generation,
            is_claimed: false,
            is_leaving: false,
            is_gone: false,
            uplinks: BTreeMap::new(),
            renewal: None,
        });
        Link { relay: RELAY_NAME.into(), feed: self.feed, secret: link }.to_text().to_string()
    }

    /// Takes in the claims that wait.
    pub fn take_in(&mut self, world: &mut World) {
        for index in 0..self.members.len() {
            let tag = self.members[index].link.invite_tag(&self.feed);
            let Reply::Answers(states) = self.ask(world, Ask::Answers { tags: vec![tag] }) else { panic!("asked") };
            let [InviteState::Claimed { answer: Some(answer), .. }] = &states[..] else { continue };
            let (member, coming) = (&mut self.members[index], self.epoch.next());
            if member.is_claimed {
                continue;
            }
            let kem = &self.kems[member.generation.0 as usize - 1];
            let root = kem.take_in(&member.link.device_root(&self.feed), &self.feed, &tag, answer);
            let root = root.unwrap_or_else(|_| panic!("the device answered this key"));
            let grants = root.grants_from(&self.feed, member.invited_in.next()).at(coming);
            member.grants = grants.expect("no invite is of a coming epoch");
            member.is_claimed = true;
        }
    }

    /// The next turn of the epoch says farewell to a device.
    pub fn remove(&mut self, member: usize) {
        self.members[member].is_leaving = true;
    }

    /// Turns the epoch: grants and farewells first, then the envelope.
    pub fn turn(&mut self, world: &mut World) -> Sequence {
        let envelope = self.turn_without_carrying(world);
        self.carry(world, vec![envelope])
    }

    /// Puts the coming epoch's drops, and seals its envelope.
    pub fn turn_without_carrying(&mut self, world: &mut World) -> Envelope {
        let (coming, place) = (self.epoch.next(), self.head.0.next());
        let secret = EpochSecret::new(Secret::draw(&mut self.random));
        self.family = Chain::new(place, Secret::draw(&mut self.random));
        let granted = EpochGrant {
            epoch: coming,
            secret: secret.clone(),
            family: Some(FamilyGrant { key: self.family.key().clone(), next_ordinal: self.ordinal }),
        };
        let unclaimed = EpochGrant { family: None, ..granted.clone() };
        let mut drops = Vec::new();
        for member in self.members.iter_mut().filter(|member| !member.is_gone) {
            if let Some(renewal) = member.renewal.take() {
                member.grants = member.grants.renewed(&renewal, &self.feed);
            }
            drops.push(match (member.is_leaving, member.is_claimed) {
                (true, _) => farewell(&member.grants, &self.feed, &self.posting, &mut self.random),
                (false, true) => granted.seal(&member.grants, &self.feed, &self.posting, &mut self.random),
                (false, false) => unclaimed.seal(&member.grants, &self.feed, &self.posting, &mut self.random),
            });
            member.is_gone = member.is_leaving;
            member.uplinks.insert(coming, member.grants.uplink(&self.feed));
            member.grants.advance_to(coming.next()).expect("forwards");
        }
        if !drops.is_empty() {
            assert_eq!(self.ask(world, Ask::PutDrops { epoch: coming, drops }), Reply::Done);
        }
        self.group = secret.group_chain(&self.feed, coming, place);
        self.capability = secret.capability(&self.feed, coming);
        self.seal_epoch()
    }

    /// Posts a status that promises the next one a day later.
    pub fn post(&mut self, world: &mut World, code: &str) -> Sequence {
        let status = self.status(world, code);
        self.say(world, &Message::Status(status))
    }

    /// A status of now, promising the next one a day later.
    pub fn status(&mut self, world: &World, code: &str) -> Status {
        self.next_by = world.now + DAY;
        Status {
            code: code.into(),
            as_of: world.today(),
            posted_at: world.now,
            next_by: self.next_by,
            vault: None,
            supersedes: None,
        }
    }

    /// Says something to the group, last in its batch; its place.
    pub fn say(&mut self, world: &mut World, message: &Message) -> Sequence {
        let batch = self.seal_message(message);
        self.carry(world, batch)
    }

    /// Tells the family something, last in its batch; its place.
    pub fn tell(&mut self, world: &mut World, code: &str, answers: Option<u64>) -> Sequence {
        let message = Message::Notice(Notice { ordinal: self.ordinal, code: code.into(), text: None, answers });
        self.ordinal += 1;
        let batch = self.seal_message(&message);
        self.carry(world, batch)
    }

    /// Seals a message into whole batches, cover first, without carrying them.
    pub fn seal_message(&mut self, message: &Message) -> Vec<Envelope> {
        let parts = message.to_parts().unwrap_or_else(|_| panic!("the message is within its bounds"));
        let covers = parts.len().next_multiple_of(BATCH_ENVELOPES) - parts.len();
        let mut batch: Vec<_> = (0..covers).map(|_| self.seal_cover()).collect();
        for part in &parts {
            let place = self.head.0.next();
            let is_private = matches!(message, Message::Notice(_));
            let chain = if is_private { &mut self.family } else { &mut self.group };
            chain.advance_to(place).expect("no chain is beyond the next place");
            let envelope = seal(&self.posting, &self.feed, self.head.1, chain, part, &mut self.random);
            chain.step();
            batch.push(self.sealed(envelope));
        }
        batch
    }

    /// Seals cover.
    pub fn seal_cover(&mut self) -> Envelope {
        let envelope = cover(&self.posting, &self.feed, self.head.1, self.head.0.next(), &mut self.random);
        self.sealed(envelope)
    }

    /// Brings envelopes to the relay; the last one's place.
    pub fn carry(&self, world: &mut World, envelopes: Vec<Envelope>) -> Sequence {
        for envelope in envelopes {
            let appended = self.ask_as_anybody(world, Ask::Append { envelope });
            assert!(matches!(appended, Reply::Appended { .. }), "{appended:?}");
        }
        self.head.0
    }

    /// Draws and tells the next KEM key.
    pub fn tell_next_kem_key(&mut self, world: &mut World) -> Sequence {
        self.kems.push(KemSecret::new(Secret::draw(&mut self.random)));
        let key = Box::new(self.kems.last().expect("just drawn").public());
        self.say(world, &Message::KemKey(NextKemKey { generation: self.generation(), suite: KEM_SUITE, key }))
    }

    /// Hands the office over to a new key, by the former key's consent or by a mandate that it gave.
    pub fn hand_over(&mut self, world: &mut World, by_mandate: bool) -> Sequence {
        let envelope = self.seal_handover(by_mandate);
        self.carry(world, vec![envelope])
    }

    /// Seals a handover, without carrying it.
    pub fn seal_handover(&mut self, by_mandate: bool) -> Envelope {
        let place = self.head.0.next();
        let next = PostingSecret::new(Secret::draw(&mut self.random));
        let deputy = PostingSecret::new(Secret::draw(&mut self.random));
        let (place_bytes, key) = (place.0.to_be_bytes(), next.public());
        let consent: [&[u8]; 3] = [self.feed.as_bytes(), &place_bytes, key.as_bytes()];
        let authority = match by_mandate {
            false => Authority::FormerKey,
            true => Authority::Mandate {
                key: deputy.public(),
                signature: self.posting.sign(Label::Mandate, &[self.feed.as_bytes(), deputy.public().as_bytes()]),
            },
        };
        let consent = if by_mandate { &deputy } else { &self.posting }.sign(Label::Handover, &consent);
        let handover = Handover { posting_key: key, authority, consent, previous: self.control };
        self.posting = next;
        let envelope =
            control_envelope(&self.posting, Kind::Handover, &self.feed, (place, self.head.1), &handover.encode());
        let envelope = self.sealed(envelope);
        self.control = (envelope.sequence(), envelope.hash());
        envelope
    }

    /// The generation of the present KEM key.
    pub fn generation(&self) -> Generation {
        Generation(u32::try_from(self.kems.len()).expect("few keys"))
    }

    fn seal_epoch(&mut self) -> Envelope {
        let (epoch, place, previous) = (self.epoch.next(), self.head.0.next(), self.head.1);
        if epoch == Epoch(1) {
            let secret = EpochSecret::new(Secret::draw(&mut self.random));
            self.group = secret.group_chain(&self.feed, epoch, place);
            self.capability = secret.capability(&self.feed, epoch);
        }
        let change = EpochChange {
            epoch,
            capability: self.capability.hash(),
            posting_key: self.posting.public(),
            previous: self.control,
            retention_days: self.profile.retention_days,
        };
        let envelope = control_envelope(&self.posting, Kind::Epoch, &self.feed, (place, previous), &change.encode());
        let envelope = self.sealed(envelope);
        self.epoch = epoch;
        self.start = (self.group.clone(), previous);
        self.control = (envelope.sequence(), envelope.hash());
        envelope
    }

    fn sealed(&mut self, envelope: Envelope) -> Envelope {
        self.head = (envelope.sequence(), envelope.hash());
        envelope
    }
}
