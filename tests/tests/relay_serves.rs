//! A real relay, over real sockets: delivery, claims, restarts.

mod relay_world;

use porchlight_protocol::{Ask, Day, Epoch, InviteState, Refusal, RelayFrame, Reply, Sequence};
use relay_world::{Client, Poster, TestRelay, blob, capability, claim_answer, claimant, grant, message, read_all, tag};
use tokio_tungstenite::tungstenite::{Message, protocol::CloseFrame};

/// Appends so many envelopes, sixteen at a time on their way.
async fn post(client: &mut Client, poster: &mut Poster, count: usize) {
    for batch in (0..count).collect::<Vec<_>>().chunks(16) {
        for fill in batch {
            client.queue(Ask::Append { envelope: poster.seal(*fill as u8) }).await.unwrap();
        }
        client.flush().await.unwrap();
        for _ in batch {
            client.next_answer().await.unwrap().1.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_live_reader_and_a_late_one_get_the_same_envelopes_in_the_same_order() {
    let relay = TestRelay::start().await;
    let mut poster = Poster::new(1);
    relay.found(&mut poster).await;
    let mut live = Client::reading(&relay.place(), &poster).await;
    live.ask(Ask::Subscribe { after: Sequence::ZERO }).await.unwrap();
    let mut client = Client::hello(&relay.place(), poster.feed).await;

    post(&mut client, &mut poster, 400).await;

    for expected in &poster.written {
        assert_eq!(live.next_envelope().await, *expected);
    }
    assert_eq!(read_all(&relay.place(), &poster, 0).await, poster.written);
    assert_eq!(read_all(&relay.place(), &poster, 390).await, poster.written[390..]);
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_who_does_not_read_holds_up_nobody_and_misses_nothing() {
    let relay = TestRelay::start().await;
    let mut poster = Poster::new(1);
    relay.found(&mut poster).await;
    let mut stalled = Client::reading(&relay.place(), &poster).await;
    stalled.send(Ask::Subscribe { after: Sequence::ZERO }).await;
    let mut live = Client::reading(&relay.place(), &poster).await;
    live.ask(Ask::Subscribe { after: Sequence::ZERO }).await.unwrap();
    let mut client = Client::hello(&relay.place(), poster.feed).await;

    // More than the sockets' own buffers hold, so that the relay has to wait for the one and not for the other.
    post(&mut client, &mut poster, 8_000).await;
    for expected in &poster.written {
        assert_eq!(live.next_envelope().await, *expected);
    }

    for expected in &poster.written {
        assert_eq!(stalled.next_envelope().await, *expected);
    }
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_hundred_claims_at_once_and_exactly_one_wins() {
    let relay = TestRelay::start().await;
    let mut poster = Poster::new(1);
    relay.found(&mut poster).await;
    let mut office = Client::posting(&relay.place(), &poster).await;
    office.ask(Ask::PutInvite { tag: tag(1), grant: grant(1) }).await.unwrap();
    let mut claims = tokio::task::JoinSet::new();
    let start = std::sync::Arc::new(tokio::sync::Barrier::new(100));
    for device in 0..100 {
        let (place, feed, start) = (relay.place(), poster.feed, start.clone());
        claims.spawn(async move {
            let mut client = Client::hello(&place, feed).await;
            start.wait().await;
            (device, client.ask(Ask::Claim { tag: tag(1), claimant: claimant(device) }).await)
        });
    }

    let outcomes = claims.join_all().await;

    let winners: Vec<_> = outcomes.iter().filter(|(_, outcome)| outcome.is_ok()).collect();
    assert_eq!(winners.len(), 1);
    let others = outcomes.iter().filter(|(_, outcome)| matches!(outcome, Err(Refusal::AlreadyClaimed { .. })));
    assert_eq!(others.count(), 99);
    let mut again = Client::hello(&relay.place(), poster.feed).await;
    let winner = Ask::Claim { tag: tag(1), claimant: claimant(winners[0].0) };
    assert_eq!(again.ask(winner).await, Ok(Reply::Claimed { grant: grant(1) }));
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_offices_with_one_key_get_one_envelope_per_place() {
    let relay = TestRelay::start().await;
    let mut poster = Poster::new(1);
    relay.found(&mut poster).await;
    let (one, other) = (poster.draft(1), poster.draft(2));
    let mut clients = tokio::task::JoinSet::new();
    for envelope in [one.clone(), other.clone(), one, other] {
        let (place, feed) = (relay.place(), poster.feed);
        clients.spawn(async move {
            let mut client = Client::hello(&place, feed).await;
            client.ask(Ask::Append { envelope }).await
        });
    }

    let outcomes = clients.join_all().await;

    let accepted = outcomes.iter().filter(|outcome| **outcome == Ok(Reply::Appended { sequence: Sequence(2) }));
    assert_eq!(accepted.count(), 2, "one envelope, answered twice");
    let conflict = Err(Refusal::Conflict { sequence: Sequence(2) });
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == conflict).count(), 2);
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_turned_epoch_stops_followers_who_then_go_on_in_the_same_session() {
    let relay = TestRelay::start().await;
    let mut poster = Poster::new(1);
    relay.found(&mut poster).await;
    let mut reader = Client::reading(&relay.place(), &poster).await;
    reader.ask(Ask::Subscribe { after: Sequence(1) }).await.unwrap();
    let mut client = Client::hello(&relay.place(), poster.feed).await;

    let epoch = poster.turn();
    client.ask(Ask::Append { envelope: epoch.clone() }).await.unwrap();
    let status = poster.seal(1);
    client.ask(Ask::Append { envelope: status.clone() }).await.unwrap();

    assert_eq!(reader.next_envelope().await, epoch);
    let stopped = RelayFrame::Stopped { refusal: Refusal::CapabilityChanged };
    assert_eq!(reader.next_pushed().await, Some(stopped));
    let subscribe = Ask::Subscribe { after: Sequence(2) };
    assert_eq!(reader.ask(subscribe.clone()).await, Err(Refusal::ReaderOnly));
    reader.ask(Ask::Unlock { capability: capability(2) }).await.unwrap();
    reader.ask(subscribe).await.unwrap();
    assert_eq!(reader.next_envelope().await, status);
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_accepted_is_there_after_a_restart() {
    let relay = TestRelay::start().await;
    let mut poster = Poster::new(1);
    relay.found(&mut poster).await;
    let mut office = Client::posting(&relay.place(), &poster).await;
    post(&mut office, &mut poster, 20).await;
    let drops = Ask::PutDrops { epoch: Epoch(2), drops: vec![(tag(1), blob(1))] };
    office.ask(drops.clone()).await.unwrap();
    for fill in 1..=3 {
        office.ask(Ask::PutInvite { tag: tag(fill), grant: grant(fill) }).await.unwrap();
    }
    office.ask(Ask::Claim { tag: tag(2), claimant: claimant(2) }).await.unwrap();
    office.ask(Ask::Claim { tag: tag(3), claimant: claimant(3) }).await.unwrap();
    let leave = Ask::LeaveAnswer { tag: tag(3), claimant: claimant(3), answer: claim_answer(3) };
    office.ask(leave).await.unwrap();
    office.ask(Ask::Retire { invites: vec![(tag(4), Day(4))], forgotten: vec![] }).await.unwrap();
    let mut reader = Client::reading(&relay.place(), &poster).await;
    for fill in 1..=3 {
        reader.ask(Ask::Send { message: message(fill) }).await.unwrap();
    }
    office.ask(Ask::ClearInbox { through: 1 }).await.unwrap();

    let relay = relay.restart().await;

    assert_eq!(read_all(&relay.place(), &poster, 0).await, poster.written);
    let mut office = Client::posting(&relay.place(), &poster).await;
    assert_eq!(office.ask(Ask::FetchDrops { tags: vec![tag(1)] }).await, Ok(Reply::Drops(vec![Some(blob(1))])));
    assert_eq!(office.ask(drops).await, Ok(Reply::Done));
    let Ok(Reply::Answers(stands)) = office.ask(Ask::Answers { tags: (1..=5).map(tag).collect() }).await else {
        panic!("no answers")
    };
    assert_eq!(stands[0], InviteState::Unclaimed);
    assert!(matches!(stands[1], InviteState::Claimed { answer: None, .. }));
    assert!(matches!(&stands[2], InviteState::Claimed { answer: Some(left), .. } if *left == claim_answer(3)));
    assert_eq!(stands[3..], [InviteState::UsedUp { day: Day(4) }, InviteState::Unknown]);
    let Ok(Reply::Inbox { messages, more: false }) = office.ask(Ask::Inbox { after: 0 }).await else {
        panic!("no inbox")
    };
    assert_eq!(messages, [(2, *message(2)), (3, *message(3))]);
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pruning_is_on_disk_and_leaves_control_envelopes() {
    let relay = TestRelay::start_with(|config| config.retention.envelopes = 1024, Default::default()).await;
    let mut poster = Poster::new(1);
    relay.found(&mut poster).await;
    let mut office = Client::posting(&relay.place(), &poster).await;
    office.ask(Ask::PutDrops { epoch: Epoch(1), drops: vec![(tag(1), blob(1))] }).await.unwrap();
    post(&mut office, &mut poster, 9).await;
    office.ask(Ask::Append { envelope: poster.turn() }).await.unwrap();
    post(&mut office, &mut poster, 1089).await;

    let relay = relay.restart().await;

    let kept = read_all(&relay.place(), &poster, 0).await;
    assert_eq!(kept, poster.written[1100 - 1024..]);
    let mut anyone = Client::hello(&relay.place(), poster.feed).await;
    let Ok(Reply::Controls { envelopes, more: false }) = anyone.ask(Ask::Controls { after: Sequence::ZERO }).await
    else {
        panic!("no controls")
    };
    assert_eq!(envelopes, [poster.written[0].clone(), poster.written[10].clone()]);
    assert_eq!(anyone.ask(Ask::FetchDrops { tags: vec![tag(1)] }).await, Ok(Reply::Drops(vec![None])));
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_changed_something_comes_after_a_sync_and_no_other_costs_one() {
    let relay = TestRelay::start().await;
    let mut poster = Poster::new(1);
    relay.found(&mut poster).await;
    let mut client = Client::hello(&relay.place(), poster.feed).await;
    for fill in 0..20 {
        let envelope = poster.seal(fill);
        let before = relay.syncs();
        client.ask(Ask::Append { envelope: envelope.clone() }).await.unwrap();
        assert_eq!(relay.syncs(), before + 1);
        client.ask(Ask::Append { envelope }).await.unwrap();
        client.ask(Ask::Head).await.unwrap();
        assert_eq!(relay.syncs(), before + 1, "nothing changed");
    }
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_told_to_the_poster_only_once_it_is_on_disk() {
    let relay = TestRelay::start().await;
    let mut poster = Poster::new(1);
    relay.found(&mut poster).await;
    let mut office = Client::posting(&relay.place(), &poster).await;
    for round in 1..=60 {
        let mut reader = Client::reading(&relay.place(), &poster).await;
        let synced_before = relay.syncs();
        reader.send(Ask::Send { message: message(round) }).await;

        // Asked until it is told: in between, the message is applied and not on disk.
        loop {
            let asked = office.ask(Ask::Inbox { after: u64::from(round) - 1 }).await;
            let synced = relay.syncs();
            let Ok(Reply::Inbox { messages, .. }) = asked else { panic!("no inbox") };
            if let Some((number, told)) = messages.first() {
                assert_eq!((*number, told), (u64::from(round), &*message(round)));
                assert!(synced > synced_before, "message {round} was told before it was on disk");
                break;
            }
        }
    }
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_request_of_a_flood_is_answered_once() {
    let relay = TestRelay::start().await;
    let mut poster = Poster::new(1);
    relay.found(&mut poster).await;
    let mut client = Client::hello(&relay.place(), poster.feed).await;
    let mut numbers = Vec::new();
    for _ in 0..500 {
        numbers.push(client.queue(Ask::FetchDrops { tags: vec![tag(1)] }).await.unwrap());
    }
    client.flush().await.unwrap();

    let mut answered = Vec::new();
    for _ in 0..500 {
        let (number, answer) = client.next_answer().await.unwrap();
        assert!(matches!(answer, Ok(Reply::Drops(_)) | Err(Refusal::TooManyOutstanding)), "{answer:?}");
        answered.push(number);
    }
    answered.sort_unstable();
    assert_eq!(answered, numbers);
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_goodbye_is_returned() {
    let relay = TestRelay::start().await;
    let mut client = Client::hello(&relay.place(), Poster::new(1).feed).await;
    let goodbye = CloseFrame { code: 1000.into(), reason: "".into() };

    client.send_raw(Message::Close(Some(goodbye))).await.unwrap();

    assert_eq!(client.ended().await, Some(1000));
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_stops_says_goodbye() {
    let relay = TestRelay::start().await;
    let poster = Poster::new(1);
    let mut greeted = Client::hello(&relay.place(), poster.feed).await;

    let (_, code) = tokio::join!(relay.stop(), greeted.ended());

    assert_eq!(code, Some(1001));
}
