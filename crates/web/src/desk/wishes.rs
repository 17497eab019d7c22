//! Whatever the app wishes, done.

use porchlight_client::{Liaison, Recovery, Task};
use porchlight_language::Language;
use porchlight_screen::desk::{Message, Wish};
use wasm_bindgen_futures::spawn_local;
use zeroize::Zeroizing;

use super::keeping::OFFICE;
use super::opening::LANGUAGE;
use super::{Desk, handing_over};
use crate::clock::now;
use crate::random::BrowserRandom;
use crate::{document, hand_on, locks, pin, sentences};

impl Desk {
    /// Fulfils a wish, now or soon.
    pub(super) fn fulfil(&self, wish: Wish) {
        let desk = self.clone();
        match wish {
            Wish::Language(language) => self.speak_from_now_on(language),
            Wish::Sentences(language) => spawn_local(async move {
                let brought = sentences::bring(language).await;
                desk.take(brought.map_or(Message::NoSentences, |()| Message::Brought(language)));
            }),
            Wish::Focus(id) => drop(self.0.focus.replace(Some(id.into_owned()))),
            Wish::Keep(draft) => {
                self.0.draft.replace(draft);
                spawn_local(desk.write_draft());
            }
            Wish::Found { relay, charter, profile } => {
                let liaison = Liaison::found(&relay, charter, *profile, BrowserRandom::boxed(), now());
                self.0.asked.borrow_mut().push(Task::Found);
                self.expect_office();
                self.take_up_office(liaison);
            }
            Wish::Recover { relay, phrase } => {
                self.take_up(Recovery::by_phrase(&relay, &phrase, BrowserRandom::boxed()), Task::Recover);
            }
            Wish::OpenBackup { file, passphrase } => spawn_local(desk.open_backup(file, passphrase)),
            Wish::Restore(key) => self.take_up(Recovery::by_backup(&key, BrowserRandom::boxed()), Task::Recover),
            Wish::Accept(mandate) => self.take_up(Recovery::by_mandate(&mandate, BrowserRandom::boxed()), Task::Accept),
            Wish::Abandon => spawn_local(async move { desk.remove_office(false).await }),
            Wish::Task(task) => self.see_to(task),
            Wish::Withhold(task) => {
                let in_work = self.in_work();
                self.0.asked.borrow_mut().retain(|asked| *asked != task || in_work.as_ref() == Some(asked));
            }
            Wish::Discard => self.with_office(|liaison| {
                let _dropped = liaison.discard_waiting();
            }),
            Wish::History(history) => self.with_office(|liaison| liaison.set_default_history(history)),
            Wish::SaveBackup { name, key, passphrase } => spawn_local(desk.save_backup(name, key, passphrase)),
            Wish::Copy(text) => spawn_local(async move { desk.take(Message::Copied(hand_on::copy(text).await)) }),
            Wish::Share(text) => spawn_local(async move { desk.take(Message::Copied(hand_on::share(text).await)) }),
            Wish::Print => handing_over::print(),
            Wish::Refresh => self.try_now(),
            Wish::Unlock(typed) => spawn_local(desk.unlock(typed)),
            Wish::Lock => spawn_local(desk.lock()),
            Wish::SetPin { present, new } => spawn_local(desk.set_pin(present, Some(new))),
            Wish::RemovePin { present } => spawn_local(desk.set_pin(Some(present), None)),
            Wish::UseHere => locks::insist(OFFICE),
            Wish::Wipe => spawn_local(async move {
                match desk.shelf() {
                    Some(_) => desk.remove_office(true).await,
                    None => desk.remove_what_is_broken().await,
                }
            }),
            Wish::WipeEverything => spawn_local(desk.remove_everything()),
        }
    }

    fn speak_from_now_on(&self, language: Language) {
        document::speak(language);
        let Some(shelf) = self.shelf_of_settings() else { return };
        spawn_local(async move {
            // One that cannot be kept holds until the page is closed: nothing rests on it.
            let _ = shelf.note(LANGUAGE, language.as_str().as_bytes()).await;
        });
    }

    /// What the office keeps itself is its own from now on; anything else waits here.
    fn see_to(&self, task: Task) {
        if !task.is_queued() {
            self.0.asked.borrow_mut().push(task);
            return self.try_now();
        }
        let taken = self.0.office.borrow().as_ref().map(|running| {
            let mut liaison = running.liaison.borrow_mut();
            let waited = liaison.waiting().count();
            // The same once more is no more than what waits already.
            liaison.enqueue(task.clone()).map(|()| liaison.waiting().count() > waited)
        });
        match taken {
            Some(Ok(is_new)) => {
                if is_new {
                    self.0.draft.follow_state();
                }
                self.see_to_it();
            }
            Some(Err(_)) | None => {
                let desk = self.clone();
                spawn_local(async move { desk.take(Message::NoRoom(task)) });
            }
        }
    }

    /// Changes the office without a session; it is saved at once.
    fn with_office(&self, change: impl FnOnce(&mut Liaison)) {
        if let Some(running) = &*self.0.office.borrow() {
            change(&mut running.liaison.borrow_mut());
        }
        self.see_to_it();
    }

    /// The task of the session under way.
    fn in_work(&self) -> Option<Task> {
        let office = self.0.office.borrow();
        let running = office.as_ref()?;
        let task = running.task.take();
        running.task.set(task.clone());
        task
    }

    /// Sets, changes or removes the PIN, once the present one was typed right.
    async fn set_pin(self, present: Option<Zeroizing<String>>, new: Option<Zeroizing<String>>) {
        let Some(shelf) = self.shelf() else { return };
        let outcome = pin::change(&shelf, present, new).await;
        self.take(Message::Pin(outcome));
    }
}
