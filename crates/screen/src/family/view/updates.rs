//! The group's updates: the level first and large, then when, then what is missing, then what is for this family.

use porchlight_client::{Reach, Standing as Known};
use porchlight_language::texts::{Age, OnPage};
use porchlight_language::{Codebook, Level, plain, words};

use super::silence::Silence;
use super::{Sight, asking, history, private};
use crate::Element;
use crate::family::{Group, Line, Message, View};
use crate::parts::{self, Tone, Weight, button, card, facts, mark, paragraph, section, struck};
use crate::told::{self, Codes, Page};

pub(super) fn updates(sight: &Sight<'_>, group: &Group<'_>) -> Vec<Element<Message>> {
    let device = group.device;
    let mut codes = Codes::of(device.profile());
    let book = codes.book(device.profile());
    let page = sight.reader.page(device, book, group.reach, sight.around.now);
    let name = device.profile().map_or_else(String::new, |profile| plain::line(&profile.name));
    let mut view = vec![parts::title(name)];
    view.extend(groups(sight, group));
    view.extend(elsewhere(sight, group));
    view.extend(level(sight, group, &page, book));
    view.push(standing(sight, group, &page));
    view.extend(warnings(sight, group, &page));
    view.extend(noticed(sight, group));
    view.extend(private::private(sight, group, book));
    view.extend(asking::questions(sight, group, book));
    view.extend(history::history(sight, group, book));
    view.push(more(sight));
    view
}

/// Which group is on the screen, and the others with their standing in a word.
pub(super) fn groups(sight: &Sight<'_>, shown: &Group<'_>) -> Option<Element<Message>> {
    if sight.around.groups.len() < 2 {
        return None;
    }
    let buttons = sight.around.groups.iter().map(|group| {
        let feed = group.device.feed();
        let is_shown = feed == shown.device.feed();
        let button = button(Weight::Plain, group_line(sight, group), move || Message::Show(feed));
        let button = if is_shown { button.attribute("aria-current", "true") } else { button };
        Element::new("li").child(button)
    });
    let list = Element::new("ul").attribute("role", "list").children(buttons);
    Some(Element::new("nav").class("groups").attribute("aria-label", sight.say(OnPage::Groups)).child(list))
}

fn group_line(sight: &Sight<'_>, group: &Group<'_>) -> String {
    match group.device.profile() {
        Some(profile) if group.device.has_joined() => {
            sight.texts.page_group_line(&profile.name, &Silence::of(sight, group).word(sight))
        }
        Some(_) | None => sight.say(OnPage::JoiningGroup),
    }
}

fn elsewhere(sight: &Sight<'_>, group: &Group<'_>) -> Option<Element<Message>> {
    let feed = group.device.feed();
    (group.line == Line::Elsewhere).then(|| {
        card(Tone::Plain).key("elsewhere").child(paragraph(sight.say(OnPage::OtherTab))).child(button(
            Weight::Main,
            sight.say(OnPage::UseHere),
            move || Message::UseHere(feed),
        ))
    })
}

/// The latest update, and the facts in their order; nothing where the standing says that there is none.
fn level(sight: &Sight<'_>, group: &Group<'_>, page: &Page, book: &Codebook) -> Option<Element<Message>> {
    const ID: &str = "level";
    let lines = [&page.as_of, &page.next_update, &page.update].into_iter().flatten().cloned();
    let about_family = [Some(&page.notices), page.no_message.as_ref(), page.liaison.as_ref()];
    let lines = facts(lines.chain(about_family.into_iter().flatten().cloned()));
    let Some((level, sentence)) = &page.latest else {
        let none = match page.standing {
            told::Standing::Before(..) => None,
            told::Standing::Since(_) => Some(paragraph(sight.texts.no_update_yet()).class("sentence")),
        };
        return Some(Element::new("div").key(ID).class("level none").children(none).child(lines));
    };
    let class = match level {
        Some(Level::Calm) => "level calm",
        Some(Level::Uneasy) => "level uneasy",
        Some(Level::Negative) => "level negative",
        Some(Level::Silent) => "level silent",
        None => "level unknown",
    };
    let word = level.map(|level| Element::new("span").class("word").text(sight.texts.level(level)));
    let heading = Element::new("h2").id(ID).child(mark(*level)).children(word);
    let section = Element::new("section").key(ID).class(class).attribute("aria-labelledby", ID).child(heading);
    let said = paragraph(sentence.clone()).class("sentence");
    Some(section.child(said).children(corrected(sight, group, page, book)).child(lines))
}

/// What the latest update corrects stays visible below it, struck through.
fn corrected(sight: &Sight<'_>, group: &Group<'_>, page: &Page, book: &Codebook) -> Option<Element<Message>> {
    let note = page.corrects.clone()?;
    let earlier = group.device.headline().and_then(|status| status.corrects);
    let earlier = group.device.statuses().find(|status| Some(status.sequence) == earlier);
    let earlier = earlier.map(|status| struck(sight.reader.label(status, book)));
    let note = Element::new("span").class("note").text(note);
    Some(Element::new("p").class("corrected").children(earlier).child(note))
}

/// What the silence means and what it does not; announced when it changes, so nothing in it may change with each minute.
fn standing(sight: &Sight<'_>, group: &Group<'_>, page: &Page) -> Element<Message> {
    const ID: &str = "standing";
    let silence = Silence::of(sight, group);
    let word = match (silence, page.since) {
        (Silence::Known(standing), Some(since)) => sight.texts.standing_since(&standing.word(sight.texts), since),
        (silence, _) => silence.word(sight),
    };
    let region = Element::new("div")
        .attribute("role", "status")
        .child(Element::new("h2").id(ID).text(word))
        .child(paragraph(silence.sentence(sight)));
    // No landmark of its own: in a planned silence it would be called like the level's.
    let standing = Element::new("div").key(ID).class("standing").child(region);
    standing.children(checking(sight, group)).children(again(sight, group))
}

fn checking(sight: &Sight<'_>, group: &Group<'_>) -> Option<Element<Message>> {
    let checked = || {
        let at = group.checked_at?;
        Some(sight.texts.page_checked(Age::from_seconds(sight.around.now.saturating_sub(at))))
    };
    let said = match group.line {
        Line::Dialling => Some(sight.say(OnPage::Dialling)),
        Line::Reading => Some(sight.say(OnPage::Reading)),
        Line::Waiting | Line::Following => Some(checked().unwrap_or_else(|| sight.texts.standing_unasked())),
        Line::Elsewhere | Line::Over | Line::Halted(_) => None,
    };
    said.map(|said| paragraph(said).class("checking"))
}

fn again(sight: &Sight<'_>, group: &Group<'_>) -> Option<Element<Message>> {
    let feed = group.device.feed();
    let is_of_use = match group.line {
        Line::Waiting => group.reach != Reach::Reached,
        Line::Halted(_) => true,
        Line::Dialling | Line::Reading | Line::Following | Line::Elsewhere | Line::Over => false,
    };
    is_of_use.then(|| button(Weight::Plain, sight.say(OnPage::TryAgain), move || Message::TryAgain(feed)))
}

/// What is wrong with a clock, what keeps private messages away, and the words to compare.
fn warnings(sight: &Sight<'_>, group: &Group<'_>, page: &Page) -> Vec<Element<Message>> {
    let four = group.device.words().map(|four| words::phrase(&four, sight.language()));
    let compared = four.as_ref().map(|four| sight.texts.compare_words(four));
    let warnings = page.warnings.iter().filter(|warning| Some(*warning) != compared.as_ref());
    let cards = warnings.map(|warning| card(Tone::Heed).child(paragraph(warning.clone())));
    // The words have a place of their own, so that they can be read aloud from a distance.
    let are_compared = page.warnings.iter().any(|warning| Some(warning) == compared.as_ref());
    let words = four.filter(|_| are_compared).map(|four| {
        section("words", sight.say(OnPage::Words))
            .child(paragraph(four).class("words"))
            .child(paragraph(sight.say(OnPage::WordsWhat)))
    });
    cards.chain(words).collect()
}

/// What the device found wrong, and why it reads no further.
fn noticed(sight: &Sight<'_>, group: &Group<'_>) -> Option<Element<Message>> {
    let heard = sight.app.heard_by_feed.get(&group.device.feed())?;
    let findings = heard.findings.iter().map(|finding| told::found(finding, group.device, sight.texts));
    // What the standing says already is not said twice.
    let is_removed = group.device.standing(sight.around.now, group.reach) == Known::Removed;
    let ending = heard.ending.as_ref().filter(|_| !is_removed).map(|ending| told::ended(ending, sight.texts));
    let healed = heard.healed.map(|envelopes| sight.texts.device_healing(envelopes as u64));
    let said: Vec<_> = findings.chain(ending).map(|said| card(Tone::Heed).child(paragraph(said))).collect();
    let said: Vec<_> = said.into_iter().chain(healed.map(paragraph)).collect();
    (!said.is_empty()).then(|| section("noticed", sight.say(OnPage::Noticed)).children(said))
}

fn more(sight: &Sight<'_>) -> Element<Message> {
    let ways = [
        (OnPage::Preference, View::Preference),
        (OnPage::Phrase, View::Phrase),
        (OnPage::AddDevice, View::AddDevice),
        (OnPage::JoinAnother, View::Join),
        (OnPage::Host, View::Host),
        (OnPage::Leave, View::Leave),
    ];
    let ways = ways.map(|(name, view)| {
        Element::new("li").child(button(Weight::Plain, sight.say(name), move || Message::Open(view)))
    });
    section("more", sight.say(OnPage::More))
        .child(Element::new("ul").class("ways").attribute("role", "list").children(ways))
}
