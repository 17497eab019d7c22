//! Figures and marks for people, as a table, and for programs, as lines of JSON.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{Figures, Unit, Verdict};

/// The table, all servers side by side; Markdown, which reads as well in a terminal.
pub(crate) fn table(figures: &Figures) -> String {
    let servers = figures.servers();
    let names: Vec<_> = servers.iter().map(|server| server.name()).collect();
    let mut rows = vec![format!("| work | N | unit | {} |", names.join(" | "))];
    rows.push(format!("|---|---:|---|{}", "---:|".repeat(servers.len())));
    for (work, n) in figures.measured() {
        let cells = servers.iter().map(|server| figures.median(work, n, *server).map_or("–".into(), shown));
        let cells: Vec<String> = cells.collect();
        rows.push(format!("| {} | {n} | {} | {} |", work.said(), unit(work.unit()), cells.join(" | ")));
    }
    rows.join("\n") + "\n"
}

/// The marks as a table.
pub(crate) fn marks(verdicts: &[Verdict]) -> String {
    let mut text = String::from("| mark | N | ratio | limit | |\n|---|---:|---:|---:|---|\n");
    for Verdict { mark, n, ratio, limit, met, at_least } in verdicts {
        let (sign, word) = (if *at_least { "≥" } else { "≤" }, if *met { "met" } else { "**missed**" });
        let _ = writeln!(text, "| {mark} | {n} | {ratio:.2} | {sign} {limit} | {word} |");
    }
    text
}

/// A line of JSON for each figure, and for each mark.
pub(crate) fn lines(figures: &Figures, verdicts: &[Verdict]) -> Vec<Value> {
    let mut lines = Vec::new();
    for (work, n) in figures.measured() {
        for server in figures.servers() {
            if let Some(figure) = figures.median(work, n, server) {
                lines.push(
                    json!({ "work": work, "n": n, "server": server, "figure": rounded(figure), "unit": work.unit() }),
                );
            }
        }
    }
    lines.extend(verdicts.iter().map(|verdict| {
        let Verdict { mark, n, ratio, limit, met, .. } = verdict;
        json!({ "mark": mark, "n": n, "ratio": rounded(*ratio), "limit": limit, "met": met })
    }));
    lines
}

fn rounded(figure: f64) -> f64 {
    (figure * 1000.0).round() / 1000.0
}

fn shown(figure: f64) -> String {
    match figure {
        large if large >= 100.0 => format!("{large:.0}"),
        small if small >= 1.0 => format!("{small:.1}"),
        tiny => format!("{tiny:.3}"),
    }
}

fn unit(unit: Unit) -> String {
    json!(unit).as_str().unwrap_or_default().to_owned()
}
