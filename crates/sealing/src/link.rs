//! Links of invites, mandates and charters: written once, read from whatever phones, messengers and paper make of them.
//! See docs/protocol.md#links.

mod reading;

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use porchlight_protocol::{Charter, FeedId, LINK_CHECK_BYTES, LinkKind, link_check};
use zeroize::Zeroizing;

use crate::{LinkSecret, MandateSecret, Secret};

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

/// A charter's link: whoever holds it may found one group at the relay.
#[derive(Clone)]
pub struct CharterLink {
    /// `host` or `host:port` of the relay, lower case.
    pub relay: String,
    /// The operator's leave.
    pub charter: Charter,
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
    /// An invite's link, where another was wanted.
    AnInvite,
    /// A mandate's link, where another was wanted.
    AMandate,
    /// A charter's link, where another was wanted.
    ACharter,
}

impl fmt::Display for LinkDefect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotALink => write!(f, "this is not a link: it must begin with https://"),
            Self::NoRelay => write!(f, "the link names no relay behind https://"),
            Self::NoSecret => write!(f, "the part of the link behind the # is missing: copy the whole link"),
            Self::Damaged => write!(f, "the link is cut short or mistyped: copy it again, whole"),
            Self::UnknownVersion => write!(f, "the link was made by a later version: update Porchlight"),
            Self::AnInvite => write!(f, "this link invites a family, and does nothing else"),
            Self::AMandate => write!(f, "this link hands over an office, and does nothing else"),
            Self::ACharter => write!(f, "this link founds a group, and does nothing else"),
        }
    }
}

impl std::error::Error for LinkDefect {}

/// What a link is for, whichever it is; `text` is the link, or what stands behind its `#`.
///
/// # Errors
/// Names the [`LinkDefect`].
pub fn link_kind(text: &str) -> Result<LinkKind, LinkDefect> {
    reading::token(text).map(|token| token.kind)
}

impl Link {
    /// The link as text, for a page that the relay serves.
    pub fn to_text(&self) -> Zeroizing<String> {
        on_its_relay(&self.relay, &self.token())
    }

    /// The link as text, for a page that lies at the address `page`, like `https://page.example/porchlight/`.
    pub fn to_text_at(&self, page: &str) -> Zeroizing<String> {
        elsewhere(page, &self.relay, &self.token())
    }

    fn token(&self) -> Zeroizing<String> {
        member_token(LinkKind::Invite, &self.feed, self.secret.secret())
    }

    /// Reads a link, forgiving what messengers and phones do to it: `%23` for `#`, white space, punctuation behind it.
    ///
    /// # Errors
    /// Names the [`LinkDefect`].
    pub fn parse(text: &str) -> Result<Self, LinkDefect> {
        let (relay, token) = reading::whole(text)?;
        wanted(token.kind, LinkKind::Invite)?;
        let (feed, secret) = token.member().ok_or(LinkDefect::Damaged)?;
        Ok(Self { relay, feed, secret: LinkSecret::new(secret) })
    }
}

impl Mandate {
    /// The link as text, for a page that the relay serves.
    pub fn to_text(&self) -> Zeroizing<String> {
        on_its_relay(&self.relay, &self.token())
    }

    /// The link as text, for a page that lies at the address `page`, like `https://page.example/porchlight/`.
    pub fn to_text_at(&self, page: &str) -> Zeroizing<String> {
        elsewhere(page, &self.relay, &self.token())
    }

    fn token(&self) -> Zeroizing<String> {
        member_token(LinkKind::Mandate, &self.feed, self.secret.secret())
    }

    /// Reads a mandate's link, as forgiving as [`Link::parse`].
    ///
    /// # Errors
    /// Names the [`LinkDefect`].
    pub fn parse(text: &str) -> Result<Self, LinkDefect> {
        let (relay, token) = reading::whole(text)?;
        wanted(token.kind, LinkKind::Mandate)?;
        let (feed, secret) = token.member().ok_or(LinkDefect::Damaged)?;
        Ok(Self { relay, feed, secret: MandateSecret::new(secret) })
    }
}

impl CharterLink {
    /// The link as text, for a page that the relay serves.
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(self.charter.link(&self.relay))
    }

    /// Reads a charter's link, as forgiving as [`Link::parse`].
    ///
    /// # Errors
    /// Names the [`LinkDefect`].
    pub fn parse(text: &str) -> Result<Self, LinkDefect> {
        let (relay, token) = reading::whole(text)?;
        wanted(token.kind, LinkKind::Charter)?;
        Ok(Self { relay, charter: token.charter().ok_or(LinkDefect::Damaged)? })
    }
}

fn wanted(kind: LinkKind, wanted: LinkKind) -> Result<(), LinkDefect> {
    if kind == wanted {
        return Ok(());
    }
    Err(match kind {
        LinkKind::Invite => LinkDefect::AnInvite,
        LinkKind::Mandate => LinkDefect::AMandate,
        LinkKind::Charter => LinkDefect::ACharter,
    })
}

fn member_token(kind: LinkKind, feed: &FeedId, secret: &Secret) -> Zeroizing<String> {
    // All at once: a vector that grew would leave a copy of the secret behind.
    let mut bytes =
        Zeroizing::new([&[kind.byte()], &feed.as_bytes()[..], secret.as_bytes(), &[0; LINK_CHECK_BYTES]].concat());
    let (checked, end) = bytes.split_at_mut(1 + FeedId::BYTES + 32);
    end.copy_from_slice(&link_check(checked));
    Zeroizing::new(BASE64URL_NOPAD.encode(&bytes))
}

fn on_its_relay(relay: &str, token: &str) -> Zeroizing<String> {
    Zeroizing::new(format!("https://{relay}/#{token}"))
}

fn elsewhere(page: &str, relay: &str, token: &str) -> Zeroizing<String> {
    let page = page.split('#').next().unwrap_or(page);
    match page.strip_prefix("https://").map(|rest| rest.strip_suffix('/').unwrap_or(rest)) {
        Some(host) if host.eq_ignore_ascii_case(relay) => on_its_relay(relay, token),
        Some(_) | None => Zeroizing::new(format!("{page}#{token}/{relay}")),
    }
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
        let mut bytes = vec![9; 80];
        let end = link_check(&bytes);
        bytes.extend(end);
        let text = format!("https://relay.example/#{}", BASE64URL_NOPAD.encode(&bytes));
        assert_eq!(Link::parse(&text).err(), Some(LinkDefect::UnknownVersion));
    }

    #[test]
    fn a_link_to_a_page_elsewhere_names_the_relay() {
        let text = link().to_text_at("https://page.example/porchlight/");
        assert!(text.starts_with("https://page.example/porchlight/#A") && text.ends_with("/relay.example:8443"));
        for variant in [
            text.to_string(),
            text.replace('#', "%23"),
            text.replace("/relay.example:8443", "%2Frelay.example%3A8443"),
            format!("{}.", *text),
            format!("[{}]", *text),
            format!("«{}»,", *text),
            format!("{}/", *text),
            text.replace("relay.", "\n Relay."),
            text.replace("page.example/porchlight", "other.example:99"),
        ] {
            assert!(reads_back(&variant), "{variant}");
        }
        assert_eq!(Link::parse(&text.replace("relay.example", "re!lay")).err(), Some(LinkDefect::NoRelay));
        let six = Link { relay: "[::1]:8443".into(), ..link() };
        let read = Link::parse(&six.to_text_at("https://page.example/")).map(|link| link.relay);
        assert_eq!(read.ok().as_deref(), Some("[::1]:8443"));
        let six = Link { relay: "[::1]".into(), ..six };
        let read = Link::parse(&format!("{}.", *six.to_text_at("https://page.example/"))).map(|link| link.relay);
        assert_eq!(read.ok().as_deref(), Some("[::1]"));
    }

    #[test]
    fn a_page_of_the_relays_own_needs_no_second_name() {
        let short = link().to_text();
        for page in ["https://relay.example:8443/", "https://relay.example:8443", "https://Relay.example:8443/#x"] {
            assert_eq!(*link().to_text_at(page), *short, "{page}");
        }
    }

    #[test]
    fn a_charters_link_founds_and_does_nothing_else() {
        let charter = CharterLink { relay: "relay.example".into(), charter: Charter::new([9; 32]) };
        let text = charter.to_text();
        let read = CharterLink::parse(&format!(" {}. ", *text)).map(|read| (read.relay, read.charter));
        assert_eq!(read, Ok(("relay.example".to_owned(), charter.charter)));
        assert_eq!(Link::parse(&text).err(), Some(LinkDefect::ACharter));
        assert_eq!(Mandate::parse(&text).err(), Some(LinkDefect::ACharter));
        assert_eq!(CharterLink::parse(&link().to_text()).err(), Some(LinkDefect::AnInvite));
    }

    #[test]
    fn what_stands_behind_the_hash_tells_what_it_is_for() {
        let invite = link().to_text();
        let fragment = invite.split_once('#').map(|(_, fragment)| fragment.to_owned()).unwrap();
        for text in [invite.as_str(), &fragment, &format!("#{fragment}"), &format!("{fragment}/relay.example:8443")] {
            assert_eq!(link_kind(text), Ok(LinkKind::Invite), "{text}");
        }
        let charter = CharterLink { relay: "relay.example".into(), charter: Charter::new([9; 32]) };
        assert_eq!(link_kind(&charter.to_text()), Ok(LinkKind::Charter));
        assert_eq!(link_kind(""), Err(LinkDefect::NoSecret));
        assert_eq!(link_kind("#help"), Err(LinkDefect::Damaged));
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
