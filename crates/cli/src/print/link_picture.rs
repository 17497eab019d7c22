//! A link as text and as a QR code, for a phone that stands beside the screen or a sheet that is handed over.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

use super::{Ink, Paint, wrapped};

/// The margin that cameras need, in modules.
const QUIET: i32 = 4;
/// The largest code that old cameras read, by its version.
const LARGEST: u8 = 10;

/// A link as text and as a picture, between what it is and how it is opened.
pub(crate) fn link_block(heading: &str, link: &str, advice: &str, paint: Paint) -> String {
    // The link stays in one piece, so that it can be copied whole.
    let link_line = paint.ink(Ink::Strong, link);
    let picture = link_picture(link, paint).map(|picture| format!("\n\n{picture}")).unwrap_or_default();
    format!("{}\n\n{link_line}{picture}\n\n{advice}", wrapped(heading, ""))
}

/// The picture in half blocks, two modules a letter; `None` where the link is too long for a code that old cameras read.
///
/// On a terminal its colours are fixed; elsewhere the dark modules are the printed ones, as on paper.
fn link_picture(link: &str, paint: Paint) -> Option<String> {
    let code = [QrCodeEcc::Medium, QrCodeEcc::Low].into_iter().find_map(|correction| small(link, correction))?;
    let side = code.size() + 2 * QUIET;
    let rows = (0..side).step_by(2).map(|row| {
        let letters: String = (0..side).map(|column| letter(&code, row, column)).collect();
        match paint.is_on() {
            true => format!("  \u{1b}[30;107m{letters}\u{1b}[0m"),
            false => format!("  {letters}").trim_end().to_owned(),
        }
    });
    Some(rows.collect::<Vec<_>>().join("\n"))
}

fn small(link: &str, correction: QrCodeEcc) -> Option<QrCode> {
    let segments = [QrSegment::make_bytes(link.as_bytes())];
    QrCode::encode_segments_advanced(&segments, correction, Version::MIN, Version::new(LARGEST), None, true).ok()
}

fn letter(code: &QrCode, row: i32, column: i32) -> char {
    match (is_dark(code, row, column), is_dark(code, row + 1, column)) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    }
}

/// What lies outside is the margin, and light.
fn is_dark(code: &QrCode, row: i32, column: i32) -> bool {
    code.get_module(column - QUIET, row - QUIET)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(host: &str) -> String {
        format!("https://{host}/#{}", "A".repeat(92))
    }

    #[test]
    fn an_ordinary_link_fits_a_terminal_and_an_old_camera() {
        let picture = link_picture(&link("relay.example:8443"), Paint::new(false)).unwrap();
        assert!(picture.lines().all(|line| line.chars().count() <= super::super::WIDTH));
        assert!((20..=33).contains(&picture.lines().count()));
    }

    #[test]
    fn a_margin_stands_around_it() {
        let picture = link_picture(&link("relay.example"), Paint::new(false)).unwrap();
        let rows: Vec<_> = picture.lines().collect();
        assert!(rows[0].is_empty() && rows[1].is_empty() && !rows[2].is_empty());
    }

    #[test]
    fn a_link_too_long_for_a_small_code_has_no_picture() {
        assert!(link_picture(&link(&"a".repeat(250)), Paint::new(false)).is_none());
    }
}
