//! What the office's driver tells: it goes to the app, with the task of its session.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use porchlight_client::{Failure, Liaison, LiaisonEvent, Reach, Task};
use porchlight_protocol::Refusal;
use porchlight_screen::desk::{Line, Message, Wish};
use wasm_bindgen_futures::spawn_local;

use super::Desk;
use super::pacing::Pacing;
use crate::clock::now;
use crate::drive::{Audience, Onward};
use crate::{document, random};

/// How often families are listened to while somebody looks at the desk.
const REST: Duration = Duration::from_secs(60);
/// The same while nobody does.
const REST_UNSEEN: Duration = Duration::from_secs(15 * 60);

/// The ear of the office.
pub(super) struct Ear {
    desk: Desk,
    /// The task of the session under way.
    task: Rc<Cell<Option<Task>>>,
    has_outcome: bool,
    pacing: Pacing,
    /// Whether the session before this one lost its rights midway.
    has_lost_rights: bool,
}

impl Ear {
    pub(super) fn new(desk: Desk, task: Rc<Cell<Option<Task>>>) -> Self {
        Self { desk, task, has_outcome: false, pacing: Pacing::default(), has_lost_rights: false }
    }

    fn task(&self) -> Option<Task> {
        let task = self.task.take();
        self.task.set(task.clone());
        task
    }

    /// The app hears it before anything is saved, so that what it wants kept is kept first.
    fn tell(&self, event: LiaisonEvent, liaison: &Liaison) {
        let message = Message::Heard { event: Box::new(event), task: self.task() };
        let wishes =
            self.desk.with_around_of(Some(liaison), |around| self.desk.0.app.borrow_mut().update(message, around));
        let (drafts, others): (Vec<_>, Vec<_>) = wishes.into_iter().partition(|wish| matches!(wish, Wish::Keep(_)));
        drafts.into_iter().for_each(|draft| self.desk.fulfil(draft));
        // Whatever else is wished may change the office, which somebody holds at this moment.
        let desk = self.desk.clone();
        spawn_local(async move {
            others.into_iter().for_each(|wish| desk.fulfil(wish));
            desk.show_soon();
        });
    }
}

impl Audience<Liaison> for Ear {
    fn hear(&mut self, event: LiaisonEvent, liaison: &Liaison) -> Onward {
        // Somebody has taken the office over in this very moment: another session is shown by what.
        let has_lost_rights = event == LiaisonEvent::Failed(Failure::Refused(Refusal::PosterOnly));
        if has_lost_rights && !std::mem::replace(&mut self.has_lost_rights, has_lost_rights) {
            self.desk.try_now();
            return Onward::HangUp;
        }
        let is_outcome = matches!(event, LiaisonEvent::Done(_) | LiaisonEvent::Failed(_));
        let is_over = matches!(event, LiaisonEvent::Failed(Failure::HandedOver { .. } | Failure::RunsTwice { .. }));
        if is_outcome {
            (self.has_outcome, self.has_lost_rights) = (true, false);
            self.pacing.note(if let LiaisonEvent::Failed(failure) = &event { Some(failure) } else { None });
            let task = self.task();
            self.desk.0.asked.borrow_mut().retain(|asked| Some(asked) != task.as_ref());
        }
        let has_failed = matches!(event, LiaisonEvent::Failed(_));
        self.tell(event, liaison);
        if is_over {
            // Another session would end the same way, whatever anybody does.
            self.desk.stop_soon();
        }
        // A session does all that waits, one after another: ended after the first, it would leave the next one sealed and unsent.
        let has_more = liaison.waiting().next().is_some() || liaison.under_way().next().is_some();
        if has_failed || self.has_outcome && !has_more { Onward::HangUp } else { Onward::Continue }
    }

    fn dialling(&mut self) {
        let task = self.desk.next_task().unwrap_or(Task::Families);
        if let Some(running) = &*self.desk.0.office.borrow() {
            running.liaison.borrow_mut().set_task(task.clone());
        }
        self.task.set(Some(task));
        self.has_outcome = false;
        self.desk.set_line(Line::Working);
    }

    fn look(&mut self, reach: Reach) {
        match reach {
            Reach::Reached => {}
            Reach::Unreachable => self.desk.set_line(Line::Unreachable { again_at: None }),
            Reach::Offline => self.desk.set_line(Line::Offline),
        }
    }

    fn hung_up(&mut self) {
        self.task.set(None);
        if self.desk.0.line.get() == Line::Working {
            self.desk.set_line(match self.has_outcome {
                true => Line::Resting { since: Some(now()) },
                false => Line::Unreachable { again_at: None },
            });
        }
        if self.has_outcome && self.pacing.goes_on() && self.desk.next_task().is_some() {
            self.desk.try_now();
        }
    }

    fn rest(&self) -> Duration {
        if !self.pacing.goes_on() && self.desk.next_task().is_some() {
            return self.pacing.wait(random::number());
        }
        if document::is_hidden() { REST_UNSEEN } else { REST }
    }
}
