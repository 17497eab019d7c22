//! How a relative's page looks: the level first and large, then when, then what is missing, then what is for this family.

use porchlight_language::texts::Standing;
use porchlight_language::{Level, Texts, plain};

use super::view::Page;
use crate::print::{Ink, Paint, WIDTH, wrapped};

const MARGIN: &str = "  ";
const INNER: &str = "     ";
/// As wide as a margin, a bar and a space.
const FRAMED: &str = "    ";

/// The whole page.
pub(super) fn page(page: &Page, texts: &Texts, paint: Paint) -> String {
    let mut blocks = vec![heading(page, paint), level(page, texts, paint), facts(page)];
    blocks.push(standing(page.standing, texts, paint));
    blocks.extend(page.warnings.iter().map(|warning| marked('!', warning, Ink::Warning, paint)));
    format!("\n{}\n", blocks.join("\n\n"))
}

/// One status in the list of what is new.
pub(super) fn status_line(level: Option<Level>, day: &str, label: &str, paint: Paint) -> String {
    let shape = level.map_or('?', Level::shape);
    marked(shape, &format!("{day}  {label}"), level.map_or(Ink::Strong, Ink::Level), paint)
}

/// A private notice in its frame. The text is another's: nothing in it can move the cursor.
pub(super) fn notice(label: &str, text: Option<&str>, texts: &Texts, paint: Paint) -> String {
    let bar = paint.ink(Ink::Private, "│");
    let said: Vec<_> = [Some(plain::line(label)), text.map(plain::paragraph)].into_iter().flatten().collect();
    let body = wrapped(&said.join("\n\n"), FRAMED);
    let lines = body.lines().map(|line| format!("{MARGIN}{bar} {}", line.trim_start()).trim_end().to_owned());
    let lines: Vec<_> = lines.collect();
    let top = framed('┌', &texts.notice_heading(), paint);
    let bottom = framed('└', "", paint);
    format!("\n{top}\n{}\n{bottom}\n", lines.join("\n"))
}

/// A finding, or another thing to heed.
pub(super) fn warning(sentence: &str, paint: Paint) -> String {
    marked('!', sentence, Ink::Warning, paint)
}

/// A remark among what is new.
pub(super) fn remark(sentence: &str) -> String {
    wrapped(sentence, MARGIN)
}

fn heading(page: &Page, paint: Paint) -> String {
    paint.ink(Ink::Faint, &wrapped(&page.group, MARGIN))
}

fn level(page: &Page, texts: &Texts, paint: Paint) -> String {
    let Some((level, sentence)) = &page.latest else { return wrapped(&texts.no_update_yet(), MARGIN) };
    let rule = format!("{MARGIN}{}", "━".repeat(WIDTH - 2 * MARGIN.len()));
    let (shape, word, ink) = match level {
        Some(level) => (level.shape(), texts.level(*level), Ink::Level(*level)),
        None => ('?', String::new(), Ink::Strong),
    };
    let large = format!("{MARGIN}{shape}  {}", word.to_uppercase());
    let banner = [rule.as_str(), large.trim_end(), rule.as_str()].map(|line| paint.ink(ink, line)).join("\n");
    format!("{banner}\n\n{}", paint.ink(Ink::Strong, &wrapped(sentence, MARGIN)))
}

fn facts(page: &Page) -> String {
    let lines = [
        page.as_of.as_ref(),
        Some(&page.next_update),
        Some(&page.update),
        Some(&page.notices),
        page.no_message.as_ref(),
    ];
    let lines: Vec<_> = lines.into_iter().flatten().map(|line| wrapped(line, MARGIN)).collect();
    lines.join("\n")
}

fn standing(standing: Standing, texts: &Texts, paint: Paint) -> String {
    let word = paint.ink(Ink::Strong, &wrapped(&texts.standing_word(standing), MARGIN));
    format!("{word}\n{}", wrapped(&texts.standing(standing), MARGIN))
}

fn framed(corner: char, heading: &str, paint: Paint) -> String {
    let start = match heading {
        "" => format!("{corner}"),
        heading => format!("{corner}─ {heading} "),
    };
    let rule = "─".repeat((WIDTH - 2 * MARGIN.len()).saturating_sub(start.chars().count()));
    format!("{MARGIN}{}", paint.ink(Ink::Private, &format!("{start}{rule}")))
}

/// A paragraph behind a mark.
fn marked(mark: char, text: &str, ink: Ink, paint: Paint) -> String {
    let paragraph = wrapped(text, INNER);
    let behind = paragraph.strip_prefix(INNER).unwrap_or(&paragraph);
    format!("{MARGIN}{}  {behind}", paint.ink(ink, &mark.to_string()))
}
