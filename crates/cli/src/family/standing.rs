//! How things stand, by what this device has read and its clock alone: nobody is asked.

use porchlight_client::Reach;
use porchlight_native::now;

use super::looked_at;
use super::objects::{Known, standing_name};
use super::page;
use crate::civil;
use crate::codes::Codes;
use crate::everywhere::Everywhere;
use crate::trouble::Trouble;

/// What a device knows that has not tried just now: neither that the relay answers nor that it does not.
const UNASKED: Reach = Reach::Reached;

pub(super) fn standing(everywhere: &Everywhere) -> Result<(), Trouble> {
    let device = looked_at(everywhere)?;
    let (printer, reader, now) = (everywhere.printer(), everywhere.reader(), now());
    let mut codes = Codes::of(device.profile());
    let view = reader.page(&device, codes.book(device.profile()), UNASKED, now);
    if printer.is_json() {
        return Ok(printer.object(&Known {
            standing: standing_name(device.standing(now, UNASKED)),
            since: device.standing_since(now, UNASKED).map(civil::rfc3339),
            text: view.standing.sentence(everywhere.texts()),
            sequence: device.last_place().0,
            missing: device.missing(),
            notices: device.notices_opened(),
            confirmed: device.is_confirmed(),
        })?);
    }
    let unasked = page::remark(&everywhere.texts().standing_unasked());
    let page = page::page(&view, everywhere.texts(), printer.paint());
    Ok(printer.text(&format!("{}\n\n{unasked}\n", page.trim_end_matches('\n')))?)
}
