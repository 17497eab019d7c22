//! What screens are built of: headings, buttons, fields, cards and marks, alike on both pages. Their looks are in `page.css`.

mod button;
mod card;
mod field;
mod frame;
mod mark;
mod picture;

pub use button::{Weight, button, send};
pub use card::{Tone, card, facts, paragraph, section, steps, struck};
pub use field::{Field, choice};
pub use frame::{HEADING, TELLING, languages, telling, title};
pub use mark::{Bar, bar, mark};
pub use picture::link_picture;
