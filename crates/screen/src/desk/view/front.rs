//! The desk itself: what is held back and what waits, what happened, large buttons, and what the families see now.

use porchlight_client::Task;
use porchlight_language::texts::{Day, Doing, OnDesk};

use super::careful::{self, buttons};
use super::{Desk, notes};
use crate::Element;
use crate::desk::kept::{Held, Standing};
use crate::desk::{Danger, Deed, HELD, Line, Message, View, calendar, saying};
use crate::parts::{self, Tone, Weight, button, card, facts, mark, paragraph, section};

/// Codes on large buttons: as many as anyone finds their way in at night. What a group has beyond these is one press further.
const LARGE_BUTTONS_MAX: usize = 8;

pub(super) fn front(desk: &Desk<'_>) -> Vec<Element<Message>> {
    let mut view = vec![parts::title(desk.sight.texts.group_heading(&desk.liaison.profile().name))];
    view.extend(desk.sight.trouble());
    view.extend(held(desk));
    view.extend(waiting(desk));
    view.extend(notes::to_heed(&desk.sight));
    view.push(presets(desk));
    view.push(latest(desk));
    view.extend(notes::to_know(&desk.sight));
    view
}

/// What is held back, with the way to take it back.
fn held(desk: &Desk<'_>) -> Option<Element<Message>> {
    let sight = &desk.sight;
    let held = sight.app.held.as_ref()?;
    let said = doing_said(desk, held);
    let is_unsure = sight.app.is_interrupted && held.standing(desk.liaison) == Standing::Unsure;
    let heading = if is_unsure { OnDesk::NotesToHeed } else { OnDesk::HeldHeading };
    let (lead, undo, undone) = match sight.app.is_interrupted {
        true if is_unsure => (sight.say(OnDesk::HeldPerhapsSent), OnDesk::DiscardHeld, Deed::DiscardHeld),
        true => (sight.say(OnDesk::HeldFromBefore), OnDesk::DiscardHeld, Deed::DiscardHeld),
        false => (sight.texts.desk_held_for(held.left(sight.around.now)), OnDesk::Undo, Deed::Undo),
    };
    let buttons = buttons([
        button(Weight::Main, sight.say(undo), move || Message::Do(undone.clone())),
        button(Weight::Plain, sight.say(OnDesk::SendNow), || Message::Do(Deed::SendNow)),
    ]);
    let lead = paragraph(lead).class("countdown");
    Some(section(HELD, sight.say(heading)).child(card(Tone::Plain).children([paragraph(said), lead, buttons])))
}

fn doing_said(desk: &Desk<'_>, held: &Held) -> String {
    let texts = desk.sight.texts;
    match &held.task {
        Task::Post { code, next_by, .. } => {
            let days = next_by.and_then(|next_by| calendar::days_until(held.since, next_by));
            texts.desk_held_post(&desk.label(code, days))
        }
        Task::Tell { family, code, .. } => texts.desk_held_tell(family, &desk.label(code, None)),
        other @ (Task::Found
        | Task::Invite { .. }
        | Task::Profile(_)
        | Task::Families
        | Task::Remove { .. }
        | Task::Withdraw { .. }
        | Task::Empower { .. }
        | Task::Dismiss { .. }
        | Task::Backup
        | Task::Recover
        | Task::Accept) => doing(desk, other),
    }
}

/// A task in a few words.
fn doing(desk: &Desk<'_>, task: &Task) -> String {
    let label;
    let doing = match task {
        Task::Found => Doing::Found,
        Task::Invite { family, .. } => Doing::Invite { family },
        Task::Post { code, next_by, .. } => {
            let days = next_by.and_then(|next_by| calendar::days_until(desk.sight.around.now, next_by));
            label = desk.label(code, days);
            Doing::Post { label: &label }
        }
        Task::Tell { family, .. } => Doing::Tell { family },
        Task::Profile(_) => Doing::Profile,
        Task::Families => Doing::Families,
        Task::Remove { family, .. } => Doing::Remove { family },
        Task::Withdraw { family } => Doing::Withdraw { family },
        Task::Empower { name: Some(name) } => Doing::Empower { name },
        Task::Empower { name: None } => Doing::HandOver,
        Task::Dismiss { name } => Doing::Dismiss { name },
        Task::Backup => Doing::Backup,
        Task::Recover | Task::Accept => Doing::TakingOver,
    };
    desk.sight.texts.desk_doing(doing)
}

/// What is on its way, or waits for the network.
fn waiting(desk: &Desk<'_>) -> Option<Element<Message>> {
    let sight = &desk.sight;
    let queued: Vec<_> = desk.liaison.under_way().chain(desk.liaison.waiting()).collect();
    let asked: Vec<_> = sight.around.asked.iter().filter(|task| !queued.contains(task)).collect();
    let riding = desk.liaison.waiting_notices();
    if queued.is_empty() && asked.is_empty() && riding == 0 {
        return None;
    }
    let is_working = sight.around.line == Line::Working;
    let queued_lines = queued.iter().map(|task| Element::new("li").text(doing(desk, task)));
    let asked_lines = asked.iter().enumerate().map(|(index, task)| {
        let line = Element::new("li").text(doing(desk, task));
        let (is_in_work, task) = (is_working && index == 0, Task::clone(task));
        let said = format!("{}: {}", sight.say(OnDesk::Withhold), doing(desk, &task));
        let withhold =
            button(Weight::Quiet, sight.say(OnDesk::Withhold), move || Message::Do(Deed::Withhold(task.clone())));
        line.children((!is_in_work).then(|| withhold.attribute("aria-label", said)))
    });
    let lines: Vec<_> = queued_lines.chain(asked_lines).collect();
    let heading = match sight.around.line {
        _ if lines.is_empty() => OnDesk::RidingHeading,
        Line::Working => OnDesk::SendingHeading,
        _ if !sight.around.is_kept => OnDesk::KeepingHeading,
        Line::Resting { .. } | Line::Unreachable { .. } | Line::Offline => OnDesk::WaitingHeading,
    };
    let list =
        (!lines.is_empty()).then(|| Element::new("ul").class("waiting").attribute("role", "list").children(lines));
    let lead = (heading == OnDesk::WaitingHeading).then(|| paragraph(sight.say(OnDesk::WaitingLead)));
    let riding = (riding > 0).then(|| paragraph(sight.texts.desk_notices_waiting(riding as u64)));
    let can_discard = desk.liaison.waiting().next().is_some() || desk.liaison.waiting_notices() > 0;
    let discard = can_discard.then(|| careful::asked(sight, &Danger::Discard, OnDesk::Discard));
    let section = section("waiting", sight.say(heading));
    Some(section.children(lead).children(list).children(riding).children(discard))
}

/// The large buttons.
fn presets(desk: &Desk<'_>) -> Element<Message> {
    let preset = |status: &porchlight_language::StatusCode| {
        let label = status.label(desk.sight.language(), None);
        let code = status.id().to_string();
        let level = status.level();
        let named = desk.sight.texts.desk_button_post(level, &label);
        let button = Element::new("button")
            .class(format!("preset {level}"))
            .attribute("type", "button")
            .attribute("aria-label", named)
            .on_press(move || Message::Do(Deed::Choose(code.clone())))
            .child(mark(Some(level)))
            .child(Element::new("span").text(label));
        Element::new("li").child(button)
    };
    let list = || Element::new("ul").class("presets").attribute("role", "list");
    let statuses = desk.book.statuses();
    let (large, more) = statuses.split_at(statuses.len().min(LARGE_BUTTONS_MAX));
    let more = (!more.is_empty()).then(|| {
        let summary = Element::new("summary").text(desk.say(OnDesk::MoreCodes));
        Element::new("details").child(summary).child(list().children(more.iter().map(preset)))
    });
    section("say", desk.say(OnDesk::SayHeading)).child(list().children(large.iter().map(preset))).children(more)
}

/// What the families see now.
fn latest(desk: &Desk<'_>) -> Element<Message> {
    let (sight, texts) = (&desk.sight, desk.sight.texts);
    let section = section("latest", sight.say(OnDesk::LatestHeading));
    let Some(status) = saying::posted(desk.liaison).next() else {
        return section.child(paragraph(sight.say(OnDesk::NothingPosted)));
    };
    let level = desk.book.status(status.code).map(|status| status.level());
    let next_by = desk.liaison.next_by();
    let is_late = next_by < sight.around.now;
    let lines = [
        Some(texts.as_of_day(Day::from_number(status.as_of.0))),
        sight.moment(next_by).map(|moment| texts.next_update(Some(moment))),
        is_late.then(|| sight.say(OnDesk::Late)),
    ];
    let sequence = status.sequence;
    let said = Element::new("p")
        .class("said")
        .child(mark(level))
        .child(Element::new("span").text(desk.label(status.code, None)));
    section.child(said).child(facts(lines.into_iter().flatten())).child(buttons([
        button(Weight::Plain, sight.say(OnDesk::CorrectLatest), move || Message::Do(Deed::Correct(sequence))),
        sight.to(Weight::Quiet, OnDesk::NavUpdates, View::Updates),
    ]))
}
