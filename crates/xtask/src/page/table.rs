//! How large the page is: what everyone who opens it has to wait for, and what their browser then keeps.

use std::fmt::Write;

use super::{files::Files, packed};
use crate::trouble::Trouble;

/// 1.25 seconds of a line with 1.6 Mbit/s: half of what a relative may wait until a level stands.
const FAMILY_BYTES_MAX: usize = 250_000;
/// A liaison comes back every day and finds it kept; nearly two seconds of such a line, once.
const DESK_BYTES_MAX: usize = 380_000;

/// A face of the page, how the names of what it alone loads begin, and what opening it may weigh on the wire.
struct Face {
    name: &'static str,
    own: [&'static str; 3],
    bytes_max: usize,
}

const FACES: [Face; 2] = [
    Face { name: "the family page", own: ["index.", "porchlight-family", TEXTS], bytes_max: FAMILY_BYTES_MAX },
    Face { name: "the desk", own: ["desk.", "desk-", "porchlight-desk"], bytes_max: DESK_BYTES_MAX },
];
/// A reader's browser loads one of its face's files of sentences.
const TEXTS: &str = "texts.";
/// Wanted only where the page is installed.
const INSTALLED: &str = "icon-";

/// A file's sizes.
struct Size<'a> {
    name: &'a str,
    whole: usize,
    wire: usize,
}

impl Face {
    fn owns(&self, name: &str) -> bool {
        self.own.iter().any(|start| name.starts_with(start))
    }

    /// Whether a browser that has this face open keeps a file: all but what belongs to another face alone.
    fn keeps(&self, name: &str) -> bool {
        self.owns(name) || !FACES.iter().any(|face| face.owns(name))
    }

    /// What there is to load before anything can be shown, in the language with the largest sentences.
    fn loads<'a>(&self, sizes: &'a [Size<'a>]) -> Vec<&'a Size<'a>> {
        let kept = sizes.iter().filter(|size| self.keeps(size.name));
        let (texts, others): (Vec<_>, Vec<_>) = kept.partition(|size| size.name.contains(TEXTS));
        let (texts, others) = (texts.into_iter().max_by_key(|size| size.wire), others.into_iter());
        others.filter(|size| !size.name.starts_with(INSTALLED)).chain(texts).collect()
    }
}

/// Holds the page to what each of its faces may weigh.
pub(super) fn hold_to_bounds(files: &Files) -> Result<(), Trouble> {
    let sizes = sizes(files);
    match FACES.iter().find(|face| sum(face.loads(&sizes)).1 > face.bytes_max) {
        Some(Face { name, bytes_max, .. }) => {
            Err(Trouble::PageTooHeavy { face: name, bytes_max: *bytes_max, table: of(files) })
        }
        None => Ok(()),
    }
}

/// The files with their sizes, as they are and on the wire, and what each face comes to.
pub(super) fn of(files: &Files) -> String {
    let sizes = sizes(files);
    let mut table = String::new();
    let mut line = |name: &str, whole: usize, wire: usize| {
        writeln!(table, "{name:<36} {whole:>10} {wire:>10}").expect("a string takes every byte");
    };
    for size in &sizes {
        line(size.name, size.whole, size.wire);
    }
    for face in FACES {
        let (whole, wire) = sum(face.loads(&sizes));
        line(&format!("Opening {}", face.name), whole, wire);
        let (whole, wire) = sum(sizes.iter().filter(|size| face.keeps(size.name)));
        line("  and all that is kept of it", whole, wire);
    }
    format!("{:<36} {:>10} {:>10}\n{}", "file", "bytes", "brotli", table.trim_end())
}

fn sizes(files: &Files) -> Vec<Size<'_>> {
    files.iter().map(|(name, bytes)| Size { name, whole: bytes.len(), wire: on_the_wire(bytes) }).collect()
}

fn sum<'a>(sizes: impl IntoIterator<Item = &'a Size<'a>>) -> (usize, usize) {
    sizes.into_iter().fold((0, 0), |sum, size| (sum.0 + size.whole, sum.1 + size.wire))
}

fn on_the_wire(bytes: &[u8]) -> usize {
    packed::brotli(bytes).len().min(bytes.len())
}

#[cfg(test)]
mod tests {
    use ring::digest::{SHA256, digest};

    use super::*;

    #[test]
    fn a_face_is_opened_with_its_own_files_the_common_ones_and_one_language() {
        let names = [
            "desk-texts.ru.txt",
            "desk.html",
            "icon-192.png",
            "index.html",
            "page.css",
            "porchlight-desk_bg.wasm",
            "porchlight-family_bg.wasm",
            "texts.en.txt",
            "texts.uk.txt",
        ];
        let sizes: Vec<_> = names.iter().zip(1..).map(|(name, wire)| Size { name, whole: wire, wire }).collect();
        let loaded = |face: &Face| face.loads(&sizes).iter().map(|size| size.name).collect::<Vec<_>>();
        assert_eq!(loaded(&FACES[0]), ["index.html", "page.css", "porchlight-family_bg.wasm", "texts.uk.txt"]);
        assert_eq!(loaded(&FACES[1]), ["desk.html", "page.css", "porchlight-desk_bg.wasm", "desk-texts.ru.txt"]);
        assert!(FACES[0].keeps("texts.en.txt") && FACES[0].keeps("icon-192.png"));
        assert!(
            !FACES[0].keeps("desk.html") && !FACES[0].keeps("desk-texts.ru.txt") && !FACES[1].keeps("texts.en.txt")
        );
        assert!(!FACES[0].keeps("desk.css") && !FACES[1].keeps("porchlight-family_bg.wasm"));
    }

    #[test]
    fn a_face_that_weighs_too_much_is_an_error() {
        // Hashes do not pack.
        let noise = |bytes: usize| (0..bytes / 32).flat_map(|at| digest(&SHA256, &at.to_be_bytes()).as_ref().to_vec());
        let page = |bytes| Files::from([("porchlight-family_bg.wasm".to_owned(), noise(bytes).collect::<Vec<_>>())]);
        let light = page(1_000);
        assert!(hold_to_bounds(&light).is_ok());
        let heavy = hold_to_bounds(&page(FAMILY_BYTES_MAX + 1_000));
        assert!(matches!(heavy, Err(Trouble::PageTooHeavy { face: "the family page", .. })));
    }

    #[test]
    fn the_table_ends_with_what_each_face_comes_to() {
        let files = Files::from([("page.css".to_owned(), b"x".to_vec()), ("desk.html".to_owned(), b"yz".to_vec())]);
        let text = of(&files);
        let ends: Vec<_> = text.lines().rev().take(4).map(|line| line.split_whitespace().last()).collect();
        assert_eq!(ends, [Some("3"), Some("3"), Some("1"), Some("1")]);
    }
}
