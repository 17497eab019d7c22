//! Runs other programs, always from the workspace's root.

use std::{
    env,
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde::Deserialize;

use crate::trouble::Trouble;

/// Variables that cargo sets for us alone. Handed on, they make build scripts that watch them (ring's) run again each
/// time a person changes between `cargo xtask test` and a plain `cargo test`.
const OURS_ALONE: [&str; 2] = ["CARGO_PKG_", "CARGO_MANIFEST_"];

/// The workspace's root directory.
pub(crate) fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().nth(2).unwrap_or(own).to_path_buf()
}

/// Where cargo puts the programs that it builds without `--release`.
pub(crate) fn programs_directory() -> Result<PathBuf, Trouble> {
    Ok(target_directory()?.join("debug"))
}

/// Where cargo puts all that it builds.
pub(crate) fn target_directory() -> Result<PathBuf, Trouble> {
    #[derive(Deserialize)]
    struct Metadata {
        target_directory: PathBuf,
    }
    let mut command = cargo(["metadata", "--format-version", "1", "--no-deps"]);
    let metadata: Metadata = answer(&mut command)?;
    Ok(metadata.target_directory)
}

/// The cargo that started us, with these arguments.
pub(crate) fn cargo<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Command {
    let mut command = program(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if OURS_ALONE.iter().any(|prefix| name.starts_with(prefix)) {
            command.env_remove(&*name);
        }
    }
    command
}

/// Any program, to be run from the workspace's root.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    command
}

/// Runs a program to its end; its output goes where ours goes.
pub(crate) fn run(command: &mut Command) -> Result<(), Trouble> {
    let status = command.status().map_err(|cause| cannot_start(command, cause))?;
    if !status.success() {
        return Err(Trouble::Failed { command: as_typed(command), status });
    }
    Ok(())
}

/// Runs a program to its end and reads the one JSON object that it prints.
pub(crate) fn answer<T: for<'de> Deserialize<'de>>(command: &mut Command) -> Result<T, Trouble> {
    let said = said(command)?;
    serde_json::from_str(&said).map_err(|cause| Trouble::Garbled { command: as_typed(command), cause })
}

/// Runs a program to its end and gives what it prints.
pub(crate) fn said(command: &mut Command) -> Result<String, Trouble> {
    let output = command.stderr(Stdio::inherit()).output().map_err(|cause| cannot_start(command, cause))?;
    if !output.status.success() {
        return Err(Trouble::Failed { command: as_typed(command), status: output.status });
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program is there and content, without a word of its own.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    let silent = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    silent.status().is_ok_and(|status| status.success())
}

/// The command as a person would type it.
pub(crate) fn as_typed(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let words: Vec<_> = std::iter::once(name).chain(command.get_args()).map(|word| word.to_string_lossy()).collect();
    words.join(" ")
}

/// The trouble of a program that could not even be started.
pub(crate) fn cannot_start(command: &Command, cause: std::io::Error) -> Trouble {
    Trouble::CannotStart { command: as_typed(command), cause }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_where_the_lock_file_lies() {
        assert!(root().join("Cargo.lock").is_file());
    }

    #[test]
    fn a_command_reads_as_it_would_be_typed() {
        let mut command = Command::new("/opt/rust/bin/cargo");
        command.args(["fmt", "--all"]);
        assert_eq!(as_typed(&command), "cargo fmt --all");
    }

    #[test]
    fn a_program_that_is_not_there_does_not_succeed() {
        assert!(!succeeds(&mut Command::new("porchlight-no-such-program")));
    }
}
