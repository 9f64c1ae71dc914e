//! Percentile curves as SVG: latency against the share of answers that took longer, on a scale that grows towards
//! the tail, so that one in ten, in a hundred, in a thousand are equally far apart.

use std::fmt::Write as _;

use super::latencies::Latencies;
use crate::cli::text::escaped_xml;
use crate::statistics::whole;

/// A line of the drawing.
pub struct Line<'a> {
    /// What it is of.
    pub name: &'a str,
    /// Its latencies.
    pub latencies: &'a Latencies,
}

const WIDTH: f64 = 860.0;
const HEIGHT: f64 = 460.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 190.0;
const TOP: f64 = 40.0;
const BOTTOM: f64 = 50.0;
/// Colours that are told apart by the colour-blind, too, on light and on dark (Okabe and Ito, 2008).
const COLOURS: [&str; 7] =
    ["#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7", "#b8a800"];
const DASHES: [&str; 4] = ["none", "6 3", "2 3", "8 3 2 3"];
/// Points of a line for each factor of ten.
const POINTS: u32 = 24;

/// Draws one curve a class; light and dark follow the reader's setting.
pub fn draw(title: &str, lines: &[Line<'_>]) -> String {
    let sorted: Vec<(&str, Vec<f64>)> = lines
        .iter()
        .map(|line| {
            let mut times: Vec<f64> =
                line.latencies.nanos().map(|nanos| nanos as f64 / 1e3).collect();
            times.sort_unstable_by(f64::total_cmp);
            (line.name, times)
        })
        .filter(|(_, times)| !times.is_empty())
        .collect();
    let most = sorted.iter().map(|(_, times)| times.len()).max().unwrap_or(1);
    let decades = (most as f64).log10().clamp(1.0, 7.0);
    let all = || sorted.iter().flat_map(|(_, times)| times.first().into_iter().chain(times.last()));
    let least = all().copied().reduce(f64::min).unwrap_or(1.0);
    let largest = all().copied().reduce(f64::max).unwrap_or(10.0);
    let low = least.max(0.01).log10().floor();
    let high = largest.max(0.1).log10().ceil().max(low + 1.0);
    let x = |tail: f64| LEFT + (WIDTH - LEFT - RIGHT) * (-tail.log10() / decades).clamp(0.0, 1.0);
    let y = |micros: f64| {
        let share = (micros.max(1e-9).log10() - low) / (high - low);
        HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share.clamp(0.0, 1.0)
    };
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
         font-family=\"system-ui, sans-serif\" font-size=\"12\">\n<title>{title}</title>\n<style>\n\
         .paper {{ fill: #ffffff }} .ink {{ fill: #222222 }} .grid {{ stroke: #cccccc }}\n\
         @media (prefers-color-scheme: dark) {{ .paper {{ fill: #16181c }} .ink {{ fill: #e6e6e6 }} \
         .grid {{ stroke: #444444 }} }}\n</style>\n\
         <rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n\
         <text class=\"ink\" x=\"{LEFT}\" y=\"22\" font-size=\"14\">{title}</text>\n",
        title = escaped_xml(title),
    );
    let mut step = low;
    while step <= high + 1e-9 {
        let (at, end, beside) = (y(10_f64.powf(step)), WIDTH - RIGHT, LEFT - 8.0);
        let label = micros(10_f64.powf(step));
        let _ = writeln!(
            svg,
            "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{end}\" y1=\"{at:.1}\" y2=\"{at:.1}\"/>\
             <text class=\"ink\" x=\"{beside}\" y=\"{:.1}\" text-anchor=\"end\">{label}</text>",
            at + 4.0
        );
        step += 1.0;
    }
    for (label, tail) in [
        ("all", 1.0_f64),
        ("p50", 0.5),
        ("p90", 0.1),
        ("p99", 1e-2),
        ("p99.9", 1e-3),
        ("p99.99", 1e-4),
        ("p99.999", 1e-5),
    ] {
        if -tail.log10() > decades + 1e-9 {
            break;
        }
        let (at, end, below) = (x(tail), HEIGHT - BOTTOM, HEIGHT - BOTTOM + 18.0);
        let _ = writeln!(
            svg,
            "<line class=\"grid\" x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{TOP}\" y2=\"{end}\"/>\
             <text class=\"ink\" x=\"{at:.1}\" y=\"{below}\" text-anchor=\"middle\">{label}</text>"
        );
    }
    for (number, (name, times)) in sorted.iter().enumerate() {
        let colour = COLOURS.get(number % COLOURS.len()).copied().unwrap_or("#0072b2");
        let dash = DASHES.get(number / COLOURS.len() % DASHES.len()).copied().unwrap_or("none");
        let mut points = String::new();
        let own = (times.len() as f64).log10().min(decades);
        let mut at = 0;
        loop {
            let decade = f64::from(at) / f64::from(POINTS);
            let tail = 10_f64.powf(-decade.min(own));
            let _ = write!(points, "{:.1},{:.1} ", x(tail), y(above(times, tail)));
            if decade >= own {
                break;
            }
            at += 1;
        }
        let high = 16.0 * number as f64 + TOP + 8.0;
        let (key, words) = (WIDTH - RIGHT + 12.0, WIDTH - RIGHT + 44.0);
        let _ = writeln!(
            svg,
            "<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.6\" \
             stroke-dasharray=\"{dash}\" points=\"{}\"><title>{name}</title></polyline>\
             <line stroke=\"{colour}\" stroke-width=\"3\" stroke-dasharray=\"{dash}\" x1=\"{key}\" \
             x2=\"{}\" y1=\"{high}\" y2=\"{high}\"/>\
             <text class=\"ink\" x=\"{words}\" y=\"{}\">{name}</text>",
            points.trim_end(),
            key + 26.0,
            high + 4.0,
            name = escaped_xml(name),
        );
    }
    svg + "</svg>\n"
}

/// Returns the least latency that at most a `tail` share of the sorted times exceed.
fn above(times: &[f64], tail: f64) -> f64 {
    let over = whole((tail * times.len() as f64).round().max(1.0));
    times.get(times.len().saturating_sub(over)).copied().unwrap_or_default()
}

/// Writes microseconds in the unit that suits them.
pub fn micros(value: f64) -> String {
    let (value, unit) = match value {
        v if v >= 1e6 => (v / 1e6, "s"),
        v if v >= 1e3 => (v / 1e3, "ms"),
        v => (v, "µs"),
    };
    let digits = match value {
        v if v >= 100.0 || (v.fract() == 0.0 && v >= 1.0) => 0,
        v if v >= 10.0 => 1,
        _ => 2,
    };
    format!("{value:.digits$} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_its_curve_and_names_are_escaped() {
        let mut latencies = Latencies::default();
        (1..=1000).for_each(|us| latencies.record(us * 1000, 0));
        let none = Latencies::default();
        let lines = [
            Line { name: "and<2>", latencies: &latencies },
            Line { name: "none", latencies: &none },
        ];
        let svg = draw("a & b", &lines);
        assert_eq!(svg.matches("<polyline").count(), 1, "{svg}");
        assert!(svg.contains("and&lt;2&gt;") && svg.contains("a &amp; b"), "{svg}");
        assert!(svg.contains(">p99.9<") && !svg.contains(">p99.99<"), "as far as the samples go");
        assert!(svg.contains("prefers-color-scheme: dark"));
        assert!(draw("nothing", &[]).ends_with("</svg>\n"));
    }

    #[test]
    fn a_tail_is_what_takes_longer() {
        let times: Vec<f64> = (1..=100).map(f64::from).collect();
        let found = [1.0, 0.5, 0.1, 0.01, 0.001].map(|tail| above(&times, tail));
        assert_eq!(found.map(|time| time.to_string()), ["1", "51", "91", "100", "100"]);
    }

    #[test]
    fn times_are_written_in_the_unit_that_suits_them() {
        let written = [0.5, 1.0, 12.34, 123.4, 1000.0, 1234.0, 2e6].map(micros);
        assert_eq!(written, ["0.50 µs", "1 µs", "12.3 µs", "123 µs", "1 ms", "1.23 ms", "2 s"]);
    }
}
