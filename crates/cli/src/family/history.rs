//! Every status that a device keeps, with its corrections, without a network.

use porchlight_client::StatusItem;

use super::looked_at;
use super::objects::Past;
use super::page;
use crate::civil;
use crate::codes::Codes;
use crate::everywhere::Everywhere;
use crate::trouble::Trouble;

pub(super) fn history(everywhere: &Everywhere) -> Result<(), Trouble> {
    let device = looked_at(everywhere)?;
    let (printer, reader) = (everywhere.printer(), everywhere.reader());
    let mut codes = Codes::of(device.profile());
    let book = codes.book(device.profile());
    if printer.is_json() {
        let objects = device.statuses().map(|status| past(status, reader.label(status, book)));
        return Ok(objects.into_iter().try_for_each(|object| printer.object(&object))?);
    }
    let lines: Vec<_> = device.statuses().map(|status| reader.past_line(status, book)).collect();
    if lines.is_empty() {
        return Ok(printer.text(&everywhere.texts().history_empty())?);
    }
    let lines = lines.iter().map(|line| page::status_line(line, everywhere.texts(), printer.paint()));
    Ok(printer.text(&lines.collect::<Vec<_>>().join("\n"))?)
}

fn past(status: &StatusItem, text: String) -> Past {
    Past {
        code: status.code.clone(),
        text,
        as_of: civil::date(status.as_of).to_string(),
        sequence: status.sequence.0,
        next_by: civil::rfc3339(status.next_by),
        corrects: status.corrects.map(|place| place.0),
        corrected_by: status.corrected_by.map(|place| place.0),
    }
}
