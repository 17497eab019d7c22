//! Writes what was measured into docs/performance.md, between its markers, and the plots beside it.

use std::{fs, path::Path};

use crate::{
    figures::{Figures, Work, plot},
    trouble::Trouble,
};

const PAGE: &str = "performance.md";
const PLOTS: &str = "plots";
const BEGIN: &str = "<!-- measured: begin -->";
const END: &str = "<!-- measured: end -->";
/// What is drawn, and where.
const PLOTTED: [(Work, &str); 3] =
    [(Work::FanoutOne, "fanout-one.svg"), (Work::FanoutSixteen, "fanout-16.svg"), (Work::LatencyP50, "latency.svg")];

/// Replaces what the page tells of an earlier run.
pub(crate) fn write(docs: &Path, told: &str, figures: &Figures) -> Result<(), Trouble> {
    let path = docs.join(PAGE);
    let page = fs::read_to_string(&path).map_err(Trouble::system("docs/performance.md"))?;
    let page = between(&page, told).ok_or_else(|| Trouble::lost("docs/performance.md has lost its markers"))?;
    fs::write(&path, page).map_err(Trouble::system("docs/performance.md"))?;
    fs::create_dir_all(docs.join(PLOTS)).map_err(Trouble::system("docs/plots"))?;
    for (work, name) in PLOTTED {
        if let Some(svg) = plot(figures, work) {
            fs::write(docs.join(PLOTS).join(name), svg).map_err(Trouble::system("docs/plots"))?;
        }
    }
    Ok(())
}

fn between(page: &str, told: &str) -> Option<String> {
    let (before, rest) = page.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{told}\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_between_the_markers_is_replaced() {
        let page = format!("above\n{BEGIN}\nold\n{END}\nbelow\n");
        assert_eq!(between(&page, "new"), Some(format!("above\n{BEGIN}\nnew\n{END}\nbelow\n")));
        assert_eq!(between("no markers", "new"), None);
    }
}
