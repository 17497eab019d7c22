//! Appends: each wrong one is refused with its own refusal, and nothing changes.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a scenario stops where it breaks")]

mod world;

use porchlight_protocol::{
    Ask, Authority, BODY_BYTES, Envelope, Epoch, EpochChange, Handover, Hash, Header, Kind, Label, Refusal, Reply,
    Sequence, limits::RETENTION_DAYS_DEFAULT,
};
use porchlight_relay_core::{MemoryStore, Relay, Retention};
use world::{Poster, Signer, World, capability, charter};

fn signed_by(signer: &Signer, header: &Header, body: &[u8; BODY_BYTES]) -> Envelope {
    Envelope::assemble(header, body, |bytes| signer.sign(bytes))
}

fn refused(world: &mut World, envelope: Envelope) -> Refusal {
    let before = world.relay.store().clone();
    let outcome = world.append(envelope);
    assert_eq!(*world.relay.store(), before, "a refusal has changed nothing");
    assert!(outcome.pushed.is_empty());
    outcome.answer.unwrap_err()
}

/// A feed of four places whose office changed hands at the third.
fn world_with_a_past() -> (World, Signer) {
    let mut world = World::founded();
    world.post(1);
    let (handover, successor) = world.poster.hand_over(2);
    world.append(handover).answer.unwrap();
    world.poster = successor;
    world.post(1);
    (world, Signer::new(1))
}

#[test]
fn the_next_envelope_of_the_poster_is_accepted_and_the_same_again_too() {
    let (mut world, _) = world_with_a_past();
    let envelope = world.poster.seal(7);

    assert_eq!(world.append(envelope.clone()).answer, Ok(Reply::Appended { sequence: Sequence(5) }));
    let once = world.relay.store().clone();
    assert_eq!(world.append(envelope).answer, Ok(Reply::Appended { sequence: Sequence(5) }));
    assert_eq!(*world.relay.store(), once, "accepted once, answered twice");
}

#[test]
fn a_place_that_is_held_conflicts_with_other_bytes() {
    let (mut world, _) = world_with_a_past();
    let twin = world.poster.draft(1);
    world.poster.seal(2);
    let first = world.poster.written.last().cloned().unwrap();
    world.append(first).answer.unwrap();

    assert_eq!(refused(&mut world, twin), Refusal::Conflict { sequence: Sequence(5) });
}

#[test]
fn another_feeds_envelope_is_refused() {
    let (mut world, _) = world_with_a_past();
    let mut other = Poster::new(9);

    assert_eq!(refused(&mut world, other.turn()), Refusal::WrongFeed);
}

#[test]
fn a_place_beyond_the_next_is_refused() {
    let (mut world, _) = world_with_a_past();
    world.poster.seal(1);

    let ahead = world.poster.seal(2);

    assert_eq!(refused(&mut world, ahead), Refusal::WrongPlace { next: Sequence(5) });
}

#[test]
fn a_wrong_previous_hash_is_refused() {
    let (mut world, _) = world_with_a_past();
    let header = Header { previous: Hash::new([3; 32]), ..world.poster.header(Kind::Sealed) };

    let spliced = signed_by(&world.poster.signer, &header, &[0; BODY_BYTES]);

    assert_eq!(refused(&mut world, spliced), Refusal::WrongPrevious);
}

#[test]
fn a_members_or_strangers_signature_is_refused() {
    let (mut world, _) = world_with_a_past();

    let forged = signed_by(&Signer::new(77), &world.poster.header(Kind::Sealed), &[0; BODY_BYTES]);

    assert_eq!(refused(&mut world, forged), Refusal::NotThePoster);
}

#[test]
fn a_former_key_is_told_that_it_has_handed_over() {
    let (mut world, former) = world_with_a_past();

    let late = signed_by(&former, &world.poster.header(Kind::Sealed), &[0; BODY_BYTES]);

    assert_eq!(refused(&mut world, late), Refusal::FormerPoster);
}

#[test]
fn what_was_verified_ahead_is_judged_by_the_key_that_is_in_force_by_then() {
    let (mut world, former) = world_with_a_past();
    let signer = &world.poster.signer;
    let mut own = signed_by(signer, &world.poster.header(Kind::Sealed), &[1; BODY_BYTES]);
    let mut late = signed_by(&former, &world.poster.header(Kind::Sealed), &[2; BODY_BYTES]);

    assert!(!own.remember_signer(&former.key()) && own.remember_signer(&signer.key()));
    assert!(own.is_signed_by(&signer.key()) && !own.is_signed_by(&former.key()), "one key's word is no other's");
    assert!(late.remember_signer(&former.key()), "it was in force when this came in");

    assert_eq!(refused(&mut world, late), Refusal::FormerPoster);
    assert_eq!(world.append(own).answer, Ok(Reply::Appended { sequence: Sequence(5) }));
}

#[test]
fn an_altered_byte_is_refused_wherever_it_is() {
    let (mut world, _) = world_with_a_past();
    let envelope = world.poster.draft(1);
    for offset in [74, 90, 102, 500, 959, 960, 1023] {
        let mut bytes = *envelope.as_bytes();
        bytes[offset] ^= 1;
        let altered = Envelope::parse(&bytes).unwrap();
        assert_eq!(refused(&mut world, altered), Refusal::NotThePoster, "byte {offset}");
    }
}

#[test]
fn an_epoch_that_does_not_follow_is_refused() {
    let (mut world, _) = world_with_a_past();
    let good = EpochChange {
        epoch: Epoch(2),
        capability: capability(2).hash(),
        posting_key: world.poster.signer.key(),
        previous: world.poster.end.control,
        retention_days: RETENTION_DAYS_DEFAULT,
    };
    let wrong = [
        EpochChange { epoch: Epoch(1), ..good.clone() },
        EpochChange { epoch: Epoch(3), ..good.clone() },
        EpochChange { posting_key: Signer::new(1).key(), ..good.clone() },
        EpochChange { previous: (Sequence(1), world.poster.end.control.1), ..good.clone() },
        EpochChange { previous: (world.poster.end.control.0, Hash::ZERO), ..good.clone() },
        EpochChange { retention_days: 39, ..good.clone() },
        EpochChange { retention_days: 3651, ..good },
    ];
    for change in wrong {
        let envelope = signed_by(&world.poster.signer, &world.poster.header(Kind::Epoch), &change.encode());
        assert_eq!(refused(&mut world, envelope), Refusal::ControlRefused, "{change:?}");
    }
}

#[test]
fn a_handover_without_consent_is_refused_and_a_mandate_dies_with_its_key() {
    let (mut world, former) = world_with_a_past();
    let (deputy, next) = (Signer::new(5), Signer::new(6));
    let next_key = next.key();
    let feed = world.poster.feed;
    let place = world.poster.end.sequence.next().0.to_be_bytes();
    let consented: [&[u8]; 3] = [feed.as_bytes(), &place, next_key.as_bytes()];
    let mandated = |by: &Signer| Authority::Mandate {
        key: deputy.key(),
        signature: by.sign_labelled(Label::Mandate, &[feed.as_bytes(), deputy.key().as_bytes()]),
    };
    let handover = |authority, consent| Handover {
        posting_key: next.key(),
        authority,
        consent,
        previous: world.poster.end.control,
    };
    let stolen = handover(Authority::FormerKey, next.sign_labelled(Label::Handover, &consented));
    let stale = handover(mandated(&former), deputy.sign_labelled(Label::Handover, &consented));
    let good = handover(mandated(&world.poster.signer), deputy.sign_labelled(Label::Handover, &consented));

    for wrong in [stolen, stale] {
        let envelope = signed_by(&next, &world.poster.header(Kind::Handover), &wrong.encode());
        assert_eq!(refused(&mut world, envelope), Refusal::ControlRefused);
    }
    let envelope = signed_by(&next, &world.poster.header(Kind::Handover), &good.encode());
    assert_eq!(world.append(envelope).answer, Ok(Reply::Appended { sequence: Sequence(5) }));
}

#[test]
fn a_charter_founds_one_feed_and_the_same_founding_again_succeeds() {
    let mut world = World::unfounded(Retention::BY_DAYS);
    let envelope = world.poster.turn();
    let session = world.hello();
    let found = Ask::Found { charter: charter(1), envelope };
    assert_eq!(world.asks(session, found.clone()), Err(Refusal::CharterRefused));

    world.relay.grant_charter(&charter(1)).unwrap();
    assert_eq!(world.asks(session, found.clone()), Ok(Reply::Appended { sequence: Sequence(1) }));
    assert_eq!(world.asks(session, found), Ok(Reply::Appended { sequence: Sequence(1) }));

    let mut second = Poster::new(3);
    let session = world.hello_about(second.feed);
    let again = Ask::Found { charter: charter(1), envelope: second.turn() };
    assert_eq!(world.asks(session, again), Err(Refusal::CharterRefused));
}

#[test]
fn a_feed_is_founded_by_its_own_key_only() {
    let mut world = World::unfounded(Retention::BY_DAYS);
    world.relay.grant_charter(&charter(1)).unwrap();
    let before = world.relay.store().clone();
    let sealed = world.poster.draft(1);
    let good = world.poster.turn();
    let mut altered = *good.as_bytes();
    altered[1000] ^= 1;
    let session = world.hello();
    let wrong = [
        (Poster::new(9).turn(), Refusal::WrongFeed),
        (sealed, Refusal::ControlRefused),
        (Envelope::parse(&altered).unwrap(), Refusal::NotThePoster),
        (world.poster.turn(), Refusal::WrongPlace { next: Sequence(1) }),
    ];
    for (envelope, refusal) in wrong {
        assert_eq!(world.asks(session, Ask::Found { charter: charter(1), envelope }), Err(refusal));
        assert_eq!(*world.relay.store(), before);
    }
    assert_eq!(world.asks(session, Ask::Append { envelope: good }), Err(Refusal::UnknownFeed));
}

#[test]
fn a_broken_disk_accepts_nothing() {
    let mut world = World::founded();
    world.relay.store_mut().set_broken(true);
    let envelope = world.poster.seal(1);
    assert_eq!(world.append(envelope.clone()).answer, Err(Refusal::StorageFailed));

    world.relay.store_mut().set_broken(false);
    assert_eq!(world.append(envelope).answer, Ok(Reply::Appended { sequence: Sequence(2) }));
}

#[test]
fn a_relay_restored_from_a_copy_serves_what_it_has() {
    let mut world = World::founded();
    world.post(3);
    let copy: MemoryStore = world.relay.store().clone();
    let mut restored = Relay::new(copy, Retention::BY_DAYS);

    let state = restored.ledger_mut().state(&world.poster.feed).unwrap().unwrap();

    assert_eq!(state.last, Sequence(4));
    assert_eq!(state.hash, world.poster.end.hash);
}
