//! What the app is told of the world at each look: the office, its line, and what this browser can do.

use porchlight_client::{Liaison, Task};
use porchlight_screen::desk::{Abilities, Around, Place};
use porchlight_screen::family;

use super::{At, Desk};
use crate::clock::{BrowserClock, now};
use crate::document;
use crate::shelf::ShelfTrouble;

/// Where the page was loaded from.
pub(super) struct Served {
    host: String,
    directory: String,
}

impl Served {
    pub(super) fn found() -> Self {
        let location = document::location();
        let part = |part: Option<Result<String, _>>| part.and_then(Result::ok).unwrap_or_default();
        let host = part(location.as_ref().map(|location| location.host()));
        let path = part(location.as_ref().map(|location| location.pathname()));
        let directory = path.rfind('/').map_or("/", |end| &path[..=end]);
        Self { directory: format!("https://{host}{directory}"), host }
    }

    /// The directory, where a relay's name alone does not lead to it.
    fn beside(&self, relay: Option<&str>) -> Option<&str> {
        let is_at_root = self.directory == format!("https://{}/", self.host);
        let leads_here = is_at_root && relay.is_none_or(|relay| relay == self.host);
        (!leads_here).then_some(self.directory.as_str())
    }
}

impl Desk {
    /// Shows the app how things are.
    pub(super) fn with_around<T>(&self, then: impl FnOnce(&Around<'_>) -> T) -> T {
        let office = self.0.office.borrow();
        let liaison = office.as_ref().map(|running| running.liaison.borrow());
        self.with_around_of(liaison.as_deref(), then)
    }

    /// The same with an office that somebody else holds at this moment.
    pub(super) fn with_around_of<T>(&self, liaison: Option<&Liaison>, then: impl FnOnce(&Around<'_>) -> T) -> T {
        let asked: Vec<Task> = self.0.asked.borrow().clone();
        then(&Around {
            now: now(),
            civil: &BrowserClock,
            place: self.place(liaison),
            line: self.0.line.get(),
            asked: &asked,
            is_kept: self.0.draft.has_saved_all(),
            abilities: Abilities {
                can_share: document::can_share(),
                has_pin: self.shelf().is_some_and(|shelf| shelf.has_pin()),
            },
            page: self.0.served.beside(liaison.map(Liaison::relay)),
        })
    }

    fn place<'a>(&self, liaison: Option<&'a Liaison>) -> Place<'a> {
        match (&*self.0.at.borrow(), liaison) {
            (At::Opening, _) => Place::Opening,
            (At::Locked(_, until), _) => Place::Locked { until: until.filter(|until| *until > now()) },
            (At::Elsewhere(_), _) => Place::Elsewhere,
            (At::Broken(trouble), _) => Place::Broken(shown(*trouble)),
            (At::Open(_), Some(liaison)) => Place::Office(liaison),
            (At::Open(_), None) if self.0.taking_up.borrow().is_some() => Place::TakingUp,
            (At::Open(_), None) => Place::Empty { was_evicted: self.0.was_evicted.get() },
        }
    }
}

/// What a person can be told of it.
pub(super) fn shown(trouble: ShelfTrouble) -> family::ShelfTrouble {
    match trouble {
        ShelfTrouble::NoStorage | ShelfTrouble::Gone => family::ShelfTrouble::None,
        ShelfTrouble::Full => family::ShelfTrouble::Full,
        ShelfTrouble::Damaged | ShelfTrouble::KeyLost | ShelfTrouble::Locked | ShelfTrouble::Changed => {
            family::ShelfTrouble::Damaged
        }
    }
}
