//! Posts that are acknowledged once they are on disk: one outstanding, and sixty-four.

use super::Run;
use crate::{
    clock::now,
    figures::Work,
    load::{Crowd, Destination, Role},
    quiet::Watch,
    servers::{Extras, Feed, Server},
    trouble::Trouble,
};

/// With how many posters, and how many posts of each on their way: a feed's posts come in order, so one poster alone has few.
const ONE: (u32, u64) = (1, 1);
const MANY: (u32, u64) = (8, 8);
const SERVERS: [Server; 4] = [Server::Porchlight, Server::FloorDisk, Server::JetstreamAlways, Server::Jetstream];

/// Measures all servers, in one round.
pub(crate) fn round(run: &mut Run<'_>, round: usize) {
    for server in SERVERS.into_iter().filter(|server| run.bench.has(*server)) {
        (run.tell)(&format!("appends, round {}: {}", round + 1, server.name()));
        for (work, shape, posts) in
            [(Work::AppendOne, ONE, run.scale.appends), (Work::AppendMany, MANY, 2 * run.scale.appends)]
        {
            match measure(run, server, shape, posts) {
                Ok(rate) => run.figures.add(work, shape.0 as usize * shape.1 as usize, server, rate),
                Err(trouble) => run.unmeasured.push(format!("{}, {}: {trouble}", work.said(), server.name())),
            }
        }
    }
}

/// Acknowledged posts a second.
fn measure(
    run: &mut Run<'_>,
    server: Server,
    (posters, outstanding): (u32, u64),
    posts: usize,
) -> Result<f64, Trouble> {
    let (folder, watch) = (run.folder()?, Watch::begin(server)?);
    let served = run.bench.start(server, folder.path(), Extras::default())?;
    let destination = Destination { address: served.address, config: run.bench.identity.client()? };
    let (mut crowd, mut pens) = (Crowd::new()?, Vec::new());
    let each = posts / posters as usize;
    for seed in 1..=posters {
        let mut feed = Feed::found(server, &served, run.bench, seed)?;
        let client = crowd.join(&destination, 1, || feed.client(Role::Poster, 0))?;
        pens.push((client, feed.posts(each)?, 0_u64));
    }
    let goal = crowd.accepted + each as u64 * u64::from(posters);
    let begun = now();
    while crowd.accepted < goal {
        for (client, posts, posted) in &mut pens {
            let mut frames = Vec::new();
            while (*posted as usize) < each && *posted < crowd.accepted_of(*client) + outstanding {
                frames.extend(crowd.dialect(*client).post(&posts[*posted as usize]));
                *posted += 1;
            }
            if !frames.is_empty() {
                crowd.send(*client, &frames)?;
            }
        }
        crowd.turn()?;
    }
    let rate = (each as u64 * u64::from(posters)) as f64 / begun.elapsed().as_secs_f64();
    run.quiet.note(&watch, served.cpu_seconds()?)?;
    Ok(rate)
}
