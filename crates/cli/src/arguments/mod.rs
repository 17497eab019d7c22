//! What may be typed.

mod family;
mod liaison;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::everywhere::Everywhere;

pub(crate) use family::FamilyCommand;
pub(crate) use liaison::{Begin, Create, HistoryChoice, LiaisonCommand, Post, Recover, Setting, Status, Switch};

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
    /// For those who read: join with a link, read, follow, ask
    #[command(arg_required_else_help = true)]
    Family {
        #[command(subcommand)]
        command: FamilyCommand,
    },
    /// Bring a file of sealed updates to the relay, for a liaison without a network
    #[command(
        after_help = "Example:\n  porchlight carry update.carry --relay wss://relay.example:8443\n\nWhoever has the file \
                            may carry it. It can be carried twice: nothing arrives twice."
    )]
    Carry {
        /// What `porchlight liaison compose` wrote
        file: PathBuf,
        /// The relay's address
        #[arg(long, value_name = "wss://HOST:PORT")]
        relay: String,
    },
    /// Check evidence that two versions of a feed were signed: exits with 0 where it proves that, with 1 where not
    #[command(after_help = "Example:\n  porchlight verify fork.evidence\n\nNo network is needed, and no state.")]
    Verify {
        /// What `porchlight family evidence` wrote
        file: PathBuf,
    },
    /// Print name and SHA-256 of each file of the page that belongs to this version
    #[command(
        after_help = "Example:\n  porchlight page-hashes | sha256sum --check\n\nIn a directory with the page's files, the \
                            second command says whether they are those of this version. No network is needed, and no state."
    )]
    PageHashes,
    /// Compare the page that a host serves with the one of this version: exits with 0 only if all its files are the same
    #[command(
        after_help = "Example:\n  porchlight verify-page https://relay.example/\n\nOf a link, only the address is used: what \
                            stands behind the # goes nowhere. It says what the host served to this program, now; a host that \
                            means harm may serve something else to somebody else, or later."
    )]
    VerifyPage {
        /// Where the page is
        #[arg(value_name = "https://HOST:PORT/")]
        address: String,
    },
    /// Change the passphrase of a state, set one, or do without
    #[command(
        after_help = "Examples:\n  porchlight passphrase --state DIR\n  porchlight passphrase --none --state DIR\n\nThe \
                            present one is asked for, or taken from PORCHLIGHT_PASSPHRASE; the new one is asked for twice, or \
                            taken from PORCHLIGHT_NEW_PASSPHRASE, or read as a line from standard input."
    )]
    Passphrase {
        /// Do without: a key file beside the state opens it from now on
        #[arg(long)]
        none: bool,
    },
}
