//! The rules about who may see whom.

use super::{
    ARROWS, KEY_HOLDERS, PURE, RANDOM, RELAY_TOWER, Sees, VAGUE_NAMES, WORLDLY,
    graph::{Graph, Package, folder},
};

/// Crates that stand in the workspace, but not in the table [`ARROWS`]; and the reverse.
pub fn strangers(graph: &Graph) -> Vec<String> {
    let is_known = |name: &str| ARROWS.iter().any(|(known, _)| *known == name);
    let is_there = |name: &str| graph.house().any(|package| package.folder() == name);
    let unknown = graph.house().map(Package::folder).filter(|name| !is_known(name));
    let gone = ARROWS.iter().map(|(name, _)| *name).filter(|name| !is_there(name));
    unknown
        .map(|name| format!("{name} has no floor: give it a line in ARROWS (tests/src/house.rs) and a decision record"))
        .chain(gone.map(|name| format!("{name} is gone: take its line out of ARROWS (tests/src/house.rs)")))
        .collect()
}

/// Arrows between crates of the house that the table [`ARROWS`] does not draw.
pub fn forbidden(graph: &Graph) -> Vec<String> {
    let mut breaches = Vec::new();
    for package in graph.house() {
        let named = graph.house().filter(|other| package.names.contains(&other.name));
        let refused = named.filter(|other| !may_see(package.folder(), other.folder()));
        breaches.extend(refused.map(|other| refusal(package, other)));
    }
    breaches
}

fn may_see(from: &str, to: &str) -> bool {
    let line = ARROWS.iter().find(|(name, _)| *name == from);
    line.is_some_and(|(_, sees)| match sees {
        Sees::Only(names) => names.contains(&to),
        Sees::Everything => true,
    })
}

fn refusal(from: &Package, to: &Package) -> String {
    let (from, to) = (from.folder(), to.folder());
    let why = if to == "tests" {
        "nothing sees tests"
    } else if RELAY_TOWER.contains(&from) && KEY_HOLDERS.contains(&to) {
        "the relay is blind by its build"
    } else {
        "the table ARROWS in tests/src/house.rs has no such arrow"
    };
    format!("{from} → {to} is forbidden: {why}")
}

/// Ways, however long, by which a crate of the relay tower gets hold of keys.
pub fn sight(graph: &Graph) -> Vec<String> {
    let holders = KEY_HOLDERS.map(|holder| format!("porchlight-{holder}"));
    let holders: Vec<_> = holders.iter().map(String::as_str).collect();
    ways(graph, &RELAY_TOWER, &holders, "a relay crate reaches no keys, by no way")
}

/// Ways, however long, by which a pure crate gets a runtime, a socket, a disk or a clock.
pub fn worldliness(graph: &Graph) -> Vec<String> {
    ways(graph, &PURE, &WORLDLY, "a pure crate draws in nothing that touches the world")
}

fn ways(graph: &Graph, from: &[&str], to: &[&str], rule: &str) -> Vec<String> {
    let pairs = from.iter().flat_map(|from| to.iter().map(move |to| (from, to)));
    pairs.filter_map(|(from, to)| graph.way(from, to)).map(|way| format!("{}: {rule}", way.join(" → "))).collect()
}

/// Pure crates that name a random source of their own.
pub fn dice(graph: &Graph) -> Vec<String> {
    let pure = graph.house().filter(|package| PURE.contains(&package.folder()));
    pure.flat_map(|package| package.names.iter().map(move |name| (package.folder(), name)))
        .filter(|(_, name)| RANDOM.contains(&name.as_str()))
        .map(|(from, name)| format!("{from} → {name}: random bytes come into a pure crate as an argument"))
        .collect()
}

/// Crates other than the relay (and the tests, which see all) that name sled.
pub fn stray_sleds(graph: &Graph) -> Vec<String> {
    let others = graph.house().filter(|package| !["relay", "tests"].contains(&package.folder()));
    others
        .filter(|package| package.names.contains("sled"))
        .map(|package| format!("{} → sled: only the relay's store knows sled", package.folder()))
        .collect()
}

/// Crates whose name says nothing.
pub fn vague(graph: &Graph) -> Vec<String> {
    let names = graph.house().map(|package| folder(&package.name));
    names
        .filter(|name| VAGUE_NAMES.contains(name))
        .map(|name| format!("the crate {name}: name it by what it is"))
        .collect()
}
