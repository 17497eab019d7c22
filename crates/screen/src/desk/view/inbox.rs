//! What families ask, until it is answered.

use porchlight_client::OpenInquiry;
use porchlight_language::texts::OnDesk;

use super::Desk;
use crate::Element;
use crate::desk::{Deed, Message};
use crate::parts::{self, Weight, button, paragraph};

pub(super) fn inbox(desk: &Desk<'_>) -> Vec<Element<Message>> {
    let mut view = vec![parts::title(desk.say(OnDesk::InboxHeading))];
    let open = desk.liaison.inquiries();
    if open.is_empty() {
        view.push(paragraph(desk.sight.texts.no_questions()));
        return view;
    }
    view.push(paragraph(desk.sight.texts.desk_open_questions(open.len() as u64)));
    view.push(paragraph(desk.say(OnDesk::InboxLead)));
    let questions = open.into_iter().map(|asked| question(desk, asked));
    view.push(Element::new("ul").class("questions").attribute("role", "list").children(questions));
    view
}

fn question(desk: &Desk<'_>, asked: OpenInquiry) -> Element<Message> {
    let OpenInquiry { id, family, device: _, code } = asked;
    let said = desk.sight.texts.question_line(&family, &desk.label(&code, None));
    let answer = button(Weight::Main, desk.say(OnDesk::AnswerDo), move || {
        Message::Do(Deed::Answer { family: family.clone(), id })
    });
    let answer = answer.attribute("aria-label", format!("{}: {said}", desk.say(OnDesk::AnswerDo)));
    Element::new("li").key(id).class("card").child(paragraph(said)).child(answer)
}
