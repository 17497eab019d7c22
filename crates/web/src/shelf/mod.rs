//! State at rest in a browser: IndexedDB, sealed by a key that the browser does not show, and by a PIN if the person wants one.
//!
//! A record opens under its own name alone. [`Shelf::save`] returns when the record is on disk, as far as a browser can tell. What
//! was read is wiped on this side; the browser's own copies, and what its database has not overwritten yet, are out of reach.

mod database;
mod guarding;
mod wrapping;

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::join;
use porchlight_client::Saved;
use wasm_bindgen::JsValue;
use zeroize::Zeroizing;

use crate::drive::Keep;
use crate::pin::{InnerKey, PinHeader, Shut};
use crate::random;
use database::{Database, KEYS, SETTINGS, STATES, Transaction};
pub use guarding::PinTrouble;
use wrapping::{Edition, Sealed, Wrapping};

/// Where the PIN's header stands among the settings.
const PIN_HEADER: &str = "pin";
/// The name of a liaison's office, in the states.
pub const OFFICE: &str = "office";
/// The name of its roster, which is always there with it.
const ROSTER: &str = "roster";
/// How often something is done anew that another tab has come between.
const ATTEMPTS: usize = 8;

/// Why something is not kept, or not to be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShelfTrouble {
    /// This browser keeps nothing here: a private window, or a page that was not fetched securely.
    NoStorage,
    /// There is no room.
    Full,
    /// What was kept is there and is not what was written.
    Damaged,
    /// The states are there, but not the key that seals them.
    KeyLost,
    /// The states are behind the PIN.
    Locked,
    /// Another tab has set, changed or removed the PIN: load the page anew.
    Changed,
    /// The storage was closed or deleted while the page was open: load the page anew.
    Gone,
}

/// The shelf of this browser profile. Clones are the same shelf.
#[derive(Clone)]
pub struct Shelf {
    database: Database,
    wrapping: Wrapping,
    guard: Rc<RefCell<Guard>>,
}

/// What is before the states.
#[derive(Clone)]
enum Guard {
    /// No PIN.
    None,
    /// A PIN that has not been typed yet.
    Locked { edition: Edition, header: PinHeader },
    /// A PIN that was.
    Unlocked { edition: Edition, key: InnerKey },
}

impl Guard {
    fn edition(&self) -> Option<&Edition> {
        match self {
            Self::None => None,
            Self::Locked { edition, .. } | Self::Unlocked { edition, .. } => Some(edition),
        }
    }
}

impl Shelf {
    /// Opens the shelf, and makes it where there has never been one.
    ///
    /// # Errors
    /// [`ShelfTrouble::NoStorage`] where this browser keeps nothing, [`ShelfTrouble::KeyLost`] where only the key is gone.
    pub async fn open() -> Result<Self, ShelfTrouble> {
        let database = Database::open().await?;
        let wrapping = Wrapping::open(&database).await?;
        let shelf = Self { database, wrapping, guard: Rc::new(RefCell::new(Guard::None)) };
        if let Some(sealed) = shelf.sealed(SETTINGS, PIN_HEADER).await? {
            let kept = shelf.wrapping.open_sealed(PIN_HEADER, &sealed).await?;
            let header = PinHeader::read(&kept).ok_or(ShelfTrouble::Damaged)?;
            shelf.guard.replace(Guard::Locked { edition: sealed.edition(), header });
        }
        Ok(shelf)
    }

    /// The names of all states, in the order of their bytes; a PIN does not hide them.
    ///
    /// # Errors
    /// [`ShelfTrouble::Gone`].
    pub async fn names(&self) -> Result<Vec<String>, ShelfTrouble> {
        self.database.read(&[STATES])?.keys(STATES).await
    }

    /// The state under a name.
    ///
    /// # Errors
    /// [`ShelfTrouble::Locked`] before the PIN; [`ShelfTrouble::Damaged`] where it does not open.
    pub async fn load(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, ShelfTrouble> {
        let Some(sealed) = self.sealed(STATES, name).await? else { return Ok(None) };
        let inner = self.wrapping.open_sealed(name, &sealed).await?;
        let guard = self.guard.borrow().clone();
        guard.open(name, inner).map(Some)
    }

    /// Replaces the state under a name. When this returns, it is on disk.
    ///
    /// # Errors
    /// Then the state before still stands there, and nothing that rests on the new one may be sent.
    pub async fn save(&self, name: &str, state: &[u8]) -> Result<(), ShelfTrouble> {
        self.save_all(&[(name, state)]).await
    }

    /// Replaces the states under these names, all or none. When this returns, they are on disk.
    ///
    /// # Errors
    /// Then the states before still stand there, and nothing that rests on the new ones may be sent.
    pub async fn save_all(&self, states: &[(&str, &[u8])]) -> Result<(), ShelfTrouble> {
        for _ in 0..ATTEMPTS {
            let guard = self.guard.borrow().clone();
            let mut sealed = Vec::new();
            for (name, state) in states {
                let value = self.wrapping.seal(name, &guard.seal(name, state)?).await?.to_value();
                sealed.push((name, value));
            }
            let change = self.database.change(&[KEYS, STATES, SETTINGS])?;
            let (guard_stands, wrapping_stands) = join!(guard.stands(&change), self.wrapping.stands(&change));
            if guard_stands? {
                if !wrapping_stands? {
                    return Err(ShelfTrouble::Gone);
                }
                for (name, value) in &sealed {
                    change.put(STATES, name, value).await?;
                }
                return change.complete().await;
            }
            change.abort();
            if self.guard.borrow().edition() == guard.edition() {
                return Err(ShelfTrouble::Changed);
            }
        }
        Err(ShelfTrouble::Changed)
    }

    /// The liaison's office, with its roster.
    ///
    /// # Errors
    /// As [`load`](Self::load), and [`ShelfTrouble::Changed`] where another tab has changed the PIN.
    pub async fn load_office(&self) -> Result<Option<Saved>, ShelfTrouble> {
        let guard = self.guard.borrow().clone();
        // In one look: another tab may set a PIN, and seal both anew.
        let within = self.database.read(&[STATES, SETTINGS])?;
        let mut kept = Vec::new();
        for name in [OFFICE, ROSTER] {
            kept.push((name, within.get(STATES, name).await?));
        }
        if !guard.stands(&within).await? {
            return Err(ShelfTrouble::Changed);
        }
        let mut parts = Vec::new();
        for (name, value) in kept {
            let Some(sealed) = Sealed::read(&value)? else { break };
            parts.push(guard.open(name, self.wrapping.open_sealed(name, &sealed).await?)?);
        }
        let mut parts = parts.into_iter();
        Ok(parts.next().map(|state| Saved { state, roster: parts.next() }))
    }

    /// Replaces what this save changes of the liaison's office, and a state beside it, all or nothing. When this returns, it is on
    /// disk.
    ///
    /// # Errors
    /// As [`save_all`](Self::save_all).
    pub async fn save_office(&self, office: &Saved, beside: Option<(&str, &[u8])>) -> Result<(), ShelfTrouble> {
        let roster = office.roster.as_ref().map(|roster| (ROSTER, roster.as_slice()));
        let states: Vec<_> = [(OFFICE, office.state.as_slice())].into_iter().chain(roster).chain(beside).collect();
        self.save_all(&states).await
    }

    /// Removes the liaison's office, with its roster, and the states beside it.
    ///
    /// # Errors
    /// As [`remove`](Self::remove).
    pub async fn remove_office(&self, beside: &[&str]) -> Result<(), ShelfTrouble> {
        self.remove_all(&[&[OFFICE, ROSTER], beside].concat()).await
    }

    /// Removes the state under a name. The browser's database may hold its sealed bytes until it tidies up.
    ///
    /// # Errors
    /// Where it still stands there.
    pub async fn remove(&self, name: &str) -> Result<(), ShelfTrouble> {
        self.remove_all(&[name]).await
    }

    async fn remove_all(&self, names: &[&str]) -> Result<(), ShelfTrouble> {
        let change = self.database.change(&[STATES])?;
        for name in names {
            change.delete(STATES, name).await?;
        }
        change.complete().await
    }

    /// Removes everything: states, settings, the PIN, and the key, without which nothing that is left behind opens. Shelves that
    /// are open are of no use afterwards.
    ///
    /// # Errors
    /// Where something still stands there.
    pub async fn wipe() -> Result<(), ShelfTrouble> {
        let change = Database::open().await?.change(&[KEYS, STATES, SETTINGS])?;
        change.clear_all().await?;
        change.complete().await
    }

    /// What is kept about the page itself; it is readable before the PIN.
    ///
    /// # Errors
    /// [`ShelfTrouble::Damaged`] where it does not open.
    pub async fn setting(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, ShelfTrouble> {
        let Some(sealed) = self.sealed(SETTINGS, name).await? else { return Ok(None) };
        self.wrapping.open_sealed(name, &sealed).await.map(Some)
    }

    /// Keeps something about the page itself. It is not behind the PIN: nothing that was received or typed belongs here,
    /// but for links that wait for the PIN.
    ///
    /// # Errors
    /// Then what was there before still is.
    pub async fn set(&self, name: &str, value: &[u8]) -> Result<(), ShelfTrouble> {
        let sealed = self.wrapping.seal(name, value).await?.to_value();
        put_setting(self.database.change(&[SETTINGS])?, name, &sealed).await
    }

    /// Keeps a setting on which nothing rests, such as what is shown first. It does not wait for the disk: a power cut may take
    /// it back.
    ///
    /// # Errors
    /// Then what was there before still is.
    pub async fn note(&self, name: &str, value: &[u8]) -> Result<(), ShelfTrouble> {
        let sealed = self.wrapping.seal(name, value).await?.to_value();
        put_setting(self.database.note(&[SETTINGS])?, name, &sealed).await
    }

    /// Forgets a setting.
    ///
    /// # Errors
    /// Where it still stands there.
    pub async fn unset(&self, name: &str) -> Result<(), ShelfTrouble> {
        let change = self.database.change(&[SETTINGS])?;
        change.delete(SETTINGS, name).await?;
        change.complete().await
    }

    async fn sealed(&self, store: &str, name: &str) -> Result<Option<Sealed>, ShelfTrouble> {
        Sealed::read(&self.database.read(&[store])?.get(store, name).await?)
    }
}

impl Guard {
    fn seal(&self, name: &str, state: &[u8]) -> Result<Zeroizing<Vec<u8>>, ShelfTrouble> {
        match self {
            Self::None => Ok(Zeroizing::new(state.to_vec())),
            Self::Locked { .. } => Err(ShelfTrouble::Locked),
            Self::Unlocked { key, .. } => Ok(Zeroizing::new(key.seal(name, drawn(), state))),
        }
    }

    fn open(&self, name: &str, inner: Zeroizing<Vec<u8>>) -> Result<Zeroizing<Vec<u8>>, ShelfTrouble> {
        match self {
            Self::None => Ok(inner),
            Self::Locked { .. } => Err(ShelfTrouble::Locked),
            Self::Unlocked { key, .. } => key.open(name, &inner).map_err(|Shut| ShelfTrouble::Damaged),
        }
    }

    /// Whether the database still has this PIN, or none: another tab may have come between.
    async fn stands(&self, within: &Transaction) -> Result<bool, ShelfTrouble> {
        let kept = Sealed::read(&within.get(SETTINGS, PIN_HEADER).await?)?;
        Ok(kept.map(|kept| kept.edition()).as_ref() == self.edition())
    }
}

/// The state of a party that has no roster, as a driver wants it.
pub struct Record {
    /// The shelf.
    pub shelf: Shelf,
    /// The state's name.
    pub name: String,
}

impl Keep for Record {
    type Trouble = ShelfTrouble;

    async fn save(&mut self, saved: Saved) -> Result<(), ShelfTrouble> {
        debug_assert!(saved.roster.is_none(), "an office goes by `save_office`");
        self.shelf.save(&self.name, &saved.state).await
    }
}

async fn put_setting(within: Transaction, name: &str, sealed: &JsValue) -> Result<(), ShelfTrouble> {
    within.put(SETTINGS, name, sealed).await?;
    within.complete().await
}

fn drawn<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    random::fill(&mut bytes);
    bytes
}
