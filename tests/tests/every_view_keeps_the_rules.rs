//! Every view of both pages, in each language, as a browser shows it: the rules of accessibility hold on all of them.

mod page_world;

use std::collections::BTreeMap;

use page_world::rules;
use page_world::wall::Wall;
use porchlight_language::Language;
use porchlight_tests::gallery;

#[tokio::test]
async fn every_view_in_english_keeps_the_rules_in_every_scheme_of_colours() {
    every_view_keeps_the_rules(Language::English).await;
}

#[tokio::test]
async fn every_view_in_russian_keeps_the_rules_in_light() {
    every_view_keeps_the_rules(Language::Russian).await;
}

#[tokio::test]
async fn every_view_in_ukrainian_keeps_the_rules_in_dark() {
    every_view_keeps_the_rules(Language::Ukrainian).await;
}

async fn every_view_keeps_the_rules(language: Language) {
    let wall = Wall::new().await;
    // What is broken, and in which views.
    let mut breaches: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for picture in gallery::pictures(language) {
        wall.hang(language, &picture).await;
        // Focus, borders and colours are the same in every language; words are not.
        let found = match language {
            Language::English => rules::breaches(&wall.window).await,
            Language::Russian => rules::breaches_in(&wall.window, "light").await,
            Language::Ukrainian => rules::breaches_in(&wall.window, "dark").await,
        };
        for breach in found {
            breaches.entry(breach).or_default().push(picture.name.clone());
        }
    }
    let told: Vec<_> = breaches.iter().map(|(breach, views)| format!("{breach}\n    {}", views.join(", "))).collect();
    assert!(told.is_empty(), "{} kinds of breaches:\n{}", told.len(), told.join("\n"));
    wall.close().await;
}
