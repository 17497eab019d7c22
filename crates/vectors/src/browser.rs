//! What a browser calls to check the same vectors on the same crates, compiled as a page's are.

use std::panic;

use serde_json::Value;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::FILES;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn complain(words: &str);
}

/// Has a case that fails say why, before it ends the module.
#[wasm_bindgen(start)]
fn start() {
    panic::set_hook(Box::new(|panicked| complain(&panicked.to_string())));
}

/// The names of all files.
#[wasm_bindgen]
pub fn names() -> Vec<String> {
    FILES.iter().map(|file| file.name.to_owned()).collect()
}

/// How many cases the text of a file holds.
#[wasm_bindgen]
pub fn count(text: &str) -> usize {
    cases(text).len()
}

/// Checks one case of a file. Where it fails, the module ends; the next one is for another instance.
#[wasm_bindgen]
pub fn check(name: &str, text: &str, index: usize) {
    let file = FILES.iter().find(|file| file.name == name).expect("the caller has the name from names()");
    (file.check)(&cases(text)[index]);
}

fn cases(text: &str) -> Vec<Value> {
    serde_json::from_str(text).expect("a file of vectors is an array")
}
