//! The catalogue of refusals.

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
