//! Packs the page's files for the wire and puts all of it into a directory.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use brotli::{CompressorWriter, enc::BrotliEncoderParams};
use flate2::{Compression, write::GzEncoder};

use super::files::{self, Files, HASHES, PACKED};
use crate::trouble::Trouble;

/// The best of brotli: it takes a second, once, and every first visit is shorter for it.
const QUALITY: i32 = 11;
/// Of the window, as a power of two: the largest that every browser takes.
const WINDOW: i32 = 24;
const CHUNK_BYTES: usize = 4096;

/// Puts the files into a directory, each as it is and packed, with the list of their hashes; what else was there goes.
///
/// A file that is there already, with these bytes, is not touched: what watches it builds nothing anew.
pub(super) fn write(files: &Files, directory: &Path) -> Result<(), Trouble> {
    fs::create_dir_all(directory).map_err(|cause| Trouble::File { path: directory.to_path_buf(), cause })?;
    let mut all = files.clone();
    for (name, bytes) in files {
        let packed = PACKED.into_iter().zip([brotli(bytes), gzip(bytes)]);
        // What is packed already (an icon) only grows.
        all.extend(
            packed.filter(|(_, small)| small.len() < bytes.len()).map(|(end, small)| (format!("{name}{end}"), small)),
        );
    }
    all.insert(HASHES.to_owned(), files::hashes(files).into_bytes());
    for stale in files::names(directory)?.into_iter().filter(|name| !all.contains_key(name)) {
        let path = directory.join(stale);
        fs::remove_file(&path).map_err(|cause| Trouble::File { path, cause })?;
    }
    all.iter().try_for_each(|(name, bytes)| write_if_other(&directory.join(name), bytes))
}

pub(super) fn brotli(bytes: &[u8]) -> Vec<u8> {
    let params = BrotliEncoderParams { quality: QUALITY, lgwin: WINDOW, size_hint: bytes.len(), ..Default::default() };
    let mut writer = CompressorWriter::with_params(Vec::new(), CHUNK_BYTES, &params);
    written(writer.write_all(bytes));
    writer.into_inner()
}

/// Without a date or a name in its head: the same bytes give the same file.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    written(writer.write_all(bytes));
    writer.finish().expect("a vector takes every byte")
}

fn written(result: io::Result<()>) {
    result.expect("a vector takes every byte");
}

fn write_if_other(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    if fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    fs::write(path, bytes).map_err(|cause| Trouble::File { path: path.to_path_buf(), cause })
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    const TEXT: &[u8] = b"calm, calm, calm, calm, calm, calm, calm, calm, calm, calm";

    #[test]
    fn what_is_packed_is_read_back() {
        let mut plain = Vec::new();
        flate2::read::GzDecoder::new(gzip(TEXT).as_slice()).read_to_end(&mut plain).unwrap();
        assert_eq!(plain, TEXT);

        let mut plain = Vec::new();
        brotli::Decompressor::new(brotli(TEXT).as_slice(), CHUNK_BYTES).read_to_end(&mut plain).unwrap();
        assert_eq!(plain, TEXT);
    }

    #[test]
    fn no_date_gets_into_a_packed_file() {
        assert_eq!(gzip(TEXT)[4..8], [0; 4]);
    }

    #[test]
    fn a_directory_holds_the_page_and_nothing_else() {
        let directory = std::env::temp_dir().join(format!("porchlight-packed-{}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        fs::write(directory.join("of-yesterday.js"), "old").unwrap();
        let files = Files::from([("page.css".to_owned(), TEXT.to_vec()), ("dot.png".to_owned(), vec![7])]);

        write(&files, &directory).unwrap();

        let names = files::names(&directory).unwrap();
        assert_eq!(names, ["dot.png", "hashes.txt", "page.css", "page.css.br", "page.css.gz"]);
        assert!(files::are_whole(&directory));
        fs::write(directory.join("dot.png"), [8]).unwrap();
        assert!(!files::are_whole(&directory));
        fs::remove_dir_all(&directory).unwrap();
    }
}
