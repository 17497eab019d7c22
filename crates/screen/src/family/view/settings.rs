//! Language, PIN, notifications, and the way out of everything.

use porchlight_language::texts::OnPage;

use super::private::buttons;
use super::{Sight, WIPE_ASKED};
use crate::Element;
use crate::family::{Message, Notices, PinField, View};
use crate::parts::{self, Field, Tone, Weight, button, card, paragraph, section, send};

pub(super) fn settings(sight: &Sight<'_>, has_pin: bool) -> Vec<Element<Message>> {
    let mut view = vec![sight.back(), parts::title(sight.say(OnPage::Settings))];
    view.push(section("language", sight.say(OnPage::Language)).child(sight.languages()));
    view.push(notifications(sight));
    view.extend(installing(sight));
    view.push(pin(sight, has_pin));
    let host = button(Weight::Plain, sight.say(OnPage::Host), || Message::Open(View::Host));
    view.push(section("more", sight.say(OnPage::More)).child(Element::new("p").child(host)).child(wiping(sight)));
    view
}

fn notifications(sight: &Sight<'_>) -> Element<Message> {
    let section = section("notify", sight.say(OnPage::Notify));
    let turn = |name, is_on: bool| button(Weight::Plain, sight.say(name), move || Message::Notify(is_on));
    match sight.around.browser.notices {
        Notices::Unable => section.child(paragraph(sight.say(OnPage::NotifyUnable))),
        Notices::Forbidden => section.child(paragraph(sight.say(OnPage::NotifyForbidden))),
        Notices::Off => section.child(paragraph(sight.say(OnPage::NotifyWhat))).child(turn(OnPage::NotifyOn, true)),
        Notices::On => section.child(paragraph(sight.say(OnPage::NotifyWhat))).child(turn(OnPage::NotifyOff, false)),
    }
}

fn installing(sight: &Sight<'_>) -> Option<Element<Message>> {
    let install = || button(Weight::Plain, sight.say(OnPage::Install), || Message::Install);
    sight.around.browser.can_install.then(|| Element::new("div").key("install").child(install()))
}

fn pin(sight: &Sight<'_>, has_pin: bool) -> Element<Message> {
    let wiped = sight.app.typed.pins_wiped;
    let field = |id, name, field| {
        Field::secret(id, sight.say(name), wiped)
            .with("inputmode", "numeric")
            .on_input(move |typed| Message::PinTyped(field, typed))
    };
    let present = has_pin.then(|| field("pin-present", OnPage::PinPresent, PinField::Present));
    let set = if has_pin { OnPage::PinChange } else { OnPage::PinSet };
    let remove = has_pin.then(|| button(Weight::Quiet, sight.say(OnPage::PinRemove), || Message::RemovePin));
    let lock = has_pin.then(|| button(Weight::Plain, sight.say(OnPage::PinLock), || Message::Lock).key("lock"));
    let form = Element::new("form")
        .on_submit(move || Message::SetPin { has_pin })
        .children(present)
        .child(field("pin-new", OnPage::PinNew, PinField::New))
        .child(field("pin-again", OnPage::PinAgain, PinField::Again))
        .child(buttons([send(Weight::Plain, sight.say(set))].into_iter().chain(remove)));
    section("pin", sight.say(OnPage::Pin)).child(paragraph(sight.say(OnPage::PinWhat))).children(lock).child(form)
}

/// Removing everything, in two steps.
pub(super) fn wiping(sight: &Sight<'_>) -> Element<Message> {
    if !sight.app.is_wiping {
        return button(Weight::Plain, sight.say(OnPage::Wipe), || Message::Wipe).key("wipe");
    }
    let asked = paragraph(sight.say(OnPage::WipeAsked)).id(WIPE_ASKED).attribute("tabindex", "-1");
    let office = sight.around.has_office.then(|| paragraph(sight.say(OnPage::WipeOffice)));
    card(Tone::Heed).key(WIPE_ASKED).child(asked).children(office).child(buttons([
        button(Weight::Grave, sight.say(OnPage::WipeYes), || Message::WipeSurely),
        button(Weight::Plain, sight.say(OnPage::Cancel), || Message::WipeNot),
    ]))
}
