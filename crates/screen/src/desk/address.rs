//! What a person types in to begin: a server's address, a charter.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER_PERMISSIVE};
use porchlight_protocol::Charter;

/// A DNS name (253), a colon and a port.
const AUTHORITY_BYTES_MAX: usize = 259;
const SCHEMES: [&str; 2] = ["wss://", "https://"];

/// `host` or `host:port`, lower case, of an address with or without what it begins with; `None` where it is none, or not secure.
pub(super) fn authority(address: &str) -> Option<String> {
    let address = address.trim().to_ascii_lowercase();
    let bare = SCHEMES.iter().find_map(|scheme| address.strip_prefix(scheme)).unwrap_or(&address);
    let bare = bare.strip_suffix('/').unwrap_or(bare);
    let (host, port) = split(bare)?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || ".-_:".contains(c);
    let is_host = !host.is_empty() && bare.len() <= AUTHORITY_BYTES_MAX && host.chars().all(is_name);
    (is_host && port.is_none_or(is_port)).then(|| bare.to_owned())
}

fn split(authority: &str) -> Option<(&str, Option<&str>)> {
    match authority.strip_prefix('[') {
        None => Some(authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)))),
        Some(rest) => {
            let (host, behind) = rest.split_once(']')?;
            match behind {
                "" => Some((host, None)),
                behind => Some((host, Some(behind.strip_prefix(':')?))),
            }
        }
    }
}

fn is_port(port: &str) -> bool {
    let is_number = port.bytes().all(|byte| byte.is_ascii_digit());
    is_number && port.parse::<u16>().is_ok_and(|port| port != 0)
}

/// A charter in either of the two spellings of its 32 bytes.
pub(super) fn charter(text: &str) -> Option<Charter> {
    let text = text.trim().as_bytes();
    let bytes = HEXLOWER_PERMISSIVE.decode(text).or_else(|_| BASE64URL_NOPAD.decode(text));
    bytes.ok().and_then(|bytes| Charter::from_slice(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_comes_down_to_its_authority() {
        for (address, expected) in [
            ("relay.example", "relay.example"),
            (" wss://Relay.Example:8443/ ", "relay.example:8443"),
            ("https://relay.example/", "relay.example"),
            ("[::1]:9", "[::1]:9"),
        ] {
            assert_eq!(authority(address).as_deref(), Some(expected), "{address}");
        }
        for wrong in
            ["", "ws://relay.example", "http://relay.example", "a/b", "me@relay", "a:0", "a:65536", "a:", "a b"]
        {
            assert_eq!(authority(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_charter_is_32_bytes_in_either_spelling() {
        for text in ["ab".repeat(32), format!(" {} ", BASE64URL_NOPAD.encode(&[0xab; 32]))] {
            assert!(charter(&text).is_some_and(|charter| charter == Charter::new([0xab; 32])), "{text}");
        }
        assert!(charter("ab").is_none() && charter("").is_none());
    }
}
