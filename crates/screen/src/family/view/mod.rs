//! How a relative's page looks: one view at a time, each under a title that gets the focus when it is opened.

mod asking;
mod device;
mod history;
mod host;
mod joining;
mod outcome;
mod private;
mod settings;
mod shelf;
mod silence;
mod updates;

use porchlight_language::texts::{Day, OnPage};
use porchlight_language::{Language, Texts};
use porchlight_protocol::Sequence;

use super::{App, Around, Group, Message, Shelf, View};
use crate::parts::{self, Weight, button};
use crate::told::Reader;
use crate::{Civil, Element};

/// The id of the heading above private messages.
pub(super) const PRIVATE: &str = "private";
/// The id of the question whether everything is to go.
pub(super) const WIPE_ASKED: &str = "wipe-asked";
/// The id of the heading above a link for another device.
pub(super) const OWN_LINK: &str = "own-link";

pub(super) fn day_id(day: Day) -> String {
    format!("day-{}", day.number())
}

pub(super) fn notice_id(notice: Sequence) -> String {
    format!("notice-{notice}")
}

pub(super) fn forget_id(notice: Sequence) -> String {
    format!("forget-{notice}")
}

/// What every view looks at.
pub(super) struct Sight<'a> {
    app: &'a App,
    around: &'a Around<'a>,
    texts: &'static Texts,
    reader: Reader<&'a dyn Civil>,
}

impl Sight<'_> {
    fn say(&self, sentence: OnPage) -> String {
        self.texts.on_page(sentence)
    }

    fn language(&self) -> Language {
        self.app.language
    }

    /// A view's way back.
    fn back(&self) -> Element<Message> {
        button(Weight::Quiet, self.say(OnPage::Back), || Message::Back)
    }

    fn languages(&self) -> Element<Message> {
        parts::languages(self.language(), &self.say(OnPage::Language), Message::Language)
    }
}

pub(super) fn page(app: &App, around: &Around<'_>) -> Element<Message> {
    let reader = Reader { language: app.language, civil: around.civil };
    let sight = Sight { app, around, texts: Texts::of(app.language), reader };
    let shown = around.groups.iter().find(|group| Some(group.device.feed()) == app.shown).or(around.groups.first());
    let told = outcome::told(&sight, shown);
    Element::new("div")
        .class("page")
        .attribute("lang", app.language.as_str())
        .attribute("dir", app.language.direction())
        .child(header(&sight))
        .child(body(&sight, shown))
        .child(parts::telling(told, app.outcomes, &sight.say(OnPage::Hide), || Message::Hide))
}

fn header(sight: &Sight<'_>) -> Element<Message> {
    let is_open = matches!(sight.around.shelf, Shelf::Open { .. });
    let settings = (is_open && sight.app.view != View::Settings)
        .then(|| button(Weight::Quiet, sight.say(OnPage::Settings), || Message::Open(View::Settings)));
    let name = Element::new("p").class("name").attribute("translate", "no").text("Porchlight");
    Element::new("header").class("top").child(name).children(settings)
}

fn body(sight: &Sight<'_>, shown: Option<&Group<'_>>) -> Element<Message> {
    let view = match sight.around.shelf {
        Shelf::Opening => vec![parts::title(sight.say(OnPage::Opening))],
        Shelf::Locked { until } => shelf::locked(sight, until),
        Shelf::Broken(trouble) => shelf::broken(sight, trouble),
        Shelf::Open { has_pin, evicted } => {
            let notes = shelf::notes(sight, evicted);
            notes.into_iter().chain(of_group(sight, shown, has_pin)).collect()
        }
    };
    Element::new("main").children(view)
}

fn of_group(sight: &Sight<'_>, shown: Option<&Group<'_>>, has_pin: bool) -> Vec<Element<Message>> {
    let Some(group) = shown else {
        return match sight.app.view {
            View::Settings => settings::settings(sight, has_pin),
            View::Host => host::host(sight),
            View::Updates | View::Join | View::Preference | View::Phrase | View::AddDevice | View::Leave => {
                joining::welcome(sight)
            }
        };
    };
    match sight.app.view {
        View::Settings => settings::settings(sight, has_pin),
        View::Host => host::host(sight),
        View::Join => joining::another(sight),
        View::Updates | View::Preference | View::Phrase | View::AddDevice | View::Leave
            if !group.device.has_joined() =>
        {
            joining::joining(sight, group)
        }
        View::Updates => updates::updates(sight, group),
        View::Preference => asking::preference(sight, group),
        View::Phrase => device::phrase(sight, group),
        View::AddDevice => device::add_device(sight, group),
        View::Leave => device::leave(sight, group),
    }
}
