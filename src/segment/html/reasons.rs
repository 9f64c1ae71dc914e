//! Why the blocks of a page were taken for what they are.

use std::collections::HashMap;

use super::body::KEEP;
use super::container;
use super::draft::Draft;
use super::model;
use super::page::Page;
use crate::segment::explain::{self, Reason, Rival, Share};
use crate::segment::{Role, Segmentation};

/// Returns the reasons of a page's blocks: what the block model said, and what the page itself says where that
/// overruled it.
pub(super) fn reasons(page: &Page<'_>, cut: &Segmentation) -> Vec<Reason> {
    let article = page.article();
    let draft = if article.is_some() || cut.articles.len() < 2 {
        page.described(article)
    } else {
        Draft::default()
    };
    let container = if cut.articles.len() < 2 {
        container::container(page.dom, &page.blocks, &page.running, draft.headline_block)
    } else {
        None
    };
    let sheet = page.sheet(&draft, article, container);
    let scores = model::probabilities(&sheet);
    let most = scores.iter().copied().fold(0.0, f32::max).min(1.0);
    let limit = model::logit(KEEP * most);
    let places: HashMap<_, usize> =
        page.blocks.iter().map(|block| (block.span.start, block.span.end)).zip(0..).collect();
    let reasons = cut.lines.iter().map(|line| {
        let at = places.get(&(line.span.start, line.span.end)).copied();
        let over =
            at.and_then(|at| scores.get(at)).map_or(0.0, |score| model::logit(*score) - limit);
        let taken = line.role == Role::Body;
        let sign = if taken { 1.0 } else { -1.0 };
        let features = at.map(|at| model::shares(&sheet, at)).unwrap_or_default();
        let features = features.into_iter().map(|(name, value, weight)| Share {
            name,
            value,
            weight: weight * sign,
        });
        Reason {
            span: line.span,
            tag: if taken { "text" } else { role(line.role) },
            // The page's markup, metadata or fields have the last word.
            proposed: (taken != (over > 0.0)).then_some(if over > 0.0 {
                "text"
            } else {
                "no text"
            }),
            features: explain::strongest(features.collect()),
            rival: Rival { tag: if taken { "no text" } else { "text" }, margin: over.abs() },
        }
    });
    reasons.collect()
}

/// Says a role in words.
fn role(role: Role) -> &'static str {
    match role {
        Role::Headline => "headline",
        Role::Byline => "byline",
        Role::Date => "date",
        Role::Caption => "caption",
        _ => "no text",
    }
}
