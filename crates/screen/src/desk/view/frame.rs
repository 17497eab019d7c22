//! What stands above every view: the name, the languages, the row of views, and how it stands with the server.

use porchlight_language::texts::OnDesk;

use super::Sight;
use crate::Element;
use crate::desk::{Deed, Line, Message, Place, View};
use crate::parts::{self, Weight, button};

pub(super) fn header(sight: &Sight<'_>) -> Element<Message> {
    let name = Element::new("p").class("name").attribute("translate", "no").text("Porchlight");
    let languages = parts::languages(sight.language(), &sight.say(OnDesk::Language), Message::Language);
    let top = Element::new("div").class("top").child(name).child(languages);
    let skip = Element::new("button")
        .class("button quiet skip")
        .attribute("type", "button")
        .on_press(|| Message::Do(Deed::Skip))
        .text(sight.say(OnDesk::Skip));
    let row = is_at_work(sight).then(|| vec![line(sight), row(sight)]);
    Element::new("header")
        .class("frame")
        .children(row.is_some().then_some(skip))
        .child(top)
        .children(row.into_iter().flatten())
}

/// Whether there is an office in which somebody can look around.
fn is_at_work(sight: &Sight<'_>) -> bool {
    match sight.around.place {
        Place::Office(liaison) => liaison.is_founded() && sight.app.phrase().is_none() && sight.app.ended.is_none(),
        Place::Opening
        | Place::Empty { .. }
        | Place::Locked { .. }
        | Place::Elsewhere
        | Place::Broken(_)
        | Place::TakingUp => false,
    }
}

fn row(sight: &Sight<'_>) -> Element<Message> {
    let questions = sight.around.liaison().map_or(0, |liaison| liaison.inquiries().len());
    let views = [
        (OnDesk::NavDesk, View::Desk),
        (OnDesk::NavTell, View::Tell),
        (OnDesk::NavInbox, View::Inbox),
        (OnDesk::NavFamilies, View::Families),
        (OnDesk::NavUpdates, View::Updates),
        (OnDesk::NavLog, View::Log),
        (OnDesk::NavOffice, View::Office),
        (OnDesk::NavSettings, View::Settings),
    ];
    let buttons = views.into_iter().map(|(name, view)| {
        let is_here = is_within(&sight.app.view, &view);
        let count = if view == View::Inbox && questions > 0 { format!(" ({questions})") } else { String::new() };
        let button = Element::new("button")
            .class("button quiet")
            .attribute("type", "button")
            .attribute_if("aria-current", is_here.then_some("page"))
            .on_press(move || Message::Go(view.clone()))
            .text(format!("{}{count}", sight.say(name)));
        Element::new("li").child(button)
    });
    let list = Element::new("ul").attribute("role", "list").children(buttons);
    Element::new("nav").attribute("aria-label", sight.say(OnDesk::Navigation)).child(list)
}

/// Whether a view belongs to one of the row.
fn is_within(view: &View, of_row: &View) -> bool {
    let home = match view {
        View::Start | View::Found | View::Recover | View::Restore | View::Accept | View::Desk | View::Post => {
            &View::Desk
        }
        View::Families | View::Family(_) | View::Invite | View::Sheet { .. } => &View::Families,
        View::Updates | View::Tell | View::Inbox | View::Log | View::Office | View::Settings => view,
    };
    home == of_row
}

/// How it stands with the server, and a button for who cannot wait.
fn line(sight: &Sight<'_>) -> Element<Message> {
    let moment = |at| sight.moment(at);
    let said = match sight.around.line {
        Line::Working => sight.say(OnDesk::Working),
        Line::Offline => sight.say(OnDesk::Offline),
        Line::Unreachable { again_at } => {
            let again = again_at.and_then(moment).map(|moment| sight.texts.desk_again_at(moment));
            [Some(sight.say(OnDesk::Unreachable)), again].into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
        Line::Resting { since } => since
            .and_then(moment)
            .map_or_else(|| sight.say(OnDesk::NotYetHeard), |moment| sight.texts.desk_heard_at(moment)),
    };
    let is_idle = sight.around.line != Line::Working;
    let refresh = is_idle.then(|| button(Weight::Quiet, sight.say(OnDesk::Refresh), || Message::Do(Deed::Refresh)));
    Element::new("div").class("line").child(Element::new("p").text(said)).children(refresh)
}
