//! A screen without a browser: read as words, and pressed as a person would press it.

use std::fs;
use std::path::Path;

use porchlight_language::texts::{Day, Moment};
use porchlight_screen::element::{Gesture, Key};
use porchlight_screen::{Civil, Element, Node};
use zeroize::Zeroizing;

use crate::world::DAY;

/// A reader who lives by the world's own clock.
pub struct Utc;

impl Civil for Utc {
    fn moment(&self, at: u64) -> Option<Moment> {
        let day = Day::from_number(u32::try_from(at / DAY).ok()?);
        Moment::new(day, u8::try_from(at % DAY / 3_600).ok()?, u8::try_from(at % 3_600 / 60).ok()?)
    }
}

/// Presses the button of this name.
///
/// # Panics
/// Where there is none, with everything that can be pressed.
pub fn press<M>(screen: &Element<M>, name: &str) -> M {
    let meaning =
        find(screen, &|element| element.tag() == "button" && called(element) == name, &|gesture| match gesture {
            Gesture::Press(meaning) => Some(meaning()),
            _ => None,
        });
    meaning.unwrap_or_else(|| panic!("there is no button «{name}»; there are: {:?}", buttons(screen)))
}

/// The names of all that can be pressed, in order.
pub fn buttons<M>(screen: &Element<M>) -> Vec<String> {
    all(screen).into_iter().filter(|element| element.tag() == "button").map(called).collect()
}

/// Types into the field with this id.
///
/// # Panics
/// Where there is none.
pub fn type_into<M>(screen: &Element<M>, id: &str, text: &str) -> M {
    let meaning = find(screen, &|element| attribute(element, "id") == Some(id), &|gesture| match gesture {
        Gesture::Input(meaning) => Some(meaning(Zeroizing::new(text.to_owned()))),
        _ => None,
    });
    meaning.unwrap_or_else(|| panic!("there is no field {id}"))
}

/// Sends the form that holds the button of this name.
///
/// # Panics
/// Where there is none.
pub fn send<M>(screen: &Element<M>, name: &str) -> M {
    let holds = |form: &Element<M>| form.tag() == "form" && buttons(form).iter().any(|button| button == name);
    let meaning = find(screen, &holds, &|gesture| match gesture {
        Gesture::Submit(meaning) => Some(meaning()),
        _ => None,
    });
    meaning.unwrap_or_else(|| panic!("there is no form with «{name}»"))
}

/// Presses a key upon the element with this id.
pub fn key<M>(screen: &Element<M>, id: &str, key: Key) -> Option<M> {
    find(screen, &|element| attribute(element, "id") == Some(id), &|gesture| match gesture {
        Gesture::Key(meaning) => meaning(key),
        _ => None,
    })
}

/// The element with this id.
pub fn by_id<'a, M>(screen: &'a Element<M>, id: &str) -> Option<&'a Element<M>> {
    all(screen).into_iter().find(|element| attribute(element, "id") == Some(id))
}

/// An attribute's value.
pub fn attribute<'a, M>(element: &'a Element<M>, name: &str) -> Option<&'a str> {
    element.attributes().iter().find(|(named, _)| *named == name).map(|(_, value)| value.as_ref())
}

/// Every element, in the order in which it is read.
pub fn all<M>(screen: &Element<M>) -> Vec<&Element<M>> {
    let mut elements = vec![screen];
    for part in screen.parts() {
        match part {
            Node::Element(element) => elements.extend(all(element)),
            Node::Text(_) => {}
        }
    }
    elements
}

/// Compares a screen with the one in `tests/golden`; `PORCHLIGHT_BLESS=1` writes it anew.
///
/// # Panics
/// Where they differ.
pub fn assert_golden<M>(name: &str, screen: &Element<M>) {
    let shown = in_lines(&screen.to_html());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(name);
    if std::env::var_os("PORCHLIGHT_BLESS").is_some() {
        fs::write(&path, &shown).expect("the goldens are in the source tree");
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    assert!(golden == shown, "{} differs from what is shown now:\n{shown}", path.display());
}

/// An element begins a line, so that a change shows where it is.
fn in_lines(html: &str) -> String {
    let mut lines = html.replace("><", ">\n<");
    lines.push('\n');
    lines
}

/// What a button is called: by its label, or else by its words.
fn called<M>(element: &Element<M>) -> String {
    attribute(element, "aria-label").map_or_else(|| element.to_words(), str::to_owned)
}

fn find<M, N>(
    screen: &Element<M>,
    is_meant: &dyn Fn(&Element<M>) -> bool,
    meaning: &dyn Fn(&Gesture<M>) -> Option<N>,
) -> Option<N> {
    let meant = all(screen).into_iter().filter(|element| is_meant(element));
    meant.flat_map(|element| element.gestures()).find_map(meaning)
}
