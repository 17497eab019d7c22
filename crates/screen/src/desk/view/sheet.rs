//! A family's link as it is given away: on the screen, as a picture, and as a sheet of paper.

use porchlight_language::plain;
use porchlight_language::texts::OnDesk;

use super::Desk;
use super::careful::buttons;
use crate::Element;
use crate::desk::families::link_text;
use crate::desk::{Copied, Deed, Message, View};
use crate::parts::{self, Tone, Weight, button, card, link_picture, paragraph, section};

pub(super) fn sheet(desk: &Desk<'_>, family: &str, device: u32) -> Vec<Element<Message>> {
    let (sight, texts) = (&desk.sight, desk.sight.texts);
    let back = sight.back(View::Family(family.to_owned()));
    let invites = desk.liaison.invites();
    let Some(invite) = invites.into_iter().find(|invite| invite.family == family && invite.device == device) else {
        let gone = paragraph(sight.say(OnDesk::SheetGone));
        return vec![back, parts::title(sight.say(OnDesk::SheetHeading)), gone];
    };
    let link = link_text(&invite.link, sight.around);
    let expires = sight.moment(invite.expires_at).map(|moment| paragraph(texts.desk_expires(moment)));
    let mut view = vec![back, parts::title(texts.group_heading(&desk.liaison.profile().name))];
    view.push(paragraph(texts.desk_for_family(&plain::line(family), device.into())));
    view.extend(expires);
    view.push(picture(desk, &link));
    view.push(shown(&link));
    view.push(handing_on(desk, &Copied::Invite { family: family.to_owned(), device }));
    view.push(how(desk));
    view.push(card(Tone::Heed).child(paragraph(sight.say(OnDesk::SheetSecret))));
    view
}

/// A link as a picture.
pub(super) fn picture(desk: &Desk<'_>, link: &str) -> Element<Message> {
    link_picture(link, desk.say(OnDesk::LinkPicture)).unwrap_or_else(|| paragraph(desk.say(OnDesk::LinkNoPicture)))
}

/// A link as text, in one piece.
pub(super) fn shown(link: &str) -> Element<Message> {
    Element::new("p").class("link").attribute("translate", "no").attribute("dir", "ltr").text(link)
}

/// How a link leaves this screen.
pub(super) fn handing_on(desk: &Desk<'_>, copied: &Copied) -> Element<Message> {
    let (to_copy, to_share) = (copied.clone(), copied.clone());
    let share =
        desk.sight.around.abilities.can_share.then(|| {
            button(Weight::Plain, desk.say(OnDesk::Share), move || Message::Do(Deed::Share(to_share.clone())))
        });
    let copy = button(Weight::Main, desk.say(OnDesk::Copy), move || Message::Do(Deed::Copy(to_copy.clone())));
    let print = button(Weight::Plain, desk.say(OnDesk::Print), || Message::Do(Deed::Print));
    buttons([Some(copy), share, Some(print)].into_iter().flatten())
}

fn how(desk: &Desk<'_>) -> Element<Message> {
    let steps = [OnDesk::SheetStep1, OnDesk::SheetStep2, OnDesk::SheetStep3];
    let steps = steps.map(|step| Element::new("li").text(desk.say(step)));
    // The room to note down what the phone shows is on paper alone.
    let words = Element::new("p").class("printed").text(desk.say(OnDesk::SheetWords));
    section("how", desk.say(OnDesk::SheetHow)).child(Element::new("ol").class("how").children(steps)).child(words)
}
