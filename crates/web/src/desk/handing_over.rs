//! What leaves the browser by a person's hand: a backup as a file, a sheet on paper; and a backup that comes back.

use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Uint8Array};
use porchlight_client::BackupKey;
use porchlight_screen::desk::Message;
use porchlight_screen::desk::backup::{self, Fresh};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, HtmlAnchorElement, Url};
use zeroize::Zeroizing;

use super::Desk;
use crate::{random, wakeups};

/// A browser may begin to read the file some time after it was asked to, and while a person still chooses where it goes.
const ADDRESS_LIVES_MILLISECONDS: u32 = 60_000;

impl Desk {
    /// Seals a backup and gives it to the person as a file. It takes a second or two, of which the screen says so first.
    pub(super) async fn save_backup(self, name: &'static str, key: Box<BackupKey>, passphrase: Zeroizing<String>) {
        self.show_first().await;
        let mut fresh = Fresh { salt: [0; 16], nonce: [0; 12] };
        random::fill(&mut fresh.salt);
        random::fill(&mut fresh.nonce);
        let file = backup::seal(&key, &passphrase, fresh);
        let is_saved = file.is_some_and(|file| download(name, &file).is_ok());
        self.take(if is_saved { Message::BackupSaved } else { Message::BackupNotSaved });
    }

    /// Opens a backup's file, once the screen says that it is being opened.
    pub(super) async fn open_backup(self, file: Zeroizing<Vec<u8>>, passphrase: Zeroizing<String>) {
        self.show_first().await;
        let opened = backup::open(&file, &passphrase).map(Box::new);
        self.take(Message::BackupOpened(opened));
    }

    async fn show_first(&self) {
        self.show();
        // Once for the browser to draw, and once more for it to have drawn.
        for _ in 0..2 {
            wakeups::in_a_moment().await;
        }
    }
}

/// Has the browser put a file among a person's downloads.
fn download(name: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::UNDEFINED)?;
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)))?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let anchor: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    spawn_local(async move {
        TimeoutFuture::new(ADDRESS_LIVES_MILLISECONDS).await;
        // What is not there any more need not go.
        let _ = Url::revoke_object_url(&address);
    });
    Ok(())
}

/// Prints the page.
pub(super) fn print() {
    if let Some(window) = web_sys::window() {
        // A browser without a printer has nothing to say about it.
        let _ = window.print();
    }
}
