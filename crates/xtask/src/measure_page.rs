//! `cargo xtask measure-page`: how long a relative with a slow phone on a slow line waits.

use crate::{
    install, page,
    process::{self, cargo},
    test::PROGRAMS,
    trouble::Trouble,
};

/// Builds the page and the programs, and has a browser measure them.
pub(crate) fn run() -> Result<(), Trouble> {
    install::whatever_is_missing()?;
    install::whatever_tests_lack()?;
    page::make()?;
    let packages = ["--package", "porchlight-relay", "--package", "porchlight-cli"];
    process::run(cargo(["build", "--bins"]).args(packages))?;
    let mut command = cargo(["test", "--package", "porchlight-tests", "--test", "page_measured", "--"]);
    command.args(["--ignored", "--nocapture"]).env(PROGRAMS, process::programs_directory()?);
    process::run(&mut command)
}
