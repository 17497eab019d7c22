//! The outer seal: AES-GCM by a key that the browser uses for this page and shows to nobody, this page included.

use js_sys::{Array, ArrayBuffer, JsString, Object, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};
use zeroize::Zeroizing;

use super::database::{Database, KEYS, STATES, Transaction};
use super::{ShelfTrouble, drawn};
use crate::by_name::{get, object};

const NAME: &str = "state";
const KEY_BITS: u32 = 256;
const ID_BYTES: usize = 16;
/// What AES-GCM is made for; fresh random ones stay apart for far more saves than a browser makes.
const NONCE_BYTES: usize = 12;
/// Keeps these seals apart from any other that a later version makes by the same key.
const LABEL: &str = "porchlight/1 shelf\0";

#[derive(Clone)]
pub(super) struct Wrapping {
    subtle: SubtleCrypto,
    key: CryptoKey,
    /// Tells the key from one that another tab has made after it removed everything.
    id: Vec<u8>,
}

impl Wrapping {
    /// The key of this browser's profile, made now where there has never been one.
    pub(super) async fn open(database: &Database) -> Result<Self, ShelfTrouble> {
        let subtle = web_sys::window().and_then(|window| window.crypto().ok()).map(|crypto| crypto.subtle());
        // A page that was not fetched securely has none.
        let subtle = subtle.filter(|subtle| !subtle.is_undefined()).ok_or(ShelfTrouble::NoStorage)?;
        let found = database.read(&[KEYS])?.get(KEYS, NAME).await?;
        let kept = if found.is_undefined() { Self::make(&subtle, database).await? } else { found };
        // What some private windows give back is no key.
        let key = get(&kept, "key").dyn_into().map_err(|_| ShelfTrouble::NoStorage)?;
        Ok(Self { subtle, key, id: id_of(&kept) })
    }

    async fn make(subtle: &SubtleCrypto, database: &Database) -> Result<JsValue, ShelfTrouble> {
        let algorithm = object(&[("name", "AES-GCM".into()), ("length", KEY_BITS.into())]);
        let uses: Array = ["encrypt", "decrypt"].into_iter().map(JsString::from).collect();
        let made = subtle.generate_key_with_object(&algorithm, false, &uses).map_err(|_| ShelfTrouble::NoStorage)?;
        let made = JsFuture::from(made).await.map_err(|_| ShelfTrouble::NoStorage)?;
        let id = Uint8Array::from(drawn::<ID_BYTES>().as_slice());
        let kept = object(&[("key", made), ("id", id.into())]).into();

        let change = database.change(&[KEYS, STATES])?;
        let another_tabs = change.get(KEYS, NAME).await?;
        if !another_tabs.is_undefined() {
            return Ok(another_tabs);
        }
        if !change.keys(STATES).await?.is_empty() {
            return Err(ShelfTrouble::KeyLost);
        }
        // A key that cannot be stored throws at once in some private windows.
        change.put(KEYS, NAME, &kept).await.map_err(|_| ShelfTrouble::NoStorage)?;
        change.complete().await?;
        Ok(kept)
    }

    /// Whether the key is still this one: another tab may have removed everything, and nothing may stand there that its key
    /// does not open.
    pub(super) async fn stands(&self, within: &Transaction) -> Result<bool, ShelfTrouble> {
        let kept = within.get(KEYS, NAME).await?;
        Ok(!kept.is_undefined() && id_of(&kept) == self.id)
    }

    /// Seals what goes under a name; it opens under that name alone.
    pub(super) async fn seal(&self, name: &str, plain: &[u8]) -> Result<Sealed, ShelfTrouble> {
        let nonce = Uint8Array::from(drawn::<NONCE_BYTES>().as_slice());
        let sealing = self.subtle.encrypt_with_object_and_u8_array(&algorithm(name, &nonce), &self.key, plain);
        let sealing = sealing.map_err(|_| ShelfTrouble::KeyLost)?;
        let sealed = JsFuture::from(sealing).await.map_err(|_| ShelfTrouble::KeyLost)?;
        Ok(Sealed { nonce, sealed: Uint8Array::new(&sealed) })
    }

    pub(super) async fn open_sealed(&self, name: &str, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, ShelfTrouble> {
        let algorithm = algorithm(name, &sealed.nonce);
        let opening = self.subtle.decrypt_with_object_and_js_u8_array(&algorithm, &self.key, &sealed.sealed);
        let opening = opening.map_err(|_| ShelfTrouble::Damaged)?;
        let opened = JsFuture::from(opening).await.map_err(|_| ShelfTrouble::Damaged)?;
        let opened = Uint8Array::new(&opened.unchecked_into::<ArrayBuffer>());
        let plain = Zeroizing::new(opened.to_vec());
        opened.fill(0, 0, opened.length());
        Ok(plain)
    }
}

fn id_of(kept: &JsValue) -> Vec<u8> {
    get(kept, "id").dyn_into().map_or_else(|_| Vec::new(), |id: Uint8Array| id.to_vec())
}

fn algorithm(name: &str, nonce: &Uint8Array) -> Object {
    let bound_to = Uint8Array::from(format!("{LABEL}{name}").as_bytes());
    object(&[("name", "AES-GCM".into()), ("iv", nonce.into()), ("additionalData", bound_to.into())])
}

/// What stands in the database.
pub(super) struct Sealed {
    nonce: Uint8Array,
    sealed: Uint8Array,
}

impl Sealed {
    /// `None` where nothing stands there.
    pub(super) fn read(value: &JsValue) -> Result<Option<Self>, ShelfTrouble> {
        if value.is_undefined() {
            return Ok(None);
        }
        match (get(value, "nonce").dyn_into(), get(value, "sealed").dyn_into()) {
            (Ok(nonce), Ok(sealed)) => Ok(Some(Self { nonce, sealed })),
            (_, _) => Err(ShelfTrouble::Damaged),
        }
    }

    pub(super) fn to_value(&self) -> JsValue {
        object(&[("nonce", (&self.nonce).into()), ("sealed", (&self.sealed).into())]).into()
    }

    /// Drawn afresh with each save, so that it tells one save from another.
    pub(super) fn edition(&self) -> Edition {
        Edition(self.nonce.to_vec())
    }
}

/// Which save of a record it is.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Edition(Vec<u8>);
