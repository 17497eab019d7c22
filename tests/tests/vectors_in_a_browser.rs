//! The same crates, compiled as the page's are, do in a browser what the vectors say.

mod page_world;

use std::env;
use std::path::{Path, PathBuf};

use page_world::{
    chrome::{Driver, Start},
    shelf::Shelf,
};
use porchlight_tests::vectors::{FILES, stored};
use serde_json::Value;

/// The page's own policy for scripts: the checks run under it too.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

#[tokio::test]
async fn the_pages_wasm_agrees_with_every_stored_vector() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shelf = Shelf::of(&[&tests.join("browser"), &tests.join("vectors"), &compiled()], POLICY);
    let home = tempfile::tempdir().unwrap();
    let driver = Driver::start(home.path()).await;

    let (profile, size) = (home.path().join("profile"), (800, 600));
    let window = driver.open(&Start { profile: &profile, gate_port: shelf.port, language: "en", size }).await;
    window.visit(&format!("http://localhost:{}/vectors.html", shelf.port)).await;
    let went = window.awaits("return window.went || null").await.expect("the checks end");

    let told = |file: &Value| (file["name"].as_str().unwrap().to_owned(), file["cases"].as_u64().unwrap() as usize);
    for file in went.as_array().unwrap() {
        assert_eq!(file["failed"], "", "{file}\n{:#?}", window.complaints().await);
    }
    let expected: Vec<_> = FILES.iter().map(|file| (file.name.to_owned(), stored(file).len())).collect();
    assert_eq!(went.as_array().unwrap().iter().map(told).collect::<Vec<_>>(), expected);
    window.browser.clone().quit().await.unwrap();
}

/// Where `cargo xtask test` put the compiled checks, or where `cargo xtask vectors` puts them beside this test.
fn compiled() -> PathBuf {
    let beside = || env::current_exe().unwrap().ancestors().nth(3).unwrap().join("vectors-in-a-browser");
    let folder = env::var_os("PORCHLIGHT_VECTORS_DIR").map_or_else(beside, PathBuf::from);
    assert!(folder.is_dir(), "{} is not there: run `cargo xtask vectors`", folder.display());
    folder
}
