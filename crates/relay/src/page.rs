//! The page as it leaves the relay: which file, how it is packed for the wire, and what is said with it.
//!
//! The relay passes it on as it passes on everything else: names and bytes, of which it knows nothing. A file is found by its
//! whole name or not at all, so there is no path that could lead anywhere.

use bytes::Bytes;
use hyper::{
    HeaderMap, Response, StatusCode,
    header::{
        ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, IF_NONE_MATCH,
        VARY,
    },
};
use porchlight_page::{FIRST, PageFile, files, headers_of};

use crate::{PageConfig, ServePage, Trouble, http::Answer};

/// The files that are served; none where the page is off.
pub(crate) struct Page(&'static [PageFile]);

/// How a file is packed, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Brotli,
    Gzip,
    None,
}

const PACKINGS: [Packing; 3] = [Packing::Brotli, Packing::Gzip, Packing::None];

/// A file that was asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fetch {
    file: &'static PageFile,
    packing: Packing,
    /// Whether the client has it already.
    is_known: bool,
}

impl Page {
    /// No page.
    pub(crate) const OFF: Self = Self(&[]);

    /// The page that the configuration asks for.
    ///
    /// # Errors
    /// [`Trouble::PageAbsent`] where this program was built without one.
    pub(crate) fn wanted(config: &PageConfig) -> Result<Self, Trouble> {
        match config.serve {
            Some(ServePage::Off) => Ok(Self::OFF),
            Some(ServePage::Embedded) if files().is_empty() => Err(Trouble::PageAbsent),
            Some(ServePage::Embedded) | None => Ok(Self(files())),
        }
    }

    pub(crate) fn is_off(&self) -> bool {
        self.0.is_empty()
    }

    /// The file at a path, which is a slash and its name; a slash alone is the page's beginning.
    pub(crate) fn at(&self, path: &str) -> Option<&'static PageFile> {
        let name = match path.strip_prefix('/')? {
            "" => FIRST,
            name => name,
        };
        self.0.iter().find(|file| file.name == name)
    }
}

impl Fetch {
    /// Reads what a client takes and has.
    pub(crate) fn new(file: &'static PageFile, headers: &HeaderMap) -> Self {
        let packing = packing(file, headers);
        let is_known = is_known(&tag(file, packing), headers);
        Self { file, packing, is_known }
    }

    /// The file, or the word that it has not changed.
    pub(crate) fn answer(&self) -> Answer {
        let bytes = self.packing.of(self.file).unwrap_or(self.file.identity);
        let mut answer = Response::new(match self.is_known {
            true => Bytes::new().into(),
            false => Bytes::from_static(bytes).into(),
        });
        if self.is_known {
            *answer.status_mut() = StatusCode::NOT_MODIFIED;
        }
        let said = headers_of(self.file.name);
        let headers = answer.headers_mut();
        headers.extend(said.map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.file.media_type));
        // Asked for each time, answered by 304: a page of yesterday must not outlive the relay's update.
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        let tag = HeaderValue::from_str(&tag(self.file, self.packing)).expect("a hash fits in a header");
        headers.insert(ETAG, tag);
        if let Some(name) = self.packing.name() {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        answer
    }
}

impl Packing {
    fn of(self, file: &PageFile) -> Option<&'static [u8]> {
        match self {
            Self::Brotli => file.brotli,
            Self::Gzip => file.gzip,
            Self::None => Some(file.identity),
        }
    }

    /// What it is called in `Content-Encoding`.
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::None => None,
        }
    }
}

/// The best packing that the file has and the client takes, by the weights that it gives. Who takes nothing gets the plain
/// file: better than a refusal that no browser would understand.
fn packing(file: &PageFile, headers: &HeaderMap) -> Packing {
    let offered = PACKINGS.into_iter().filter(|packing| packing.of(file).is_some());
    let weighed = offered.map(|packing| (weight(packing, headers), packing));
    let best = weighed.reduce(|best, other| if other.0 > best.0 { other } else { best });
    best.filter(|(weight, _)| *weight > 0).map_or(Packing::None, |(_, packing)| packing)
}

/// The weight of a packing in thousandths, by RFC 9110, 12.5.3.
fn weight(packing: Packing, headers: &HeaderMap) -> u16 {
    let values = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let (mut named, mut others) = (None, None);
    for item in values.flat_map(|value| value.split(',')) {
        let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
        let name = name.trim();
        if name.eq_ignore_ascii_case(packing.name().unwrap_or("identity")) {
            named = Some(thousandths(parameters));
        } else if name == "*" {
            others = Some(thousandths(parameters));
        }
    }
    // Plain bytes are taken by everyone who does not rule them out; but only where nothing better is.
    let unnamed = if packing == Packing::None { 1 } else { 0 };
    named.or(others).unwrap_or(unnamed)
}

/// `q=0.8` as 800; without a weight it is the highest, and what is none weighs nothing.
fn thousandths(parameters: &str) -> u16 {
    let Some(weight) = parameters.trim().strip_prefix(['q', 'Q']) else {
        return if parameters.trim().is_empty() { 1000 } else { 0 };
    };
    let weight = weight.trim_start().strip_prefix('=').and_then(|weight| weight.trim().parse::<f32>().ok());
    weight.filter(|weight| (0.0..=1.0).contains(weight)).map_or(0, |weight| (weight * 1000.0) as u16)
}

/// The hash is the file's, so each packing needs a tag of its own: its bytes on the wire are others.
fn tag(file: &PageFile, packing: Packing) -> String {
    match packing.name() {
        Some(packing) => format!("\"{}-{packing}\"", file.sha256),
        None => format!("\"{}\"", file.sha256),
    }
}

fn is_known(tag: &str, headers: &HeaderMap) -> bool {
    let values = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let tags = values.flat_map(|value| value.split(',')).map(str::trim);
    tags.map(|known| known.strip_prefix("W/").unwrap_or(known)).any(|known| known == "*" || known == tag)
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;

    use super::*;

    const SCRIPT: PageFile = PageFile {
        name: "a.js",
        media_type: "text/javascript; charset=utf-8",
        sha256: "c0ffee",
        identity: b"plain",
        brotli: Some(b"br"),
        gzip: Some(b"gz"),
    };
    const PICTURE: PageFile =
        PageFile { name: "a.png", media_type: "image/png", sha256: "feed", identity: b"png", brotli: None, gzip: None };
    const BEGINNING: PageFile = PageFile { name: FIRST, ..PICTURE };
    static FILES: [PageFile; 3] = [SCRIPT, PICTURE, BEGINNING];
    const PAGE: Page = Page(&FILES);

    fn fetched(file: &'static PageFile, asked: &[(HeaderName, &'static str)]) -> Answer {
        let mut headers = HeaderMap::new();
        for (name, value) in asked {
            headers.append(name, HeaderValue::from_static(value));
        }
        Fetch::new(file, &headers).answer()
    }

    fn packed(accepts: &'static str) -> Option<String> {
        let answer = fetched(&FILES[0], &[(ACCEPT_ENCODING, accepts)]);
        answer.headers().get(CONTENT_ENCODING).map(|name| name.to_str().unwrap().to_owned())
    }

    #[test]
    fn a_file_is_found_by_its_whole_name_and_by_nothing_else() {
        assert_eq!(PAGE.at("/a.js").map(|file| file.name), Some("a.js"));
        assert_eq!(PAGE.at("/").map(|file| file.name), Some(FIRST));
        for path in ["", "a.js", "//a.js", "/a.js/", "/A.JS", "/a", "/%61.js", "/../a.js", "/x/../a.js", "/a.js\0", "*"]
        {
            assert_eq!(PAGE.at(path), None, "{path}");
        }
        assert!(Page::OFF.at("/").is_none() && Page::OFF.is_off());
    }

    #[test]
    fn the_best_packing_that_a_client_takes_is_sent() {
        for (accepts, name) in [
            ("gzip, deflate, br, zstd", Some("br")),
            ("gzip", Some("gzip")),
            ("GZIP;Q=0.5, br;q=0.4", Some("gzip")),
            ("br;q=0.5, gzip;q=0.5", Some("br")),
            ("*", Some("br")),
            ("br;q=0, *", Some("gzip")),
            ("br;q=0.001, identity;q=1", None),
            ("identity", None),
            ("deflate", None),
            ("identity;q=0, *;q=0", None),
            ("br;q=nan, gzip;q=-1", None),
            ("br;quality=1", None),
            ("br;q=7", None),
            ("", None),
        ] {
            assert_eq!(packed(accepts).as_deref(), name, "{accepts}");
        }
    }

    #[test]
    fn what_has_no_packing_goes_as_it_is() {
        let answer = fetched(&FILES[1], &[(ACCEPT_ENCODING, "br, gzip, identity;q=0")]);
        assert_eq!(answer.headers().get(CONTENT_ENCODING), None);
        assert_eq!(answer.headers()[CONTENT_TYPE], "image/png");
    }

    #[tokio::test]
    async fn a_file_that_the_client_has_is_not_sent_again() {
        let first = fetched(&FILES[0], &[(ACCEPT_ENCODING, "br")]);
        assert_eq!(first.headers()[ETAG], "\"c0ffee-br\"");
        assert_eq!(first.into_body().collect().await.unwrap().to_bytes(), "br");
        for known in ["\"c0ffee-br\"", "\"other\", W/\"c0ffee-br\"", "*"] {
            let again = fetched(&FILES[0], &[(ACCEPT_ENCODING, "br"), (IF_NONE_MATCH, known)]);
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{known}");
            assert_eq!(again.headers()[ETAG], "\"c0ffee-br\"");
            assert!(again.into_body().collect().await.unwrap().to_bytes().is_empty());
        }
        let other = fetched(&FILES[0], &[(ACCEPT_ENCODING, "gzip"), (IF_NONE_MATCH, "\"c0ffee-br\"")]);
        assert_eq!(other.status(), StatusCode::OK);
    }

    #[test]
    fn a_page_that_is_asked_for_is_there_or_missed() {
        let wanted = |serve| Page::wanted(&PageConfig { serve });
        assert!(wanted(Some(ServePage::Off)).unwrap().is_off());
        assert_eq!(wanted(None).unwrap().is_off(), files().is_empty());
        match wanted(Some(ServePage::Embedded)) {
            Ok(page) => assert!(!page.is_off()),
            Err(trouble) => {
                assert!(files().is_empty() && trouble.to_string().contains("`cargo xtask page`"), "{trouble}")
            }
        }
    }

    #[test]
    fn every_file_carries_the_policy_and_is_asked_for_anew() {
        for file in &FILES {
            let answer = fetched(file, &[]);
            for (name, value) in headers_of(file.name) {
                assert_eq!(answer.headers()[name], value);
            }
            assert_eq!(answer.headers()[CACHE_CONTROL], "no-cache");
            assert_eq!(answer.headers()[VARY], "accept-encoding");
        }
    }
}
