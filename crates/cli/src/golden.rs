//! Transcripts that a change has to change knowingly: `PORCHLIGHT_BLESS=1 cargo test -p porchlight-cli` writes them anew.

use std::fs;
use std::path::Path;

/// Compares a transcript with the one in `golden/`.
pub(crate) fn assert_golden(name: &str, transcript: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(name);
    if std::env::var_os("PORCHLIGHT_BLESS").is_some() {
        fs::write(&path, transcript).unwrap();
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    assert!(golden == transcript, "{} differs from what is shown now:\n{transcript}", path.display());
}
