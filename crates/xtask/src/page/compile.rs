//! Compiles the page's programs, so that nothing of this machine gets into them.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    install::WASM_TARGET,
    process::{self, cargo, program},
    trouble::Trouble,
};

/// The page's programs: one for each of its two faces.
const PROGRAMS: [&str; 2] = ["porchlight-family", "porchlight-desk"];
const PACKAGE: &str = "porchlight-web";
/// The vectors' checks, compiled as the page is, for a browser to run.
const VECTORS: &str = "porchlight-vectors";
/// See `[profile.page]` in the workspace's Cargo.toml.
const PROFILE: &str = "page";
/// SHA-256 in a loop instead of at length: what is hashed by this crate is short, and every browser loads it.
const SMALL_SHA2: &str = "--cfg=sha2_backend_soft=\"compact\"";
/// What cargo puts between the flags of one variable.
const FLAG_END: &str = "\u{1f}";
/// Flags of the person's own would make another page than everybody else's.
const NOT_HANDED_ON: [&str; 5] =
    ["RUSTFLAGS", "CFLAGS", "TARGET_CFLAGS", "CARGO_INCREMENTAL", "CFLAGS_wasm32-unknown-unknown"];

/// A directory of this machine, and what it is called in the page.
struct Place {
    here: PathBuf,
    called: &'static str,
}

/// Compiles the programs in the workshop, and says where they are.
pub(super) fn programs(workshop: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let built = build(workshop, [PACKAGE, "--bins"])?;
    Ok(PROGRAMS.iter().map(|name| built.join(name).with_extension("wasm")).collect())
}

/// Compiles the vectors' checks, of the page's own crates, in the page's workshop.
pub(super) fn vectors(workshop: &Path) -> Result<PathBuf, Trouble> {
    let built = build(workshop, [VECTORS, "--lib"])?;
    Ok(built.join(VECTORS.replace('-', "_")).with_extension("wasm"))
}

fn build(workshop: &Path, what: [&str; 2]) -> Result<PathBuf, Trouble> {
    eprintln!("Building {} for browsers: some minutes where it was not built before.", what[0]);
    let mut command = cargo(["build", "--quiet", "--package"]);
    command.args(what).args(["--target", WASM_TARGET, "--profile", PROFILE, "--target-dir"]).arg(workshop);
    forget_this_machine(&mut command, workshop)?;
    process::run(&mut command)?;
    Ok(workshop.join(WASM_TARGET).join(PROFILE))
}

/// The compilers, by the names they give themselves: another version makes another page.
pub(super) fn tools() -> Vec<String> {
    let first_line = |name: &str| {
        let said = program(name).arg("--version").output().ok()?.stdout;
        Some(String::from_utf8_lossy(&said).lines().next()?.to_owned())
    };
    ["rustc", "clang"].iter().map(|name| first_line(name).unwrap_or_else(|| format!("an unknown {name}"))).collect()
}

fn forget_this_machine(command: &mut Command, workshop: &Path) -> Result<(), Trouble> {
    let places = places(workshop)?;
    for name in NOT_HANDED_ON {
        command.env_remove(name);
    }
    let flags = |map: &str, quote: &str| {
        let flag = |place: &Place| format!("{quote}{map}={}={}{quote}", place.here.display(), place.called);
        places.iter().map(flag).collect::<Vec<_>>()
    };
    let mut rust = flags("--remap-path-prefix", "");
    rust.push(SMALL_SHA2.to_owned());
    command.env("CARGO_ENCODED_RUSTFLAGS", rust.join(FLAG_END));
    // ring's C names its files in assertions. Quoted, since a directory may have a space in its name.
    command.env("CFLAGS_wasm32_unknown_unknown", flags("-ffile-prefix-map", "'").join(" "));
    command.env("CC_SHELL_ESCAPED_FLAGS", "1");
    Ok(())
}

/// Of several that fit, rustc takes the last: what may lie inside another comes after it.
fn places(workshop: &Path) -> Result<Vec<Place>, Trouble> {
    let place = |here: PathBuf, called| Place { here, called };
    Ok(vec![
        place(sysroot()?, "/rust"),
        place(cargo_home(), "/cargo"),
        place(process::root(), "/porchlight"),
        place(workshop.to_path_buf(), "/built"),
    ])
}

fn sysroot() -> Result<PathBuf, Trouble> {
    let mut command = program("rustc");
    command.args(["--print", "sysroot"]);
    let said = process::said(&mut command)?;
    Ok(PathBuf::from(said.trim()))
}

fn cargo_home() -> PathBuf {
    let at_home = || PathBuf::from(env::var_os("HOME").unwrap_or_default()).join(".cargo");
    env::var_os("CARGO_HOME").map_or_else(at_home, PathBuf::from)
}
