//! Turns the files that people write (TOML) into what is read at run time: a page in a browser has no room for a TOML reader
//! that it needs for two files which never change.

use std::{env, error::Error, fs, path::Path};

const CODEBOOK: &str = "../../config/codebook.toml";
const WORDS: &str = "../../config/words.toml";

fn main() -> Result<(), Box<dyn Error>> {
    let out = env::var("OUT_DIR")?;
    for file in [CODEBOOK, WORDS] {
        println!("cargo::rerun-if-changed={file}");
    }
    let codebook: toml::Table = toml::from_str(&fs::read_to_string(CODEBOOK)?)?;
    fs::write(Path::new(&out).join("codebook.json"), serde_json::to_string(&codebook)?)?;
    fs::write(Path::new(&out).join("words.txt"), rows(&fs::read_to_string(WORDS)?)?)?;
    Ok(())
}

/// A row of words a line, in the order of the languages.
fn rows(written: &str) -> Result<String, Box<dyn Error>> {
    let list: toml::Table = toml::from_str(written)?;
    let rows = list.get("words").and_then(toml::Value::as_array).ok_or("words.toml has no list of words")?;
    let mut text = String::new();
    for row in rows {
        let word = |language| row.get(language).and_then(toml::Value::as_str).ok_or("a row lacks a language");
        text += &format!("{} {} {}\n", word("en")?, word("ru")?, word("uk")?);
    }
    Ok(text)
}
