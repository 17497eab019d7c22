//! Drops, invites and the inbox: write-once, claimed once, bounded.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a scenario stops where it breaks")]

mod world;

use porchlight_protocol::{
    Ask, Day, Epoch, InviteState, Refusal, Reply,
    limits::{DROPS_PER_EPOCH_MAX, INBOX_MESSAGES_MAX, INBOX_SENDS_PER_SESSION_MAX, INVITES_PER_FEED_MAX},
};
use porchlight_protocol::{DropTag, InboxBlob};
use world::{TODAY, World, blob, claim_answer, claimant, grant, message, tag};

fn drops(epoch: u32, fills: &[(u8, u8)]) -> Ask {
    let drops = fills.iter().map(|(at, fill)| (tag(*at), blob(*fill))).collect();
    Ask::PutDrops { epoch: Epoch(epoch), drops }
}

fn numbered(number: usize) -> DropTag {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&(number as u64).to_be_bytes());
    DropTag::new(bytes)
}

fn invited() -> World {
    let mut world = World::founded();
    let poster = world.posting();
    world.asks(poster, Ask::PutInvite { tag: tag(1), grant: grant(1) }).unwrap();
    world
}

#[test]
fn drops_are_written_once_and_all_or_none() {
    let mut world = World::founded();
    let poster = world.posting();
    assert_eq!(world.asks(poster, drops(2, &[(1, 1), (2, 2)])), Ok(Reply::Done));
    let before = world.relay.store().clone();

    assert_eq!(world.asks(poster, drops(2, &[(1, 1), (2, 2)])), Ok(Reply::Done), "the same again");
    assert_eq!(world.asks(poster, drops(2, &[(3, 3), (2, 9)])), Err(Refusal::DropTaken));
    assert_eq!(world.asks(poster, drops(2, &[(4, 1), (4, 2)])), Err(Refusal::DropTaken), "twins in one frame");
    assert_eq!(*world.relay.store(), before);
    let fetched = world.asks(poster, Ask::FetchDrops { tags: vec![tag(3), tag(2), tag(1)] });
    assert_eq!(fetched, Ok(Reply::Drops(vec![None, Some(blob(2)), Some(blob(1))])));
}

#[test]
fn drops_are_left_for_the_present_epoch_and_the_next_only() {
    let mut world = World::founded();
    world.turn();
    let poster = world.posting();

    assert_eq!(world.asks(poster, drops(1, &[(1, 1)])), Err(Refusal::ControlRefused));
    assert_eq!(world.asks(poster, drops(2, &[(2, 2)])), Ok(Reply::Done));
    assert_eq!(world.asks(poster, drops(3, &[(3, 3)])), Ok(Reply::Done));
    assert_eq!(world.asks(poster, drops(4, &[(4, 4)])), Err(Refusal::ControlRefused));
}

#[test]
fn a_handover_takes_the_drops_of_an_epoch_that_has_not_begun() {
    let mut world = World::founded();
    let poster = world.posting();
    world.asks(poster, drops(1, &[(1, 1)])).unwrap();
    world.asks(poster, drops(2, &[(2, 2)])).unwrap();
    let (handover, successor) = world.poster.hand_over(2);

    world.append(handover).answer.unwrap();

    world.poster = successor;
    let next = world.posting();
    let fetch = Ask::FetchDrops { tags: vec![tag(1), tag(2)] };
    assert_eq!(world.asks(next, fetch), Ok(Reply::Drops(vec![Some(blob(1)), None])), "those of the present one stay");
    assert_eq!(world.asks(next, drops(2, &[(2, 3)])), Ok(Reply::Done), "nothing stands in the next poster's way");
}

#[test]
fn an_epoch_takes_only_so_many_drops() {
    let mut world = World::founded();
    let poster = world.posting();
    for page in 0..DROPS_PER_EPOCH_MAX / 64 {
        let drops = (page * 64..(page + 1) * 64).map(|number| (numbered(number), blob(0))).collect();
        world.asks(poster, Ask::PutDrops { epoch: Epoch(2), drops }).unwrap();
    }

    assert_eq!(world.asks(poster, drops(2, &[(0xff, 1)])), Err(Refusal::FeedFull));
    assert_eq!(world.asks(poster, drops(1, &[(0xff, 1)])), Ok(Reply::Done), "another epoch has room of its own");
}

#[test]
fn pages_that_are_too_large_are_refused() {
    let mut world = World::founded();
    let poster = world.posting();
    let tags = |count: usize| (0..count).map(numbered).collect::<Vec<_>>();
    let too_large = [
        Ask::PutDrops { epoch: Epoch(2), drops: tags(65).into_iter().map(|tag| (tag, blob(1))).collect() },
        Ask::FetchDrops { tags: tags(65) },
        Ask::Answers { tags: tags(17) },
        Ask::Retire { invites: tags(65).into_iter().map(|tag| (tag, Day(1))).collect(), forgotten: vec![] },
    ];
    for ask in too_large {
        assert_eq!(world.asks(poster, ask), Err(Refusal::TooLarge));
    }
}

#[test]
fn the_first_claimant_wins_and_may_ask_again() {
    let mut world = invited();
    let session = world.hello();
    let claim = |fill| Ask::Claim { tag: tag(1), claimant: claimant(fill) };

    assert_eq!(world.asks(session, claim(1)), Ok(Reply::Claimed { grant: grant(1) }));
    assert_eq!(world.asks(session, claim(1)), Ok(Reply::Claimed { grant: grant(1) }));
    assert_eq!(world.asks(session, claim(2)), Err(Refusal::AlreadyClaimed { day: TODAY }));
    let unknown = Ask::Claim { tag: tag(7), claimant: claimant(1) };
    assert_eq!(world.asks(session, unknown), Err(Refusal::UnknownInvite));
}

#[test]
fn a_claimant_leaves_one_answer() {
    let mut world = invited();
    let session = world.hello();
    let leave = |by, fill| Ask::LeaveAnswer { tag: tag(1), claimant: claimant(by), answer: claim_answer(fill) };
    assert_eq!(world.asks(session, leave(1, 1)), Err(Refusal::NotTheClaimant), "nobody has claimed yet");
    world.asks(session, Ask::Claim { tag: tag(1), claimant: claimant(1) }).unwrap();

    assert_eq!(world.asks(session, leave(2, 1)), Err(Refusal::NotTheClaimant));
    assert_eq!(world.asks(session, leave(1, 1)), Ok(Reply::Done));
    assert_eq!(world.asks(session, leave(1, 1)), Ok(Reply::Done));
    assert_eq!(world.asks(session, leave(1, 2)), Err(Refusal::DropTaken));
}

#[test]
fn the_poster_sees_how_invites_stand_until_only_the_mark_is_left() {
    let mut world = invited();
    let poster = world.posting();
    let answers = Ask::Answers { tags: vec![tag(1), tag(2)] };
    let stands = |invite| Ok(Reply::Answers(vec![invite, InviteState::Unknown]));
    assert_eq!(world.asks(poster, answers.clone()), stands(InviteState::Unclaimed));
    world.asks(poster, Ask::Claim { tag: tag(1), claimant: claimant(1) }).unwrap();
    assert_eq!(world.asks(poster, answers.clone()), stands(InviteState::Claimed { day: TODAY, answer: None }));
    let answer = claim_answer(1);
    let leave = Ask::LeaveAnswer { tag: tag(1), claimant: claimant(1), answer: answer.clone() };
    world.asks(poster, leave.clone()).unwrap();
    let claimed = InviteState::Claimed { day: TODAY, answer: Some(answer) };
    assert_eq!(world.asks(poster, answers.clone()), stands(claimed));

    let retire = |day| Ask::Retire { invites: vec![(tag(1), Day(day)), (tag(3), Day(day))], forgotten: vec![] };
    assert_eq!(world.asks(poster, retire(5)), Ok(Reply::Done));
    assert_eq!(world.asks(poster, retire(6)), Ok(Reply::Done), "a mark that is there stays as it is");

    assert_eq!(world.asks(poster, answers), stands(InviteState::UsedUp { day: Day(5) }));
    let used_up = Err(Refusal::UsedUp { day: Day(5) });
    assert_eq!(world.asks(poster, Ask::Claim { tag: tag(1), claimant: claimant(1) }), used_up);
    assert_eq!(world.asks(poster, leave), used_up);
    let random = Ask::Claim { tag: tag(3), claimant: claimant(9) };
    assert_eq!(world.asks(poster, random), used_up, "a random mark tells nothing else");
    let anew = Ask::PutInvite { tag: tag(1), grant: grant(1) };
    assert_eq!(world.asks(poster, anew), used_up);
    let shelf = world.relay.store().shelf(&world.poster.feed).unwrap();
    assert_eq!(shelf.invites.len(), 2);
}

#[test]
fn only_marks_are_forgotten_and_make_room() {
    let mut world = invited();
    let poster = world.posting();
    let retire = |invites: &[u8], forgotten: &[u8]| Ask::Retire {
        invites: invites.iter().map(|fill| (tag(*fill), Day(5))).collect(),
        forgotten: forgotten.iter().map(|fill| tag(*fill)).collect(),
    };
    let held = |world: &World| world.relay.store().shelf(&world.poster.feed).unwrap().invites.len();
    world.asks(poster, retire(&[3, 4], &[])).unwrap();
    assert_eq!(held(&world), 3);

    assert_eq!(world.asks(poster, retire(&[5], &[3, 3, 1, 9])), Ok(Reply::Done));
    assert_eq!(world.asks(poster, retire(&[5], &[3, 3, 1, 9])), Ok(Reply::Done), "the same again changes nothing");
    assert_eq!(held(&world), 3, "3 went, 5 came; 1 is an invite and 9 was never there");
    assert_eq!(
        world.asks(poster, Ask::Answers { tags: vec![tag(1)] }),
        Ok(Reply::Answers(vec![InviteState::Unclaimed]))
    );
    let page = Ask::Retire { invites: vec![(tag(1), Day(1)); 33], forgotten: vec![tag(1); 32] };
    assert_eq!(world.asks(poster, page), Err(Refusal::TooLarge));
}

#[test]
fn an_invite_is_written_once() {
    let mut world = invited();
    let poster = world.posting();
    let put = |fill| Ask::PutInvite { tag: tag(1), grant: grant(fill) };

    assert_eq!(world.asks(poster, put(1)), Ok(Reply::Done));
    assert_eq!(world.asks(poster, put(2)), Err(Refusal::DropTaken));
}

#[test]
fn a_feed_takes_only_so_many_invites_used_up_ones_included() {
    let mut world = invited();
    let poster = world.posting();
    for page in 0..INVITES_PER_FEED_MAX / 64 {
        let invites = (page * 64..(page + 1) * 64).filter(|number| *number > 0);
        let invites = invites.map(|number| (numbered(number), Day(1))).collect();
        world.asks(poster, Ask::Retire { invites, forgotten: vec![] }).unwrap();
    }

    assert_eq!(world.asks(poster, Ask::PutInvite { tag: tag(9), grant: grant(9) }), Err(Refusal::FeedFull));
    let one_more = Ask::Retire { invites: vec![(tag(9), Day(1))], forgotten: vec![] };
    assert_eq!(world.asks(poster, one_more), Err(Refusal::FeedFull));
    let known = Ask::Retire { invites: vec![(tag(1), Day(1))], forgotten: vec![] };
    assert_eq!(world.asks(poster, known), Ok(Reply::Done), "a known invite can always be retired");
}

#[test]
fn the_inbox_is_paged_cleared_and_never_gives_a_number_twice() {
    let mut world = World::founded();
    let (reader, poster) = (world.reading(), world.posting());
    for fill in 0..10 {
        assert_eq!(world.asks(reader, Ask::Send { message: message(fill) }), Ok(Reply::Done));
    }

    let Ok(Reply::Inbox { messages, more }) = world.asks(poster, Ask::Inbox { after: 0 }) else { panic!("no inbox") };
    assert_eq!((messages.len(), messages[0], more), (8, (1, InboxBlob::new([0; 2048])), true));
    world.asks(poster, Ask::ClearInbox { through: 8 }).unwrap();
    let Ok(Reply::Inbox { messages, more }) = world.asks(poster, Ask::Inbox { after: 0 }) else { panic!("no inbox") };
    assert_eq!((messages.iter().map(|(number, _)| *number).collect::<Vec<_>>(), more), (vec![9, 10], false));

    world.asks(poster, Ask::ClearInbox { through: u64::MAX }).unwrap();
    world.asks(reader, Ask::Send { message: message(1) }).unwrap();
    let Ok(Reply::Inbox { messages, .. }) = world.asks(poster, Ask::Inbox { after: 0 }) else { panic!("no inbox") };
    assert_eq!(messages[0].0, 11);
}

#[test]
fn one_reader_cannot_fill_the_inbox_alone_and_all_together_cannot_overfill_it() {
    let mut world = World::founded();
    for _ in 0..INBOX_MESSAGES_MAX / INBOX_SENDS_PER_SESSION_MAX {
        let reader = world.reading();
        for _ in 0..INBOX_SENDS_PER_SESSION_MAX {
            world.asks(reader, Ask::Send { message: message(1) }).unwrap();
        }
        assert_eq!(world.asks(reader, Ask::Send { message: message(1) }), Err(Refusal::InboxFull));
    }

    let reader = world.reading();
    assert_eq!(world.asks(reader, Ask::Send { message: message(1) }), Err(Refusal::InboxFull));
    let poster = world.posting();
    world.asks(poster, Ask::ClearInbox { through: 1 }).unwrap();
    assert_eq!(world.asks(reader, Ask::Send { message: message(1) }), Ok(Reply::Done));
}
