//! A session as types: what has been shown so far, and what it is good for. See docs/protocol.md#sessions.

use porchlight_protocol::{
    Ask, Capability, CapabilityHash, Challenge, FeedId, Label, PostingKey, Refusal, Reply, Request, Sequence,
    Signature, limits::INBOX_SENDS_PER_SESSION_MAX,
};

use crate::{Cursor, FeedState, Petition, Reading, Writing};

/// A session that waits for `Hello`.
#[derive(Debug, Clone)]
pub struct Greeting {
    relay_name: String,
}

impl Greeting {
    /// A session with a client that dialled the relay by this name (`host` or `host:port`).
    pub fn new(relay_name: &str) -> Self {
        Self { relay_name: relay_name.to_ascii_lowercase() }
    }

    /// Takes the first request; `challenge` is fresh random bytes.
    ///
    /// # Errors
    /// [`Refusal::OutOfTurn`] for anything but `Hello`; the session is over.
    pub fn admit(self, request: &Request, challenge: Challenge) -> Result<(Admitted, Reply), Refusal> {
        let Ask::Hello { feed } = request.ask else { return Err(Refusal::OutOfTurn) };
        let credentials = Credentials { proven: None, unlocked: None };
        let admitted = Admitted { feed, relay_name: self.relay_name, challenge, credentials, sends: 0 };
        Ok((admitted, Reply::Welcome { challenge }))
    }
}

/// What a session has shown. Whether it still counts is asked of the feed's state at the moment of deciding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credentials {
    proven: Option<PostingKey>,
    unlocked: Option<CapabilityHash>,
}

impl Credentials {
    /// Passes the holder of the posting key in force: a handover ends what the former key proved.
    ///
    /// # Errors
    /// [`Refusal::PosterOnly`].
    pub fn check_poster(self, state: &FeedState) -> Result<(), Refusal> {
        match self.proven == Some(state.control.posting_key) {
            true => Ok(()),
            false => Err(Refusal::PosterOnly),
        }
    }

    /// Passes a holder of the present epoch's read capability.
    ///
    /// # Errors
    /// [`Refusal::ReaderOnly`].
    pub fn check_reader(self, state: &FeedState) -> Result<(), Refusal> {
        match self.unlocked == Some(state.control.capability) {
            true => Ok(()),
            false => Err(Refusal::ReaderOnly),
        }
    }
}

/// What a request of an admitted session comes to.
#[derive(Debug)]
pub enum Step {
    /// The session itself has answered.
    Answered(Reply),
    /// The session has answered and follows the feed from here on.
    Follow(Cursor, Reply),
    /// To be answered from the records: see [`crate::answer`].
    Read(Reading),
    /// To be decided by the ledger: see [`crate::Ledger::write`].
    Write(Petition),
}

/// A session about one feed, known or not.
#[derive(Debug, Clone)]
pub struct Admitted {
    feed: FeedId,
    relay_name: String,
    challenge: Challenge,
    credentials: Credentials,
    sends: usize,
}

impl Admitted {
    /// The feed that the session is about.
    pub fn feed(&self) -> &FeedId {
        &self.feed
    }

    /// What it has shown so far.
    pub fn credentials(&self) -> Credentials {
        self.credentials
    }

    /// Takes a request; `state` is the feed's as it is on disk.
    ///
    /// # Errors
    /// What [`Ask`] may be refused for before anything stored is looked at; the session stays as it was.
    pub fn take(&mut self, ask: Ask, state: Option<&FeedState>) -> Result<Step, Refusal> {
        match ask {
            Ask::Hello { .. } => Err(Refusal::OutOfTurn),
            Ask::Prove { signature } => self.prove(&signature, state),
            Ask::Unlock { capability } => self.unlock(&capability, state),
            Ask::Subscribe { after } => self.subscribe(after, state),
            Ask::Head => Ok(Step::Read(Reading::Head)),
            Ask::Controls { after } => Ok(Step::Read(Reading::Controls { after })),
            Ask::FetchDrops { tags } => Ok(Step::Read(Reading::Drops { tags })),
            Ask::Answers { tags } => Ok(Step::Read(Reading::Answers { tags })),
            Ask::Inbox { after } => Ok(Step::Read(Reading::Inbox { after })),
            Ask::Found { charter, envelope } => self.write(Writing::Found { charter, envelope }),
            Ask::Append { envelope } => self.write(Writing::Append { envelope }),
            Ask::PutDrops { epoch, drops } => self.write(Writing::PutDrops { epoch, drops }),
            Ask::PutInvite { tag, grant } => self.write(Writing::PutInvite { tag, grant }),
            Ask::Claim { tag, claimant } => self.write(Writing::Claim { tag, claimant }),
            Ask::LeaveAnswer { tag, claimant, answer } => self.write(Writing::LeaveAnswer { tag, claimant, answer }),
            Ask::Retire { invites, forgotten } => self.write(Writing::Retire { invites, forgotten }),
            Ask::Send { message } => self.count_send().and_then(|()| self.write(Writing::Send { message })),
            Ask::ClearInbox { through } => self.write(Writing::ClearInbox { through }),
            Ask::PutVault { version, tags, count, index, piece } => {
                self.write(Writing::PutVault { version, tags, count, index, piece })
            }
            Ask::FetchVault { tag, index } => Ok(Step::Read(Reading::Vault { tag, index })),
        }
    }

    fn prove(&mut self, signature: &Signature, state: Option<&FeedState>) -> Result<Step, Refusal> {
        let key = state.ok_or(Refusal::UnknownFeed)?.control.posting_key;
        let signed: [&[u8]; 3] = [self.challenge.as_bytes(), self.feed.as_bytes(), self.relay_name.as_bytes()];
        if !key.verifies(Label::Poster, &signed, signature) {
            return Err(Refusal::ProofRefused);
        }
        self.credentials.proven = Some(key);
        Ok(Step::Answered(Reply::Done))
    }

    // The hash of a capability stands in clear in the feed, so its comparison may take the time it takes.
    fn unlock(&mut self, capability: &Capability, state: Option<&FeedState>) -> Result<Step, Refusal> {
        let hash = capability.hash();
        if hash != state.ok_or(Refusal::UnknownFeed)?.control.capability {
            return Err(Refusal::CapabilityRefused);
        }
        self.credentials.unlocked = Some(hash);
        Ok(Step::Answered(Reply::Done))
    }

    fn subscribe(&self, after: Sequence, state: Option<&FeedState>) -> Result<Step, Refusal> {
        let state = state.ok_or(Refusal::UnknownFeed)?;
        self.credentials.check_reader(state)?;
        let cursor = Cursor::after(after, state);
        let first = after.max(state.pruned).next();
        let reply = Reply::Subscribed { first, head: state.head() };
        Ok(Step::Follow(cursor, reply))
    }

    fn write(&self, writing: Writing) -> Result<Step, Refusal> {
        Ok(Step::Write(Petition { feed: self.feed, credentials: self.credentials, writing }))
    }

    fn count_send(&mut self) -> Result<(), Refusal> {
        if self.sends >= INBOX_SENDS_PER_SESSION_MAX {
            return Err(Refusal::InboxFull);
        }
        self.sends += 1;
        Ok(())
    }
}
