//! Bytes from anywhere are read or refused, and what is read is written back the same.

use porchlight_protocol::{
    Ask, BODY_BYTES, Carried, CarryDefect, Control, ControlState, Envelope, FeedId, ForkDefect, ForkProof, Hash,
    Header, Kind, PostingKey, RelayFrame, Request, Sequence, Signature, Tag, limits::CARRIED_ENVELOPES_MAX,
};
use proptest::prelude::*;

proptest! {
    #[test]
    fn frames_from_anywhere_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let _read_or_refused = Request::decode(&bytes);
        let _read_or_refused = RelayFrame::decode(&bytes);
    }

    #[test]
    fn a_frame_with_an_asks_index_is_read_or_refused(index in 0u8..22, rest in prop::collection::vec(any::<u8>(), 0..600)) {
        let _read_or_refused = Request::decode(&[vec![1, index], rest].concat());
    }

    #[test]
    fn a_cut_frame_is_refused(number: u32, after: u64, cut in 1usize..8) {
        let frame = Request { number, ask: Ask::Subscribe { after: Sequence(after) } }.encode();
        let cut = cut.min(frame.len());
        prop_assert!(Request::decode(&frame[..frame.len() - cut]).is_err());
        prop_assert!(Request::decode(&[frame, vec![0; cut]].concat()).is_err());
    }

    #[test]
    fn envelopes_from_anywhere_are_signed_by_nobody(mut bytes in prop::collection::vec(any::<u8>(), 1024), kind in 1u8..4) {
        (bytes[0], bytes[1]) = (1, kind);
        if kind > 1 {
            bytes[74..102].fill(0);
        }
        let envelope = Envelope::parse(&bytes).unwrap();
        prop_assert_eq!(envelope.as_bytes().as_slice(), bytes.as_slice());
        let _read_or_not = Control::of(&envelope);
        prop_assert!(ControlState::founded(&envelope.feed(), &envelope).is_err());
        prop_assert!(ControlState::founded(&FeedId::new([0; 32]), &envelope).is_err());
    }

    #[test]
    fn files_from_anywhere_are_read_or_refused(is_fork: bool, rest in prop::collection::vec(any::<u8>(), 0..5_000)) {
        let beginning: &[u8] = if is_fork { b"porchlight/1 fork\n" } else { b"porchlight/1 carry\n" };
        let file = [beginning, &rest].concat();
        if let Ok(carried) = Carried::decode(&file) {
            prop_assert_eq!(carried.encode(), file.clone());
        }
        if let Ok(proof) = ForkProof::decode(&file) {
            prop_assert_eq!(proof.encode(), Ok(file));
            prop_assert!(proof.verify().is_err());
        }
    }

    #[test]
    fn a_file_of_envelopes_comes_back_as_it_was(first in 1u64..1_000_000, count in 1usize..=CARRIED_ENVELOPES_MAX) {
        let envelopes = (first..).take(count).map(envelope_at).collect();
        let carried = Carried::new(envelopes).unwrap();
        prop_assert_eq!(Carried::decode(&carried.encode()), Ok(carried));
    }
}

/// An envelope that nobody has signed.
fn envelope_at(place: u64) -> Envelope {
    let header = Header {
        kind: Kind::Sealed,
        feed: FeedId::new([1; 32]),
        sequence: Sequence(place),
        previous: Hash::ZERO,
        tag: Tag::new([2; 16]),
        nonce: [3; 12],
    };
    Envelope::assemble(&header, &[4; BODY_BYTES], |_| Signature::new([5; 64]))
}

#[test]
fn a_file_carries_a_bounded_number_of_envelopes() {
    let one_too_many: Vec<_> = (1..).take(CARRIED_ENVELOPES_MAX + 1).map(envelope_at).collect();
    let mut file = b"porchlight/1 carry\n".to_vec();
    one_too_many.iter().for_each(|envelope| file.extend_from_slice(envelope.as_bytes()));

    assert_eq!(Carried::decode(&file), Err(CarryDefect::Count));
    assert_eq!(Carried::new(one_too_many), Err(CarryDefect::Count));
    assert_eq!(Carried::new(Vec::new()), Err(CarryDefect::Count));
}

#[test]
fn the_last_place_of_all_is_followed_by_nothing() {
    let last = envelope_at(u64::MAX);
    assert_eq!(Carried::new(vec![last.clone(), last.clone()]), Err(CarryDefect::OutOfOrder { place: last.sequence() }));
}

#[test]
fn evidence_tells_of_no_more_handovers_than_a_feed_may_have() {
    let proof = ForkProof {
        founding_key: PostingKey::new([7; 32]),
        handovers: vec![envelope_at(1); 65],
        envelopes: [envelope_at(2), envelope_at(2)],
    };

    assert_eq!(proof.encode(), Err(ForkDefect::TooManyHandovers));
    assert_eq!(proof.verify(), Err(ForkDefect::TooManyHandovers));
}
