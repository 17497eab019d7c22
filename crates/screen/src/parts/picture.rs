//! A link as a picture, for a phone that stands beside the screen or a sheet that is handed over.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use zeroize::Zeroizing;

use crate::Element;

/// The margin that cameras need, in modules.
const QUIET: i32 = 4;
/// The largest code that old cameras read, by its version.
const LARGEST: u8 = 10;

/// The picture as one path; `None` where the link is too long for a code that old cameras read. It is drawn in fixed colours, for
/// many cameras read dark on light only.
pub fn link_picture<M>(link: &str, label: impl Into<String>) -> Option<Element<M>> {
    let code = [QrCodeEcc::Medium, QrCodeEcc::Low].into_iter().find_map(|correction| small(link, correction))?;
    let side = code.size() + 2 * QUIET;
    let ground = Element::svg("path").class("qr-light").attribute("d", format!("M0 0H{side}V{side}H0Z"));
    let modules = Element::svg("path").class("qr-dark").attribute("d", dark(&code).to_string());
    let picture = Element::svg("svg")
        .class("qr")
        .attribute("viewBox", format!("0 0 {side} {side}"))
        .attribute("role", "img")
        .attribute("aria-label", label.into())
        .attribute("shape-rendering", "crispEdges");
    Some(picture.child(ground).child(modules))
}

fn small(link: &str, correction: QrCodeEcc) -> Option<QrCode> {
    let segments = [QrSegment::make_bytes(link.as_bytes())];
    QrCode::encode_segments_advanced(&segments, correction, Version::MIN, Version::new(LARGEST), None, true).ok()
}

/// The dark modules, a rectangle for each run in a row: they are the link, in another form.
fn dark(code: &QrCode) -> Zeroizing<String> {
    let side = code.size();
    let mut path = Zeroizing::new(String::with_capacity((side * side) as usize * 8));
    for row in 0..side {
        let mut column = 0;
        while column < side {
            let length = (column..side).take_while(|at| code.get_module(*at, row)).count() as i32;
            if length > 0 {
                let (x, y) = (column + QUIET, row + QUIET);
                let _ = write!(path, "M{x} {y}h{length}v1h-{length}z");
            }
            column += length.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "https://relay.example:8443/#AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-P0BBQkNE";

    #[test]
    fn a_link_becomes_a_picture_and_a_book_does_not() {
        let picture = link_picture::<()>(LINK, "The link").expect("a link fits").to_html();
        assert!(
            picture.starts_with(r#"<svg class="qr" viewBox="0 0 "#)
                && picture.contains(r#"role="img" aria-label="The link""#)
        );
        // The finder pattern's upper edge stands within the margin.
        assert!(picture.contains("M4 4h7v1h-7z"), "{picture}");
        assert!(link_picture::<()>(&"x".repeat(4_000), "A book").is_none());
    }
}
