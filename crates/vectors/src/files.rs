//! Vectors of what lies in files: carried envelopes, evidence of a fork, and the phrase of the day.

use porchlight_protocol::{Carried, Envelope, FeedId, ForkDefect, ForkProof, Hash, Sequence};
use serde_json::{Value, json};

use super::wire::{
    controls::{Consent, hand_over_between, turn},
    feed, founding, poster, sealed,
};
use super::{agrees_on_error, array, bytes, hex, number};

/// Makes the cases.
pub fn make() -> Vec<Value> {
    [right_carried(), wrong_carried(), right_forks(), wrong_forks(), phrases()].concat()
}

/// The feed's first places, as they follow one another.
fn honest(count: u64) -> Vec<Envelope> {
    let mut envelopes = vec![founding()];
    for place in 2..=count {
        let previous = envelopes[envelopes.len() - 1].hash();
        envelopes.push(sealed(&poster(1), place, previous, 6));
    }
    envelopes
}

fn carry(envelopes: &[Envelope]) -> Vec<u8> {
    let all = envelopes.iter().flat_map(Envelope::as_bytes).copied();
    b"porchlight/1 carry\n".iter().copied().chain(all).collect()
}

/// An envelope whose header names another feed.
fn astray(envelope: &Envelope) -> Envelope {
    let mut bytes = *envelope.as_bytes();
    bytes[2..34].fill(0x55);
    Envelope::parse(&bytes).expect("still laid out as one")
}

fn right_carried() -> Vec<Value> {
    let case = |name: &str, envelopes: &[Envelope]| {
        json!({
            "name": name,
            "of": "carried",
            "file": hex(carry(envelopes)),
            "feed": hex(feed().as_bytes()),
            "from": envelopes[0].sequence().0,
            "through": envelopes[envelopes.len() - 1].sequence().0,
        })
    };
    let all = honest(4);
    vec![case("carried: from the first place on", &all[..3]), case("carried: a single one", &all[3..])]
}

fn wrong_carried() -> Vec<Value> {
    let all = honest(3);
    let right = carry(&all);
    let with = |change: fn(&mut Vec<u8>)| {
        let mut changed = right.clone();
        change(&mut changed);
        changed
    };
    let cases = [
        ("carried: another beginning", "NotACarryFile", with(|file| file[18] = b'\r')),
        ("carried: nothing at all", "NotACarryFile", vec![]),
        ("carried: no envelope", "Count", carry(&[])),
        ("carried: cut short", "CutShort", with(|file| file.truncate(file.len() - 1))),
        ("carried: a byte left over", "CutShort", with(|file| file.push(0))),
        ("carried: what is no envelope", "NotAnEnvelope", with(|file| file[19 + 1024] = 2)),
        ("carried: another feed's", "OtherFeed", carry(&[all[0].clone(), astray(&all[1])])),
        ("carried: a gap", "OutOfOrder", carry(&[all[0].clone(), all[2].clone()])),
        ("carried: one twice", "OutOfOrder", carry(&[all[1].clone(), all[1].clone()])),
        ("carried: the wrong way round", "OutOfOrder", carry(&[all[1].clone(), all[0].clone()])),
    ];
    let case = |(name, error, file): (&str, &str, Vec<u8>)| json!({ "name": name, "of": "carried", "error": error, "file": hex(file) });
    cases.into_iter().map(case).collect()
}

fn fork(handovers: &[Envelope], envelopes: [&Envelope; 2]) -> Vec<u8> {
    let mut file = b"porchlight/1 fork\n".to_vec();
    file.extend_from_slice(poster(1).public().as_bytes());
    file.push(u8::try_from(handovers.len()).expect("few handovers"));
    handovers.iter().chain(envelopes).for_each(|envelope| file.extend_from_slice(envelope.as_bytes()));
    file
}

/// Two envelopes of one key at one place.
fn twins(seed: u8) -> [Envelope; 2] {
    [7, 8].map(|fill| sealed(&poster(seed), 9, Hash::new([1; 32]), fill))
}

/// The handover from key 1 to key 2.
fn first_handover(consent: Consent) -> Envelope {
    hand_over_between((1, 2), 6, &founding(), consent)
}

/// The handover from key 2 to key 3.
fn second_handover() -> Envelope {
    hand_over_between((2, 3), 7, &first_handover(Consent::FormerKey), Consent::FormerKey)
}

fn right_forks() -> Vec<Value> {
    let case = |name: &str, place: u64, file: Vec<u8>| json!({ "name": name, "of": "fork", "file": hex(file), "feed": hex(feed().as_bytes()), "place": place });
    let [one, other] = twins(1);
    let next = sealed(&poster(1), 10, other.hash(), 6);
    let turns = [2, 3].map(|epoch| turn(&poster(1), epoch, 6, &founding()));
    let by_next = twins(2);
    let by_third = twins(3);
    let handover = first_handover(Consent::FormerKey);
    let mandated = first_handover(Consent::Mandate);
    vec![
        case("fork: two envelopes at one place", 9, fork(&[], [&one, &other])),
        case("fork: the next place names another", 9, fork(&[], [&one, &next])),
        case("fork: two turns of the epoch", 6, fork(&[], [&turns[0], &turns[1]])),
        case("fork: by the next key", 9, fork(std::slice::from_ref(&handover), [&by_next[0], &by_next[1]])),
        case("fork: by a key under a mandate", 9, fork(&[mandated], [&by_next[0], &by_next[1]])),
        case("fork: by a key that has handed over", 9, fork(std::slice::from_ref(&handover), [&one, &other])),
        case("fork: after two handovers", 9, fork(&[handover, second_handover()], [&by_third[0], &by_third[1]])),
    ]
}

fn wrong_forks() -> Vec<Value> {
    let [one, other] = twins(1);
    let by_next = twins(2);
    let by_third = twins(3);
    let next = sealed(&poster(1), 10, one.hash(), 6);
    let far = sealed(&poster(1), 11, other.hash(), 6);
    let right = fork(&[], [&one, &other]);
    let with = |change: fn(&mut Vec<u8>)| {
        let mut changed = right.clone();
        change(&mut changed);
        changed
    };
    let handover = first_handover(Consent::FormerKey);
    let mut unsigned = *handover.as_bytes();
    unsigned[1000] ^= 1;
    let unsigned = Envelope::parse(&unsigned).expect("still laid out as one");
    let by_nobody = first_handover(Consent::NewKeyItself);
    let cases = [
        ("fork: another beginning", "NotAForkFile", with(|file| file[0] = b'P')),
        ("fork: carried envelopes", "NotAForkFile", carry(&[one.clone(), next.clone()])),
        ("fork: cut short", "Length", with(|file| file.truncate(file.len() - 1))),
        ("fork: a byte left over", "Length", with(|file| file.push(0))),
        ("fork: nothing behind the key", "Length", with(|file| file.truncate(18 + 32))),
        ("fork: a handover fewer than it says", "Length", with(|file| file[18 + 32] = 1)),
        ("fork: 65 handovers", "TooManyHandovers", with(|file| file[18 + 32] = 65)),
        ("fork: what is no envelope", "NotAnEnvelope", with(|file| file[18 + 33 + 1024] = 2)),
        ("fork: another founding key", "OtherFeed", with(|file| file[18] ^= 1)),
        ("fork: another feed's envelope", "OtherFeed", fork(&[], [&one, &astray(&other)])),
        ("fork: an epoch for a handover", "NotAHandover", fork(&[turn(&poster(1), 2, 6, &founding())], [&one, &other])),
        ("fork: a handover nobody allowed", "HandoverUnauthorised", fork(&[by_nobody], [&by_next[0], &by_next[1]])),
        ("fork: a handover not signed", "HandoverUnauthorised", fork(&[unsigned], [&by_next[0], &by_next[1]])),
        ("fork: a handover left out", "HandoverUnauthorised", fork(&[second_handover()], [&by_third[0], &by_third[1]])),
        ("fork: by a stranger", "NotSigned", fork(&[], [&by_next[0], &by_next[1]])),
        ("fork: by two keys", "NotSigned", fork(&[handover], [&one, &by_next[1]])),
        ("fork: an altered envelope", "NotSigned", with(|file| file[18 + 33 + 500] ^= 1)),
        ("fork: the same twice", "NoContradiction", fork(&[], [&one, &one])),
        ("fork: one follows the other", "NoContradiction", fork(&[], [&one, &next])),
        ("fork: two places apart", "NoContradiction", fork(&[], [&one, &far])),
        ("fork: the wrong way round", "NoContradiction", fork(&[], [&far, &one])),
    ];
    let case = |(name, error, file): (&str, &str, Vec<u8>)| json!({ "name": name, "of": "fork", "error": error, "file": hex(file) });
    cases.into_iter().map(case).collect()
}

fn phrases() -> Vec<Value> {
    let case = |name: &str, hash: Hash| json!({ "name": name, "of": "phrase", "hash": hex(hash.as_bytes()), "phrase": hex(hash.phrase()) });
    vec![case("phrase: after the first place", founding().hash()), case("phrase: after the third", honest(3)[2].hash())]
}

/// Checks a case.
pub fn check(case: &Value) {
    match case["of"].as_str() {
        Some("carried") => check_carried(case),
        Some("fork") => check_fork(case),
        Some("phrase") => {
            assert_eq!(hex(Hash::new(array(case, "hash")).phrase()), case["phrase"].as_str().expect("hex"));
        }
        _ => panic!("{}: of no kind", case["name"]),
    }
}

fn check_carried(case: &Value) {
    let file = bytes(case, "file");
    let Some(carried) = agrees_on_error(case, Carried::decode(&file)) else { return };
    assert_eq!(carried.encode(), file);
    assert_eq!(carried.feed(), FeedId::new(array(case, "feed")));
    let places: Vec<_> = carried.envelopes().iter().map(|envelope| envelope.sequence().0).collect();
    assert_eq!(places, (number(case, "from")..=number(case, "through")).collect::<Vec<_>>());
}

fn check_fork(case: &Value) {
    let file = bytes(case, "file");
    let Some((proof, place)) = agrees_on_error(case, proved(&file)) else { return };
    assert_eq!(proof.encode(), Ok(file));
    assert_eq!(proof.feed(), FeedId::new(array(case, "feed")));
    assert_eq!(place.0, number(case, "place"));
}

fn proved(file: &[u8]) -> Result<(ForkProof, Sequence), ForkDefect> {
    let proof = ForkProof::decode(file)?;
    let place = proof.verify()?;
    Ok((proof, place))
}
