//! Carrying a file of sealed envelopes to a relay, as anyone may: what may be appended stands in the envelopes themselves.

use std::io;
use std::path::Path;

use porchlight_client::{Courier, CourierEvent, Seconds};
use porchlight_language::texts::Remedy;
use porchlight_native::{Audience, Driver, End, NoShelf, Onward, Patience, now, relay_authority};
use porchlight_protocol::{Carried, ENVELOPE_BYTES, Sequence};
use serde::Serialize;

use crate::everywhere::Everywhere;
use crate::given;
use crate::trouble::Trouble;

/// The largest file that holds as many envelopes as one may, with room for its beginning.
const FILE_BYTES_MAX: u64 = 257 * ENVELOPE_BYTES as u64;

#[derive(Serialize)]
struct Delivered {
    sequence: u64,
}

pub(crate) async fn carry(everywhere: &Everywhere, path: &Path, relay: &str) -> Result<(), Trouble> {
    let relay = relay_authority(relay)?;
    let bytes = given::file(path, FILE_BYTES_MAX)?;
    let carried = Carried::decode(&bytes).map_err(|defect| Trouble::NotCarried { path: path.to_owned(), defect })?;
    let mut witness = Witness::default();
    let driver = Driver {
        party: &mut Courier::new(&relay, carried),
        state: &mut NoShelf,
        dialler: &everywhere.dialler()?,
        audience: &mut witness,
        patience: Patience::Once,
        clock: now,
    };
    let remedy = Remedy::CarryAgain;
    let sequence = match (driver.run().await?, witness.outcome) {
        (End::Finished, Some(outcome)) => outcome?,
        (End::Finished, None) => return Err(Trouble::RelayMisbehaved),
        (End::Unreachable(cause), _) => return Err(Trouble::Unreachable { cause, remedy }),
        (End::Lost(cause), _) => return Err(Trouble::Lost { cause, remedy }),
    };
    let printer = everywhere.printer();
    match printer.is_json() {
        true => Ok(printer.object(&Delivered { sequence: sequence.0 })?),
        false => Ok(printer.text(&everywhere.texts().carried(sequence.0))?),
    }
}

#[derive(Default)]
struct Witness {
    outcome: Option<Result<Sequence, Trouble>>,
}

impl Audience<Courier> for Witness {
    fn hear(&mut self, event: CourierEvent, _courier: &Courier, _now: Seconds) -> io::Result<Onward> {
        self.outcome = Some(match event {
            CourierEvent::Delivered { sequence } => Ok(sequence),
            CourierEvent::Refused { sequence, refusal } => Err(Trouble::CourierRefused { sequence, refusal }),
            CourierEvent::RelayMisbehaved => Err(Trouble::RelayMisbehaved),
        });
        Ok(Onward::Finish)
    }
}
