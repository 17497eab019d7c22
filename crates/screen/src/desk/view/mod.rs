//! How the desk looks: one view at a time, under a title that gets the focus when it is opened, below the row of views.

mod beginning;
mod careful;
mod families;
mod fields;
mod frame;
mod front;
mod inbox;
mod notes;
mod office;
mod phrase;
mod places;
mod post;
mod settings;
mod sheet;
mod tell;
mod updates;

use std::borrow::Cow;

use porchlight_client::{Liaison, Seconds};
use porchlight_language::texts::{Day, Moment, OnDesk};
use porchlight_language::{Codebook, Language, Texts};
use porchlight_protocol::Sequence;

use super::book::book;
use super::{App, Around, Message, Place, View, saying};
use crate::Element;
use crate::parts::{self, Weight, button};

pub(super) use fields::field_id;

/// What every view looks at.
struct Sight<'a> {
    app: &'a App,
    around: &'a Around<'a>,
    texts: &'static Texts,
}

/// The same, of an office that is at hand.
struct Desk<'a> {
    sight: Sight<'a>,
    liaison: &'a Liaison,
    book: Cow<'static, Codebook>,
}

impl Sight<'_> {
    fn say(&self, sentence: OnDesk) -> String {
        self.texts.on_desk(sentence)
    }

    fn language(&self) -> Language {
        self.app.language
    }

    fn moment(&self, at: Seconds) -> Option<Moment> {
        self.around.civil.moment(at)
    }

    /// A button that opens a view.
    fn to(&self, weight: Weight, name: OnDesk, view: View) -> Element<Message> {
        button(weight, self.say(name), move || Message::Go(view.clone()))
    }

    /// A view's way back.
    fn back(&self, view: View) -> Element<Message> {
        self.to(Weight::Quiet, OnDesk::Back, view)
    }
}

impl Desk<'_> {
    fn say(&self, sentence: OnDesk) -> String {
        self.sight.say(sentence)
    }

    fn label(&self, code: &str, days: Option<u32>) -> String {
        self.book.label(code, self.sight.language(), days)
    }

    /// The day of the last update up to a place.
    fn day_at(&self, place: Sequence) -> Option<Day> {
        let status = saying::posted(self.liaison).find(|posted| posted.sequence <= place);
        status.map(|status| Day::from_number(status.as_of.0))
    }
}

pub(super) fn desk(app: &App, around: &Around<'_>) -> Element<Message> {
    let sight = Sight { app, around, texts: Texts::of(app.language) };
    let told = Some(app.said.clone()).filter(|said| !said.is_empty());
    let hide = sight.say(OnDesk::Hide);
    Element::new("div")
        .class("page desk")
        .attribute("lang", app.language.as_str())
        .attribute("dir", app.language.direction())
        .child(frame::header(&sight))
        .child(Element::new("main").children(body(&sight)))
        .child(parts::telling(told, app.said_number, &hide, || Message::Do(super::Deed::Hide)))
}

fn body(sight: &Sight<'_>) -> Vec<Element<Message>> {
    match sight.around.place {
        Place::Opening => places::opening(sight),
        Place::Locked { until } => places::locked(sight, until),
        Place::Elsewhere => places::elsewhere(sight),
        Place::Broken(trouble) => places::broken(sight, trouble),
        Place::TakingUp => places::taking_up(sight),
        Place::Empty { was_evicted } => beginning::beginning(sight, was_evicted),
        Place::Office(liaison) => {
            let sight = Sight { app: sight.app, around: sight.around, texts: sight.texts };
            of_office(&Desk { sight, liaison, book: book(liaison) })
        }
    }
}

fn of_office(desk: &Desk<'_>) -> Vec<Element<Message>> {
    let app = desk.sight.app;
    if let Some(phrase) = app.phrase() {
        return phrase::phrase(desk, phrase);
    }
    if !desk.liaison.is_founded() {
        return places::founding(&desk.sight);
    }
    if let Some(ended) = app.ended {
        return office::ended(desk, ended);
    }
    match &app.view {
        View::Start | View::Found | View::Recover | View::Restore | View::Accept | View::Desk => front::front(desk),
        View::Post => post::post(desk),
        View::Updates => updates::updates(desk),
        View::Tell => tell::tell(desk),
        View::Inbox => inbox::inbox(desk),
        View::Families => families::families(desk),
        View::Family(name) => families::family(desk, name),
        View::Invite => families::invite(desk),
        View::Sheet { family, device } => sheet::sheet(desk, family, *device),
        View::Log => updates::log(desk),
        View::Office => office::office(desk),
        View::Settings => settings::settings(desk),
    }
}
