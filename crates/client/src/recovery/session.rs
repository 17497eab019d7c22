//! A recovery's sessions: the vault first, then the feed.

use porchlight_protocol::{
    Ask, ControlState, Envelope, FeedId, Head, Refusal, RelayFrame, Reply, Sequence, VaultPiece,
};
use porchlight_sealing::VaultDefect;

use super::{FetchedVault, Recovery, RecoveryEvent, RecoveryFailure};

/// What a request was about.
pub(super) enum About {
    Hello,
    Piece(u16),
    Controls,
    Unlock,
    Subscribe,
}

/// Where a recovery stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Away,
    Greeting,
    /// Asking for the vault's first piece, which tells how many there are.
    Finding,
    Fetching,
    Walking,
    Unlocking,
    Reading,
    /// Nothing more to do in this session.
    Resting,
}

impl Recovery {
    pub(super) fn greet(&mut self) {
        self.hang_up();
        self.phase = Phase::Greeting;
        let feed = self.feed.unwrap_or(FeedId::new([0; 32]));
        self.correspondence.ask(Ask::Hello { feed }, About::Hello);
    }

    pub(super) fn hang_up(&mut self) {
        self.correspondence.hang_up();
        self.walk.clear();
        self.control = None;
        self.phase = Phase::Away;
    }

    pub(super) fn fail(&mut self, failure: RecoveryFailure) {
        self.correspondence.hang_up();
        self.phase = Phase::Resting;
        self.correspondence.tell(RecoveryEvent::Failed(failure));
    }

    pub(super) fn hear(&mut self, frame: RelayFrame) {
        if self.phase == Phase::Resting {
            return;
        }
        match frame {
            RelayFrame::Reply { number, reply } => match self.correspondence.answered(number) {
                Some(about) => self.hear_reply(about, reply),
                None => self.fail(RecoveryFailure::RelayMisbehaved),
            },
            RelayFrame::Refused { number, refusal } => {
                let about = self.correspondence.answered(number);
                self.fail(name_refusal(about.as_ref(), refusal));
            }
            RelayFrame::Envelope(envelope) if self.phase == Phase::Reading => self.read(&envelope),
            RelayFrame::Envelope(_) | RelayFrame::Stopped { .. } => self.fail(RecoveryFailure::RelayMisbehaved),
        }
    }

    fn hear_reply(&mut self, about: About, reply: Reply) {
        match (about, reply) {
            (About::Hello, Reply::Welcome { .. }) | (About::Unlock, Reply::Done) => {}
            (About::Piece(index), Reply::Vault { feed, version, count, piece }) => {
                self.take_piece(index, feed, version, count, *piece);
            }
            (About::Controls, Reply::Controls { envelopes, more }) => self.hear_controls(envelopes, more),
            (About::Subscribe, Reply::Subscribed { first, head }) => self.note_subscribed(first, head),
            (About::Hello | About::Piece(_) | About::Controls | About::Unlock | About::Subscribe, _) => {
                self.fail(RecoveryFailure::RelayMisbehaved);
            }
        }
    }

    /// Goes on to the next phase once all that this one asked is answered.
    pub(super) fn proceed(&mut self) {
        while self.correspondence.is_quiet() {
            match self.phase {
                Phase::Away | Phase::Resting => return,
                Phase::Reading => return self.finish_if_read(),
                Phase::Greeting if self.opened.is_some() => self.walk_controls(),
                Phase::Greeting => {
                    self.phase = Phase::Finding;
                    self.ask_for_piece(0);
                }
                Phase::Finding => self.fetch_rest(),
                Phase::Fetching => self.open_vault(),
                Phase::Walking => self.judge_controls(),
                Phase::Unlocking => self.subscribe(),
            }
        }
    }

    fn ask_for_piece(&mut self, index: u16) {
        self.correspondence.ask(Ask::FetchVault { tag: self.opener.tag(), index }, About::Piece(index));
    }

    fn take_piece(&mut self, index: u16, feed: FeedId, version: u64, count: u16, piece: VaultPiece) {
        if self.phase == Phase::Finding {
            if self.feed.is_some_and(|known| known != feed) {
                return self.fail(RecoveryFailure::VaultUnreadable);
            }
            self.vault = FetchedVault { version, pieces: vec![None; usize::from(count)] };
            self.vault_feed = Some(feed);
        }
        let is_same = self.vault.version == version && self.vault_feed == Some(feed);
        match self.vault.pieces.get_mut(usize::from(index)) {
            Some(room) if is_same => *room = Some(piece),
            // The office has put another one meanwhile, or the relay mixes two.
            Some(_) | None => self.fail(RecoveryFailure::VaultUnreadable),
        }
    }

    fn fetch_rest(&mut self) {
        self.phase = Phase::Fetching;
        let count = u16::try_from(self.vault.pieces.len()).unwrap_or(u16::MAX);
        for index in 1..count {
            self.ask_for_piece(index);
        }
    }

    fn open_vault(&mut self) {
        let Some(feed) = self.vault_feed else { return self.fail(RecoveryFailure::NoVault) };
        let pieces: Option<Vec<_>> = self.vault.pieces.iter().cloned().collect();
        let opened = pieces.ok_or(VaultDefect::Unopenable).and_then(|pieces| {
            let (state, right) = self.opener.open(&feed, self.vault.version, &pieces)?;
            Ok((state, right, porchlight_sealing::vault_hash(&pieces)))
        });
        let Ok((state, right, hash)) = opened else { return self.fail(RecoveryFailure::VaultUnreadable) };
        if self.take_up_vault(&state, right, hash, feed).is_none() {
            return self.fail(RecoveryFailure::VaultUnreadable);
        }
        let is_here = self.feed == Some(feed);
        self.feed = Some(feed);
        self.vault.pieces.clear();
        self.correspondence.tell(RecoveryEvent::VaultOpened { feed });
        match is_here {
            true => self.walk_controls(),
            // This session is about no feed: the next one is about this.
            false => self.phase = Phase::Resting,
        }
    }

    fn walk_controls(&mut self) {
        self.phase = Phase::Walking;
        self.correspondence.ask(Ask::Controls { after: Sequence::ZERO }, About::Controls);
    }

    /// Verifies a page at once: what nobody signed takes no room.
    fn hear_controls(&mut self, envelopes: Vec<Envelope>, more: bool) {
        let Some(feed) = self.feed else { return self.fail(RecoveryFailure::NoVault) };
        let last = envelopes.last().map(Envelope::sequence);
        for envelope in envelopes {
            let followed = match &self.control {
                None => ControlState::founded(&feed, &envelope).map(Some),
                Some(before) => before.follow(&envelope),
            };
            let Ok(Some(control)) = followed else {
                return self.fail(RecoveryFailure::Altered { place: envelope.sequence() });
            };
            self.control = Some(control);
            self.walk.push(envelope);
        }
        if let (Some(after), true) = (last, more) {
            self.correspondence.ask(Ask::Controls { after }, About::Controls);
        }
    }

    fn subscribe(&mut self) {
        let Some(after) = self.last_known() else { return self.fail(RecoveryFailure::VaultUnreadable) };
        self.phase = Phase::Reading;
        self.head = Sequence(u64::MAX);
        self.correspondence.ask(Ask::Subscribe { after }, About::Subscribe);
    }

    fn note_subscribed(&mut self, first: Sequence, head: Head) {
        if self.last_known().is_some_and(|last| first > last.next()) {
            return self.fail(RecoveryFailure::Altered { place: first });
        }
        self.head = head.sequence;
    }
}

fn name_refusal(about: Option<&About>, refusal: Refusal) -> RecoveryFailure {
    match (about, refusal) {
        (Some(About::Piece(_)), Refusal::UnknownVault) => RecoveryFailure::NoVault,
        (Some(About::Unlock), Refusal::CapabilityRefused) => RecoveryFailure::VaultStale,
        (Some(_) | None, refusal) => RecoveryFailure::Refused(refusal),
    }
}
