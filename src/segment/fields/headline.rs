//! The headline: the line that the decoder took for one, as printed.

use presscut_index::{Article, Mark};

use super::super::byline::{self, How};
use super::super::cues::{self, Cue};
use super::super::lines::Bullet;
use super::super::measure::{Line, Own};
use super::{Cut, credit, glued, whole};
use crate::segment::{echo, names};

/// Lines below a headline among which a plainer form of it may stand.
const NEAR: usize = 6;

/// The words of a headline that only its place tells.
const TITLE: std::ops::RangeInclusive<u32> = 2..=25;

/// At most so many lines stand between such a headline and the text.
const HEADER: usize = 7;

/// What has no more words than that is a headline only above a byline or a date.
const SHORT: u32 = 3;

/// Cues of lines that are no headlines.
const NEVER: [Cue; 7] =
    [Cue::Promo, Cue::Legal, Cue::Share, Cue::More, Cue::Advert, Cue::Comment, Cue::Menu];

/// Takes the first headline line; one that is written twice in a row counts once. A breadcrumb or a
/// page title that was taken for the headline gives way to the line below it that it ends or begins with.
pub(super) fn fill(cut: &Cut<'_>, article: &mut Article) {
    let Some(at) = cut.first_head().map(|at| plain(cut, at)) else { return };
    let line = cut.text(at);
    let parts = glued::headline(cut, at);
    let start = parts.start;
    let bytes = start..start + line.get(parts).map_or(0, |text| once(text.trim_end()).len());
    article.headline = line.get(bytes.clone()).map(str::to_owned);
    article.evidence.headline = Some(Mark::at(cut.span(at, &bytes), "line.headline"));
}

/// Finds the line above the text that can only be the headline, where the decoder took none for it: the
/// longest that is no byline, date, credit or prompt.
pub(super) fn left(cut: &Cut<'_>) -> Option<usize> {
    let prose = cut.first_prose();
    let above = prose.saturating_sub(HEADER)..prose;
    above.filter(|&at| is_title(cut, at)).max_by_key(|&at| (cut.text(at).len(), at))
}

/// Tells whether a line may be a headline by its form.
pub(super) fn is_title(cut: &Cut<'_>, at: usize) -> bool {
    let (Some(line), text) = (cut.lines.get(at), cut.text(at)) else { return false };
    let signed = byline::read(text);
    let named = signed.how != How::Nobody
        && (signed.how != How::Alone
            || signed.dated
            || signed.names.iter().filter_map(|name| text.get(name.clone())).any(is_somebody));
    let counts = cues::count(&text.to_lowercase());
    let furniture = NEVER.iter().any(|cue| counts.get(*cue as usize).is_some_and(|&n| n > 0));
    // Two or three words may be a menu's, unless what follows is a headline's.
    let sure =
        line.words > SHORT || cut.lines.get(at + 1).is_some_and(|next| says(cut, next, at + 1));
    TITLE.contains(&line.words)
        && sure
        && line.raw.bullet == Bullet::None
        && line.own(Own::LowerStart) == 0.0
        && !line.is_mostly_date()
        && !furniture
        && !names::is_job_title(text)
        && !text.ends_with(['.', ':', '。', '：'])
        && !named
        && !whole::is_byline(text)
        && !credit::credits(text)
}

/// Tells whether a line is a byline or a date.
fn says(cut: &Cut<'_>, line: &Line, at: usize) -> bool {
    line.is_mostly_date() || byline::read(cut.text(at)).how != How::Nobody
}

fn is_somebody(name: &str) -> bool {
    names::has_given_name(name)
        || names::is_agency(name)
        || names::is_newsroom(name)
        || names::is_eastern_name(name)
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
