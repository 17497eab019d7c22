//! Somebody at a liaison's desk without a browser: what they see and press, and what a browser would do of what the desk wishes.

#![allow(dead_code, reason = "each scenario uses its part")]

use std::collections::VecDeque;

use porchlight_client::{Liaison, LiaisonEvent, Recovery, RecoveryEvent, Task};
use porchlight_language::Language;
use porchlight_screen::Element;
use porchlight_screen::desk::backup::{self, Fresh};
use porchlight_screen::desk::{Abilities, App, Around, BackupTrouble, HOLD_SECONDS, Line, Message, Place, View, Wish};
use porchlight_tests::screen::{Utc, press, send, type_into};
use porchlight_tests::world::{Person, World};
use zeroize::Zeroizing;

pub const CALM: &str = "calm: The day passed relatively calmly.";
pub const TELLING: &str =
    "negative information: There was fighting, there is negative information. The families concerned are being told.";
pub const TOLD: &str = "negative information: There was negative information. All families concerned have been told.";

/// Sessions for one press: a task each, and what follows from it.
const SESSIONS_MAX: usize = 8;

/// Somebody at a desk, in a browser of their own.
pub struct Clerk {
    pub app: App,
    pub office: Option<Person<Liaison>>,
    /// An office that is being taken up, and the task that finishes it.
    taking_up: Option<(Person<Recovery>, Task)>,
    /// Tasks that were asked for and are not done.
    pub asked: Vec<Task>,
    /// Whether the browser has saved what the office was given.
    pub is_kept: bool,
    /// What a reload gives back.
    pub kept: Option<Zeroizing<Vec<u8>>>,
    pub line: Line,
    pub abilities: Abilities,
    /// What stands in the office's place: a PIN, or something that does not open.
    pub instead: Option<Place<'static>>,
    /// Files in the downloads.
    pub downloads: Vec<Vec<u8>>,
    /// What the desk wished and only a browser does.
    pub wished: Vec<Wish>,
}

impl Clerk {
    pub fn new(language: Language) -> Self {
        Self {
            app: App::new(language),
            office: None,
            taking_up: None,
            asked: Vec::new(),
            is_kept: true,
            kept: None,
            line: Line::Resting { since: None },
            abilities: Abilities { can_share: true, has_pin: false },
            instead: None,
            downloads: Vec::new(),
            wished: Vec::new(),
        }
    }

    fn around<'a>(&'a self, world: &World) -> Around<'a> {
        Around {
            now: world.now,
            civil: &Utc,
            place: match (self.instead, &self.office, &self.taking_up) {
                (Some(instead), _, _) => instead,
                (None, Some(office), _) => Place::Office(office.peek()),
                (None, None, Some(_)) => Place::TakingUp,
                (None, None, None) => Place::Empty { was_evicted: false },
            },
            line: self.line,
            asked: &self.asked,
            is_kept: self.is_kept,
            abilities: self.abilities,
            page: None,
        }
    }

    pub fn sees(&self, world: &World) -> Element<Message> {
        self.app.view(&self.around(world))
    }

    pub fn words(&self, world: &World) -> String {
        self.sees(world).to_words()
    }

    /// Hands a message to the desk, and does what it wishes as far as no browser is needed.
    pub fn does(&mut self, world: &mut World, message: Message) {
        let wishes = {
            let mut app = std::mem::replace(&mut self.app, App::new(Language::English));
            let wishes = app.update(message, &self.around(world));
            self.app = app;
            wishes
        };
        wishes.into_iter().for_each(|wish| self.fulfil(world, wish));
    }

    fn fulfil(&mut self, world: &mut World, wish: Wish) {
        match wish {
            Wish::Found { relay, charter, profile } => {
                let liaison = Liaison::found(&relay, charter, *profile, Box::new(world.random()), world.now);
                let mut office = Person::new(liaison);
                office.settle(world.now);
                self.office = Some(office);
                self.asked.push(Task::Found);
            }
            Wish::Recover { relay, phrase } => {
                let recovery = Recovery::by_phrase(&relay, &phrase, Box::new(world.random()));
                self.taking_up = Some((Person::new(recovery), Task::Recover));
            }
            Wish::Restore(key) => {
                let recovery = Recovery::by_backup(&key, Box::new(world.random()));
                self.taking_up = Some((Person::new(recovery), Task::Recover));
            }
            Wish::Accept(mandate) => {
                let recovery = Recovery::by_mandate(&mandate, Box::new(world.random()));
                self.taking_up = Some((Person::new(recovery), Task::Accept));
            }
            Wish::Abandon => {
                (self.office, self.taking_up) = (None, None);
                self.asked.clear();
            }
            Wish::Wipe if self.instead.is_some() => self.does(world, Message::OnlyEverything),
            Wish::Wipe | Wish::WipeEverything => {
                (self.office, self.kept, self.instead) = (None, None, None);
                self.asked.clear();
            }
            Wish::Task(task) if task.is_queued() => {
                let refused = self.office().party().enqueue(task.clone()).is_err();
                self.office().settle(world.now);
                if refused {
                    self.does(world, Message::NoRoom(task));
                }
            }
            Wish::Task(task) => self.asked.push(task),
            Wish::Withhold(task) => self.asked.retain(|asked| *asked != task),
            Wish::Discard => {
                self.office().party().discard_waiting();
                self.office().settle(world.now);
            }
            Wish::History(history) => {
                self.office().party().set_default_history(history);
                self.office().settle(world.now);
            }
            Wish::Keep(draft) => self.kept = Some(draft),
            Wish::SaveBackup { name: _, key, passphrase } => {
                let fresh = Fresh { salt: [7; 16], nonce: [9; 12] };
                self.downloads.push(backup::seal(&key, &passphrase, fresh).expect("there is a passphrase"));
                self.does(world, Message::BackupSaved);
            }
            Wish::OpenBackup { file, passphrase } => {
                let opened: Result<_, BackupTrouble> = backup::open(&file, &passphrase).map(Box::new);
                self.does(world, Message::BackupOpened(opened));
            }
            other @ (Wish::Language(_)
            | Wish::Focus(_)
            | Wish::Copy(_)
            | Wish::Share(_)
            | Wish::Print
            | Wish::Sentences(_)
            | Wish::Refresh
            | Wish::Unlock(_)
            | Wish::Lock
            | Wish::SetPin { .. }
            | Wish::RemovePin { .. }
            | Wish::UseHere) => self.wished.push(other),
        }
    }

    pub fn office(&mut self) -> &mut Person<Liaison> {
        self.office.as_mut().expect("there is an office here")
    }

    pub fn presses(&mut self, world: &mut World, button: &str) {
        let message = press(&self.sees(world), button);
        self.does(world, message);
    }

    pub fn types(&mut self, world: &mut World, id: &str, text: &str) {
        let message = type_into(&self.sees(world), id, text);
        self.does(world, message);
    }

    pub fn sends(&mut self, world: &mut World, button: &str) {
        let message = send(&self.sees(world), button);
        self.does(world, message);
    }

    /// Time passes, second by second as far as the desk counts them.
    pub fn waits(&mut self, world: &mut World, seconds: u64) {
        world.wait(seconds);
        self.does(world, Message::Tick);
    }

    /// The network is there: everything that waits is done, a task in each session.
    pub fn connects(&mut self, world: &mut World) {
        self.take_up(world);
        for _ in 0..SESSIONS_MAX {
            if self.office.is_none() || !self.session(world) {
                break;
            }
        }
        self.line = Line::Resting { since: Some(world.now) };
    }

    fn take_up(&mut self, world: &mut World) {
        let Some((mut recovery, task)) = self.taking_up.take() else { return };
        // One session finds out of which feed the vault is; a second one reads that.
        for _ in 0..2 {
            world.session(&mut recovery);
        }
        let events: Vec<RecoveryEvent> = recovery.events();
        if recovery.peek().is_done() {
            self.office = Person::with_disk_of(&recovery, world.now);
            self.asked.push(task);
        }
        for event in events {
            self.does(world, Message::Recovering(event));
        }
    }

    /// One session; whether there is more to do.
    fn session(&mut self, world: &mut World) -> bool {
        let mut office = self.office.take().expect("there is an office here");
        let waiting = office.peek().waiting().next().cloned();
        let task = waiting.or_else(|| self.asked.first().cloned()).unwrap_or(Task::Families);
        office.party().set_task(task.clone());
        world.session(&mut office);
        let events: VecDeque<LiaisonEvent> = office.events().into();
        self.office = Some(office);
        for event in events {
            let is_outcome = matches!(event, LiaisonEvent::Done(_) | LiaisonEvent::Failed(_));
            if is_outcome {
                self.asked.retain(|asked| *asked != task);
            }
            self.does(world, Message::Heard { event: Box::new(event), task: Some(task.clone()) });
        }
        let has_more = self.office.as_ref().is_some_and(|office| office.peek().waiting().next().is_some());
        has_more || !self.asked.is_empty()
    }

    /// The page is closed and opened again, on the same disk.
    pub fn reloads(&mut self, world: &mut World) {
        let language = self.app.language();
        self.app = App::new(language);
        self.asked.clear();
        let seed = world.now;
        self.office = self.office.take().and_then(|office| office.restart(seed));
        if let Some(kept) = self.kept.clone() {
            self.does(world, Message::Kept(kept));
        }
    }

    pub fn focuses(&self, id: &str) -> bool {
        let focused = self.wished.iter().rev().find_map(|wish| match wish {
            Wish::Focus(focused) => Some(focused.as_ref()),
            _ => None,
        });
        focused == Some(id)
    }
}

/// A clerk who has founded the group of the story and has its phrase on paper.
pub fn founded(world: &mut World, language: Language) -> Clerk {
    let mut clerk = Clerk::new(language);
    let mut office = world.liaison();
    office.events();
    clerk.office = Some(office);
    clerk
}

/// The words stand in this order.
pub fn assert_in_order(said: &str, parts: &[&str]) {
    let mut from = 0;
    for part in parts {
        let at = said[from..].find(part);
        from += at.unwrap_or_else(|| panic!("«{part}» is not where it belongs in: {said}")) + part.len();
    }
}

/// Posts with a large button, and waits until it cannot be taken back.
pub fn posts(clerk: &mut Clerk, world: &mut World, preset: &str) {
    clerk.does(world, Message::Go(View::Desk));
    clerk.presses(world, preset);
    clerk.sends(world, "Send");
    clerk.waits(world, HOLD_SECONDS);
    clerk.connects(world);
}
