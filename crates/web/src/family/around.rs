//! What the app is told of the world at each look: groups, shelf, browser, and where the page comes from.

use porchlight_client::Device;
use porchlight_screen::family::{self, Around, Browser, Group, Notices, Served};
use std::cell::Ref;

use super::{At, Page};
use crate::clock::{BrowserClock, now};
use crate::notify::Leave;
use crate::shelf::ShelfTrouble;
use crate::{document, notify};

/// Where the page was loaded from.
pub(super) struct Place {
    host: String,
    directory: String,
}

impl Place {
    pub(super) fn found() -> Self {
        let location = document::location();
        let part = |part: Option<Result<String, _>>| part.and_then(Result::ok).unwrap_or_default();
        let host = part(location.as_ref().map(|location| location.host()));
        let path = part(location.as_ref().map(|location| location.pathname()));
        let directory = path.rfind('/').map_or("/", |end| &path[..=end]);
        Self { directory: format!("https://{host}{directory}"), host }
    }
}

impl Page {
    pub(super) fn with_around<T>(&self, then: impl FnOnce(&Around<'_>) -> T) -> T {
        let running = self.0.groups.borrow();
        let devices: Vec<Ref<'_, Device>> = running.iter().map(|group| group.device.borrow()).collect();
        let groups: Vec<Group<'_>> = running
            .iter()
            .zip(&devices)
            .map(|(group, device)| Group { device, reach: group.reach, line: group.line, checked_at: group.checked_at })
            .collect();
        let place = &self.0.place;
        // The server of every group's updates serves this page, too: then its name alone leads here.
        let is_served_by_all = place.directory == format!("https://{}/", place.host)
            && devices.iter().all(|device| device.relay() == place.host);
        then(&Around {
            now: now(),
            civil: &BrowserClock,
            groups: &groups,
            shelf: self.shelf_shown(),
            has_office: self.0.has_office.get(),
            browser: self.browser(),
            page: Served {
                host: &place.host,
                address: (!is_served_by_all).then_some(place.directory.as_str()),
                version: env!("CARGO_PKG_VERSION"),
            },
        })
    }

    fn shelf_shown(&self) -> family::Shelf {
        match &*self.0.shelf.borrow() {
            At::Opening => family::Shelf::Opening,
            At::Locked(_, until) => family::Shelf::Locked { until: until.filter(|until| *until > now()) },
            At::Open(shelf) => family::Shelf::Open { has_pin: shelf.has_pin(), evicted: self.0.evicted.get() },
            At::Broken(trouble) => family::Shelf::Broken(shown(*trouble)),
        }
    }

    fn browser(&self) -> Browser {
        Browser {
            can_scan: self.0.can_scan.get(),
            can_share: document::can_share(),
            notices: match notify::leave() {
                Leave::Unable => Notices::Unable,
                Leave::Denied => Notices::Forbidden,
                Leave::Granted if self.0.notifies.get() => Notices::On,
                Leave::Granted | Leave::Unasked => Notices::Off,
            },
            can_install: self.0.can_install.get(),
            has_new_version: self.0.has_new_version.get(),
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
