//! Taking an office up on a new machine: with the recovery phrase, a backup, or a mandate's link.
//!
//! A recovery fetches the vault and reads the feed; its one save is a liaison's state. From there on it is an office like any
//! other, whose first session finishes what was begun. An interrupted command goes on from what was saved.

use std::io;
use std::path::Path;

use porchlight_client::{BackupKey, Recovery, RecoveryEvent, RecoveryFailure, Seconds, Task};
use porchlight_language::texts::Remedy;
use porchlight_native::{
    Audience, BackupFile, DriveTrouble, Driver, End, Kind, Mandate, Onward, Patience, StateFile, StateTrouble, now,
    relay_authority, system_random,
};

use super::office::Office;
use crate::arguments::{Begin, Recover};
use crate::everywhere::{Everywhere, Role};
use crate::trouble::Trouble;
use crate::{given, states};

/// One session finds out of which feed the vault is; a second one may be needed to read that.
const SESSIONS_MAX: usize = 2;

pub(super) async fn recover(everywhere: &Everywhere, wanted: &Recover) -> Result<(), Trouble> {
    let relay = relay_authority(&wanted.relay)?;
    if let Some(office) = unfinished(everywhere)? {
        return office.work(Task::Recover).await;
    }
    let phrase = given::phrase(everywhere)?;
    let recovery = Recovery::by_phrase(&relay, &phrase, system_random());
    take_over(everywhere, recovery, &wanted.begin, Task::Recover).await
}

pub(super) async fn restore(everywhere: &Everywhere, file: &Path, begin: &Begin) -> Result<(), Trouble> {
    if let Some(office) = unfinished(everywhere)? {
        return office.work(Task::Recover).await;
    }
    let key = BackupKey::decode(&BackupFile::read(file, states::passphrase)?)?;
    take_over(everywhere, Recovery::by_backup(&key, system_random()), begin, Task::Recover).await
}

pub(super) async fn accept(everywhere: &Everywhere, link: &str, begin: &Begin) -> Result<(), Trouble> {
    let mandate = Mandate::parse(&given::line(link)?).map_err(Trouble::LinkDamaged)?;
    if let Some(office) = unfinished(everywhere)? {
        return office.work(Task::Accept).await;
    }
    take_over(everywhere, Recovery::by_mandate(&mandate, system_random()), begin, Task::Accept).await
}

/// An office that an interrupted command has begun to take over in the same directory.
fn unfinished(everywhere: &Everywhere) -> Result<Option<Office<'_>>, Trouble> {
    let dir = everywhere.state_dir(Role::Liaison)?;
    if !StateFile::exists(&dir) {
        return Ok(None);
    }
    let office = Office::open(everywhere)?;
    match office.state.kind() {
        Kind::TakingOver => Ok(Some(office)),
        Kind::Founding | Kind::Liaison | Kind::Device | Kind::Backup | Kind::Roster => {
            Err(StateTrouble::Exists { dir }.into())
        }
    }
}

async fn take_over(everywhere: &Everywhere, mut recovery: Recovery, begin: &Begin, task: Task) -> Result<(), Trouble> {
    let dialler = everywhere.dialler()?;
    let dir = everywhere.state_dir(Role::Liaison)?;
    let mut state = states::create(&dir, Kind::TakingOver, begin.passphrase)?;
    let mut watcher = Watcher { feed_is_known: recovery.feed().is_some(), failure: None };
    for _ in 0..SESSIONS_MAX {
        let driver = Driver {
            party: &mut recovery,
            state: &mut state,
            dialler: &dialler,
            audience: &mut watcher,
            patience: Patience::Once,
            clock: now,
        };
        let end = driver.run().await;
        if let Some(trouble) = trouble(end, &mut watcher) {
            state.discard()?;
            return Err(trouble);
        }
        if recovery.is_done() {
            break;
        }
    }
    drop(state);
    let office = Office::open(everywhere)?;
    office.work(task).await
}

/// Why the recovery came to nothing. Until it has saved an office, nothing rests on it anywhere.
fn trouble(end: Result<End, DriveTrouble>, watcher: &mut Watcher) -> Option<Trouble> {
    match (end, watcher.failure.take()) {
        (Err(trouble), _) => Some(trouble.into()),
        (Ok(_), Some(failure)) => Some(Trouble::NotRecovered(failure)),
        (Ok(End::Finished), None) => None,
        (Ok(End::Unreachable(cause)), None) => Some(Trouble::Unreachable { cause, remedy: Remedy::NothingSent }),
        (Ok(End::Lost(cause)), None) => Some(Trouble::Lost { cause, remedy: Remedy::TakeOverAgain }),
    }
}

/// Hears a recovery: there is nothing to show before it is done.
struct Watcher {
    /// Whether a session can be about the feed: with a phrase, the first one cannot.
    feed_is_known: bool,
    failure: Option<RecoveryFailure>,
}

impl Audience<Recovery> for Watcher {
    fn hear(&mut self, event: RecoveryEvent, _recovery: &Recovery, _now: Seconds) -> io::Result<Onward> {
        Ok(match event {
            RecoveryEvent::VaultOpened { .. } if self.feed_is_known => Onward::Continue,
            RecoveryEvent::VaultOpened { .. } => {
                self.feed_is_known = true;
                Onward::HangUp
            }
            RecoveryEvent::TakenUp => Onward::Finish,
            RecoveryEvent::Failed(failure) => {
                self.failure = Some(failure);
                Onward::Finish
            }
        })
    }
}
