//! Links of invites and mandates: written once, read from whatever phones, messengers and paper make of them. See docs/protocol.md#links.

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use porchlight_protocol::FeedId;
use ring::digest::{Context, SHA256};
use zeroize::Zeroizing;

use crate::{LinkSecret, MandateSecret, Secret};

const INVITE: u8 = 1;
const MANDATE: u8 = 2;
const CHECKED_BYTES: usize = 65;
const CHECK_BYTES: usize = 4;
/// The longest authority that is looked at: a DNS name and a port.
const AUTHORITY_BYTES_MAX: usize = 259;
/// What some phones and papers put into a link without showing it.
const INVISIBLE: [char; 6] = ['\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}', '\u{ad}'];

/// An invite's link.
#[derive(Clone)]
pub struct Link {
    /// `host` or `host:port` of the relay, lower case.
    pub relay: String,
    /// The group's feed.
    pub feed: FeedId,
    /// What opens the invite.
    pub secret: LinkSecret,
}

/// A mandate's link: whoever holds it may take the office over.
#[derive(Clone)]
pub struct Mandate {
    /// `host` or `host:port` of the relay, lower case.
    pub relay: String,
    /// The group's feed.
    pub feed: FeedId,
    /// What opens the vault and consents to the handover.
    pub secret: MandateSecret,
}

/// Why a text is not the link that was wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkDefect {
    /// There is no `https://` in it.
    NotALink,
    /// The relay's name is missing or not a name.
    NoRelay,
    /// Nothing stands behind the `#`.
    NoSecret,
    /// What stands behind the `#` is cut short or mistyped.
    Damaged,
    /// Made by a later version of Porchlight.
    UnknownVersion,
    /// An invite's link, where a mandate's was wanted.
    AnInvite,
    /// A mandate's link, where an invite's was wanted.
    AMandate,
}

impl fmt::Display for LinkDefect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotALink => write!(f, "this is not a link: it must begin with https://"),
            Self::NoRelay => write!(f, "the link names no relay behind https://"),
            Self::NoSecret => write!(f, "the part of the link behind the # is missing: copy the whole link"),
            Self::Damaged => write!(f, "the link is cut short or mistyped: copy it again, whole"),
            Self::UnknownVersion => write!(f, "the link was made by a later version: update Porchlight"),
            Self::AnInvite => write!(f, "this link invites a family: it does not hand over an office"),
            Self::AMandate => write!(f, "this link hands over an office: it does not invite a family"),
        }
    }
}

impl std::error::Error for LinkDefect {}

impl Link {
    /// The link as text.
    pub fn to_text(&self) -> Zeroizing<String> {
        text(INVITE, &self.relay, &self.feed, self.secret.secret())
    }

    /// Reads a link, forgiving what messengers and phones do to it: `%23` for `#`, white space, punctuation behind it.
    ///
    /// # Errors
    /// Names the [`LinkDefect`].
    pub fn parse(text: &str) -> Result<Self, LinkDefect> {
        match read(text)? {
            (INVITE, relay, feed, secret) => Ok(Self { relay, feed, secret: LinkSecret::new(secret) }),
            (_, _, _, _) => Err(LinkDefect::AMandate),
        }
    }
}

impl Mandate {
    /// The link as text.
    pub fn to_text(&self) -> Zeroizing<String> {
        text(MANDATE, &self.relay, &self.feed, self.secret.secret())
    }

    /// Reads a mandate's link, as forgiving as [`Link::parse`].
    ///
    /// # Errors
    /// Names the [`LinkDefect`].
    pub fn parse(text: &str) -> Result<Self, LinkDefect> {
        match read(text)? {
            (MANDATE, relay, feed, secret) => Ok(Self { relay, feed, secret: MandateSecret::new(secret) }),
            (_, _, _, _) => Err(LinkDefect::AnInvite),
        }
    }
}

fn text(kind: u8, relay: &str, feed: &FeedId, secret: &Secret) -> Zeroizing<String> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(CHECKED_BYTES + CHECK_BYTES));
    bytes.push(kind);
    bytes.extend_from_slice(feed.as_bytes());
    bytes.extend_from_slice(secret.as_bytes());
    let check = check(&bytes);
    bytes.extend_from_slice(&check);
    let fragment = Zeroizing::new(BASE64URL_NOPAD.encode(&bytes));
    Zeroizing::new(format!("https://{relay}/#{}", *fragment))
}

/// The parts of a link of either kind.
fn read(text: &str) -> Result<(u8, String, FeedId, Secret), LinkDefect> {
    let mut visible = Zeroizing::new(String::with_capacity(text.len()));
    visible.extend(text.chars().filter(|c| !c.is_whitespace() && !INVISIBLE.contains(c)));
    let address = after_scheme(&visible).ok_or(LinkDefect::NotALink)?;
    let (before, fragment) = split_fragment(address).ok_or(LinkDefect::NoSecret)?;
    let relay = authority(before).ok_or(LinkDefect::NoRelay)?;
    let fragment = fragment.trim_end_matches(|c: char| !is_base64url(c));
    if fragment.is_empty() {
        return Err(LinkDefect::NoSecret);
    }
    let (kind, feed, secret) = decode(fragment)?;
    Ok((kind, relay, feed, secret))
}

fn after_scheme(text: &str) -> Option<&str> {
    const SCHEME: &str = "https://";
    let start = text.as_bytes().windows(SCHEME.len()).position(|w| w.eq_ignore_ascii_case(SCHEME.as_bytes()))?;
    text.get(start + SCHEME.len()..)
}

fn split_fragment(address: &str) -> Option<(&str, &str)> {
    let plain = address.find('#').map(|at| (at, 1));
    let escaped = address.find("%23").map(|at| (at, 3));
    let (at, length) = plain.into_iter().chain(escaped).min()?;
    Some((&address[..at], &address[at + length..]))
}

fn authority(before: &str) -> Option<String> {
    let authority = before.split(['/', '?']).next()?.to_ascii_lowercase();
    let is_name = |c: char| c.is_ascii_alphanumeric() || ".-_:[]".contains(c);
    let fits = (1..=AUTHORITY_BYTES_MAX).contains(&authority.len()) && authority.chars().all(is_name);
    fits.then_some(authority)
}

fn decode(fragment: &str) -> Result<(u8, FeedId, Secret), LinkDefect> {
    let bytes = Zeroizing::new(BASE64URL_NOPAD.decode(fragment.as_bytes()).map_err(|_| LinkDefect::Damaged)?);
    let (checked, found) = bytes.split_last_chunk().ok_or(LinkDefect::Damaged)?;
    if *found != check(checked) {
        return Err(LinkDefect::Damaged);
    }
    let kind = *checked.first().ok_or(LinkDefect::Damaged)?;
    if kind != INVITE && kind != MANDATE {
        return Err(LinkDefect::UnknownVersion);
    }
    if checked.len() != CHECKED_BYTES {
        return Err(LinkDefect::Damaged);
    }
    let feed = FeedId::from_slice(&bytes[1..33]).ok_or(LinkDefect::Damaged)?;
    let mut secret = Zeroizing::new([0; 32]);
    secret.copy_from_slice(&bytes[33..65]);
    Ok((kind, feed, Secret::new(*secret)))
}

fn check(bytes: &[u8]) -> [u8; CHECK_BYTES] {
    let mut hash = Context::new(&SHA256);
    hash.update(b"porchlight/1 link\0");
    hash.update(bytes);
    *hash.finish().as_ref().first_chunk().expect("SHA-256 yields 32 bytes")
}

fn is_base64url(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link() -> Link {
        Link {
            relay: "relay.example:8443".into(),
            feed: FeedId::new([3; 32]),
            secret: LinkSecret::new(Secret::new([5; 32])),
        }
    }

    fn reads_back(text: &str) -> bool {
        Link::parse(text).is_ok_and(|read| *read.to_text() == *link().to_text())
    }

    #[test]
    fn a_link_survives_what_messengers_do_to_it() {
        let text = link().to_text();
        let spaced = format!("  {} \n {}  ", &text[..30], &text[30..]);
        for variant in [
            text.to_string(),
            text.replace('#', "%23"),
            format!("{}.", *text),
            format!("«{}»,", *text),
            format!("<{}>", *text),
            spaced,
            text.replace("https://relay", "HTTPS://Relay"),
            text.replace("/#", "#"),
            text.replace("/#", "/\u{200b}#"),
        ] {
            assert!(reads_back(&variant), "{variant}");
        }
    }

    #[test]
    fn a_later_version_is_told_from_a_damaged_link() {
        let mut bytes = vec![3; 80];
        let end = check(&bytes);
        bytes.extend(end);
        let text = format!("https://relay.example/#{}", BASE64URL_NOPAD.encode(&bytes));
        assert_eq!(Link::parse(&text).err(), Some(LinkDefect::UnknownVersion));
    }

    #[test]
    fn an_invite_is_never_taken_for_a_mandate() {
        let Link { relay, feed, secret } = link();
        let mandate = Mandate { relay, feed, secret: MandateSecret::new(secret.secret().clone()) };
        assert!(Mandate::parse(&mandate.to_text()).is_ok_and(|read| *read.to_text() == *mandate.to_text()));
        assert_eq!(Link::parse(&mandate.to_text()).err(), Some(LinkDefect::AMandate));
        assert_eq!(Mandate::parse(&link().to_text()).err(), Some(LinkDefect::AnInvite));
    }

    #[test]
    fn garbage_gets_a_clear_error() {
        let text = link().to_text();
        let cases = [
            ("", LinkDefect::NotALink),
            ("hello", LinkDefect::NotALink),
            ("http://relay.example/#AQ", LinkDefect::NotALink),
            ("https://relay.example/", LinkDefect::NoSecret),
            ("https://relay.example/#", LinkDefect::NoSecret),
            ("https:///#AQ", LinkDefect::NoRelay),
            ("https://a@b/#AQ", LinkDefect::NoRelay),
            (&text[..text.len() - 1], LinkDefect::Damaged),
            (&text.replace("#A", "#B"), LinkDefect::Damaged),
        ];
        for (text, defect) in cases {
            assert_eq!(Link::parse(text).err(), Some(defect), "{text}");
        }
    }
}
