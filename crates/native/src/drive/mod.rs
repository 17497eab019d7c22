//! The driver of every party: it moves bytes, tells, saves and waits, in the order that the parties' contract asks for.

mod away;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use porchlight_client::{Input, Output, Party, Reach, Seconds};
use porchlight_protocol::limits::PING_EVERY;
use porchlight_protocol::{RelayFrame, Request};
use tokio::time::Instant;

use crate::dial::{DialTrouble, Dialler};
use crate::line::{Line, LineTrouble};
use crate::party::{Audience, Onward, Shelf};
use crate::retry::Patience;
use crate::state_file::StateTrouble;
use away::Away;

/// A clock that was set, or a machine that slept, is noticed within this time.
const LOOK_EVERY_MAX: Duration = Duration::from_secs(30);
/// A deadline that has passed without effect does not keep the machine awake.
const LOOK_EVERY_MIN: Duration = Duration::from_millis(200);

/// How a drive ended.
#[derive(Debug)]
pub enum End {
    /// The audience had what it wanted.
    Finished,
    /// No session came about: nothing has left this machine.
    Unreachable(DialTrouble),
    /// A session stood, and broke off: what was sent in it may have arrived, whatever became of later attempts.
    Lost(LineTrouble),
}

/// What forbids to go on, whatever the relay does.
#[derive(Debug, thiserror::Error)]
pub enum DriveTrouble {
    /// The state could not be saved: nothing that rests on it was sent.
    #[error(transparent)]
    State(#[from] StateTrouble),
    /// What was to be told could not be shown: it will be told again.
    #[error("the output could not be written: {0}")]
    Untold(io::Error),
}

/// Drives a party: its state at rest, its relay, and those whom it tells.
pub struct Driver<'a, P, A, S> {
    /// The party.
    pub party: &'a mut P,
    /// Where its state rests.
    pub state: &'a mut S,
    /// Who dials its relay.
    pub dialler: &'a Dialler,
    /// Whom it tells.
    pub audience: &'a mut A,
    /// How long to go on trying.
    pub patience: Patience,
    /// What tells the time: [`now`](crate::now), except in tests.
    pub clock: fn() -> Seconds,
}

/// Why a session is over.
enum Over {
    Finished,
    HungUp,
    Lost(LineTrouble),
}

/// What ended a wait.
enum Woken {
    Frames(VecDeque<RelayFrame>),
    Lost(LineTrouble),
    ToPing,
    ToLook,
}

impl<P: Party, A: Audience<P>, S: Shelf> Driver<'_, P, A, S> {
    /// Drives until the audience has what it wants, or patience ends. May be dropped at any moment: what was saved is whole.
    ///
    /// # Errors
    /// Where the state could not be saved, or an event not be shown.
    pub async fn run(mut self) -> Result<End, DriveTrouble> {
        let (mut failures, mut trying_since) = (0, Instant::now());
        let mut broken = None;
        if self.tell_and_save(&mut Vec::new())? == Onward::Finish {
            return Ok(End::Finished);
        }
        loop {
            let away = match self.dialler.dial(self.party.relay()).await {
                Err(trouble) => Away::Undialled(trouble),
                Ok(line) => match self.converse(line).await? {
                    Over::Finished => return Ok(End::Finished),
                    Over::HungUp => Away::HungUp,
                    Over::Lost(trouble) => {
                        self.audience.cut_off();
                        trying_since = Instant::now();
                        Away::Broken(trouble)
                    }
                },
            };
            if self.hang_up()? == Onward::Finish {
                return Ok(End::Finished);
            }
            failures = away.failures_after(failures, self.patience);
            match self.patience.wait_after(failures, trying_since.elapsed()) {
                Some(wait) if away.is_worth_another(self.patience) => {
                    self.wait(wait, &away).await?;
                    broken = away.broken().or(broken);
                }
                Some(_) | None => return Ok(away.end(broken)),
            }
        }
    }

    /// One session, from its first word on.
    async fn converse(&mut self, mut line: Line) -> Result<Over, DriveTrouble> {
        let mut heard = Instant::now();
        let mut pings = tokio::time::interval_at(heard + PING_EVERY, PING_EVERY);
        self.party.handle(Input::Connected, self.now());
        loop {
            match self.settle(&mut line).await? {
                Ok(Onward::Continue) => {}
                Ok(Onward::Finish) => {
                    line.close().await;
                    return Ok(Over::Finished);
                }
                Ok(Onward::HangUp) => {
                    line.close().await;
                    return Ok(Over::HungUp);
                }
                Err(trouble) => return Ok(Over::Lost(trouble)),
            }
            heard = self.awaited().map_or(heard, |moment| moment.max(heard));
            let silent_at = heard + self.patience.silence_max();
            let look_at = self.next_look()?.min(silent_at);
            let woken = tokio::select! {
                received = line.receive() => received.map_or_else(Woken::Lost, Woken::Frames),
                _ = pings.tick() => Woken::ToPing,
                () = tokio::time::sleep_until(look_at) => Woken::ToLook,
            };
            match woken {
                Woken::Frames(frames) => heard = self.hear(frames, heard),
                Woken::Lost(trouble) => return Ok(Over::Lost(trouble)),
                Woken::ToPing => match line.ping().await {
                    Ok(()) => {}
                    Err(trouble) => return Ok(Over::Lost(trouble)),
                },
                Woken::ToLook if Instant::now() >= silent_at => return Ok(Over::Lost(LineTrouble::Silent)),
                Woken::ToLook => self.party.handle(Input::Tick, self.now()),
            }
        }
    }

    /// A moment for which the party waits by itself: until then, a relay that says nothing withholds nothing.
    fn awaited(&self) -> Option<Instant> {
        let now = self.now();
        let deadline = self.party.deadline().filter(|deadline| *deadline > now);
        deadline.map(|deadline| Instant::now() + until(Some(deadline), now))
    }

    /// Hands in frames; returns when the relay was last heard. A pong answers no request that someone waits for.
    fn hear(&mut self, frames: VecDeque<RelayFrame>, heard: Instant) -> Instant {
        let is_sign_of_life_enough = self.patience == Patience::Forever;
        let counts = is_sign_of_life_enough || !frames.is_empty();
        for frame in frames {
            self.party.handle(Input::Frame(Box::new(frame)), self.now());
        }
        if counts { Instant::now() } else { heard }
    }

    /// Does all that the party wants, and sends.
    async fn settle(&mut self, line: &mut Line) -> Result<Result<Onward, LineTrouble>, DriveTrouble> {
        let mut requests = Vec::new();
        match self.tell_and_save(&mut requests)? {
            Onward::Continue => Ok(send(line, &requests).await.map(|()| Onward::Continue)),
            over @ (Onward::HangUp | Onward::Finish) => Ok(Ok(over)),
        }
    }

    /// Polls until the party waits. The requests it gives rest on what has been saved by then.
    fn tell_and_save(&mut self, requests: &mut Vec<Request>) -> Result<Onward, DriveTrouble> {
        let mut onward = Onward::Continue;
        while let Some(output) = self.party.poll() {
            match output {
                Output::Tell(event) => {
                    let heard = self.audience.hear(event, self.party, self.now());
                    onward = onward.max(heard.map_err(DriveTrouble::Untold)?);
                }
                Output::Save(saved) => {
                    self.state.save(&saved)?;
                    self.party.handle(Input::Saved, self.now());
                }
                Output::Send(request) => requests.push(request),
            }
        }
        Ok(onward)
    }

    fn hang_up(&mut self) -> Result<Onward, DriveTrouble> {
        self.party.handle(Input::Disconnected, self.now());
        self.tell_and_save(&mut Vec::new())
    }

    /// When to look again at the latest: at the party's deadline, or the audience's.
    fn next_look(&mut self) -> Result<Instant, DriveTrouble> {
        let asked = self.look(Reach::Reached)?;
        let deadline = self.party.deadline().into_iter().chain(asked).min();
        Ok(Instant::now() + until(deadline, self.now()))
    }

    fn look(&mut self, reach: Reach) -> Result<Option<Seconds>, DriveTrouble> {
        self.audience.look(self.party, reach, self.now()).map_err(DriveTrouble::Untold)
    }

    fn now(&self) -> Seconds {
        (self.clock)()
    }

    /// Waits between two attempts, while the clock goes on for those who look. A session that has just broken off does not
    /// make the relay unreachable; the next attempt will tell.
    async fn wait(&mut self, wait: Duration, away: &Away) -> Result<(), DriveTrouble> {
        let next_attempt = Instant::now() + wait;
        while Instant::now() < next_attempt {
            let look_after = match away.reach() {
                Some(reach) => until(self.look(reach)?, self.now()),
                None => LOOK_EVERY_MAX,
            };
            tokio::time::sleep_until((Instant::now() + look_after).min(next_attempt)).await;
        }
        Ok(())
    }
}

async fn send(line: &mut Line, requests: &[Request]) -> Result<(), LineTrouble> {
    if requests.is_empty() {
        return Ok(());
    }
    for request in requests {
        line.send(request).await?;
    }
    line.flush().await
}

fn until(moment: Option<Seconds>, now: Seconds) -> Duration {
    let Some(moment) = moment else { return LOOK_EVERY_MAX };
    Duration::from_secs(moment.saturating_sub(now)).clamp(LOOK_EVERY_MIN, LOOK_EVERY_MAX)
}
