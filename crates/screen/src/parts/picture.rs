//! A link as a picture, for a phone that stands beside the screen or a sheet that is handed over.

use std::fmt::Write as _;

use fast_qr::qr::{QRBuilder, QRCode};
use fast_qr::{ECL, Version};
use zeroize::Zeroizing;

use crate::Element;

/// The margin that cameras need, in modules.
const QUIET: usize = 4;

/// The picture as one path; `None` where the link is too long for a code that old cameras read. It is drawn in fixed colours, for
/// many cameras read dark on light only.
pub fn link_picture<M>(link: &str, label: impl Into<String>) -> Option<Element<M>> {
    let code = [ECL::M, ECL::L].into_iter().find_map(|ecl| small(link, ecl))?;
    let side = code.size + 2 * QUIET;
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

fn small(link: &str, ecl: ECL) -> Option<QRCode> {
    let code = QRBuilder::new(link).ecl(ecl).build().ok()?;
    let is_small = code.version.is_some_and(|version| version as usize <= Version::V10 as usize);
    is_small.then_some(code)
}

/// The dark modules, a rectangle for each run in a row: they are the link, in another form.
fn dark(code: &QRCode) -> Zeroizing<String> {
    let mut path = Zeroizing::new(String::with_capacity(code.size * code.size * 8));
    for row in 0..code.size {
        let mut column = 0;
        while column < code.size {
            let length = (column..code.size).take_while(|at| code[row][*at].value()).count();
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
