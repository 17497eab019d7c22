//! The voice of `cargo xtask up`: reads the relay's output, obtains a charter and prints what to type next.

use std::{
    io::{self, BufRead, Write},
    path::{Path, PathBuf},
};

use serde::Deserialize;

use crate::{
    process::{self, program},
    trouble::Trouble,
};

/// What `up` hands to its voice.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Where the two programs lie
    #[arg(long)]
    programs: PathBuf,
    /// Where the relay keeps its data
    #[arg(long)]
    data: PathBuf,
}

/// The relay's first words, once it can be reached.
#[derive(Deserialize)]
#[serde(tag = "event", rename_all = "lowercase")]
enum Event {
    Listening { address: String, certificate: PathBuf },
}

#[derive(Deserialize)]
struct Charter {
    charter: String,
    link: String,
}

/// Tells the person of a relay that listens, and passes on all else that it prints, until it ends.
pub(crate) fn run(options: &Options) -> Result<(), Trouble> {
    for line in io::stdin().lock().lines() {
        let Ok(line) = line else { break };
        match serde_json::from_str(&line) {
            Ok(Event::Listening { address, certificate }) => {
                say(&invitation(options, &address, &certificate));
            }
            Err(_) => say(&line),
        }
    }
    Ok(())
}

/// A person who closed the terminal's end needs no words, and the relay runs on: a failed write is no trouble.
fn say(text: &str) {
    let mut out = io::stdout().lock();
    let _unheard = writeln!(out, "{text}").and_then(|()| out.flush());
}

fn invitation(options: &Options, address: &str, certificate: &Path) -> String {
    match charter(options, address) {
        Ok(Charter { charter, link }) => next_commands(&Facts {
            address,
            charter: &charter,
            link: &link,
            root: &process::root(),
            porchlight: &options.programs.join("porchlight"),
            certificate,
        }),
        Err(trouble) => {
            format!("\nThe relay listens on {address}, but gave no charter.\n{trouble}\nStop it with Ctrl-C.")
        }
    }
}

fn charter(options: &Options, address: &str) -> Result<Charter, Trouble> {
    let mut command = program(options.programs.join("porchlight-relay"));
    command.arg("charter").arg("--data").arg(&options.data);
    command.args(["--relay", address, "--json"]);
    process::answer(&mut command)
}

/// All that the commands to type are made of.
struct Facts<'a> {
    address: &'a str,
    charter: &'a str,
    link: &'a str,
    root: &'a Path,
    porchlight: &'a Path,
    certificate: &'a Path,
}

fn next_commands(facts: &Facts<'_>) -> String {
    let Facts { address, charter, link, root, certificate, .. } = facts;
    let relay = quoted(&format!("wss://{address}"));
    let to_root = quoted(&root.to_string_lossy());
    let create = format!("liaison create --relay {relay} --charter {} --name 'Our people'", quoted(charter));
    [
        format!("\nThe relay listens on {address}. Ctrl-C stops it."),
        format!("Charter, for one group: {charter}"),
        format!("\nIn a browser, once it trusts the relay's certificate ({}):", certificate.display()),
        format!(
            "\n  {link}\n\nopens the liaison's desk and founds a group there; https://{address}/ is the family page."
        ),
        format!("\nOr in another terminal:\n\n  cd {to_root}"),
        "\n  # The liaison founds a group and invites a family.".to_owned(),
        typed(facts, &create, "liaison"),
        typed(facts, "liaison invite Kovalenko", "liaison"),
        "\n  # The family opens the link that the invite printed: put it where LINK stands.".to_owned(),
        typed(facts, "family join 'LINK'", "kovalenko"),
        "\n  # The liaison posts; the family reads.".to_owned(),
        typed(facts, "liaison post calm", "liaison"),
        typed(facts, "family read", "kovalenko"),
    ]
    .join("\n")
}

/// One command of the member's program, as it is typed in the workspace's root.
fn typed(facts: &Facts<'_>, words: &str, state: &str) -> String {
    let porchlight = from_root(facts.root, facts.porchlight);
    let certificate = from_root(facts.root, facts.certificate);
    format!("  {porchlight} {words} --ca {certificate} --state ./porchlight-states/{state}")
}

/// A path as one types it in the workspace's root: short where it lies inside.
fn from_root(root: &Path, path: &Path) -> String {
    match path.strip_prefix(root) {
        Ok(inside) => quoted(&format!("./{}", inside.display())),
        Err(_) => quoted(&path.to_string_lossy()),
    }
}

/// A word that a shell reads back unchanged.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@%+=,".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_commands_can_be_pasted_as_they_stand() {
        let text = next_commands(&Facts {
            address: "127.0.0.1:8443",
            charter: "CHARTER",
            link: "https://127.0.0.1:8443/#LINK",
            root: Path::new("/home/olena/our house"),
            porchlight: Path::new("/home/olena/our house/target/debug/porchlight"),
            certificate: Path::new("./porchlight-data/cert.pem"),
        });

        let mut commands = text.lines().filter(|line| line.starts_with("  "));
        assert_eq!(commands.next(), Some("  https://127.0.0.1:8443/#LINK"));
        let commands: Vec<_> = commands.collect();
        assert_eq!(commands[0], "  cd '/home/olena/our house'");
        assert_eq!(
            commands[2],
            "  ./target/debug/porchlight liaison create --relay wss://127.0.0.1:8443 --charter CHARTER \
             --name 'Our people' --ca ./porchlight-data/cert.pem --state ./porchlight-states/liaison"
        );
        assert!(commands[5].contains("family join 'LINK' --ca"), "{}", commands[5]);
    }

    #[test]
    fn a_shell_reads_a_quoted_word_back() {
        assert_eq!(quoted("./plain-1.pem"), "./plain-1.pem");
        assert_eq!(quoted("it's here"), r"'it'\''s here'");
        assert_eq!(quoted(""), "''");
    }

    #[test]
    fn the_relay_is_understood_when_it_says_that_it_listens() {
        let line = r#"{"event":"listening","address":"127.0.0.1:8443","certificate":"/data/cert.pem"}"#;
        let Event::Listening { address, certificate } = serde_json::from_str(line).unwrap();
        assert_eq!(address, "127.0.0.1:8443");
        assert_eq!(certificate, Path::new("/data/cert.pem"));
    }
}
