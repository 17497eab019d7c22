//! A private message before it is sent: to whom, how they want bad news, what it says.

use porchlight_client::FamilySummary;
use porchlight_language::plain;
use porchlight_language::texts::OnDesk;

use super::Desk;
use super::fields::typed;
use crate::Element;
use crate::desk::families::is_reachable;
use crate::desk::{Deed, Field, Message, Tick, saying};
use crate::parts::{self, Tone, Weight, card, paragraph, send};

pub(super) fn tell(desk: &Desk<'_>) -> Vec<Element<Message>> {
    let sight = &desk.sight;
    let mut view = vec![parts::title(sight.say(OnDesk::TellHeading))];
    view.extend(sight.trouble());
    let families = desk.liaison.families();
    if !families.iter().any(is_reachable) {
        view.push(paragraph(sight.say(OnDesk::NoFamilyReachable)));
        return view;
    }
    let chosen = families.iter().find(|family| family.name == sight.app.typed.text(Field::TellFamily));
    let hint = if sight.app.held.is_some() { OnDesk::HeldAlready } else { OnDesk::PostHint };
    let form = Element::new("form")
        .on_submit(|| Message::Do(Deed::Tell))
        .child(whom(desk, &families))
        .children(chosen.map(|family| preference(desk, family)))
        .children(chosen.and_then(|family| answers(desk, family)))
        .child(codes(desk))
        .child(text(desk))
        .child(sight.tick(
            Tick::WithNext,
            sight.app.with_next,
            "with-next",
            OnDesk::TellWithNext,
            sight.say(OnDesk::TellWithNextHint),
        ))
        .child(paragraph(sight.say(hint)))
        .child(send(Weight::Main, sight.say(OnDesk::TellDo)));
    view.push(paragraph(sight.say(OnDesk::TellLead)));
    view.push(form);
    view
}

fn whom(desk: &Desk<'_>, families: &[FamilySummary]) -> Element<Message> {
    let nobody = (String::new(), desk.say(OnDesk::TellChoose));
    let names = families.iter().filter(|family| is_reachable(family));
    let names = names.map(|family| (family.name.clone(), plain::line(&family.name)));
    desk.sight.choice(Field::TellFamily, OnDesk::TellFamily, None, "", std::iter::once(nobody).chain(names))
}

/// How the family wants bad news stands before anything is written to it.
fn preference(desk: &Desk<'_>, family: &FamilySummary) -> Element<Message> {
    match &family.prefers {
        Some(wish) => {
            let name = Element::new("strong").text(plain::line(&family.name));
            let said = Element::new("p").child(name).text(format!(": {}", desk.sight.texts.family_prefers(wish)));
            card(Tone::Heed).key("preference").child(said)
        }
        None => paragraph(desk.say(OnDesk::NoPreference)).key("preference").class("help"),
    }
}

fn answers(desk: &Desk<'_>, family: &FamilySummary) -> Option<Element<Message>> {
    let open = desk.liaison.inquiries().into_iter().filter(|inquiry| inquiry.family == family.name);
    let questions: Vec<_> = open.map(|asked| (saying::spelled(asked.id), desk.label(&asked.code, None))).collect();
    let none = (String::new(), desk.say(OnDesk::TellAnswersNone));
    let choices = std::iter::once(none).chain(questions.iter().cloned());
    (!questions.is_empty()).then(|| desk.sight.choice(Field::TellAnswers, OnDesk::TellAnswers, None, "", choices))
}

fn codes(desk: &Desk<'_>) -> Element<Message> {
    let language = desk.sight.language();
    let usual = desk.sight.app.private_code(desk.liaison);
    let codes = desk.book.private_codes().iter().map(|code| (code.id().to_string(), code.label(language)));
    desk.sight.choice(Field::TellCode, OnDesk::TellCode, None, &usual, codes)
}

fn text(desk: &Desk<'_>) -> Element<Message> {
    let field = desk.sight.lines(Field::TellText, OnDesk::TellText, "");
    field.help(desk.say(OnDesk::TellTextHint)).on_input(typed(Field::TellText))
}
