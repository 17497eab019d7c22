//! Installs what the project needs and this machine lacks, and says so.

use std::{
    env, fs,
    io::{IsTerminal, stdin},
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    process::{self, program, run, succeeds},
    trouble::Trouble,
};

/// What a page in a browser is built for.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// A program that we need, and the Debian packages that bring it.
struct Need {
    program: &'static str,
    packages: &'static [&'static str],
    purpose: &'static str,
}

/// What every command needs.
const TO_BUILD: [Need; 3] = [
    Need { program: "cc", packages: &["gcc", "libc6-dev"], purpose: "to compile ring and to link" },
    Need { program: "clang", packages: &["clang"], purpose: "to compile ring for wasm32" },
    Need { program: "strace", packages: &["strace"], purpose: "to see that data is synced before the answer" },
];

/// What the tests need beside that; nothing that we ship is made with it.
const TO_TEST: [Need; 5] = [
    Need { program: "chromium", packages: &["chromium"], purpose: "to click through the page" },
    Need { program: "chromedriver", packages: &["chromium-driver"], purpose: "to lead the browser" },
    Need {
        program: "certutil",
        packages: &["libnss3-tools"],
        purpose: "to have the browser trust a test's certificate",
    },
    Need { program: "node", packages: &["nodejs"], purpose: "to hear a second implementation of HPKE" },
    Need { program: "npm", packages: &["npm"], purpose: "to install what tests/conformance/package-lock.json pins" },
];

/// What the bench compares with.
const TO_COMPARE: Need = Need { program: "mosquitto", packages: &["mosquitto"], purpose: "to compare the relay with" };
/// Debian puts servers here, which is not on an ordinary user's path.
const SERVERS: &str = "/usr/sbin";

/// Where npm puts what only the tests use.
const CONFORMANCE: &str = "tests/conformance";
/// A copy of the lock file that npm has installed from, beside what it installed.
const INSTALLED_LOCK: &str = "node_modules/.installed-from.json";

/// How we may install packages here.
enum Installer {
    AsRoot,
    Sudo { may_ask: bool },
    ByHand,
}

/// Makes sure of a C compiler, clang, strace and the wasm target.
///
/// Fails with the exact command to type where it may not install.
pub(crate) fn whatever_is_missing() -> Result<(), Trouble> {
    install_what_lacks(&TO_BUILD)?;
    if !wasm_target_is_there() {
        println!("The target {WASM_TARGET} is missing: adding it with rustup.");
        run(program("rustup").args(["target", "add", WASM_TARGET]))?;
    }
    Ok(())
}

/// Makes sure of what the tests need beside that: a browser that can be led, and what npm brings.
///
/// Fails with the exact command to type where it may not install.
pub(crate) fn whatever_tests_lack() -> Result<(), Trouble> {
    install_what_lacks(&TO_TEST)?;
    let folder = process::root().join(CONFORMANCE);
    let wanted = read(&folder.join("package-lock.json"))?;
    if fs::read(folder.join(INSTALLED_LOCK)).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("Installing with npm what {CONFORMANCE}/package-lock.json pins.");
    run(program("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    let noted = fs::write(folder.join(INSTALLED_LOCK), wanted);
    noted.map_err(|cause| Trouble::System { wanted: "room for what npm installed", cause })
}

/// Makes sure of what the bench compares with; where it is.
pub(crate) fn what_we_compare_with() -> Result<PathBuf, Trouble> {
    install_what_lacks(&[TO_COMPARE])?;
    found(TO_COMPARE.program).ok_or(Trouble::StillMissing { programs: vec![TO_COMPARE.program] })
}

fn read(path: &Path) -> Result<Vec<u8>, Trouble> {
    fs::read(path).map_err(|cause| Trouble::System { wanted: "lock file of the tests", cause })
}

fn install_what_lacks(needs: &[Need]) -> Result<(), Trouble> {
    let missing: Vec<_> = needs.iter().filter(|need| !is_there(need.program)).collect();
    if missing.is_empty() { Ok(()) } else { install_packages(&missing) }
}

fn install_packages(missing: &[&Need]) -> Result<(), Trouble> {
    for need in missing {
        println!("{} is missing ({}).", need.program, need.purpose);
    }
    let packages: Vec<_> = missing.iter().flat_map(|need| need.packages).copied().collect();
    let installer = installer();
    let Some(prefix) = installer.prefix() else {
        let by_hand = format!("sudo {} && sudo {}", update().join(" "), install(&packages).join(" "));
        return Err(Trouble::MustInstall { programs: names(missing), by_hand });
    };
    println!("Installing with apt-get: {}.", packages.join(" "));
    run(&mut words(prefix, &update()))?;
    run(&mut words(prefix, &install(&packages)))?;

    let still: Vec<_> = missing.iter().filter(|need| !is_there(need.program)).copied().collect();
    if still.is_empty() { Ok(()) } else { Err(Trouble::StillMissing { programs: names(&still) }) }
}

fn names(needs: &[&Need]) -> Vec<&'static str> {
    needs.iter().map(|need| need.program).collect()
}

fn update() -> Vec<&'static str> {
    vec!["apt-get", "update"]
}

fn install<'a>(packages: &[&'a str]) -> Vec<&'a str> {
    let mut words = vec!["apt-get", "install", "--yes", "--no-install-recommends"];
    words.extend(packages);
    words
}

fn words(prefix: &[&str], rest: &[&str]) -> Command {
    let mut all = prefix.iter().chain(rest);
    let mut command = program(all.next().unwrap_or(&"true"));
    command.args(all).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

impl Installer {
    /// The words that give us the right; `None` where nothing does.
    fn prefix(&self) -> Option<&'static [&'static str]> {
        match self {
            Self::AsRoot => Some(&[]),
            Self::Sudo { may_ask: true } => Some(&["sudo"]),
            Self::Sudo { may_ask: false } => Some(&["sudo", "--non-interactive"]),
            Self::ByHand => None,
        }
    }
}

fn installer() -> Installer {
    let is_root = || succeeds(program("sh").args(["-c", "test \"$(id -u)\" = 0"]));
    let sudo_asks_nothing = || succeeds(program("sudo").args(["--non-interactive", "true"]));
    if !is_there("apt-get") {
        return Installer::ByHand;
    }
    if is_root() {
        return Installer::AsRoot;
    }
    if !is_there("sudo") {
        return Installer::ByHand;
    }
    if sudo_asks_nothing() {
        return Installer::Sudo { may_ask: false };
    }
    if stdin().is_terminal() { Installer::Sudo { may_ask: true } } else { Installer::ByHand }
}

fn is_there(name: &str) -> bool {
    found(name).is_some()
}

fn found(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let places = env::split_paths(&path).chain([PathBuf::from(SERVERS)]);
    places.map(|directory| directory.join(name)).find(|program| program.is_file())
}

/// Asks the compiler, not rustup: a Rust that came without rustup may have the target too.
fn wasm_target_is_there() -> bool {
    let Ok(output) = program("rustc").args(["--print", "sysroot"]).output() else {
        return false;
    };
    let sysroot = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    let target = Path::new("lib/rustlib").join(WASM_TARGET);
    sysroot.join(target).is_dir()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_installed_without_a_question() {
        assert_eq!(install(&["gcc", "strace"]).join(" "), "apt-get install --yes --no-install-recommends gcc strace");
    }

    #[test]
    fn a_person_without_a_terminal_is_never_asked_for_a_password() {
        let prefix = Installer::Sudo { may_ask: false }.prefix();
        assert_eq!(prefix, Some(["sudo", "--non-interactive"].as_slice()));
    }

    #[test]
    fn a_program_is_looked_for_on_the_path() {
        assert!(is_there("sh"));
        assert!(!is_there("porchlight-no-such-program"));
    }
}
