//! What the port answers before it is a WebSocket: health, the page, the upgrade, and clear words for everything else.
//!
//! See docs/protocol.md#transport.

use bytes::Bytes;
use http_body_util::Full;
use hyper::{
    HeaderMap, Method, Request, Response, StatusCode, Version,
    header::{
        ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderName, HeaderValue, LOCATION,
        ORIGIN, REFERRER_POLICY, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_PROTOCOL,
        SEC_WEBSOCKET_VERSION, TRANSFER_ENCODING, UPGRADE, X_CONTENT_TYPE_OPTIONS,
    },
};
use porchlight_protocol::{PATH, SUBPROTOCOL};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use crate::page::{Fetch, Page};

const HEALTH: &str = "/health";
const WEBSOCKET_VERSION: &str = "13";
/// A WebSocket key is 16 bytes in base64.
const KEY_CHARACTERS: usize = 24;

pub(crate) type Answer = Response<Full<Bytes>>;

/// What a request asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Call {
    /// Whether the relay takes writes.
    Health,
    /// A file of the page.
    File(Fetch),
    /// A link whose `#` somebody has escaped, so that the browser took what follows for a path.
    Escaped {
        /// What follows.
        fragment: String,
    },
    /// A session.
    Upgrade {
        /// The name by which the client dialled the relay, as it was written.
        relay_name: String,
        /// The answer to the client's key.
        accept: String,
    },
}

/// Why a request is turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TurnedAway {
    ForeignOrigin,
    NoPage,
    NotInPage,
    WrongMethod { allowed: &'static str },
    WithBody,
    NoUpgrade,
    WebSocketVersion,
    WebSocketKey,
    NoHost,
    ForeignHost,
    Subprotocol,
}

/// Reads what a request asks for.
pub(crate) fn call<B>(request: &Request<B>, origins: &[String], page: &Page) -> Result<Call, TurnedAway> {
    check_origin(request.headers(), origins)?;
    match request.uri().path() {
        HEALTH => check_method(request, &[Method::GET], "GET").map(|()| Call::Health),
        PATH => check_method(request, &[Method::GET], "GET").and_then(|()| upgrade(request)),
        _ if page.is_off() => Err(TurnedAway::NoPage),
        path => match escaped(path) {
            Some(fragment) => Ok(Call::Escaped { fragment }),
            None => fetch(request, path, page),
        },
    }
}

/// What stands behind a `#` that was written as `%23`, as some messengers do.
fn escaped(path: &str) -> Option<String> {
    const HASH: &str = "%23";
    let fragment = path.strip_prefix('/')?.strip_prefix(HASH)?;
    // What a link may hold, and nothing that could lead a browser anywhere but back to the page.
    let is_of_link = |c: char| c.is_ascii_alphanumeric() || "-_/.:%[]".contains(c);
    fragment.chars().all(is_of_link).then(|| fragment.to_owned())
}

/// The answer that leads back to the page, with the `#` that was meant.
pub(crate) fn unescaped(fragment: &str) -> Answer {
    let mut answer = said(StatusCode::FOUND, "text/plain; charset=utf-8", "the link goes on behind a #\n");
    let headers = answer.headers_mut();
    let location = HeaderValue::from_str(&format!("/#{fragment}")).expect("a link's characters fit in a header");
    headers.insert(LOCATION, location);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    answer
}

fn fetch<B>(request: &Request<B>, path: &str, page: &Page) -> Result<Call, TurnedAway> {
    let file = page.at(path).ok_or(TurnedAway::NotInPage)?;
    check_method(request, &[Method::GET, Method::HEAD], "GET, HEAD")?;
    Ok(Call::File(Fetch::new(file, request.headers())))
}

fn upgrade<B>(request: &Request<B>) -> Result<Call, TurnedAway> {
    let headers = request.headers();
    // Two readers may disagree on where a body ends; no upgrade has one.
    if headers.contains_key(CONTENT_LENGTH) || headers.contains_key(TRANSFER_ENCODING) {
        return Err(TurnedAway::WithBody);
    }
    let is_upgrade = has_token(headers, &CONNECTION, "upgrade") && has_token(headers, &UPGRADE, "websocket");
    if !is_upgrade || request.version() != Version::HTTP_11 {
        return Err(TurnedAway::NoUpgrade);
    }
    if only(headers, &SEC_WEBSOCKET_VERSION) != Some(WEBSOCKET_VERSION) {
        return Err(TurnedAway::WebSocketVersion);
    }
    let key = only(headers, &SEC_WEBSOCKET_KEY).filter(|key| key.len() == KEY_CHARACTERS);
    let key = key.ok_or(TurnedAway::WebSocketKey)?;
    let relay_name = only(headers, &HOST).filter(|host| !host.is_empty()).ok_or(TurnedAway::NoHost)?;
    if !has_token(headers, &SEC_WEBSOCKET_PROTOCOL, SUBPROTOCOL) {
        return Err(TurnedAway::Subprotocol);
    }
    Ok(Call::Upgrade { relay_name: relay_name.to_owned(), accept: derive_accept_key(key.as_bytes()) })
}

/// The answer that makes the connection a WebSocket.
pub(crate) fn switching(accept: &str) -> Answer {
    let mut answer = Response::new(Full::default());
    *answer.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = answer.headers_mut();
    headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(SUBPROTOCOL));
    let accept = HeaderValue::from_str(accept).expect("base64 fits in a header");
    headers.insert(SEC_WEBSOCKET_ACCEPT, accept);
    answer
}

/// The answer about the relay's health.
pub(crate) fn health(has_failed: bool) -> Answer {
    let (status, text) = match has_failed {
        false => (StatusCode::OK, "{\"status\":\"ok\"}\n"),
        true => (StatusCode::SERVICE_UNAVAILABLE, "{\"status\":\"refusing-writes\"}\n"),
    };
    said(status, "application/json", text)
}

/// The answer to a request that is turned away.
pub(crate) fn turned_away(why: TurnedAway) -> Answer {
    let (status, text) = why.said();
    let mut answer = said(status, "text/plain; charset=utf-8", text);
    if status == StatusCode::UPGRADE_REQUIRED {
        answer.headers_mut().insert(UPGRADE, HeaderValue::from_static("websocket"));
        answer.headers_mut().insert(SEC_WEBSOCKET_VERSION, HeaderValue::from_static(WEBSOCKET_VERSION));
    }
    if let TurnedAway::WrongMethod { allowed } = why {
        answer.headers_mut().insert(ALLOW, HeaderValue::from_static(allowed));
    }
    answer
}

impl TurnedAway {
    fn said(self) -> (StatusCode, &'static str) {
        match self {
            Self::ForeignOrigin => (StatusCode::FORBIDDEN, "this relay does not serve web pages from elsewhere\n"),
            Self::NoPage => (
                StatusCode::NOT_FOUND,
                "there is no page here; a Porchlight link is opened with the porchlight program\n",
            ),
            Self::NotInPage => (StatusCode::NOT_FOUND, "the page has no such part; it begins at /\n"),
            Self::WrongMethod { .. } => (StatusCode::METHOD_NOT_ALLOWED, "only fetching is answered here\n"),
            Self::WithBody => (StatusCode::BAD_REQUEST, "an upgrade has no body\n"),
            Self::NoUpgrade => (StatusCode::UPGRADE_REQUIRED, "this is a WebSocket: ask for an upgrade\n"),
            Self::WebSocketVersion => (StatusCode::UPGRADE_REQUIRED, "this relay speaks WebSocket version 13\n"),
            Self::WebSocketKey => (StatusCode::BAD_REQUEST, "the WebSocket key is missing or malformed\n"),
            Self::NoHost => (StatusCode::BAD_REQUEST, "the Host header is missing\n"),
            Self::ForeignHost => (StatusCode::MISDIRECTED_REQUEST, "this relay's certificate is not for that name\n"),
            Self::Subprotocol => (StatusCode::BAD_REQUEST, "this relay speaks: porchlight.1\n"),
        }
    }
}

fn said(status: StatusCode, kind: &'static str, text: &'static str) -> Answer {
    let mut answer = Response::new(Full::from(text));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    answer.headers_mut().insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    answer
}

fn check_origin(headers: &HeaderMap, origins: &[String]) -> Result<(), TurnedAway> {
    // The relay's own page: a stranger's can name any host but its own only where the certificate is for that name, too.
    let own = only(headers, &HOST).map(|host| format!("https://{host}"));
    let is_ours = |origin: &HeaderValue| origins.iter().chain(&own).any(|known| known.as_bytes() == origin.as_bytes());
    match headers.get_all(ORIGIN).iter().all(is_ours) {
        true => Ok(()),
        false => Err(TurnedAway::ForeignOrigin),
    }
}

fn check_method<B>(request: &Request<B>, methods: &[Method], allowed: &'static str) -> Result<(), TurnedAway> {
    match methods.contains(request.method()) {
        true => Ok(()),
        false => Err(TurnedAway::WrongMethod { allowed }),
    }
}

/// A header's value, where it stands there exactly once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value.trim())
}

fn has_token(headers: &HeaderMap, name: &HeaderName, token: &str) -> bool {
    let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|word| word.trim().eq_ignore_ascii_case(token))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> hyper::http::request::Builder {
        Request::get(PATH)
            .header(HOST, "Relay.Example:8443")
            .header(CONNECTION, "keep-alive, Upgrade")
            .header(UPGRADE, "websocket")
            .header(SEC_WEBSOCKET_VERSION, "13")
            .header(SEC_WEBSOCKET_KEY, "dGhlIHNhbXBsZSBub25jZQ==")
            .header(SEC_WEBSOCKET_PROTOCOL, "porchlight.9, porchlight.1")
    }

    fn called(request: hyper::http::request::Builder) -> Result<Call, TurnedAway> {
        call(&request.body(()).unwrap(), &["https://page.example".to_owned()], &Page::OFF)
    }

    fn without(name: HeaderName) -> Result<Call, TurnedAway> {
        let mut request = good().body(()).unwrap();
        request.headers_mut().remove(name);
        call(&request, &[], &Page::OFF)
    }

    #[test]
    fn a_client_is_taken_by_the_name_it_dialled() {
        let accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=".to_owned(); // RFC 6455, 1.3
        assert_eq!(called(good()), Ok(Call::Upgrade { relay_name: "Relay.Example:8443".to_owned(), accept }));
    }

    #[test]
    fn what_is_missing_is_named() {
        assert_eq!(without(CONNECTION), Err(TurnedAway::NoUpgrade));
        assert_eq!(without(UPGRADE), Err(TurnedAway::NoUpgrade));
        assert_eq!(without(SEC_WEBSOCKET_VERSION), Err(TurnedAway::WebSocketVersion));
        assert_eq!(without(SEC_WEBSOCKET_KEY), Err(TurnedAway::WebSocketKey));
        assert_eq!(without(HOST), Err(TurnedAway::NoHost));
        assert_eq!(without(SEC_WEBSOCKET_PROTOCOL), Err(TurnedAway::Subprotocol));
    }

    #[test]
    fn an_upgrade_with_a_body_is_none() {
        assert_eq!(called(good().header(CONTENT_LENGTH, "0")), Err(TurnedAway::WithBody));
        assert_eq!(called(good().header(TRANSFER_ENCODING, "chunked")), Err(TurnedAway::WithBody));
    }

    #[test]
    fn pages_from_elsewhere_have_no_business_here() {
        assert_eq!(called(good().header(ORIGIN, "https://other.example")), Err(TurnedAway::ForeignOrigin));
        assert!(called(good().header(ORIGIN, "https://page.example")).is_ok());
        let both = good().header(ORIGIN, "https://page.example").header(ORIGIN, "https://other.example");
        assert_eq!(called(both), Err(TurnedAway::ForeignOrigin));
        assert!(called(good().header(ORIGIN, "https://Relay.Example:8443")).is_ok());
        assert_eq!(called(good().header(ORIGIN, "http://Relay.Example:8443")), Err(TurnedAway::ForeignOrigin));
        assert_eq!(called(good().header(ORIGIN, "https://Relay.Example")), Err(TurnedAway::ForeignOrigin));
        let health = Request::get(HEALTH).header(ORIGIN, "null");
        assert_eq!(called(health), Err(TurnedAway::ForeignOrigin));
    }

    #[test]
    fn a_header_that_stands_twice_is_not_believed() {
        assert_eq!(called(good().header(HOST, "other.example")), Err(TurnedAway::NoHost));
        assert_eq!(called(good().header(SEC_WEBSOCKET_KEY, "dGhlIHNhbXBsZSBub25jZQ==")), Err(TurnedAway::WebSocketKey));
    }
}
