//! What a liaison's commands do: each hands its office one task and prints what came of it.

mod create;
mod events;
mod office;
mod profile;

use jiff::civil::Date;
use porchlight_client::{Seconds, Task};
use porchlight_language::Codebook;
use porchlight_native::now;
use porchlight_protocol::Day;

use crate::arguments::LiaisonCommand;
use crate::civil;
use crate::codes::{self, Codes};
use crate::everywhere::Everywhere;
use crate::given;
use crate::trouble::Trouble;
use office::Office;

/// As with a cadence, more than a year is a typing error.
const PROMISE_DAYS_MAX: u64 = 366;

pub(crate) async fn run(everywhere: &Everywhere, command: LiaisonCommand) -> Result<(), Trouble> {
    match command {
        LiaisonCommand::Create(wanted) => create::create(everywhere, &wanted).await,
        LiaisonCommand::Profile { name, cadence, codebook } => {
            profile::profile(everywhere, name, cadence, codebook.as_deref()).await
        }
        LiaisonCommand::Families => Office::open(everywhere)?.work(Task::Families).await,
        LiaisonCommand::Invite { family, history } => {
            Office::open(everywhere)?.work(Task::Invite { family, history: history.into() }).await
        }
        LiaisonCommand::Post { code, as_of, next_by } => {
            let office = Office::open(everywhere)?;
            codes::check_status(&codebook(&office), &code)?;
            let as_of = day(everywhere, as_of)?;
            // A moment before 1970 has passed like any other.
            let next_by = next_by.map(|moment| u64::try_from(moment.as_second()).unwrap_or(0));
            check_promise(next_by, now())?;
            office.work(Task::Post { code, as_of, next_by }).await
        }
        LiaisonCommand::Tell { family, code, text, with_next } => {
            let text = text.map(given::text).transpose()?;
            let office = Office::open(everywhere)?;
            codes::check_private(&codebook(&office), &code, text.as_deref())?;
            office.work(Task::Tell { family, code, text, with_next }).await
        }
    }
}

fn codebook(office: &Office<'_>) -> Codebook {
    let profile = office.liaison.profile();
    Codes::of(Some(profile)).book(Some(profile)).clone()
}

/// The day that a status speaks of. East of here tomorrow may have begun; a later day is a typing error.
fn day(everywhere: &Everywhere, chosen: Option<Date>) -> Result<Day, Trouble> {
    let today = civil::today(now(), &everywhere.zone());
    check_day(chosen, today)?;
    chosen.or(today).and_then(civil::day).ok_or(Trouble::DayTooEarly)
}

fn check_day(chosen: Option<Date>, today: Option<Date>) -> Result<(), Trouble> {
    let tomorrow = today.and_then(|today| today.tomorrow().ok());
    match (chosen, tomorrow) {
        (Some(chosen), Some(tomorrow)) if chosen > tomorrow => Err(Trouble::DayAhead),
        (Some(_) | None, _) => Ok(()),
    }
}

/// Until a promise has passed, no device warns of silence: a far one is a typing error.
fn check_promise(next_by: Option<Seconds>, now: Seconds) -> Result<(), Trouble> {
    match next_by {
        Some(moment) if moment > now.saturating_add(PROMISE_DAYS_MAX * 86_400) => {
            Err(Trouble::NextByFar { days: PROMISE_DAYS_MAX })
        }
        Some(_) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_may_have_begun_further_east_and_no_more() {
        let date = |day| Some(Date::constant(2026, 5, day));
        for fine in [None, date(1), date(3), date(4)] {
            assert!(check_day(fine, date(3)).is_ok(), "{fine:?}");
        }
        assert!(matches!(check_day(date(5), date(3)), Err(Trouble::DayAhead)));
    }

    #[test]
    fn a_promise_reaches_a_year_ahead_and_no_further() {
        let year = 366 * 86_400;
        assert!(check_promise(Some(7 + year), 7).is_ok() && check_promise(None, 7).is_ok());
        assert!(matches!(check_promise(Some(8 + year), 7), Err(Trouble::NextByFar { days: 366 })));
    }
}
