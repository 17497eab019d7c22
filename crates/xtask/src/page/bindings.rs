//! What lies between a compiled program and the browser: wasm-bindgen's part, as a library of the very same version.

use std::{fs, path::Path};

use wasm_bindgen_cli_support::Bindgen;

use super::files::{self, Files};
use crate::trouble::Trouble;

/// The two files that a browser loads for a compiled program: `NAME.js` and `NAME_bg.wasm`.
pub(super) fn of(program: &Path, scratch: &Path) -> Result<Files, Trouble> {
    let trouble = |cause: String| Trouble::NoBindings { program: program.to_path_buf(), cause };
    if scratch.exists() {
        fs::remove_dir_all(scratch).map_err(|cause| Trouble::File { path: scratch.to_path_buf(), cause })?;
    }
    bind(program, scratch).map_err(trouble)?;
    let files = files::read(scratch)?;
    if scratch.join("snippets").exists() {
        // The page's directory is flat, and its list of files is all that its security policy lets in.
        return Err(trouble("a crate brings JavaScript of its own".to_owned()));
    }
    Ok(files)
}

fn bind(program: &Path, scratch: &Path) -> Result<(), String> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(program);
    let web = bindgen.web(true).map_err(|cause| format!("{cause:#}"))?;
    web.typescript(false)
        // So that `init()` finds the program beside its JavaScript; the library alone leaves that out.
        .omit_default_module_path(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(scratch)
        .map_err(|cause| format!("{cause:#}"))
}
