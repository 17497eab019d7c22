//! `cargo xtask page`: the page that a browser loads, from the sources to files that any host can serve.
//!
//! Two builds of the same sources give the same bytes, wherever they lie: whoever wants to know what a host serves can
//! build the page and compare.

mod bindings;
mod compile;
mod files;
mod packed;
mod stamp;
mod table;
mod texts;

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{install, process, trouble::Trouble};
use files::Files;

/// What a person may ask of `page`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Where the files go, instead of target/page
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Build twice from nothing, in two directories, and compare; the result goes nowhere
    #[arg(long, conflicts_with = "out")]
    twice: bool,
}

/// Builds the page and tells how large it is.
pub(crate) fn run(options: &Options) -> Result<(), Trouble> {
    install::whatever_is_missing()?;
    if options.twice {
        return twice();
    }
    let out = match &options.out {
        Some(out) => absolute(out)?,
        None => place(),
    };
    make_at(&out)?;
    println!("{}", table::of(&files::read(&out)?));
    println!("\nThe page lies in {}.\nMade with {}.", out.display(), made_with());
    Ok(())
}

/// Brings the page in `target/page` up to date; quick where nothing has changed.
pub(crate) fn make() -> Result<(), Trouble> {
    make_at(&place())
}

/// Makes the vectors' checks into a module that a browser loads, and says in which directory it lies.
pub(crate) fn vectors() -> Result<PathBuf, Trouble> {
    let target = process::target_directory()?;
    let module = compile::vectors(&target.join("page-build"))?;
    let place = target.join("vectors-in-a-browser");
    packed::write(&bindings::of(&module)?, &place)?;
    Ok(place)
}

/// Where the relay's and the command line's builds look for the page.
fn place() -> PathBuf {
    process::root().join("target/page")
}

fn make_at(out: &Path) -> Result<(), Trouble> {
    let workshop = process::target_directory()?.join("page-build");
    let programs = compile::programs(&workshop)?;
    let stamp = stamp::of(&programs, out)?;
    if stamp::is_at(&workshop, &stamp) && files::are_whole(out) {
        return Ok(());
    }
    stamp::take_away(&workshop)?;
    let files = assemble(&programs)?;
    packed::write(&files, out)?;
    table::hold_to_bounds(&files)?;
    stamp::put(&workshop, &stamp)
}

/// All files of the page, from the compiled programs and what lies beside them.
fn assemble(programs: &[PathBuf]) -> Result<Files, Trouble> {
    let mut files = files::unchanging()?;
    for program in programs {
        files.extend(bindings::of(program)?);
    }
    files.extend(texts::said_by(&files)?);
    files::tell_the_worker(&mut files)?;
    Ok(files)
}

fn twice() -> Result<(), Trouble> {
    println!("{}\nTwice built, twice the same. Made with {}.", hashes_of_two_builds()?, made_with());
    Ok(())
}

/// The hash and name of each file, a line each, on which two builds from nothing agree.
pub(crate) fn hashes_of_two_builds() -> Result<String, Trouble> {
    let target = process::target_directory()?;
    let [once, again] = ["page-once", "page-once-more"].map(|name| from_nothing(&target.join(name)));
    let (once, again) = (files::hashes(&once?), files::hashes(&again?));
    match differing(&once, &again) {
        files if files.is_empty() => Ok(once),
        files => Err(Trouble::PageDiffers { files }),
    }
}

/// The lines that stand in one list and not in the other: a file may differ, or be in one build alone.
fn differing(once: &str, again: &str) -> Vec<String> {
    let lacking = |lines: &str, other: &str| {
        let other: Vec<_> = other.lines().collect();
        lines.lines().filter(|line| !other.contains(line)).map(str::to_owned).collect::<Vec<_>>()
    };
    [lacking(once, again), lacking(again, once)].concat()
}

/// The compilers on which the page's bytes depend.
pub(crate) fn made_with() -> String {
    compile::tools().join(" and ")
}

fn from_nothing(workshop: &Path) -> Result<Files, Trouble> {
    let trouble = |cause| Trouble::File { path: workshop.to_path_buf(), cause };
    if workshop.exists() {
        fs::remove_dir_all(workshop).map_err(trouble)?;
    }
    let files = compile::programs(workshop).and_then(|programs| assemble(&programs))?;
    fs::remove_dir_all(workshop).map_err(trouble)?;
    Ok(files)
}

/// A path as the person meant it: from where they stand, not from the workspace's root.
fn absolute(path: &Path) -> Result<PathBuf, Trouble> {
    std::path::absolute(path).map_err(|cause| Trouble::File { path: path.to_path_buf(), cause })
}

#[cfg(test)]
mod tests {
    use super::differing;

    #[test]
    fn a_file_that_differs_or_is_in_one_build_alone_is_named() {
        assert_eq!(differing("aa  a\nbb  b\n", "aa  a\nbb  b\n"), Vec::<String>::new());
        assert_eq!(differing("aa  a\nbb  b\n", "aa  a\ncc  b\n"), ["bb  b", "cc  b"]);
        assert_eq!(differing("aa  a\n", "aa  a\nbb  b\n"), ["bb  b"]);
    }
}
