//! What time it is, and what a reader's wall clock shows for a moment.

use std::time::Duration;

use js_sys::Date;
use porchlight_client::Seconds;
use porchlight_language::texts::{Day, Moment};
use porchlight_screen::Civil;
use wasm_bindgen::JsValue;

const MILLISECONDS_PER_SECOND: f64 = 1000.0;
const MICROSECONDS_PER_MILLISECOND: f64 = 1000.0;

/// The moment that it is now, by this browser's clock; one before 1970 is 1970.
pub fn now() -> Seconds {
    (Date::now() / MILLISECONDS_PER_SECOND) as Seconds
}

/// How long the page has been running: whoever sets a clock does not change it. It may stand still while the machine sleeps.
pub fn running_for() -> Duration {
    let performance = web_sys::window().and_then(|window| window.performance());
    performance.map_or(Duration::ZERO, |performance| {
        Duration::from_micros((performance.now() * MICROSECONDS_PER_MILLISECOND) as u64)
    })
}

/// The clock and the time zone of this browser.
pub struct BrowserClock;

impl Civil for BrowserClock {
    fn moment(&self, at: Seconds) -> Option<Moment> {
        let date = Date::new(&JsValue::from_f64(at as f64 * MILLISECONDS_PER_SECOND));
        if date.get_time().is_nan() {
            return None;
        }
        let part = |part: u32| u8::try_from(part).ok();
        let day =
            Day::new(u16::try_from(date.get_full_year()).ok()?, part(date.get_month() + 1)?, part(date.get_date())?)?;
        Moment::new(day, part(date.get_hours())?, part(date.get_minutes())?)
    }
}
