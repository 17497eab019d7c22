//! What a liaison's commands do: each hands its office one task and prints what came of it.

mod create;
mod events;
mod office;
mod profile;

use porchlight_client::Task;
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

fn day(everywhere: &Everywhere, chosen: Option<jiff::civil::Date>) -> Result<Day, Trouble> {
    let date = chosen.or_else(|| civil::today(now(), &everywhere.zone()));
    date.and_then(civil::day).ok_or(Trouble::DayTooEarly)
}
