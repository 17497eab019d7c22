//! A relay that refuses for want of room stops what was asked, and nothing else.

use porchlight_client::{Failure, History, LiaisonEvent, Task};
use porchlight_protocol::{Refusal, RelayFrame, Reply};
use porchlight_tests::world::World;

/// Refuses the replies to which `is_refused` says so.
fn refusing(is_refused: impl Fn(&Reply) -> bool) -> impl FnMut(RelayFrame) -> Vec<RelayFrame> {
    move |frame| match frame {
        RelayFrame::Reply { number, reply } if is_refused(&reply) => {
            vec![RelayFrame::Refused { number, refusal: Refusal::FeedFull }]
        }
        frame => vec![frame],
    }
}

#[test]
fn an_invite_for_which_there_is_no_room_is_taken_back_and_the_office_goes_on() {
    let mut world = World::new(1);
    let mut liaison = world.liaison();
    world.family(&mut liaison, "Bondar");
    for family in ["Bondar", "Shevchuk"] {
        liaison.party().set_task(Task::Invite { family: family.into(), history: Some(History::Latest) });
        // The proof is answered by the first `Done`, the vault's four pieces by the next, and then comes the invite.
        let seen = std::cell::Cell::new(0);
        let is_the_invites = |reply: &Reply| *reply == Reply::Done && seen.replace(seen.get() + 1) == 5;
        world.session_meddled(&mut liaison, &mut refusing(is_the_invites));
        let events = liaison.events();
        assert!(events.contains(&LiaisonEvent::Failed(Failure::Refused(Refusal::FeedFull))), "{family}");
    }
    let families = liaison.party().families();
    assert_eq!(families.len(), 1, "a family whose only invite was taken back is none");
    assert_eq!(families[0].devices, 1);
    world.post(&mut liaison, "calm");
    world.family(&mut liaison, "Shevchuk");
}

#[test]
fn a_mark_for_which_there_is_no_room_stops_nothing() {
    let mut world = World::new(2);
    let mut liaison = world.liaison();
    let link = world.invite(&mut liaison, "Bondar", History::Latest);
    let mut device = world.join(&link);
    liaison.party().set_task(Task::Post { code: "calm".into(), as_of: world.today(), next_by: None, corrects: None });
    // After the answers come the `Done`s of the vault's four pieces and of the drops, then that of the marks.
    let (collected, seen) = (std::cell::Cell::new(false), std::cell::Cell::new(0));
    let is_the_marks = |reply: &Reply| {
        collected.set(collected.get() || matches!(reply, Reply::Answers(_)));
        collected.get() && *reply == Reply::Done && seen.replace(seen.get() + 1) == 5
    };
    world.session_meddled(&mut liaison, &mut refusing(is_the_marks));
    assert!(liaison.events().iter().any(|event| matches!(event, LiaisonEvent::Done(_))));
    world.read(&mut device);
    assert!(device.party().is_confirmed());
}
