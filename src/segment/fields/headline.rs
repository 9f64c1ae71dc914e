//! The headline: the line that the decoder took for one, as printed.

use presscut_index::{Article, Mark};

use super::Cut;
use crate::segment::echo;

/// Lines below a headline among which a plainer form of it may stand.
const NEAR: usize = 6;

/// Takes the first headline line; one that is written twice in a row counts once. A breadcrumb or a
/// page title that was taken for the headline gives way to the line below it that it ends or begins with.
pub(super) fn fill(cut: &Cut<'_>, article: &mut Article) {
    let Some(at) = cut.first_head().map(|at| plain(cut, at)) else { return };
    let line = cut.text(at);
    let bytes = 0..once(line).len();
    article.headline = line.get(bytes.clone()).map(str::to_owned);
    article.evidence.headline = Some(Mark::at(cut.span(at, &bytes), "line.headline"));
}

/// Finds the headline proper among the lines between the chosen one and the text.
fn plain(cut: &Cut<'_>, at: usize) -> usize {
    let chosen = cut.lines.get(at).map_or("", |line| line.letters.as_str());
    let below = cut.lines.iter().zip(cut.tags).enumerate().skip(at + 1).take(NEAR);
    let echo = below
        .take_while(|(_, (_, tag))| !tag.is_prose())
        .find(|(_, (line, _))| echo::holds(chosen, &line.letters) == Some(false));
    echo.map_or(at, |(there, _)| there)
}

/// Halves a line that is one text written twice with a space between or none.
pub(super) fn once(line: &str) -> &str {
    let half = line.len() / 2;
    let first = line.get(..half).map(str::trim_end);
    let second = line.get(line.len() - half..).map(str::trim_start);
    match (first, second) {
        (Some(first), Some(second)) if first == second && first.len() >= 8 => first,
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::once;

    #[test]
    fn a_doubled_headline_counts_once() {
        assert_eq!(once("Harbour reopens Harbour reopens"), "Harbour reopens");
        assert_eq!(once("Harbour reopensHarbour reopens"), "Harbour reopens");
        assert_eq!(once("Harbour reopens today"), "Harbour reopens today");
        assert_eq!(once("no no"), "no no");
    }
}
