//! The office changes hands at a real relay, while the former one's sessions are open.

mod relay_world;

use porchlight_protocol::{Ask, Day, Envelope, Epoch, Refusal, Reply, Sequence};
use relay_world::{Client, Place, Poster, Signer, TestRelay, blob, grant, message, tag, vault_piece};

/// Everything that only the poster may ask.
fn asks_of_the_poster() -> Vec<Ask> {
    vec![
        Ask::PutDrops { epoch: Epoch(1), drops: vec![(tag(1), blob(1))] },
        Ask::PutInvite { tag: tag(2), grant: grant(2) },
        Ask::Answers { tags: vec![tag(2)] },
        Ask::Retire { invites: vec![(tag(3), Day(3))], forgotten: vec![] },
        Ask::Inbox { after: 0 },
        Ask::ClearInbox { through: 0 },
        vault_piece(1, 0x10, 0, 1),
    ]
}

async fn hand_over(place: &Place, handover: Envelope) {
    let sequence = handover.sequence();
    let mut anyone = Client::hello(place, handover.feed()).await;
    assert_eq!(anyone.ask(Ask::Append { envelope: handover }).await, Ok(Reply::Appended { sequence }));
}

/// What the former key may not, and the next one may, from the answer to the handover on.
async fn only_the_next_one_may(former: &Poster, next: &mut Poster, mut proven_before: Client) {
    for ask in asks_of_the_poster() {
        let told = format!("{ask:?}");
        assert_eq!(proven_before.ask(ask).await, Err(Refusal::PosterOnly), "{told}");
    }
    let proof = proven_before.proof_of(former);
    assert_eq!(proven_before.ask(proof).await, Err(Refusal::ProofRefused), "nor can it prove itself again");
    let mut late = Poster { end: next.end, ..Poster::new(1) };
    let refused = proven_before.ask(Ask::Append { envelope: late.seal(1) }).await;
    assert_eq!(refused, Err(Refusal::FormerPoster));

    let proof = proven_before.proof_of(next);
    assert_eq!(proven_before.ask(proof).await, Ok(Reply::Done), "whoever holds the new key proves it anywhere");
    for ask in asks_of_the_poster() {
        let told = format!("{ask:?}");
        proven_before.ask(ask).await.unwrap_or_else(|refusal| panic!("{told}: {refusal}"));
    }
    let sealed = next.seal(2);
    let sequence = sealed.sequence();
    assert_eq!(proven_before.ask(Ask::Append { envelope: sealed }).await, Ok(Reply::Appended { sequence }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_former_key_may_nothing_more_even_where_it_had_proved_itself_before() {
    let relay = TestRelay::start().await;
    let mut poster = Poster::new(1);
    relay.found(&mut poster).await;
    let mut proven_before = Client::posting(&relay.place(), &poster).await;
    proven_before.ask(Ask::PutDrops { epoch: Epoch(2), drops: vec![(tag(9), blob(9))] }).await.unwrap();
    let mut reader = Client::reading(&relay.place(), &poster).await;
    reader.ask(Ask::Send { message: message(1) }).await.unwrap();

    let (handover, mut next) = poster.hand_over(2);
    hand_over(&relay.place(), handover).await;

    only_the_next_one_may(&poster, &mut next, proven_before).await;
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deputy_takes_over_under_a_mandate_that_serves_one_time() {
    let relay = TestRelay::start().await;
    let mut poster = Poster::new(1);
    relay.found(&mut poster).await;
    let proven_before = Client::posting(&relay.place(), &poster).await;
    let deputy = Signer::new(5);

    let (handover, mut next) = poster.taken_over_by(&deputy, 6);
    hand_over(&relay.place(), handover).await;
    only_the_next_one_may(&poster, &mut next, proven_before).await;

    // The mandate was the former key's, so it has died with it.
    let former = Poster { end: next.end, ..Poster::new(1) };
    let (again, _) = former.taken_over_by(&deputy, 7);
    let mut anyone = Client::hello(&relay.place(), poster.feed).await;
    assert_eq!(anyone.ask(Ask::Append { envelope: again }).await, Err(Refusal::ControlRefused));
    let Ok(Reply::Controls { envelopes, more: false }) = anyone.ask(Ask::Controls { after: Sequence::ZERO }).await
    else {
        panic!("no controls")
    };
    assert_eq!(envelopes.len(), 2, "whoever joins later verifies the new key from the feed id");
    let relay = relay.restart().await;
    let mut office = Client::posting(&relay.place(), &next).await;
    assert_eq!(office.ask(Ask::Inbox { after: 0 }).await.map(|_| ()), Ok(()));
    relay.stop().await;
}
