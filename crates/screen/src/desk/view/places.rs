//! Where there is no office to work in: none yet, locked, in another tab, or not to be kept at all.

use porchlight_client::Seconds;
use porchlight_language::texts::OnDesk;

use super::fields::typed;
use super::{Sight, careful};
use crate::Element;
use crate::desk::update::heading;
use crate::desk::{Danger, Deed, Field, Message};
use crate::family::ShelfTrouble;
use crate::parts::{self, Weight, button, paragraph, section, send};

pub(super) fn opening(sight: &Sight<'_>) -> Vec<Element<Message>> {
    vec![parts::title(sight.say(OnDesk::Opening))]
}

pub(super) fn locked(sight: &Sight<'_>, until: Option<Seconds>) -> Vec<Element<Message>> {
    let waits = until.filter(|until| *until > sight.around.now).and_then(|until| sight.moment(until));
    let pin = sight.secret(Field::Pin, OnDesk::PinLabel).with("inputmode", "numeric");
    let form = Element::new("form")
        .on_submit(|| Message::Do(Deed::Unlock))
        .child(pin.on_input(typed(Field::Pin)))
        .children(waits.map(|moment| paragraph(sight.texts.desk_locked_until(moment))))
        .child(send(Weight::Main, sight.say(OnDesk::Unlock)));
    let forgotten = section("forgotten", sight.say(OnDesk::PinForgotten))
        .child(paragraph(sight.say(OnDesk::PinForgottenWhat)))
        .child(careful::asked(sight, &Danger::WipeEverything, OnDesk::WipeEverythingDo));
    vec![parts::title(sight.say(OnDesk::LockedHeading)), form, forgotten]
}

pub(super) fn elsewhere(sight: &Sight<'_>) -> Vec<Element<Message>> {
    vec![
        parts::title(sight.say(OnDesk::ElsewhereHeading)),
        paragraph(sight.say(OnDesk::Elsewhere)),
        button(Weight::Main, sight.say(OnDesk::UseHere), || Message::Do(Deed::UseHere)),
    ]
}

pub(super) fn broken(sight: &Sight<'_>, trouble: ShelfTrouble) -> Vec<Element<Message>> {
    let (said, can_be_removed) = match trouble {
        ShelfTrouble::None => (OnDesk::NoStorage, false),
        ShelfTrouble::Full => (OnDesk::StorageFull, false),
        ShelfTrouble::Damaged => (OnDesk::StorageDamaged, true),
    };
    let mut view = vec![parts::title(sight.say(heading(trouble))), paragraph(sight.say(said))];
    view.extend(can_be_removed.then(|| removing(sight)));
    view
}

/// Removing the office; and all that the page keeps, where the office alone cannot be.
fn removing(sight: &Sight<'_>) -> Element<Message> {
    match sight.app.danger {
        Some(Danger::WipeEverything) => careful::asked(sight, &Danger::WipeEverything, OnDesk::WipeEverythingDo),
        Some(_) | None => careful::asked(sight, &Danger::Wipe, OnDesk::WipeDo),
    }
}

pub(super) fn taking_up(sight: &Sight<'_>) -> Vec<Element<Message>> {
    vec![
        parts::title(sight.say(OnDesk::TakingUpHeading)),
        paragraph(sight.say(OnDesk::TakingUp)),
        button(Weight::Plain, sight.say(OnDesk::GiveUp), || Message::Do(Deed::GiveUp)),
    ]
}

pub(super) fn founding(sight: &Sight<'_>) -> Vec<Element<Message>> {
    let said = match sight.around.line {
        crate::desk::Line::Unreachable { .. } => OnDesk::Unreachable,
        crate::desk::Line::Offline => OnDesk::Offline,
        crate::desk::Line::Resting { .. } | crate::desk::Line::Working => OnDesk::Founding,
    };
    vec![
        parts::title(sight.say(OnDesk::FoundingHeading)),
        paragraph(sight.say(said)),
        careful::asked(sight, &Danger::GiveUp, OnDesk::GiveUp),
    ]
}
