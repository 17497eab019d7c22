//! The page that a host serves, held against the page of this version: whether a link can be opened there.

use data_encoding::HEXLOWER;
use porchlight_language::texts::ServedFile;
use porchlight_native::{Dialler, FetchTrouble, Fetched, PageAddress};
use porchlight_page::{FIRST, FileHash, HEADERS, hashes};
use ring::digest::{SHA256, digest};
use serde::Serialize;

use crate::everywhere::Everywhere;
use crate::trouble::Trouble;

/// Far above every file of the page: a host that serves more serves something else.
const FILE_BYTES_MAX: usize = 8 * 1024 * 1024;
const FOUND: u16 = 200;

#[derive(Serialize)]
struct Hashed {
    name: &'static str,
    sha256: &'static str,
}

#[derive(Serialize)]
struct Compared<'a> {
    file: &'a str,
    served: &'static str,
}

#[derive(Serialize)]
struct Unprotected {
    header: &'static str,
    served: &'static str,
}

/// Prints name and hash of each file of the page, as `sha256sum` does.
pub(crate) fn print_hashes(everywhere: &Everywhere) -> Result<(), Trouble> {
    let printer = everywhere.printer();
    for FileHash { name, sha256 } in known()? {
        match printer.is_json() {
            true => printer.object(&Hashed { name, sha256 })?,
            false => printer.text(&format!("{sha256}  {name}"))?,
        }
    }
    Ok(())
}

/// Fetches every file of the page from a host and compares. Succeeds only if all of them are those of this version.
pub(crate) async fn verify(everywhere: &Everywhere, address: &str) -> Result<(), Trouble> {
    let address = PageAddress::parse(address).map_err(Trouble::PageAddress)?;
    let dialler = everywhere.dialler()?;
    let mut unlike = 0;
    // Without a name the host gives what it takes for the first file: that is what a link opens.
    let first = known()?.iter().find(|file| file.name == FIRST).map(|file| ("", file.sha256));
    for (name, sha256) in first.into_iter().chain(known()?.iter().map(|file| (file.name, file.sha256))) {
        let fetched = fetch(&dialler, &address, name).await?;
        let served = compared(&fetched, sha256);
        unlike += u64::from(served != ServedFile::Same);
        tell(everywhere, &address, name, served)?;
        if name.is_empty() && fetched.status == FOUND {
            remark_on_headers(everywhere, &fetched)?;
        }
    }
    match unlike {
        0 => Ok(everywhere.printer().text(&everywhere.texts().served_whole(&address.to_string()))?),
        count => Err(Trouble::ServedOtherwise { address, count }),
    }
}

fn known() -> Result<&'static [FileHash], Trouble> {
    match hashes() {
        [] => Err(Trouble::PageUnknown),
        known => Ok(known),
    }
}

async fn fetch(dialler: &Dialler, address: &PageAddress, name: &str) -> Result<Fetched, Trouble> {
    let path = format!("{}{name}", address.directory);
    dialler.fetch(&address.authority, &path, FILE_BYTES_MAX).await.map_err(|trouble| match trouble {
        FetchTrouble::Dial(cause) => Trouble::NotFetched { cause },
        FetchTrouble::Garbled { path } => Trouble::FetchGarbled { path },
    })
}

fn compared(fetched: &Fetched, sha256: &str) -> ServedFile {
    let is_same = || HEXLOWER.encode(digest(&SHA256, &fetched.body).as_ref()) == sha256;
    match fetched.status {
        FOUND if is_same() => ServedFile::Same,
        FOUND => ServedFile::Other,
        _ => ServedFile::Missing,
    }
}

fn tell(everywhere: &Everywhere, address: &PageAddress, name: &str, served: ServedFile) -> Result<(), Trouble> {
    let printer = everywhere.printer();
    let shown = format!("{}{name}", address.directory);
    match printer.is_json() {
        true => Ok(printer.object(&Compared { file: &shown, served: word(served) })?),
        false => Ok(printer.text(&everywhere.texts().served_file(&shown, served))?),
    }
}

const fn word(served: ServedFile) -> &'static str {
    match served {
        ServedFile::Same => "same",
        ServedFile::Other => "other",
        ServedFile::Missing => "missing",
    }
}

/// A host that cannot set headers may serve the page all the same: its files say most of it themselves.
fn remark_on_headers(everywhere: &Everywhere, fetched: &Fetched) -> Result<(), Trouble> {
    let printer = everywhere.printer();
    for (header, value) in HEADERS {
        let served = match fetched.header(header) {
            Some(found) if found == value => continue,
            Some(_) => "other",
            None => "missing",
        };
        match printer.is_json() {
            true => printer.object(&Unprotected { header, served })?,
            false => printer.note(&everywhere.texts().served_without(header)),
        }
    }
    Ok(())
}
