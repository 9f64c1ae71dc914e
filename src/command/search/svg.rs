//! Timelines as pictures.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::Context as _;
use presscut_index::Timeline;

use crate::cli::text::escaped_xml;

use super::counts::label;

const WIDTH: f64 = 800.0;
const HEIGHT: f64 = 240.0;
/// Room for the labels below, beside and above.
const BELOW: f64 = 28.0;
const BESIDE: f64 = 48.0;
const ABOVE: f64 = 28.0;
/// Labels below at most.
const LABELS: usize = 10;

/// Draws a timeline into a file.
///
/// # Errors
///
/// That the file cannot be written.
pub(super) fn write(timeline: &Timeline, query: &str, path: &Path) -> anyhow::Result<()> {
    fs::write(path, draw(timeline, query)).with_context(|| format!("writing {}", path.display()))
}

/// Draws the articles of each period as bars, and each one's share of all its articles as a title.
fn draw(timeline: &Timeline, query: &str) -> String {
    let most = timeline.bars.iter().map(|bar| bar.articles).max().unwrap_or_default().max(1);
    let step = (WIDTH - BESIDE) / timeline.bars.len().max(1) as f64;
    let full = HEIGHT - ABOVE - BELOW;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
         font-family=\"sans-serif\" font-size=\"12\">\n\
         <style>text{{fill:#333}}.bar{{fill:#3465a4}}.axis{{stroke:#999}}\
         @media(prefers-color-scheme:dark){{text{{fill:#ddd}}.bar{{fill:#8ab4f8}}.axis{{stroke:#777}}}}\
         </style>\n<title>{0}</title>\n<text x=\"{BESIDE}\" y=\"16\">{0}</text>\n",
        escaped_xml(query)
    );
    let base = HEIGHT - BELOW;
    let _ = writeln!(
        svg,
        "<text x=\"{0}\" y=\"{1}\" text-anchor=\"end\">{most}</text>\n\
         <line class=\"axis\" x1=\"{BESIDE}\" y1=\"{base}\" x2=\"{WIDTH}\" y2=\"{base}\"/>",
        BESIDE - 6.0,
        ABOVE + 10.0,
    );
    let every = timeline.bars.len().div_ceil(LABELS).max(1);
    for (at, bar) in timeline.bars.iter().enumerate() {
        let (left, height) = (BESIDE + at as f64 * step, full * bar.articles as f64 / most as f64);
        let name = label(timeline, &bar.first.to_string());
        if bar.articles > 0 {
            let _ = writeln!(
                svg,
                "<rect class=\"bar\" x=\"{left:.2}\" y=\"{:.2}\" width=\"{:.2}\" height=\"{height:.2}\">\
                 <title>{name}: {} of {}</title></rect>",
                base - height,
                (step * 0.9).max(0.5),
                bar.articles,
                bar.of,
            );
        }
        if at % every == 0 {
            let _ = writeln!(svg, "<text x=\"{left:.2}\" y=\"{:.2}\">{name}</text>", base + 18.0);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;
    use presscut_index::{Bar, Period};

    #[test]
    fn pictures_hold_a_bar_for_each_period_with_matches() {
        let bar =
            |month, articles, of| Bar { first: jiff::civil::date(2020, month, 1), articles, of };
        let timeline = Timeline {
            period: Period::Month,
            bars: vec![bar(1, 2, 10), bar(2, 0, 3), bar(3, 4, 4)],
            coarser: 0,
            undated: 0,
        };
        let svg = draw(&timeline, "a < b & \u{1b}c");
        assert_eq!(svg.matches("<rect").count(), 2);
        assert!(svg.contains("<title>2020-01: 2 of 10</title>"), "{svg}");
        assert!(svg.contains("a &lt; b &amp;  c"), "{svg}");
        assert!(svg.contains("height=\"184.00\"") && svg.contains("height=\"92.00\""), "{svg}");
        let none = draw(&Timeline { bars: vec![], ..timeline }, "x");
        assert!(none.ends_with("</svg>\n") && !none.contains("NaN"));
    }
}
