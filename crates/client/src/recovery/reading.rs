//! From the vault's state to the feed's: the turn that was under way, and what was said since.

use porchlight_protocol::{Ask, Control, ControlState, Envelope, FeedId, Hash, Kind, Label, Sequence};
use porchlight_sealing::{Assembly, Chain, Message, Notice, OpenedRight, RecoveryPhrase, Secret, Status, open};

use super::session::{About, Phase};
use super::{Means, Recovery, RecoveryEvent, RecoveryFailure};
use crate::Liaison;
use crate::liaison::{Act, Done, State, StatusRecord, Succession, Task, Vault};

/// The chains of everybody whom the office spoke to, and what they have not said to the end.
#[derive(Default)]
pub(super) struct Listening {
    group: Assembly,
    families: Vec<Assembly>,
}

impl Recovery {
    /// Takes up the vault's state as it was when it was sealed; `None` when it says nothing that this version knows.
    pub(super) fn take_up_vault(&mut self, state: &[u8], right: OpenedRight, hash: Hash, feed: FeedId) -> Option<()> {
        let mut state = State::from_vault(state).ok()?;
        if state.feed != feed || state.vault.version != self.vault.version {
            return None;
        }
        // The one before may be what a status names: its liaison may not have heard that this one was complete.
        self.former_vault = state.vault.hash.replace(hash);
        state.relay.clone_from(&self.relay);
        state.next_relay = None;
        self.opened = Some((state, right));
        Some(())
    }

    pub(super) fn last_known(&self) -> Option<Sequence> {
        self.opened.as_ref().map(|(state, _)| state.next.previous())
    }

    /// Whether, by the control envelopes that were verified from the feed id alone, this vault is of the epoch and the key in force.
    pub(super) fn judge_controls(&mut self) {
        let (Some((state, right)), Some(control), Some(last)) = (&mut self.opened, &self.control, self.walk.last())
        else {
            return self.fail(RecoveryFailure::RelayMisbehaved);
        };
        let judged = take_right(state, right, &self.means, control).and_then(|()| reach_epoch(state, control, last));
        match judged {
            Ok(()) => {
                let capability = state.capability;
                self.listening.families = vec![Assembly::default(); state.families.len()];
                self.phase = Phase::Unlocking;
                self.correspondence.ask(Ask::Unlock { capability }, About::Unlock);
            }
            Err(failure) => self.fail(failure),
        }
    }

    /// Reads what the office said after it had sealed the vault.
    pub(super) fn read(&mut self, envelope: &Envelope) {
        let (Some((state, _)), Some(control)) = (&mut self.opened, &self.control) else { return };
        let place = envelope.sequence();
        let fits = place == state.next && envelope.previous() == state.last_hash;
        let is_the_offices = match envelope.kind() {
            Kind::Sealed => {
                let mut keys = std::iter::once(&control.posting_key).chain(&control.former_keys);
                keys.any(|key| envelope.is_signed_by(key))
            }
            Kind::Epoch | Kind::Handover => self.walk.iter().any(|walked| walked.hash() == envelope.hash()),
        };
        if !fits || !is_the_offices {
            return self.fail(RecoveryFailure::Altered { place });
        }
        if let Some(status) = hear(state, &mut self.listening, envelope) {
            self.named_vault = Some(status.vault);
        }
        state.last_hash = envelope.hash();
        state.next = place.next();
        state.keep(envelope.clone());
    }

    pub(super) fn finish_if_read(&mut self) {
        let is_read = self.last_known().is_some_and(|last| last >= self.head);
        let Some((state, right)) = self.opened.take_if(|_| is_read) else { return };
        // A status that was sealed after this vault names it, or the one before it: or the relay gave an old one.
        if self.named_vault.is_some_and(|named| named != state.vault.hash && named != self.former_vault) {
            return self.fail(RecoveryFailure::VaultStale);
        }
        let Some(mut random) = self.random.take() else { return };
        let phrase = RecoveryPhrase::draw(&mut *random);
        let mut liaison = Liaison::with_state(state, random);
        liaison.take_over(&self.means, &right, phrase, self.now);
        self.taken_up = Some(liaison);
        self.phase = Phase::Resting;
        self.correspondence.tell(RecoveryEvent::TakenUp);
        self.correspondence.changed();
    }
}

impl Liaison {
    fn take_over(&mut self, means: &Means, right: &OpenedRight, phrase: RecoveryPhrase, now: u64) {
        let sequence = self.begin_anew(now);
        let (succession, report) = match means {
            Means::Own => (Succession::FormerKey, (Task::Recover, Done::Recovered)),
            Means::Mandate(key) => {
                let signature = right.mandate();
                self.renounce_inherited(Vault::sealed_for(&phrase));
                (Succession::Mandate { key: key.clone(), signature }, (Task::Accept, Done::Accepted { phrase }))
            }
        };
        self.succeed(succession);
        self.note(Act::TakenOver { sequence });
        self.report_next(report);
    }
}

/// Takes up the right that the vault gives, where the key in force has given it.
fn take_right(
    state: &mut State,
    right: &OpenedRight,
    means: &Means,
    control: &ControlState,
) -> Result<(), RecoveryFailure> {
    match means {
        Means::Own => {
            let (posting, former) = right.office();
            let in_force = std::iter::once(posting).chain(former).find(|key| key.public() == control.posting_key);
            state.posting = in_force.ok_or(RecoveryFailure::HandedOver)?;
        }
        Means::Mandate(key) => {
            let mandated = key.public();
            let parts: [&[u8]; 2] = [control.feed.as_bytes(), mandated.as_bytes()];
            if !control.posting_key.verifies(Label::Mandate, &parts, &right.mandate()) {
                return Err(RecoveryFailure::HandedOver);
            }
        }
    }
    Ok(())
}

/// Brings the state to the epoch in force: it is there, or the turn that was under way has been completed since.
fn reach_epoch(state: &mut State, control: &ControlState, last: &Envelope) -> Result<(), RecoveryFailure> {
    if control.capability != state.capability.hash() {
        let seed = state.turn.take().ok_or(RecoveryFailure::VaultStale)?;
        complete_turn(state, &seed, control, last)?;
    }
    if let Some(unsent) = state.outbox.front() {
        // Whether the relay has taken what was on its way, the feed will show.
        (state.next, state.last_hash) = (unsent.sequence(), unsent.previous());
    }
    state.outbox.clear();
    state.turn = None;
    state.group = state.epochs.back().ok_or(RecoveryFailure::VaultUnreadable)?.start.clone();
    state.last_control = (control.sequence, control.hash);
    Ok(())
}

fn complete_turn(
    state: &mut State,
    seed: &Secret,
    control: &ControlState,
    last: &Envelope,
) -> Result<(), RecoveryFailure> {
    let is_its = state.epoch().next() == control.epoch && state.capability_of_turn(seed).hash() == control.capability;
    // A handover that followed upon the turn would have been followed by a vault of its own.
    if !is_its || !matches!(Control::of(last), Some(Control::Epoch(_))) {
        return Err(RecoveryFailure::VaultStale);
    }
    let turned_at = state.turned_at;
    state.outbox.clear();
    (state.next, state.last_hash) = (last.sequence(), last.previous());
    state.complete_turn(seed, turned_at);
    state.forget_removed();
    (state.next, state.last_hash) = (last.sequence().next(), last.hash());
    Ok(())
}

/// Hears what an envelope said, whomever it was for; gives the status that it completes.
fn hear(state: &mut State, listening: &mut Listening, envelope: &Envelope) -> Option<Status> {
    let group = plaintext(&mut state.group, envelope).and_then(|bytes| listening.group.take(&bytes).ok().flatten());
    for (family, assembly) in state.families.iter_mut().zip(&mut listening.families) {
        let said = plaintext(&mut family.chain, envelope).and_then(|bytes| assembly.take(&bytes).ok().flatten());
        if let Some(Message::Notice(Notice { ordinal, answers, .. })) = said {
            family.next_ordinal = ordinal.saturating_add(1);
            family.note_sent(envelope.sequence());
            answers.into_iter().for_each(|inquiry| family.note_answered(inquiry));
        }
    }
    match group {
        Some(Message::Status(status)) => {
            note_status(state, envelope, &status);
            Some(status)
        }
        Some(Message::Profile(profile)) => {
            state.profile = profile;
            None
        }
        Some(Message::KemKey(next)) => {
            // Its secret is lost with the machine that drew it; the next one counts on from there.
            state.kem.generation = state.kem.generation.max(next.generation);
            None
        }
        Some(Message::Notice(_)) | None => None,
    }
}

fn note_status(state: &mut State, envelope: &Envelope, status: &Status) {
    let sequence = envelope.sequence();
    state.next_by = status.next_by;
    state.latest_status = Some(StatusRecord { place: sequence, previous: envelope.previous() });
    if state.log.status_day(sequence).is_some() {
        return;
    }
    let act = Act::Status { sequence, code: status.code.clone(), as_of: status.as_of, corrects: status.supersedes };
    state.log.note(status.posted_at, act);
}

fn plaintext(chain: &mut Chain, envelope: &Envelope) -> Option<zeroize::Zeroizing<Vec<u8>>> {
    chain.advance_to(envelope.sequence()).ok()?;
    let opened = open(chain, envelope).ok().flatten();
    chain.step();
    opened
}
