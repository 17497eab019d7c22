//! What a browser complains of, and whom it asks for something.

use serde_json::Value;
use thirtyfour::WebDriver;

/// What the browser says while there is no line to the relay, which is no fault of the page's.
const WITHOUT_A_LINE: [&str; 3] = ["WebSocket connection to", "net::ERR_", "Failed to load resource"];

/// All that one browser has said so far.
#[derive(Debug, Default)]
pub struct Complaints {
    said: Vec<String>,
    asked: Vec<String>,
}

impl Complaints {
    /// Takes in what was said since the last time.
    pub async fn collect(&mut self, browser: &WebDriver) {
        for entry in browser.get_log("browser").await.unwrap_or_default() {
            if ["SEVERE", "WARNING"].contains(&entry.level.as_str()) {
                self.said.push(format!("{}: {}", entry.level, entry.message));
            }
        }
        for entry in browser.get_log("performance").await.unwrap_or_default() {
            let event: Value = serde_json::from_str(&entry.message).unwrap_or_default();
            let (method, told) = (event["message"]["method"].as_str(), &event["message"]["params"]);
            match method.unwrap_or_default() {
                "Network.requestWillBeSent" => self.asks(&told["request"]["url"]),
                "Network.webSocketCreated" => self.asks(&told["url"]),
                "Page.javascriptDialogOpening" => self.said.push(format!("a dialog: {told}")),
                _ => {}
            }
        }
    }

    /// What the browser shows of its own, before the page, is asked of nobody.
    fn asks(&mut self, url: &Value) {
        self.asked.extend(url.as_str().filter(|url| !is_inside(url)).map(str::to_owned));
    }

    /// Nothing but, perhaps, that there was no line; and nobody was asked but this host.
    pub fn assert_none(&self, who: &str, host: &str, was_without_a_line: bool) {
        let is_excused = |said: &&String| was_without_a_line && WITHOUT_A_LINE.iter().any(|words| said.contains(words));
        let said: Vec<_> = self.said.iter().filter(|said| !is_excused(said)).collect();
        assert!(said.is_empty(), "{who}'s browser complains:\n{said:#?}");
        let own = [format!("https://{host}/"), format!("wss://{host}/"), format!("blob:https://{host}/")];
        let is_own = |url: &&String| own.iter().any(|own| url.starts_with(own));
        let strangers: Vec<_> = self.asked.iter().filter(|url| !is_own(url)).collect();
        assert!(strangers.is_empty(), "{who}'s page asked others: {strangers:#?}");
    }

    /// Every URL that was asked for.
    pub fn asked(&self) -> &[String] {
        &self.asked
    }
}

fn is_inside(url: &str) -> bool {
    ["data:", "chrome:", "about:"].iter().any(|scheme| url.starts_with(scheme))
}
