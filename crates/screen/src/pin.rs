//! What a PIN may be, on both pages.

/// A million tries, each slow and the wrong ones slower, are out of reach of whoever holds the phone for a day.
pub const PIN_CHARACTERS_MIN: usize = 6;
/// Longer than any phrase that somebody types on a phone.
pub const PIN_CHARACTERS_MAX: usize = 128;

/// Why a new PIN is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinDefect {
    /// It has fewer than [`PIN_CHARACTERS_MIN`] characters.
    Short,
    /// It has more than [`PIN_CHARACTERS_MAX`].
    Long,
    /// What was typed twice is not the same.
    Differs,
}

/// Whether this may become a PIN.
///
/// # Errors
/// [`PinDefect::Short`] and [`PinDefect::Long`].
pub fn check(typed: &str) -> Result<(), PinDefect> {
    match typed.chars().count() {
        ..PIN_CHARACTERS_MIN => Err(PinDefect::Short),
        PIN_CHARACTERS_MIN..=PIN_CHARACTERS_MAX => Ok(()),
        _ => Err(PinDefect::Long),
    }
}

/// Whether this may become a PIN, typed twice.
///
/// # Errors
/// Any [`PinDefect`].
pub fn check_new(typed: &str, again: &str) -> Result<(), PinDefect> {
    check(typed)?;
    if typed == again { Ok(()) } else { Err(PinDefect::Differs) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_neither_guessed_by_hand_nor_longer_than_anything_typed_and_the_same_twice() {
        assert_eq!(check("48291"), Err(PinDefect::Short));
        assert_eq!(check("482913"), Ok(()));
        // Characters and not bytes.
        assert_eq!(check(&"щ".repeat(PIN_CHARACTERS_MAX)), Ok(()));
        assert_eq!(check(&"9".repeat(PIN_CHARACTERS_MAX + 1)), Err(PinDefect::Long));
        assert_eq!(check_new("482913", "482914"), Err(PinDefect::Differs));
        assert_eq!(check_new("482913", "482913"), Ok(()));
    }
}
