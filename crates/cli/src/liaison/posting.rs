//! Posting: at once, after a while in which it can be taken back, or into a file for a courier.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

use jiff::civil::Date;
use porchlight_client::{Seconds, Task};
use porchlight_language::Codebook;
use porchlight_native::{OutFile, now};
use porchlight_protocol::{Carried, Day};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::time::{MissedTickBehavior, interval};

use super::objects;
use super::office::Office;
use crate::arguments::{Post, Status};
use crate::civil;
use crate::codes::{self, Codes};
use crate::everywhere::Everywhere;
use crate::print::quoted;
use crate::trouble::{Interrupt, Trouble};

/// As with a cadence, more than a year looks like a typing error. It is done all the same: who wrote it may have meant it.
const PROMISE_DAYS_MAX: u64 = 366;
const KEYS: &str = "Ctrl-C";

pub(super) async fn post(everywhere: &Everywhere, wanted: Post) -> Result<(), Trouble> {
    let office = Office::open(everywhere)?;
    codes::check_status(&codebook(&office), &wanted.status.code)?;
    let checked = Checked::of(&wanted.status, &office)?;
    if let Some(seconds) = wanted.undo.filter(|seconds| *seconds > 0) {
        preview(&office, &wanted.status.code, &checked);
        hold_back(everywhere, seconds).await?;
    }
    let Checked { as_of, next_by, remarks } = checked;
    let Status { code, corrects, .. } = wanted.status;
    office.work(Task::Post { code, as_of, next_by, corrects }).await?;
    remarks.iter().for_each(|remark| everywhere.printer().warn(&remark.told(everywhere.texts())));
    Ok(())
}

/// Seals a post now and writes all that the relay may lack to a file. It is saved before the file is: whatever becomes of the
/// file, this office never seals another envelope for these places, and sends what is sealed with its next session.
pub(super) fn compose(everywhere: &Everywhere, wanted: Status, out: &Path) -> Result<(), Trouble> {
    let mut office = Office::open(everywhere)?;
    codes::check_status(&codebook(&office), &wanted.code)?;
    let Checked { as_of, next_by, remarks } = Checked::of(&wanted, &office)?;
    // Before anything is sealed: where no file can be, nothing is composed.
    let file = OutFile::begin(out, |bytes| Carried::decode(bytes).is_ok())?;
    let composed = office.liaison.compose(&wanted.code, as_of, next_by, wanted.corrects, now());
    let sequence = composed.map_err(|failure| Trouble::of_office(failure, &office.liaison))?;
    office.keep()?;
    let carried = office.liaison.to_carry().ok_or(Trouble::NothingToCarry)?;
    file.write(&carried.encode())?;
    let printer = everywhere.printer();
    match printer.is_json() {
        true => printer.object(&objects::Placed { sequence: sequence.0 })?,
        false => {
            let file = out.display().to_string();
            let relay = office.liaison.relay();
            let carry = format!("`porchlight carry {} --relay wss://{relay}`", quoted(&file));
            printer.text(&everywhere.texts().composed(sequence.0, &file, &carry))?;
        }
    }
    remarks.iter().for_each(|remark| printer.warn(&remark.told(everywhere.texts())));
    Ok(())
}

pub(super) fn codebook(office: &Office<'_>) -> Codebook {
    let profile = office.liaison.profile();
    Codes::of(Some(profile)).book(Some(profile)).clone()
}

/// What is posted, and what looks mistyped about it.
struct Checked {
    as_of: Day,
    next_by: Option<Seconds>,
    remarks: Vec<Trouble>,
}

impl Checked {
    fn of(wanted: &Status, office: &Office<'_>) -> Result<Self, Trouble> {
        let today = civil::today(now(), &office.everywhere.zone());
        // A moment before 1970 has passed like any other.
        let next_by = wanted.next_by.map(|moment| u64::try_from(moment.as_second()).unwrap_or(0));
        let remarks = [unusual_day(wanted.as_of, today), unusual_promise(next_by, now())];
        let corrected = wanted.corrects.and_then(|place| office.day_of(place));
        let typed = wanted.as_of.and_then(civil::day);
        let as_of = match wanted.as_of {
            Some(_) => typed,
            None => corrected.or_else(|| today.and_then(civil::day)),
        };
        let as_of = as_of.ok_or(Trouble::DayTooEarly)?;
        Ok(Self { as_of, next_by, remarks: remarks.into_iter().flatten().collect() })
    }
}

/// Shows what is about to be said, and to how many, while it can be taken back.
fn preview(office: &Office<'_>, code: &str, checked: &Checked) {
    let everywhere = office.everywhere;
    let days = codes::days(
        now(),
        checked.next_by.unwrap_or_else(|| now().saturating_add(office.liaison.profile().cadence_seconds)),
    );
    let label = codebook(office).label(code, everywhere.language(), days);
    let families = office.liaison.families().iter().filter(|family| family.claimed > 0).count();
    everywhere.printer().note(&format!("{}\n  {label}", everywhere.texts().preview(families as u64)));
}

/// Waits before anything is sealed; whoever interrupts has sent nothing.
async fn hold_back(everywhere: &Everywhere, seconds: Seconds) -> Result<(), Trouble> {
    let mut interrupts = signal(SignalKind::interrupt()).map_err(Trouble::Runtime)?;
    let mut terminations = signal(SignalKind::terminate()).map_err(Trouble::Runtime)?;
    let counted = tokio::select! {
        () = count_down(everywhere, seconds) => Ok(()),
        () = received(&mut interrupts) => Err(Trouble::Undone(Interrupt::ByHand)),
        () = received(&mut terminations) => Err(Trouble::Undone(Interrupt::BySystem)),
    };
    if io::stderr().is_terminal() {
        // Whether the line can be ended or not, what follows is told.
        let _unheard = writeln!(io::stderr());
    }
    counted
}

async fn received(signal: &mut Signal) {
    // Where signals can no longer be heard, none has come.
    if signal.recv().await.is_none() {
        std::future::pending::<()>().await;
    }
}

/// Counts on a terminal second by second in one line; elsewhere it says once how long it waits.
async fn count_down(everywhere: &Everywhere, seconds: Seconds) {
    let (texts, is_terminal) = (everywhere.texts(), io::stderr().is_terminal());
    let mut ticks = interval(Duration::from_secs(1));
    // A machine that slept through it has waited long enough.
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    for left in (1..=seconds).rev() {
        ticks.tick().await;
        let line = texts.undo_countdown(left, KEYS);
        if is_terminal {
            let _unheard = write!(io::stderr(), "\r\u{1b}[K{line}").and_then(|()| io::stderr().flush());
        } else if left == seconds {
            let _unheard = writeln!(io::stderr(), "porchlight: {line}");
        }
    }
    ticks.tick().await;
}

/// What to remark on the day that a status speaks of: east of here tomorrow may have begun, a later one looks mistyped.
fn unusual_day(chosen: Option<Date>, today: Option<Date>) -> Option<Trouble> {
    let tomorrow = today.and_then(|today| today.tomorrow().ok())?;
    chosen.filter(|chosen| *chosen > tomorrow).map(|_| Trouble::DayAhead)
}

/// What to remark on a promise: until it has passed, no device warns of silence, so a far one looks mistyped.
fn unusual_promise(next_by: Option<Seconds>, now: Seconds) -> Option<Trouble> {
    let far = now.saturating_add(PROMISE_DAYS_MAX * 86_400);
    next_by.filter(|moment| *moment > far).map(|_| Trouble::NextByFar { days: PROMISE_DAYS_MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_may_have_begun_further_east_and_a_later_one_is_remarked() {
        let date = |day| Some(Date::constant(2026, 5, day));
        for fine in [None, date(1), date(3), date(4)] {
            assert!(unusual_day(fine, date(3)).is_none(), "{fine:?}");
        }
        assert!(matches!(unusual_day(date(5), date(3)), Some(Trouble::DayAhead)));
    }

    #[test]
    fn a_promise_of_more_than_a_year_is_remarked() {
        let year = 366 * 86_400;
        assert!(unusual_promise(Some(7 + year), 7).is_none() && unusual_promise(None, 7).is_none());
        assert!(matches!(unusual_promise(Some(8 + year), 7), Some(Trouble::NextByFar { days: 366 })));
    }
}
