//! What a liaison's commands do: each hands its office one task and prints what came of it.

mod create;
mod events;
mod office;
mod profile;

use jiff::civil::Date;
use porchlight_client::{Seconds, Task};
use porchlight_language::Codebook;
use porchlight_native::now;

use crate::arguments::LiaisonCommand;
use crate::civil;
use crate::codes::{self, Codes};
use crate::everywhere::Everywhere;
use crate::given;
use crate::trouble::Trouble;
use office::Office;

/// As with a cadence, more than a year looks like a typing error. It is done all the same: who wrote it may have meant it.
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
            let today = civil::today(now(), &everywhere.zone());
            // A moment before 1970 has passed like any other.
            let next_by = next_by.map(|moment| u64::try_from(moment.as_second()).unwrap_or(0));
            let remarks = [unusual_day(as_of, today), unusual_promise(next_by, now())];
            let as_of = as_of.or(today).and_then(civil::day).ok_or(Trouble::DayTooEarly)?;
            office.work(Task::Post { code, as_of, next_by }).await?;
            remarks.iter().flatten().for_each(|remark| everywhere.printer().warn(&remark.told(everywhere.texts())));
            Ok(())
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
