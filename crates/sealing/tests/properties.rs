//! What holds for every chain, message, link and grant, and for every byte that is none of them.

use porchlight_protocol::{ClaimAnswer, DropBlob, DropTag, Epoch, FeedId, InviteGrant, PLAINTEXT_BYTES, Sequence};
use porchlight_sealing::{
    Assembly, Chain, DeviceRoot, FirstGrant, GrantChain, Granted, KemSecret, Link, LinkSecret, Message, Notice,
    PostingSecret, Secret, TEXT_BYTES_MAX,
};
use proptest::prelude::*;

fn chain(key: [u8; 32]) -> Chain {
    Chain::new(Sequence(1), Secret::new(key))
}

proptest! {
    #[test]
    fn a_chain_is_a_function_of_its_place(key: [u8; 32], first in 1u64..200, further in 0u64..200) {
        let (mut at_once, mut by_stages) = (chain(key), chain(key));
        at_once.advance_to(Sequence(first + further)).unwrap();
        by_stages.advance_to(Sequence(first)).unwrap();
        by_stages.advance_to(Sequence(first + further)).unwrap();
        prop_assert_eq!(at_once.tag(), by_stages.tag());
        prop_assert!(at_once.envelope_key().as_bytes() == by_stages.envelope_key().as_bytes());
        prop_assert!(further == 0 || by_stages.advance_to(Sequence(first)).is_err());
    }

    #[test]
    fn every_text_within_bounds_comes_back_whole(text in "\\PC{0,1300}", ordinal: u64) {
        let message =
            Message::Notice(Notice { ordinal, code: "message".into(), text: Some(text.clone()), answers: None });
        match message.to_parts() {
            Err(_) => prop_assert!(text.len() > TEXT_BYTES_MAX),
            Ok(parts) => {
                let mut assembly = Assembly::default();
                let mut taken: Vec<_> = parts.iter().map(|part| assembly.take(part).unwrap()).collect();
                prop_assert_eq!(taken.pop().flatten(), Some(message));
                prop_assert!(taken.iter().all(Option::is_none) && !assembly.is_amid());
            }
        }
    }

    #[test]
    fn bodies_from_anywhere_are_read_or_refused(parts in prop::collection::vec(
        prop::collection::vec(any::<u8>(), 0..PLAINTEXT_BYTES + 2), 1..12
    )) {
        let mut assembly = Assembly::default();
        for part in parts {
            let _read_or_refused = assembly.take(&part);
        }
    }

    #[test]
    fn links_from_anywhere_are_read_or_refused(text in "\\PC{0,300}") {
        let _read_or_refused = Link::parse(&text);
        let _with_a_scheme = Link::parse(&format!("https://relay.example/#{text}"));
    }

    #[test]
    fn a_link_reads_back_wherever_white_space_falls(feed: [u8; 32], secret: [u8; 32], at in 0usize..120) {
        let link = Link {
            relay: "relay.example".into(),
            feed: FeedId::new(feed),
            secret: LinkSecret::new(Secret::new(secret)),
        };
        let mut text = link.to_text().to_string();
        text.insert_str(at.min(text.len()), " \r\n ");
        let read = Link::parse(&text).unwrap();
        prop_assert_eq!(read.feed, link.feed);
        prop_assert_eq!(read.secret.secret().as_bytes(), &secret);
    }

    #[test]
    fn one_wrong_letter_in_a_link_never_opens_another_group(secret: [u8; 32], at in 0usize..92, letter in "[A-Za-z0-9_-]") {
        let link = Link {
            relay: "relay.example".into(),
            feed: FeedId::new([1; 32]),
            secret: LinkSecret::new(Secret::new(secret)),
        };
        let text = link.to_text().to_string();
        let at = text.find('#').unwrap() + 1 + at;
        let mut changed = text.clone();
        changed.replace_range(at..=at, &letter);
        prop_assert!(changed == text || Link::parse(&changed).is_err());
    }

    #[test]
    fn drops_from_anywhere_are_no_grants(root: [u8; 32], byte: u8, key: [u8; 32]) {
        let (chain, feed) = (GrantChain::new(Epoch(2), Secret::new(root)), FeedId::new([1; 32]));
        let key = PostingSecret::new(Secret::new(key)).public();
        prop_assert!(Granted::open(&chain, &feed, &DropBlob::new([byte; 192]), &key).is_err());
        let link = LinkSecret::new(Secret::new(root));
        prop_assert!(FirstGrant::open(&link, &feed, &InviteGrant::new([byte; 8192])).is_err());
    }

    #[test]
    fn answers_from_anywhere_are_no_claims(bytes in prop::collection::vec(any::<u8>(), ClaimAnswer::BYTES)) {
        let answer = ClaimAnswer::from_slice(&bytes).unwrap();
        let root = DeviceRoot::new(Secret::new([4; 32]));
        let kem = KemSecret::new(Secret::new([6; 32]));
        prop_assert!(kem.take_in(&root, &FeedId::new([1; 32]), &DropTag::new([2; 32]), &answer).is_err());
    }
}
