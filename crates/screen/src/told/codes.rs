//! What a group's codes say.

use porchlight_language::{Codebook, OwnCodebook};
use porchlight_sealing::Profile;

/// The private code whose free text is all that it says.
pub const FREE_TEXT: &str = "message";

const SECONDS_PER_DAY: u64 = 86_400;

/// A group's codebook, read again only when the profile brings another.
pub struct Codes {
    text: String,
    book: Codebook,
}

impl Codes {
    /// Of the group that has this profile; the standard one before there is any.
    pub fn of(profile: Option<&Profile>) -> Self {
        let text = profile.map(|profile| profile.codebook.clone()).unwrap_or_default();
        Self { book: read(&text), text }
    }

    /// The codebook, by the profile as it is now.
    pub fn book(&mut self, profile: Option<&Profile>) -> &Codebook {
        let text = profile.map_or("", |profile| profile.codebook.as_str());
        if text != self.text {
            *self = Self { book: read(text), text: text.to_owned() };
        }
        &self.book
    }
}

/// A codebook that this version cannot read leaves the standard one: a strange code is better than no update.
fn read(own: &str) -> Codebook {
    let standard = Codebook::standard();
    if own.is_empty() {
        return standard.clone();
    }
    let own = OwnCodebook::from_bytes(own.as_bytes());
    own.and_then(|own| standard.extended_with(&own)).unwrap_or_else(|_| standard.clone())
}

/// A codebook as a person writes it; what this version cannot read stands as it travels.
pub fn as_written(codebook: &str) -> String {
    if codebook.is_empty() {
        return String::new();
    }
    OwnCodebook::from_bytes(codebook.as_bytes()).map_or_else(|_| codebook.to_owned(), |own| own.to_toml())
}

/// For how many days a planned silence was announced: until the next update, rounded up.
pub fn days(posted_at: u64, next_by: u64) -> Option<u32> {
    u32::try_from(next_by.saturating_sub(posted_at).div_ceil(SECONDS_PER_DAY)).ok().filter(|days| *days > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silence_lasts_until_the_next_update() {
        assert_eq!((days(0, 86_400), days(0, 10 * 86_400 - 5), days(5, 5)), (Some(1), Some(10), None));
    }
}
