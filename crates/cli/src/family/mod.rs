//! What a family's commands do: join once, then read or follow, and say something to the liaison.

mod ear;
mod findings;
mod gathered;
mod groups;
mod history;
mod join;
mod kept;
mod leaving;
mod objects;
mod page;
mod read;
mod saying;
mod standing;

use porchlight_client::{Device, Input, Output};
use porchlight_native::{Dialler, Kind, StateFile, StateTrouble, now, system_random};

use crate::arguments::FamilyCommand;
use crate::everywhere::{Everywhere, Role};
use crate::states;
use crate::trouble::Trouble;

pub(crate) async fn run(everywhere: &Everywhere, command: FamilyCommand) -> Result<(), Trouble> {
    match command {
        FamilyCommand::Join { link, begin } => join::join(everywhere, &link, begin.passphrase).await,
        FamilyCommand::Read { all } => read::read(everywhere, all).await,
        FamilyCommand::Follow => read::follow(everywhere).await,
        FamilyCommand::History => history::history(everywhere),
        FamilyCommand::Standing => standing::standing(everywhere),
        FamilyCommand::Ask { code } => saying::ask(everywhere, &code).await,
        FamilyCommand::Ack { sequence } => saying::acknowledge(everywhere, sequence).await,
        FamilyCommand::Prefer { text } => saying::prefer(everywhere, text).await,
        FamilyCommand::AddDevice => saying::add_device(everywhere).await,
        FamilyCommand::Leave { yes } => leaving::leave(everywhere, yes).await,
        FamilyCommand::Forget { sequence } => kept::forget(everywhere, sequence),
        FamilyCommand::Phrase => kept::phrase(everywhere),
        FamilyCommand::Evidence { out } => kept::evidence(everywhere, &out),
        FamilyCommand::Groups { dir } => groups::groups(everywhere, dir),
    }
}

/// A device with its state and the way to its relay.
struct Household {
    dialler: Dialler,
    state: StateFile,
    device: Device,
}

impl Household {
    /// Takes up the state that `join` made.
    fn open(everywhere: &Everywhere) -> Result<Self, Trouble> {
        let dialler = everywhere.dialler()?;
        let dir = everywhere.state_dir(Role::Family)?;
        let (state, saved) = match StateFile::open(&dir, &[Kind::Device], states::passphrase) {
            Err(StateTrouble::NoState { dir }) => return Err(Trouble::NotJoined { dir }),
            opened => opened?,
        };
        states::warn_if_open_to_others(&state, &everywhere.printer());
        states::warn_if_passphrase_unused(&state, everywhere.texts(), &everywhere.printer());
        let device = Device::restore(&saved, system_random())?;
        Ok(Self { dialler, state, device })
    }

    /// Saves what was changed without a session.
    fn keep(&mut self) -> Result<(), Trouble> {
        while let Some(output) = self.device.poll() {
            match output {
                Output::Save(saved) => {
                    self.state.save(&saved)?;
                    self.device.handle(Input::Saved, now());
                }
                // Without a session there is nobody to send to, and nothing to tell of.
                Output::Send(_) | Output::Tell(_) => {}
            }
        }
        Ok(())
    }
}

/// A device as it is kept, for commands that change nothing: another one may run meanwhile.
fn looked_at(everywhere: &Everywhere) -> Result<Device, Trouble> {
    let dir = everywhere.state_dir(Role::Family)?;
    let (_, saved) = match StateFile::look(&dir, &[Kind::Device], states::passphrase) {
        Err(StateTrouble::NoState { dir }) => return Err(Trouble::NotJoined { dir }),
        looked => looked?,
    };
    Ok(Device::restore(&saved, system_random())?)
}
