//! An update before it is sent: what it says, of which day, by when the next comes, and how families will read it.

use porchlight_language::texts::{OnDesk, Texts};
use porchlight_language::{Language, Level};

use super::fields::typed;
use super::{Desk, updates};
use crate::Element;
use crate::desk::{Deed, Field, Message, View, calendar, saying};
use crate::parts::{self, Weight, button, choice, facts, mark, paragraph, section, send};

pub(super) fn post(desk: &Desk<'_>) -> Vec<Element<Message>> {
    let (sight, app) = (&desk.sight, desk.sight.app);
    let heading = if app.corrects.is_some() { OnDesk::CorrectionHeading } else { OnDesk::PostHeading };
    let mut view = vec![sight.back(View::Desk), parts::title(sight.say(heading))];
    view.extend(sight.trouble());
    view.extend(corrected(desk));
    let hint = if app.held.is_some() { OnDesk::HeldAlready } else { OnDesk::PostHint };
    let form = Element::new("form")
        .on_submit(|| Message::Do(Deed::Post))
        .child(codes(desk))
        .child(as_of(desk))
        .children(silent_days(desk))
        .child(next_by(desk))
        .child(preview(desk))
        .child(paragraph(sight.say(hint)))
        .child(send(Weight::Main, sight.say(OnDesk::PostDo)));
    view.push(form);
    view
}

/// Which earlier update this corrects.
fn corrected(desk: &Desk<'_>) -> Option<Element<Message>> {
    let place = desk.sight.app.corrects?;
    let earlier = saying::posted(desk.liaison).find(|posted| posted.sequence == place)?;
    let nothing = button(Weight::Quiet, desk.say(OnDesk::CorrectNothing), || Message::Do(Deed::CorrectNothing));
    Some(
        Element::new("div")
            .class("card")
            .key("corrected")
            .child(paragraph(desk.sight.texts.corrects(place.0)))
            .child(Element::new("p").child(parts::struck(updates::told(desk, &earlier))))
            .child(nothing),
    )
}

fn codes(desk: &Desk<'_>) -> Element<Message> {
    let chosen = desk.sight.app.code.as_deref();
    let language = desk.sight.language();
    let choices = desk.book.statuses().iter().map(|status| {
        let (code, level) = (status.id().to_string(), status.level());
        let is_chosen = Some(code.as_str()) == chosen;
        let label = desk.sight.texts.desk_button_post(level, &status.label(language, None));
        Element::new("li").child(choice(label, is_chosen, move || Message::Do(Deed::Choose(code.clone()))))
    });
    Element::new("fieldset")
        .child(Element::new("legend").text(desk.say(OnDesk::CodeLabel)))
        .child(Element::new("ul").class("choices").attribute("role", "list").children(choices))
}

fn as_of(desk: &Desk<'_>) -> Element<Message> {
    let usual = desk.sight.app.prepared(desk.liaison, desk.sight.around).as_of;
    let usual = usual.map(porchlight_language::texts::Day::to_field).unwrap_or_default();
    desk.sight.of_kind("date", Field::AsOf, OnDesk::AsOf, &usual).on_input(typed(Field::AsOf))
}

fn silent_days(desk: &Desk<'_>) -> Option<Element<Message>> {
    let (sight, around) = (&desk.sight, desk.sight.around);
    if !sight.app.is_silence(desk.liaison) {
        return None;
    }
    let usual = sight.app.prepared(desk.liaison, around).next_by.ok();
    let usual = usual.and_then(|next_by| calendar::days_until(around.now, next_by)).unwrap_or(1).to_string();
    let field = sight.of_kind("number", Field::SilentDays, OnDesk::SilentDays, &usual);
    Some(field.with("min", "1").with("max", "366").on_input(typed(Field::SilentDays)))
}

fn next_by(desk: &Desk<'_>) -> Element<Message> {
    let (sight, around) = (&desk.sight, desk.sight.around);
    let usual = sight.app.prepared(desk.liaison, around).next_by.ok();
    let usual = usual.map(|next_by| calendar::field_of(around.civil, next_by)).unwrap_or_default();
    let field = sight.of_kind("datetime-local", Field::NextBy, OnDesk::NextBy, &usual);
    field.help(sight.say(OnDesk::NextByHint)).on_input(typed(Field::NextBy))
}

/// What families will see, in the language of any of them.
fn preview(desk: &Desk<'_>) -> Element<Message> {
    let sight = &desk.sight;
    let families = desk.liaison.families().iter().filter(|family| family.claimed > 0).count();
    let chosen = sight.app.preview;
    let languages = Language::ALL.map(|language| {
        let shown = choice(language.own_name(), language == chosen, move || Message::Do(Deed::Preview(language)));
        shown.attribute("lang", language.as_str())
    });
    let languages = Element::new("div")
        .class("choices")
        .attribute("role", "group")
        .attribute("aria-label", sight.say(OnDesk::PreviewLanguage))
        .children(languages);
    section("preview", sight.texts.preview(families as u64)).child(languages).child(as_read(desk, chosen))
}

fn as_read(desk: &Desk<'_>, language: Language) -> Element<Message> {
    let (around, texts) = (desk.sight.around, Texts::of(language));
    let prepared = desk.sight.app.prepared(desk.liaison, around);
    let code = desk.sight.app.code.as_deref().unwrap_or_default();
    let level = desk.book.status(code).map(|status| status.level());
    let next_by = prepared.next_by.ok();
    let days = next_by.and_then(|next_by| calendar::days_until(around.now, next_by));
    let label = desk.book.label(code, language, days);
    let lines = [
        prepared.as_of.ok().map(|day| texts.as_of_day(day)),
        next_by.and_then(|at| around.civil.moment(at)).map(|moment| texts.next_update(Some(moment))),
        desk.sight.app.corrects.map(|place| texts.corrects(place.0)),
    ];
    let word =
        level.map(|level: Level| Element::new("p").class("word").child(mark(Some(level))).text(texts.level(level)));
    Element::new("div")
        .class("card preview")
        .key(language)
        .attribute("lang", language.as_str())
        .attribute("dir", language.direction())
        .children(word)
        .child(paragraph(label).class("said"))
        .child(facts(lines.into_iter().flatten()))
}
