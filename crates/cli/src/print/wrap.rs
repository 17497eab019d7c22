//! Lines that fit on the narrowest terminal people use.

/// Columns of a page.
pub(crate) const WIDTH: usize = 80;

/// The text cut between words into lines of at most `width` characters, each behind `margin`. Its own line breaks stay; a word
/// longer than a line is cut.
pub(crate) fn wrapped(text: &str, margin: &str) -> String {
    let width = WIDTH.saturating_sub(margin.chars().count()).max(1);
    let lines = text.split('\n').flat_map(|line| lines_of(line, width));
    lines.map(|line| format!("{margin}{line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

fn lines_of(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace().flat_map(|word| pieces(word, width)) {
        let last = lines.last_mut().expect("there is always a line to go on with");
        match last.chars().count() {
            0 => last.push_str(&word),
            filled if filled + 1 + word.chars().count() <= width => {
                last.push(' ');
                last.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

fn pieces(word: &str, width: usize) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    letters.chunks(width).map(|piece| piece.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_stay_within_the_page() {
        let text = "слово ".repeat(40);
        let page = wrapped(&text, "  ");
        assert!(page.lines().all(|line| line.chars().count() <= WIDTH && line.starts_with("  слово")));
        assert_eq!(page.split_whitespace().count(), 40);
    }

    #[test]
    fn own_line_breaks_stay_and_long_words_are_cut() {
        assert_eq!(wrapped("one\n\ntwo", "  "), "  one\n\n  two");
        assert_eq!(wrapped(&"x".repeat(100), "").lines().map(str::len).collect::<Vec<_>>(), [80, 20]);
    }
}
