//! What a person has a device do: join, say something, leave. Everything is kept before any of it is sent.

use porchlight_client::{Device, Seconds};
use porchlight_protocol::FeedId;
use porchlight_screen::family::{GOODBYE_SECONDS_MAX, Line, Message, Saying, foreign, order_of};
use porchlight_sealing::Link;
use wasm_bindgen_futures::spawn_local;
use zeroize::Zeroizing;

use super::Page;
use super::opening::ORDER;
use super::running::{Running, load, name_of};
use crate::clock::now;
use crate::drive::Nudge;
use crate::locks;
use crate::random::BrowserRandom;
use crate::shelf::{Shelf, ShelfTrouble};
use crate::{eviction, wakeups};

/// What is to become of a link.
enum Lead {
    /// A new device joins with it.
    New,
    /// The device that has begun to join with it goes on.
    Same,
    /// The device that it was refused to makes way for it.
    Instead,
    /// This browser has the group.
    AlreadyHere,
}

impl Page {
    /// Joins with a link, or goes on with it.
    pub(super) async fn join(self, link: Link) {
        let Some(shelf) = self.shelf() else { return };
        let feed = link.feed;
        match self.lead(&link) {
            Lead::AlreadyHere => self.take(Message::AlreadyHere(feed)),
            Lead::Same => self.try_now(feed),
            Lead::Instead => {
                self.stop(feed).await;
                let held = self.with_group(feed, |group| group.held.take()).flatten();
                self.forget(feed);
                match held {
                    Some(held) => self.begin(&link, shelf, held),
                    None => self.take(Message::AlreadyHere(feed)),
                }
            }
            Lead::New => match locks::take_if_free(&name_of(feed)).await {
                Ok(Some(held)) => self.begin(&link, shelf, held),
                Ok(None) => self.join_elsewhere(feed, shelf).await,
                Err(locks::NoLocks) => self.break_off(ShelfTrouble::NoStorage),
            },
        }
        self.show_progress();
    }

    fn lead(&self, link: &Link) -> Lead {
        let lead = self.with_group(link.feed, |group| {
            let device = group.device.borrow();
            match device.invite_tag() {
                None => Lead::AlreadyHere,
                Some(tag) if tag == link.secret.invite_tag(&link.feed) => Lead::Same,
                Some(_) if group.line == Line::Over => Lead::Instead,
                Some(_) => Lead::AlreadyHere,
            }
        });
        lead.unwrap_or(Lead::New)
    }

    /// The device is kept by its driver before it says its first word: from then on a reload loses nothing.
    fn begin(&self, link: &Link, shelf: Shelf, held: locks::Held) {
        self.0.groups.borrow_mut().push(Running::new(Device::join(link, BrowserRandom::boxed())));
        self.keep_order(shelf.clone());
        self.run(link.feed, shelf, held);
    }

    /// Notes in which order the groups were joined. Where it cannot be kept, it holds until the page is closed.
    fn keep_order(&self, shelf: Shelf) {
        let order = order_of(self.0.groups.borrow().iter().map(|group| group.feed));
        spawn_local(async move {
            let _ = shelf.note(ORDER, &order).await;
        });
    }

    /// Another tab joins that group at this moment, or has: show what it has kept so far.
    async fn join_elsewhere(&self, feed: FeedId, shelf: Shelf) {
        match load(&shelf, feed).await {
            Ok(Some(device)) => {
                self.0.groups.borrow_mut().push(Running::new(device));
                self.clone().run_or_wait(feed, shelf).await;
            }
            Ok(None) => self.take(Message::AlreadyHere(feed)),
            Err(trouble) => self.break_off(trouble),
        }
    }

    /// Has a session now; one that was over is begun again, for somebody has asked for it.
    pub(super) fn try_now(&self, feed: FeedId) {
        let rests = self.with_group(feed, |group| {
            group.nudge(Nudge::TryNow);
            group.nudger.is_none() && group.held.is_some()
        });
        if rests == Some(true)
            && let Some(shelf) = self.shelf()
        {
            self.drive(feed, shelf);
        }
    }

    /// Says something. Who does not hold the group says nothing: another tab would not know of it.
    pub(super) fn say(&self, feed: FeedId, saying: Saying) {
        let said = self
            .with_group(feed, |group| group.held.as_ref().map(|_| saying.say(&mut group.device.borrow_mut(), now())));
        let Some(message) = said.flatten() else { return self.take_soon(Message::Elsewhere) };
        self.take_soon(message);
        self.with_group(feed, |group| group.nudge(Nudge::Changed));
        self.try_now(feed);
    }

    /// Says goodbye if that can be done soon, and removes the group.
    pub(super) async fn leave(self, feed: FeedId) {
        if !self.holds(feed) {
            return self.take(Message::Elsewhere);
        }
        let leaving = self.with_group(feed, |group| {
            let device = &mut *group.device.borrow_mut();
            let name = device.profile().map_or_else(String::new, |profile| profile.name.clone());
            // Who was removed, or has not joined, has nobody to tell.
            (name, device.leave().is_ok())
        });
        let Some((group, is_saying)) = leaving else { return };
        if is_saying {
            self.with_group(feed, |group| group.nudge(Nudge::Changed));
            self.try_now(feed);
            self.await_goodbye(feed).await;
        }
        let is_told = !is_saying || self.with_group(feed, |group| group.is_told_goodbye) == Some(true);
        if self.remove(feed).await {
            self.take(Message::Gone { group, is_told });
        }
    }

    async fn await_goodbye(&self, feed: FeedId) {
        let until: Seconds = now().saturating_add(GOODBYE_SECONDS_MAX);
        while now() < until && self.with_group(feed, |group| group.is_told_goodbye) == Some(false) {
            wakeups::in_a_moment().await;
        }
    }

    /// Gives a join up.
    pub(super) async fn discard(self, feed: FeedId) {
        match self.holds(feed) {
            true => drop(self.remove(feed).await),
            false => self.take(Message::Elsewhere),
        }
        self.show_soon();
    }

    /// Whether this tab runs the group: what another one runs, it would keep again.
    fn holds(&self, feed: FeedId) -> bool {
        self.with_group(feed, |group| group.held.is_some()) == Some(true)
    }

    /// Follows a link that came by itself; one that leads to another group than those of this browser waits for a word.
    pub(super) fn follow(&self, text: Zeroizing<String>) {
        let feeds: Vec<_> = self.0.groups.borrow().iter().map(|group| group.feed).collect();
        match foreign(&text, &feeds) {
            Some(server) => self.take(Message::Foreign { link: text, server }),
            None => {
                self.take(Message::LinkTyped(text));
                self.take(Message::Join);
            }
        }
    }

    /// Removes what is kept of a group. Whether it is gone.
    pub(super) async fn remove(&self, feed: FeedId) -> bool {
        let Some(shelf) = self.shelf() else { return false };
        self.stop(feed).await;
        match shelf.remove(&name_of(feed)).await {
            Ok(()) => {
                eviction::expect_no_more(&name_of(feed));
                self.forget(feed);
                true
            }
            Err(trouble) => {
                self.take(Message::NotKept(super::around::shown(trouble)));
                false
            }
        }
    }
}
