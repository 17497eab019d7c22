//! How much a status weighs: what fixes its shape and colour on screen, in every group alike.

use serde::{Deserialize, Serialize};

/// How much a status weighs. Screens draw shape and colour from it alone, so no group's own wording can dress one as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// An ordinary day.
    Calm,
    /// A hard day without negative information; no standard status has it, groups may use it in their own.
    Uneasy,
    /// There is negative information, whether or not all families concerned have been told.
    Negative,
    /// Planned silence: it says nothing about anyone.
    Silent,
}

impl Level {
    /// Every level, lightest first, silence last.
    pub const ALL: [Level; 4] = [Level::Calm, Level::Uneasy, Level::Negative, Level::Silent];

    /// The level's name in codebooks.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Level::Calm => "calm",
            Level::Uneasy => "uneasy",
            Level::Negative => "negative",
            Level::Silent => "silent",
        }
    }

    /// The level of this name in codebooks.
    pub(super) fn called(name: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.as_str() == name)
    }

    /// The shape that stands beside the word, a different outline for each level: colour alone is never enough.
    #[must_use]
    pub const fn shape(self) -> char {
        match self {
            Level::Calm => '●',
            Level::Uneasy => '▲',
            Level::Negative => '◆',
            Level::Silent => '○',
        }
    }
}

impl std::fmt::Display for Level {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}
