//! Every view of both pages, in each language, as a browser shows it: the rules of accessibility hold on all of them.

mod page_world;

use std::collections::BTreeMap;

use page_world::rules;
use page_world::wall::Wall;
use porchlight_language::Language;
use porchlight_tests::gallery;

#[tokio::test]
async fn every_view_of_both_pages_keeps_the_rules() {
    let wall = Wall::new().await;
    // What is broken, and in which views.
    let mut breaches: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for language in Language::ALL {
        for picture in gallery::pictures(language) {
            wall.hang(language, &picture).await;
            // Roles, names and colours are the same in every language; words are not.
            let found = match language {
                Language::English => rules::breaches(&wall.window).await,
                Language::Russian | Language::Ukrainian => rules::fitting(&wall.window).await,
            };
            for breach in found {
                breaches.entry(breach).or_default().push(format!("{} ({language})", picture.name));
            }
        }
    }
    let told: Vec<_> = breaches.iter().map(|(breach, views)| format!("{breach}\n    {}", views.join(", "))).collect();
    assert!(told.is_empty(), "{} kinds of breaches:\n{}", told.len(), told.join("\n"));
    wall.close().await;
}
