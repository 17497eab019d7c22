//! What a host should say with the files of the page: all of it with documents, less with their parts. A static host may not; then the page's own `<meta>` says what it can.

/// What the page may do: run its own programs and speak to relays. Nothing from elsewhere, nothing inline, and text from
/// outside never becomes anything but text.
///
/// `wss:` without a name, because a page may lie elsewhere than its relay, and the link says where that is.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; \
                          font-src 'none'; manifest-src 'self'; worker-src 'self'; connect-src 'self' wss:; base-uri 'none'; \
                          form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
                          trusted-types porchlight";

/// A camera reads an invite's picture; the page has no use for anything else.
const PERMISSIONS: &str = "camera=(self), accelerometer=(), autoplay=(), display-capture=(), encrypted-media=(), fullscreen=(), \
                           geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), \
                           payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), \
                           usb=(), xr-spatial-tracking=()";

/// A part that is opened by itself may do nothing. Within a page, the page's own policy binds it.
const PART_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// The headers of a document, by lower-case name.
///
/// `strict-transport-security` is not among them: it would bind every other port of the operator's name, too.
pub const HEADERS: [(&str, &str); 7] = [
    ("content-security-policy", POLICY),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", PERMISSIONS),
    // A link's secret stands behind the `#`, which no browser sends; but neither shall a link out tell where it stood.
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
];

/// The headers of one file. A part, which no browser takes for a document, goes without those that bind documents only: with
/// every part, on a slow line, they cost as much time as a picture.
pub fn headers_of(file: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    // A worker is bound by what it came with, as a document is.
    let is_document = file == "sw.js" || file.ends_with(".html") || file.ends_with(".svg");
    HEADERS.into_iter().filter_map(move |(header, value)| match header {
        _ if is_document => Some((header, value)),
        "content-security-policy" => Some((header, PART_POLICY)),
        "cross-origin-embedder-policy" | "cross-origin-opener-policy" | "permissions-policy" => None,
        _ => Some((header, value)),
    })
}
