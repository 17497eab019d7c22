//! What a liaison may type.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use porchlight_client::{History, Seconds};
use porchlight_protocol::Sequence;

use crate::civil::parse_moment;
use crate::span::{Typed, parse_days, parse_span, parse_wait};

#[derive(Subcommand)]
pub(crate) enum LiaisonCommand {
    /// Found a group at a relay
    #[command(
        after_help = "Example:\n  porchlight liaison create --relay wss://relay.example:8443 --charter - --name 'Our \
                            people'\n\nThe relay's operator makes a charter with `porchlight-relay charter`. With - in its \
                            place, it is read from standard input: others on this machine cannot see it there, and the \
                            shell does not keep it.\n\nThe recovery phrase that it prints is shown once. Write it on paper."
    )]
    Create(Create),
    /// Make an invite link for one device of a family
    #[command(
        after_help = "Example:\n  porchlight liaison invite Kovalenko\n\nThe link works once, for two weeks. A second phone of \
                            the same family gets a second link under the same name."
    )]
    Invite {
        /// Your own name for the family; nobody else sees it
        family: String,
        /// From which update on they may read [default: latest, or as `liaison set history` has it]
        #[arg(long, value_enum)]
        history: Option<HistoryChoice>,
    },
    /// List the links that nobody has used yet
    Invites,
    /// Make a family's unused links void
    #[command(after_help = "Example:\n  porchlight liaison withdraw Kovalenko")]
    Withdraw {
        /// Your own name for the family
        family: String,
    },
    /// Remove a family from the group, or one of its devices
    #[command(
        after_help = "Examples:\n  porchlight liaison remove Kovalenko\n  porchlight liaison remove Kovalenko --device 2\n\n\
                            All other devices get new access with it; the removed read nothing that comes after. Unused \
                            links of the family are withdrawn too."
    )]
    Remove {
        /// Your own name for the family
        family: String,
        /// Only this device of it, by its number in `liaison families`
        #[arg(long, value_name = "N")]
        device: Option<u32>,
    },
    /// Post an update to the whole group
    #[command(
        after_help = "Examples:\n  porchlight liaison post calm\n  porchlight liaison post calm --undo 30s\n  porchlight \
                            liaison post silence --next-by 2026-12-01T08:00:00+02:00\n  porchlight liaison post unchanged \
                            --corrects 41\n\nCodes: unchanged, calm, no-negative, negative-telling, negative-told, silence, and \
                            those of the group's own codebook.\n\nWhere no network is, it waits here and is sent by the next \
                            command that reaches the relay."
    )]
    Post(Post),
    /// Send a private message to one family
    #[command(
        after_help = "Examples:\n  porchlight liaison tell Kovalenko --code alive-and-well\n  porchlight liaison tell \
                            Kovalenko --code message --text 'Please call me tonight.'\n  porchlight liaison tell Kovalenko \
                            --code message --text - <message.txt\n  porchlight liaison tell Kovalenko --code \
                            alive-and-well --answers 5f3a\n\nWith --text -, others on this machine cannot see the text, \
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
        /// The question that it answers: its id in `liaison inbox`, or the beginning of it
        #[arg(long, value_name = "ID")]
        answers: Option<String>,
    },
    /// List the questions that families ask, until each is answered
    Inbox,
    /// List the families: invited, joined, confirmed; what they have read, and how they want bad news
    Families,
    /// List what this office did
    Log,
    /// Drop what waits to be sent: updates and messages that no network has taken yet
    Discard,
    /// Seal an update into a file, for somebody else to carry to the relay
    #[command(
        after_help = "Example:\n  porchlight liaison compose calm --out update.carry\n\nIt takes its place among the \
                            updates now, whenever it arrives. `porchlight carry` brings it to the relay."
    )]
    Compose {
        #[command(flatten)]
        status: Status,
        /// Where to write it
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Take the office up on another machine, with the recovery phrase
    #[command(
        after_help = "Example:\n  porchlight liaison recover --relay wss://relay.example:8443 <phrase.txt\n\nThe phrase is \
                            read from standard input, or taken from PORCHLIGHT_PHRASE: 24 words of any of the three languages, \
                            with or without their numbers. The machine that held the office before is refused from then on."
    )]
    Recover(Recover),
    /// Write a key to this office into a file, guarded by a passphrase
    #[command(
        after_help = "Example:\n  porchlight liaison backup office.backup --passphrase\n\nWithout a passphrase, a key file is \
                            made beside it: whoever has both has the office. A new backup makes the former one worthless."
    )]
    Backup {
        /// Where to write it
        file: PathBuf,
        /// Seal it with a passphrase and ask for it now; where PORCHLIGHT_PASSPHRASE is set, that is used
        #[arg(long)]
        passphrase: bool,
    },
    /// Take the office up on another machine, with a backup
    #[command(after_help = "Example:\n  porchlight liaison restore office.backup")]
    Restore {
        /// What `liaison backup` wrote
        file: PathBuf,
        #[command(flatten)]
        begin: Begin,
    },
    /// Make a link for the next liaison
    #[command(
        after_help = "Whoever opens the link first, with `porchlight liaison accept`, has the office from then on."
    )]
    Handover,
    /// Make a link for a deputy, who may take the office over when you cannot
    #[command(
        after_help = "Example:\n  porchlight liaison empower Bondar\n\nThe deputy opens the link, with `porchlight liaison \
                            accept`, only when the office is to change hands. Until then it opens nothing that was said."
    )]
    Empower {
        /// Your own name for the deputy
        name: String,
    },
    /// Make a deputy's link worthless
    Dismiss {
        /// Your own name for the deputy
        name: String,
    },
    /// Take an office over, with the link of a handover or of a deputy
    #[command(
        after_help = "Example:\n  porchlight liaison accept -\n\nWith - in its place, the link is read from standard input. \
                            The recovery phrase that it prints is your own, and is shown once. Write it on paper."
    )]
    Accept {
        /// The link, whole; - reads a line from standard input
        link: String,
        #[command(flatten)]
        begin: Begin,
    },
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
    /// Change one thing about the group or the office
    #[command(arg_required_else_help = true)]
    Set {
        #[command(subcommand)]
        setting: Setting,
    },
}

#[derive(Args)]
pub(crate) struct Create {
    /// The relay's address; a charter's link names it
    #[arg(long, value_name = "wss://HOST:PORT")]
    pub(crate) relay: Option<String>,
    /// The operator's leave to found one group, or its link; - reads a line from standard input
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
    #[command(flatten)]
    pub(crate) begin: Begin,
}

/// What a command takes that makes a new state.
#[derive(Args)]
pub(crate) struct Begin {
    /// Seal the state with a passphrase and ask for it now; where PORCHLIGHT_PASSPHRASE is set, that is used
    #[arg(long)]
    pub(crate) passphrase: bool,
}

#[derive(Args)]
pub(crate) struct Recover {
    /// The relay's address
    #[arg(long, value_name = "wss://HOST:PORT")]
    pub(crate) relay: String,
    #[command(flatten)]
    pub(crate) begin: Begin,
}

/// A status as it is typed.
#[derive(Args)]
pub(crate) struct Status {
    /// A code of the codebook
    pub(crate) code: String,
    /// The day it speaks of [default: today; for a correction, that of the corrected update]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<Date>,
    /// By when the next update comes: a promise [default: one cadence from now; for a correction, the one in force]
    #[arg(long, value_name = "RFC3339", value_parser = parse_moment)]
    pub(crate) next_by: Option<Timestamp>,
    /// The record of an earlier update that this one corrects; both stay visible
    #[arg(long, value_name = "N", value_parser = parse_sequence)]
    pub(crate) corrects: Option<Sequence>,
}

#[derive(Args)]
pub(crate) struct Post {
    #[command(flatten)]
    pub(crate) status: Status,
    /// Hold it back for so long, while Ctrl-C takes it back: 30s, 2m
    #[arg(long, value_name = "SPAN", value_parser = parse_wait)]
    pub(crate) undo: Option<Seconds>,
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
pub(crate) enum Setting {
    /// How often you promise an update: 90m, 24h, 7d
    Cadence {
        /// The time between two updates
        #[arg(value_name = "SPAN", value_parser = Typed::by(parse_span))]
        cadence: Typed<Seconds>,
    },
    /// How long the relay keeps records: 40d to 3650d
    Retention {
        /// In whole days
        #[arg(value_name = "DAYS", value_parser = Typed::by(parse_days))]
        days: Typed<u16>,
    },
    /// Whether devices report though they have nothing to say, so that nobody can tell when they have
    CheckIns {
        /// On hides more
        switch: Switch,
    },
    /// From which update on a new device may read, where its invite says nothing else
    History {
        /// The choice for invites to come
        choice: HistoryChoice,
    },
    /// The group's own codebook
    Codebook {
        /// A TOML file
        file: PathBuf,
    },
    /// Where the group's relay is reached from now on: every device goes there after its next reading
    Address {
        /// Its name and port
        #[arg(value_name = "HOST:PORT")]
        address: String,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Switch {
    On,
    Off,
}

pub(super) fn parse_sequence(text: &str) -> Result<Sequence, String> {
    text.parse()
        .ok()
        .filter(|number| *number > 0)
        .map(Sequence)
        .ok_or_else(|| "write the number of a record, like 41".to_owned())
}
