//! The marks: each a ratio of two figures of one run.

use serde::Serialize;

use super::{Figures, Work};
use crate::servers::Server;

/// What a figure is divided by.
enum Against {
    /// The same work of another server.
    Server(Server),
    /// Another work of the relay's own, at the same number of clients.
    Own(Work),
    /// A number.
    Fixed(f64),
    /// The same work of the relay's own with the fewest clients.
    Fewest,
}

/// Which way is good.
enum Limit {
    AtMost(f64),
    AtLeast(f64),
}

struct Mark {
    name: &'static str,
    work: Work,
    against: Against,
    limit: Limit,
}

const MARKS: [Mark; 13] = [
    Mark {
        name: "fanout-one",
        work: Work::FanoutOne,
        against: Against::Server(Server::Rawfloor),
        limit: Limit::AtMost(1.3),
    },
    Mark {
        name: "fanout-16",
        work: Work::FanoutSixteen,
        against: Against::Server(Server::FloorSmall),
        limit: Limit::AtMost(1.25),
    },
    Mark {
        name: "latency-p50",
        work: Work::LatencyP50,
        against: Against::Server(Server::Rawfloor),
        limit: Limit::AtMost(1.3),
    },
    Mark {
        name: "batch-of-four",
        work: Work::FanoutBatch,
        against: Against::Own(Work::FanoutOne),
        limit: Limit::AtMost(1.3),
    },
    Mark { name: "idle-memory", work: Work::IdleMemory, against: Against::Fixed(1.0), limit: Limit::AtMost(16.0) },
    Mark { name: "connect", work: Work::Connect, against: Against::Server(Server::Floor), limit: Limit::AtMost(1.4) },
    Mark {
        name: "append-1",
        work: Work::AppendOne,
        against: Against::Server(Server::FloorDisk),
        limit: Limit::AtLeast(0.6),
    },
    Mark {
        name: "append-64",
        work: Work::AppendMany,
        against: Against::Server(Server::JetstreamAlways),
        limit: Limit::AtLeast(3.0),
    },
    Mark {
        name: "catch-up-one",
        work: Work::CatchUpOne,
        against: Against::Server(Server::Jetstream),
        limit: Limit::AtLeast(2.0),
    },
    Mark {
        name: "catch-up-1000",
        work: Work::CatchUpMany,
        against: Against::Server(Server::Rawfloor),
        limit: Limit::AtMost(1.5),
    },
    Mark { name: "reconnect", work: Work::Reconnect, against: Against::Own(Work::Connect), limit: Limit::AtMost(1.2) },
    Mark { name: "growth", work: Work::FanoutOne, against: Against::Fewest, limit: Limit::AtMost(1.15) },
    Mark { name: "growth-16", work: Work::FanoutSixteen, against: Against::Fewest, limit: Limit::AtMost(1.15) },
];

/// What a mark comes to.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Verdict {
    pub(crate) mark: String,
    pub(crate) n: usize,
    pub(crate) ratio: f64,
    pub(crate) limit: f64,
    pub(crate) met: bool,
    /// Whether the limit is the least, and not the most.
    #[serde(skip)]
    pub(crate) at_least: bool,
}

impl Verdict {
    pub(crate) fn at_most(mark: impl Into<String>, n: usize, ratio: f64, limit: f64) -> Self {
        Self { mark: mark.into(), n, ratio, limit, met: ratio <= limit, at_least: false }
    }
}

/// The relay's marks, as far as both figures of each were measured.
pub(crate) fn verdicts(figures: &Figures) -> Vec<Verdict> {
    let measured = figures.measured();
    let mut verdicts = Vec::new();
    for mark in &MARKS {
        let ns: Vec<usize> = measured.iter().filter(|(work, _)| *work == mark.work).map(|(_, n)| *n).collect();
        verdicts.extend(ns.iter().filter_map(|n| mark.verdict(figures, *n, ns[0])));
    }
    verdicts
}

impl Mark {
    fn verdict(&self, figures: &Figures, n: usize, fewest: usize) -> Option<Verdict> {
        let own = figures.median(self.work, n, Server::Porchlight)?;
        let other = match self.against {
            Against::Server(server) => figures.median(self.work, n, server)?,
            Against::Own(work) => figures.median(work, n, Server::Porchlight)?,
            Against::Fixed(number) => number,
            Against::Fewest if n == fewest => return None,
            Against::Fewest => figures.median(self.work, fewest, Server::Porchlight)?,
        };
        let ratio = own / other;
        let (limit, met, at_least) = match self.limit {
            Limit::AtMost(limit) => (limit, ratio <= limit, false),
            Limit::AtLeast(limit) => (limit, ratio >= limit, true),
        };
        Some(Verdict { mark: self.name.into(), n, ratio, limit, met, at_least })
    }
}
