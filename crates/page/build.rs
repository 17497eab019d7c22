//! Takes the page that `cargo xtask page` has built into the program: from `PORCHLIGHT_PAGE_DIR`, or from `target/page`.
//!
//! Where it was not built, the program carries none. The list of hashes says what belongs to the page; nothing else that lies
//! there gets in.

use std::{
    env,
    error::Error,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

const DIRECTORY: &str = "PORCHLIGHT_PAGE_DIR";
const HASHES: &str = "hashes.txt";

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    println!("cargo:rerun-if-env-changed={DIRECTORY}");
    let directory = directory()?;
    println!("cargo:rerun-if-changed={}", directory.display());
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo names no OUT_DIR")?);
    fs::write(out.join("files.rs"), tables(&directory)?)?;
    Ok(())
}

fn directory() -> Outcome<PathBuf> {
    if let Some(named) = env::var_os(DIRECTORY) {
        let named = PathBuf::from(named);
        // What somebody names has to be there; a program without a page would be a surprise.
        return named.join(HASHES).is_file().then_some(named).ok_or(format!("{DIRECTORY} names no page").into());
    }
    let own = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo names no CARGO_MANIFEST_DIR")?);
    let usual = own.ancestors().nth(2).ok_or("the crate lies outside the workspace")?.join("target/page");
    // Cargo would build anew each time for the sake of a directory that is not there; an empty one it can watch.
    fs::create_dir_all(&usual)?;
    Ok(usual)
}

/// Two tables: a program that only asks for hashes need not carry the files.
fn tables(directory: &Path) -> Outcome<String> {
    let list = fs::read_to_string(directory.join(HASHES)).unwrap_or_default();
    let mut hashes = String::from("static HASHES: &[FileHash] = &[\n");
    let mut files = String::from("static FILES: &[PageFile] = &[\n");
    for line in list.lines() {
        let (hash, name) = line.split_once("  ").ok_or_else(|| format!("not a line of {HASHES}: {line}"))?;
        writeln!(hashes, "    FileHash {{ name: {name:?}, sha256: {hash:?} }},")?;
        let (identity, brotli, gzip) =
            (bytes(directory, name), packed(directory, name, "br"), packed(directory, name, "gz"));
        let media_type = media_type(name)?;
        writeln!(
            files,
            "    PageFile {{ name: {name:?}, media_type: {media_type:?}, sha256: {hash:?}, identity: {identity}, \
             brotli: {brotli}, gzip: {gzip} }},"
        )?;
    }
    Ok(format!("{hashes}];\n{files}];\n"))
}

fn bytes(directory: &Path, name: &str) -> String {
    format!("include_bytes!({:?})", directory.join(name))
}

fn packed(directory: &Path, name: &str, end: &str) -> String {
    let name = format!("{name}.{end}");
    match directory.join(&name).is_file() {
        true => format!("Some({})", bytes(directory, &name)),
        false => "None".to_owned(),
    }
}

fn media_type(name: &str) -> Outcome<&'static str> {
    let end = name.rsplit_once('.').map(|(_, end)| end).unwrap_or_default();
    match end {
        "html" => Ok("text/html; charset=utf-8"),
        "css" => Ok("text/css; charset=utf-8"),
        "js" => Ok("text/javascript; charset=utf-8"),
        "wasm" => Ok("application/wasm"),
        "webmanifest" => Ok("application/manifest+json"),
        "svg" => Ok("image/svg+xml"),
        "png" => Ok("image/png"),
        "ico" => Ok("image/x-icon"),
        "txt" => Ok("text/plain; charset=utf-8"),
        _ => Err(format!("crates/page/build.rs knows no media type for {name}").into()),
    }
}
