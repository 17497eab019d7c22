//! A relay that was restarted, and everybody who comes back, each from the last place that it read.

use super::Run;
use crate::{
    clock::now,
    figures::Work,
    load::{Crowd, Destination, Role},
    quiet::Watch,
    servers::{Extras, Feed, Server},
    trouble::Trouble,
};

/// What everybody missed.
const MISSED: usize = 16;

/// Measures the relay, in one round.
pub(crate) fn round(run: &mut Run<'_>, n: usize, round: usize) {
    (run.tell)(&format!("{n} reconnects, round {}", round + 1));
    if let Err(trouble) = measure(run, n) {
        run.unmeasured.push(format!("{n} reconnects: {trouble}"));
    }
}

fn measure(run: &mut Run<'_>, n: usize) -> Result<(), Trouble> {
    let folder = run.folder()?;
    let served = run.bench.start(Server::Porchlight, folder.path(), Extras::default())?;
    let mut feed = Feed::found(Server::Porchlight, &served, run.bench, 1)?;
    let destination = Destination { address: served.address, config: run.bench.identity.client()? };
    let mut crowd = Crowd::new()?;
    let poster = crowd.join(&destination, 1, || feed.client(Role::Poster, 0))?;
    let read = feed.last();
    for post in feed.posts(MISSED)? {
        let frame = crowd.dialect(poster).post(&post);
        crowd.send(poster, &frame)?;
    }
    crowd.until(0, MISSED as u64)?;
    drop(crowd);
    served.stop()?;

    let watch = Watch::begin(Server::Porchlight)?;
    let served = run.bench.start(Server::Porchlight, folder.path(), Extras::default())?;
    let destination = Destination { address: served.address, config: run.bench.identity.client()? };
    let mut crowd = Crowd::new()?;
    let (cpu, begun) = (served.cpu_seconds()?, now());
    crowd.join(&destination, n, || feed.client(Role::Reader, read))?;
    // Each reader checks that its places follow one another, so this many are all of them.
    crowd.until((n * MISSED) as u64, 0)?;
    run.figures.add(Work::ReconnectAll, n, Server::Porchlight, begun.elapsed().as_secs_f64());
    run.figures.add(Work::Reconnect, n, Server::Porchlight, (served.cpu_seconds()? - cpu) * 1e3 / n as f64);
    run.quiet.note(&watch, served.cpu_seconds()?)
}
