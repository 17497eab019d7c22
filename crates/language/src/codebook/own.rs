//! A group's own codebook: what it changes of the standard one, small enough to travel sealed to every device.

use super::written::{self, Checked};
use super::{CODEBOOK_BYTES_MAX, CodebookError};

/// A group's own labels and codes, to be laid over the standard ones with
/// [`Codebook::extended_with`](super::Codebook::extended_with).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnCodebook {
    text: String,
    pub(super) codes: Checked,
}

impl OwnCodebook {
    /// Reads a group's own codebook from the file that its liaison wrote; comments are left out of what travels.
    ///
    /// # Errors
    /// Whatever is wrong with it taken alone, each naming the code and what to do.
    pub fn from_toml(text: &str) -> Result<OwnCodebook, CodebookError> {
        let written = written::read_toml(text)?;
        let compact =
            serde_json::to_string(&written).map_err(|error| CodebookError::Malformed { message: error.to_string() })?;
        OwnCodebook::from_bytes(compact.as_bytes())
    }

    /// Reads a group's own codebook as it travelled.
    ///
    /// # Errors
    /// As [`from_toml`](OwnCodebook::from_toml), and when it has more than [`CODEBOOK_BYTES_MAX`] bytes or is not UTF-8.
    pub fn from_bytes(bytes: &[u8]) -> Result<OwnCodebook, CodebookError> {
        if bytes.len() > CODEBOOK_BYTES_MAX {
            return Err(CodebookError::TooLarge { bytes: bytes.len() });
        }
        let text = std::str::from_utf8(bytes).map_err(|_| CodebookError::NotText)?;
        Ok(OwnCodebook { text: text.to_owned(), codes: written::read(text)?.check()? })
    }

    /// The codebook as a person writes it.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let written = written::read(&self.text).ok().and_then(|written| toml::to_string(&written).ok());
        written.unwrap_or_else(|| self.text.clone())
    }

    /// The codebook as it travels, in JSON: at most [`CODEBOOK_BYTES_MAX`] bytes, the same that [`from_bytes`](OwnCodebook::from_bytes) reads.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }
}
