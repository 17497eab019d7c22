//! What a liaison's commands do: each hands its office one task and prints what came of it.

mod answers;
mod clerk;
mod create;
mod heard;
mod inbox;
mod lists;
mod log;
mod objects;
mod office;
mod posting;
mod profile;
mod settings;
mod taking_over;

use std::path::Path;

use porchlight_client::Task;
use porchlight_native::BackupFile;

use crate::arguments::LiaisonCommand;
use crate::codes;
use crate::everywhere::Everywhere;
use crate::given;
use crate::states;
use crate::trouble::Trouble;
use clerk::Asked;
use lists::List;
use office::Office;

pub(crate) async fn run(everywhere: &Everywhere, command: LiaisonCommand) -> Result<(), Trouble> {
    let office = || Office::open(everywhere);
    match command {
        LiaisonCommand::Create(wanted) => create::create(everywhere, &wanted).await,
        LiaisonCommand::Recover(wanted) => taking_over::recover(everywhere, &wanted).await,
        LiaisonCommand::Restore { file, begin } => taking_over::restore(everywhere, &file, &begin).await,
        LiaisonCommand::Accept { link, begin } => taking_over::accept(everywhere, &link, &begin).await,
        LiaisonCommand::Backup { file, passphrase } => back_up(everywhere, &file, passphrase).await,
        LiaisonCommand::Profile { name, cadence, codebook } => {
            profile::profile(everywhere, name, cadence, codebook.as_deref()).await
        }
        LiaisonCommand::Set { setting } => settings::set(everywhere, setting).await,
        LiaisonCommand::Families => office()?.list(List::Families).await,
        LiaisonCommand::Inbox => office()?.list(List::Inbox).await,
        LiaisonCommand::Invites => office()?.list(List::Invites).await,
        LiaisonCommand::Log => log::log(everywhere),
        LiaisonCommand::Invite { family, history } => {
            office()?.work(Task::Invite { family, history: history.map(Into::into) }).await
        }
        LiaisonCommand::Withdraw { family } => office()?.work(Task::Withdraw { family }).await,
        LiaisonCommand::Remove { family, device } => office()?.work(Task::Remove { family, device }).await,
        LiaisonCommand::Handover => office()?.work(Task::Empower { name: None }).await,
        LiaisonCommand::Empower { name } => office()?.work(Task::Empower { name: Some(name) }).await,
        LiaisonCommand::Dismiss { name } => office()?.work(Task::Dismiss { name }).await,
        LiaisonCommand::Post(wanted) => posting::post(everywhere, wanted).await,
        LiaisonCommand::Compose { status, out } => posting::compose(everywhere, status, &out),
        LiaisonCommand::Discard => discard(everywhere),
        LiaisonCommand::Tell { family, code, text, with_next, answers } => {
            let text = text.map(given::text).transpose()?;
            let office = office()?;
            codes::check_private(&posting::codebook(&office), &code, text.as_deref())?;
            let answers = answers.map(|id| inbox::meant(&id, &office.liaison.inquiries())).transpose()?;
            office.work(Task::Tell { family, code, text, with_next, answers }).await
        }
    }
}

/// The file is begun before the relay is asked: a disk that refuses costs nobody the former backup.
async fn back_up(everywhere: &Everywhere, path: &Path, prompt: bool) -> Result<(), Trouble> {
    let office = Office::open_with_own_passphrase(everywhere)?;
    let file = BackupFile::prepare(path, states::chosen(prompt)?)?;
    let name = path.display().to_string();
    office.work_as(Task::Backup, Asked::Backup { file: Some(file), name }).await
}

fn discard(everywhere: &Everywhere) -> Result<(), Trouble> {
    let mut office = Office::open(everywhere)?;
    let discarded = office.liaison.discard_waiting();
    office.keep()?;
    let printer = everywhere.printer();
    match (printer.is_json(), discarded) {
        (true, discarded) => printer.object(&objects::Discarded { discarded })?,
        (false, 0) => printer.text(&everywhere.texts().waiting(0))?,
        (false, count) => printer.text(&everywhere.texts().discarded(count as u64))?,
    }
    Ok(())
}
