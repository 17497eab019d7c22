//! Marks that tell levels and days apart without colour: an outline for each.

use porchlight_language::Level;

use crate::Element;

/// What stands for a day of the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bar {
    /// An update of this level.
    Of(Level),
    /// An update in a code that nobody here knows.
    Unknown,
    /// None was posted.
    None,
    /// None came, though one was promised.
    Late,
    /// None is here, and records are missing.
    Missing,
    /// The day is not over.
    Open,
    /// Before everything that is kept here.
    Before,
}

/// A level's shape, beside its word.
pub fn mark<M>(level: Option<Level>) -> Element<M> {
    let (class, path) = match level {
        Some(Level::Calm) => ("mark calm", "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20Z"),
        Some(Level::Uneasy) => ("mark uneasy", "M12 2 23 21H1Z"),
        Some(Level::Negative) => ("mark negative", "M12 1 23 12 12 23 1 12Z"),
        Some(Level::Silent) => {
            ("mark silent", "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20ZM12 6a6 6 0 1 1 0 12a6 6 0 1 1 0-12Z")
        }
        None => ("mark unknown", "M3 3H21V21H3ZM7 7V17H17V7Z"),
    };
    drawing("0 0 24 24", class).child(Element::svg("path").attribute("fill-rule", "evenodd").attribute("d", path))
}

/// A day's bar. Its height and its pattern differ with what it stands for.
pub fn bar<M>(bar: Bar) -> Element<M> {
    let (class, path) = match bar {
        // Low and whole.
        Bar::Of(Level::Calm) => ("bar calm", "M6 22H18V38H6Z"),
        // Higher, in slices.
        Bar::Of(Level::Uneasy) => ("bar uneasy", "M6 14H18V18H6ZM6 20H18V24H6ZM6 26H18V30H6ZM6 32H18V38H6Z"),
        // As high as it goes, with a point.
        Bar::Of(Level::Negative) => ("bar negative", "M12 2 19 11V38H5V11Z"),
        // Hollow.
        Bar::Of(Level::Silent) => ("bar silent", "M6 22H18V38H6ZM8.5 24.5V35.5H15.5V24.5Z"),
        Bar::Unknown => ("bar unknown", "M6 22H18V38H6ZM8.5 24.5V28.5H15.5V24.5ZM8.5 31.5V35.5H15.5V31.5Z"),
        // A line on the ground.
        Bar::None => ("bar none", "M6 35.5H18V38H6Z"),
        // A broken outline.
        Bar::Late => (
            "bar late",
            "M6 22H10V24.5H8.5V27H6ZM14 22H18V27H15.5V24.5H14ZM6 30H8.5V33H6ZM15.5 30H18V33H15.5ZM6 35.5H10V38H6ZM14 35.5H18V38H14Z",
        ),
        // Crossed out.
        Bar::Missing => {
            ("bar missing", "M6 24 8 22 12 26 16 22 18 24 14 28 18 32 16 34 12 30 8 34 6 32 10 28ZM6 36H18V38H6Z")
        }
        // A point.
        Bar::Open => ("bar open", "M12 32.5a2.75 2.75 0 1 0 0 5.5a2.75 2.75 0 1 0 0-5.5Z"),
        Bar::Before => ("bar before", "M10.5 36H13.5V38H10.5Z"),
    };
    drawing("0 0 24 40", class).child(Element::svg("path").attribute("fill-rule", "evenodd").attribute("d", path))
}

fn drawing<M>(view: &'static str, class: &'static str) -> Element<M> {
    Element::svg("svg").class(class).attribute("viewBox", view).attribute("aria-hidden", "true")
}
