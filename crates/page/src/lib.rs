//! The page that browsers load, as bytes: what the relay serves, and what a served page is held against.
//!
//! `cargo xtask page` builds it; this crate takes it in when it is compiled, from `PORCHLIGHT_PAGE_DIR` or `target/page`, and
//! is empty where there was none. To whoever serves it, it is names and bytes: nothing here says what the page is about.

mod headers;

pub use headers::{HEADERS, POLICY, headers_of};

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The file that a browser gets who asks for none by name.
pub const FIRST: &str = "index.html";

/// One file of the page.
#[derive(Debug, PartialEq, Eq)]
pub struct PageFile {
    /// Its name, without a path: the page's directory is flat.
    pub name: &'static str,
    /// What it is, in the words of HTTP.
    pub media_type: &'static str,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: &'static str,
    /// Its bytes.
    pub identity: &'static [u8],
    /// Its bytes packed by brotli, where that is smaller.
    pub brotli: Option<&'static [u8]>,
    /// Its bytes packed by gzip, where that is smaller.
    pub gzip: Option<&'static [u8]>,
}

/// What a file of the page has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileHash {
    /// Its name.
    pub name: &'static str,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: &'static str,
}

/// All files, in the order of their names; none where the page was not built before this program.
pub fn files() -> &'static [PageFile] {
    FILES
}

/// The file of this name.
pub fn file(name: &str) -> Option<&'static PageFile> {
    FILES.iter().find(|file| file.name == name)
}

/// What each file has to be, without the files: a program that asks only this does not carry them.
pub fn hashes() -> &'static [FileHash] {
    HASHES
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;
    use ring::digest::{SHA256, digest};

    use super::*;

    #[test]
    fn every_file_is_what_its_hash_says() {
        for file in files() {
            assert_eq!(HEXLOWER.encode(digest(&SHA256, file.identity).as_ref()), file.sha256, "{}", file.name);
        }
    }

    #[test]
    fn a_document_goes_with_every_header_and_a_part_may_do_nothing_by_itself() {
        for document in [FIRST, "desk.html", "sw.js", "icon.svg"] {
            assert!(headers_of(document).eq(HEADERS), "{document}");
        }
        for part in [
            "start.js",
            "porchlight-family_bg.wasm",
            "page.css",
            "texts.en.txt",
            "manifest.webmanifest",
            "icon-192.png",
        ] {
            let headers: Vec<_> = headers_of(part).collect();
            assert!(
                headers.contains(&("content-security-policy", "default-src 'none'; frame-ancestors 'none'")),
                "{part}"
            );
            assert!(headers.contains(&("x-content-type-options", "nosniff")), "{part}");
            assert!(headers.contains(&("cross-origin-resource-policy", "same-origin")), "{part}");
        }
    }

    #[test]
    fn both_tables_tell_of_the_same_files() {
        let files = files().iter().map(|file| FileHash { name: file.name, sha256: file.sha256 });
        assert!(files.eq(hashes().iter().copied()));
    }

    #[test]
    fn what_is_packed_is_smaller_or_left_out() {
        for file in files() {
            for packed in [file.brotli, file.gzip].into_iter().flatten() {
                assert!(packed.len() < file.identity.len(), "{}", file.name);
            }
        }
    }

    #[test]
    fn a_page_has_the_file_that_is_asked_for_first() {
        assert_eq!(file(FIRST).is_some(), !files().is_empty());
        assert_eq!(file("../Cargo.toml"), None);
    }
}
