//! The line to the server: why there is none, or no longer, and what follows for those who need it.

use super::{Texts, outside};

/// Why there is no line to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineTrouble<'a> {
    /// Nothing answers there.
    NoAnswer {
        /// Its name.
        server: &'a str,
        /// What the system says.
        cause: &'a str,
    },
    /// Nothing answers there in time.
    TooSlow {
        /// Its name.
        server: &'a str,
    },
    /// This device has no way out at all.
    Offline {
        /// Its name.
        server: &'a str,
    },
    /// It could not prove who it is.
    NotTrusted {
        /// Its name.
        server: &'a str,
        /// What is wrong with its certificate.
        cause: &'a str,
        /// Where a certificate to be trusted is given.
        option: &'a str,
    },
    /// What answers there is no server for updates, or one of another version.
    NotAServer {
        /// Its name.
        server: &'a str,
        /// What it says instead.
        said: &'a str,
    },
    /// The line was closed.
    Closed,
    /// The line broke.
    Broken {
        /// What the system says.
        cause: &'a str,
    },
    /// No more answers came.
    Silent,
    /// What came means nothing.
    Garbled,
}

/// What follows from a line that was lost, or never was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy<'a> {
    /// For a family: what it has read stays.
    ReadAgain,
    /// For a family that had something to say to its liaison.
    Kept {
        /// The command that reads.
        command: &'a str,
    },
    /// For a family that wanted to leave.
    Stays {
        /// What removes everything without telling the liaison.
        option: &'a str,
    },
    /// For a family whose link nobody has seen yet.
    LinkStillGood,
    /// For a family that was interrupted while joining.
    JoinAgain,
    /// For a liaison from whom nothing has left.
    NothingSent,
    /// For a liaison whose sealed updates wait.
    Waits,
    /// For a liaison whose update or message waits, before anything of it was sealed.
    Queued {
        /// The command that drops what waits.
        command: &'a str,
    },
    /// For a liaison who was interrupted while taking an office over.
    TakeOverAgain,
    /// For a courier.
    CarryAgain,
}

/// Why a family's device cannot read on, though it reached the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It holds no access to the latest updates.
    CannotTell,
    /// What it found forbids it.
    Found,
    /// The liaison has ended its membership, or it has left.
    Removed,
    /// The server answered what was not asked.
    ServerMisbehaved,
    /// The server has too much to do, or its disk failed.
    Overloaded,
    /// The server has no such group.
    UnknownGroup,
    /// The server refused for another reason.
    Refused {
        /// The protocol's number for it.
        code: u8,
    },
}

impl Texts {
    /// Why there is no line to the server.
    #[must_use]
    pub fn line_trouble(&self, trouble: LineTrouble<'_>) -> String {
        match trouble {
            LineTrouble::NoAnswer { server, cause } => {
                self.say("line-no-answer", &[("server", outside(server)), ("cause", outside(cause))])
            }
            LineTrouble::TooSlow { server } => self.say("line-too-slow", &[("server", outside(server))]),
            LineTrouble::Offline { server } => self.say("line-offline", &[("server", outside(server))]),
            LineTrouble::NotTrusted { server, cause, option } => self.say(
                "line-not-trusted",
                &[("server", outside(server)), ("cause", outside(cause)), ("option", outside(option))],
            ),
            LineTrouble::NotAServer { server, said } => {
                self.say("line-not-a-server", &[("server", outside(server)), ("said", outside(said))])
            }
            LineTrouble::Closed => self.say("line-closed", &[]),
            LineTrouble::Broken { cause } => self.say("line-broken", &[("cause", outside(cause))]),
            LineTrouble::Silent => self.say("line-silent", &[]),
            LineTrouble::Garbled => self.say("line-garbled", &[]),
        }
    }

    /// What is safe all the same, and what to do.
    #[must_use]
    pub fn remedy(&self, remedy: Remedy<'_>) -> String {
        match remedy {
            Remedy::ReadAgain => self.say("remedy-read-again", &[]),
            Remedy::Kept { command } => self.say("remedy-kept", &[("command", outside(command))]),
            Remedy::Stays { option } => self.say("remedy-stays", &[("option", outside(option))]),
            Remedy::LinkStillGood => self.say("remedy-link-good", &[]),
            Remedy::JoinAgain => self.say("remedy-join-again", &[]),
            Remedy::NothingSent => self.say("remedy-nothing-sent", &[]),
            Remedy::Waits => self.say("remedy-waits", &[]),
            Remedy::Queued { command } => self.say("remedy-queued", &[("command", outside(command))]),
            Remedy::TakeOverAgain => self.say("remedy-recover-again", &[]),
            Remedy::CarryAgain => self.say("remedy-carry-again", &[]),
        }
    }

    /// Why a family's device cannot read on, and what that does not mean.
    #[must_use]
    pub fn ending(&self, ending: Ending) -> String {
        match ending {
            Ending::CannotTell => self.say("ending-cannot-tell", &[]),
            Ending::Found => self.say("ending-found", &[]),
            Ending::Removed => self.say("ending-removed", &[]),
            Ending::ServerMisbehaved => self.say("ending-misbehaved", &[]),
            Ending::Overloaded => self.say("ending-overloaded", &[]),
            Ending::UnknownGroup => self.say("ending-unknown-group", &[]),
            Ending::Refused { code } => self.say("ending-refused", &[("code", code.into())]),
        }
    }
}
