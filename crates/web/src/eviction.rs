//! Storage that the browser threw away, or somebody cleared: noticed, and told from a browser that never had any.
//!
//! Beside the database, in another kind of storage, stands how many states there should be, and a few bytes of each name's hash.
//! No secret is there, and nothing that names a group to whoever does not know it already.

use std::collections::BTreeSet;

use ring::digest::{SHA256, digest};
use wasm_bindgen_futures::JsFuture;
use web_sys::Storage;

const ITEM: &str = "porchlight";
/// Enough to tell a browser's few groups apart.
const HASH_BYTES: usize = 4;
/// What others may have written there is looked at no further than this many names.
const NAMES_MAX: usize = 256;

/// Notes that this state should be there from now on.
pub fn expect(name: &str) {
    let mut expected = expected();
    expected.insert(mark(name));
    write(&expected);
}

/// Notes that this state is not there any more, and need not be.
pub fn expect_no_more(name: &str) {
    let mut expected = expected();
    expected.remove(&mark(name));
    write(&expected);
}

/// Notes that these are all there are of those whose names begin so.
pub fn expect_only(beginning: &str, names: &[String]) {
    let mut expected = expected();
    // An empty beginning is that of all names.
    expected.retain(|mark| !mark.starts_with(initial(beginning)));
    expected.extend(names.iter().filter(|name| name.starts_with(beginning)).map(|name| mark(name)));
    write(&expected);
}

/// How many whose names begin so should be there and are not among these.
pub fn missing(beginning: &str, names: &[String]) -> usize {
    let found: BTreeSet<_> = names.iter().map(|name| mark(name)).collect();
    expected().difference(&found).filter(|mark| mark.starts_with(initial(beginning))).count()
}

/// Asks the browser not to throw away what is kept here. It may say no, and may ask the person.
pub async fn ask_to_persist() -> bool {
    let promise = web_sys::window().and_then(|window| window.navigator().storage().persist().ok());
    match promise {
        Some(promise) => JsFuture::from(promise).await.is_ok_and(|granted| granted.is_truthy()),
        None => false,
    }
}

/// A letter for the kind of state, which the two pages tell theirs by; then the hash.
fn mark(name: &str) -> String {
    let hash = digest(&SHA256, name.as_bytes());
    let hash = hash.as_ref().iter().take(HASH_BYTES).map(|byte| format!("{byte:02x}"));
    std::iter::once(initial(name).to_owned()).chain(hash).collect()
}

fn initial(name: &str) -> &str {
    name.get(..1).unwrap_or_default()
}

fn expected() -> BTreeSet<String> {
    let text = storage().and_then(|storage| storage.get_item(ITEM).ok().flatten()).unwrap_or_default();
    let is_mark = |text: &&str| text.len() == 1 + 2 * HASH_BYTES && text.is_ascii();
    text.split_whitespace().take(NAMES_MAX).filter(is_mark).map(str::to_owned).collect()
}

/// Where it cannot be written, an eviction goes unnoticed, and the sentence for a used link has to do.
fn write(expected: &BTreeSet<String>) {
    let Some(storage) = storage() else { return };
    let marks: Vec<_> = expected.iter().map(String::as_str).collect();
    let _ = match marks.is_empty() {
        true => storage.remove_item(ITEM),
        false => storage.set_item(ITEM, &marks.join(" ")),
    };
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
