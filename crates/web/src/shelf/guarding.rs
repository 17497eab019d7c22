//! Setting, changing, removing and typing the PIN: every state goes behind it, or comes out, in one transaction.

use porchlight_client::Seconds;
use wasm_bindgen::JsValue;
use zeroize::Zeroizing;

use super::database::{SETTINGS, STATES};
use super::wrapping::{Edition, Sealed};
use super::{ATTEMPTS, Guard, PIN_HEADER, Shelf, ShelfTrouble, drawn};
use crate::pin::{InnerKey, Pin, PinHeader, Shut, Waits};

/// Where wrong PINs are counted among the settings.
const WAITS: &str = "pin-waits";

/// Why a PIN was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinTrouble {
    /// It is another one. The next may be tried from this moment on, or at once.
    Wrong(Option<Seconds>),
    /// Too many wrong ones: this one was not even looked at. The next may be tried from this moment on.
    Wait(Seconds),
    /// Something else.
    Shelf(ShelfTrouble),
}

impl From<ShelfTrouble> for PinTrouble {
    fn from(trouble: ShelfTrouble) -> Self {
        Self::Shelf(trouble)
    }
}

impl Shelf {
    /// Whether the states are behind a PIN.
    pub fn has_pin(&self) -> bool {
        self.guard.borrow().edition().is_some()
    }

    /// Whether the PIN has to be typed before anything opens.
    pub fn is_locked(&self) -> bool {
        matches!(*self.guard.borrow(), Guard::Locked { .. })
    }

    /// From when on a PIN may be tried, after wrong ones.
    ///
    /// # Errors
    /// Where the settings cannot be read.
    pub async fn pin_wait(&self, now: Seconds) -> Result<Option<Seconds>, ShelfTrouble> {
        Ok(self.waits(now).await?.1.until(now))
    }

    /// Opens the states with the PIN.
    ///
    /// # Errors
    /// Says whether and how long to wait.
    pub async fn unlock(&self, pin: &Pin, now: Seconds) -> Result<(), PinTrouble> {
        let Some((edition, header)) = self.locked() else { return Ok(()) };
        let key = self.try_pin(&header, pin, now).await?;
        self.guard.replace(Guard::Unlocked { edition, key });
        Ok(())
    }

    /// Puts every state behind a PIN, in the place of the one before if there is one.
    ///
    /// # Errors
    /// Then all is as before.
    pub async fn set_pin(&self, pin: &Pin) -> Result<(), ShelfTrouble> {
        if self.is_locked() {
            return Err(ShelfTrouble::Locked);
        }
        // A new key each time: what somebody copied together with the PIN before is of no use for what comes after.
        let key = InnerKey::new(drawn());
        let header = PinHeader::new(pin, &key, drawn(), drawn());
        let sealed = self.wrapping.seal(PIN_HEADER, header.as_bytes()).await?;
        let waits = self.wrapping.seal(WAITS, &Waits::default().to_bytes()).await?;
        let edition = sealed.edition();
        let before = Before { header: sealed.to_value(), waits: waits.to_value() };
        self.reseal(Guard::Unlocked { edition, key }, Some(before)).await
    }

    /// Whether this is the PIN, with the same waits as at the door: before it is changed or removed.
    ///
    /// # Errors
    /// Says whether and how long to wait.
    pub async fn check_pin(&self, pin: &Pin, now: Seconds) -> Result<(), PinTrouble> {
        let Some(sealed) = self.sealed(SETTINGS, PIN_HEADER).await? else { return Ok(()) };
        let kept = self.wrapping.open_sealed(PIN_HEADER, &sealed).await?;
        let header = PinHeader::read(&kept).ok_or(ShelfTrouble::Damaged)?;
        self.try_pin(&header, pin, now).await.map(drop)
    }

    /// Takes every state out from behind the PIN.
    ///
    /// # Errors
    /// Then all is as before.
    pub async fn remove_pin(&self) -> Result<(), ShelfTrouble> {
        match self.is_locked() {
            true => Err(ShelfTrouble::Locked),
            false => self.reseal(Guard::None, None).await,
        }
    }

    fn locked(&self) -> Option<(Edition, PinHeader)> {
        match &*self.guard.borrow() {
            Guard::Locked { edition, header } => Some((edition.clone(), header.clone())),
            Guard::None | Guard::Unlocked { .. } => None,
        }
    }

    /// How many wrong ones are counted, as it stands on disk when this returns: a clock that was set back is noted there, and so is a
    /// count that somebody has damaged or removed.
    async fn waits(&self, now: Seconds) -> Result<(Edition, Waits), ShelfTrouble> {
        for _ in 0..ATTEMPTS {
            let (edition, kept) = match self.sealed(SETTINGS, WAITS).await? {
                Some(sealed) => (Some(sealed.edition()), self.wrapping.open_sealed(WAITS, &sealed).await),
                None => (None, Err(ShelfTrouble::Damaged)),
            };
            let kept = match kept {
                Err(ShelfTrouble::Damaged) => Zeroizing::default(),
                other => other?,
            };
            let waits = Waits::read(&kept, now);
            match edition {
                Some(edition) if *kept == waits.to_bytes() => return Ok((edition, waits)),
                other => drop(self.replace_waits(other.as_ref(), waits).await?),
            }
        }
        Err(ShelfTrouble::Changed)
    }

    /// Counts anew, unless another tab has come between; whether it did not. Two tabs that try at once count both of their tries.
    async fn replace_waits(&self, before: Option<&Edition>, waits: Waits) -> Result<bool, ShelfTrouble> {
        let sealed = self.wrapping.seal(WAITS, &waits.to_bytes()).await?.to_value();
        let change = self.database.change(&[SETTINGS])?;
        let found = Sealed::read(&change.get(SETTINGS, WAITS).await?)?;
        if found.map(|found| found.edition()).as_ref() != before {
            change.abort();
            return Ok(false);
        }
        change.put(SETTINGS, WAITS, &sealed).await?;
        change.complete().await.map(|()| true)
    }

    /// The try is on disk as a failed one before it is made: closing the page in the midst of it gains nothing.
    async fn try_pin(&self, header: &PinHeader, pin: &Pin, now: Seconds) -> Result<InnerKey, PinTrouble> {
        for _ in 0..ATTEMPTS {
            let (edition, waits) = self.waits(now).await?;
            if let Some(until) = waits.until(now) {
                return Err(PinTrouble::Wait(until));
            }
            let tried = waits.tried(now);
            if self.replace_waits(Some(&edition), tried).await? {
                let key = header.open(pin).map_err(|Shut| PinTrouble::Wrong(tried.until(now)))?;
                self.set(WAITS, &Waits::default().to_bytes()).await?;
                return Ok(key);
            }
        }
        Err(ShelfTrouble::Changed.into())
    }

    /// Reads all states, seals them anew, and puts them back together with what stands before them, unless something has come between.
    async fn reseal(&self, guard: Guard, new: Option<Before>) -> Result<(), ShelfTrouble> {
        for _ in 0..ATTEMPTS {
            let before = self.guard.borrow().clone();
            let mut resealed = Vec::new();
            for name in self.names().await? {
                let Some(sealed) = self.sealed(STATES, &name).await? else { continue };
                let state = before.open(&name, self.wrapping.open_sealed(&name, &sealed).await?)?;
                let anew = self.wrapping.seal(&name, &guard.seal(&name, &state)?).await?;
                resealed.push(Resealed { name, edition: sealed.edition(), value: anew.to_value() });
            }
            if self.put_back(&before, &resealed, new.as_ref()).await? {
                self.guard.replace(guard);
                return Ok(());
            }
        }
        Err(ShelfTrouble::Changed)
    }

    /// Whether all still stood as it was read; if not, nothing was put.
    async fn put_back(
        &self,
        before: &Guard,
        resealed: &[Resealed],
        new: Option<&Before>,
    ) -> Result<bool, ShelfTrouble> {
        let change = self.database.change(&[STATES, SETTINGS])?;
        let mut stands = before.stands(&change).await? && change.keys(STATES).await?.len() == resealed.len();
        for record in resealed {
            let found = Sealed::read(&change.get(STATES, &record.name).await?)?;
            stands &= found.is_some_and(|found| found.edition() == record.edition);
            change.put(STATES, &record.name, &record.value).await?;
        }
        match new {
            Some(Before { header, waits }) => {
                change.put(SETTINGS, PIN_HEADER, header).await?;
                change.put(SETTINGS, WAITS, waits).await?;
            }
            None => {
                change.delete(SETTINGS, PIN_HEADER).await?;
                change.delete(SETTINGS, WAITS).await?;
            }
        }
        match stands {
            true => change.complete().await.map(|()| true),
            false => {
                change.abort();
                Ok(false)
            }
        }
    }
}

/// What stands before the states: the PIN's header, and the count of wrong ones. One that is missing is no fresh one.
struct Before {
    header: JsValue,
    waits: JsValue,
}

/// A state as it is to stand, and as it stood.
struct Resealed {
    name: String,
    edition: Edition,
    value: JsValue,
}
