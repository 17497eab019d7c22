//! Opening a link: given, followed step by step, or refused, with what to do.

use porchlight_client::{Ending, Reach};
use porchlight_language::texts::{JoinTrouble, OnPage};
use porchlight_protocol::Refusal;
use porchlight_sealing::LinkDefect;

use super::Sight;
use super::private::buttons;
use super::shelf::trouble_said;
use super::updates::groups;
use crate::Element;
use crate::family::{Group, Line, Message, SCANNER, Scanning, View};
use crate::parts::{self, Field, Tone, Weight, button, card, paragraph, send, steps};
use crate::told;

/// Where this browser has no group.
pub(super) fn welcome(sight: &Sight<'_>) -> Vec<Element<Message>> {
    let mut view = vec![parts::title(sight.say(OnPage::Welcome)), paragraph(sight.say(OnPage::WelcomeWhat))];
    view.extend(given(sight));
    view.push(sight.languages());
    view.push(button(Weight::Quiet, sight.say(OnPage::Host), || Message::Open(View::Host)));
    view
}

/// Where it has one already.
pub(super) fn another(sight: &Sight<'_>) -> Vec<Element<Message>> {
    let mut view = vec![sight.back(), parts::title(sight.say(OnPage::JoinAnother))];
    let foreign = sight.app.foreign.as_deref().map(|server| sight.texts.page_foreign(server));
    view.extend(foreign.map(|said| card(Tone::Heed).attribute("role", "status").child(paragraph(said))));
    view.extend(given(sight));
    view
}

/// A field for the link, and the camera where there is one.
fn given(sight: &Sight<'_>) -> Vec<Element<Message>> {
    let defect = sight.app.defect.map(|defect| sight.defect(defect));
    let field = Field::line("link", sight.say(OnPage::Link))
        .help(sight.say(OnPage::LinkWhat))
        .error(defect)
        .value(sight.app.typed.link.to_string())
        .with("dir", "ltr")
        .with("inputmode", "url")
        .with("autocapitalize", "off")
        .on_input(Message::LinkTyped);
    let open = send(Weight::Main, sight.say(OnPage::Open));
    let form = Element::new("form").key("given").on_submit(|| Message::Join).child(field).child(open);
    let mut view = vec![form];
    if sight.around.browser.can_scan {
        view.extend(camera(sight));
    }
    view
}

fn camera(sight: &Sight<'_>) -> Vec<Element<Message>> {
    let start = || button(Weight::Plain, sight.say(OnPage::Scan), || Message::Scan);
    match sight.app.scanning {
        Scanning::Not => vec![start()],
        Scanning::Failed => vec![start(), card(Tone::Heed).child(paragraph(sight.say(OnPage::ScanFailed)))],
        Scanning::Looking => {
            let picture = Element::new("video").key(SCANNER).id(SCANNER).class("scanner");
            let picture = picture.flag("muted", true).flag("playsinline", true).flag("autoplay", true);
            vec![
                paragraph(sight.say(OnPage::Scanning)),
                picture.attribute("aria-hidden", "true"),
                button(Weight::Plain, sight.say(OnPage::StopScanning), || Message::StopScanning),
            ]
        }
    }
}

/// A link that is being followed, step by step, or why it goes no further. What is said of it is announced as it changes.
pub(super) fn joining(sight: &Sight<'_>, group: &Group<'_>) -> Vec<Element<Message>> {
    let (said, ways) = match sight.ending(group) {
        Some(ending) => refused(sight, group, ending),
        None => under_way(sight, group),
    };
    let course = Element::new("div").key("course").attribute("role", "status").children(said);
    let mut view = vec![parts::title(sight.say(OnPage::Joining))];
    view.extend(groups(sight, group));
    view.extend([course, buttons(ways)]);
    view
}

type Course = (Vec<Element<Message>>, Vec<Element<Message>>);

fn under_way(sight: &Sight<'_>, group: &Group<'_>) -> Course {
    let feed = group.device.feed();
    let names = [OnPage::JoiningLink, OnPage::JoiningServer, OnPage::JoiningUpdates];
    let present = match group.line {
        Line::Waiting | Line::Dialling | Line::Elsewhere | Line::Over | Line::Halted(_) => 1,
        // The server has answered once there is a profile to show.
        Line::Reading | Line::Following if group.device.profile().is_some() => 2,
        Line::Reading | Line::Following => 1,
    };
    let steps = steps(names.map(|name| sight.say(name)), present, &sight.say(OnPage::StepDone));
    let again = || button(Weight::Main, sight.say(OnPage::TryAgain), move || Message::TryAgain(feed));
    let (halt, ways) = match (group.line, group.reach) {
        (Line::Waiting, Reach::Offline) => (OnPage::JoiningOffline, vec![again(), give_up(sight, group)]),
        (Line::Waiting, Reach::Unreachable) => (OnPage::JoiningUnreachable, vec![again(), give_up(sight, group)]),
        (Line::Halted(trouble), _) => (trouble_said(trouble), vec![again(), give_up(sight, group)]),
        // Whatever removes something is for the tab that runs the group.
        (Line::Elsewhere, _) => {
            let here = button(Weight::Main, sight.say(OnPage::UseHere), move || Message::UseHere(feed));
            (OnPage::OtherTab, vec![here])
        }
        (Line::Waiting, Reach::Reached) | (Line::Dialling | Line::Reading | Line::Following | Line::Over, _) => {
            return (vec![steps], Vec::new());
        }
    };
    (vec![steps, card(Tone::Plain).child(paragraph(sight.say(halt)))], ways)
}

fn refused(sight: &Sight<'_>, group: &Group<'_>, ending: &Ending) -> Course {
    let feed = group.device.feed();
    let trouble = match ending {
        Ending::LinkRefused(refusal) => told::link_trouble(*refusal),
        Ending::Refused(_) | Ending::CannotTell | Ending::Removed | Ending::Found(_) | Ending::RelayMisbehaved => None,
    };
    let said = trouble.map_or_else(|| told::ended(ending, sight.texts), |trouble| sight.texts.join_trouble(trouble));
    let perhaps_here = matches!(trouble, Some(JoinTrouble::LinkUsed { .. } | JoinTrouble::LinkSpent { .. }));
    let perhaps_here = perhaps_here.then(|| paragraph(sight.say(OnPage::LinkUsedHere)));
    let may_try_again = match ending {
        Ending::LinkRefused(refusal) => refusal.may_try_again() || *refusal == Refusal::UnknownInvite,
        Ending::Refused(_) | Ending::CannotTell | Ending::Found(_) | Ending::RelayMisbehaved => true,
        Ending::Removed => false,
    };
    let again = || button(Weight::Main, sight.say(OnPage::TryAgain), move || Message::TryAgain(feed));
    let ways = may_try_again.then(again).into_iter().chain([give_up(sight, group)]).collect();
    (vec![card(Tone::Heed).child(paragraph(said)).children(perhaps_here)], ways)
}

fn give_up(sight: &Sight<'_>, group: &Group<'_>) -> Element<Message> {
    let feed = group.device.feed();
    button(Weight::Plain, sight.say(OnPage::OtherLink), move || Message::GiveUp(feed))
}

impl Sight<'_> {
    /// Why the last session of a group gave nothing more.
    fn ending(&self, group: &Group<'_>) -> Option<&Ending> {
        self.app.heard_by_feed.get(&group.device.feed())?.ending.as_ref()
    }

    fn defect(&self, defect: LinkDefect) -> String {
        match defect {
            LinkDefect::NotALink | LinkDefect::NoRelay | LinkDefect::NoSecret | LinkDefect::Damaged => {
                self.texts.join_trouble(JoinTrouble::LinkDamaged)
            }
            LinkDefect::UnknownVersion => self.say(OnPage::LinkNewer),
            // These lead to the desk, and on from there to here.
            LinkDefect::AnInvite | LinkDefect::AMandate | LinkDefect::ACharter => {
                self.texts.join_trouble(JoinTrouble::LinkUnknown)
            }
        }
    }
}
