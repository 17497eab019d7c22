//! Vectors of the office and its devices: re-claims, reports, vaults and phrases.

use porchlight_protocol::{Epoch, FeedId, Sequence};
use porchlight_sealing::{GrantChain, Secret};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use serde_json::{Value, json};

use super::{agrees_on_error, array, bytes, hex, number};

fn feed() -> FeedId {
    FeedId::new([0xfe; 32])
}

fn random() -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(1)
}

fn epoch(case: &Value, field: &str) -> Epoch {
    Epoch(u32::try_from(number(case, field)).expect("an epoch"))
}

/// Re-claims, and the grant chain with one mixed in.
pub mod reclaims {
    use porchlight_sealing::{Encapsulation, Generation, KemSecret, reclaim};

    use super::*;

    fn kem() -> KemSecret {
        KemSecret::new(Secret::new([6; 32]))
    }

    fn chain() -> GrantChain {
        GrantChain::new(Epoch(7), Secret::new([4; 32]))
    }

    /// Makes the cases.
    pub fn make() -> Vec<Value> {
        let made = reclaim(&feed(), Generation(3), &kem().public(), &mut random());
        let (encapsulation, renewal) = made.unwrap_or_else(|_| panic!("our own key is one"));
        let case = |name: &str, generation: u32| {
            json!({
                "name": name, "feed": hex(feed().as_bytes()), "kem_seed": hex([6; 32]), "generation": generation,
                "encapsulation": hex(encapsulation.as_bytes()), "epoch": 7, "grant_chain": hex([4; 32]),
            })
        };
        let renewed = chain().renewed(&renewal, &feed());
        let mut right = case("a re-claim", 3);
        right["renewal"] = hex(renewal.secret().as_bytes()).into();
        right["grant_tag"] = hex(chain().tag(&feed()).as_bytes()).into();
        right["renewed_grant_tag"] = hex(renewed.tag(&feed()).as_bytes()).into();
        right["next_renewed_grant_tag"] = hex(next(&renewed).tag(&feed()).as_bytes()).into();
        let mut wrong = case("taken for another generation", 4);
        wrong["renewal"] = hex(renewal.secret().as_bytes()).into();
        wrong["error"] = "OtherRenewal".into();
        vec![right, wrong]
    }

    fn next(chain: &GrantChain) -> GrantChain {
        chain.at(chain.epoch().next()).expect("forwards")
    }

    #[derive(Debug)]
    struct OtherRenewal;

    /// Checks a case.
    pub fn check(case: &Value) {
        let (feed, kem) = (FeedId::new(array(case, "feed")), KemSecret::new(Secret::new(array(case, "kem_seed"))));
        let generation = Generation(u32::try_from(number(case, "generation")).expect("a generation"));
        let encapsulation = Encapsulation::new(array(case, "encapsulation"));
        let renewal = kem.renewal(&feed, generation, &encapsulation).expect("it is an encapsulation");
        let is_its = renewal.secret().as_bytes() == &array(case, "renewal");
        if agrees_on_error(case, is_its.then_some(()).ok_or(OtherRenewal)).is_none() {
            return;
        }
        let chain = GrantChain::new(epoch(case, "epoch"), Secret::new(array(case, "grant_chain")));
        let renewed = chain.renewed(&renewal, &feed);
        assert_eq!(chain.tag(&feed).as_bytes(), &array(case, "grant_tag"));
        assert_eq!(renewed.tag(&feed).as_bytes(), &array(case, "renewed_grant_tag"));
        assert_eq!(next(&renewed).tag(&feed).as_bytes(), &array(case, "next_renewed_grant_tag"));
    }
}

/// Reports: what devices send to the inbox.
pub mod reports {
    use porchlight_protocol::InboxBlob;
    use porchlight_sealing::{Encapsulation, Generation, Inquiry, LinkSecret, Report, ReportedRenewal, Uplink};

    use super::*;

    fn uplink(chain: [u8; 32]) -> Uplink {
        GrantChain::new(Epoch(7), Secret::new(chain)).uplink(&feed())
    }

    fn full() -> Report {
        Report {
            read: Sequence(41),
            opened: vec![Sequence(12), Sequence(38)],
            inquiries: vec![Inquiry { id: 0x0123_4567_89ab_cdef, code: "any-news".into() }],
            prefers: Some("Call +380 44 000 0000, visit only after that".into()),
            invites: vec![LinkSecret::new(Secret::new([8; 32]))],
            renewal: Some(ReportedRenewal { generation: Generation(3), encapsulation: Encapsulation::new([9; 1120]) }),
            leaves: false,
        }
    }

    fn told(report: &Report) -> Value {
        json!({
            "read": report.read.0,
            "opened": report.opened.iter().map(|place| place.0).collect::<Vec<_>>(),
            "inquiries": report.inquiries.iter().map(|inquiry| json!([hex(inquiry.id.to_be_bytes()), inquiry.code])).collect::<Vec<_>>(),
            "prefers": report.prefers,
            "invites": report.invites.iter().map(|link| hex(link.secret().as_bytes())).collect::<Vec<_>>(),
            "renewal": report.renewal.as_ref().map(|renewal| json!([renewal.generation.0, hex(renewal.encapsulation.as_bytes())])),
            "leaves": report.leaves,
        })
    }

    /// Makes the cases.
    pub fn make() -> Vec<Value> {
        let case = |name: &str, number: u16, report: &Report| {
            let sealed = uplink([4; 32]).seal(number, &feed(), report, &mut random());
            let message = sealed.unwrap_or_else(|_| panic!("{name} is within its bounds"));
            json!({
                "name": name, "feed": hex(feed().as_bytes()), "epoch": 7, "grant_chain": hex([4; 32]), "number": number,
                "message": hex(message.as_bytes()),
            })
        };
        let with_report = |mut case: Value, report: &Report| {
            case["report"] = told(report);
            case
        };
        let checks_in = Report { read: Sequence(41), ..Report::default() };
        let leaves = Report { leaves: true, ..checks_in.clone() };
        let mut other_number = case("the report of another number", 9, &checks_in);
        (other_number["number"], other_number["error"]) = (10.into(), "ReportUnreadable".into());
        let mut other_device = case("of another device", 9, &checks_in);
        (other_device["grant_chain"], other_device["error"]) = (hex([5; 32]).into(), "ReportUnreadable".into());
        let mut altered = case("altered", 9, &checks_in);
        let mut message = bytes(&altered, "message");
        message[1000] ^= 1;
        (altered["message"], altered["error"]) = (hex(message).into(), "ReportUnreadable".into());
        vec![
            with_report(case("a check-in", 0, &checks_in), &checks_in),
            with_report(case("all that can be said", 255, &full()), &full()),
            with_report(case("a goodbye", 3, &leaves), &leaves),
            other_number,
            other_device,
            altered,
        ]
    }

    /// Checks a case.
    pub fn check(case: &Value) {
        let uplink = GrantChain::new(epoch(case, "epoch"), Secret::new(array(case, "grant_chain")))
            .uplink(&FeedId::new(array(case, "feed")));
        let number = u16::try_from(number(case, "number")).expect("a number");
        let message = InboxBlob::new(array(case, "message"));
        let opened = uplink.open(number, &FeedId::new(array(case, "feed")), &message);
        let Some(report) = agrees_on_error(case, opened) else { return };
        assert_eq!(told(&report), case["report"]);
        assert_eq!(hex(uplink.tag(number).as_bytes()), hex(&message.as_bytes()[..16]));
    }
}

/// Vaults, the openers of phrases and mandates, and the phrase's check.
pub mod vaults {
    use porchlight_protocol::{Signature, VaultPiece};
    use porchlight_sealing::{
        MandateSecret, PostingSecret, RecoveryPhrase, Right, VaultDefect, VaultOpener, seal_vault, vault_hash,
    };

    use super::*;

    const STATE: &[u8] = b"what the office needs to begin again";
    const VERSION: u64 = 5;

    fn phrase() -> RecoveryPhrase {
        RecoveryPhrase::draw(&mut random())
    }

    fn mandate() -> MandateSecret {
        MandateSecret::new(Secret::new([3; 32]))
    }

    /// Makes the cases.
    pub fn make() -> Vec<Value> {
        let posting = PostingSecret::new(Secret::new([1; 32]));
        let recipients = [
            (phrase().opener().recipient(), Right::Office { posting, former: None }),
            (mandate().opener(&feed()).recipient(), Right::Mandate(Signature::new([7; 64]))),
        ];
        let sealed = seal_vault(STATE, &feed(), VERSION, &recipients, &mut random());
        let vault = sealed.unwrap_or_else(|_| panic!("the state is small"));
        let pieces: Vec<u8> = vault.pieces.iter().flat_map(|piece| piece.as_bytes().iter().copied()).collect();
        let case = |name: &str, means: (&str, String)| {
            let mut case = json!({
                "name": name, "feed": hex(feed().as_bytes()), "version": VERSION, "hash": hex(vault.hash.as_bytes()),
                "vault": hex(&pieces),
            });
            case[means.0] = means.1.into();
            case
        };
        let mut by_phrase = case("opened with the phrase", ("phrase", hex(phrase().as_bytes())));
        by_phrase["tag"] = hex(phrase().opener().tag().as_bytes()).into();
        by_phrase["state"] = hex(STATE).into();
        by_phrase["posting_seed"] = hex([1; 32]).into();
        let mut by_mandate = case("opened with a mandate", ("mandate", hex([3; 32])));
        by_mandate["tag"] = hex(mandate().opener(&feed()).tag().as_bytes()).into();
        by_mandate["state"] = hex(STATE).into();
        by_mandate["mandate_key"] = hex(mandate().mandate_key(&feed()).public().as_bytes()).into();
        by_mandate["mandate_signature"] = hex([7; 64]).into();
        let mut other_version = case("as another version", ("mandate", hex([3; 32])));
        (other_version["version"], other_version["error"]) = (6.into(), "Unopenable".into());
        let mut wrong_word = *phrase().as_bytes();
        wrong_word[11] ^= 1;
        let wrong_phrase = json!({
            "name": "a phrase with a wrong word", "phrase": hex(wrong_word), "error": "PhraseWrong",
        });
        vec![by_phrase, by_mandate, other_version, wrong_phrase]
    }

    #[derive(Debug)]
    struct PhraseWrong;

    /// Checks a case.
    pub fn check(case: &Value) {
        let feed = |case: &Value| FeedId::new(array(case, "feed"));
        let opener: VaultOpener = match case["phrase"].is_string() {
            true => {
                let read = RecoveryPhrase::from_bytes(array(case, "phrase")).ok_or(PhraseWrong);
                let Some(phrase) = agrees_on_error(case, read) else { return };
                phrase.opener()
            }
            false => MandateSecret::new(Secret::new(array(case, "mandate"))).opener(&feed(case)),
        };
        let pieces: Vec<_> =
            bytes(case, "vault").chunks(VaultPiece::BYTES).filter_map(VaultPiece::from_slice).collect();
        let opened: Result<_, VaultDefect> = opener.open(&feed(case), number(case, "version"), &pieces);
        let Some((state, right)) = agrees_on_error(case, opened) else { return };
        assert_eq!(hex(vault_hash(&pieces).as_bytes()), case["hash"].as_str().expect("hex"));
        assert_eq!(opener.tag().as_bytes(), &array(case, "tag"));
        assert_eq!(state.as_slice(), bytes(case, "state"));
        match case["posting_seed"].is_string() {
            true => {
                let expected = PostingSecret::new(Secret::new(array(case, "posting_seed")));
                assert_eq!(right.office().0.public(), expected.public());
            }
            false => {
                assert_eq!(right.mandate(), Signature::new(array(case, "mandate_signature")));
                let key = MandateSecret::new(Secret::new(array(case, "mandate"))).mandate_key(&feed(case));
                assert_eq!(key.public().as_bytes(), &array(case, "mandate_key"));
            }
        }
    }
}
