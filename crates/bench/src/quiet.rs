//! Whether the machine was left alone, and alike for all: figures of a quiet hour and of a busy one are not to be compared.

use std::time::Instant;

use crate::{clock::now, proc, servers::Server, trouble::Trouble};

/// Processors' worth of others' work that changes figures by more than they vary anyway.
const OTHERS_MAX: f64 = 0.2;

/// What others did while each server was measured.
#[derive(Debug, Default)]
pub(crate) struct Quiet {
    seen: Vec<(Server, f64)>,
}

/// A measurement that goes on.
pub(crate) struct Watch {
    server: Server,
    begun: Instant,
    busy: f64,
    own: f64,
}

impl Watch {
    /// Begins with a server's start.
    pub(crate) fn begin(server: Server) -> Result<Self, Trouble> {
        Ok(Self { server, begun: now(), busy: proc::load()?.busy, own: proc::cpu_seconds(std::process::id())? })
    }
}

impl Quiet {
    /// Takes note of what others did meanwhile; `served` is what the server itself used.
    pub(crate) fn note(&mut self, watch: &Watch, served: f64) -> Result<(), Trouble> {
        let own = proc::cpu_seconds(std::process::id())? - watch.own;
        let others = proc::load()?.busy - watch.busy - own - served;
        self.seen.push((watch.server, others.max(0.0) / watch.begun.elapsed().as_secs_f64()));
        Ok(())
    }

    /// What has to be said of it.
    pub(crate) fn told(&self) -> String {
        if self.seen.is_empty() {
            return "what others did meanwhile was not looked at: no server was measured".to_owned();
        }
        let most = self.seen.iter().map(|(_, others)| *others).fold(0.0, f64::max);
        let least = self.seen.iter().map(|(_, others)| *others).fold(most, f64::min);
        let mut told = format!("beside server and load, others kept {least:.2} to {most:.2} processors busy");
        if most > OTHERS_MAX {
            told += ": **the machine was not quiet, so only ratios mean something, and they little**";
        }
        if most - least > OTHERS_MAX {
            told += "; **it was not alike for all servers**: the busiest hour was that of ";
            let busiest = self.seen.iter().max_by(|one, other| one.1.total_cmp(&other.1));
            told += busiest.map_or("none", |(server, _)| server.name());
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_hour_is_told_and_whose_it_was() {
        let quiet = Quiet { seen: vec![(Server::Rawfloor, 0.05), (Server::Porchlight, 0.04)] };
        assert!(!quiet.told().contains("**"));
        assert!(Quiet::default().told().contains("not looked at"));
        let busy = Quiet { seen: vec![(Server::Rawfloor, 0.05), (Server::Porchlight, 0.9)] };
        assert!(busy.told().contains("not alike") && busy.told().ends_with("porchlight"));
    }
}
