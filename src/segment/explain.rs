//! Why the lines of a text were taken for what they are.

use presscut_index::Span;

use super::decode::{TAGS, Tag};
use super::rivals::rivals;
use super::weights::{Scores, Weights};
use super::{Common, Segmentation, html, scoring, text};
use crate::read::{Content, Document};

/// Features named for a line.
const FEATURES: usize = 3;

/// What speaks for a line's tag.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The line's bytes.
    pub span: Span,
    /// What the line was taken for.
    pub tag: &'static str,
    /// What it was first proposed to be, where a verdict on its article or its own look changed that.
    pub proposed: Option<&'static str>,
    /// The features that spoke most for it against the runner-up, most first.
    pub features: Vec<Share>,
    /// What it would be in the best cut in which it is something else.
    pub rival: Rival,
}

/// What a feature adds.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// The feature's name, as in `weights.txt`; `+1` and `-2` are of neighbours.
    pub name: &'static str,
    /// Its value at the line.
    pub value: f32,
    /// How much it adds to the tag over the runner-up, in logarithms of odds.
    pub weight: f32,
}

/// The runner-up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rival {
    /// What the line would be.
    pub tag: &'static str,
    /// How much worse the whole cut would be, in logarithms of odds: below 1 it was a close thing.
    pub margin: f32,
}

/// Cuts a text or page, knowing what it has in common with others of its host, and gives the reasons, line by
/// line or block by block; `None` for a record that is an article.
pub fn explain(document: &Document, common: &Common) -> Option<(Segmentation, Vec<Reason>)> {
    let text = match &document.content {
        Content::Text(text) => text,
        Content::Html(html) => return Some(html::explain(document, html, common)),
        Content::Article(_) => return None,
    };
    let weights = Weights::fitted();
    let mut reasons = Vec::new();
    let cut = text::watch(document, text, weights, common, |seen| {
        let text::Seen::Window(window) = seen else { return };
        let rivals = rivals(weights, window.scores, window.some);
        let done = window.lines.get(..window.end).unwrap_or_default();
        let (rows, mut row) = (scoring::Rows::new(window.lines, weights), Vec::new());
        let tags = window.tags.iter().zip(window.proposed);
        for (at, ((line, (tag, proposed)), margins)) in
            done.iter().zip(tags).zip(&rivals).enumerate()
        {
            rows.fill(at, &mut row);
            let span = Span::new(line.raw.start, line.raw.range.end);
            // The features speak for what was proposed.
            let mut reason = reason(span, *proposed, margins, &row, weights);
            if tag != proposed {
                (reason.tag, reason.proposed) = (name(*tag), Some(reason.tag));
            }
            reasons.push(reason);
        }
    });
    for (reason, line) in reasons.iter_mut().zip(&cut.lines) {
        if line.article.is_some() && reason.tag == name(Tag::Outside) {
            reason.tag = "no article, but taken in beside one";
        }
    }
    Some((cut, reasons))
}

fn reason(
    span: Span,
    tag: Tag,
    margins: &Scores,
    row: &[f32],
    weights: &'static Weights,
) -> Reason {
    let others = Tag::ALL.into_iter().zip(margins).filter(|(other, _)| *other != tag);
    let (rival, margin) = others.fold((Tag::Outside, f32::MIN), |best, (other, margin)| {
        if *margin > best.1 { (other, *margin) } else { best }
    });
    let against = weights.shares(row, rival);
    let shares = weights.shares(row, tag);
    let features: Vec<Share> = weights
        .names()
        .zip(row)
        .zip(shares.iter().zip(&against))
        .map(|((name, value), (own, other))| Share { name, value: *value, weight: own - other })
        .collect();
    let rival = Rival { tag: name(rival), margin: -margin };
    Reason { span, tag: name(tag), proposed: None, features: strongest(features), rival }
}

/// Returns the features that speak most for something, most first.
pub(super) fn strongest(mut features: Vec<Share>) -> Vec<Share> {
    features.sort_by(|one, other| other.weight.total_cmp(&one.weight));
    features.truncate(FEATURES);
    features.retain(|share| share.weight > 0.0);
    features
}

/// Says a tag in words.
fn name(tag: Tag) -> &'static str {
    const NAMES: [&str; TAGS] = [
        "no article",
        "begin, headline",
        "begin, matter",
        "begin, text",
        "headline",
        "matter",
        "text",
    ];
    NAMES.get(tag as usize).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_a_reason_and_a_rival() {
        let text = "Menu\n\nFerry stops for good\n\nBy Ada Byron\n\n\
                    The last boat left the pier on Tuesday with nine people on board.\n\n\
                    Nobody in the town could say who would sail next year, or whether.\n";
        let document = Document::new("page.txt", Content::Text(text.to_owned()));
        let (cut, reasons) = explain(&document, &Common::default()).unwrap();
        assert_eq!(cut, crate::segment::segment(&document));
        assert_eq!(reasons.len(), cut.lines.len());
        for (reason, line) in reasons.iter().zip(&cut.lines) {
            assert_eq!(reason.span, line.span);
            assert!(reason.rival.margin >= -1e-3 && reason.rival.tag != reason.tag, "{reason:?}");
            assert!(reason.features.len() <= FEATURES);
        }
        assert!(reasons.iter().any(|reason| !reason.features.is_empty()));
    }

    #[test]
    fn blocks_of_markup_have_reasons_too() {
        let html = "<body><nav><a href=/>Home</a></nav><h1>Ferry stops for good</h1>\
                    <p>The last boat left the pier on Tuesday with nine people on board, said its master.</p>\
                    <p>Nobody in the town could say who would sail next year, or whether anybody would.</p>";
        let page = Document::new("page.html", Content::Html(html.into()));
        let (cut, reasons) = explain(&page, &Common::default()).unwrap();
        assert_eq!(cut, crate::segment::segment(&page));
        assert_eq!(reasons.len(), cut.lines.len());
        let texts: Vec<_> = reasons.iter().filter(|reason| reason.tag == "text").collect();
        assert_eq!(texts.len(), 2);
        assert!(
            texts.iter().all(|reason| !reason.features.is_empty() && reason.rival.margin > 0.0)
        );
        assert!(reasons.iter().any(|reason| reason.tag == "no text"));
    }
}
