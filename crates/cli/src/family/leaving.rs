//! Leaving a group: goodbye first, then everything that this device kept goes.

use std::io::{self, BufRead, IsTerminal, Read, Write};

use porchlight_client::Device;
use porchlight_language::Texts;
use porchlight_language::texts::{Remedy, Unsayable};
use porchlight_native::{End, Kind, Patience, StateFile, StateTrouble, system_random};

use super::Household;
use super::ear::{Ear, Until};
use super::objects::Left;
use super::read::{Remedies, verdict};
use crate::everywhere::{Everywhere, Role};
use crate::print::wrapped;
use crate::states;
use crate::trouble::Trouble;

const YES: &str = "--yes";
const UNTOLD: Trouble = Trouble::Unsayable(Unsayable::LeavesUntold { option: YES });
/// Far above the longest word with which something is confirmed.
const ANSWER_BYTES_MAX: u64 = 64;

pub(super) async fn leave(everywhere: &Everywhere, is_sure: bool) -> Result<(), Trouble> {
    let dir = everywhere.state_dir(Role::Family)?;
    let dialler = everywhere.dialler()?;
    let (state, saved) = match StateFile::open(&dir, &[Kind::Device], states::passphrase) {
        Err(StateTrouble::NoState { dir }) => return Err(Trouble::NotJoined { dir }),
        opened => opened?,
    };
    let mut household = Household { dialler, state, device: Device::restore(&saved, system_random())? };
    let group = household.device.profile().map(|profile| profile.name.clone()).unwrap_or_default();
    if !is_sure {
        confirm(everywhere.texts(), &group)?;
    }
    let is_told = match household.say_goodbye(everywhere).await? {
        Goodbye::Said => true,
        Goodbye::Unsaid(_) | Goodbye::Unheard(_) if is_sure => false,
        Goodbye::Unsaid(trouble) => {
            // Nothing has left this device: it still belongs to the group, and does not leave by itself tomorrow.
            household.state.save(&saved)?;
            return Err(trouble);
        }
        Goodbye::Unheard(trouble) => return Err(trouble),
    };
    household.state.discard()?;
    let printer = everywhere.printer();
    match printer.is_json() {
        true => Ok(printer.object(&Left { group, told: is_told })?),
        false => Ok(printer.text(&everywhere.texts().left(&group, is_told))?),
    }
}

/// Whether the liaison will know.
enum Goodbye {
    Said,
    /// Nothing has left this device.
    Unsaid(Trouble),
    /// A session stood, and nothing says that the goodbye has arrived. The next report says it again.
    Unheard(Trouble),
}

impl Household {
    async fn say_goodbye(&mut self, everywhere: &Everywhere) -> Result<Goodbye, Trouble> {
        if self.device.is_removed() {
            return Ok(Goodbye::Said);
        }
        if self.device.leave().is_err() {
            return Ok(Goodbye::Unsaid(UNTOLD));
        }
        let mut ear = Ear::new(everywhere, &self.device, Until::Said);
        let end = self.drive(&mut ear, Patience::Once).await?;
        match end {
            // Whom the liaison has removed already, nobody counts any more.
            _ if ear.has_reported() || self.device.is_removed() => Ok(Goodbye::Said),
            End::Unreachable(cause) => {
                Ok(Goodbye::Unsaid(Trouble::Unreachable { cause, remedy: Remedy::Stays { option: YES } }))
            }
            end @ (End::Finished | End::Lost(_)) => {
                Ok(Goodbye::Unheard(verdict(end, &ear, Remedies::SAYING).err().unwrap_or(UNTOLD)))
            }
        }
    }
}

/// Asks at a terminal; elsewhere it has to be said with the command.
fn confirm(texts: &Texts, group: &str) -> Result<(), Trouble> {
    if !io::stdin().is_terminal() {
        return Err(Trouble::Unsayable(Unsayable::Stays { option: YES }));
    }
    let asked = format!("{}\n{} ", wrapped(&texts.leave_warning(group), ""), texts.leave_prompt());
    io::stderr().write_all(asked.as_bytes()).map_err(Trouble::Output)?;
    let mut answer = String::new();
    io::stdin().lock().take(ANSWER_BYTES_MAX).read_line(&mut answer).map_err(Trouble::Input)?;
    match answer.trim().to_lowercase() == texts.yes() {
        true => Ok(()),
        false => Err(Trouble::Declined),
    }
}
