//! A real relay keeps vaults: whole ones, for whoever knows a tag.

mod relay_world;

use porchlight_protocol::{Ask, FeedId, Refusal, Reply, limits::REQUESTS_OUTSTANDING_MAX};
use relay_world::{
    Client, Dice, Home, Place, Poster, TestRelay, charter_of, found, piece, tag, vault_piece, vault_tags,
};

/// All pieces of the vault under a tag, fetched in a session about a feed that does not exist.
async fn fetch_all(place: &Place, at: u8) -> Result<(FeedId, u64, Vec<u8>), Refusal> {
    let mut anyone = Client::hello(place, FeedId::new([0; 32])).await;
    let mut fills = Vec::new();
    loop {
        let index = fills.len() as u16;
        let Reply::Vault { feed, version, count, piece: fetched } =
            anyone.ask(Ask::FetchVault { tag: tag(at), index }).await?
        else {
            panic!("no vault")
        };
        let fill = fetched.as_bytes()[0];
        assert_eq!(fetched, piece(fill));
        fills.push(fill);
        if fills.len() == usize::from(count) {
            return Ok((feed, version, fills));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_found_by_each_of_its_tags_and_outlives_a_restart() {
    let relay = TestRelay::start().await;
    let mut poster = Poster::new(1);
    relay.found(&mut poster).await;
    let mut office = Client::posting(&relay.place(), &poster).await;
    for index in [3, 1, 0, 2] {
        assert_eq!(fetch_all(&relay.place(), 0x10).await, Err(Refusal::UnknownVault));
        office.ask(vault_piece(1, 0x10, index, index as u8)).await.unwrap();
    }
    for index in [0, 2] {
        office.ask(vault_piece(2, 0x14, index, 9)).await.unwrap();
    }

    let relay = relay.restart().await;

    for at in 0x10..0x18 {
        let told = fetch_all(&relay.place(), at).await;
        assert_eq!(told, Ok((poster.feed, 1, vec![0, 1, 2, 3])), "by tag {at:#x}");
    }
    let mut office = Client::posting(&relay.place(), &poster).await;
    for index in [2, 1, 3] {
        assert_eq!(office.ask(vault_piece(2, 0x14, index, 9)).await, Ok(Reply::Done), "it goes on where it was");
    }
    assert_eq!(fetch_all(&relay.place(), 0x10).await, Err(Refusal::UnknownVault));
    assert_eq!(fetch_all(&relay.place(), 0x1b).await, Ok((poster.feed, 2, vec![9; 4])));
    assert_eq!(office.ask(vault_piece(1, 0x10, 0, 0)).await, Err(Refusal::DropTaken));
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tag_of_one_feed_is_taken_for_all() {
    let relay = TestRelay::start().await;
    let (mut one, mut other) = (Poster::new(1), Poster::new(2));
    relay.found(&mut one).await;
    relay.found(&mut other).await;
    let mut office = Client::posting(&relay.place(), &one).await;
    office.ask(vault_piece(1, 0x10, 0, 1)).await.unwrap();
    let mut neighbour = Client::posting(&relay.place(), &other).await;

    assert_eq!(neighbour.ask(vault_piece(1, 0x17, 0, 2)).await, Err(Refusal::DropTaken));
    assert_eq!(neighbour.ask(vault_piece(1, 0x18, 0, 2)).await, Ok(Reply::Done));
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_largest_one_is_put_and_fetched() {
    let relay = TestRelay::start().await;
    let mut poster = Poster::new(1);
    relay.found(&mut poster).await;
    let mut office = Client::posting(&relay.place(), &poster).await;
    let indexes: Vec<u16> = (0..1024).collect();
    for some in indexes.chunks(REQUESTS_OUTSTANDING_MAX) {
        for index in some {
            let tags = vault_tags(0x10);
            let put = Ask::PutVault { version: 1, tags, count: 1024, index: *index, piece: piece(*index as u8) };
            office.queue(put).await.unwrap();
        }
        office.flush().await.unwrap();
        for _ in some {
            assert_eq!(office.next_answer().await.unwrap().1, Ok(Reply::Done));
        }
    }

    let expected = indexes.iter().map(|index| *index as u8).collect();
    assert_eq!(fetch_all(&relay.place(), 0x10).await, Ok((poster.feed, 1, expected)));
    relay.stop().await;
}

/// Puts version after version until the relay is gone; returns the last one that is known to be complete.
async fn replace_until_gone(mut office: Client, mut complete: u64) -> u64 {
    loop {
        let version = complete + 1;
        for index in 0..4 {
            let put = vault_piece(version, 0x10, index, version as u8);
            if office.queue(put).await.is_err() || office.flush().await.is_err() {
                return complete;
            }
            let Some((_, answer)) = office.next_answer().await else { return complete };
            assert_eq!(answer, Ok(Reply::Done));
        }
        complete = version;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_killed_while_it_replaces_one_has_the_one_or_the_other_whole() {
    let seed = 20_261_123;
    println!("seed {seed}");
    let mut dice = Dice(seed);
    let home = Home::new();
    let relay = home.start();
    let mut poster = Poster::new(1);
    found(&relay.place, charter_of(home.data()).await, &mut poster).await;
    let mut office = Client::posting(&relay.place, &poster).await;
    for index in 0..4 {
        office.ask(vault_piece(1, 0x10, index, 1)).await.unwrap();
    }
    relay.kill();
    let mut complete = 1;
    for kill in 0..if porchlight_tests::is_full() { 60 } else { 8 } {
        let relay = home.start();
        let office = Client::posting(&relay.place, &poster).await;
        let putting = tokio::spawn(replace_until_gone(office, complete));
        // So many requests of somebody else are answered first: a measure of time that needs no clock.
        let mut anyone = Client::hello(&relay.place, poster.feed).await;
        for _ in 0..dice.roll(200) {
            anyone.ask(Ask::Head).await.unwrap();
        }
        relay.kill();
        let known = putting.await.unwrap();

        let relay = home.start();
        let (feed, version, fills) = fetch_all(&relay.place, 0x10).await.unwrap();
        println!("kill {kill}: version {known} was acknowledged, {version} is there");
        assert_eq!((feed, fills), (poster.feed, vec![version as u8; 4]), "all pieces are of one version");
        assert!(version == known || version == known + 1, "{version} is there, {known} was acknowledged");
        complete = version;
        relay.kill();
    }
}
