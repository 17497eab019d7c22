//! The `porchlight` command: a liaison posts, a family reads, a courier carries.
//!
//! [`arguments`] says what may be typed, `liaison` and `family` what each command does, `print` how it looks. What a party
//! decides is in `porchlight-client`; how it meets the world is in `porchlight-native`.

mod arguments;
mod carry;
mod civil;
mod codes;
mod everywhere;
mod family;
mod given;
#[cfg(test)]
mod golden;
mod liaison;
mod passphrase;
mod print;
mod served_page;
mod span;
mod states;
mod trouble;
mod verify;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use everywhere::Everywhere;
use trouble::Trouble;

fn main() -> ExitCode {
    let Arguments { everywhere, command } = Arguments::parse();
    match run(&everywhere, command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            // Where even this cannot be written, the exit code still tells.
            let _unheard = writeln!(std::io::stderr(), "porchlight: {}", trouble.told(everywhere.texts()));
            trouble.exit_code()
        }
    }
}

fn run(everywhere: &Everywhere, command: Command) -> Result<(), Trouble> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Trouble::Runtime)?;
    runtime.block_on(async {
        match command {
            Command::Liaison { command } => liaison::run(everywhere, command).await,
            Command::Family { command } => family::run(everywhere, command).await,
            Command::Carry { file, relay } => carry::carry(everywhere, &file, &relay).await,
            Command::Verify { file } => verify::verify(everywhere, &file),
            Command::PageHashes => served_page::print_hashes(everywhere),
            Command::VerifyPage { address } => served_page::verify(everywhere, &address).await,
            Command::Passphrase { none } => passphrase::change(everywhere, none),
        }
    })
}
