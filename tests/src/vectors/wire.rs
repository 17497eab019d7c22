//! Vectors of what both towers speak.

use porchlight_protocol::{
    Authority, BODY_BYTES, Capability, CapabilityHash, Envelope, Epoch, EpochChange, FeedId, Handover, Hash, Header,
    Kind, Label, PostingKey, Sequence, Signature, Tag, limits::RETENTION_DAYS_DEFAULT,
};
use porchlight_sealing::{PostingSecret, Secret, control_envelope};
use serde_json::{Value, json};

use super::{agrees_on_error, array, bytes, hex, number};

fn poster(seed: u8) -> PostingSecret {
    PostingSecret::new(Secret::new([seed; 32]))
}

fn feed() -> FeedId {
    FeedId::founded_by(&poster(1).public())
}

fn founding() -> Envelope {
    let change = EpochChange {
        epoch: Epoch(1),
        capability: Capability::new([9; 32]).hash(),
        posting_key: poster(1).public(),
        previous: (Sequence::ZERO, Hash::ZERO),
        retention_days: RETENTION_DAYS_DEFAULT,
    };
    control_envelope(&poster(1), Kind::Epoch, &feed(), (Sequence(1), Hash::ZERO), &change.encode())
}

fn sealed(signer: &PostingSecret, sequence: u64, previous: Hash) -> Envelope {
    let header = Header {
        kind: Kind::Sealed,
        feed: feed(),
        sequence: Sequence(sequence),
        previous,
        tag: Tag::new([7; 16]),
        nonce: [8; 12],
    };
    Envelope::assemble(&header, &[6; BODY_BYTES], |bytes| signer.sign_bare(bytes))
}

/// Signs bytes that already carry their label.
trait SignBare {
    fn sign_bare(&self, bytes: &[u8]) -> Signature;
}

impl SignBare for PostingSecret {
    fn sign_bare(&self, bytes: &[u8]) -> Signature {
        let label = b"porchlight/1 envelope\0";
        let message = bytes.strip_prefix(label).expect("envelopes are signed under their label");
        self.sign(Label::Envelope, &[message])
    }
}

/// Envelopes, and bytes that are none.
pub mod envelopes {
    use super::*;

    /// Makes the cases.
    pub fn make() -> Vec<Value> {
        let right = sealed(&poster(1), 2, founding().hash());
        let with = |change: fn(&mut Vec<u8>)| {
            let mut changed = right.as_bytes().to_vec();
            change(&mut changed);
            hex(changed)
        };
        let mut altered = right.as_bytes().to_vec();
        altered[500] ^= 1;
        vec![
            case("founding", hex(founding().as_bytes()), &founding(), true),
            case("sealed", hex(right.as_bytes()), &right, true),
            case("altered body", hex(&altered), &Envelope::parse(&altered).expect("still laid out as one"), false),
            json!({ "name": "one byte short", "error": "Length", "envelope": with(|bytes| { bytes.pop(); }) }),
            json!({ "name": "one byte long", "error": "Length", "envelope": with(|bytes| bytes.push(0)) }),
            json!({ "name": "a later version", "error": "Version", "envelope": with(|bytes| bytes[0] = 2) }),
            json!({ "name": "an unknown kind", "error": "Kind", "envelope": with(|bytes| bytes[1] = 4) }),
            json!({ "name": "place 0", "error": "Sequence", "envelope": with(|bytes| bytes[34..42].fill(0)) }),
            json!({ "name": "a control with a tag", "error": "NotZero", "envelope": with(|bytes| bytes[1] = 2) }),
        ]
    }

    fn case(name: &str, envelope: String, parsed: &Envelope, is_signed: bool) -> Value {
        json!({
            "name": name,
            "envelope": envelope,
            "posting_key": hex(poster(1).public().as_bytes()),
            "feed": hex(parsed.feed().as_bytes()),
            "sequence": parsed.sequence().0,
            "previous": hex(parsed.previous().as_bytes()),
            "tag": hex(parsed.tag().as_bytes()),
            "nonce": hex(parsed.nonce()),
            "hash": hex(parsed.hash().as_bytes()),
            "is_signed": is_signed,
        })
    }

    /// Checks a case.
    pub fn check(case: &Value) {
        let Some(envelope) = agrees_on_error(case, Envelope::parse(&bytes(case, "envelope"))) else { return };
        assert_eq!(envelope.feed(), FeedId::new(array(case, "feed")));
        assert_eq!(envelope.sequence().0, number(case, "sequence"));
        assert_eq!(envelope.previous(), Hash::new(array(case, "previous")));
        assert_eq!(envelope.tag(), Tag::new(array(case, "tag")));
        assert_eq!(envelope.nonce(), array(case, "nonce"));
        assert_eq!(envelope.hash(), Hash::new(array(case, "hash")));
        let key = PostingKey::new(array(case, "posting_key"));
        assert_eq!(Some(envelope.is_signed_by(&key)), case["is_signed"].as_bool());
    }
}

/// Control envelopes: what the feed itself says of its posting key, epoch and capability.
pub mod controls {
    use porchlight_protocol::{ControlState, Refusal};

    use super::*;

    /// Makes the cases.
    pub fn make() -> Vec<Value> {
        let first = founding();
        let turned = turn(&poster(1), 2, 6, &first);
        let handed_over = hand_over(&first, Consent::FormerKey);
        vec![
            right("a founding", vec![first.clone()]),
            right("an epoch", vec![first.clone(), turned.clone()]),
            right("a handover with the former key's consent", vec![first.clone(), handed_over.clone()]),
            right("a handover under a mandate", vec![first.clone(), hand_over(&first, Consent::Mandate)]),
            wrong("another key's founding", "NotThePoster", vec![turn_first(&poster(2))]),
            wrong("an epoch skipped", "ControlRefused", vec![first.clone(), turn(&poster(1), 3, 6, &first)]),
            wrong("a stranger's epoch", "NotThePoster", vec![first.clone(), turn(&poster(3), 2, 6, &first)]),
            wrong("a control left out", "ControlRefused", vec![first.clone(), turn(&poster(1), 3, 9, &turned)]),
            wrong(
                "a handover nobody allowed",
                "ControlRefused",
                vec![first.clone(), hand_over(&first, Consent::NewKeyItself)],
            ),
            wrong(
                "an epoch by the former key",
                "FormerPoster",
                vec![first.clone(), handed_over.clone(), turn(&poster(1), 2, 9, &handed_over)],
            ),
        ]
    }

    fn right(name: &str, envelopes: Vec<Envelope>) -> Value {
        let state = fold(&feed(), &envelopes).expect("a right case");
        json!({
            "name": name,
            "feed": hex(feed().as_bytes()),
            "envelopes": texts(&envelopes),
            "posting_key": hex(state.posting_key.as_bytes()),
            "epoch": state.epoch.0,
            "capability_hash": hex(state.capability.as_bytes()),
        })
    }

    fn wrong(name: &str, error: &str, envelopes: Vec<Envelope>) -> Value {
        json!({ "name": name, "error": error, "feed": hex(feed().as_bytes()), "envelopes": texts(&envelopes) })
    }

    fn texts(envelopes: &[Envelope]) -> Vec<String> {
        envelopes.iter().map(|envelope| hex(envelope.as_bytes())).collect()
    }

    fn turn_first(signer: &PostingSecret) -> Envelope {
        control_envelope(
            signer,
            Kind::Epoch,
            &feed(),
            (Sequence(1), Hash::ZERO),
            founding().body().try_into().expect("858"),
        )
    }

    fn turn(signer: &PostingSecret, epoch: u32, place: u64, previous: &Envelope) -> Envelope {
        let change = EpochChange {
            epoch: Epoch(epoch),
            capability: CapabilityHash::new([4; 32]),
            posting_key: poster(1).public(),
            previous: (previous.sequence(), previous.hash()),
            retention_days: RETENTION_DAYS_DEFAULT,
        };
        control_envelope(signer, Kind::Epoch, &feed(), (Sequence(place), Hash::new([5; 32])), &change.encode())
    }

    /// Who allows a handover.
    enum Consent {
        FormerKey,
        /// A deputy, whom the former key has given a mandate.
        Mandate,
        /// Nobody who may.
        NewKeyItself,
    }

    /// From key 1 to key 2, at place 6.
    fn hand_over(previous: &Envelope, consent: Consent) -> Envelope {
        let (feed, place) = (feed(), Sequence(6));
        let (former, next, deputy) = (poster(1), poster(2), poster(4));
        let mandate = former.sign(Label::Mandate, &[feed.as_bytes(), deputy.public().as_bytes()]);
        let mandated = Authority::Mandate { key: deputy.public(), signature: mandate };
        let (authority, consenter) = match consent {
            Consent::FormerKey => (Authority::FormerKey, &former),
            Consent::Mandate => (mandated, &deputy),
            Consent::NewKeyItself => (Authority::FormerKey, &next),
        };
        let posting_key = next.public();
        let consent =
            consenter.sign(Label::Handover, &[feed.as_bytes(), &place.0.to_be_bytes(), posting_key.as_bytes()]);
        let previous = (previous.sequence(), previous.hash());
        let handover = Handover { posting_key, authority, consent, previous };
        control_envelope(&next, Kind::Handover, &feed, (place, Hash::new([5; 32])), &handover.encode())
    }

    fn fold(feed: &FeedId, envelopes: &[Envelope]) -> Result<ControlState, Refusal> {
        let mut state = ControlState::founded(feed, &envelopes[0])?;
        for envelope in &envelopes[1..] {
            state = state.follow(envelope)?.expect("the cases hold control envelopes only");
        }
        Ok(state)
    }

    /// Checks a case.
    pub fn check(case: &Value) {
        let envelopes: Vec<Envelope> = case["envelopes"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|text| data_encoding::HEXLOWER.decode(text.as_str().expect("hex").as_bytes()).expect("hex"))
            .map(|bytes| Envelope::parse(&bytes).expect("laid out as envelopes"))
            .collect();
        let folded = fold(&FeedId::new(array(case, "feed")), &envelopes);
        let Some(state) = agrees_on_error(case, folded) else { return };
        assert_eq!(state.posting_key, PostingKey::new(array(case, "posting_key")));
        assert_eq!(u64::from(state.epoch.0), number(case, "epoch"));
        assert_eq!(state.capability, CapabilityHash::new(array(case, "capability_hash")));
    }
}

/// Frames of both directions.
pub mod frames {
    use porchlight_protocol::{
        Ask, Challenge, Charter, ClaimAnswer, Claimant, Day, DropBlob, DropTag, Head, InboxBlob, InviteGrant,
        InviteState, Refusal, RelayFrame, Reply, Request, VaultPiece,
    };

    use super::*;

    fn asks() -> Vec<Ask> {
        let (tag, claimant) = (DropTag::new([2; 32]), Claimant::new([3; 32]));
        vec![
            Ask::Hello { feed: feed() },
            Ask::Prove { signature: Signature::new([1; 64]) },
            Ask::Unlock { capability: Capability::new([9; 32]) },
            Ask::Head,
            Ask::Controls { after: Sequence(300) },
            Ask::Found { charter: Charter::new([4; 32]), envelope: founding() },
            Ask::Append { envelope: founding() },
            Ask::Subscribe { after: Sequence(0) },
            Ask::PutDrops { epoch: Epoch(2), drops: vec![(tag, DropBlob::new([5; 256]))] },
            Ask::FetchDrops { tags: vec![tag, DropTag::new([6; 32])] },
            Ask::PutInvite { tag, grant: Box::new(InviteGrant::new([7; 8192])) },
            Ask::Claim { tag, claimant },
            Ask::LeaveAnswer { tag, claimant, answer: Box::new(ClaimAnswer::new([8; 1152])) },
            Ask::Answers { tags: vec![tag] },
            Ask::Retire { invites: vec![(tag, Day(20_577))], forgotten: vec![DropTag::new([6; 32])] },
            Ask::Send { message: Box::new(InboxBlob::new([9; 2048])) },
            Ask::Inbox { after: 0 },
            Ask::ClearInbox { through: u64::MAX },
            Ask::PutVault {
                version: 300,
                tags: (0..8).map(|fill| DropTag::new([fill; 32])).collect(),
                count: 1024,
                index: 1023,
                piece: Box::new(VaultPiece::new([10; 8192])),
            },
            Ask::FetchVault { tag, index: 3 },
        ]
    }

    fn replies() -> Vec<RelayFrame> {
        let head = Head { sequence: Sequence(5), hash: Hash::new([1; 32]), epoch: Epoch(2), control: Sequence(3) };
        let answered = Some(Box::new(ClaimAnswer::new([8; 1152])));
        let reply = |reply| RelayFrame::Reply { number: 7, reply };
        vec![
            reply(Reply::Welcome { challenge: Challenge::new([2; 32]) }),
            reply(Reply::Done),
            reply(Reply::Head(head)),
            reply(Reply::Controls { envelopes: vec![founding()], more: true }),
            reply(Reply::Appended { sequence: Sequence(1) }),
            reply(Reply::Subscribed { first: Sequence(4), head }),
            reply(Reply::Drops(vec![None, Some(DropBlob::new([5; 256]))])),
            reply(Reply::Claimed { grant: Box::new(InviteGrant::new([7; 8192])) }),
            reply(Reply::Answers(vec![
                InviteState::Unknown,
                InviteState::Unclaimed,
                InviteState::Claimed { day: Day(20_577), answer: answered },
                InviteState::UsedUp { day: Day(20_578) },
            ])),
            reply(Reply::Inbox { messages: vec![(1, InboxBlob::new([9; 2048]))], more: false }),
            reply(Reply::Vault { feed: feed(), version: 300, count: 4, piece: Box::new(VaultPiece::new([10; 8192])) }),
            RelayFrame::Refused { number: 8, refusal: Refusal::WrongPlace { next: Sequence(9) } },
            RelayFrame::Envelope(founding()),
            RelayFrame::Stopped { refusal: Refusal::CapabilityChanged },
        ]
    }

    /// Makes the cases.
    pub fn make() -> Vec<Value> {
        let mut cases = Vec::new();
        for (index, ask) in asks().into_iter().enumerate() {
            let name = format!("{ask:?}");
            let name = name.split([' ', '{']).next().unwrap_or_default().to_owned();
            let frame = hex(Request { number: 300, ask }.encode());
            cases.push(json!({ "name": name, "from": "client", "index": index, "frame": frame }));
        }
        for (index, frame) in replies().into_iter().enumerate() {
            cases.push(json!({ "name": format!("reply {index}"), "from": "relay", "frame": hex(frame.encode()) }));
        }
        let mut long = Request { number: 1, ask: Ask::Head }.encode();
        long.push(0);
        for (name, frame) in [
            ("nothing at all", vec![]),
            ("a byte left over", long),
            ("an unknown ask", vec![1, 20]),
            ("a feed id of 31 bytes", [vec![1, 0, 31], vec![0; 31]].concat()),
            ("a number beyond 32 bits", vec![0xff, 0xff, 0xff, 0xff, 0x7f, 3]),
            ("a list longer than its frame", vec![1, 9, 0xff, 0xff, 0xff, 0xff, 0x0f]),
        ] {
            cases.push(json!({ "name": name, "from": "client", "error": "malformed", "frame": hex(frame) }));
        }
        cases
    }

    /// Checks a case.
    pub fn check(case: &Value) {
        let frame = bytes(case, "frame");
        let again = match case["from"].as_str() {
            Some("client") => Request::decode(&frame).map(|request| request.encode()).ok(),
            _ => RelayFrame::decode(&frame).map(|frame| frame.encode()).ok(),
        };
        match case["error"].as_str() {
            None => assert_eq!(again, Some(frame), "{}", case["name"]),
            Some(_) => {
                assert_eq!(again, None, "{}", case["name"]);
            }
        }
    }
}

/// The catalogue of refusals.
pub mod refusals {
    use porchlight_protocol::{Day, Fault, Refusal, RelayFrame};

    use super::*;

    fn all() -> Vec<Refusal> {
        vec![
            Refusal::Malformed,
            Refusal::OutOfTurn,
            Refusal::TooManyOutstanding,
            Refusal::TooLarge,
            Refusal::UnknownFeed,
            Refusal::CapabilityRefused,
            Refusal::ProofRefused,
            Refusal::PosterOnly,
            Refusal::ReaderOnly,
            Refusal::EnvelopeMalformed,
            Refusal::WrongFeed,
            Refusal::WrongPlace { next: Sequence(3) },
            Refusal::Conflict { sequence: Sequence(3) },
            Refusal::WrongPrevious,
            Refusal::NotThePoster,
            Refusal::FormerPoster,
            Refusal::ControlRefused,
            Refusal::CharterRefused,
            Refusal::DropTaken,
            Refusal::UnknownInvite,
            Refusal::AlreadyClaimed { day: Day(20_577) },
            Refusal::UsedUp { day: Day(20_577) },
            Refusal::NotTheClaimant,
            Refusal::InboxFull,
            Refusal::FeedFull,
            Refusal::Busy,
            Refusal::StorageFailed,
            Refusal::CapabilityChanged,
            Refusal::UnknownVault,
        ]
    }

    fn fault(refusal: Refusal) -> &'static str {
        match refusal.fault() {
            Fault::Client => "client",
            Fault::Relay => "relay",
            Fault::Link => "link",
            Fault::Nobody => "nobody",
        }
    }

    /// Makes the cases.
    pub fn make() -> Vec<Value> {
        all().into_iter().map(case).collect()
    }

    fn case(refusal: Refusal) -> Value {
        let name = format!("{refusal:?}");
        json!({
            "name": name.split([' ', '{']).next().unwrap_or_default(),
            "code": refusal.code(),
            "fault": fault(refusal),
            "again": refusal.may_try_again(),
            "frame": hex(RelayFrame::Refused { number: 1, refusal }.encode()),
        })
    }

    /// Checks a case: the code is the variant's index on the wire.
    pub fn check(case: &Value) {
        let frame = bytes(case, "frame");
        let Ok(RelayFrame::Refused { refusal, .. }) = RelayFrame::decode(&frame) else { panic!("{}", case["name"]) };
        assert_eq!(u64::from(refusal.code()), number(case, "code"));
        assert_eq!(u64::from(frame[2]), number(case, "code"), "frame, number, then the index");
        assert_eq!(Some(fault(refusal)), case["fault"].as_str());
        assert_eq!(Some(refusal.may_try_again()), case["again"].as_bool());
    }
}
