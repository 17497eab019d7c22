//! What this browser keeps: locked, out of reach, or gone, and what to do then.

use porchlight_client::Seconds;
use porchlight_language::texts::{Age, OnPage};

use super::Sight;
use super::settings::wiping;
use crate::Element;
use crate::family::heard::Outcome;
use crate::family::{Message, PinField, PinOutcome, ShelfTrouble};
use crate::parts::{self, Field, Tone, Weight, button, card, paragraph, section, send};

/// Before the PIN is given: nothing of what is kept shows.
pub(super) fn locked(sight: &Sight<'_>, until: Option<Seconds>) -> Vec<Element<Message>> {
    let was_wrong = matches!(sight.app.outcome, Some(Outcome::Pin(PinOutcome::Wrong { .. })));
    let wait = until.and_then(|until| until.checked_sub(sight.around.now)).filter(|wait| *wait > 0);
    let wait = wait.map(|wait| sight.texts.page_pin_wait(Age::from_seconds(wait)));
    let field = Field::secret("pin", sight.say(OnPage::Pin), sight.app.typed.pins_wiped)
        .with("inputmode", "numeric")
        .error(was_wrong.then(|| sight.say(OnPage::PinWrong)))
        .on_input(|typed| Message::PinTyped(PinField::Present, typed));
    let form = Element::new("form").key("unlock").on_submit(|| Message::Unlock).child(field);
    let form = form.children(wait.map(paragraph)).child(send(Weight::Main, sight.say(OnPage::Open)));
    vec![
        parts::title(sight.say(OnPage::PinAsked)),
        paragraph(sight.say(OnPage::PinAskedWhat)),
        form,
        sight.languages(),
        section("wipe", sight.say(OnPage::PinForgotten)).child(wiping(sight)),
    ]
}

/// Where nothing can be kept, or what is kept cannot be read.
pub(super) fn broken(sight: &Sight<'_>, trouble: ShelfTrouble) -> Vec<Element<Message>> {
    let wipe = match trouble {
        ShelfTrouble::Damaged => Some(section("wipe", sight.say(OnPage::Wipe)).child(wiping(sight))),
        ShelfTrouble::None | ShelfTrouble::Full => None,
    };
    let said = card(Tone::Heed).child(paragraph(sight.say(trouble_said(trouble))));
    let view = vec![parts::title(sight.say(OnPage::Welcome)), said, sight.languages()];
    view.into_iter().chain(wipe).collect()
}

/// What stands above every view: groups that are gone, and a newer page.
pub(super) fn notes(sight: &Sight<'_>, evicted: usize) -> Vec<Element<Message>> {
    let gone = (evicted > 0).then(|| {
        card(Tone::Heed).key("evicted").child(paragraph(sight.texts.page_evicted(evicted as u64))).child(button(
            Weight::Plain,
            sight.say(OnPage::EvictionSeen),
            || Message::EvictionSeen,
        ))
    });
    let newer = sight.around.browser.has_new_version.then(|| {
        card(Tone::Plain).key("newer").child(paragraph(sight.say(OnPage::NewVersion))).child(button(
            Weight::Plain,
            sight.say(OnPage::UseNewVersion),
            || Message::Update,
        ))
    });
    gone.into_iter().chain(newer).collect()
}

pub(super) const fn trouble_said(trouble: ShelfTrouble) -> OnPage {
    match trouble {
        ShelfTrouble::None => OnPage::ShelfNone,
        ShelfTrouble::Full => OnPage::ShelfFull,
        ShelfTrouble::Damaged => OnPage::ShelfDamaged,
    }
}
