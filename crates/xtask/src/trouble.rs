//! What can go wrong in a command, and what the person can do about it.

use std::{fmt, io, path::PathBuf, process::ExitStatus};

/// Why a command gave up. Its text says what to do.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// A program is not there, or may not be run.
    CannotStart { command: String, cause: io::Error },
    /// A program ran and failed; it has said why on its own output.
    Failed { command: String, status: ExitStatus },
    /// A program's answer is not what it promises.
    Garbled { command: String, cause: serde_json::Error },
    /// Some steps failed; each has said why above.
    StepsFailed { names: Vec<&'static str> },
    /// Programs are missing, and we have no right or no way to install them.
    MustInstall { programs: Vec<&'static str>, by_hand: String },
    /// We installed what was missing, and it is still not there.
    StillMissing { programs: Vec<&'static str> },
    /// A word of the demo's story stands in clear on the relay's disk.
    NotBlind { word: String, path: PathBuf },
    /// A file or directory cannot be read or written.
    File { path: PathBuf, cause: io::Error },
    /// What lies between a compiled program and the browser could not be made.
    NoBindings { program: PathBuf, cause: String },
    /// The page's worker does not say where the list of files goes.
    NoPlaceForFiles { worker: &'static str, mark: &'static str },
    /// A face of the page weighs more on the wire than those who wait for it should bear.
    PageTooHeavy { face: &'static str, bytes_max: usize, table: String },
    /// Two builds of the page differ: each file with the hash of the build that has it.
    PageDiffers { files: Vec<String> },
    /// The change log has no section to make notes of.
    NoChanges { path: PathBuf },
    /// The system refused us something that it gives to everyone.
    System { wanted: &'static str, cause: io::Error },
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CannotStart { command, cause } => {
                write!(f, "`{command}` could not be started: {cause}. Is it installed and on your PATH?")
            }
            Self::Failed { command, status } => write!(
                f,
                "`{command}` failed ({status}). Its own words stand above; put that right and run this again."
            ),
            Self::Garbled { command, cause } => write!(
                f,
                "`{command}` answered something else than expected: {cause}. Build again; if it stays, it is a bug."
            ),
            Self::StepsFailed { names } => {
                write!(f, "Failed: {}. What is wrong stands above, under each step's own line.", names.join(", "))
            }
            Self::MustInstall { programs, by_hand } => {
                write!(f, "Missing: {}. Type this, then run the command again:\n  {by_hand}", programs.join(", "))
            }
            Self::StillMissing { programs } => write!(
                f,
                "Installed, but still not on the PATH: {}. Look at the package manager's words above.",
                programs.join(", ")
            ),
            Self::NotBlind { word, path } => write!(
                f,
                "\u{ab}{word}\u{bb} stands in {}: the relay is not blind. This is a bug; please report it.",
                path.display()
            ),
            Self::File { path, cause } => {
                write!(f, "{}: {cause}. Check the path, its permissions and the space on the disk.", path.display())
            }
            Self::NoBindings { program, cause } => write!(
                f,
                "{} could not be made ready for a browser: {cause}. If wasm-bindgen was updated, both of its versions in \
                 Cargo.toml have to be the very same.",
                program.display()
            ),
            Self::NoPlaceForFiles { worker, mark } => {
                write!(
                    f,
                    "crates/web/static/{worker} has no {mark}, where the names and hashes of the files go. Put it there."
                )
            }
            Self::PageTooHeavy { face, bytes_max, table } => write!(
                f,
                "{table}\n\nOpening {face} may take {bytes_max} bytes on the wire. Find out what has grown; \
                 docs/decisions/0008-the-page.md tells what was done to keep it light."
            ),
            Self::PageDiffers { files } => write!(
                f,
                "Two builds of the page differ in:\n{}\nSomething of the machine gets into it; nobody could check a page.",
                files.join("\n")
            ),
            Self::NoChanges { path } => {
                write!(f, "{} has no section that begins with `## [`. Write what has changed there.", path.display())
            }
            Self::System { wanted, cause } => {
                write!(f, "The system gave no {wanted}: {cause}. Free some resources and try again.")
            }
        }
    }
}
