//! What was measured, and what it is held against.

mod marks;
mod plot;
mod told;

use serde::Serialize;

pub(crate) use self::{
    marks::{Verdict, verdicts},
    plot::plot,
    told::{lines, marks, table},
};
use crate::servers::Server;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Work {
    FanoutOne,
    FanoutSixteen,
    FanoutBatch,
    /// From the first sign of a post to the last reader.
    LatencyP50,
    LatencyP99,
    IdleMemory,
    Connect,
    AppendOne,
    AppendMany,
    CatchUpOne,
    CatchUpMany,
    Reconnect,
    ReconnectAll,
}

/// Units of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) enum Unit {
    /// CPU seconds of the server for a million deliveries.
    #[serde(rename = "s/M")]
    SecondsPerMillion,
    /// CPU seconds of the server for a million batches of four, each to one reader.
    #[serde(rename = "s/M batches")]
    SecondsPerMillionBatches,
    #[serde(rename = "ms")]
    Milliseconds,
    #[serde(rename = "KiB")]
    Kib,
    #[serde(rename = "posts/s")]
    PostsPerSecond,
    #[serde(rename = "s")]
    Seconds,
}

impl Work {
    pub(crate) fn unit(self) -> Unit {
        match self {
            Self::FanoutOne | Self::FanoutSixteen => Unit::SecondsPerMillion,
            Self::FanoutBatch => Unit::SecondsPerMillionBatches,
            Self::LatencyP50 | Self::LatencyP99 | Self::Connect | Self::Reconnect => Unit::Milliseconds,
            Self::IdleMemory => Unit::Kib,
            Self::AppendOne | Self::AppendMany | Self::CatchUpOne => Unit::PostsPerSecond,
            Self::CatchUpMany | Self::ReconnectAll => Unit::Seconds,
        }
    }

    /// In words.
    pub(crate) fn said(self) -> &'static str {
        match self {
            Self::FanoutOne => "one envelope at a time",
            Self::FanoutSixteen => "16 posts outstanding",
            Self::FanoutBatch => "a batch of four",
            Self::LatencyP50 => "to the last reader, p50",
            Self::LatencyP99 => "to the last reader, p99",
            Self::IdleMemory => "memory per idle reader",
            Self::Connect => "CPU per connect",
            Self::AppendOne => "appends, 1 outstanding",
            Self::AppendMany => "appends, 64 outstanding",
            Self::CatchUpOne => "catch-up, one reader",
            Self::CatchUpMany => "catch-up, many readers at once",
            Self::Reconnect => "CPU per reconnect",
            Self::ReconnectAll => "all back after a restart",
        }
    }
}

/// One figure of one round.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Sample {
    pub(crate) work: Work,
    pub(crate) n: usize,
    pub(crate) server: Server,
    pub(crate) figure: f64,
}

/// All samples of a run.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    samples: Vec<Sample>,
}

impl Figures {
    pub(crate) fn add(&mut self, work: Work, n: usize, server: Server, figure: f64) {
        self.samples.push(Sample { work, n, server, figure });
    }

    /// The median over the rounds.
    pub(crate) fn median(&self, work: Work, n: usize, server: Server) -> Option<f64> {
        let of = |sample: &&Sample| sample.work == work && sample.n == n && sample.server == server;
        let mut figures: Vec<f64> = self.samples.iter().filter(of).map(|sample| sample.figure).collect();
        quantile(&mut figures, 0.5)
    }

    /// Each work and number of clients that was measured, in order.
    pub(crate) fn measured(&self) -> Vec<(Work, usize)> {
        let mut measured: Vec<_> = self.samples.iter().map(|sample| (sample.work, sample.n)).collect();
        measured.sort();
        measured.dedup();
        measured
    }

    /// Each server that was measured, in order.
    pub(crate) fn servers(&self) -> Vec<Server> {
        let mut servers: Vec<_> = self.samples.iter().map(|sample| sample.server).collect();
        servers.sort();
        servers.dedup();
        servers
    }
}

/// The figure below which this part of the figures lies; none of none.
pub(crate) fn quantile(figures: &mut [f64], part: f64) -> Option<f64> {
    figures.sort_by(f64::total_cmp);
    let index = (part * (figures.len().saturating_sub(1)) as f64).round() as usize;
    figures.get(index).copied()
}
