//! Before there is an office: what can be begun, and the forms for it.

use porchlight_language::texts::OnDesk;
use porchlight_language::words;
use porchlight_sealing::RecoveryPhrase;

use super::fields::{field_id, typed};
use super::{Sight, settings};
use crate::Element;
use crate::desk::{Deed, Field, Message, Tick, View, beginning};
use crate::parts::{self, Tone, Weight, card, paragraph, send};

/// The list of all words, from which a browser suggests.
const WORD_LIST: &str = "words";

pub(super) fn beginning(sight: &Sight<'_>, was_evicted: bool) -> Vec<Element<Message>> {
    match sight.app.view {
        View::Found => found(sight),
        View::Recover => recover(sight),
        View::Restore => restore(sight),
        View::Accept => accept(sight),
        View::Start
        | View::Desk
        | View::Post
        | View::Updates
        | View::Tell
        | View::Inbox
        | View::Families
        | View::Family(_)
        | View::Invite
        | View::Sheet { .. }
        | View::Log
        | View::Office
        | View::Settings => start(sight, was_evicted),
    }
}

fn start(sight: &Sight<'_>, was_evicted: bool) -> Vec<Element<Message>> {
    let ways = [
        (OnDesk::StartFound, OnDesk::StartFoundHint, View::Found),
        (OnDesk::StartRecover, OnDesk::StartRecoverHint, View::Recover),
        (OnDesk::StartRestore, OnDesk::StartRestoreHint, View::Restore),
        (OnDesk::StartAccept, OnDesk::StartAcceptHint, View::Accept),
    ];
    let ways = ways.into_iter().enumerate().map(|(index, (name, hint, view))| {
        let weight = if index == 0 && !was_evicted { Weight::Main } else { Weight::Plain };
        Element::new("li").child(sight.to(weight, name, view)).child(paragraph(sight.say(hint)).class("help"))
    });
    let evicted = was_evicted.then(|| card(Tone::Heed).child(paragraph(sight.say(OnDesk::Evicted))));
    let mut view = vec![parts::title(sight.say(OnDesk::StartHeading))];
    view.extend(evicted);
    view.extend(sight.trouble());
    view.push(paragraph(sight.say(OnDesk::StartLead)));
    view.push(Element::new("ul").class("ways").attribute("role", "list").children(ways));
    view.push(paragraph(sight.say(OnDesk::OnePlace)));
    view
}

fn opened(sight: &Sight<'_>, heading: OnDesk) -> Vec<Element<Message>> {
    let mut view = vec![sight.back(View::Start), parts::title(sight.say(heading))];
    view.extend(sight.trouble());
    view
}

fn form(deed: Deed) -> Element<Message> {
    Element::new("form").on_submit(move || Message::Do(deed.clone()))
}

fn found(sight: &Sight<'_>) -> Vec<Element<Message>> {
    let charter = sight.line(Field::Link, OnDesk::CharterLink).help(sight.say(OnDesk::CharterLinkHint));
    let server = sight.line(Field::Server, OnDesk::Server).help(sight.say(OnDesk::ServerHint));
    let name = sight.line(Field::GroupName, OnDesk::GroupName).help(sight.say(OnDesk::GroupNameHint));
    let check_ins = sight.texts.check_ins(sight.app.check_ins);
    let form = form(Deed::Found)
        .child(charter.on_input(typed(Field::Link)))
        .child(server.with("inputmode", "url").on_input(typed(Field::Server)))
        .child(name.with("maxlength", "120").on_input(typed(Field::GroupName)))
        .child(settings::cadence(sight, beginning::CADENCE_SECONDS))
        .child(sight.tick(Tick::CheckIns, sight.app.check_ins, "check-ins", OnDesk::CheckIns, check_ins))
        .child(send(Weight::Main, sight.say(OnDesk::FoundDo)));
    let mut view = opened(sight, OnDesk::FoundHeading);
    view.push(form);
    view
}

fn recover(sight: &Sight<'_>) -> Vec<Element<Message>> {
    let server = sight.line(Field::Server, OnDesk::Server).help(sight.say(OnDesk::RecoverServerHint));
    let fields = (0..RecoveryPhrase::WORDS as u8).map(|index| {
        let label = sight.texts.desk_word_number(u64::from(index) + 1);
        word_field(sight, Field::Word(index), label)
    });
    let options = words::all(sight.language()).map(|word| Element::new("option").attribute("value", word));
    let grid = Element::new("fieldset")
        .child(Element::new("legend").text(sight.say(OnDesk::StartRecover)))
        .child(paragraph(sight.say(OnDesk::RecoverLead)))
        .child(Element::new("ol").class("words").attribute("role", "list").children(fields))
        .child(Element::new("datalist").id(WORD_LIST).children(options));
    let form = form(Deed::Recover)
        .child(server.with("inputmode", "url").on_input(typed(Field::Server)))
        .child(grid)
        .child(paragraph(sight.say(OnDesk::RecoverEnds)))
        .child(send(Weight::Main, sight.say(OnDesk::RecoverDo)));
    let mut view = opened(sight, OnDesk::RecoverHeading);
    view.push(form);
    view
}

/// A field for one word, which a browser completes from the list.
pub(super) fn word_field(sight: &Sight<'_>, field: Field, label: String) -> Element<Message> {
    let id = field_id(field);
    let error = sight.app.trouble_of(field);
    let error_id = format!("{id}-error");
    let input = Element::new("input")
        .attribute("type", "text")
        .id(id.clone())
        .attribute("name", id.clone())
        .attribute("list", WORD_LIST)
        .attribute("autocomplete", "off")
        .attribute("autocapitalize", "none")
        .attribute("spellcheck", "false")
        .attribute("value", sight.app.typed.text(field).to_owned())
        .attribute_if("aria-invalid", error.map(|_| "true"))
        .attribute_if("aria-describedby", error.map(|_| error_id.clone()))
        .on_input(typed(field));
    Element::new("li")
        .class("field")
        .key(&id)
        .child(Element::new("label").attribute("for", id).text(label))
        .child(input)
        .children(error.map(|error| Element::new("p").class("error").id(error_id.clone()).text(error)))
}

fn restore(sight: &Sight<'_>) -> Vec<Element<Message>> {
    let file = Element::new("div")
        .class("field")
        .key("file")
        .child(Element::new("label").attribute("for", "file").text(sight.say(OnDesk::BackupFile)))
        .child(
            Element::new("input").attribute("type", "file").id("file").attribute("name", "file").on_file(Message::File),
        );
    let passphrase = sight.secret(Field::Passphrase, OnDesk::Passphrase).on_input(typed(Field::Passphrase));
    let send = send(Weight::Main, sight.say(OnDesk::RecoverDo)).flag("disabled", sight.app.is_opening);
    let form =
        form(Deed::Restore).child(file).child(passphrase).child(paragraph(sight.say(OnDesk::RecoverEnds))).child(send);
    let mut view = opened(sight, OnDesk::RestoreHeading);
    view.push(form);
    view
}

fn accept(sight: &Sight<'_>) -> Vec<Element<Message>> {
    let link = sight.line(Field::Link, OnDesk::AcceptLink);
    let form = form(Deed::Accept)
        .child(link.on_input(typed(Field::Link)))
        .child(paragraph(sight.say(OnDesk::AcceptLead)))
        .child(send(Weight::Main, sight.say(OnDesk::AcceptDo)));
    let mut view = opened(sight, OnDesk::AcceptHeading);
    view.push(form);
    view
}
