//! The rules that a view has to keep, whoever reads it and on whatever screen.

use serde_json::{Value, json};

use super::person::{NARROW, PHONE};
use super::{Window, from_npm};

const TARGETS: &str = include_str!("targets.js");
const FORCED: &str = include_str!("forced.js");

/// The rules of WCAG 2.2 A and AA, and what axe-core holds for good practice.
const ALL_RULES: &str =
    "{type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}";
/// What another scheme of colours can change.
const CONTRAST: &str = "{type: 'rule', values: ['color-contrast']}";

/// Who wants no motion.
const STILL: (&str, &str) = ("prefers-reduced-motion", "reduce");

/// Everything that a view breaks: WCAG 2.2 A and AA in light and in dark, in a system's own few colours, reflow at 320 px, text at
/// 200 %, targets of 44 px, and no motion for those who want none. The window is a phone's afterwards.
pub async fn breaches(window: &Window) -> Vec<String> {
    prefers(window, &[("prefers-color-scheme", "light"), STILL]).await;
    let mut breaches = axe(window, ALL_RULES).await;
    prefers(window, &[("prefers-color-scheme", "dark"), STILL]).await;
    breaches.extend(axe(window, CONTRAST).await.into_iter().map(|breach| format!("dark: {breach}")));
    breaches.extend(unseen_in_forced_colours(window).await);
    breaches.extend(fitting(window).await);
    prefers(window, &[]).await;
    breaches
}

/// What a view breaks in one scheme of colours: its words are what changes with the language. The window is a phone's afterwards.
pub async fn breaches_in(window: &Window, scheme: &str) -> Vec<String> {
    prefers(window, &[("prefers-color-scheme", scheme), STILL]).await;
    let mut breaches = axe(window, ALL_RULES).await;
    breaches.extend(fitting(window).await);
    breaches
}

/// What nobody sees whose system allows only its own few colours: borders, the focus, what is chosen, the shapes of levels, words.
async fn unseen_in_forced_colours(window: &Window) -> Vec<String> {
    let mut unseen = Vec::new();
    for scheme in ["light", "dark"] {
        prefers(window, &[("forced-colors", "active"), ("prefers-color-scheme", scheme), STILL]).await;
        // From a key on, a browser shows where the focus is.
        for kind in ["keyDown", "keyUp"] {
            let tab = json!({"type": kind, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9});
            window.tools("Input.dispatchKeyEvent", tab).await;
        }
        let found = window.asks(FORCED).await;
        unseen.extend(found.as_array().unwrap().iter().map(|one| format!("forced colours, {scheme}: {one}")));
    }
    unseen
}

/// Whether the words of a language fit: at 320 px and at 200 %, onto targets of 44 px. The window is a phone's afterwards.
async fn fitting(window: &Window) -> Vec<String> {
    prefers(window, &[STILL]).await;
    let mut breaches = too_small(window).await;
    window.resize(NARROW).await;
    breaches.extend(too_wide(window).await.into_iter().chain(too_small(window).await));
    window.asks("document.documentElement.style.fontSize = '200%'").await;
    breaches.extend(too_wide(window).await.map(|breach| format!("text at 200 %: {breach}")));
    breaches.extend(moving(window).await);
    window.asks("document.documentElement.style.fontSize = ''").await;
    window.resize(PHONE).await;
    breaches
}

/// What the person has told their system that they prefer.
pub async fn prefers(window: &Window, features: &[(&str, &str)]) {
    let features: Vec<_> = features.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
    window.tools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
}

/// Runs axe-core over what is on the screen; each breach in a line.
async fn axe(window: &Window, rules: &str) -> Vec<String> {
    if window.asks("return !window.axe").await == true {
        let axe = from_npm("axe-core/axe.min.js");
        window.tools("Runtime.evaluate", json!({ "expression": axe })).await;
    }
    let script = format!(
        "const done = arguments[arguments.length - 1];
         axe.run(document, {{runOnly: {rules}, resultTypes: ['violations']}})
           .then((found) => done(found.violations), (error) => done([{{id: String(error), nodes: []}}]));"
    );
    let found = window.browser.execute_async(script, vec![]).await.unwrap();
    found.json().as_array().unwrap().iter().map(breach).collect()
}

fn breach(violation: &Value) -> String {
    let nodes = violation["nodes"].as_array().cloned().unwrap_or_default();
    let places: Vec<_> = nodes.iter().map(|node| node["html"].as_str().unwrap_or_default().to_owned()).collect();
    format!("{}: {} in {places:?}", violation["id"], violation["help"])
}

/// Nobody has to scroll sideways.
async fn too_wide(window: &Window) -> Option<String> {
    let script = "const page = document.documentElement, wide = page.scrollWidth, room = page.clientWidth;
        if (wide <= room) return null;
        const out = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > room + 1);
        return `${wide} px wide in ${room}: ` + out.slice(0, 3).map((one) => one.outerHTML.slice(0, 120)).join(' · ');";
    window.asks(script).await.as_str().map(str::to_owned)
}

/// Whatever is to be pressed can be hit by a finger that trembles.
async fn too_small(window: &Window) -> Vec<String> {
    let found = window.asks(TARGETS).await;
    found.as_array().unwrap().iter().map(|one| format!("too small a target: {one}")).collect()
}

/// Who wants no motion gets none.
async fn moving(window: &Window) -> Option<String> {
    let running = "return document.getAnimations().filter((one) => one.playState === 'running' &&
        one.effect.getComputedTiming().duration > 1).map((one) => one.effect.target?.outerHTML.slice(0, 120))";
    let running = window.asks(running).await;
    running.as_array().is_some_and(|running| !running.is_empty()).then(|| format!("moves all the same: {running}"))
}

/// What a screen reader reads, in its order.
pub async fn read_aloud(window: &Window) -> Vec<String> {
    let tree = window.tools("Accessibility.getFullAXTree", json!({})).await;
    let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
    let mut read = Vec::new();
    if let Some(root) = nodes.first() {
        read_node(root, &nodes, &mut read);
    }
    read
}

fn read_node(node: &Value, nodes: &[Value], read: &mut Vec<String>) {
    if node["role"]["value"] == "StaticText" {
        read.extend(node["name"]["value"].as_str().map(str::to_owned));
        return;
    }
    for child in node["childIds"].as_array().into_iter().flatten() {
        if let Some(child) = nodes.iter().find(|other| other["nodeId"] == *child) {
            read_node(child, nodes, read);
        }
    }
}

/// These are read, in this order.
pub async fn assert_read_in_order(window: &Window, expected: &[&str]) {
    let read = read_aloud(window).await;
    let mut from = 0;
    for words in expected {
        let found = read[from..].iter().position(|line| line.contains(words));
        let found = found.unwrap_or_else(|| panic!("{words:?} is not read after {:?}: {read:#?}", &read[..from]));
        from += found;
    }
}
