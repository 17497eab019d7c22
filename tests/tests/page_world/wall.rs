//! A wall on which the views of the gallery hang one after another, in a browser, with the page's own styles.

use std::path::Path;

use porchlight_language::Language;
use porchlight_tests::gallery::Picture;
use serde_json::json;
use tempfile::TempDir;

use super::chrome::{Driver, Start, Window};
use super::person::PHONE;
use super::shelf::Shelf;

const POLICY: &str = "default-src 'none'; style-src 'self'";

/// A browser that shows one view at a time.
pub struct Wall {
    pub window: Window,
    _driver: Driver,
    _home: TempDir,
}

impl Wall {
    /// An empty wall.
    pub async fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let driver = Driver::start(home.path()).await;
        let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
        let shelf = Shelf::of(&[&tests.join("browser"), &tests.join("../crates/web/static")], POLICY);
        let (profile, size) = (home.path().join("profile"), PHONE);
        let window = driver.open(&Start { profile: &profile, gate_port: shelf.port, language: "en", size }).await;
        window.visit(&format!("http://localhost:{}/wall.html", shelf.port)).await;
        Self { window, _driver: driver, _home: home }
    }

    /// Hangs a view in place of the one before.
    pub async fn hang(&self, language: Language, picture: &Picture) {
        let script = "const [language, direction, html] = arguments;
            document.documentElement.lang = language;
            document.documentElement.dir = direction;
            document.getElementById('screen').innerHTML = html;
            scrollTo(0, 0);";
        let arguments = vec![json!(language.as_str()), json!(language.direction()), json!(picture.html)];
        self.window.browser.execute(script, arguments).await.unwrap();
    }

    /// Takes it down.
    pub async fn close(self) {
        self.window.browser.clone().quit().await.unwrap();
    }
}
