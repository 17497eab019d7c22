//! The driver of every party in a browser: tell, then save, then send, as the parties' contract asks for.
//!
//! The party is shared with the screen, which reads it between two steps; it is never borrowed across a wait.

mod nudges;
mod patience;
mod probe;

use std::cell::RefCell;
use std::collections::VecDeque;
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

use futures_util::{FutureExt as _, select_biased};
use gloo_timers::future::TimeoutFuture;
use porchlight_client::{Input, Output, Party, Reach, Saved};
use porchlight_protocol::{RelayFrame, Request};

use crate::clock::{now, running_for};
use crate::socket::{Lost, Socket};
pub use nudges::{Nudge, Nudger, Nudges, nudges};
use patience::Patience;
use probe::Probe;

/// A clock that was set, or a machine that slept, is noticed within this time.
const LOOK_EVERY_MAX: Duration = Duration::from_secs(30);
/// A deadline that has passed without effect does not keep the machine awake.
const LOOK_EVERY_MIN: Duration = Duration::from_millis(200);
/// How long a relay may take to be dialled: beyond this a person is told that it cannot be reached.
const DIAL_WAIT: Duration = Duration::from_secs(20);
/// A session that broke off before counts as a failure like any other: a relay that takes and drops everybody is not dialled each second.
const STOOD_MIN: Duration = Duration::from_secs(60);

/// Where a party's state rests.
pub trait Keep {
    /// Why it could not be kept.
    type Trouble;

    /// Replaces what this save changes, all of it or nothing. When this is done, it is on stable storage.
    fn save(&mut self, saved: Saved) -> impl Future<Output = Result<(), Self::Trouble>>;
}

/// Those who are told.
pub trait Audience<P: Party> {
    /// Shows an event. When this returns, it may be saved as told.
    fn hear(&mut self, event: P::Event, party: &P) -> Onward;

    /// Notes how the relay can be reached, and that something may have changed.
    fn look(&mut self, reach: Reach);

    /// Notes that the relay is being dialled.
    fn dialling(&mut self) {}

    /// Notes that it is doubted whether the line still stands, and that the relay is asked.
    fn doubts(&mut self) {}

    /// Notes that the relay has answered, and with it everything that it had to send before.
    fn answered(&mut self) {}

    /// Notes that no session stands any more.
    fn hung_up(&mut self) {}

    /// How long to rest after a session that gave nothing more, before another one is tried unasked.
    fn rest(&self) -> Duration;
}

/// Whether a session has more to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Onward {
    /// Go on.
    Continue,
    /// It has not.
    HangUp,
}

/// Drives a party, until it is told to stop or the state cannot be saved.
pub struct Driver<P, K, A> {
    /// The party.
    pub party: Rc<RefCell<P>>,
    /// Where its state rests.
    pub keep: K,
    /// Whom it tells.
    pub audience: A,
    /// What others ask of the driver.
    pub nudges: Nudges,
}

/// Why a session is over.
enum Over {
    HungUp,
    Lost,
    Stopped,
}

/// What came of dialling.
enum Dialled {
    Up(Socket),
    Down(Reach),
    Stopped,
}

/// What ended a wait.
enum Woken {
    Frames(VecDeque<RelayFrame>),
    Lost,
    Nudged(Nudge),
    ToLook,
}

impl<P: Party, K: Keep, A: Audience<P>> Driver<P, K, A> {
    /// Drives until it is stopped. All that was told is saved by then.
    ///
    /// # Errors
    /// Where the state could not be saved: nothing that rests on it was sent.
    pub async fn run(mut self) -> Result<(), K::Trouble> {
        let mut patience = Patience::fresh();
        self.tell_and_save().await?;
        loop {
            let wait = match self.dial().await? {
                Dialled::Stopped => return self.hang_up().await,
                Dialled::Down(reach) => {
                    self.audience.look(reach);
                    patience.after_a_failure()
                }
                Dialled::Up(socket) => {
                    self.audience.look(Reach::Reached);
                    let began = running_for();
                    match self.converse(socket).await? {
                        Over::Stopped => return self.hang_up().await,
                        Over::HungUp => {
                            patience = Patience::fresh();
                            self.audience.rest()
                        }
                        Over::Lost => {
                            if running_for().saturating_sub(began) >= STOOD_MIN {
                                patience = Patience::fresh();
                            }
                            patience.after_a_failure()
                        }
                    }
                }
            };
            self.hang_up().await?;
            self.audience.hung_up();
            if self.wait(wait).await? == Nudge::Stop {
                return Ok(());
            }
        }
    }

    /// Dials the relay. What is changed meanwhile is saved at once: a phone may be put away before anybody answers.
    async fn dial(&mut self) -> Result<Dialled, K::Trouble> {
        self.audience.dialling();
        let relay = self.party.borrow().relay().to_owned();
        let mut dialling = pin!(Socket::dial(&relay).fuse());
        let mut patience = pin!(timer(DIAL_WAIT).fuse());
        loop {
            let nudge = select_biased! {
                dialled = dialling => return Ok(dialled.map_or_else(|_| Dialled::Down(down()), Dialled::Up)),
                () = patience => return Ok(Dialled::Down(down())),
                nudge = self.nudges.next().fuse() => nudge,
            };
            match nudge {
                Nudge::Changed => drop(self.tell_and_save().await?),
                // It is being tried.
                Nudge::TryNow => {}
                Nudge::Stop => return Ok(Dialled::Stopped),
            }
        }
    }

    /// One session, from its first word on.
    async fn converse(&mut self, mut socket: Socket) -> Result<Over, K::Trouble> {
        let mut probe = Probe::new(now());
        self.handle(Input::Connected);
        loop {
            let (requests, onward) = self.tell_and_save().await?;
            if onward == Onward::HangUp {
                return Ok(Over::HungUp);
            }
            if send(&socket, &requests).is_err() {
                return Ok(Over::Lost);
            }
            let look = probe.until_next(self.next_look(), now());
            let woken = select_biased! {
                received = socket.receive().fuse() => received.map_or(Woken::Lost, Woken::Frames),
                nudge = self.nudges.next().fuse() => Woken::Nudged(nudge),
                () = timer(look).fuse() => Woken::ToLook,
            };
            match woken {
                Woken::Frames(frames) => {
                    let heard = probe.heard(frames, now());
                    self.hear(heard.others);
                    if heard.has_answered {
                        self.audience.answered();
                    }
                }
                Woken::Lost => return Ok(Over::Lost),
                Woken::Nudged(Nudge::Stop) => return Ok(Over::Stopped),
                Woken::Nudged(Nudge::Changed) => {}
                Woken::Nudged(Nudge::TryNow) => {
                    probe.doubt();
                    self.audience.doubts();
                }
                Woken::ToLook => self.handle(Input::Tick),
            }
            match probe.due(now()) {
                probe::Due::Nothing => {}
                probe::Due::GiveUp => return Ok(Over::Lost),
                probe::Due::Ask(request) if socket.send(&request).is_err() => return Ok(Over::Lost),
                probe::Due::Ask(_) => {}
            }
            self.audience.look(Reach::Reached);
        }
    }

    fn hear(&mut self, frames: VecDeque<RelayFrame>) {
        for frame in frames {
            self.handle(Input::Frame(Box::new(frame)));
        }
    }

    /// Polls until the party waits. The requests it gives rest on what has been saved by then.
    async fn tell_and_save(&mut self) -> Result<(Vec<Request>, Onward), K::Trouble> {
        let (mut requests, mut onward) = (Vec::new(), Onward::Continue);
        loop {
            let output = self.party.borrow_mut().poll();
            match output {
                None => return Ok((requests, onward)),
                Some(Output::Tell(event)) => onward = onward.max(self.audience.hear(event, &self.party.borrow())),
                Some(Output::Save(saved)) => {
                    self.keep.save(saved).await?;
                    self.handle(Input::Saved);
                }
                Some(Output::Send(request)) => requests.push(request),
            }
        }
    }

    async fn hang_up(&mut self) -> Result<(), K::Trouble> {
        self.handle(Input::Disconnected);
        self.tell_and_save().await.map(drop)
    }

    /// Waits between two sessions; what is changed meanwhile is saved at once.
    async fn wait(&mut self, wait: Duration) -> Result<Nudge, K::Trouble> {
        let until = running_for() + wait;
        loop {
            let left = until.saturating_sub(running_for()).clamp(LOOK_EVERY_MIN, LOOK_EVERY_MAX);
            let nudge = select_biased! {
                nudge = self.nudges.next().fuse() => Some(nudge),
                () = timer(left).fuse() => None,
            };
            match nudge {
                Some(Nudge::Changed) => drop(self.tell_and_save().await?),
                Some(nudge @ (Nudge::TryNow | Nudge::Stop)) => return Ok(nudge),
                None if running_for() >= until => return Ok(Nudge::TryNow),
                None => {}
            }
        }
    }

    /// How long until the party has to be told the time.
    fn next_look(&self) -> Duration {
        let deadline = self.party.borrow().deadline();
        let left = deadline.map_or(LOOK_EVERY_MAX, |deadline| Duration::from_secs(deadline.saturating_sub(now())));
        left.clamp(LOOK_EVERY_MIN, LOOK_EVERY_MAX)
    }

    fn handle(&self, input: Input) {
        self.party.borrow_mut().handle(input, now());
    }
}

fn send(socket: &Socket, requests: &[Request]) -> Result<(), Lost> {
    requests.iter().try_for_each(|request| socket.send(request))
}

async fn timer(wait: Duration) {
    TimeoutFuture::new(u32::try_from(wait.as_millis()).unwrap_or(u32::MAX)).await;
}

/// Why nobody answers.
fn down() -> Reach {
    let is_offline = web_sys::window().is_some_and(|window| !window.navigator().on_line());
    if is_offline { Reach::Offline } else { Reach::Unreachable }
}
