//! What the real program needs around it.

use std::{ffi::OsStr, path::PathBuf};

use tempfile::TempDir;

use super::{RelayProcess, run_to_end, write_config};

/// A directory for one scenario: data, configuration, log.
pub struct Home(pub TempDir);

impl Home {
    pub fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        write_config(home.0.path(), "");
        home
    }

    pub fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    pub fn log(&self) -> PathBuf {
        self.0.path().join("log")
    }

    pub fn config(&self) -> PathBuf {
        self.0.path().join("relay.toml")
    }

    pub fn start(&self) -> RelayProcess {
        RelayProcess::start(&self.data(), &self.config(), &self.log())
    }

    /// What the program says when it does not start.
    pub fn refused(&self) -> String {
        let (config, data) = (self.config(), self.data());
        let arguments = [OsStr::new("serve"), "--config".as_ref(), config.as_ref(), "--data".as_ref(), data.as_ref()];
        let output = run_to_end(arguments.into_iter().chain(["--listen", "127.0.0.1:0"].map(OsStr::new)));
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stdout.is_empty());
        String::from_utf8(output.stderr).unwrap()
    }

    pub fn charter(&self) -> String {
        let output = run_to_end([OsStr::new("charter"), "--data".as_ref(), self.data().as_ref(), "--json".as_ref()]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}
