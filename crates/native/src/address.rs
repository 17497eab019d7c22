//! A relay's address as a person types it: `wss://HOST[:PORT]`, and the authority that it comes down to.

use std::fmt;

/// A DNS name (253), a colon and a port.
const AUTHORITY_BYTES_MAX: usize = 259;
const PORT: u16 = 443;

/// Why a text is no relay's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressDefect {
    /// Without TLS.
    #[error(
        "this address is not encrypted: anyone on the way could see who reads and posts. Write wss:// (or https://) in its place"
    )]
    Unencrypted,
    /// Another scheme, or none.
    #[error("a relay's address begins with wss://, like wss://relay.example:8443")]
    NoScheme,
    /// Something follows the port.
    #[error("a relay's address ends with its name or port, like wss://relay.example:8443: leave out what follows")]
    Trailing,
    /// A user's name or password.
    #[error("a relay's address holds no user name: leave out what stands before the @")]
    User,
    /// No name of a host.
    #[error("the relay's address names no host; write it like wss://relay.example:8443")]
    NoHost,
    /// The port is none.
    #[error("the port of the relay's address must be a number from 1 to 65535, like wss://relay.example:8443")]
    BadPort,
}

/// The authority (`host` or `host:port`, lower case) of an address: the relay's name in links and proofs.
///
/// # Errors
/// Names the [`AddressDefect`].
pub fn relay_authority(address: &str) -> Result<String, AddressDefect> {
    let address = address.trim().to_ascii_lowercase();
    let authority = without_scheme(&address)?;
    let authority = authority.strip_suffix('/').unwrap_or(authority);
    if authority.contains(['/', '?', '#']) {
        return Err(AddressDefect::Trailing);
    }
    if authority.contains('@') {
        return Err(AddressDefect::User);
    }
    split(authority).map(|_| authority.to_owned())
}

/// Where a page lies: `https://HOST[:PORT]/` and perhaps a directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageAddress {
    /// `host` or `host:port`, lower case.
    pub authority: String,
    /// The directory, with a slash at both ends.
    pub directory: String,
}

impl PageAddress {
    /// Reads an address as a person has it: with the page's first file or without, and even with a link's secret behind it, of
    /// which nothing is kept.
    ///
    /// # Errors
    /// Names the [`AddressDefect`].
    pub fn parse(text: &str) -> Result<Self, AddressDefect> {
        let text = text.trim();
        let bare = text.split("%23").next().and_then(|text| text.split(['#', '?']).next()).unwrap_or(text);
        let start = bare.find("://").map_or(0, |at| at + 3);
        let (front, path) = match bare[start..].find('/') {
            Some(at) => bare.split_at(start + at),
            None => (bare, ""),
        };
        let (directory, file) = path.rsplit_once('/').unwrap_or_default();
        let directory = match file.contains('.') || file.is_empty() {
            true => format!("{directory}/"),
            false => format!("{directory}/{file}/"),
        };
        match directory.chars().all(|c| c.is_ascii_graphic()) {
            true => Ok(Self { authority: relay_authority(front)?, directory }),
            false => Err(AddressDefect::Trailing),
        }
    }
}

impl fmt::Display for PageAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "https://{}{}", self.authority, self.directory)
    }
}

fn without_scheme(address: &str) -> Result<&str, AddressDefect> {
    if address.starts_with("ws://") || address.starts_with("http://") {
        return Err(AddressDefect::Unencrypted);
    }
    let secure = ["wss://", "https://"].into_iter().find_map(|scheme| address.strip_prefix(scheme));
    secure.ok_or(AddressDefect::NoScheme)
}

/// Host (without the brackets of an IPv6 address) and port of an authority.
pub(crate) fn split(authority: &str) -> Result<(&str, u16), AddressDefect> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => bracketed(rest)?,
        None => authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port))),
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || ".-_:".contains(c);
    if host.is_empty() || authority.len() > AUTHORITY_BYTES_MAX || !host.chars().all(is_name) {
        return Err(AddressDefect::NoHost);
    }
    Ok((host, port.map_or(Ok(PORT), parse_port)?))
}

fn bracketed(rest: &str) -> Result<(&str, Option<&str>), AddressDefect> {
    let (host, behind) = rest.split_once(']').ok_or(AddressDefect::NoHost)?;
    match behind.strip_prefix(':') {
        Some(port) => Ok((host, Some(port))),
        None if behind.is_empty() => Ok((host, None)),
        None => Err(AddressDefect::Trailing),
    }
}

fn parse_port(port: &str) -> Result<u16, AddressDefect> {
    let digits = port.bytes().all(|byte| byte.is_ascii_digit());
    port.parse().ok().filter(|port| digits && *port != 0).ok_or(AddressDefect::BadPort)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pages_address_keeps_neither_a_file_nor_a_secret() {
        for (typed, address) in [
            ("https://relay.example:8443", "https://relay.example:8443/"),
            ("https://Relay.example/", "https://relay.example/"),
            ("https://relay.example/#AbC", "https://relay.example/"),
            ("https://relay.example/%23AbC/other.example", "https://relay.example/"),
            ("https://relay.example#AbC", "https://relay.example/"),
            ("https://page.example/Porch/light/index.html?x=/a.b#AbC", "https://page.example/Porch/light/"),
            ("https://page.example/Porchlight", "https://page.example/Porchlight/"),
        ] {
            assert_eq!(PageAddress::parse(typed).map(|page| page.to_string()).as_deref(), Ok(address), "{typed}");
        }
        assert_eq!(PageAddress::parse("relay.example"), Err(AddressDefect::NoScheme));
        assert_eq!(PageAddress::parse("http://relay.example/"), Err(AddressDefect::Unencrypted));
        assert_eq!(PageAddress::parse("https://relay.example/a b/"), Err(AddressDefect::Trailing));
    }

    #[test]
    fn an_address_comes_down_to_its_authority() {
        for (address, authority) in [
            ("wss://relay.example:8443", "relay.example:8443"),
            ("wss://Relay.Example", "relay.example"),
            ("https://relay.example:8443/", "relay.example:8443"),
            (" wss://[::1]:8443 ", "[::1]:8443"),
        ] {
            assert_eq!(relay_authority(address).as_deref(), Ok(authority), "{address}");
        }
    }

    #[test]
    fn each_defect_has_its_own_word() {
        for (address, defect) in [
            ("ws://relay.example", AddressDefect::Unencrypted),
            ("http://relay.example", AddressDefect::Unencrypted),
            ("relay.example:8443", AddressDefect::NoScheme),
            ("", AddressDefect::NoScheme),
            ("wss://relay.example/porchlight", AddressDefect::Trailing),
            ("wss://me@relay.example", AddressDefect::User),
            ("wss://", AddressDefect::NoHost),
            ("wss://re lay", AddressDefect::NoHost),
            ("wss://relay:0", AddressDefect::BadPort),
            ("wss://relay:", AddressDefect::BadPort),
            ("wss://relay:65536", AddressDefect::BadPort),
            ("wss://relay:+1", AddressDefect::BadPort),
        ] {
            assert_eq!(relay_authority(address), Err(defect), "{address}");
        }
    }

    #[test]
    fn an_authority_without_a_port_means_443() {
        assert_eq!(split("relay.example"), Ok(("relay.example", 443)));
        assert_eq!(split("[::1]:9"), Ok(("::1", 9)));
        assert_eq!(split("[::1]"), Ok(("::1", 443)));
    }
}
