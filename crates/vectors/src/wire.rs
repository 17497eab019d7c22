//! Vectors of what both towers speak.

pub mod controls;
pub mod frames;
pub mod refusals;

use porchlight_protocol::{
    Authority, BODY_BYTES, Capability, CapabilityHash, Envelope, Epoch, EpochChange, FeedId, Handover, Hash, Header,
    Kind, Label, PostingKey, Sequence, Signature, Tag, limits::RETENTION_DAYS_DEFAULT,
};
use porchlight_sealing::{PostingSecret, Secret, control_envelope};
use serde_json::{Value, json};

use super::{agrees_on_error, array, bytes, hex, number};

pub(super) fn poster(seed: u8) -> PostingSecret {
    PostingSecret::new(Secret::new([seed; 32]))
}

pub(super) fn feed() -> FeedId {
    FeedId::founded_by(&poster(1).public())
}

pub(super) fn founding() -> Envelope {
    founding_keeping(RETENTION_DAYS_DEFAULT)
}

fn founding_keeping(retention_days: u16) -> Envelope {
    let change = EpochChange {
        epoch: Epoch(1),
        capability: Capability::new([9; 32]).hash(),
        posting_key: poster(1).public(),
        previous: (Sequence::ZERO, Hash::ZERO),
        retention_days,
    };
    control_envelope(&poster(1), Kind::Epoch, &feed(), (Sequence(1), Hash::ZERO), &change.encode())
}

pub(super) fn sealed(signer: &PostingSecret, sequence: u64, previous: Hash, fill: u8) -> Envelope {
    let header = Header {
        kind: Kind::Sealed,
        feed: feed(),
        sequence: Sequence(sequence),
        previous,
        tag: Tag::new([7; 16]),
        nonce: [8; 12],
    };
    Envelope::assemble(&header, &[fill; BODY_BYTES], |bytes| signer.sign_bare(bytes))
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
        let right = sealed(&poster(1), 2, founding().hash(), 6);
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
