//! Cargo's view of the crates: what each names, and what each is in the end built from.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    path::{Path, PathBuf},
    process::Command,
};

use serde::Deserialize;

const PREFIX: &str = "porchlight-";

/// All packages, by cargo's id for each.
#[derive(Default)]
pub struct Graph {
    packages_by_id: BTreeMap<String, Package>,
}

/// One package, of the house or from outside.
#[derive(Default)]
pub struct Package {
    /// Its whole name, such as `porchlight-relay`.
    pub name: String,
    /// Whether it is a member of the workspace.
    pub of_the_house: bool,
    /// The packages that its `Cargo.toml` names, for tests and build scripts too.
    pub names: BTreeSet<String>,
    /// The ids of the packages whose code goes into it.
    built_from: BTreeSet<String>,
}

impl Package {
    /// The name without the house's prefix: for a crate of the house, its folder.
    pub fn folder(&self) -> &str {
        folder(&self.name)
    }
}

/// The folder of a crate of the house; the name itself for any other.
pub fn folder(name: &str) -> &str {
    name.strip_prefix(PREFIX).unwrap_or(name)
}

/// The workspace's root directory.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

impl Graph {
    /// The real house, as `cargo metadata` tells it.
    ///
    /// # Panics
    /// If cargo fails; its own words say why.
    pub fn of_the_workspace() -> Self {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .args(["metadata", "--format-version", "1"])
            .current_dir(root())
            .output()
            .expect("cargo runs: it runs this test");
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "cargo metadata failed:\n{words}");
        let metadata = serde_json::from_slice(&output.stdout).expect("cargo keeps to format version 1");
        Self::from_metadata(metadata)
    }

    /// A house made up for a test, one arrow a line: `porchlight-relay -> sled`.
    pub fn sketch(arrows: &str) -> Self {
        let mut graph = Self::default();
        let arrows = arrows.lines().filter_map(|line| line.split_once("->"));
        for (from, to) in arrows.map(|(from, to)| (from.trim(), to.trim())) {
            graph.sketched(to);
            let package = graph.sketched(from);
            package.names.insert(to.to_owned());
            package.built_from.insert(to.to_owned());
        }
        graph
    }

    fn sketched(&mut self, name: &str) -> &mut Package {
        let package = self.packages_by_id.entry(name.to_owned()).or_default();
        package.name = name.to_owned();
        package.of_the_house = name.starts_with(PREFIX);
        package
    }

    fn from_metadata(metadata: Metadata) -> Self {
        let mut graph = Self::default();
        for package in metadata.packages {
            let of_the_house = metadata.workspace_members.contains(&package.id);
            let names = package.dependencies.into_iter().map(|named| named.name).collect();
            let known = Package { name: package.name, of_the_house, names, built_from: BTreeSet::new() };
            graph.packages_by_id.insert(package.id, known);
        }
        for node in metadata.resolve.nodes {
            let built_from = node.deps.into_iter().filter(Dep::is_built_in).map(|dep| dep.pkg).collect();
            if let Some(package) = graph.packages_by_id.get_mut(&node.id) {
                package.built_from = built_from;
            }
        }
        graph
    }

    /// The crates of the house.
    pub fn house(&self) -> impl Iterator<Item = &Package> {
        self.packages_by_id.values().filter(|package| package.of_the_house)
    }

    /// The shortest way by which code of the package `to` gets into the house's crate `folder`, as names.
    pub fn way(&self, folder: &str, to: &str) -> Option<Vec<&str>> {
        let is_start = |package: &Package| package.of_the_house && package.folder() == folder;
        let (start, _) = self.packages_by_id.iter().find(|(_, package)| is_start(package))?;
        let mut came_from = BTreeMap::from([(start, start)]);
        let mut waiting = VecDeque::from([start]);
        while let Some(here) = waiting.pop_front() {
            let Some(package) = self.packages_by_id.get(here) else { continue };
            if package.name == to && here != start {
                return Some(self.steps(&came_from, here));
            }
            for next in &package.built_from {
                came_from.entry(next).or_insert_with(|| {
                    waiting.push_back(next);
                    here
                });
            }
        }
        None
    }

    fn steps(&self, came_from: &BTreeMap<&String, &String>, end: &String) -> Vec<&str> {
        let mut ids = vec![end];
        while let Some(&before) = ids.last().and_then(|id| came_from.get(id)) {
            if ids.contains(&before) {
                break;
            }
            ids.push(before);
        }
        let packages = ids.iter().rev().filter_map(|&id| self.packages_by_id.get(id));
        packages.map(|package| package.name.as_str()).collect()
    }
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Described>,
    workspace_members: Vec<String>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Described {
    id: String,
    name: String,
    dependencies: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dep>,
}

#[derive(Deserialize)]
struct Dep {
    pkg: String,
    dep_kinds: Vec<DepKind>,
}

#[derive(Deserialize)]
struct DepKind {
    kind: Option<String>,
}

impl Dep {
    /// Dev- and build-dependencies carry their kind; what goes into the crate itself carries none.
    fn is_built_in(&self) -> bool {
        self.dep_kinds.iter().any(|dep| dep.kind.is_none())
    }
}
