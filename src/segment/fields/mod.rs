//! Fields of a cut article: headline, authors, dates, section, and where each stood.

mod author;
mod credit;
pub(super) mod date;
mod evidence;
mod glued;
mod headline;
mod place;
mod section;
pub(super) mod sign;
mod whole;

use presscut_index::{Article, Span};

use super::decode::Tag;
use super::measure::{Line, Own};
use super::weights::Weights;
use super::{Role, bio, byline};

use crate::read::Document;

/// An article has at most so many closing lines about its authors.
const CLOSING_BIOS: usize = 3;

/// Among so many lines of text at its beginning may be a byline or date taken for one.
const OPENING: usize = 4;

/// The lines of one article, with their tags.
pub(super) struct Cut<'a> {
    pub(super) text: &'a str,
    pub(super) lines: &'a [Line],
    pub(super) tags: &'a [Tag],
}

impl<'a> Cut<'a> {
    /// Returns the text of line `at` without its bullet.
    pub(super) fn text(&self, at: usize) -> &'a str {
        self.lines
            .get(at)
            .and_then(|line| self.text.get(line.raw.range.clone()))
            .unwrap_or_default()
    }

    /// Returns the span of some bytes of line `at`.
    fn span(&self, at: usize, bytes: &std::ops::Range<usize>) -> Span {
        let start = self.lines.get(at).map_or(0, |line| line.raw.range.start);
        Span::new(start + bytes.start, start + bytes.end)
    }

    /// Returns the places of the lines that are neither headline nor text.
    fn matter(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let tags = self.tags.iter().enumerate();
        tags.filter(|(_, tag)| matches!(tag, Tag::BeginMatter | Tag::Matter)).map(|(at, _)| at)
    }

    fn is_prose(&self, at: usize) -> bool {
        self.tags.get(at).is_some_and(|tag| tag.is_prose())
    }

    fn first_head(&self) -> Option<usize> {
        self.tags.iter().position(|tag| tag.is_head())
    }

    fn first_prose(&self) -> usize {
        self.tags.iter().position(|tag| tag.is_prose()).unwrap_or(self.tags.len())
    }

    fn last_prose(&self) -> usize {
        self.tags.iter().rposition(|tag| tag.is_prose()).unwrap_or_default()
    }
}

/// Finds the line of an article without a headline that can only be it.
pub(super) fn titled(cut: &Cut<'_>) -> Option<usize> {
    headline::left(cut)
}

/// Tells whether a line may be a headline by its form.
pub(super) fn may_be_titled(cut: &Cut<'_>, at: usize) -> bool {
    headline::is_title(cut, at)
}

/// Returns the names of the lines of which facts decide whether they sign the article, and the facts.
pub(super) fn unsure(cut: &Cut<'_>) -> Vec<(Vec<String>, Vec<bool>)> {
    let tags = corrected(cut);
    author::unsure(&Cut { tags: &tags, ..*cut })
}

/// Fills in an article's fields and tells what each of its lines is.
pub(super) fn fill(
    cut: &Cut<'_>,
    document: &Document,
    weights: &Weights,
    article: &mut Article,
) -> Vec<Role> {
    let tags = corrected(cut);
    let cut = &Cut { tags: &tags, ..*cut };
    let mut roles = roles(cut);
    headline::fill(cut, article);
    author::fill(cut, weights, &mut roles, article);
    date::fill(cut, document, &mut roles, article);
    section::fill(cut, &mut roles, article);
    for line in
        cut.lines.iter().zip(cut.tags).filter(|(_, tag)| tag.is_prose()).map(|(line, _)| line)
    {
        let span = Span::new(line.raw.start, line.raw.range.end);
        if let Some(text) = span.of(cut.text) {
            if !article.body.is_empty() {
                article.body.push('\n');
            }
            article.body.push_str(text);
            article.evidence.body.push(span);
        }
    }
    roles
}

/// Takes closing lines about somebody whom the text has not named out of the text: they are about
/// the author. Neither what credits a picture nor a byline is a headline, even where one would stand; where none
/// does, the line that can only be it is.
fn corrected(cut: &Cut<'_>) -> Vec<Tag> {
    let beside = |at: usize| credit::credits(cut.text(at)) || whole::is_byline(cut.text(at));
    let untitled = |(at, tag): (usize, &Tag)| match tag {
        Tag::BeginHead if beside(at) => Tag::BeginMatter,
        Tag::Head if beside(at) => Tag::Matter,
        _ => *tag,
    };
    let mut tags: Vec<Tag> = cut.tags.iter().enumerate().map(untitled).collect();
    // Neither a date with few words around it is text, nor are names alone or a byline, where a text begins; nor is
    // a caption anywhere.
    let texts: Vec<usize> = (0..cut.lines.len()).filter(|&at| cut.is_prose(at)).collect();
    let mut left = texts.len();
    for (number, at) in texts.iter().enumerate() {
        let opens = number < OPENING && number + 1 < texts.len();
        let dated = || {
            cut.lines
                .get(*at)
                .is_some_and(|line| line.own(Own::Date) >= 3.0 && line.is_mostly_date())
        };
        let line = cut.text(*at);
        let signed = || !byline::names(line).is_empty() || whole::is_byline(line);
        let beside = opens && (dated() || signed());
        if left > 1
            && (beside || credit::credits(line))
            && let Some(tag) = tags.get_mut(*at)
        {
            *tag = if tag.begins() { Tag::BeginMatter } else { Tag::Matter };
            left -= 1;
        }
    }
    if !tags.iter().any(|tag| tag.is_head())
        && let Some(at) = headline::left(cut)
        && let Some(tag) = tags.get_mut(at)
    {
        *tag = if tag.begins() { Tag::BeginHead } else { Tag::Head };
    }
    let first = cut.first_prose();
    let prose = (first + 1..cut.lines.len()).rev().filter(|&at| cut.is_prose(at));
    for at in prose.take(CLOSING_BIOS) {
        let line = cut.text(at);
        let people = bio::people(line);
        let mut names = people.iter().filter_map(|(name, _)| line.get(name.clone()));
        if !people.is_empty()
            && bio::tells_a_writer(line)
            && names.all(|name| !evidence::is_named(cut, name, at))
            && let Some(tag) = tags.get_mut(at)
        {
            *tag = Tag::Matter;
        }
    }
    tags
}

/// Tells what each line is, before the fields are known.
fn roles(cut: &Cut<'_>) -> Vec<Role> {
    let head = cut.first_head();
    let prose = cut.first_prose();
    let roles = cut.lines.iter().zip(cut.tags).enumerate().map(|(at, (line, tag))| match tag {
        Tag::BeginHead | Tag::Head => Role::Headline,
        Tag::BeginProse | Tag::Prose => Role::Body,
        _ if line.own(Own::Credit) > 0.0 => Role::Caption,
        _ if line.own(Own::Promo) > 0.0 || line.own(Own::More) > 0.0 => Role::Noise,
        _ if at > prose && !bio::people(cut.text(at)).is_empty() => Role::Bio,
        _ if at < prose && head.is_none_or(|head| at < head) && line.words <= 6 => Role::Kicker,
        _ if line.words > 8 => Role::Caption,
        _ => Role::Noise,
    });
    roles.collect()
}

#[cfg(test)]
mod tests;
