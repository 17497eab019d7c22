//! Control envelopes: what the feed itself says of its posting key, epoch, capability and retention.

use porchlight_protocol::{ControlState, Refusal};

use super::*;

/// Makes the cases.
pub fn make() -> Vec<Value> {
    let first = founding();
    let turned = turn(&poster(1), 2, 6, &first);
    let keeping = |days| turn_keeping(&poster(1), 2, 6, &first, days);
    let handed_over = hand_over(&first, Consent::FormerKey);
    vec![
        right("a founding", vec![first.clone()]),
        right("an epoch", vec![first.clone(), turned.clone()]),
        right("the shortest retention", vec![first.clone(), keeping(40)]),
        right("the longest retention", vec![first.clone(), keeping(3650)]),
        right("a handover with the former key's consent", vec![first.clone(), handed_over.clone()]),
        right("a handover under a mandate", vec![first.clone(), hand_over(&first, Consent::Mandate)]),
        wrong("another key's founding", "NotThePoster", vec![turn_first(&poster(2))]),
        wrong("an epoch skipped", "ControlRefused", vec![first.clone(), turn(&poster(1), 3, 6, &first)]),
        wrong("a stranger's epoch", "NotThePoster", vec![first.clone(), turn(&poster(3), 2, 6, &first)]),
        wrong("a control left out", "ControlRefused", vec![first.clone(), turn(&poster(1), 3, 9, &turned)]),
        wrong("a retention of 39 days", "ControlRefused", vec![first.clone(), keeping(39)]),
        wrong("a retention of 3651 days", "ControlRefused", vec![first.clone(), keeping(3651)]),
        wrong("a founding that asks for no retention", "ControlRefused", vec![founding_keeping(0)]),
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
        "begins": state.begins.0,
        "capability_hash": hex(state.capability.as_bytes()),
        "retention_days": state.retention_days,
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

pub(crate) fn turn(signer: &PostingSecret, epoch: u32, place: u64, previous: &Envelope) -> Envelope {
    turn_keeping(signer, epoch, place, previous, RETENTION_DAYS_DEFAULT)
}

fn turn_keeping(signer: &PostingSecret, epoch: u32, place: u64, previous: &Envelope, retention_days: u16) -> Envelope {
    let change = EpochChange {
        epoch: Epoch(epoch),
        capability: CapabilityHash::new([4; 32]),
        posting_key: poster(1).public(),
        previous: (previous.sequence(), previous.hash()),
        retention_days,
    };
    control_envelope(signer, Kind::Epoch, &feed(), (Sequence(place), Hash::new([5; 32])), &change.encode())
}

/// Who allows a handover.
pub(crate) enum Consent {
    /// The key that hands over.
    FormerKey,
    /// A deputy, whom the former key has given a mandate.
    Mandate,
    /// Nobody who may.
    NewKeyItself,
}

/// From key 1 to key 2, at place 6.
fn hand_over(previous: &Envelope, consent: Consent) -> Envelope {
    hand_over_between((1, 2), 6, previous, consent)
}

/// From one key to another.
pub(crate) fn hand_over_between(
    (former, next): (u8, u8),
    place: u64,
    previous: &Envelope,
    consent: Consent,
) -> Envelope {
    let (feed, place) = (feed(), Sequence(place));
    let (former, next, deputy) = (poster(former), poster(next), poster(4));
    let mandate = former.sign(Label::Mandate, &[feed.as_bytes(), deputy.public().as_bytes()]);
    let mandated = Authority::Mandate { key: deputy.public(), signature: mandate };
    let (authority, consenter) = match consent {
        Consent::FormerKey => (Authority::FormerKey, &former),
        Consent::Mandate => (mandated, &deputy),
        Consent::NewKeyItself => (Authority::FormerKey, &next),
    };
    let posting_key = next.public();
    let consent = consenter.sign(Label::Handover, &[feed.as_bytes(), &place.0.to_be_bytes(), posting_key.as_bytes()]);
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
    assert_eq!(state.begins.0, number(case, "begins"));
    assert_eq!(state.capability, CapabilityHash::new(array(case, "capability_hash")));
    assert_eq!(u64::from(state.retention_days), number(case, "retention_days"));
}
