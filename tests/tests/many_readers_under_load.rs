//! The real relay and a crowd: whatever its walkers, its sessions and its pages bring, everybody gets every envelope, once, in
//! order; also who takes nothing for a while, who comes and goes, and who comes late.

mod relay_world;

use std::sync::Arc;

use porchlight_protocol::{Ask, Envelope, Reply, Sequence};
use relay_world::{Client, Home, Place, Poster, capability, charter_of, found, write_config};
use tokio::{
    sync::{Barrier, Semaphore, watch},
    task::JoinSet,
};

/// Everything is posted while they read: more than the relay holds ready, more than fits in the sockets of who reads nothing.
const POSTS: u64 = 4_000;
/// Posts on their way at once, which is what makes them leave in groups of any size.
const OUTSTANDING: usize = 16;
/// Handshakes under way at once; each costs more than many envelopes.
const HANDSHAKES_AT_ONCE: usize = 32;

fn readers() -> usize {
    if porchlight_tests::is_full() { 2_000 } else { 100 }
}

/// How somebody reads.
#[derive(Clone, Copy, Debug)]
enum Habit {
    /// Whatever comes.
    Steady,
    /// Nothing before all has been posted: the relay has to fall back to its store.
    Stalled,
    /// So many places a session.
    ComesAndGoes { places: u64 },
    /// Not there before so many have been posted.
    Late { after: u64 },
}

fn habit(number: usize) -> Habit {
    match number % 10 {
        0 | 5 => Habit::Stalled,
        3 => Habit::ComesAndGoes { places: 300 + number as u64 },
        7 => Habit::Late { after: (number as u64 * 37) % POSTS },
        _ => Habit::Steady,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_crowd_under_load_nothing_is_lost_doubled_or_out_of_order() {
    let home = Home::new();
    write_config(home.0.path(), "[limits]\nconnections_max = 4096\n");
    let relay = home.start();
    let place = relay.place.clone();
    let mut poster = Poster::new(1);
    found(&place, charter_of(home.data()).await, &mut poster).await;
    let envelopes: Arc<Vec<Envelope>> = Arc::new((0..POSTS).map(|post| poster.seal(post as u8)).collect::<Vec<_>>());

    let crowd = Crowd {
        place: place.clone(),
        poster: Arc::new(poster),
        doors: Arc::new(Semaphore::new(HANDSHAKES_AT_ONCE)),
        posted: watch::channel(0).0,
    };
    let present = (0..readers()).filter(|number| !matches!(habit(*number), Habit::Late { .. })).count();
    let gathered = Arc::new(Barrier::new(present + 1));
    let mut reading = JoinSet::new();
    for number in 0..readers() {
        reading.spawn(crowd.clone().read(habit(number), gathered.clone()));
    }
    gathered.wait().await;
    crowd.post(&envelopes).await;
    while let Some(read) = reading.join_next().await {
        read.expect("every reader has everything");
    }
    assert_eq!(relay.terminate(), Some(0));
}

#[derive(Clone)]
struct Crowd {
    place: Place,
    poster: Arc<Poster>,
    doors: Arc<Semaphore>,
    posted: watch::Sender<u64>,
}

impl Crowd {
    async fn post(&self, envelopes: &[Envelope]) {
        let mut client = Client::hello(&self.place, self.poster.feed).await;
        let (mut waiting, mut on_the_way) = (envelopes.iter(), 0);
        for envelope in envelopes {
            while on_the_way < OUTSTANDING
                && let Some(next) = waiting.next()
            {
                client.queue(Ask::Append { envelope: next.clone() }).await.unwrap();
                on_the_way += 1;
            }
            client.flush().await.unwrap();
            let (_, answer) = client.next_answer().await.unwrap();
            assert_eq!(answer, Ok(Reply::Appended { sequence: envelope.sequence() }));
            on_the_way -= 1;
            self.posted.send_replace(envelope.sequence().0 - 1);
        }
    }

    async fn until_posted(&self, posts: u64) {
        self.posted.subscribe().wait_for(|posted| *posted >= posts).await.unwrap();
    }

    async fn read(self, habit: Habit, gathered: Arc<Barrier>) {
        if let Habit::Late { after } = habit {
            self.until_posted(after).await;
        }
        let mut client = self.enter(1).await;
        if !matches!(habit, Habit::Late { .. }) {
            gathered.wait().await;
        }
        if let Habit::Stalled = habit {
            self.until_posted(POSTS).await;
        }
        for place in 2..=POSTS + 1 {
            if let Habit::ComesAndGoes { places } = habit
                && place % places == 0
            {
                client = self.enter(place - 1).await;
            }
            let envelope = client.next_envelope().await;
            assert_eq!(envelope.sequence(), Sequence(place), "{habit:?}");
            assert_eq!(envelope, self.poster.written[place as usize - 1], "{habit:?}");
        }
    }

    /// A reader who has read up to a place.
    async fn enter(&self, after: u64) -> Client {
        let _door = self.doors.acquire().await.unwrap();
        let mut client = Client::hello(&self.place, self.poster.feed).await;
        client.ask(Ask::Unlock { capability: capability(1) }).await.unwrap();
        let subscribed = client.ask(Ask::Subscribe { after: Sequence(after) }).await;
        assert!(matches!(subscribed, Ok(Reply::Subscribed { first, .. }) if first == Sequence(after + 1)));
        client
    }
}
