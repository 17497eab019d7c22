//! What the driver of a group's device tells: it goes to the app, and to who waits for a particular thing.

use std::time::Duration;

use porchlight_client::{Device, DeviceEvent, Ending, Reach};
use porchlight_language::Texts;
use porchlight_language::texts::OnPage;
use porchlight_protocol::FeedId;
use porchlight_screen::family::Line;
use wasm_bindgen_futures::spawn_local;

use super::Page;
use super::running::name_of;
use crate::clock::now;
use crate::drive::{Audience, Nudge, Onward};
use crate::{eviction, notify, starter};

/// After a session that gave nothing more, asking again at once would change nothing.
const REST: Duration = Duration::from_secs(60);

/// The ear of one group.
pub(super) struct Ear {
    pub(super) page: Page,
    pub(super) feed: FeedId,
}

impl Audience<Device> for Ear {
    fn hear(&mut self, event: DeviceEvent, device: &Device) -> Onward {
        let onward = self.note(&event, device);
        self.page.hear_soon(self.feed, event);
        onward
    }

    fn dialling(&mut self) {
        self.set_line(Line::Dialling);
    }

    fn doubts(&mut self) {
        self.page.with_group(self.feed, |group| {
            if group.line == Line::Following {
                group.line = Line::Reading;
            }
        });
        self.page.show_soon();
    }

    fn answered(&mut self) {
        self.page.with_group(self.feed, |group| {
            if group.has_caught_up {
                (group.line, group.checked_at) = (Line::Following, Some(now()));
            }
        });
    }

    fn look(&mut self, reach: Reach) {
        let has_read_on = self.page.with_group(self.feed, |group| {
            group.reach = reach;
            group.line = match (reach, group.line) {
                (Reach::Reached, Line::Dialling | Line::Waiting) => Line::Reading,
                (Reach::Reached, line) => line,
                (Reach::Unreachable | Reach::Offline, _) => Line::Waiting,
            };
            let read_up_to = group.device.borrow().last_place();
            group.line == Line::Following && std::mem::replace(&mut group.told_up_to, read_up_to) != read_up_to
        });
        if has_read_on == Some(true) {
            self.page.notify();
        }
        self.page.show_progress();
    }

    fn hung_up(&mut self) {
        self.page.with_group(self.feed, |group| {
            group.has_caught_up = false;
            if group.line != Line::Over {
                group.line = Line::Waiting;
            }
        });
        self.page.show_soon();
    }

    fn rest(&self) -> Duration {
        REST
    }
}

impl Ear {
    fn note(&self, event: &DeviceEvent, device: &Device) -> Onward {
        match event {
            DeviceEvent::Joined { words: _ } => {
                eviction::expect(&name_of(self.feed));
                // It may say no. What comes of that is noticed when the page is next opened.
                spawn_local(async {
                    let _ = eviction::ask_to_persist().await;
                });
                Onward::Continue
            }
            DeviceEvent::CaughtUp => {
                self.page.with_group(self.feed, |group| {
                    (group.line, group.checked_at) = (Line::Following, Some(now()));
                    group.has_caught_up = true;
                });
                starter::settled();
                Onward::Continue
            }
            DeviceEvent::Ended(ending) => {
                starter::settled();
                if is_final(ending, device) {
                    self.set_line(Line::Over);
                    self.page.with_group(self.feed, |group| group.nudge(Nudge::Stop));
                }
                Onward::HangUp
            }
            DeviceEvent::Left => {
                self.page.with_group(self.feed, |group| group.is_told_goodbye = true);
                Onward::Continue
            }
            DeviceEvent::Confirmed
            | DeviceEvent::Removed
            | DeviceEvent::Status(_)
            | DeviceEvent::Notice(_)
            | DeviceEvent::ProfileChanged
            | DeviceEvent::NewLiaison { .. }
            | DeviceEvent::Healing { .. }
            | DeviceEvent::Reported
            | DeviceEvent::ReportPostponed
            | DeviceEvent::Found(_) => Onward::Continue,
        }
    }

    fn set_line(&self, line: Line) {
        self.page.with_group(self.feed, |group| group.line = line);
        self.page.show_progress();
    }
}

/// Whether another session would end the same way, whatever the relay does meanwhile.
fn is_final(ending: &Ending, device: &Device) -> bool {
    match ending {
        Ending::Removed => true,
        Ending::LinkRefused(refusal) => !refusal.may_try_again() && !device.has_joined(),
        Ending::Refused(_) | Ending::CannotTell | Ending::Found(_) | Ending::RelayMisbehaved => false,
    }
}

impl Page {
    /// Tells a reader who wants it that something is new: the same words for whatever it is.
    fn notify(&self) {
        if self.0.notifies.get() {
            let sentence = Texts::of(self.0.app.borrow().language()).on_page(OnPage::SomethingNew);
            spawn_local(async move { notify::tell(&sentence).await });
        }
    }
}
