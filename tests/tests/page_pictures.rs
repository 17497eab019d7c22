//! Pictures of every view, for people to look at: `cargo xtask screenshots` writes them to `target/screenshots`.
//!
//! Each view in each language, light and dark, on a phone and on a desktop, and with a system's own few colours:
//! `family-calm-uk-dark-phone.png`.

mod page_world;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use data_encoding::BASE64;
use page_world::chrome::Window;
use page_world::person::{DESKTOP, PHONE};
use page_world::rules::prefers;
use page_world::wall::Wall;
use porchlight_language::Language;
use porchlight_tests::gallery;
use serde_json::json;

#[tokio::test]
#[ignore = "it asserts nothing: cargo xtask screenshots runs it"]
async fn every_view_is_pictured() {
    let folder =
        PathBuf::from(env::var_os("PORCHLIGHT_SCREENSHOTS").expect("cargo xtask screenshots names a directory"));
    fs::create_dir_all(&folder).unwrap();
    let wall = Wall::new().await;
    for language in Language::ALL {
        for picture in gallery::pictures(language) {
            wall.hang(language, &picture).await;
            take(&wall.window, &folder, &format!("{}-{language}", picture.name)).await;
        }
    }
    wall.close().await;
}

/// Takes a view on both screens, in both schemes, and on a phone with the few colours that some people's systems allow.
async fn take(window: &Window, folder: &Path, view: &str) {
    let still = ("prefers-reduced-motion", "reduce");
    for (size, screen) in [(DESKTOP, "desktop"), (PHONE, "phone")] {
        window.resize(size).await;
        for scheme in ["light", "dark"] {
            prefers(window, &[("prefers-color-scheme", scheme), still]).await;
            put(window, folder, &format!("{view}-{scheme}-{screen}.png")).await;
        }
    }
    prefers(window, &[("forced-colors", "active"), still]).await;
    put(window, folder, &format!("{view}-forced-phone.png")).await;
    prefers(window, &[]).await;
}

async fn put(window: &Window, folder: &Path, name: &str) {
    let whole = json!({"format": "png", "captureBeyondViewport": true, "optimizeForSpeed": true});
    let picture = window.tools("Page.captureScreenshot", whole).await;
    let bytes = BASE64.decode(picture["data"].as_str().unwrap().as_bytes()).unwrap();
    fs::write(folder.join(name), bytes).unwrap();
}
