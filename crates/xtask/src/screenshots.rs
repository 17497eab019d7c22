//! `cargo xtask screenshots`: pictures of every view, for people to look at.

use crate::{
    install,
    process::{self, cargo},
    trouble::Trouble,
};

/// Where the test that takes the pictures is told to put them.
const FOLDER: &str = "PORCHLIGHT_SCREENSHOTS";

/// Installs a browser where there is none, and has it show every view.
pub(crate) fn run() -> Result<(), Trouble> {
    install::whatever_is_missing()?;
    install::whatever_tests_lack()?;
    let folder = process::root().join("target/screenshots");
    let mut command = cargo(["test", "--package", "porchlight-tests", "--test", "page_pictures", "--", "--ignored"]);
    process::run(command.env(FOLDER, &folder))?;
    println!("\nThe pictures lie in {}.", folder.display());
    Ok(())
}
