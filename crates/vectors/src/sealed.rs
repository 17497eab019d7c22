//! Vectors of the member tower: keys, bodies, grants, links and the claim.

use porchlight_protocol::{Capability, Epoch, FeedId, Hash, PostingKey, Sequence};
use porchlight_sealing::{Chain, DeviceRoot, EpochSecret, GrantChain, LinkSecret, PostingSecret, Profile, Secret};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use serde_json::{Value, json};

use super::{agrees_on_error, array, bytes, hex, number};

fn feed() -> FeedId {
    FeedId::new([0xfe; 32])
}

fn poster() -> PostingSecret {
    PostingSecret::new(Secret::new([1; 32]))
}

fn random() -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(1)
}

fn secret(case: &Value, field: &str) -> Secret {
    Secret::new(array(case, field))
}

/// Chains, and what epoch secrets, links and roots derive.
pub mod chains {
    use super::*;

    /// Makes the cases.
    pub fn make() -> Vec<Value> {
        let mut cases = Vec::new();
        for steps in [0u64, 1, 1000] {
            let mut chain = Chain::new(Sequence(5), Secret::new([3; 32]));
            chain.advance_to(Sequence(5 + steps)).expect("forwards");
            cases.push(json!({
                "name": format!("a chain after {steps} steps"),
                "chain": hex([3; 32]), "place": 5, "at": 5 + steps,
                "chain_there": hex(chain.key().as_bytes()),
                "tag": hex(chain.tag().as_bytes()),
                "key": hex(chain.envelope_key().as_bytes()),
            }));
        }
        cases.push(json!({
            "name": "no way back", "error": "ChainPassed", "chain": hex([3; 32]), "place": 5, "at": 4,
        }));
        let (epoch, link, root) = roots();
        cases.push(json!({
            "name": "what secrets derive", "feed": hex(feed().as_bytes()), "epoch": 7, "secret": hex([4; 32]),
            "capability": hex(epoch.capability(&feed(), Epoch(7)).as_bytes()),
            "group_chain": hex(epoch.group_chain(&feed(), Epoch(7), Sequence(9)).key().as_bytes()),
            "invite_tag": hex(link.invite_tag(&feed()).as_bytes()),
            "device_root": hex(link.device_root(&feed()).secret().as_bytes()),
            "grant_tag": hex(root.grants_from(&feed(), Epoch(7)).tag(&feed()).as_bytes()),
            "grant_tag_three_epochs_on": hex(three_on(&root, &feed()).tag(&feed()).as_bytes()),
            "words": hex(root.words(&feed())),
        }));
        cases
    }

    fn three_on(root: &DeviceRoot, feed: &FeedId) -> GrantChain {
        root.grants_from(feed, Epoch(7)).at(Epoch(10)).expect("forwards")
    }

    fn roots() -> (EpochSecret, LinkSecret, DeviceRoot) {
        let secret = Secret::new([4; 32]);
        (EpochSecret::new(secret.clone()), LinkSecret::new(secret.clone()), DeviceRoot::new(secret))
    }

    /// Checks a case.
    pub fn check(case: &Value) {
        if case["chain"].is_null() {
            return check_derived(case);
        }
        let mut chain = Chain::new(Sequence(number(case, "place")), secret(case, "chain"));
        let advanced = chain.advance_to(Sequence(number(case, "at")));
        if agrees_on_error(case, advanced).is_some() {
            assert_eq!(chain.key().as_bytes(), &array(case, "chain_there"));
            assert_eq!(chain.tag().as_bytes(), &array(case, "tag"));
            assert_eq!(chain.envelope_key().as_bytes(), &array(case, "key"));
        }
    }

    fn check_derived(case: &Value) {
        let (feed, epoch) = (FeedId::new(array(case, "feed")), Epoch(7));
        let (of_epoch, link, root) = (
            EpochSecret::new(secret(case, "secret")),
            LinkSecret::new(secret(case, "secret")),
            DeviceRoot::new(secret(case, "secret")),
        );
        assert_eq!(of_epoch.capability(&feed, epoch).as_bytes(), &array(case, "capability"));
        let group = of_epoch.group_chain(&feed, epoch, Sequence(9));
        assert_eq!(group.key().as_bytes(), &array(case, "group_chain"));
        assert_eq!(link.invite_tag(&feed).as_bytes(), &array(case, "invite_tag"));
        assert_eq!(link.device_root(&feed).secret().as_bytes(), &array(case, "device_root"));
        assert_eq!(root.grants_from(&feed, epoch).tag(&feed).as_bytes(), &array(case, "grant_tag"));
        assert_eq!(three_on(&root, &feed).tag(&feed).as_bytes(), &array(case, "grant_tag_three_epochs_on"));
        assert_eq!(root.words(&feed), array(case, "words"));
    }
}

/// Epoch grants.
pub mod grants {
    use porchlight_protocol::DropBlob;
    use porchlight_sealing::{EpochGrant, FamilyGrant, Granted, farewell};

    use super::*;

    fn grant(confirmed: bool) -> EpochGrant {
        EpochGrant {
            epoch: Epoch(7),
            secret: EpochSecret::new(Secret::new([7; 32])),
            family: confirmed.then(|| FamilyGrant { key: Secret::new([5; 32]), next_ordinal: 3 }),
        }
    }

    /// Makes the cases.
    pub fn make() -> Vec<Value> {
        let sealed = |signer: &PostingSecret, confirmed| {
            let chain = GrantChain::new(Epoch(7), Secret::new([4; 32]));
            let (tag, blob) = grant(confirmed).seal(&chain, &feed(), signer, &mut random());
            json!({
                "grant_chain": hex([4; 32]), "feed": hex(feed().as_bytes()), "epoch": 7,
                "posting_key": hex(poster().public().as_bytes()),
                "tag": hex(tag.as_bytes()), "drop": hex(blob.as_bytes()),
            })
        };
        let right = |name: &str, confirmed: bool| {
            let mut case = sealed(&poster(), confirmed);
            case["name"] = name.into();
            case["epoch_secret"] = hex([7; 32]).into();
            if confirmed {
                case["family_chain"] = hex([5; 32]).into();
                case["next_ordinal"] = 3.into();
            }
            case
        };
        let mut unsigned = sealed(&PostingSecret::new(Secret::new([2; 32])), true);
        unsigned["name"] = "signed by a stranger".into();
        unsigned["error"] = "Unsigned".into();
        let mut other = sealed(&poster(), true);
        other["name"] = "of another device".into();
        other["grant_chain"] = hex([9; 32]).into();
        other["error"] = "Unopenable".into();
        let (tag, blob) = farewell(&GrantChain::new(Epoch(7), Secret::new([4; 32])), &feed(), &poster(), &mut random());
        let goodbye = json!({
            "name": "a farewell", "grant_chain": hex([4; 32]), "feed": hex(feed().as_bytes()), "epoch": 7,
            "posting_key": hex(poster().public().as_bytes()),
            "tag": hex(tag.as_bytes()), "drop": hex(blob.as_bytes()), "farewell": true,
        });
        vec![right("a confirmed device's", true), right("an unclaimed invite's", false), goodbye, unsigned, other]
    }

    /// Checks a case.
    pub fn check(case: &Value) {
        let chain = GrantChain::new(Epoch(7), secret(case, "grant_chain"));
        let key = PostingKey::new(array(case, "posting_key"));
        let feed = FeedId::new(array(case, "feed"));
        let opened = Granted::open(&chain, &feed, &DropBlob::new(array(case, "drop")), &key);
        let Some(granted) = agrees_on_error(case, opened) else { return };
        assert_eq!(chain.tag(&feed).as_bytes(), &array(case, "tag"));
        let Granted::Grant(grant) = granted else { return assert_eq!(case["farewell"], true) };
        assert_eq!(grant.secret.secret().as_bytes(), &array(case, "epoch_secret"));
        assert_eq!(grant.family.is_some(), case["family_chain"].is_string());
        if let Some(family) = grant.family {
            assert_eq!(family.key.as_bytes(), &array(case, "family_chain"));
            assert_eq!(family.next_ordinal, number(case, "next_ordinal"));
        }
    }
}

/// First grants: what an invite holds.
pub mod invites {
    use porchlight_protocol::InviteGrant;
    use porchlight_sealing::{ChainStart, FirstGrant, Generation, GrantDefect, KEM_SUITE, KemSecret};

    use super::*;

    fn grant() -> FirstGrant {
        let start = |epoch, place, key| ChainStart {
            epoch: Epoch(epoch),
            chain: Chain::new(Sequence(place), Secret::new([key; 32])),
        };
        FirstGrant {
            epoch: Epoch(3),
            posting_key: poster().public(),
            kem_suite: KEM_SUITE,
            kem_generation: Generation(2),
            kem_key: KemSecret::new(Secret::new([6; 32])).public(),
            capability: Capability::new([8; 32]),
            next_by: 1_777_960_800,
            previous: Hash::new([6; 32]),
            starts: vec![start(2, 9, 7), start(3, 14, 5)],
            profile: Profile::new("Third", 86_400),
        }
    }

    /// Makes the cases.
    pub fn make() -> Vec<Value> {
        let sealed = |name: &str, signer: &PostingSecret| {
            let link = LinkSecret::new(Secret::new([4; 32]));
            let sealed = grant().seal(&link, &feed(), signer, &mut random());
            let (tag, blob) = sealed.unwrap_or_else(|_| panic!("the case is within its bounds"));
            json!({
                "name": name, "link_secret": hex([4; 32]), "feed": hex(feed().as_bytes()),
                "posting_key": hex(poster().public().as_bytes()),
                "tag": hex(tag.as_bytes()), "grant": hex(blob.as_bytes()),
            })
        };
        let mut right = sealed("an invite", &poster());
        right["next_by"] = 1_777_960_800.into();
        right["starts"] = json!([[2, 9, hex([7; 32])], [3, 14, hex([5; 32])]]);
        right["profile"] = json!(grant().profile);
        let mut stranger = sealed("signed by a stranger", &PostingSecret::new(Secret::new([2; 32])));
        stranger["error"] = "Unsigned".into();
        let mut other = sealed("with another link", &poster());
        other["link_secret"] = hex([9; 32]).into();
        other["error"] = "Unopenable".into();
        vec![right, stranger, other]
    }

    /// Checks a case.
    pub fn check(case: &Value) {
        let link = LinkSecret::new(secret(case, "link_secret"));
        let (feed, blob) = (FeedId::new(array(case, "feed")), InviteGrant::new(array(case, "grant")));
        let key = PostingKey::new(array(case, "posting_key"));
        let opened = FirstGrant::open(&link, &feed, &blob).and_then(|grant| {
            let is_signed = FirstGrant::is_signed_by(&key, &link, &feed, &blob);
            if is_signed { Ok(grant) } else { Err(GrantDefect::Unsigned) }
        });
        let Some(grant) = agrees_on_error(case, opened) else { return };
        assert_eq!(link.invite_tag(&feed).as_bytes(), &array(case, "tag"));
        assert_eq!(grant.next_by, number(case, "next_by"));
        assert_eq!(json!(grant.profile), case["profile"]);
        let starts = grant.starts.iter();
        let starts: Vec<_> = starts
            .map(|start| json!([start.epoch.0, start.chain.place().0, hex(start.chain.key().as_bytes())]))
            .collect();
        assert_eq!(json!(starts), case["starts"]);
    }
}

/// Claims: HPKE, X-Wing, mode PSK.
pub mod claims {
    use porchlight_protocol::{ClaimAnswer, DropTag};
    use porchlight_sealing::{KemSecret, claim};

    use super::*;

    /// Makes the cases.
    pub fn make() -> Vec<Value> {
        let kem = KemSecret::new(Secret::new([6; 32]));
        let (before, tag) = (DeviceRoot::new(Secret::new([4; 32])), DropTag::new([5; 32]));
        let claimed = claim(&before, &feed(), &tag, &kem.public(), &mut random());
        let (answer, root) = claimed.unwrap_or_else(|_| panic!("our own key is one"));
        let case = |name: &str, before: [u8; 32], answer: &[u8]| {
            json!({
                "name": name, "kem_seed": hex([6; 32]), "kem_key": hex(kem.public().as_bytes()),
                "root_before": hex(before), "feed": hex(feed().as_bytes()), "tag": hex([5; 32]), "answer": hex(answer),
            })
        };
        let wrong = |name: &str, before: [u8; 32], answer: &[u8]| {
            let mut case = case(name, before, answer);
            case["error"] = "ClaimUnreadable".into();
            case
        };
        let changed = |byte: usize| {
            let mut changed = *answer.as_bytes();
            changed[byte] ^= 1;
            changed
        };
        let mut right = case("a claim", [4; 32], answer.as_bytes());
        right["root_after"] = hex(root.secret().as_bytes()).into();
        vec![
            right,
            wrong("with another link", [9; 32], answer.as_bytes()),
            wrong("another suite", [4; 32], &changed(0)),
            wrong("an altered encapsulation", [4; 32], &changed(600)),
            wrong("an altered proof", [4; 32], &changed(1130)),
            wrong("padding that is not zero", [4; 32], &changed(1150)),
        ]
    }

    /// Checks a case.
    pub fn check(case: &Value) {
        let kem = KemSecret::new(secret(case, "kem_seed"));
        assert_eq!(hex(kem.public().as_bytes()), case["kem_key"].as_str().expect("hex"));
        let before = DeviceRoot::new(secret(case, "root_before"));
        let answer = ClaimAnswer::new(array(case, "answer"));
        let taken = kem.take_in(&before, &FeedId::new(array(case, "feed")), &DropTag::new(array(case, "tag")), &answer);
        if let Some(root) = agrees_on_error(case, taken) {
            assert_eq!(root.secret().as_bytes(), &array(case, "root_after"));
        }
    }
}

/// Bodies: messages and their parts, and whole sealed envelopes.
pub mod bodies {
    use porchlight_protocol::{Day, Envelope};
    use porchlight_sealing::{Assembly, Message, Notice, Status, UnreadableBody, open, seal};

    use super::*;

    fn messages() -> Vec<(&'static str, Message)> {
        let text = Some("Подзвоніть мені. ".repeat(60));
        vec![
            (
                "a status",
                Message::Status(Status {
                    code: "calm".into(),
                    as_of: Day(20_577),
                    posted_at: 1_777_874_400,
                    next_by: 1_777_960_800,
                    vault: None,
                    supersedes: None,
                }),
            ),
            ("a notice", Message::Notice(Notice { ordinal: 2, code: "in-contact".into(), text: None, answers: None })),
            ("a long notice", Message::Notice(Notice { ordinal: 3, code: "message".into(), text, answers: None })),
            ("a profile", Message::Profile(Profile::new("Third", 86_400))),
        ]
    }

    /// Makes the cases.
    pub fn make() -> Vec<Value> {
        let mut cases: Vec<Value> = messages().iter().map(|(name, message)| right(name, message)).collect();
        let mut part = messages()[1].1.to_parts().unwrap_or_default()[0];
        let mut wrong = |name: &str, change: fn(&mut [u8; 842])| {
            let mut changed = part;
            change(&mut changed);
            cases.push(json!({ "name": name, "error": "UnreadableBody", "parts": [hex(changed)] }));
        };
        wrong("padding that is not zero", |part| part[841] = 1);
        wrong("a length beyond the part", |part| part[2..4].fill(0xff));
        wrong("a part beyond the count", |part| part[0] = 1);
        wrong("no parts at all", |part| part[1] = 0);
        wrong("an unknown message", |part| part[4] = 9);
        part[1] = 2;
        cases.push(json!({ "name": "a part twice", "error": "UnreadableBody", "parts": [hex(part), hex(part)] }));
        cases.push(sealed());
        cases
    }

    fn right(name: &str, message: &Message) -> Value {
        let parts: Vec<String> = message.to_parts().unwrap_or_default().iter().map(hex).collect();
        json!({ "name": name, "message": message, "parts": parts })
    }

    fn sealed() -> Value {
        let chain = Chain::new(Sequence(9), Secret::new([3; 32]));
        let part = messages()[0].1.to_parts().unwrap_or_default()[0];
        let envelope = seal(&poster(), &feed(), Hash::new([6; 32]), &chain, &part, &mut random());
        json!({
            "name": "sealed in an envelope", "chain": hex([3; 32]), "place": 9,
            "posting_key": hex(poster().public().as_bytes()),
            "envelope": hex(envelope.as_bytes()), "plaintext": hex(part),
        })
    }

    /// Checks a case.
    pub fn check(case: &Value) {
        if case["envelope"].is_string() {
            return check_sealed(case);
        }
        let parts = case["parts"].as_array().expect("a list");
        let part = |text: &Value| data_encoding::HEXLOWER.decode(text.as_str().expect("hex").as_bytes()).expect("hex");
        let mut assembly = Assembly::default();
        let taken: Result<Vec<_>, UnreadableBody> = parts.iter().map(|text| assembly.take(&part(text))).collect();
        let Some(messages) = agrees_on_error(case, taken) else { return };
        let (last, before) = messages.split_last().expect("a message has parts");
        assert!(before.iter().all(Option::is_none));
        let message = last.as_ref().expect("the last part completes the message");
        assert_eq!(json!(message), case["message"]);
        let again: Vec<_> = message.to_parts().expect("it fits").iter().map(|part| json!(hex(part))).collect();
        assert_eq!(parts, &again);
    }

    fn check_sealed(case: &Value) {
        let chain = Chain::new(Sequence(number(case, "place")), secret(case, "chain"));
        let envelope = Envelope::parse(&bytes(case, "envelope")).expect("an envelope");
        assert!(envelope.is_signed_by(&PostingKey::new(array(case, "posting_key"))));
        let opened = open(&chain, &envelope).expect("it opens").expect("it is addressed to the chain");
        assert_eq!(hex(&*opened), case["plaintext"].as_str().expect("hex"));
    }
}
