//! Readers who come late: one who lacks ten thousand posts, and a thousand of them at once.

use super::Run;
use crate::{
    clock::now,
    figures::Work,
    load::{Crowd, Destination, Role},
    quiet::Watch,
    servers::{Extras, Feed, Server},
    trouble::Trouble,
};

/// What a late reader lacks.
const POSTS: usize = 10_000;
/// How often one reader comes in a round.
const TIMES: usize = 5;
/// Posts on their way while the store is filled.
const OUTSTANDING: u64 = 16;
const SERVERS: [Server; 3] = [Server::Porchlight, Server::Rawfloor, Server::Jetstream];

/// Measures all servers, in one round.
pub(crate) fn round(run: &mut Run<'_>, round: usize) {
    for server in SERVERS.into_iter().filter(|server| run.bench.has(*server)) {
        (run.tell)(&format!("catch-up, round {}: {}", round + 1, server.name()));
        if let Err(trouble) = measure(run, server) {
            run.unmeasured.push(format!("catch-up, {}: {trouble}", server.name()));
        }
    }
}

fn measure(run: &mut Run<'_>, server: Server) -> Result<(), Trouble> {
    let (folder, watch) = (run.folder()?, Watch::begin(server)?);
    let stored = if server == Server::Rawfloor { POSTS } else { 0 };
    let served = run.bench.start(server, folder.path(), Extras { stored, ..Extras::default() })?;
    let mut feed = Feed::found(server, &served, run.bench, 1)?;
    let destination = Destination { address: served.address, config: run.bench.identity.client()? };
    if server != Server::Rawfloor {
        fill(&destination, &mut feed)?;
    }
    // Where a place has a number, the founding of the feed is the first.
    let after = feed.last().saturating_sub(POSTS as u64);
    for _ in 0..TIMES {
        let seconds = caught_up(&destination, &mut feed, 1, after)?;
        run.figures.add(Work::CatchUpOne, 1, server, POSTS as f64 / seconds);
    }
    if server != Server::Jetstream {
        let readers = run.scale.late_readers;
        let seconds = caught_up(&destination, &mut feed, readers, after)?;
        run.figures.add(Work::CatchUpMany, readers, server, seconds);
    }
    run.quiet.note(&watch, served.cpu_seconds()?)
}

fn fill(destination: &Destination, feed: &mut Feed) -> Result<(), Trouble> {
    let mut crowd = Crowd::new()?;
    let poster = crowd.join(destination, 1, || feed.client(Role::Poster, 0))?;
    for (posted, post) in (0_u64..).zip(feed.posts(POSTS)?) {
        let frame = crowd.dialect(poster).post(&post);
        crowd.send(poster, &frame)?;
        crowd.until(0, (posted + 1).saturating_sub(OUTSTANDING))?;
    }
    crowd.until(0, POSTS as u64)
}

/// Seconds from the first dial until all readers have everything.
fn caught_up(destination: &Destination, feed: &mut Feed, readers: usize, after: u64) -> Result<f64, Trouble> {
    let mut crowd = Crowd::new()?;
    let begun = now();
    crowd.join(destination, readers, || feed.client(Role::Reader, after))?;
    crowd.until((readers * POSTS) as u64, 0)?;
    Ok(begun.elapsed().as_secs_f64())
}
