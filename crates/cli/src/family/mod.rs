//! What a family's commands do: join once, then read or follow.

mod ear;
mod findings;
mod gathered;
mod join;
mod objects;
mod page;
mod read;
mod view;

use porchlight_client::Device;
use porchlight_native::{Dialler, Kind, StateFile, StateTrouble, system_random};

use crate::arguments::FamilyCommand;
use crate::everywhere::{Everywhere, Role};
use crate::states;
use crate::trouble::Trouble;

pub(crate) async fn run(everywhere: &Everywhere, command: FamilyCommand) -> Result<(), Trouble> {
    match command {
        FamilyCommand::Join { link, passphrase } => join::join(everywhere, &link, passphrase).await,
        FamilyCommand::Read { all } => read::read(everywhere, all).await,
        FamilyCommand::Follow => read::follow(everywhere).await,
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
}
