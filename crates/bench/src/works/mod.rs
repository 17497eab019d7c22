//! The works: what each server is given to do, and what is measured of it.

pub(crate) mod appends;
pub(crate) mod catch_up;
pub(crate) mod fanout;
pub(crate) mod members;
pub(crate) mod reconnects;
mod village;

use crate::{
    figures::{Figures, Verdict},
    quiet::Quiet,
    servers::Bench,
    trouble::Trouble,
};

/// How much is done.
#[derive(Debug, Clone)]
pub(crate) struct Scale {
    /// Numbers of readers.
    pub(crate) crowds: Vec<usize>,
    /// Rounds, one server after another in each.
    pub(crate) rounds: usize,
    /// Deliveries of one fan-out, at the pace of the fastest.
    pub(crate) deliveries: usize,
    /// Posts that are acknowledged.
    pub(crate) appends: usize,
    /// Readers who come late at once.
    pub(crate) late_readers: usize,
    /// Devices of the offices that are compared, from few to many.
    pub(crate) offices: Vec<usize>,
}

impl Scale {
    /// The crowds of one round. The smallest goes by fastest and varies most from time to time, so it comes twice.
    pub(crate) fn crowds_of_a_round(&self) -> Vec<usize> {
        let smallest = self.crowds.iter().min().filter(|_| self.crowds.len() > 1);
        smallest.into_iter().chain(&self.crowds).copied().collect()
    }
}

/// What is shared by all works of a run.
pub(crate) struct Run<'a> {
    pub(crate) bench: &'a Bench,
    pub(crate) scale: Scale,
    pub(crate) scratch: std::path::PathBuf,
    pub(crate) figures: Figures,
    /// Marks that are no ratio of two figures.
    pub(crate) verdicts: Vec<Verdict>,
    /// Whether others were at work meanwhile.
    pub(crate) quiet: Quiet,
    /// What else is worth knowing.
    pub(crate) notes: Vec<String>,
    pub(crate) tell: &'a dyn Fn(&str),
    /// What could not be measured, and why.
    pub(crate) unmeasured: Vec<String>,
}

impl Run<'_> {
    /// A folder for one server, on a real disk: what is in memory alone syncs for nothing.
    pub(crate) fn folder(&self) -> Result<tempfile::TempDir, Trouble> {
        tempfile::tempdir_in(&self.scratch).map_err(Trouble::system("a folder"))
    }
}
