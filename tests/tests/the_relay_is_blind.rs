//! After a day of the real programs, nothing that was said, nor who is there, stands on the relay's disk, in its log, or in
//! the memory of its process.

mod cli_world;

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use cli_world::World;

const TEXT: &str = "Moved to the hospital on Lisova street; visitors from noon.";
const FAMILIES: [&str; 3] = ["Kovalenko-Zirka", "Petrova-Utro", "Smith-Lantern"];
const CODES: [&str; 5] = ["unchanged", "no-negative", "negative-telling", "negative-told", "wounded"];
const LABELS: [&str; 3] = ["The day passed", "негативної інформації", "Пожалуйста, позвоните"];

/// A day in which everything is said that must not be found; the links that were given.
fn a_day(world: &World) -> Vec<String> {
    world.found();
    let links = FAMILIES.map(|family| {
        let link = world.invite(family);
        world.object(family, &["family", "join", &link]);
        link
    });
    for code in &CODES[..4] {
        world.object("liaison", &["liaison", "post", code]);
    }
    world.object("liaison", &["liaison", "tell", FAMILIES[1], "--code", CODES[4], "--text", TEXT]);
    for family in FAMILIES {
        world.objects(family, &["family", "read"]);
    }
    links.to_vec()
}

/// Every word that only members may know: texts, labels, codes, names, and the secret halves of the links.
fn secrets(links: &[String]) -> Vec<String> {
    let said = [&FAMILIES[..], &CODES[..], &LABELS[..], &[TEXT, "Our people", "hospital"][..]].concat();
    let fragments = links.iter().filter_map(|link| link.split('#').nth(1));
    // What stands before the secret is the feed's id, which the relay knows.
    said.into_iter().map(str::to_owned).chain(fragments.map(|fragment| fragment[44..80].to_owned())).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn found(bytes: &[u8], words: &[String]) -> Vec<String> {
    let stands = |word: &&String| memchr(bytes, word.as_bytes());
    words.iter().filter(stands).cloned().collect()
}

/// Whether the word stands among the bytes.
fn memchr(bytes: &[u8], word: &[u8]) -> bool {
    let (first, rest) = word.split_first().expect("no word is empty");
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| byte == first) {
        from += at + 1;
        if bytes[from..].starts_with(rest) {
            return true;
        }
    }
    false
}

/// Every readable and writable stretch of a process's memory: heap, stacks, buffers, and what it has mapped.
fn memory(process: u32) -> Vec<Vec<u8>> {
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).unwrap();
    let memory = File::open(format!("/proc/{process}/mem")).unwrap();
    let stretch = |line: &str| {
        let mut fields = line.split_whitespace();
        let (range, rights) = (fields.next()?, fields.next()?);
        let (from, to) = range.split_once('-')?;
        let (from, to) = (u64::from_str_radix(from, 16).ok()?, u64::from_str_radix(to, 16).ok()?);
        let mut bytes = vec![0; usize::try_from(to - from).ok()?];
        (rights.starts_with("rw") && memory.read_exact_at(&mut bytes, from).is_ok()).then_some(bytes)
    };
    maps.lines().filter_map(stretch).collect()
}

#[test]
fn nothing_that_was_said_stands_on_its_disk_in_its_log_or_in_its_memory() {
    let world = World::start_logging("trace");
    let links = a_day(&world);
    let words = secrets(&links);

    let stretches = memory(world.relay_id());
    assert!(stretches.iter().map(Vec::len).sum::<usize>() > 1 << 20, "the process's memory could be read");
    for bytes in stretches {
        assert_eq!(found(&bytes, &words), Vec::<String>::new(), "in the relay's memory");
    }
    let mut searched = files(&world.path("relay"));
    searched.retain(|path| fs::metadata(path).is_ok_and(|meta| meta.is_file()));
    searched.push(world.path("relay.log"));
    let total: u64 = searched.iter().map(|path| fs::metadata(path).unwrap().len()).sum();
    assert!(total > 100_000, "the day left something to search");
    for path in searched {
        let bytes = fs::read(&path).unwrap();
        assert_eq!(found(&bytes, &words), Vec::<String>::new(), "in {}", path.display());
    }
}

#[test]
fn the_search_would_find_what_stands_there() {
    let world = World::start();
    let links = a_day(&world);
    let words = secrets(&links);
    fs::write(world.path("planted"), format!("..{}..{}..", FAMILIES[2], words.last().unwrap())).unwrap();
    let bytes = fs::read(world.path("planted")).unwrap();
    assert_eq!(found(&bytes, &words).len(), 2);
    // The relay's own words are in its memory: the reader of memories sees what is there.
    let own: Vec<_> = memory(world.relay_id());
    assert!(own.iter().any(|bytes| memchr(bytes, b"porchlight.1")), "its subprotocol stands in its memory");
}
