//! What every link has in common, and the one that an operator writes: a charter's. See docs/protocol.md#links.
//!
//! What an invite's or a mandate's link opens is not known here; the crate that seals reads and writes those.

use data_encoding::BASE64URL_NOPAD;
use ring::digest::{Context, SHA256};

use crate::Charter;

/// The bytes of a link's check.
pub const LINK_CHECK_BYTES: usize = 4;
/// The longest authority that is looked at: a DNS name and a port.
const AUTHORITY_BYTES_MAX: usize = 259;

/// What a link is for: the first byte behind its `#`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// It lets a device in.
    Invite,
    /// It hands an office over.
    Mandate,
    /// It is the leave to found a feed.
    Charter,
}

impl LinkKind {
    /// The byte.
    pub const fn byte(self) -> u8 {
        match self {
            Self::Invite => 1,
            Self::Mandate => 2,
            Self::Charter => 3,
        }
    }

    /// The kind of a byte; none of this version has another.
    pub const fn of(byte: u8) -> Option<Self> {
        match byte {
            1 => Some(Self::Invite),
            2 => Some(Self::Mandate),
            3 => Some(Self::Charter),
            _ => None,
        }
    }
}

/// What ends a link's bytes, so that a mistyped one is told from a right one.
pub fn link_check(bytes: &[u8]) -> [u8; LINK_CHECK_BYTES] {
    let mut hash = Context::new(&SHA256);
    hash.update(b"porchlight/1 link\0");
    hash.update(bytes);
    *hash.finish().as_ref().first_chunk().expect("SHA-256 yields 32 bytes")
}

/// A relay's name as links write it (`host` or `host:port`, lower case), or `None` where a text is no name.
pub fn link_authority(text: &str) -> Option<String> {
    let authority = text.to_ascii_lowercase();
    let is_name = |c: char| c.is_ascii_alphanumeric() || ".-_:[]".contains(c);
    let fits = (1..=AUTHORITY_BYTES_MAX).contains(&authority.len()) && authority.chars().all(is_name);
    fits.then_some(authority)
}

impl Charter {
    /// The link by which the leave is handed on, for a page that this relay (`host` or `host:port`) serves.
    pub fn link(&self, relay: &str) -> String {
        let mut bytes = vec![LinkKind::Charter.byte()];
        bytes.extend_from_slice(self.as_bytes());
        bytes.extend_from_slice(&link_check(&bytes));
        format!("https://{relay}/#{}", BASE64URL_NOPAD.encode(&bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_byte() {
        for kind in [LinkKind::Invite, LinkKind::Mandate, LinkKind::Charter] {
            assert_eq!(LinkKind::of(kind.byte()), Some(kind));
        }
        assert_eq!((LinkKind::of(0), LinkKind::of(4)), (None, None));
    }

    #[test]
    fn a_name_is_a_host_and_perhaps_a_port() {
        assert_eq!(link_authority("Relay.Example:8443").as_deref(), Some("relay.example:8443"));
        assert_eq!(link_authority("[::1]:8443").as_deref(), Some("[::1]:8443"));
        for wrong in ["", "a b", "a@b", "https://a", "a/", "ж.example", &"a".repeat(260)] {
            assert_eq!(link_authority(wrong), None, "{wrong}");
        }
    }
}
