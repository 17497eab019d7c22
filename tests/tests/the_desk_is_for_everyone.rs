//! Every view of the desk, in every language: as it stands in the goldens, and as those need it who do not see it or use no mouse.

mod desk_world;

use std::collections::BTreeSet;

use desk_world::{Clerk, founded};
use porchlight_client::{History, Task};
use porchlight_language::Language;
use porchlight_screen::Element;
use porchlight_screen::desk::{Deed, Field, HOLD_SECONDS, Line, Message, View};
use porchlight_sealing::Profile;
use porchlight_tests::payloads::texts_of;
use porchlight_tests::screen::{all, assert_golden, attribute};
use porchlight_tests::world::World;

/// Every view, each by its name, as somebody sees it on an ordinary day.
fn views(language: Language) -> Vec<(&'static str, Element<Message>)> {
    let mut world = World::new(701);
    let mut shown = beginnings(&mut world, language);
    let mut clerk = founded(&mut world, language);
    let mut bondar = world.family(clerk.office(), "Bondar");
    bondar.party().prefer("Call my sister first.").unwrap();
    bondar.party().ask("any-news").unwrap();
    world.read(&mut bondar);
    world.invite(clerk.office(), "Kovalenko", History::Latest);
    clerk.office().events();
    for code in ["calm", "no-negative"] {
        clerk.does(&mut world, Message::Do(Deed::Choose(code.into())));
        clerk.does(&mut world, Message::Do(Deed::Post));
        clerk.waits(&mut world, HOLD_SECONDS);
        clerk.connects(&mut world);
    }
    clerk.does(&mut world, Message::Do(Deed::Hide));
    let mut see = |clerk: &mut Clerk, name, view: View| {
        clerk.does(&mut world, Message::Go(view));
        shown.push((name, clerk.sees(&world)));
    };
    see(&mut clerk, "desk", View::Desk);
    see(&mut clerk, "updates", View::Updates);
    see(&mut clerk, "inbox", View::Inbox);
    see(&mut clerk, "families", View::Families);
    see(&mut clerk, "family", View::Family("Bondar".into()));
    see(&mut clerk, "invite", View::Invite);
    see(&mut clerk, "sheet", View::Sheet { family: "Kovalenko".into(), device: 1 });
    see(&mut clerk, "log", View::Log);
    see(&mut clerk, "office", View::Office);
    see(&mut clerk, "settings", View::Settings);
    clerk.does(&mut world, Message::Do(Deed::Write("Bondar".into())));
    shown.push(("tell", clerk.sees(&world)));
    clerk.does(&mut world, Message::Do(Deed::Choose("silence".into())));
    shown.push(("post", clerk.sees(&world)));
    clerk.does(&mut world, Message::Do(Deed::Post));
    shown.push(("held", clerk.sees(&world)));
    clerk.does(&mut world, Message::Do(Deed::SendNow));
    clerk.line = Line::Offline;
    shown.push(("waiting", clerk.sees(&world)));
    shown
}

fn beginnings(world: &mut World, language: Language) -> Vec<(&'static str, Element<Message>)> {
    let views = [
        ("start", View::Start),
        ("found", View::Found),
        ("recover", View::Recover),
        ("restore", View::Restore),
        ("accept", View::Accept),
    ];
    let mut clerk = Clerk::new(language);
    let mut shown: Vec<_> = views
        .into_iter()
        .map(|(name, view)| {
            clerk.does(world, Message::Go(view));
            (name, clerk.sees(world))
        })
        .collect();
    clerk.office = Some(world.liaison_before_founding());
    shown.push(("founding", clerk.sees(world)));
    clerk.asked.push(porchlight_client::Task::Found);
    clerk.connects(world);
    shown.push(("phrase", clerk.sees(world)));
    clerk.does(world, Message::Do(Deed::PhraseWritten));
    shown.push(("phrase-check", clerk.sees(world)));
    shown
}

#[test]
fn every_view_stands_as_it_is_meant_in_every_language() {
    for language in Language::ALL {
        for (name, screen) in views(language) {
            assert_golden(&format!("desk.{name}.{language}.html"), &screen);
        }
    }
}

#[test]
fn every_view_has_one_title_and_one_live_region_and_no_id_twice() {
    for (name, screen) in views(Language::English) {
        let elements = all(&screen);
        let titles: Vec<_> = elements.iter().filter(|element| element.tag() == "h1").collect();
        assert!(titles.len() == 1 && attribute(titles[0], "id") == Some("heading"), "{name}");
        assert!(attribute(titles[0], "tabindex") == Some("-1"), "{name}: the focus goes there");
        let live = elements.iter().filter(|element| attribute(element, "aria-live").is_some());
        assert_eq!(live.count(), 1, "{name}");
        let ids: Vec<_> = elements.iter().filter_map(|element| attribute(element, "id")).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{name}: {ids:?}");
    }
}

#[test]
fn every_field_has_its_label_and_whatever_is_said_of_it_is_there() {
    for (name, screen) in views(Language::English) {
        let elements = all(&screen);
        let ids: BTreeSet<_> = elements.iter().filter_map(|element| attribute(element, "id")).collect();
        let labelled: BTreeSet<_> = elements.iter().filter_map(|element| attribute(element, "for")).collect();
        for element in &elements {
            for reference in ["aria-describedby", "aria-labelledby", "for"] {
                let named = attribute(element, reference).into_iter().flat_map(str::split_whitespace);
                named.for_each(|id| assert!(ids.contains(id), "{name}: {reference}={id}"));
            }
            if ["input", "select", "textarea"].contains(&element.tag()) {
                let id = attribute(element, "id").unwrap_or_default();
                assert!(labelled.contains(id), "{name}: the field «{id}» has no label");
            }
            if element.tag() == "button" {
                assert!(attribute(element, "type").is_some(), "{name}: {}", element.to_words());
            }
            let names: Vec<_> = element.attributes().iter().map(|(name, _)| name).collect();
            assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{name}: {names:?}");
        }
    }
}

/// What the desk's own views are made of. Whatever somebody typed or sent makes none of them, and nothing else.
const TAGS: [&str; 33] = [
    "div", "header", "main", "nav", "section", "ul", "ol", "li", "p", "h1", "h2", "h3", "span", "strong", "s",
    "button", "form", "label", "input", "select", "option", "textarea", "fieldset", "legend", "datalist", "details",
    "summary", "svg", "path", "g", "rect", "article", "title",
];

#[test]
fn nothing_that_anybody_wrote_becomes_markup() {
    let mut world = World::new(702);
    let mut clerk = founded(&mut world, Language::English);
    let (names, wishes) = (texts_of(120), texts_of(240));
    let wicked = names[0].as_str();
    let mut device = world.family(clerk.office(), wicked);
    for wish in &wishes {
        device.party().prefer(wish).unwrap();
        world.read(&mut device);
    }
    clerk.office().events();
    clerk.connects(&mut world);
    // Whatever is asked for waits on the desk, each by its name; what was typed stands in its field.
    for name in &names {
        for task in [Task::Invite { family: name.clone(), history: None }, Task::Empower { name: Some(name.clone()) }] {
            clerk.asked.push(task);
        }
        clerk.asked.push(Task::Profile(Profile::new(name, 86_400)));
    }
    let fields =
        [Field::GroupName, Field::InviteFamily, Field::Deputy, Field::Codebook, Field::TellText, Field::Address];
    for view in [
        View::Desk,
        View::Families,
        View::Family(wicked.into()),
        View::Invite,
        View::Log,
        View::Office,
        View::Tell,
        View::Settings,
    ] {
        clerk.does(&mut world, Message::Go(view.clone()));
        for text in texts_of(4_000) {
            for field in fields {
                clerk.does(&mut world, Message::Typed(field, text.clone().into()));
            }
            let screen = clerk.sees(&world);
            for element in all(&screen) {
                assert!(TAGS.contains(&element.tag()), "{view:?}: {}", element.tag());
                let is_own =
                    |name: &str| !name.starts_with("on") && !["href", "src", "style", "srcdoc"].contains(&name);
                assert!(element.attributes().iter().all(|(name, _)| is_own(name)), "{view:?}: {}", element.tag());
            }
            assert!(!screen.to_words().contains('\u{202e}'), "{view:?}");
        }
    }
}
