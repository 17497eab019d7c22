//! Text from others, made safe to show: no control characters, no invisible marks, nothing that turns the writing round.
//!
//! A group's name or a message comes from outside. Printed as it is, it could move the cursor of a terminal, hide words,
//! or make a sentence read as another.

/// The longest excerpt of a stray text that an error repeats, in characters: enough to recognise it.
const EXCERPT_CHARS_MAX: usize = 64;

/// What stands in a shown text for a character that was taken out.
const REPLACEMENT: char = '\u{FFFD}';

/// Whether a character shows as itself: no control character, line break, invisible mark or writing-direction override.
#[must_use]
pub fn is_plain(character: char) -> bool {
    !character.is_control()
        && !matches!(
            character,
            '\u{AD}'
                | '\u{34F}'
                | '\u{61C}'
                | '\u{115F}'..='\u{1160}'
                | '\u{17B4}'..='\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{FFF0}'..='\u{FFFB}'
                | '\u{1D173}'..='\u{1D17A}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

/// A text as one line that is safe to show: what is not plain becomes `�`, line breaks and tabs become spaces.
#[must_use]
pub fn line(text: &str) -> String {
    text.chars().map(|character| if matches!(character, '\n' | '\t') { ' ' } else { shown(character) }).collect()
}

/// A text of several lines that is safe to show: as [`line()`], but line breaks stay.
#[must_use]
pub fn paragraph(text: &str) -> String {
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The beginning of a stray text, as one safe line, for an error to repeat.
#[must_use]
pub fn excerpt(text: &str) -> String {
    let mut characters = text.chars();
    let start: String = characters.by_ref().take(EXCERPT_CHARS_MAX).collect();
    let more = if characters.next().is_some() { "…" } else { "" };
    line(&start) + more
}

fn shown(character: char) -> char {
    if is_plain(character) { character } else { REPLACEMENT }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_writing_stays_as_it_is() {
        for text in ["Рота «Світанок», 3-я", "Зв’язку немає", "a b\u{A0}c — é 漢 😀"]
        {
            assert_eq!(line(text), text);
        }
    }

    #[test]
    fn terminal_commands_and_direction_tricks_are_taken_out() {
        assert_eq!(line("a\u{1b}[2Jb\u{202E}c\u{200B}d\re\u{85}f"), "a�[2Jb�c�d�e�f");
    }

    #[test]
    fn a_line_has_no_breaks_and_a_paragraph_keeps_them() {
        assert_eq!(line("one\ntwo\tthree"), "one two three");
        assert_eq!(paragraph("one\r\ntwo\n\u{7}three"), "one\ntwo\n�three");
    }

    #[test]
    fn an_excerpt_is_short_and_says_that_there_was_more() {
        assert_eq!(excerpt("short"), "short");
        assert_eq!(excerpt(&"я".repeat(65)), "я".repeat(64) + "…");
    }
}
