//! A person at a browser: what they press, type and see. Everything is found by its role and its visible name.

use std::path::PathBuf;

use serde_json::{Value, json};
use thirtyfour::{Key, TypingData, WebElement, WindowHandle};
use tokio::time::Instant;

use super::chrome::{Start, Window};
use super::gate::Gate;
use super::{PATIENCE, World, glance, rules};

const LOOK: &str = include_str!("look.js");

/// A phone, held upright.
pub const PHONE: (u32, u32) = (390, 844);
/// A desktop's window.
pub const DESKTOP: (u32, u32) = (1280, 900);
/// The narrowest that everything has to fit on.
pub const NARROW: (u32, u32) = (320, 640);

/// Looks in a row at which nothing has changed: longer than any save takes on a busy machine.
const STILL_LOOKS: usize = 6;
/// Stops of the keyboard that a person goes through before giving up: more than any view has.
const STOPS_MAX: usize = 60;

/// How a person has set their browser.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    pub language: &'static str,
    pub size: (u32, u32),
}

impl Setting {
    /// A phone in this language.
    pub const fn phone(language: &'static str) -> Self {
        Self { language, size: PHONE }
    }

    /// A desktop in this language.
    pub const fn desktop(language: &'static str) -> Self {
        Self { language, size: DESKTOP }
    }
}

/// Somebody with a browser profile of their own, and a line of their own to the relay.
pub struct Person {
    pub name: String,
    pub line: Gate,
    setting: Setting,
    profile: PathBuf,
    host: String,
    window: Window,
    /// How far their clock is ahead of ours.
    hours_ahead: i64,
    was_without_a_line: bool,
}

impl Person {
    pub(super) async fn new(world: &World, name: &str, setting: Setting) -> Self {
        let line = Gate::to(world.port);
        let profile = world.path(&format!("profile-{name}"));
        let window = open(world, &line, &profile, setting).await;
        let host = format!("localhost:{}", world.port);
        let name = name.to_owned();
        Self { name, line, setting, profile, host, window, hours_ahead: 0, was_without_a_line: false }
    }

    /// The language of their browser.
    pub fn language(&self) -> &'static str {
        self.setting.language
    }

    /// The window, for what a person does not do by hand.
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// Goes to an address, as if typed in or opened from a message.
    pub async fn visit(&self, address: &str) {
        self.window.visit(address).await;
    }

    /// Loads the page again, as a person does: not within the blink in which what was done just now is written.
    pub async fn reload(&self) {
        self.lets_it_be_kept().await;
        self.window.browser.refresh().await.unwrap();
    }

    /// Presses a button, a link or a choice of this name.
    pub async fn press(&self, name: &str) {
        let end = Instant::now() + PATIENCE;
        loop {
            let element = self.find("anything pressable", name).await;
            // A person brings what they press to the middle, clear of what floats at the edge.
            let middle = "arguments[0].scrollIntoView({block: 'center'})";
            let _gone = self.window.browser.execute(middle, vec![element.to_json().unwrap()]).await;
            // What is drawn anew, or still covered, is pressed at the next glance.
            match element.click().await {
                Ok(()) => return,
                Err(_) if Instant::now() < end => glance().await,
                Err(error) => panic!("{} cannot press {name:?}: {error}\n{}", self.name, self.text().await),
            }
        }
    }

    /// Presses a button of this name if there is one at this moment: whoever is quicker than the page presses, else the page did it.
    pub async fn presses_what_is_there(&self, name: &str) {
        if let Some(button) = self.look("button", name).await.first() {
            let _drawn_anew = button.click().await;
        }
    }

    /// Presses a button of this name in the group of that name, where others are called alike.
    pub async fn press_in(&self, group: &str, name: &str) {
        let script = "const [group, name] = arguments;
            const all = document.querySelectorAll(`[role=group][aria-label=${JSON.stringify(group)}] button`);
            const found = [...all].find((button) => button.innerText.trim() === name) ?? null;
            found?.scrollIntoView({ block: 'center' });
            return found";
        let end = Instant::now() + PATIENCE;
        loop {
            let found = self.window.browser.execute(script, vec![json!(group), json!(name)]).await;
            if let Some(button) = found.ok().and_then(|found| found.element().ok())
                && button.click().await.is_ok()
            {
                return;
            }
            assert!(Instant::now() < end, "{} finds no {name:?} in {group:?}:\n{}", self.name, self.text().await);
            glance().await;
        }
    }

    /// What stands chosen in the list of this label.
    pub async fn chosen(&self, label: &str) -> String {
        let list = self.find("field", label).await;
        let chosen = "return arguments[0].selectedOptions[0].label";
        let chosen = self.window.browser.execute(chosen, vec![list.to_json().unwrap()]).await.unwrap();
        chosen.json().as_str().unwrap_or_default().to_owned()
    }

    /// Types into the field of this label; what was there goes.
    pub async fn types(&self, label: &str, text: impl Into<TypingData>) {
        let field = self.find("field", label).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Chooses from the list of this label, by typing what stands there: a driver's click tells a page less than a person's does.
    pub async fn chooses(&self, label: &str, choice: &str) {
        let list = self.find("field", label).await;
        list.send_keys(choice).await.unwrap();
        let chosen = "return document.activeElement.selectedOptions?.[0]?.label";
        assert_eq!(self.asks(chosen).await, choice, "{} chooses from {label:?}", self.name);
    }

    /// Types, wherever the focus is.
    pub async fn types_on(&self, text: &str) {
        self.window.browser.action_chain().send_keys(text).perform().await.unwrap();
    }

    /// Presses a key, wherever the focus is.
    pub async fn key(&self, key: Key) {
        self.window.browser.action_chain().send_keys(key).perform().await.unwrap();
    }

    /// Goes from one stop of the keyboard to the next until the one of this name, and sees where the focus is.
    pub async fn walks_to(&self, name: &str) {
        let focused = "const at = document.activeElement;
            const label = at.labels?.[0]?.innerText ?? at.getAttribute('aria-label') ?? at.innerText;
            const ring = getComputedStyle(at);
            return [label.replace(/\\s+/g, ' ').trim(), ring.outlineStyle !== 'none' && parseFloat(ring.outlineWidth) >= 2]";
        let mut passed = Vec::new();
        for _ in 0..STOPS_MAX {
            self.key(Key::Tab).await;
            let at = self.asks(focused).await;
            let (reached, is_ringed) = (at[0].as_str().unwrap_or_default().to_owned(), at[1] == true);
            if reached == name {
                assert!(is_ringed, "{} does not see that the focus is on {name:?}", self.name);
                return;
            }
            passed.push(reached);
        }
        panic!("{} comes by keyboard to {passed:?}, and not to {name:?}", self.name);
    }

    /// Waits until this stands on the screen.
    pub async fn sees(&self, text: &str) {
        if !self.comes_to(text, true).await {
            panic!("{} does not see {text:?}, but:\n{}", self.name, self.text().await);
        }
    }

    /// Waits until this stands on the screen no more.
    pub async fn sees_no_more(&self, text: &str) {
        if !self.comes_to(text, false).await {
            panic!("{} still sees {text:?}:\n{}", self.name, self.text().await);
        }
    }

    /// Whether this stands on the screen now.
    pub async fn is_seeing(&self, text: &str) -> bool {
        flat(&self.text().await).contains(&flat(text))
    }

    async fn comes_to(&self, text: &str, wanted: bool) -> bool {
        let end = Instant::now() + PATIENCE;
        while self.is_seeing(text).await != wanted {
            if Instant::now() > end {
                return false;
            }
            glance().await;
        }
        true
    }

    /// All that stands on the screen, as read from top to bottom.
    pub async fn text(&self) -> String {
        let script = "return document.body ? document.body.innerText : ''";
        let answer = self.window.browser.execute(script, vec![]).await;
        answer.ok().and_then(|answer| answer.json().as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// The element of this role and name, once it is there.
    pub async fn find(&self, role: &str, name: &str) -> WebElement {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if let Some(element) = self.look(role, name).await.into_iter().next() {
                return element;
            }
            glance().await;
        }
        panic!("{} finds no {role} {name:?} on:\n{}", self.name, self.text().await);
    }

    /// The elements of this role and name that are there now.
    pub async fn look(&self, role: &str, name: &str) -> Vec<WebElement> {
        let found = self.window.browser.execute(LOOK, vec![json!(role), json!(name), json!(false)]).await;
        found.ok().and_then(|found| found.elements().ok()).unwrap_or_default()
    }

    /// What a script comes to.
    pub async fn asks(&self, script: &str) -> Value {
        self.window.asks(script).await
    }

    /// The line to the relay breaks, and the browser knows that it has none.
    pub async fn loses_the_network(&mut self) {
        self.was_without_a_line = true;
        self.line.cut();
        self.network(true).await;
    }

    /// The line is there again.
    pub async fn has_the_network_again(&mut self) {
        self.line.mend();
        self.network(false).await;
    }

    /// From here on a relay that does not answer is no surprise to this person.
    pub fn bears_with_an_unreachable_relay(&mut self) {
        self.was_without_a_line = true;
    }

    async fn network(&self, offline: bool) {
        let conditions = json!({"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
        self.window.tools("Network.enable", json!({})).await;
        self.window.tools("Network.emulateNetworkConditions", conditions).await;
    }

    /// Moves this person's clock so many hours ahead of ours; the page is loaded again under it.
    pub async fn lives_hours_ahead(&mut self, hours: i64) {
        self.hours_ahead = hours;
        self.shift_clock().await;
        self.reload().await;
    }

    async fn shift_clock(&self) {
        let ahead = self.hours_ahead * 3_600_000;
        let source = format!(
            "{{ const Real = Date; const now = () => Real.now() + {ahead};
                window.Date = class extends Real {{
                  constructor(...given) {{ if (given.length) super(...given); else super(now()); }}
                  static now() {{ return now(); }}
                }}; }}"
        );
        self.window.tools("Page.enable", json!({})).await;
        self.window.tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await;
    }

    /// Opens an address in another tab of the same browser, and looks at that; gives the tab before.
    pub async fn opens_another_tab(&self, address: &str) -> WindowHandle {
        let browser = &self.window.browser;
        let before = browser.window().await.unwrap();
        let tab = browser.new_tab().await.unwrap();
        browser.switch_to_window(tab).await.unwrap();
        self.window.resize(self.setting.size).await;
        self.visit(address).await;
        before
    }

    /// Looks at another tab; gives the one before.
    pub async fn goes_back_to(&self, tab: WindowHandle) -> WindowHandle {
        let before = self.window.browser.window().await.unwrap();
        self.goes_to(tab).await;
        before
    }

    async fn goes_to(&self, tab: WindowHandle) {
        self.window.browser.switch_to_window(tab).await.unwrap();
    }

    /// Closes another tab.
    pub async fn closes(&self, tab: WindowHandle) {
        let here = self.goes_back_to(tab).await;
        self.window.browser.close_window().await.unwrap();
        self.goes_to(here).await;
    }

    /// Waits until the browser keeps the desk, for when there is no network.
    pub async fn keeps_the_desk(&self) {
        let kept = "const files = ['desk.html', 'desk.css', 'page.css', 'start.js', 'porchlight-desk.js', 'porchlight-desk_bg.wasm'];
            return Promise.all(files.map((file) => caches.match(file))).then((kept) => kept.every(Boolean))";
        let is_kept = self.window.awaits(kept).await.is_some();
        assert!(is_kept, "{}'s browser does not keep the desk", self.name);
    }

    /// Waits until something stands among the settings that the page keeps.
    pub async fn keeps_a_setting(&self, name: &str) {
        let kept = format!(
            "return new Promise((done) => {{ const open = indexedDB.open('porchlight'); open.onsuccess = () => {{
                const names = open.result.transaction('settings').objectStore('settings').getAllKeys();
                names.onsuccess = () => {{ open.result.close(); done(names.result.includes('{name}')); }} }} }})"
        );
        assert!(self.window.awaits(&kept).await.is_some(), "{}'s browser keeps no {name}", self.name);
    }

    /// Waits until what the page keeps stands still for some looks: every save draws another nonce.
    async fn lets_it_be_kept(&self) {
        // A database that is not there must not be made by looking.
        let kept = "const nonces = (open) => new Promise((done) => { open.onsuccess = () => {
                const states = open.result.transaction('states').objectStore('states').getAll();
                states.onsuccess = () => { open.result.close(); done(states.result.map((kept) => kept.nonce.join()).join(';')); } } });
            return indexedDB.databases().then((all) => all.length && nonces(indexedDB.open('porchlight')))";
        let end = Instant::now() + PATIENCE;
        let (mut before, mut still) = (None, 0);
        while still < STILL_LOOKS && Instant::now() < end {
            let now = self.window.browser.execute(kept, vec![]).await.ok().map(|answer| answer.json().clone());
            still = if now == before { still + 1 } else { 0 };
            before = now;
            glance().await;
        }
    }

    /// The browser throws away what pages have stored, as it does when room is short.
    pub async fn loses_what_was_stored(&self) {
        let origin = format!("https://{}", self.host);
        let stored = json!({"origin": origin, "storageTypes": "indexeddb"});
        self.window.tools("Storage.clearDataForOrigin", stored).await;
    }

    /// Closes the browser and opens it again, with what it has stored.
    pub async fn restarts(mut self, world: &World) -> Self {
        self.lets_it_be_kept().await;
        self.is_content().await;
        self.window.browser.clone().quit().await.unwrap();
        self.window = open(world, &self.line, &self.profile, self.setting).await;
        if self.hours_ahead != 0 {
            self.shift_clock().await;
        }
        self
    }

    /// The view keeps the rules of accessibility.
    pub async fn keeps_the_rules(&self, view: &str) {
        let breaches = rules::breaches(&self.window).await;
        self.window.resize(self.setting.size).await;
        assert!(breaches.is_empty(), "{}, {view}:\n{}", self.name, breaches.join("\n"));
    }

    /// Nothing was complained of so far, and nobody but the relay was asked for anything.
    pub async fn is_content(&self) {
        self.window.complaints().await.assert_none(&self.name, &self.host, self.was_without_a_line);
    }

    /// The end of a person's part: content, and the browser closed.
    pub async fn leaves_content(self) {
        self.is_content().await;
        self.window.browser.clone().quit().await.unwrap();
    }
}

async fn open(world: &World, line: &Gate, profile: &std::path::Path, setting: Setting) -> Window {
    let Setting { language, size } = setting;
    world.driver.open(&Start { profile, gate_port: line.port, language, size }).await
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
