//! A terminal session in a file: what is typed stands there, and what the programs say is written anew and compared.
//!
//! ```text
//! # why
//! @ group                            what goes before, unseen: see `Stage::direct`
//! $ porchlight liaison post calm     typed; NAME=value before it and `echo '…' |` are understood, and $NAME in it
//!   standard output
//! ! standard error
//! = 0
//! ```

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::cli_world::{Ran, World};
use crate::placeholders::Placeholders;

/// A far promise, so that nothing becomes due while a transcript is played.
const NEXT_BY: &str = "2099-01-01T00:00:00Z";

/// Plays a transcript; returns it as it reads now.
pub(crate) fn play(script: &str) -> String {
    let mut stage = Stage { world: World::start(), variables: BTreeMap::new(), last: Ran::default() };
    let mut played = String::new();
    for line in script.lines() {
        match line.split_once(' ') {
            Some(("#", _)) => played += &format!("{line}\n"),
            Some(("@", direction)) => {
                stage.direct(direction);
                played += &format!("{line}\n");
            }
            Some(("$", typed)) => played += &format!("{line}\n{}\n", stage.shown(typed)),
            // What was said the last time.
            Some(_) | None => {}
        }
    }
    played
}

struct Stage {
    world: World,
    /// What `$NAME` stands for.
    variables: BTreeMap<String, String>,
    /// What the last command came to.
    last: Ran,
}

impl Stage {
    /// Does what a transcript presumes; it must succeed.
    fn direct(&mut self, direction: &str) {
        let (verb, rest) = direction.split_once(' ').unwrap_or((direction, ""));
        match verb {
            "group" => {
                self.quietly("porchlight liaison create --relay wss://$RELAY --charter $CHARTER --name 'Our people' --cadence 1m --state liaison");
            }
            "family" => {
                self.quietly(&format!("porchlight liaison invite {rest} --state liaison"));
                self.take("link", "LINK");
                self.quietly(&format!("porchlight family join '$LINK' --state {rest}"));
                self.quietly("porchlight liaison families --state liaison");
                self.quietly(&format!("porchlight family read --state {rest}"));
            }
            "post" => self.quietly(&format!("porchlight liaison post {rest} --next-by {NEXT_BY} --state liaison")),
            "quietly" => self.quietly(rest),
            "take" => {
                let (key, name) = rest.split_once(" as ").unwrap();
                self.take(key, name);
            }
            "repeat" => {
                let (times, typed) = rest.split_once(' ').unwrap();
                for _ in 0..times.parse().unwrap() {
                    let _may_fail = self.run(typed);
                }
            }
            "file" => {
                let (name, contents) = rest.split_once(' ').unwrap();
                fs::write(self.world.path(name), contents.replace("\\n", "\n")).unwrap();
            }
            "no-relay" => self.world.kill_relay(),
            _ => panic!("nobody knows how to `{direction}`"),
        }
    }

    fn quietly(&mut self, typed: &str) {
        let ran = self.run(&format!("{typed} --json"));
        assert_eq!(ran.code, 0, "{typed}: {}", ran.stderr);
        self.last = ran;
    }

    /// Keeps a value of the last object that was printed.
    fn take(&mut self, key: &str, name: &str) {
        let last = self.last.stdout.lines().last().unwrap_or_default();
        let object = serde_json::from_str::<Value>(last);
        let object = object.unwrap_or_else(|_| panic!("no {key} for {name} in {last:?}; {}", self.last.stderr));
        let value = object[key].as_str().map_or_else(|| object[key].to_string(), str::to_owned);
        self.variables.insert(name.to_owned(), value);
    }

    /// Runs a command; returns what it said, with a placeholder for whatever differs from run to run.
    fn shown(&mut self, typed: &str) -> String {
        self.last = self.run(typed);
        let (ran, placeholders) = (&self.last, Placeholders::of(&self.world));
        let lines = |text: &str, mark: &str| {
            let text = placeholders.put_into(text);
            let lines = text.lines().map(|line| format!("{mark} {line}").trim_end().to_owned() + "\n");
            lines.collect::<String>()
        };
        format!("{}{}= {}\n", lines(&ran.stdout, " "), lines(&ran.stderr, "!"), ran.code)
    }

    fn run(&mut self, typed: &str) -> Ran {
        let (input, typed) = match typed.strip_prefix("echo ") {
            Some(piped) => {
                let (text, typed) = piped.split_once(" | ").unwrap();
                (format!("{}\n", self.words(text).join(" ")), typed)
            }
            None => (String::new(), typed),
        };
        let words = self.words(typed);
        let program = words.iter().position(|word| word == "porchlight").expect("no other program is typed");
        let given = words[..program].iter().map(|word| word.split_once('=').unwrap());
        self.world.typed(&words[program + 1..], given, &input)
    }

    /// The words of a command line: single quotes hold together what has spaces.
    fn words(&self, typed: &str) -> Vec<String> {
        let mut words = vec![];
        let (mut word, mut is_quoted, mut is_begun) = (String::new(), false, false);
        for letter in typed.chars() {
            match letter {
                '\'' => (is_quoted, is_begun) = (!is_quoted, true),
                ' ' if !is_quoted => {
                    words.extend(std::mem::take(&mut is_begun).then(|| std::mem::take(&mut word)));
                }
                letter => {
                    word.push(letter);
                    is_begun = true;
                }
            }
        }
        words.extend(is_begun.then_some(word));
        words.into_iter().map(|word| self.filled(word)).collect()
    }

    fn filled(&self, word: String) -> String {
        let charter = || self.world.charter();
        let mut word = word.replace("$RELAY", &self.world.address);
        if word.contains("$CHARTER") {
            word = word.replace("$CHARTER", &charter());
        }
        for (name, value) in &self.variables {
            word = word.replace(&format!("${name}"), value);
        }
        word
    }
}
