//! What a family may type.

use std::path::PathBuf;

use clap::Subcommand;
use porchlight_protocol::Sequence;

use super::liaison::{Begin, parse_sequence};

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
        #[command(flatten)]
        begin: Begin,
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
    /// Show each update that this device keeps, without a network
    History,
    /// Say how things stand, without a network
    Standing,
    /// Ask the liaison a question; the answer comes as a private message
    #[command(
        after_help = "Example:\n  porchlight family ask any-news\n\nQuestions: any-news, please-call-us, and those of the \
                            group's own codebook."
    )]
    Ask {
        /// A question of the codebook
        code: String,
    },
    /// Tell the liaison that you have read a private message
    Ack {
        /// The message's record
        #[arg(value_parser = parse_sequence)]
        sequence: Sequence,
    },
    /// Tell the liaison how you want bad news
    #[command(
        after_help = "Example:\n  porchlight family prefer 'Call 050 123 45 67 after six.'\n\nAn empty text takes it back. \
                            With -, it is read from standard input."
    )]
    Prefer {
        /// At most 240 bytes (a Cyrillic letter has two)
        text: String,
    },
    /// Make a link for another device of your family
    AddDevice,
    /// Wipe what a record said from this device
    Forget {
        /// The record of an update or a private message
        #[arg(value_parser = parse_sequence)]
        sequence: Sequence,
    },
    /// Leave the group, and remove all that this device keeps of it
    Leave {
        /// Do not ask; remove it all also where the liaison cannot be told
        #[arg(long)]
        yes: bool,
    },
    /// Show the words by which two relatives compare what they were shown
    Phrase,
    /// Write the proof that two versions of the updates were signed
    Evidence {
        /// Where to write it
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// List every group below a directory
    Groups {
        /// Where to look [default: where states are kept]
        dir: Option<PathBuf>,
    },
}
