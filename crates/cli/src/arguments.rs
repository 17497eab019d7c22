//! What may be typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use porchlight_client::{History, Seconds};

use crate::civil::parse_moment;
use crate::everywhere::Everywhere;
use crate::span::parse_span;

/// Family updates from one liaison to many families, through a relay that can read none of them.
#[derive(Parser)]
#[command(
    name = "porchlight",
    version,
    arg_required_else_help = true,
    after_help = "A liaison founds a group, invites families and posts; a family joins once and reads.\n\n  \
                  porchlight liaison --help\n  porchlight family --help"
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) everywhere: Everywhere,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// For the one who posts: found a group, invite families, post updates, tell one family
    #[command(arg_required_else_help = true)]
    Liaison {
        #[command(subcommand)]
        command: LiaisonCommand,
    },
    /// For those who read: join with a link, read, follow
    #[command(arg_required_else_help = true)]
    Family {
        #[command(subcommand)]
        command: FamilyCommand,
    },
}

#[derive(Subcommand)]
pub(crate) enum LiaisonCommand {
    /// Found a group at a relay
    #[command(
        after_help = "Example:\n  porchlight liaison create --relay wss://relay.example:8443 --charter - --name 'Our \
                            people'\n\nThe relay's operator makes a charter with `porchlight-relay charter`. With - in its \
                            place, it is read from standard input: others on this machine cannot see it there, and the \
                            shell does not keep it."
    )]
    Create(Create),
    /// Make an invite link for one device of a family
    #[command(
        after_help = "Example:\n  porchlight liaison invite Kovalenko\n\nThe link works once. A second phone of the \
                            same family gets a second link under the same name."
    )]
    Invite {
        /// Your own name for the family; nobody else sees it
        family: String,
        /// From which update on they may read
        #[arg(long, value_enum, default_value_t = HistoryChoice::Latest)]
        history: HistoryChoice,
    },
    /// Post an update to the whole group
    #[command(after_help = "Examples:\n  porchlight liaison post calm\n  porchlight liaison post silence --next-by \
                            2026-12-01T08:00:00+02:00\n\nCodes: unchanged, calm, no-negative, negative-telling, \
                            negative-told, silence, and those of the group's own codebook.")]
    Post {
        /// A code of the codebook
        code: String,
        /// The day it speaks of [default: today]
        #[arg(long, value_name = "YYYY-MM-DD")]
        as_of: Option<Date>,
        /// By when the next update comes: a promise [default: one cadence from now]
        #[arg(long, value_name = "RFC3339", value_parser = parse_moment)]
        next_by: Option<Timestamp>,
    },
    /// Send a private message to one family
    #[command(
        after_help = "Examples:\n  porchlight liaison tell Kovalenko --code alive-and-well\n  porchlight liaison tell \
                            Kovalenko --code message --text 'Please call me tonight.'\n  porchlight liaison tell Kovalenko \
                            --code message --text - <message.txt\n\nWith --text -, others on this machine cannot see the text, \
                            and the shell does not keep it.\n\nCodes: alive-and-well, in-contact, \
                            expect-contact, please-call, wounded, missing, message, and those of the group's own codebook."
    )]
    Tell {
        /// Your own name for the family
        family: String,
        /// A private code of the codebook
        #[arg(long)]
        code: String,
        /// Free text; `message` needs it; - reads it from standard input, to its end
        #[arg(long, allow_hyphen_values = true)]
        text: Option<String>,
        /// Send it with the next update instead of at once
        #[arg(long)]
        with_next: bool,
    },
    /// List the families: invited, joined, confirmed
    Families,
    /// Show or change the group's name, cadence and codebook
    Profile {
        /// The group's name, as the families see it
        #[arg(long)]
        name: Option<String>,
        /// How often you promise an update: 90m, 24h, 7d
        #[arg(long, value_name = "SPAN", value_parser = parse_span)]
        cadence: Option<Seconds>,
        /// The group's own codebook, a TOML file
        #[arg(long, value_name = "FILE")]
        codebook: Option<PathBuf>,
    },
}

#[derive(clap::Args)]
pub(crate) struct Create {
    /// The relay's address
    #[arg(long, value_name = "wss://HOST:PORT")]
    pub(crate) relay: String,
    /// The operator's leave to found one group; - reads a line from standard input
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) charter: String,
    /// The group's name, as the families see it
    #[arg(long)]
    pub(crate) name: String,
    /// How often you promise an update: 90m, 24h, 7d
    #[arg(long, value_name = "SPAN", default_value = "24h", value_parser = parse_span)]
    pub(crate) cadence: Seconds,
    /// The group's own codebook, a TOML file
    #[arg(long, value_name = "FILE")]
    pub(crate) codebook: Option<PathBuf>,
    /// Seal the state with a passphrase and ask for it now; where PORCHLIGHT_PASSPHRASE is set, that is used
    #[arg(long)]
    pub(crate) passphrase: bool,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum HistoryChoice {
    /// All that is still kept
    All,
    /// From the latest update
    Latest,
    /// Only what is still to come
    None,
}

impl From<HistoryChoice> for History {
    fn from(choice: HistoryChoice) -> Self {
        match choice {
            HistoryChoice::All => Self::All,
            HistoryChoice::Latest => Self::Latest,
            HistoryChoice::None => Self::None,
        }
    }
}

#[derive(Subcommand)]
pub(crate) enum FamilyCommand {
    /// Join a group with the link that your liaison gave you
    #[command(
        after_help = "Example:\n  porchlight family join 'https://relay.example/#AbC…'\n  porchlight family join -\n\nPut \
                            the link in quotes. It works once, on this device. A second phone needs a second link. With - in \
                            its place, it is read from standard input: others on this machine cannot see it there, and the \
                            shell does not keep it."
    )]
    Join {
        /// The invite link, whole; - reads a line from standard input
        link: String,
        /// Seal the state with a passphrase and ask for it now; where PORCHLIGHT_PASSPHRASE is set, that is used
        #[arg(long)]
        passphrase: bool,
    },
    /// Fetch what is new, show it, and say how things stand
    #[command(
        after_help = "After a long time, older updates are summed up; private messages are always shown. With --all, each \
                            update and message that this device keeps is shown again."
    )]
    Read {
        /// Show each update and message that this device keeps, the older ones too
        #[arg(long)]
        all: bool,
    },
    /// Go on reading until interrupted
    Follow,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn typed(line: &str) -> Result<Arguments, clap::Error> {
        Arguments::try_parse_from(line.split_whitespace())
    }

    #[test]
    fn the_commands_fit_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_help_is_what_was_agreed() {
        let mut transcript = String::new();
        help(&mut Arguments::command().term_width(80), &mut transcript);
        let trimmed: Vec<_> = transcript.lines().map(str::trim_end).collect();
        crate::golden::assert_golden("help.txt", &(trimmed.join("\n") + "\n"));
    }

    /// The help of a command and of all those below it.
    fn help(command: &mut clap::Command, transcript: &mut String) {
        command.build();
        let name = command.get_bin_name().unwrap_or("porchlight").to_owned();
        *transcript += &format!("== {name} --help\n\n{}\n", command.render_long_help());
        for below in command.get_subcommands_mut().filter(|below| below.get_name() != "help") {
            help(below, transcript);
        }
    }

    #[test]
    fn options_may_stand_after_the_command() {
        for line in [
            "porchlight family read --json --state DIR --ca PEM --lang uk",
            "porchlight --json family --lang uk read --state DIR",
        ] {
            let arguments = typed(line).unwrap();
            assert!(arguments.everywhere.json, "{line}");
            assert_eq!(arguments.everywhere.language(), porchlight_language::Language::Ukrainian, "{line}");
        }
    }

    #[test]
    fn a_charter_or_a_text_may_begin_with_a_hyphen() {
        assert!(typed("porchlight liaison create --relay wss://a --charter -Zx_ --name N").is_ok());
        assert!(typed("porchlight liaison tell F --code message --text - --with-next").is_ok());
    }

    #[test]
    fn a_promise_that_cannot_be_read_is_told_how_to_write_it() {
        let refused = typed("porchlight liaison post calm --next-by 2026-12-01").err().map(|error| error.to_string());
        assert!(refused.is_some_and(|said| said.contains("write it like 2026-12-01T08:00:00+02:00")));
    }

    #[test]
    fn wrong_usage_of_flags_exits_with_2() {
        for line in [
            "porchlight liaison post calm --as-of 2026-13-01",
            "porchlight liaison post calm --next-by tomorrow",
            "porchlight liaison create --relay wss://a --charter C --name N --cadence often",
            "porchlight family read --lang xx",
            "porchlight liaison invite F --history some",
            "porchlight family read --verbose",
        ] {
            assert_eq!(typed(line).err().map(|error| error.exit_code()), Some(2), "{line}");
        }
    }
}
