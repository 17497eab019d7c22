//! Reading an invite's QR code with the camera, in browsers that can.
//!
//! web-sys does not offer `BarcodeDetector` yet, so it is called by name.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlVideoElement, MediaStream, MediaStreamConstraints, MediaStreamTrack};
use zeroize::Zeroizing;

use crate::by_name::{ask, get, object};

/// Often enough for a hand that holds still, and easy on the battery.
const LOOK_EVERY_MILLISECONDS: u32 = 200;
/// Somebody who laid the phone aside is not filmed for ever.
const LOOKS_MAX: u32 = 5 * 60 * 5;

/// A look through the camera; it ends when this is dropped.
pub struct Scan {
    is_over: Rc<Cell<bool>>,
}

impl Drop for Scan {
    fn drop(&mut self) {
        self.is_over.set(true);
    }
}

/// What a look through the camera came to.
pub enum Seen {
    /// The text of a QR code.
    Code(Zeroizing<String>),
    /// There is no camera, it was not allowed, or nothing was seen for a long time.
    Nothing,
    /// Nobody wants to know any more.
    Stopped,
}

/// Whether this browser reads QR codes and has cameras.
pub async fn can_scan() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let has_cameras = window.navigator().media_devices().is_ok_and(|devices| devices.is_object());
    let formats = ask(&get(&window, "BarcodeDetector"), "getSupportedFormats", &[]).await;
    let formats = formats.unwrap_or(JsValue::UNDEFINED);
    has_cameras && Array::is_array(&formats) && Array::from(&formats).includes(&"qr_code".into(), 0)
}

/// Begins a look: the handle that ends it, and what it comes to.
pub fn scan(video: HtmlVideoElement) -> (Scan, impl Future<Output = Seen>) {
    let is_over = Rc::new(Cell::new(false));
    let seen = look(video, Rc::clone(&is_over));
    (Scan { is_over }, seen)
}

async fn look(video: HtmlVideoElement, is_over: Rc<Cell<bool>>) -> Seen {
    let Some(picture) = Picture::upon(&video).await else { return Seen::Nothing };
    let Some(detector) = detector() else { return Seen::Nothing };
    for _ in 0..LOOKS_MAX {
        if is_over.get() {
            return Seen::Stopped;
        }
        if let Some(text) = read(&detector, &video).await {
            return Seen::Code(text);
        }
        TimeoutFuture::new(LOOK_EVERY_MILLISECONDS).await;
    }
    drop(picture);
    Seen::Nothing
}

/// What the camera sees, shown in a `<video>`. Dropped, it lets go of the camera.
struct Picture {
    video: HtmlVideoElement,
    stream: MediaStream,
}

impl Picture {
    async fn upon(video: &HtmlVideoElement) -> Option<Self> {
        let constraints = MediaStreamConstraints::new();
        constraints.set_video(&object(&[("facingMode", "environment".into())]));
        let devices = web_sys::window()?.navigator().media_devices().ok()?;
        let asking = devices.get_user_media_with_constraints(&constraints).ok()?;
        let stream: MediaStream = JsFuture::from(asking).await.ok()?.dyn_into().ok()?;
        let picture = Self { video: video.clone(), stream };
        video.set_src_object(Some(&picture.stream));
        // Phones show a film in full screen unless told otherwise.
        let _ = video.set_attribute("playsinline", "");
        JsFuture::from(video.play().ok()?).await.ok()?;
        Some(picture)
    }
}

impl Drop for Picture {
    fn drop(&mut self) {
        self.video.set_src_object(None);
        for track in self.stream.get_tracks().iter() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
    }
}

fn detector() -> Option<JsValue> {
    let window = web_sys::window()?;
    let class: Function = get(&window, "BarcodeDetector").dyn_into().ok()?;
    let formats = object(&[("formats", Array::of1(&"qr_code".into()).into())]);
    Reflect::construct(&class, &Array::of1(&formats)).ok()
}

/// A picture that is not there yet, or shows nothing, has no code.
async fn read(detector: &JsValue, video: &HtmlVideoElement) -> Option<Zeroizing<String>> {
    let found = ask(detector, "detect", &[video.into()]).await.ok()?;
    get(&Array::from(&found).get(0), "rawValue").as_string().map(Zeroizing::new)
}
