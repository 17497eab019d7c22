//! The days behind, a bar each: one stop for the keyboard, arrows from day to day, and what was said of the chosen one.

use porchlight_client::StatusItem;
use porchlight_language::Codebook;
use porchlight_language::texts::{Day, OnPage};

use super::{Sight, day_id};
use crate::Element;
use crate::element::Key;
use crate::family::{Group, Message};
use crate::parts::{Bar, Weight, bar, button, mark, paragraph, section, struck};
use crate::told::{Mark, PastDay};

pub(super) fn history(sight: &Sight<'_>, group: &Group<'_>, book: &Codebook) -> Option<Element<Message>> {
    let days = sight.reader.days(group.device, book, sight.around.now);
    // Of the days that are shown; the clock may have gone on since one was chosen.
    let chosen = days.iter().rposition(|past| Some(past.day) == sight.app.chosen_day);
    let last = days.len().checked_sub(1)?;
    let stop = chosen.unwrap_or(last);
    let bars = days.iter().enumerate().map(|(index, past)| day_bar(sight, &days, index, past, index == stop, chosen));
    let strip = Element::new("div")
        .class("strip")
        .attribute("role", "toolbar")
        .attribute("aria-labelledby", "history")
        .attribute("aria-describedby", "history-what")
        .children(bars);
    let list = sight.app.lists_all.then(|| all(sight, group, book));
    let toggle = if sight.app.lists_all { OnPage::FewerUpdates } else { OnPage::AllUpdates };
    let lists_all = !sight.app.lists_all;
    Some(
        section("history", sight.texts.page_history(days.len() as u64))
            .child(paragraph(sight.say(OnPage::HistoryWhat)).id("history-what").class("help"))
            .child(strip)
            .child(detail(sight, group, &days[stop], book))
            .child(button(Weight::Quiet, sight.say(toggle), move || Message::ListAll(lists_all)))
            .children(list),
    )
}

fn day_bar(
    sight: &Sight<'_>,
    days: &[PastDay],
    index: usize,
    past: &PastDay,
    is_stop: bool,
    chosen: Option<usize>,
) -> Element<Message> {
    let day = past.day;
    let at = |index: usize| days[index.min(days.len() - 1)].day;
    let (before, behind, first, last) = (at(index.saturating_sub(1)), at(index + 1), at(0), at(days.len() - 1));
    Element::new("button")
        .key(day.number())
        .id(day_id(day))
        .class("day")
        .attribute("type", "button")
        .attribute("tabindex", if is_stop { "0" } else { "-1" })
        .attribute("aria-label", name(sight, past))
        .attribute("aria-pressed", if chosen == Some(index) { "true" } else { "false" })
        .on_press(move || Message::Day(day))
        .on_key(move |key| match key {
            Key::Left => Some(Message::Day(before)),
            Key::Right => Some(Message::Day(behind)),
            Key::Home => Some(Message::Day(first)),
            Key::End => Some(Message::Day(last)),
        })
        .child(bar(picture(past.mark)))
}

const fn picture(mark: Mark) -> Bar {
    match mark {
        Mark::Said(Some(level)) => Bar::Of(level),
        Mark::Said(None) => Bar::Unknown,
        Mark::Silent => Bar::Of(porchlight_language::Level::Silent),
        Mark::Quiet => Bar::None,
        Mark::Late => Bar::Late,
        Mark::Missing => Bar::Missing,
        Mark::Open => Bar::Open,
        Mark::Before => Bar::Before,
    }
}

/// A day and what is known of it: "Sat 22 August: calm".
fn name(sight: &Sight<'_>, past: &PastDay) -> String {
    let (texts, day): (_, Day) = (sight.texts, past.day);
    match past.mark {
        Mark::Said(Some(level)) => texts.history_update(day, level),
        Mark::Said(None) => texts.page_day_unknown_code(day),
        Mark::Silent => texts.history_update(day, porchlight_language::Level::Silent),
        Mark::Quiet => texts.history_none(day),
        Mark::Late => texts.page_day_late(day),
        Mark::Missing => texts.history_missed(day),
        Mark::Open => texts.page_day_open(day),
        Mark::Before => texts.page_day_before(day),
    }
}

/// What was said of the chosen day, what was corrected included.
fn detail(sight: &Sight<'_>, group: &Group<'_>, past: &PastDay, book: &Codebook) -> Element<Message> {
    let said = sight.reader.said_of(group.device, past.day).map(|status| {
        let text = sight.reader.label(status, book);
        entry(sight, status, text, book)
    });
    Element::new("div")
        .class("detail")
        .child(paragraph(name(sight, past)).class("day-name"))
        .child(Element::new("ul").attribute("role", "list").children(said))
}

/// Every update that this device keeps, the latest first.
fn all(sight: &Sight<'_>, group: &Group<'_>, book: &Codebook) -> Element<Message> {
    let entries = group.device.statuses().rev().map(|status| {
        let text = sight.reader.past_line(status, book).text;
        entry(sight, status, text, book).key(status.sequence)
    });
    Element::new("ul").class("updates").attribute("role", "list").children(entries)
}

/// An update in a list; one that was corrected stays, struck through, and says so in words.
fn entry(sight: &Sight<'_>, status: &StatusItem, text: String, book: &Codebook) -> Element<Message> {
    let level = book.status(&status.code).map(|code| code.level());
    let text = match status.corrected_by {
        Some(_) => struck(text),
        None => Element::new("span").text(text),
    };
    let corrects = status.corrects.map(|place| sight.texts.corrects(place.0));
    let corrected = status.corrected_by.map(|place| sight.texts.corrected_by(place.0));
    let notes = corrects.into_iter().chain(corrected).map(|note| Element::new("span").class("note").text(note));
    Element::new("li").child(mark(level)).child(Element::new("div").child(text).children(notes))
}
