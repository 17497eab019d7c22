//! How a relative's page looks: the level first and large, then when, then what is missing, then what is for this family.

use porchlight_language::{Level, Texts, plain};
use porchlight_screen::told::{Page, Standing, StatusLine};

use crate::print::{Ink, Paint, WIDTH, wrapped};

const MARGIN: &str = "  ";
const INNER: &str = "     ";
/// As wide as a margin, a bar and a space.
const FRAMED: &str = "    ";

/// The whole page.
pub(super) fn page(page: &Page, texts: &Texts, paint: Paint) -> String {
    let mut blocks = vec![heading(page, paint)];
    blocks.extend(level(page, texts, paint));
    blocks.extend([facts(page), standing(page, texts, paint)]);
    blocks.extend(page.warnings.iter().map(|warning| marked('!', warning, Ink::Warning, paint)));
    format!("\n{}\n", blocks.join("\n\n"))
}

/// One status in a list, with its corrections. One that was corrected stays, struck through.
pub(super) fn status_line(line: &StatusLine, texts: &Texts, paint: Paint) -> String {
    let shape = line.level.map_or('?', Level::shape);
    let ink = line.level.map_or(Ink::Strong, Ink::Level);
    let said = match line.corrected_by {
        Some(_) => marked_with(shape, &line.text, ink, paint, |text| paint.ink(Ink::Struck, text)),
        None => marked(shape, &line.text, ink, paint),
    };
    let corrects = line.corrects.map(|update| texts.corrects(update));
    let corrected = line.corrected_by.map(|update| texts.corrected_by(update));
    let notes = corrects.into_iter().chain(corrected).map(|note| wrapped(&note, INNER));
    std::iter::once(said).chain(notes).collect::<Vec<_>>().join("\n")
}

/// A private notice as it is framed.
pub(super) struct Notice<'a> {
    /// What its code says; `None` where the text says all.
    pub(super) label: Option<&'a str>,
    pub(super) text: Option<&'a str>,
    /// What this program says of it: that it answers something, and what to do once it is read.
    pub(super) notes: Vec<String>,
    /// Which update came before it: a notice has no date of its own.
    pub(super) after: Option<String>,
}

/// A private notice in its frame. The text is another's: nothing in it can move the cursor.
pub(super) fn notice(notice: &Notice<'_>, texts: &Texts, paint: Paint) -> String {
    let Notice { label, text, notes, after } = notice;
    let bar = paint.ink(Ink::Private, "│");
    let notes = (!notes.is_empty()).then(|| notes.join("\n"));
    let said = [label.map(plain::line), text.map(plain::paragraph), notes];
    let said: Vec<_> = said.into_iter().flatten().collect();
    let body = wrapped(&said.join("\n\n"), FRAMED);
    let lines = body.lines().map(|line| format!("{MARGIN}{bar} {}", line.trim_start()).trim_end().to_owned());
    let lines: Vec<_> = lines.collect();
    let top = framed('┌', &texts.notice_heading(), paint);
    let bottom = framed('└', after.as_deref().unwrap_or_default(), paint);
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

/// The latest status; nothing where the standing says that there is none.
fn level(page: &Page, texts: &Texts, paint: Paint) -> Option<String> {
    let Some((level, sentence)) = &page.latest else {
        return match page.standing {
            Standing::Before(..) => None,
            Standing::Since(_) => Some(wrapped(&texts.no_update_yet(), MARGIN)),
        };
    };
    let rule = format!("{MARGIN}{}", "━".repeat(WIDTH - 2 * MARGIN.len()));
    let (shape, word, ink) = match level {
        Some(level) => (level.shape(), texts.level(*level), Ink::Level(*level)),
        None => ('?', String::new(), Ink::Strong),
    };
    let large = format!("{MARGIN}{shape}  {}", word.to_uppercase());
    let banner = [rule.as_str(), large.trim_end(), rule.as_str()].map(|line| paint.ink(ink, line)).join("\n");
    Some(format!("{banner}\n\n{}", paint.ink(Ink::Strong, &wrapped(sentence, MARGIN))))
}

fn facts(page: &Page) -> String {
    let lines = [
        page.corrects.as_ref(),
        page.as_of.as_ref(),
        page.next_update.as_ref(),
        page.update.as_ref(),
        Some(&page.notices),
        page.no_message.as_ref(),
        page.liaison.as_ref(),
    ];
    let lines: Vec<_> = lines.into_iter().flatten().map(|line| wrapped(line, MARGIN)).collect();
    lines.join("\n")
}

fn standing(page: &Page, texts: &Texts, paint: Paint) -> String {
    let word = page.standing.word(texts);
    let word = page.since.map_or(word.clone(), |since| texts.standing_since(&word, since));
    let sentence = page.standing.sentence(texts);
    format!("{}\n{}", paint.ink(Ink::Strong, &wrapped(&word, MARGIN)), wrapped(&sentence, MARGIN))
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
    marked_with(mark, text, ink, paint, str::to_owned)
}

/// The same with each line of the paragraph as it is to look.
fn marked_with(mark: char, text: &str, ink: Ink, paint: Paint, look: impl Fn(&str) -> String) -> String {
    let paragraph = wrapped(text, INNER);
    let lines = paragraph.lines().map(|line| look(line.trim_start()));
    let behind = lines.collect::<Vec<_>>().join(&format!("\n{INNER}"));
    format!("{MARGIN}{}  {behind}", paint.ink(ink, &mark.to_string()))
}

#[cfg(test)]
mod tests {
    use porchlight_language::texts::{self, Age, Day, Doubt, First, Moment, Notices, Tally};
    use porchlight_language::{Codebook, Language};

    use super::*;
    use crate::golden::assert_golden;

    fn moment(day: u8, hour: u8, minute: u8) -> Moment {
        Moment::new(Day::new(2026, 5, day).unwrap(), hour, minute).unwrap()
    }

    /// A page after negative information, on a device to which nothing is lacking.
    fn telling(language: Language) -> Page {
        let (texts, code) = (Texts::of(language), "negative-telling");
        Page {
            group: texts.group_heading("Рота «Світанок»"),
            latest: Some((Some(Level::Negative), Codebook::standard().label(code, language, None))),
            corrects: None,
            as_of: Some(texts.as_of(moment(5, 7, 40), Age::Hours(2))),
            next_update: Some(texts.next_update(Some(moment(6, 8, 0)))),
            update: Some(texts.update(41, 0)),
            notices: texts.notices(Notices::None { checked_up_to: 41 }),
            no_message: Some(texts.none_while_telling()),
            liaison: None,
            standing: Standing::Since(texts::Standing::Fresh),
            since: None,
            warnings: Vec::new(),
        }
    }

    /// A late page, corrected, on a device whose clock is wrong.
    fn late(language: Language) -> Page {
        let texts = Texts::of(language);
        Page {
            corrects: Some(texts.corrects(41)),
            standing: Standing::Since(texts::Standing::Overdue),
            since: Some(moment(6, 14, 0)),
            liaison: Some(texts.new_liaison(Some(may(3)))),
            warnings: vec![texts.clock_doubt(Age::Hours(3))],
            ..telling(language)
        }
    }

    /// A page on a device that joined just now and lacks an update.
    fn unconfirmed(language: Language) -> Page {
        let texts = Texts::of(language);
        Page {
            latest: None,
            as_of: None,
            update: Some(texts.update(41, 4)),
            notices: texts.notices(Notices::CannotTell(Doubt::Unconfirmed)),
            no_message: None,
            next_update: None,
            standing: Standing::Since(texts::Standing::Missing),
            warnings: vec![texts.not_confirmed(), texts.compare_words("acorn zebra acorn zebra")],
            ..telling(language)
        }
    }

    /// A page on a confirmed device that no status has ever reached.
    fn waiting(language: Language) -> Page {
        let texts = Texts::of(language);
        Page {
            update: None,
            notices: texts.notices(Notices::NoneSince { since: 3, checked_up_to: 5 }),
            standing: Standing::Before(First::Awaited, moment(6, 8, 0)),
            warnings: Vec::new(),
            ..unconfirmed(language)
        }
    }

    /// A page whose status speaks of another day than that of its posting.
    fn posted_on_another_day(language: Language) -> Page {
        let (texts, spoken_of) = (Texts::of(language), Day::new(2025, 12, 31).unwrap());
        Page { as_of: Some(texts.as_of_posted(spoken_of, moment(5, 7, 40), Age::Hours(2))), ..telling(language) }
    }

    fn may(day: u8) -> Day {
        Day::new(2026, 5, day).unwrap()
    }

    fn line(text: String, corrects: Option<u64>, corrected_by: Option<u64>) -> StatusLine {
        StatusLine { level: Some(Level::Calm), text, corrects, corrected_by }
    }

    fn tallies() -> [Tally; 2] {
        [Tally { level: Some(Level::Calm), count: 111 }, Tally { level: Some(Level::Negative), count: 37 }]
    }

    fn transcript(language: Language) -> String {
        let (texts, paint) = (Texts::of(language), Paint::new(false));
        let calm = Codebook::standard().label("calm", language, None);
        let day = texts.day(may(4));
        let words = "Перший рядок.\n\nДругий: \u{1b}[2J\u{202e}кінець. ".to_owned() + &"довге слово ".repeat(8);
        [
            remark(&texts.earlier(Day::new(2026, 3, 19).unwrap(), &tallies(), "--all")) + "\n",
            status_line(&line(format!("{day}: {calm}"), None, None), texts, paint),
            status_line(&line(texts.history_line(5, may(4), &calm), None, Some(9)), texts, paint),
            status_line(&line(texts.history_line(9, may(4), &calm), Some(5), None), texts, paint),
            notice(
                &Notice {
                    label: Some(&Codebook::standard().label("please-call", language, None)),
                    text: Some(&words),
                    notes: vec![texts.notice_answers(), texts.notice_acknowledge("`porchlight family ack 9`")],
                    after: Some(texts.notice_after(Day::new(2026, 11, 18).unwrap())),
                },
                texts,
                paint,
            ),
            warning(&texts.finding(texts::Finding::GrantMissing { from: Some(42) }), paint),
            warning(&texts.finding(texts::Finding::Forked { update: 7 }), paint),
            page(&telling(language), texts, paint),
            page(&unconfirmed(language), texts, paint),
            page(&waiting(language), texts, paint),
            page(&posted_on_another_day(language), texts, paint),
            page(&late(language), texts, paint),
        ]
        .join("\n")
    }

    #[test]
    fn the_page_reads_well_in_every_language() {
        for language in Language::ALL {
            let transcript = transcript(language);
            assert!(transcript.lines().all(|line| line.chars().count() <= WIDTH));
            assert!(transcript.chars().all(|c| c == '\n' || plain::is_plain(c)));
            assert_golden(&format!("page.{language}.txt"), &transcript);
        }
    }

    #[test]
    fn colour_adds_nothing_that_the_words_do_not_say() {
        let texts = Texts::of(Language::English);
        let corrected = line("a long line, ".repeat(12), None, Some(9));
        let shown = |paint| page(&telling(Language::English), texts, paint) + &status_line(&corrected, texts, paint);
        let coloured = shown(Paint::new(true));
        assert!(coloured.contains("\u{1b}[1;31m") && coloured.contains("\u{1b}[9ma long line"));
        let mut words = String::new();
        for piece in coloured.split('\u{1b}') {
            words += piece.strip_prefix('[').and_then(|code| Some(code.split_once('m')?.1)).unwrap_or(piece);
        }
        assert_eq!(words, shown(Paint::new(false)));
    }
}
