//! One feed, many readers: connects, idle memory, then posts one at a time, sixteen outstanding, and in batches of four.

use std::time::Duration;

use super::Run;
use crate::{
    figures::{Work, quantile},
    load::{Crowd, Destination, Role},
    quiet::Watch,
    servers::{Extras, Feed, Served, Server},
    trouble::Trouble,
};

/// Who is measured, and how much of the deliveries each is given: others take many times as long for each.
const SERVERS: [(Server, usize); 6] = [
    (Server::Rawfloor, 1),
    (Server::Porchlight, 1),
    (Server::FloorSmall, 1),
    (Server::Floor, 1),
    (Server::Nats, 4),
    (Server::Mosquitto, 8),
];
const OUTSTANDING: u64 = 16;
const BATCH: u64 = porchlight_protocol::limits::BATCH_ENVELOPES as u64;
/// With sixteen outstanding a delivery costs a sixth, so that there have to be more of them for as good a figure.
const MORE_WHEN_OUTSTANDING: usize = 4;
/// Posts before anything is measured: buffers grow, and threads find their processors.
const WARM_UP: u64 = 4;
/// Until memory is looked at.
const SETTLING: Duration = Duration::from_millis(500);

/// Measures all servers at one number of readers, in one round.
pub(crate) fn round(run: &mut Run<'_>, n: usize, round: usize) {
    for (server, slowness) in SERVERS {
        if !run.bench.has(server) {
            continue;
        }
        (run.tell)(&format!("fan-out to {n}, round {}: {}", round + 1, server.name()));
        let deliveries = run.scale.deliveries / slowness;
        if let Err(trouble) = measure(run, server, n, deliveries) {
            run.unmeasured.push(format!("fan-out to {n}, round {}, {}: {trouble}", round + 1, server.name()));
        }
    }
}

/// A server with its crowd.
struct Scene {
    served: Served,
    feed: Feed,
    crowd: Crowd,
    poster: usize,
    readers: u64,
    is_acknowledged: bool,
}

fn measure(run: &mut Run<'_>, server: Server, n: usize, deliveries: usize) -> Result<(), Trouble> {
    let (folder, watch) = (run.folder()?, Watch::begin(server)?);
    let served = run.bench.start(server, folder.path(), Extras { greeting: true, ..Extras::default() })?;
    let feed = Feed::found(server, &served, run.bench, 1)?;
    let mut scene = Scene::gather(run, served, feed, server, n)?;

    let posts = (deliveries / n).max(8) as u64;
    scene.one_at_a_time(WARM_UP, 1)?;
    let (cost, mut waits) = scene.one_at_a_time(posts, 1)?;
    run.figures.add(Work::FanoutOne, n, server, cost * 1e6 / (posts * scene.readers) as f64);
    for (work, part) in [(Work::LatencyP50, 0.5), (Work::LatencyP99, 0.99)] {
        if let Some(wait) = quantile(&mut waits, part) {
            run.figures.add(work, n, server, wait * 1e3);
        }
    }
    let batches = (posts / 2).max(4);
    let (cost, _) = scene.one_at_a_time(batches, BATCH)?;
    run.figures.add(Work::FanoutBatch, n, server, cost * 1e6 / (batches * scene.readers) as f64);
    let posts = (posts * MORE_WHEN_OUTSTANDING as u64).max(4 * OUTSTANDING);
    let cost = scene.outstanding(posts)?;
    run.figures.add(Work::FanoutSixteen, n, server, cost * 1e6 / (posts * scene.readers) as f64);
    run.quiet.note(&watch, scene.served.cpu_seconds()?)
}

impl Scene {
    fn gather(run: &mut Run<'_>, served: Served, mut feed: Feed, server: Server, n: usize) -> Result<Self, Trouble> {
        let destination = Destination { address: served.address, config: run.bench.identity.client()? };
        let (mut crowd, mut posters) = (Crowd::new()?, Crowd::new()?);
        // The first envelope is there already: where a server keeps none, it greets with one.
        let greeted = !matches!(server, Server::Nats | Server::Mosquitto);
        if server == Server::Porchlight {
            let first = feed.posts(4)?;
            let poster = posters.join(&destination, 1, || feed.client(Role::Poster, 0))?;
            for post in &first {
                let frame = posters.dialect(poster).post(post);
                posters.send(poster, &frame)?;
            }
            posters.until(0, first.len() as u64)?;
        }
        let after = feed.last().saturating_sub(1);
        let (kib, cpu) = (served.resident_kib()?, served.cpu_seconds()?);
        crowd.join(&destination, n, || feed.client(Role::Reader, after))?;
        if greeted {
            crowd.until(n as u64, 0)?;
        }
        let settled = crate::clock::now() + SETTLING;
        while crate::clock::now() < settled {
            crowd.turn_within(SETTLING / 10)?;
        }
        run.figures.add(Work::Connect, n, server, (served.cpu_seconds()? - cpu) * 1e3 / n as f64);
        run.figures.add(Work::IdleMemory, n, server, (served.resident_kib()? - kib) / n as f64);
        let poster = crowd.join(&destination, 1, || feed.client(Role::Poster, 0))?;
        let is_acknowledged = crowd.dialect(poster).is_acknowledged();
        Ok(Self { served, feed, crowd, poster, readers: n as u64, is_acknowledged })
    }

    /// Posts, and waits until everybody has it, so many times; the server's CPU seconds, and the seconds from the first sign
    /// of each to its last delivery.
    fn one_at_a_time(&mut self, times: u64, posts_each: u64) -> Result<(f64, Vec<f64>), Trouble> {
        let posts = self.feed.posts((times * posts_each) as usize)?;
        let (delivered, accepted) = (self.crowd.delivered, self.crowd.accepted);
        let cpu = self.served.cpu_seconds()?;
        let mut waits = Vec::new();
        for (index, posts) in posts.chunks(posts_each as usize).take(times as usize).enumerate() {
            self.crowd.first_sign = None;
            let mut frames = Vec::new();
            for post in posts {
                frames.extend(self.crowd.dialect(self.poster).post(post));
            }
            self.crowd.send(self.poster, &frames)?;
            let done = (index as u64 + 1) * posts_each;
            let accepted = if self.is_acknowledged { accepted + done } else { 0 };
            self.crowd.until(delivered + done * self.readers, accepted)?;
            if let (Some(first), Some(last)) = (self.crowd.first_sign, self.crowd.last_delivery) {
                waits.push(last.saturating_duration_since(first).as_secs_f64());
            }
        }
        Ok((self.served.cpu_seconds()? - cpu, waits))
    }

    /// Posts as many, with sixteen on their way at any moment: not yet with every reader.
    fn outstanding(&mut self, posts: u64) -> Result<f64, Trouble> {
        let made = self.feed.posts(posts as usize)?;
        let (delivered, accepted) = (self.crowd.delivered, self.crowd.accepted);
        let cpu = self.served.cpu_seconds()?;
        let mut posted = 0;
        while self.crowd.delivered < delivered + posts * self.readers {
            let arrived = (self.crowd.delivered - delivered) / self.readers;
            while posted < posts && posted < arrived + OUTSTANDING {
                let frame = self.crowd.dialect(self.poster).post(&made[posted as usize]);
                self.crowd.send(self.poster, &frame)?;
                posted += 1;
            }
            self.crowd.turn()?;
        }
        if self.is_acknowledged {
            self.crowd.until(0, accepted + posts)?;
        }
        Ok(self.served.cpu_seconds()? - cpu)
    }
}
