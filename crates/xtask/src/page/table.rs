//! How large the page is: what everyone who opens it has to wait for.

use std::fmt::Write;

use super::{files::Files, packed};

/// A face of the page, and how the names of what it alone loads begin.
struct Face {
    name: &'static str,
    own: [&'static str; 2],
}

const FACES: [Face; 2] = [
    Face { name: "the family page", own: ["index.", "porchlight-family"] },
    Face { name: "the desk", own: ["desk.", "porchlight-desk"] },
];

impl Face {
    fn owns(&self, name: &str) -> bool {
        self.own.iter().any(|start| name.starts_with(start))
    }

    /// Whether a first visit of this face fetches a file: all but what belongs to another face alone.
    fn loads(&self, name: &str) -> bool {
        self.owns(name) || !FACES.iter().any(|face| face.owns(name))
    }
}

/// The files with their sizes, as they are and on the wire, and what a first visit of each face comes to.
pub(super) fn of(files: &Files) -> String {
    let sizes: Vec<_> = files.iter().map(|(name, bytes)| (name, bytes.len(), on_the_wire(bytes))).collect();
    let mut table = String::new();
    let mut line = |name: &str, whole: usize, wire: usize| {
        writeln!(table, "{name:<32} {whole:>10} {wire:>10}").expect("a string takes every byte");
    };
    for (name, whole, wire) in &sizes {
        line(name, *whole, *wire);
    }
    for face in FACES {
        let loaded = sizes.iter().filter(|(name, ..)| face.loads(name));
        let (whole, wire) = loaded.fold((0, 0), |sum, (_, whole, wire)| (sum.0 + whole, sum.1 + wire));
        line(&format!("First visit of {}", face.name), whole, wire);
    }
    format!("{:<32} {:>10} {:>10}\n{table}", "file", "bytes", "brotli")
}

fn on_the_wire(bytes: &[u8]) -> usize {
    packed::brotli(bytes).len().min(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_visit_fetches_what_is_its_own_and_what_is_common() {
        let files = ["desk.html", "index.html", "page.css", "porchlight-desk_bg.wasm", "porchlight-family_bg.wasm"];
        let loaded = |face: &Face| files.into_iter().filter(|name| face.loads(name)).collect::<Vec<_>>();
        assert_eq!(loaded(&FACES[0]), ["index.html", "page.css", "porchlight-family_bg.wasm"]);
        assert_eq!(loaded(&FACES[1]), ["desk.html", "page.css", "porchlight-desk_bg.wasm"]);
    }

    #[test]
    fn the_table_ends_with_what_a_first_visit_comes_to() {
        let files = Files::from([("page.css".to_owned(), b"x".to_vec()), ("desk.html".to_owned(), b"yz".to_vec())]);
        let text = of(&files);
        let ends: Vec<_> = text.trim_end().lines().rev().take(2).map(|line| line.split_whitespace().last()).collect();
        assert_eq!(ends, [Some("3"), Some("1")]);
    }
}
