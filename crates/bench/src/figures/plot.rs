//! Figures against the number of readers, as an SVG: a few lines and words, so no library draws it.

use std::fmt::Write;

use super::{Figures, Unit, Work};
use crate::servers::Server;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 400.0;
/// Left, right, top, bottom.
const MARGINS: (f64, f64, f64, f64) = (60.0, 170.0, 40.0, 45.0);
const COLOURS: [(Server, &str); 6] = [
    (Server::Porchlight, "#c2410c"),
    (Server::Rawfloor, "#1e3a8a"),
    (Server::Floor, "#0e7490"),
    (Server::FloorSmall, "#059669"),
    (Server::Nats, "#7c3aed"),
    (Server::Mosquitto, "#6b7280"),
];

/// A server, its colour, and its points.
type Line = (Server, &'static str, Vec<(f64, f64)>);

/// A plot of one work over the numbers of readers; none where only one number was measured.
pub(crate) fn plot(figures: &Figures, work: Work) -> Option<String> {
    let ns: Vec<usize> = figures.measured().into_iter().filter(|(of, _)| *of == work).map(|(_, n)| n).collect();
    let (first, last) = (*ns.first()? as f64, *ns.last()? as f64);
    let lines: Vec<Line> = COLOURS
        .iter()
        .map(|(server, colour)| {
            let points = ns.iter().filter_map(|n| Some((*n as f64, figures.median(work, *n, *server)?)));
            (*server, *colour, points.collect())
        })
        .collect();
    let highest = lines.iter().flat_map(|(_, _, points)| points.iter().map(|(_, y)| *y)).fold(0.0, f64::max);
    if first == last || highest <= 0.0 {
        return None;
    }
    let top = step_of(highest) * (highest / step_of(highest)).ceil();
    let (left, right, above, below) = MARGINS;
    let x = |n: f64| left + (n - first) / (last - first) * (WIDTH - left - right);
    let y = |figure: f64| HEIGHT - below - figure / top * (HEIGHT - above - below);

    let mut svg = head(work);
    let mut figure = 0.0;
    while figure <= top + 1e-9 {
        let at = y(figure);
        let _ = writeln!(svg, r##"<path d="M{left} {at:.1}H{:.1}" stroke="#d4d4d4"/>"##, WIDTH - right);
        let _ = writeln!(svg, r#"<text x="{:.1}" y="{:.1}" text-anchor="end">{figure}</text>"#, left - 8.0, at + 4.0);
        figure += step_of(highest);
    }
    for n in &ns {
        let _ = writeln!(
            svg,
            r#"<text x="{:.1}" y="{:.1}" text-anchor="middle">{n}</text>"#,
            x(*n as f64),
            HEIGHT - below + 18.0
        );
    }
    for (_, colour, points) in lines.iter().filter(|(_, _, points)| !points.is_empty()) {
        let path: Vec<_> = points.iter().map(|(n, figure)| format!("{:.1} {:.1}", x(*n), y(*figure))).collect();
        let _ = writeln!(svg, r#"<path d="M{}" fill="none" stroke="{colour}" stroke-width="2"/>"#, path.join("L"));
        for (n, figure) in points {
            let _ = writeln!(svg, r#"<circle cx="{:.1}" cy="{:.1}" r="3" fill="{colour}"/>"#, x(*n), y(*figure));
        }
    }
    // Names stand in a list of their own: lines end close to one another.
    for (row, (server, colour, _)) in lines.iter().filter(|(_, _, points)| !points.is_empty()).enumerate() {
        let at = above + 18.0 * row as f64;
        let _ = writeln!(
            svg,
            r#"<text x="{:.1}" y="{at:.1}" fill="{colour}" font-weight="bold">{}</text>"#,
            WIDTH - right + 16.0,
            server.name()
        );
    }
    svg.push_str("</svg>\n");
    Some(svg)
}

fn head(work: Work) -> String {
    let unit = match work.unit() {
        Unit::SecondsPerMillion => "server CPU seconds per million deliveries",
        Unit::SecondsPerMillionBatches => "server CPU seconds per million batches",
        Unit::Milliseconds => "milliseconds",
        Unit::Kib => "KiB",
        Unit::PostsPerSecond => "posts a second",
        Unit::Seconds => "seconds",
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" \
         font-size=\"12\" role=\"img\">\n<title>{said}: {unit}, by the number of readers</title>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n\
         <text x=\"{}\" y=\"20\" font-size=\"14\">{said}: {unit}</text>\n\
         <text x=\"{}\" y=\"{}\" text-anchor=\"middle\">readers</text>\n",
        MARGINS.0,
        MARGINS.0 + (WIDTH - MARGINS.0 - MARGINS.1) / 2.0,
        HEIGHT - 8.0,
        said = work.said(),
    )
}

/// A round step that divides an axis into about five.
fn step_of(highest: f64) -> f64 {
    let magnitude = 10_f64.powf((highest / 5.0).log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .map(|factor| factor * magnitude)
        .into_iter()
        .find(|step| highest / step <= 6.0)
        .unwrap_or(highest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_server_measured_has_its_line_and_its_name() {
        let mut figures = Figures::default();
        for (n, figure) in [(1_000, 8.0), (10_000, 9.0)] {
            figures.add(Work::FanoutOne, n, Server::Porchlight, figure);
            figures.add(Work::FanoutOne, n, Server::Nats, 3.0 * figure);
        }
        let svg = plot(&figures, Work::FanoutOne).unwrap();
        assert_eq!(svg.matches("stroke-width").count(), 2);
        assert!(svg.contains(">nats-server<") && !svg.contains(">mosquitto<"));
    }

    #[test]
    fn one_number_of_readers_makes_no_plot() {
        let mut figures = Figures::default();
        figures.add(Work::FanoutOne, 1_000, Server::Porchlight, 8.0);
        assert_eq!(plot(&figures, Work::FanoutOne), None);
    }
}
