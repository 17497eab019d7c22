//! What lies between a compiled program and the browser: wasm-bindgen's part, as a library of the very same version.

use std::{collections::BTreeMap, path::Path};

use wasm_bindgen_cli_support::{Bindgen, Output};

use super::files::Files;
use crate::trouble::Trouble;

/// Names that end in so many digits of a hash are wasm-bindgen's own; no person reads them.
const HASH_DIGITS: usize = 16;
/// How their short names begin: as no other name in that JavaScript does.
const SHORT: &str = "$";

/// The two files that a browser loads for a compiled program: `NAME.js` and `NAME_bg.wasm`.
pub(super) fn of(program: &Path) -> Result<Files, Trouble> {
    let trouble = |cause: String| Trouble::NoBindings { program: program.to_path_buf(), cause };
    let mut output = bind(program).map_err(trouble)?;
    let brings_inline = output.snippets().values().any(|inline| !inline.is_empty());
    if brings_inline || !output.local_modules().is_empty() {
        // The page's directory is flat, and its list of files is all that its security policy lets in.
        return Err(trouble("a crate brings JavaScript of its own".to_owned()));
    }
    let short = shorten(&mut output);
    let script = light(output.js(), &short).into_bytes();
    let name = program.file_stem().unwrap_or_default().to_string_lossy();
    Ok([(format!("{name}.js"), script), (format!("{name}_bg.wasm"), output.wasm_mut().emit_wasm())].into())
}

fn bind(program: &Path) -> Result<Output, String> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(program);
    let web = bindgen.web(true).map_err(|cause| format!("{cause:#}"))?;
    web.typescript(false)
        // So that `init()` finds the program beside its JavaScript; the library alone leaves that out.
        .omit_default_module_path(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .map_err(|cause| format!("{cause:#}"))
}

/// Gives short names to all that the program and its JavaScript have of each other: hashes do not pack, and there are two hundred
/// of them, each in both files.
fn shorten(output: &mut Output) -> BTreeMap<String, String> {
    let mut short = BTreeMap::new();
    let mut rename = |name: &mut String| {
        if ends_in_a_hash(name) {
            let next = format!("{SHORT}{}", short.len());
            *name = short.entry(name.clone()).or_insert(next).clone();
        }
    };
    let program = output.wasm_mut();
    program.imports.iter_mut().for_each(|import| rename(&mut import.name));
    program.exports.iter_mut().for_each(|export| rename(&mut export.name));
    short
}

fn ends_in_a_hash(name: &str) -> bool {
    let digits = name.bytes().rev().take_while(u8::is_ascii_hexdigit).count();
    digits >= HASH_DIGITS && name.len() > HASH_DIGITS
}

/// The JavaScript with the short names, and without what only its readers need: indentation, and comments in lines of their own.
fn light(script: &str, short: &BTreeMap<String, String>) -> String {
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.map(|line| renamed(line, short) + "\n").collect()
}

fn renamed(line: &str, short: &BTreeMap<String, String>) -> String {
    let is_of_name = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let parts = line.split_inclusive(|character| !is_of_name(character));
    let part = |part: &str| {
        let name = part.trim_end_matches(|character| !is_of_name(character));
        let short = short.get(name).map_or(name, String::as_str);
        format!("{short}{}", &part[name.len()..])
    };
    parts.map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_end_in_a_hash_become_short_everywhere() {
        let script = "// Made.\nconst import0 = {\n    __wbg_get_0123456789abcdef: (arg0) => arg0.get(`${arg0}`),\n\n};\n\
                      wasm.call_fedcba9876543210(__wbg_get_0123456789abcdef2);";
        let short = ["__wbg_get_0123456789abcdef", "call_fedcba9876543210"].into_iter().zip(0..);
        let short = short.map(|(name, number)| (name.to_owned(), format!("{SHORT}{number}"))).collect();
        let expected =
            "const import0 = {\n$0: (arg0) => arg0.get(`${arg0}`),\n};\nwasm.$1(__wbg_get_0123456789abcdef2);\n";
        assert_eq!(light(script, &short), expected);
    }

    #[test]
    fn names_that_people_gave_stay() {
        for name in ["memory", "__wbindgen_malloc", "0123456789abcdef", "__wbg_get_0123456789abcde"] {
            assert!(!ends_in_a_hash(name), "{name}");
        }
    }
}
