//! Vaults: in pieces, in any order, replaced as a whole, found by any of their tags.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a scenario stops where it breaks")]

mod world;

use std::collections::BTreeMap;

use porchlight_protocol::{Ask, DropTag, FeedId, Refusal, Reply, limits::VAULT_PIECES_MAX};
use porchlight_relay_core::SessionId;
use world::{Dice, Poster, World, piece, tag, vault_piece, vault_tags};

const PIECES: u16 = 4;

fn founded() -> (World, SessionId) {
    let mut world = World::founded();
    let poster = world.posting();
    (world, poster)
}

fn put_all(world: &mut World, poster: SessionId, version: u64, first_tag: u8, fill: u8) {
    for index in 0..PIECES {
        assert_eq!(world.asks(poster, vault_piece(version, first_tag, index, fill)), Ok(Reply::Done));
    }
}

fn fetch(world: &mut World, at: u8, index: u16) -> Result<(u64, u8), Refusal> {
    let session = world.hello();
    let answer = world.asks(session, Ask::FetchVault { tag: tag(at), index });
    world.relay.close(session);
    let Reply::Vault { feed, version, count, piece } = answer? else { panic!("no vault") };
    assert_eq!((feed, count), (world.poster.feed, PIECES));
    Ok((version, piece.as_bytes()[0]))
}

fn held(world: &World) -> usize {
    world.relay.store().shelf(&world.poster.feed).unwrap().vault_pieces.len()
}

#[test]
fn its_pieces_come_in_any_order_and_nobody_gets_one_before_the_last_is_there() {
    let (mut world, poster) = founded();
    for index in [2, 0, 3] {
        assert_eq!(world.asks(poster, vault_piece(1, 0x10, index, index as u8)), Ok(Reply::Done));
        assert_eq!(fetch(&mut world, 0x10, index), Err(Refusal::UnknownVault));
    }

    assert_eq!(world.asks(poster, vault_piece(1, 0x10, 1, 1)), Ok(Reply::Done));

    for index in 0..PIECES {
        for at in 0x10..0x18 {
            assert_eq!(fetch(&mut world, at, index), Ok((1, index as u8)), "by each of its eight tags");
        }
    }
    assert_eq!(fetch(&mut world, 0x18, 0), Err(Refusal::UnknownVault));
    assert_eq!(fetch(&mut world, 0x10, PIECES), Err(Refusal::TooLarge));
}

#[test]
fn whoever_knows_a_tag_gets_it_whatever_feed_the_session_is_about() {
    let (mut world, poster) = founded();
    put_all(&mut world, poster, 7, 0x10, 3);
    for feed in [FeedId::new([0; 32]), FeedId::new([0x55; 32])] {
        let session = world.hello_about(feed);

        let answer = world.asks(session, Ask::FetchVault { tag: tag(0x13), index: 2 });

        let told = Reply::Vault { feed: world.poster.feed, version: 7, count: PIECES, piece: piece(3) };
        assert_eq!(answer, Ok(told), "the phrase tells no feed, so it is not asked for");
    }
}

#[test]
fn the_same_bytes_again_succeed_and_change_nothing_pending_or_complete() {
    let (mut world, poster) = founded();
    put_all(&mut world, poster, 1, 0x10, 1);
    world.asks(poster, vault_piece(2, 0x10, 3, 2)).unwrap();
    let before = world.relay.store().clone();

    assert_eq!(world.asks(poster, vault_piece(1, 0x10, 0, 1)), Ok(Reply::Done));
    assert_eq!(world.asks(poster, vault_piece(2, 0x10, 3, 2)), Ok(Reply::Done));

    assert_eq!(*world.relay.store(), before);
}

#[test]
fn other_bytes_other_tags_and_another_count_are_refused_pending_or_complete() {
    let (mut world, poster) = founded();
    put_all(&mut world, poster, 1, 0x10, 1);
    world.asks(poster, vault_piece(2, 0x10, 3, 2)).unwrap();
    let before = world.relay.store().clone();
    let with =
        |version, fill, tags: Vec<DropTag>, count| Ask::PutVault { version, tags, count, index: 3, piece: piece(fill) };
    for (version, fill) in [(1, 1), (2, 2)] {
        let mut swapped = vault_tags(0x10);
        swapped.swap(0, 1);
        let wrong = [
            with(version, 9, vault_tags(0x10), 4),
            with(version, fill, vault_tags(0x11), 4),
            with(version, fill, swapped, 4),
            with(version, fill, vault_tags(0x10), 8),
        ];
        for ask in wrong {
            assert_eq!(world.asks(poster, ask), Err(Refusal::DropTaken), "version {version}");
        }
    }
    assert_eq!(*world.relay.store(), before);
}

#[test]
fn a_version_takes_the_place_of_the_one_before_with_its_last_piece() {
    let (mut world, poster) = founded();
    put_all(&mut world, poster, 1, 0x10, 1);
    for index in 0..PIECES - 1 {
        world.asks(poster, vault_piece(5, 0x14, index, 5)).unwrap();
        assert_eq!(fetch(&mut world, 0x14, index), Ok((1, 1)), "a tag of both versions leads to the complete one");
        assert_eq!(fetch(&mut world, 0x18, index), Err(Refusal::UnknownVault), "one of the pending one to nothing");
    }

    world.asks(poster, vault_piece(5, 0x14, PIECES - 1, 5)).unwrap();

    assert_eq!(fetch(&mut world, 0x10, 0), Err(Refusal::UnknownVault), "a tag that only the former one had");
    assert_eq!(fetch(&mut world, 0x14, 0), Ok((5, 5)));
    assert_eq!(fetch(&mut world, 0x1b, 3), Ok((5, 5)));
    assert_eq!(held(&world), usize::from(PIECES), "nothing of the former version is left");
}

#[test]
fn another_version_displaces_one_that_is_pending_and_those_below_the_complete_one_are_refused() {
    let (mut world, poster) = founded();
    put_all(&mut world, poster, 5, 0x10, 5);
    for index in 0..3 {
        world.asks(poster, vault_piece(6, 0x20, index, 6)).unwrap();
    }

    world.asks(poster, vault_piece(8, 0x30, 0, 8)).unwrap();

    assert_eq!(held(&world), 5, "four of the complete version, one of the pending one");
    for version in [0, 4] {
        assert_eq!(world.asks(poster, vault_piece(version, 0x10, 3, 6)), Err(Refusal::DropTaken), "version {version}");
    }
    assert_eq!(fetch(&mut world, 0x10, 0), Ok((5, 5)), "what can be fetched stays until the new one is complete");
    world.asks(poster, vault_piece(7, 0x40, 0, 7)).unwrap();
    assert_eq!(held(&world), 5, "a machine that is gone leaves a version behind that no other may wait for");
    let mut other = Poster::new(3);
    let session = world.found_another(&mut other);
    let free_again = world.asks(session, vault_piece(1, 0x20, 0, 1));
    assert_eq!(free_again, Ok(Reply::Done), "the tags of the displaced version");
}

#[test]
fn a_tag_that_another_feeds_vault_holds_is_taken() {
    let (mut world, poster) = founded();
    put_all(&mut world, poster, 1, 0x10, 1);
    world.asks(poster, vault_piece(2, 0x20, 0, 2)).unwrap();
    let mut other = Poster::new(3);
    let session = world.found_another(&mut other);
    let before = world.relay.store().clone();

    for shared in [0x09, 0x17, 0x19, 0x27] {
        let refused = world.asks(session, vault_piece(1, shared, 0, 9));
        assert_eq!(refused, Err(Refusal::DropTaken), "tags from {shared:#x}");
    }

    assert_eq!(*world.relay.store(), before);
    assert_eq!(world.asks(session, vault_piece(1, 0x28, 0, 9)), Ok(Reply::Done));
}

#[test]
fn a_vault_of_another_shape_is_refused() {
    let (mut world, poster) = founded();
    let before = world.relay.store().clone();
    let with = |tags: Vec<DropTag>, count, index| Ask::PutVault { version: 1, tags, count, index, piece: piece(1) };
    let twins = vec![tag(1); 8];
    let wrong = [
        with(vault_tags(0x10)[..7].to_vec(), 4, 0),
        with([vault_tags(0x10), vec![tag(1)]].concat(), 4, 0),
        with(vec![], 4, 0),
        with(twins, 4, 0),
        with(vault_tags(0x10), 0, 0),
        with(vault_tags(0x10), 2, 0),
        with(vault_tags(0x10), 6, 0),
        with(vault_tags(0x10), 2048, 0),
        with(vault_tags(0x10), u16::MAX, 0),
        with(vault_tags(0x10), 4, 4),
        with(vault_tags(0x10), 4, u16::MAX),
    ];
    for ask in wrong {
        assert_eq!(world.asks(poster, ask), Err(Refusal::TooLarge));
    }
    assert_eq!(*world.relay.store(), before);
}

#[test]
fn the_largest_vault_fits_and_a_smaller_one_replaces_it() {
    let (mut world, poster) = founded();
    let count = VAULT_PIECES_MAX as u16;
    for index in (0..count).rev() {
        let largest = Ask::PutVault { version: 1, tags: vault_tags(0x10), count, index, piece: piece(index as u8) };
        assert_eq!(world.asks(poster, largest), Ok(Reply::Done));
    }
    let session = world.hello();
    let fetched = world.asks(session, Ask::FetchVault { tag: tag(0x10), index: count - 1 });
    let last = Reply::Vault { feed: world.poster.feed, version: 1, count, piece: piece((count - 1) as u8) };
    assert_eq!(fetched, Ok(last));

    put_all(&mut world, poster, 2, 0x10, 2);

    assert_eq!(held(&world), usize::from(PIECES));
    assert_eq!(fetch(&mut world, 0x10, 0), Ok((2, 2)));
}

#[test]
fn a_piece_that_the_store_has_lost_is_a_failure_and_not_an_unknown_vault() {
    let (mut world, poster) = founded();
    put_all(&mut world, poster, 1, 0x10, 1);
    let feed = world.poster.feed;
    world.relay.store_mut().shelf_mut(&feed).unwrap().vault_pieces.remove(&(1, 2));

    assert_eq!(fetch(&mut world, 0x10, 2), Err(Refusal::StorageFailed));
    assert_eq!(fetch(&mut world, 0x10, 1), Ok((1, 1)));
}

#[test]
fn the_next_poster_replaces_what_the_former_one_left() {
    let (mut world, poster) = founded();
    put_all(&mut world, poster, 1, 0x10, 1);
    world.asks(poster, vault_piece(2, 0x10, 0, 2)).unwrap();
    let (handover, successor) = world.poster.hand_over(2);
    world.append(handover).answer.unwrap();
    world.poster = successor;

    assert_eq!(world.asks(poster, vault_piece(2, 0x10, 1, 2)), Err(Refusal::PosterOnly));
    let next = world.posting();
    put_all(&mut world, next, 3, 0x10, 3);

    assert_eq!(fetch(&mut world, 0x10, 0), Ok((3, 3)));
}

/// What a relay should hold, told as simply as can be.
#[derive(Default)]
struct Oracle {
    complete: Option<(u64, u8)>,
    pending: Option<(u64, u8, BTreeMap<u16, u8>)>,
}

impl Oracle {
    fn put(&mut self, version: u64, first_tag: u8, index: u16, fill: u8, whole: impl Fn(u64, u16) -> u8) -> bool {
        if let Some((complete, tags)) = self.complete {
            if version < complete {
                return false;
            }
            if version == complete {
                return tags == first_tag && whole(version, index) == fill;
            }
        }
        let begun = self.pending.as_ref().map(|(pending, ..)| *pending);
        if begun != Some(version) {
            self.pending = Some((version, first_tag, BTreeMap::new()));
        }
        let Some((_, tags, pieces)) = &mut self.pending else { return false };
        if *tags != first_tag || pieces.get(&index).is_some_and(|held| *held != fill) {
            return false;
        }
        pieces.insert(index, fill);
        if pieces.len() == usize::from(PIECES) {
            self.complete = Some((version, first_tag));
            self.pending = None;
        }
        true
    }
}

#[test]
fn after_any_history_of_pieces_it_stands_as_an_oracle_says() {
    // One version's pieces never have two contents here but by mistake, so what is complete is what the oracle thinks.
    let content = |version: u64, index: u16| (version * 16) as u8 + index as u8;
    for seed in 0..60 {
        println!("seed {seed}");
        let mut dice = Dice(seed);
        let (mut world, poster) = founded();
        let mut oracle = Oracle::default();
        let mut version = 1;
        for step in 0..80 {
            version = (version + u64::from(dice.roll(12) == 0)).saturating_sub(u64::from(dice.roll(12) == 0)).max(1);
            let (first_tag, index) = (0x10 + 4 * (version % 8) as u8, dice.roll(4) as u16);
            let is_mistaken = dice.roll(15) == 0;
            let fill = if is_mistaken { 0xff } else { content(version, index) };
            let is_known = |oracle: &Oracle| match &oracle.pending {
                Some((pending, _, pieces)) if *pending == version => pieces.contains_key(&index),
                Some(_) | None => oracle.complete.is_some_and(|(complete, _)| complete == version),
            };
            // A mistake in a place that is still free would be a content of its own.
            let fill = if is_known(&oracle) { fill } else { content(version, index) };

            let expected = oracle.put(version, first_tag, index, fill, content);
            let answer = world.asks(poster, vault_piece(version, first_tag, index, fill));

            let told = format!("seed {seed}, step {step}: version {version}, piece {index}");
            assert_eq!(answer, if expected { Ok(Reply::Done) } else { Err(Refusal::DropTaken) }, "{told}");
            let complete = oracle.complete.map_or(0, |_| usize::from(PIECES));
            let pending = oracle.pending.as_ref().map_or(0, |(.., pieces)| pieces.len());
            assert_eq!(held(&world), complete + pending, "{told}");
            if let Some((complete, first_tag)) = oracle.complete {
                assert_eq!(fetch(&mut world, first_tag, index), Ok((complete, content(complete, index))), "{told}");
            }
        }
    }
}
