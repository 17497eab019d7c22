//! What was said so far, each of which can be corrected; and the log of everything that the office did.

use porchlight_client::{Act, LogEntry};
use porchlight_language::texts::{Day, Entry, OnDesk};

use super::Desk;
use crate::Element;
use crate::desk::saying::{Posted, posted};
use crate::desk::{Deed, Message};
use crate::parts::{self, Weight, button, mark, paragraph, struck};

/// Updates in the list: a quarter of a year of one a day.
const UPDATES_MAX: usize = 90;

/// An update in one line.
pub(super) fn told(desk: &Desk<'_>, posted: &Posted<'_>) -> String {
    let day = Day::from_number(posted.as_of.0);
    desk.sight.texts.desk_update_of(day, &desk.label(posted.code, None))
}

pub(super) fn updates(desk: &Desk<'_>) -> Vec<Element<Message>> {
    let all: Vec<_> = posted(desk.liaison).take(UPDATES_MAX).collect();
    let mut view = vec![parts::title(desk.say(OnDesk::UpdatesHeading)), paragraph(desk.say(OnDesk::UpdatesLead))];
    if all.is_empty() {
        view.push(paragraph(desk.say(OnDesk::NothingPosted)));
        return view;
    }
    let lines = all.iter().map(|one| update(desk, one, &all));
    view.push(Element::new("ul").class("updates").attribute("role", "list").children(lines));
    view
}

fn update(desk: &Desk<'_>, one: &Posted<'_>, all: &[Posted<'_>]) -> Element<Message> {
    let texts = desk.sight.texts;
    let level = desk.book.status(one.code).map(|status| status.level());
    let corrected_by = all.iter().find(|later| later.corrects == Some(one.sequence)).map(|later| later.sequence);
    let said = told(desk, one);
    let line = Element::new("p").class("said").child(mark(level));
    let line = match corrected_by {
        Some(_) => line.child(struck(said.clone())),
        None => line.child(Element::new("span").text(said.clone())),
    };
    let corrects = one.corrects.map(|place| paragraph(texts.corrects(place.0)));
    let corrected = corrected_by.map(|by| paragraph(texts.corrected_by(by.0)));
    let place = one.sequence;
    let correct = corrected_by.is_none().then(|| {
        button(Weight::Plain, desk.say(OnDesk::Correct), move || Message::Do(Deed::Correct(place)))
            .attribute("aria-label", format!("{}: {said}", desk.say(OnDesk::Correct)))
    });
    Element::new("li")
        .key(place)
        .child(line)
        .child(paragraph(texts.desk_message(place.0, None)).class("help"))
        .children(corrects)
        .children(corrected)
        .children(correct)
}

pub(super) fn log(desk: &Desk<'_>) -> Vec<Element<Message>> {
    let texts = desk.sight.texts;
    let entries: Vec<_> = desk.liaison.log().rev().map(|entry| logged(desk, entry)).collect();
    let mut view = vec![parts::title(desk.say(OnDesk::LogHeading))];
    view.push(match entries.is_empty() {
        true => paragraph(texts.log_empty()),
        false => Element::new("ul").class("log").attribute("role", "list").children(entries),
    });
    view
}

fn logged(desk: &Desk<'_>, entry: &LogEntry) -> Element<Message> {
    let at = desk.sight.moment(entry.at).map(|moment| desk.sight.texts.moment(moment)).unwrap_or_default();
    let at = Element::new("span").class("when").text(at);
    Element::new("li").child(at).child(Element::new("span").text(act(desk, &entry.act)))
}

fn act(desk: &Desk<'_>, act: &Act) -> String {
    let label;
    let entry = match act {
        Act::Status { sequence, code, as_of, .. } => {
            label = desk.label(code, None);
            Entry::Status { update: sequence.0, day: Day::from_number(as_of.0), label: &label }
        }
        Act::Notice { sequence, family } => Entry::Notice { update: sequence.0, family },
        Act::Profile { sequence } => Entry::Profile { update: sequence.0 },
        Act::Invited { family, device } => Entry::Invited { family, number: (*device).into() },
        Act::Withdrawn { family, device } => Entry::Withdrawn { family, number: (*device).into() },
        Act::Joined { family, device } => Entry::Joined { family, number: (*device).into() },
        Act::Removed { family, device } => Entry::Removed { family, number: (*device).into() },
        Act::Left { family, device } => Entry::Left { family, number: (*device).into() },
        Act::Turned { epoch } => Entry::Turned { number: epoch.0.into() },
        Act::Empowered { name: Some(name) } => Entry::Empowered { name },
        Act::Empowered { name: None } => Entry::HandingOver,
        Act::Dismissed { name } => Entry::Dismissed { name },
        Act::TakenOver { sequence } => Entry::TakenOver { update: sequence.0 },
    };
    desk.sight.texts.log_entry(entry)
}
