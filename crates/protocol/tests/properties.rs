//! Bytes from anywhere are read or refused, and what is read is written back the same.

use porchlight_protocol::{Ask, Control, ControlState, Envelope, FeedId, RelayFrame, Request, Sequence};
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
}
