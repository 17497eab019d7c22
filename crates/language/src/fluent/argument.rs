//! What fills a gap in a sentence.

/// What fills a gap in a sentence, and decides a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Argument {
    /// A count or a place.
    Number(u64),
    /// Anything else, as it shall stand there.
    Text(String),
}

impl From<u64> for Argument {
    fn from(number: u64) -> Argument {
        Argument::Number(number)
    }
}

impl From<u32> for Argument {
    fn from(number: u32) -> Argument {
        Argument::Number(number.into())
    }
}

impl From<u16> for Argument {
    fn from(number: u16) -> Argument {
        Argument::Number(number.into())
    }
}

impl From<u8> for Argument {
    fn from(number: u8) -> Argument {
        Argument::Number(number.into())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Argument {
        Argument::Text(text)
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Argument {
        Argument::Text(text.to_owned())
    }
}
