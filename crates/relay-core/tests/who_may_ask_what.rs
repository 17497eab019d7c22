//! The table of docs/protocol.md#frames, role by role and ask by ask, as the relay keeps it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a scenario stops where it breaks")]

mod world;

use porchlight_protocol::{Ask, Capability, Day, Epoch, Label, Refusal, Reply, Sequence};
use porchlight_relay_core::SessionId;
use world::{
    Signer, World, blob, capability, challenge, charter, claim_answer, claimant, grant, message, tag, vault_piece,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Stranger,
    Reader,
    FormerReader,
    Poster,
    FormerPoster,
}

const ROLES: [Role; 5] = [Role::Stranger, Role::Reader, Role::FormerReader, Role::Poster, Role::FormerPoster];

/// Who may, and what everybody else is told.
enum Right {
    Everybody,
    Nobody(Refusal),
    ReaderOnly,
    PosterOnly,
}

/// A feed in its second epoch and under its second poster, with an invite claimed, and a session in each role.
fn world_with(role: Role) -> (World, SessionId) {
    let mut world = World::founded();
    let former_reader = world.reading();
    world.turn();
    let former_poster = world.posting();
    let (handover, successor) = world.poster.hand_over(2);
    world.append(handover).answer.unwrap();
    world.poster = successor;
    let poster = world.posting();
    world.asks(poster, Ask::PutInvite { tag: tag(1), grant: grant(1) }).unwrap();
    world.asks(poster, Ask::PutInvite { tag: tag(2), grant: grant(2) }).unwrap();
    world.asks(poster, Ask::Claim { tag: tag(2), claimant: claimant(2) }).unwrap();
    for index in 0..4 {
        world.asks(poster, vault_piece(1, 0x10, index, 1)).unwrap();
    }
    let session = match role {
        Role::Stranger => world.hello(),
        Role::Reader => world.reading(),
        Role::FormerReader => former_reader,
        Role::Poster => poster,
        Role::FormerPoster => former_poster,
    };
    (world, session)
}

fn asks(world: &World) -> Vec<(Ask, Right)> {
    let feed = world.poster.feed;
    let challenge = challenge();
    let proof = |seed| {
        let parts: [&[u8]; 3] = [challenge.as_bytes(), feed.as_bytes(), world::NAME.as_bytes()];
        Ask::Prove { signature: Signer::new(seed).sign_labelled(Label::Poster, &parts) }
    };
    let first = world.poster.written[0].clone();
    vec![
        (Ask::Hello { feed: world.poster.feed }, Right::Nobody(Refusal::OutOfTurn)),
        (proof(77), Right::Nobody(Refusal::ProofRefused)),
        (proof(1), Right::Nobody(Refusal::ProofRefused)),
        (world.poster.proof(&challenge, "another.example"), Right::Nobody(Refusal::ProofRefused)),
        (world.poster.proof(&challenge, world::NAME), Right::Everybody),
        (Ask::Unlock { capability: capability(2) }, Right::Everybody),
        (Ask::Unlock { capability: capability(1) }, Right::Nobody(Refusal::CapabilityRefused)),
        (Ask::Unlock { capability: Capability::new([0; 32]) }, Right::Nobody(Refusal::CapabilityRefused)),
        (Ask::Head, Right::Everybody),
        (Ask::Controls { after: Sequence::ZERO }, Right::Everybody),
        (Ask::Found { charter: charter(1), envelope: first }, Right::Everybody),
        (Ask::Append { envelope: world.poster.draft(1) }, Right::Everybody),
        (Ask::Subscribe { after: Sequence::ZERO }, Right::ReaderOnly),
        (Ask::PutDrops { epoch: Epoch(3), drops: vec![(tag(9), blob(9))] }, Right::PosterOnly),
        (Ask::FetchDrops { tags: vec![tag(9)] }, Right::Everybody),
        (Ask::PutInvite { tag: tag(3), grant: grant(3) }, Right::PosterOnly),
        (Ask::Claim { tag: tag(1), claimant: claimant(1) }, Right::Everybody),
        (Ask::LeaveAnswer { tag: tag(2), claimant: claimant(2), answer: claim_answer(2) }, Right::Everybody),
        (
            Ask::LeaveAnswer { tag: tag(2), claimant: claimant(3), answer: claim_answer(2) },
            Right::Nobody(Refusal::NotTheClaimant),
        ),
        (Ask::Answers { tags: vec![tag(2)] }, Right::PosterOnly),
        (Ask::Retire { invites: vec![(tag(2), Day(1))], forgotten: vec![] }, Right::PosterOnly),
        (Ask::Send { message: message(1) }, Right::ReaderOnly),
        (Ask::Inbox { after: 0 }, Right::PosterOnly),
        (Ask::ClearInbox { through: 1 }, Right::PosterOnly),
        (vault_piece(2, 0x10, 0, 2), Right::PosterOnly),
        (Ask::FetchVault { tag: tag(0x17), index: 3 }, Right::Everybody),
        (Ask::FetchVault { tag: tag(0x18), index: 0 }, Right::Nobody(Refusal::UnknownVault)),
    ]
}

fn expected(right: &Right, role: Role) -> Result<(), Refusal> {
    match right {
        Right::Everybody => Ok(()),
        Right::Nobody(refusal) => Err(*refusal),
        Right::ReaderOnly if role == Role::Reader => Ok(()),
        Right::ReaderOnly => Err(Refusal::ReaderOnly),
        Right::PosterOnly if role == Role::Poster => Ok(()),
        Right::PosterOnly => Err(Refusal::PosterOnly),
    }
}

#[test]
fn every_role_may_what_the_protocol_says_and_a_refusal_changes_nothing() {
    let rows = asks(&world_with(Role::Stranger).0).len();
    for role in ROLES {
        for row in 0..rows {
            let (mut world, session) = world_with(role);
            let (ask, right) = asks(&world).swap_remove(row);
            let told = format!("{role:?} asks {ask:?}");
            let before = world.relay.store().clone();

            let answer = world.asks(session, ask);

            assert_eq!(answer.clone().map(|_| ()), expected(&right, role), "{told}");
            if answer.is_err() {
                assert_eq!(*world.relay.store(), before, "{told}");
                assert!(world.relay.is_open(session), "{told}");
            }
        }
    }
}

#[test]
fn about_an_unknown_feed_everybody_is_told_that_it_is_unknown() {
    let (mut world, _) = world_with(Role::Stranger);
    let unknown = porchlight_protocol::FeedId::new([0x55; 32]);
    for (ask, _) in asks(&world) {
        let session = world.hello_about(unknown);
        let told = format!("{ask:?}");
        let expected = match ask {
            Ask::Hello { .. } => Refusal::OutOfTurn,
            Ask::Found { .. } | Ask::Append { .. } => Refusal::WrongFeed,
            Ask::Prove { .. }
            | Ask::Unlock { .. }
            | Ask::Head
            | Ask::Controls { .. }
            | Ask::Subscribe { .. }
            | Ask::PutDrops { .. }
            | Ask::FetchDrops { .. }
            | Ask::PutInvite { .. }
            | Ask::Claim { .. }
            | Ask::LeaveAnswer { .. }
            | Ask::Answers { .. }
            | Ask::Retire { .. }
            | Ask::Send { .. }
            | Ask::Inbox { .. }
            | Ask::ClearInbox { .. }
            | Ask::PutVault { .. } => Refusal::UnknownFeed,
            // A vault is looked for in all feeds.
            Ask::FetchVault { .. } => continue,
        };
        assert_eq!(world.asks(session, ask), Err(expected), "{told}");
    }
}

#[test]
fn a_session_that_does_not_begin_with_hello_is_over() {
    let mut world = World::founded();
    let session = world.relay.open(world::NAME, challenge());

    assert_eq!(world.asks(session, Ask::Head), Err(Refusal::OutOfTurn));
    assert!(!world.relay.is_open(session));
}

#[test]
fn a_proof_given_in_one_session_is_worth_nothing_in_another() {
    let mut world = World::founded();
    let other = world.relay.open(world::NAME, porchlight_protocol::Challenge::new([10; 32]));
    let feed = world.poster.feed;
    world.asks(other, Ask::Hello { feed }).unwrap();

    let proof_for_the_first = world.poster.proof(&challenge(), world::NAME);

    assert_eq!(world.asks(other, proof_for_the_first), Err(Refusal::ProofRefused));
}

#[test]
fn the_name_that_was_dialled_is_compared_in_lower_case() {
    let mut world = World::founded();
    let session = world.relay.open("RELAY.Example:8443", challenge());
    let feed = world.poster.feed;
    world.asks(session, Ask::Hello { feed }).unwrap();

    let proof = world.poster.proof(&challenge(), world::NAME);

    assert_eq!(world.asks(session, proof), Ok(Reply::Done));
}
