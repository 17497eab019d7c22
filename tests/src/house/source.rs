//! The crates' sources, and what of them is code that ships: no comments, no literals, no tests.

use std::{fs, path::Path};

use super::graph::root;

/// One source file.
pub struct Source {
    /// Its path from the workspace's root, with `/`.
    pub path: String,
    /// All that stands in it.
    pub text: String,
}

/// A word or mark of the code, and where it stands.
pub struct Token {
    /// Counted from one.
    pub line: usize,
    /// An identifier, `::`, or one other character.
    pub text: String,
}

impl Source {
    /// A file made up for a test.
    pub fn sketch(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// The words and marks of the code that ships.
    pub fn tokens(&self) -> Vec<Token> {
        let code = without_test_items(&without_comments_and_literals(&self.text));
        let lines = code.lines().enumerate();
        lines.flat_map(|(index, line)| tokens_of(index + 1, line)).collect()
    }
}

/// The sources of these crates, without the files that only their tests use.
///
/// # Panics
/// If a crate has no sources: a rule that looks at nothing would hold for ever.
pub fn of_crates(folders: &[&str]) -> Vec<Source> {
    let mut sources = Vec::new();
    for folder in folders {
        let before = sources.len();
        collect(&format!("crates/{folder}/src"), ".rs", &mut sources);
        assert!(sources.len() > before, "crates/{folder}/src has no sources: did the crate move?");
    }
    without_test_files(sources)
}

/// The sources of every crate under `crates/`.
pub fn of_every_crate() -> Vec<Source> {
    let mut sources = Vec::new();
    collect("crates", ".rs", &mut sources);
    sources.retain(|source| source.path.split('/').nth(2) == Some("src"));
    without_test_files(sources)
}

/// Every source and every crate's manifest, tests included.
pub fn of_everything() -> Vec<Source> {
    let mut sources = Vec::new();
    for ending in [".rs", ".toml"] {
        collect("crates", ending, &mut sources);
        collect("tests", ending, &mut sources);
    }
    sources
}

fn collect(directory: &str, ending: &str, sources: &mut Vec<Source>) {
    let entries = fs::read_dir(root().join(directory)).into_iter().flatten().flatten();
    for entry in entries {
        let path = format!("{directory}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&path, ending, sources);
        } else if path.ends_with(ending) {
            let text = fs::read_to_string(entry.path()).unwrap_or_else(|error| panic!("{path}: {error}"));
            sources.push(Source { path, text });
        }
    }
}

/// Leaves out each `x.rs` and `x/` that a `#[cfg(test)] mod x;` names.
pub fn without_test_files(mut sources: Vec<Source>) -> Vec<Source> {
    let modules: Vec<_> = sources.iter().flat_map(test_modules).collect();
    sources.retain(|source| {
        let path = source.path.trim_end_matches(".rs");
        !modules.iter().any(|module| path == module || path.starts_with(&format!("{module}/")))
    });
    sources
}

fn test_modules(source: &Source) -> Vec<String> {
    let path = Path::new(source.path.trim_end_matches(".rs"));
    let is_root = ["lib", "main", "mod"].iter().any(|name| path.ends_with(name));
    let directory = if is_root { path.parent().unwrap_or(path) } else { path };
    let code = without_comments_and_literals(&source.text);
    let named = code.split(TEST_ONLY).skip(1).filter_map(|item| {
        let (name, _) = item.trim_start().strip_prefix("mod ")?.split_once([';', '{'])?;
        Some(format!("{}/{}", directory.display(), name.trim()))
    });
    named.collect()
}

const TEST_ONLY: &str = "#[cfg(test)]";

/// Blanks every item under `#[cfg(test)]`, up to its `;` or the brace that closes it.
fn without_test_items(code: &str) -> String {
    let mut shipped = String::new();
    let mut rest = code;
    while let Some(start) = rest.find(TEST_ONLY) {
        let (before, item) = rest.split_at(start);
        let (item, after) = item.split_at(item_length(item));
        shipped.push_str(before);
        shipped.push_str(&blank(item));
        rest = after;
    }
    shipped + rest
}

fn item_length(item: &str) -> usize {
    let mut depth = 0_usize;
    for (index, mark) in item.char_indices().skip(TEST_ONLY.len()) {
        match mark {
            '(' | '[' | '{' => depth += 1,
            '}' if depth == 0 => return index,
            '}' if depth == 1 => return index + 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ';' if depth == 0 => return index + 1,
            _ => {}
        }
    }
    item.len()
}

/// Blanks comments, strings and characters; every line keeps its number.
fn without_comments_and_literals(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let goes_on = code.ends_with(is_of_word);
        if let Some(length) = silent_length(rest, goes_on) {
            let (silent, after) = rest.split_at(length);
            code.push_str(&blank(silent));
            rest = after;
        } else {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    code
}

/// How long the comment or literal is that stands at the start, if one does.
fn silent_length(rest: &str, goes_on: bool) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(block_comment_length(rest));
    }
    if rest.starts_with('"') {
        return Some(quoted_length(rest, '"'));
    }
    if let Some(inside) = rest.strip_prefix('\'') {
        let mut inside = inside.chars();
        let is_character = inside.next() == Some('\\') || inside.next() == Some('\'');
        return is_character.then(|| quoted_length(rest, '\''));
    }
    if goes_on { None } else { raw_string_length(rest) }
}

fn block_comment_length(rest: &str) -> usize {
    let mut depth = 0_usize;
    let bytes = rest.as_bytes();
    let mut at = 0;
    while at + 1 < bytes.len() {
        match &bytes[at..at + 2] {
            b"/*" => depth += 1,
            b"*/" => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

fn quoted_length(rest: &str, mark: char) -> usize {
    let mut escaped = false;
    for (index, c) in rest.char_indices().skip(1) {
        if c == mark && !escaped {
            return index + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    rest.len()
}

fn raw_string_length(rest: &str) -> Option<usize> {
    let after_r = rest.trim_start_matches(['b', 'c']).strip_prefix('r')?;
    let inside = after_r.trim_start_matches('#');
    let fence = "#".repeat(after_r.len() - inside.len());
    let start = rest.len() - inside.strip_prefix('"')?.len();
    let end = format!("\"{fence}");
    Some(rest[start..].find(&end).map_or(rest.len(), |at| start + at + end.len()))
}

fn blank(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect()
}

fn tokens_of(line: usize, mut text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    while let Some(first) = text.trim_start().chars().next() {
        text = text.trim_start();
        let length = match text.find(|c| !is_of_word(c)) {
            Some(0) if text.starts_with("::") => 2,
            Some(0) => first.len_utf8(),
            Some(length) => length,
            None => text.len(),
        };
        let (token, rest) = text.split_at(length);
        tokens.push(Token { line, text: token.to_owned() });
        text = rest;
    }
    tokens
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
