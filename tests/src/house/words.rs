//! The rules about what may stand in the sources.

use super::{
    MEMBER_WORDS, SLEDS_FOLDER, VAGUE_NAMES, WORLDLY_STD,
    source::{Source, Token},
};

/// Where a pure crate reaches for the world by itself.
pub fn world_touched(sources: &[Source]) -> Vec<String> {
    sources.iter().flat_map(touches).collect()
}

fn touches(source: &Source) -> Vec<String> {
    let tokens = source.tokens();
    let places = 0..tokens.len();
    let of_std = places.flat_map(|at| std_modules(&tokens[at..]));
    let worldly = of_std.filter(|module| WORLDLY_STD.contains(&module.text.as_str()));
    let dice = tokens.iter().filter(|token| token.text == "SystemRandom");
    worldly
        .map(|token| (token, format!("std::{}", token.text)))
        .chain(dice.map(|token| (token, token.text.clone())))
        .map(|(token, what)| format!("{}:{} names {what}: {}", source.path, token.line, remedy(&what)))
        .collect()
}

fn remedy(what: &str) -> &'static str {
    match what {
        "std::time" => "time comes into a pure crate as an argument, and a span of it is core::time::Duration",
        _ => "random bytes and the world come into a pure crate as arguments",
    }
}

/// The modules that `std::x` or `std::{x, y}` names, where the tokens start with one.
fn std_modules(tokens: &[Token]) -> Vec<&Token> {
    let mut words = tokens.iter();
    if !(next_is(&mut words, "std") && next_is(&mut words, "::")) {
        return Vec::new();
    }
    match words.next() {
        Some(open) if open.text == "{" => heads_of_group(words.as_slice()),
        module => module.into_iter().collect(),
    }
}

fn next_is<'a>(words: &mut impl Iterator<Item = &'a Token>, text: &str) -> bool {
    words.next().is_some_and(|word| word.text == text)
}

/// The first word of each path in a group whose opening brace has been read.
fn heads_of_group(tokens: &[Token]) -> Vec<&Token> {
    let mut heads = Vec::new();
    let mut depth = 1_usize;
    let mut is_head = true;
    for token in tokens {
        match token.text.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            "," if depth == 1 => {
                is_head = true;
                continue;
            }
            _ if is_head => heads.push(token),
            _ => {}
        }
        is_head = false;
        if depth == 0 {
            break;
        }
    }
    heads
}

/// Where sled is named outside the relay's store.
pub fn stray_sleds(sources: &[Source]) -> Vec<String> {
    let others = sources.iter().filter(|source| !source.path.starts_with(SLEDS_FOLDER));
    others.flat_map(sleds).collect()
}

fn sleds(source: &Source) -> Vec<String> {
    let tokens = source.tokens();
    let text = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or("", |token| token.text.as_str());
    let is_sled = |at: usize| {
        let before = text(at.checked_sub(1));
        let is_own_module = before == "::" && text(at.checked_sub(2)).starts_with(char::is_alphanumeric);
        let is_path = text(Some(at + 1)) == "::" || ["use", "crate"].contains(&before);
        text(Some(at)) == "sled" && is_path && !is_own_module
    };
    (0..tokens.len())
        .filter(|at| is_sled(*at))
        .map(|at| format!("{}:{} names sled: only {SLEDS_FOLDER} may", source.path, tokens[at].line))
        .collect()
}

/// Where relay code, its comments and tests included, speaks of what a relay does not know.
pub fn member_words(sources: &[Source]) -> Vec<String> {
    let mut breaches = Vec::new();
    for source in sources {
        for (index, line) in source.text.lines().enumerate() {
            let line = line.to_lowercase();
            let words = MEMBER_WORDS.iter().filter(|word| line.contains(**word));
            breaches.extend(
                words.map(|word| format!("{}:{} says \"{word}\": a relay knows no such thing", source.path, index + 1)),
            );
        }
    }
    breaches
}

/// Modules whose name says nothing.
pub fn vague(sources: &[Source]) -> Vec<String> {
    let is_vague = |source: &&Source| {
        let inside = source.path.split('/').skip(3);
        inside.map(|name| name.trim_end_matches(".rs")).any(|name| VAGUE_NAMES.contains(&name))
    };
    sources.iter().filter(is_vague).map(|source| format!("{}: name it by what it is", source.path)).collect()
}
