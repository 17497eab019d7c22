//! IndexedDB with promises: transactions that are on disk when they are awaited.

use js_sys::{Array, JsString, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, Event, IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode,
};

use super::ShelfTrouble;
use crate::by_name::{call, get, object};

const NAME: &str = "porchlight";
/// One more for every change of the stores below; the browser keeps two versions of the page from meeting in one database.
const VERSION: u32 = 1;

/// One key, which the browser uses and never shows.
pub(super) const KEYS: &str = "keys";
/// The parties' states, sealed.
pub(super) const STATES: &str = "states";
/// What is kept about the page itself, sealed, but not behind the PIN.
pub(super) const SETTINGS: &str = "settings";

/// On disk before it is complete.
const STRICT: &str = "strict";

const STORES: [&str; 3] = [KEYS, STATES, SETTINGS];

#[derive(Clone)]
pub(super) struct Database(IdbDatabase);

impl Database {
    pub(super) async fn open() -> Result<Self, ShelfTrouble> {
        let factory = web_sys::window().and_then(|window| window.indexed_db().ok().flatten());
        let factory = factory.ok_or(ShelfTrouble::NoStorage)?;
        let request = factory.open_with_u32(NAME, VERSION).map_err(|_| ShelfTrouble::NoStorage)?;
        let make_stores = Closure::once_into_js(|event: Event| make_stores(&event));
        request.set_onupgradeneeded(Some(make_stores.unchecked_ref()));
        let database: IdbDatabase = answer(&request).await.map_err(|_| ShelfTrouble::NoStorage)?.unchecked_into();
        step_aside_when_asked(&database);
        Ok(Self(database))
    }

    /// Begins a transaction that only reads.
    pub(super) fn read(&self, stores: &[&str]) -> Result<Transaction, ShelfTrouble> {
        self.begin(stores, IdbTransactionMode::Readonly, STRICT)
    }

    /// Begins a transaction that changes something; it counts when [`Transaction::complete`] has returned.
    pub(super) fn change(&self, stores: &[&str]) -> Result<Transaction, ShelfTrouble> {
        self.begin(stores, IdbTransactionMode::Readwrite, STRICT)
    }

    /// Begins a transaction that changes something on which nothing rests: it does not wait for the disk, nor do those behind it.
    pub(super) fn note(&self, stores: &[&str]) -> Result<Transaction, ShelfTrouble> {
        self.begin(stores, IdbTransactionMode::Readwrite, "relaxed")
    }

    /// web-sys does not offer `durability` yet, so the call is made by name. A browser that knows nothing of it ignores it.
    fn begin(&self, stores: &[&str], mode: IdbTransactionMode, durability: &str) -> Result<Transaction, ShelfTrouble> {
        let names: Array = stores.iter().map(|store| JsString::from(*store)).collect();
        let options = object(&[("durability", durability.into())]);
        let inner = call(&self.0, "transaction", &[names.into(), mode.into(), options.into()]);
        // A database that was closed under us: another tab is deleting it, or the browser has thrown it away.
        let inner: IdbTransaction = inner.map_err(|_| ShelfTrouble::Gone)?.unchecked_into();
        // Either end resolves it: whoever gives up in between must not leave a rejection that nobody awaits.
        let ended = Promise::new(&mut |resolve, _| {
            inner.set_oncomplete(Some(&resolve));
            inner.set_onabort(Some(&resolve));
        });
        Ok(Transaction { inner, ended })
    }
}

/// A transaction; while one of its requests is awaited, nothing but its requests may be.
pub(super) struct Transaction {
    inner: IdbTransaction,
    ended: Promise,
}

impl Transaction {
    /// What stands under a key; `undefined` where nothing does.
    pub(super) async fn get(&self, store: &str, key: &str) -> Result<JsValue, ShelfTrouble> {
        self.ask(store, |store| store.get(&key.into())).await
    }

    /// All keys of a store, in the order of their bytes.
    pub(super) async fn keys(&self, store: &str) -> Result<Vec<String>, ShelfTrouble> {
        let keys: Array = self.ask(store, IdbObjectStore::get_all_keys).await?.unchecked_into();
        Ok(keys.iter().filter_map(|key| key.as_string()).collect())
    }

    pub(super) async fn put(&self, store: &str, key: &str, value: &JsValue) -> Result<(), ShelfTrouble> {
        self.ask(store, |store| store.put_with_key(value, &key.into())).await.map(drop)
    }

    pub(super) async fn delete(&self, store: &str, key: &str) -> Result<(), ShelfTrouble> {
        self.ask(store, |store| store.delete(&key.into())).await.map(drop)
    }

    /// Empties every store.
    pub(super) async fn clear_all(&self) -> Result<(), ShelfTrouble> {
        for store in STORES {
            self.ask(store, IdbObjectStore::clear).await?;
        }
        Ok(())
    }

    /// Takes back all that was asked for.
    pub(super) fn abort(self) {
        // It throws only where the transaction has ended by itself.
        let _ = self.inner.abort();
    }

    /// Returns when all of it is on disk.
    pub(super) async fn complete(self) -> Result<(), ShelfTrouble> {
        let end = JsFuture::from(self.ended).await.map_err(|_| ShelfTrouble::Gone)?;
        match end.unchecked_into::<Event>().type_() == "complete" {
            true => Ok(()),
            false => Err(ShelfTrouble::of(self.inner.error())),
        }
    }

    async fn ask(
        &self,
        store: &str,
        what: impl FnOnce(&IdbObjectStore) -> Result<IdbRequest, JsValue>,
    ) -> Result<JsValue, ShelfTrouble> {
        match self.inner.object_store(store).and_then(|store| what(&store)) {
            Ok(request) => answer(&request).await,
            Err(thrown) => {
                // Or the browser would complete it with what was asked for before.
                let _ = self.inner.abort();
                Err(ShelfTrouble::of(thrown.dyn_into().ok()))
            }
        }
    }
}

/// Every store that is ever needed is made at once.
fn make_stores(event: &Event) {
    let request: Option<IdbOpenDbRequest> = event.target().map(JsCast::unchecked_into);
    let database: Option<IdbDatabase> = request.and_then(|request| request.result().ok()).map(JsCast::unchecked_into);
    for store in STORES {
        // Where one cannot be made, the first transaction that wants it says so.
        let _ = database.as_ref().map(|database| database.create_object_store(store));
    }
}

/// Another tab that deletes the database, or brings a newer version, is not made to wait for this one.
fn step_aside_when_asked(database: &IdbDatabase) {
    let close = get(database, "close");
    if let Ok(bound) = call(&close, "bind", &[database.into()]) {
        database.set_onversionchange(Some(bound.unchecked_ref()));
    }
}

async fn answer(request: &IdbRequest) -> Result<JsValue, ShelfTrouble> {
    let done = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(done).await {
        Ok(_) => request.result().map_err(|_| ShelfTrouble::Gone),
        Err(_) => Err(ShelfTrouble::of(request.error().ok().flatten())),
    }
}

impl ShelfTrouble {
    fn of(exception: Option<DomException>) -> Self {
        match exception.map(|exception| exception.name()).as_deref() {
            Some("QuotaExceededError") => Self::Full,
            Some("DataError" | "NotFoundError" | "UnknownError") => Self::Damaged,
            Some(_) | None => Self::Gone,
        }
    }
}
