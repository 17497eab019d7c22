//! The specification says what the code does: its tables are held against the code, and the documents' links lead somewhere.

use std::path::{Path, PathBuf};

use porchlight_protocol::limits;
use porchlight_tests::{house::source, vectors::FILES};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The cells of the table rows under a heading.
fn rows(document: &str, heading: &str) -> Vec<Vec<String>> {
    let section = document.split("\n## ").find(|section| section.starts_with(heading)).expect("the heading stands");
    let rows = section.lines().filter(|line| line.starts_with('|')).skip(2);
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

fn code(cell: &str) -> String {
    let start = cell.split('`').nth(1).unwrap_or_default();
    start.split([' ', '{', '(']).next().unwrap_or_default().to_owned()
}

#[test]
fn the_catalogue_of_refusals_is_the_codes() {
    let protocol = read("docs/protocol.md");
    let refusals = FILES.iter().find(|file| file.name == "refusals").expect("the file is listed");
    let cases = (refusals.make)();
    let rows = rows(&protocol, "Refusals");
    assert_eq!(rows.len(), cases.len());
    for (row, case) in rows.iter().zip(&cases) {
        let again = if case["again"].as_bool() == Some(true) { "yes" } else { "no" };
        assert_eq!(row[0], case["code"].to_string(), "{}", case["name"]);
        assert_eq!(Some(code(&row[1]).as_str()), case["name"].as_str());
        assert_eq!(Some(row[2].as_str()), case["fault"].as_str(), "{}", case["name"]);
        assert_eq!(row[3], again, "{}", case["name"]);
    }
}

#[test]
fn the_asks_stand_in_the_order_of_the_wire() {
    let protocol = read("docs/protocol.md");
    let frames = FILES.iter().find(|file| file.name == "frames").expect("the file is listed");
    let asks: Vec<_> = (frames.make)().into_iter().filter(|case| case["index"].is_u64()).collect();
    let rows = rows(&protocol, "Frames");
    for (row, case) in rows.iter().zip(&asks) {
        assert_eq!(row[0], case["index"].to_string());
        assert_eq!(Some(code(&row[1]).as_str()), case["name"].as_str());
    }
    assert!(rows.len() > asks.len(), "the relay's frames follow");
}

#[test]
fn the_limits_are_the_codes() {
    let protocol = read("docs/protocol.md");
    let stated = |name: &str| {
        let rows = rows(&protocol, "Limits");
        let row = rows.iter().find(|row| code(&row[0]) == name).unwrap_or_else(|| panic!("{name} is not listed"));
        let digits: String = row[1].chars().take_while(|c| c.is_ascii_digit() || *c == ',').collect();
        digits.replace(',', "").parse::<usize>().unwrap_or_else(|_| panic!("{name}: {}", row[1]))
    };
    for (name, value) in [
        ("FRAME_BYTES_MAX", limits::FRAME_BYTES_MAX),
        ("DROPS_PER_FRAME_MAX", limits::DROPS_PER_FRAME_MAX),
        ("TAGS_PER_FRAME_MAX", limits::TAGS_PER_FRAME_MAX),
        ("ANSWERS_PER_FRAME_MAX", limits::ANSWERS_PER_FRAME_MAX),
        ("RETIRED_PER_FRAME_MAX", limits::RETIRED_PER_FRAME_MAX),
        ("CONTROLS_PER_PAGE", limits::CONTROLS_PER_PAGE),
        ("INBOX_PER_PAGE", limits::INBOX_PER_PAGE),
        ("REQUESTS_OUTSTANDING_MAX", limits::REQUESTS_OUTSTANDING_MAX),
        ("INBOX_MESSAGES_MAX", limits::INBOX_MESSAGES_MAX),
        ("INBOX_SENDS_PER_SESSION_MAX", limits::INBOX_SENDS_PER_SESSION_MAX),
        ("VAULT_PIECES_MIN", limits::VAULT_PIECES_MIN),
        ("VAULT_PIECES_MAX", limits::VAULT_PIECES_MAX),
        ("VAULT_TAGS", limits::VAULT_TAGS),
        ("RETENTION_DAYS_MIN", usize::from(limits::RETENTION_DAYS_MIN)),
        ("RETENTION_DAYS_DEFAULT", usize::from(limits::RETENTION_DAYS_DEFAULT)),
        ("RETENTION_DAYS_MAX", usize::from(limits::RETENTION_DAYS_MAX)),
        ("CARRIED_ENVELOPES_MAX", limits::CARRIED_ENVELOPES_MAX),
        ("DROPS_PER_EPOCH_MAX", limits::DROPS_PER_EPOCH_MAX),
        ("INVITES_PER_FEED_MAX", limits::INVITES_PER_FEED_MAX),
        ("HANDOVERS_MAX", limits::HANDOVERS_MAX),
    ] {
        assert_eq!(stated(name), value, "{name}");
    }
}

#[test]
fn every_label_of_the_specification_is_in_the_code_and_every_one_of_the_code_is_specified() {
    let protocol = read("docs/protocol.md");
    let sources: String =
        ["crates/protocol/src", "crates/sealing/src"].iter().flat_map(|folder| files(folder)).collect();
    let specified = labels(&protocol);
    assert!(specified.len() > 15);
    for label in &specified {
        assert!(sources.contains(label.as_str()), "«{label}» is specified and stands nowhere in the code");
    }
    for label in labels(&sources) {
        assert!(specified.contains(&label), "«{label}» is used and not specified");
    }
}

fn files(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(root().join(folder)).expect("the folder stands");
    entries.filter_map(|entry| std::fs::read_to_string(entry.ok()?.path()).ok()).collect()
}

fn labels(text: &str) -> Vec<String> {
    let is_label = |c: &char| c.is_ascii_lowercase() || *c == ' ';
    let found = text.split("porchlight/1 ").skip(1);
    let mut labels: Vec<String> = found
        .map(|rest| format!("porchlight/1 {}", rest.chars().take_while(is_label).collect::<String>().trim()))
        .collect();
    labels.sort();
    labels.dedup();
    labels
}

/// The documents that people read, each with its text.
fn documents() -> Vec<(PathBuf, String)> {
    let mut paths = vec![root().join("README.md"), root().join("CHANGELOG.md")];
    for folder in ["docs", "docs/decisions"] {
        let entries = std::fs::read_dir(root().join(folder)).expect("the folder stands");
        paths.extend(entries.filter_map(|entry| Some(entry.ok()?.path())));
    }
    paths.retain(|path| path.extension().is_some_and(|end| end == "md"));
    let text = |path: &PathBuf| std::fs::read_to_string(path).expect("it is readable");
    paths.into_iter().map(|path| (path.clone(), text(&path))).collect()
}

#[test]
fn every_link_of_the_documents_leads_to_a_file() {
    for (document, text) in documents() {
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
        for target in targets.filter(|target| !target.is_empty() && !target.starts_with("http")) {
            let folder = document.parent().expect("a file lies in a folder");
            assert!(folder.join(target).exists(), "{}: {target}", document.display());
        }
    }
}

#[test]
fn every_file_that_the_documents_name_stands() {
    let mut named = 0;
    for (document, text) in documents() {
        let paths = text.split('`').filter(|quoted| quoted.starts_with("crates/") || quoted.starts_with("tests/"));
        for path in paths.filter(|path| path.ends_with(".rs") || path.ends_with(".json")) {
            let stands = path.contains('*') || root().join(path).exists();
            assert!(stands, "{}: {path}", document.display());
            named += 1;
        }
    }
    assert!(named > 10, "only {named} files were found to be named");
}

#[test]
fn every_section_that_the_code_quotes_stands_in_the_specification() {
    let protocol = read("docs/protocol.md");
    let sections: Vec<_> = protocol.lines().filter(|line| line.starts_with('#')).map(anchor).collect();
    let mut sources = source::of_everything();
    sources.push(source::Source::sketch("Cargo.toml", &read("Cargo.toml")));
    let mut quoted = 0;
    for source in sources {
        for section in quotes(&source.text) {
            assert!(sections.contains(&section), "{} quotes #{section}, which is not there", source.path);
            quoted += 1;
        }
    }
    assert!(quoted > 30, "only {quoted} quotes were found");
}

/// The sections named after the specification's path, up to the first character that is of no anchor.
fn quotes(text: &str) -> impl Iterator<Item = String> {
    let is_of_anchor = |c: &char| c.is_alphanumeric() || *c == '-' || *c == '_';
    text.split(concat!("docs/protocol", ".md#"))
        .skip(1)
        .map(move |rest| rest.chars().take_while(is_of_anchor).collect())
}

/// What a link to a heading is called: lower case, hyphens for spaces, no punctuation.
fn anchor(heading: &str) -> String {
    let title = heading.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
    title.chars().filter(|c| c.is_alphanumeric() || *c == '-' || *c == '_').collect()
}
