//! A sentence with its gaps and choices, as it is written.

use super::plural::plural;
use super::{Argument, NotTheTexts};
use crate::Language;

/// What is left to say of a sentence.
pub(super) struct Pattern<'a>(&'a str);

/// A part of a sentence.
enum Part<'a> {
    /// What stands in every such sentence.
    Text(&'a str),
    /// `{ $argument }`.
    Gap { argument: &'a str },
    /// `{ $argument -> … }`, whose variants stand in lines of their own.
    Choice { argument: &'a str, variants: &'a str },
}

/// A line of a choice: `[when] says`, or `*[when] says` for the one that serves where no other does.
struct Variant<'a> {
    when: &'a str,
    says: &'a str,
    is_default: bool,
}

impl<'a> Pattern<'a> {
    pub(super) fn new(written: &'a str) -> Pattern<'a> {
        Pattern(written)
    }

    /// Whether all of it can be said.
    pub(super) fn check(mut self) -> Result<(), NotTheTexts> {
        while let Some(part) = self.next()? {
            let Part::Choice { variants, .. } = part else { continue };
            let mut defaults = 0;
            for line in lines(variants) {
                let variant = Variant::read(line).ok_or(NotTheTexts)?;
                defaults += usize::from(variant.is_default);
                Pattern::new(variant.says).check()?;
            }
            if defaults != 1 {
                return Err(NotTheTexts);
            }
        }
        Ok(())
    }

    /// Says it behind what has been said; `None` where it wants an argument that was not given.
    pub(super) fn say(mut self, language: Language, arguments: &[(&str, Argument)], said: &mut String) -> Option<()> {
        let given = |wanted: &str| arguments.iter().find(|(name, _)| *name == wanted).map(|(_, argument)| argument);
        while let Ok(Some(part)) = self.next() {
            match part {
                Part::Text(text) => said.push_str(text),
                Part::Gap { argument } => match given(argument)? {
                    Argument::Number(number) => said.push_str(&number.to_string()),
                    Argument::Text(text) => said.push_str(text),
                },
                Part::Choice { argument, variants } => {
                    let chosen = choose(variants, language, given(argument)?)?;
                    Pattern::new(chosen).say(language, arguments, said)?;
                }
            }
        }
        Some(())
    }

    fn next(&mut self) -> Result<Option<Part<'a>>, NotTheTexts> {
        let Some(inside) = self.0.strip_prefix('{') else { return self.text() };
        let named = inside.trim_start().strip_prefix('$').ok_or(NotTheTexts)?;
        let ends = |character: char| !character.is_ascii_alphanumeric();
        let (argument, rest) = named.split_at(named.find(ends).filter(|end| *end > 0).ok_or(NotTheTexts)?);
        let rest = rest.trim_start();
        if let Some(rest) = rest.strip_prefix('}') {
            self.0 = rest;
            return Ok(Some(Part::Gap { argument }));
        }
        let choice = rest.strip_prefix("->").ok_or(NotTheTexts)?;
        // A brace that closes a gap stands behind something.
        let (variants, last) = split_at_line(choice, '}').ok_or(NotTheTexts)?;
        self.0 = last;
        Ok(Some(Part::Choice { argument, variants }))
    }

    fn text(&mut self) -> Result<Option<Part<'a>>, NotTheTexts> {
        let (text, rest) = self.0.split_at(self.0.find('{').unwrap_or(self.0.len()));
        self.0 = rest;
        match text {
            "" => Ok(None),
            // Only choices have lines: no sentence is so long that it would be broken on purpose.
            text if text.contains(['}', '\n']) => Err(NotTheTexts),
            text => Ok(Some(Part::Text(text))),
        }
    }
}

impl<'a> Variant<'a> {
    fn read(line: &'a str) -> Option<Variant<'a>> {
        let (is_default, line) = line.strip_prefix('*').map_or((false, line), |rest| (true, rest));
        let (when, says) = line.strip_prefix('[')?.split_once(']')?;
        Some(Variant { when, says: says.trim_start(), is_default })
    }

    fn is_for(&self, language: Language, argument: &Argument) -> bool {
        match argument {
            Argument::Number(number) => self.when.parse() == Ok(*number) || self.when == plural(language, *number),
            // A variant that is a number is for numbers alone.
            Argument::Text(text) => self.when == text && !text.starts_with(|first: char| first.is_ascii_digit()),
        }
    }
}

/// What the first variant says that fits, or else the one that serves where none does.
fn choose<'a>(variants: &'a str, language: Language, argument: &Argument) -> Option<&'a str> {
    let mut default = None;
    for variant in lines(variants).filter_map(Variant::read) {
        if variant.is_for(language, argument) {
            return Some(variant.says);
        }
        if variant.is_default {
            default = Some(variant.says);
        }
    }
    default
}

fn lines(variants: &str) -> impl Iterator<Item = &str> {
    variants.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// What stands before the first line that begins with a mark, and what stands behind that mark.
fn split_at_line(text: &str, mark: char) -> Option<(&str, &str)> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(behind) = line.trim_start().strip_prefix(mark) {
            return Some((&text[..at], &text[at + line.len() - behind.len()..]));
        }
        at += line.len();
    }
    None
}
