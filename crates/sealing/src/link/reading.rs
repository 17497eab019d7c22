//! Takes a link's text apart, whatever phones, messengers and paper have made of it.

use data_encoding::BASE64URL_NOPAD;
use porchlight_protocol::{Charter, FeedId, LinkKind, link_authority, link_check};
use zeroize::Zeroizing;

use super::LinkDefect;
use crate::Secret;

/// Of an invite or a mandate: kind, feed id, secret.
const MEMBER_BYTES: usize = 65;
/// Of a charter: kind, charter.
const CHARTER_BYTES: usize = 33;
/// What some phones and papers put into a link without showing it.
const INVISIBLE: [char; 6] = ['\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}', '\u{ad}'];

/// The bytes behind the `#`, checked.
pub(super) struct Token {
    pub(super) kind: LinkKind,
    bytes: Zeroizing<Vec<u8>>,
}

impl Token {
    /// What an invite or a mandate carries; of a charter there is none.
    pub(super) fn member(&self) -> Option<(FeedId, Secret)> {
        let carried = self.bytes.get(1..MEMBER_BYTES)?;
        Some((FeedId::from_slice(&carried[..32])?, Secret::from_slice(&carried[32..])?))
    }

    /// What a charter's link carries.
    pub(super) fn charter(&self) -> Option<Charter> {
        (self.kind == LinkKind::Charter).then(|| Charter::from_slice(self.bytes.get(1..CHARTER_BYTES)?)).flatten()
    }
}

/// The relay's name and the token of a link of any kind.
pub(super) fn whole(text: &str) -> Result<(String, Token), LinkDefect> {
    let visible = visible(text);
    let address = after_scheme(&visible).ok_or(LinkDefect::NotALink)?;
    let (before, fragment) = split_fragment(address).ok_or(LinkDefect::NoSecret)?;
    let host = before.split(['/', '?']).next().and_then(link_authority).ok_or(LinkDefect::NoRelay)?;
    let (token, named) = split_relay(fragment);
    // Where the page lies elsewhere, the link says which relay it is about.
    let relay = match relay_text(named) {
        named if named.is_empty() => host,
        named => link_authority(&named).ok_or(LinkDefect::NoRelay)?,
    };
    Ok((relay, decode(token)?))
}

/// The token of a link, or of what stands behind its `#` alone.
pub(super) fn token(text: &str) -> Result<Token, LinkDefect> {
    let visible = visible(text);
    let fragment = match split_fragment(&visible) {
        Some((_, fragment)) => fragment,
        None => visible.as_str(),
    };
    decode(split_relay(fragment).0)
}

fn visible(text: &str) -> Zeroizing<String> {
    let mut visible = Zeroizing::new(String::with_capacity(text.len()));
    visible.extend(text.chars().filter(|c| !c.is_whitespace() && !INVISIBLE.contains(c)));
    visible
}

fn after_scheme(text: &str) -> Option<&str> {
    const SCHEME: &str = "https://";
    let start = text.as_bytes().windows(SCHEME.len()).position(|w| w.eq_ignore_ascii_case(SCHEME.as_bytes()))?;
    text.get(start + SCHEME.len()..)
}

fn split_fragment(address: &str) -> Option<(&str, &str)> {
    split_at_first(address, &["#", "%23"])
}

/// The token, and what stands behind the slash that follows it.
fn split_relay(fragment: &str) -> (&str, &str) {
    split_at_first(fragment, &["/", "%2F", "%2f"]).unwrap_or((fragment, ""))
}

fn split_at_first<'a>(text: &'a str, marks: &[&str]) -> Option<(&'a str, &'a str)> {
    let found = marks.iter().filter_map(|mark| Some((text.find(mark)?, mark.len())));
    let (at, length) = found.min()?;
    Some((&text[..at], &text[at + length..]))
}

/// A relay's name as it was written before somebody escaped it, or ended a sentence with it.
fn relay_text(named: &str) -> String {
    let escapes = [("%3a", ":"), ("%5b", "["), ("%5d", "]"), ("%2f", "/")];
    let plain = escapes.iter().fold(named.to_ascii_lowercase(), |text, (escaped, plain)| text.replace(escaped, plain));
    let is_end = |c: char| c.is_ascii_alphanumeric() || (c == ']' && plain.contains('['));
    plain.trim_end_matches(|c| !is_end(c)).to_owned()
}

fn decode(token: &str) -> Result<Token, LinkDefect> {
    let token = token.trim_end_matches(|c: char| !is_base64url(c));
    if token.is_empty() {
        return Err(LinkDefect::NoSecret);
    }
    let bytes = Zeroizing::new(BASE64URL_NOPAD.decode(token.as_bytes()).map_err(|_| LinkDefect::Damaged)?);
    let (checked, found) = bytes.split_last_chunk().ok_or(LinkDefect::Damaged)?;
    if *found != link_check(checked) {
        return Err(LinkDefect::Damaged);
    }
    let kind = *checked.first().ok_or(LinkDefect::Damaged)?;
    let kind = LinkKind::of(kind).ok_or(LinkDefect::UnknownVersion)?;
    let expected = match kind {
        LinkKind::Invite | LinkKind::Mandate => MEMBER_BYTES,
        LinkKind::Charter => CHARTER_BYTES,
    };
    match checked.len() == expected {
        true => Ok(Token { kind, bytes: Zeroizing::new(checked.to_vec()) }),
        false => Err(LinkDefect::Damaged),
    }
}

fn is_base64url(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}
