//! The first stage of ranking for queries made of words, phrases or patterns: candidates drawn straight from the
//! postings.
//!
//! The engine finds the best of a union document by document (Block-Max WAND), which pays where few are wanted of very
//! many. Here a window of documents is read at a time, word by word, into a table of sums; the words whose bounds
//! together no longer reach the last candidate are only looked up for what the others found (`MaxScore`: Turtle and
//! Flood, *Query evaluation: strategies and optimizations*, 1995). Intersections are led by their rarest word. Each
//! word was looked up in the dictionaries once, when the query was made.
//!
//! Where there are phrases, they lead (`phrases`); the many words of a pattern are added up (`pattern`).
//!
//! What filters and excludes is asked only about documents that would be among the candidates. A range of dates that
//! holds few articles leads instead: words are looked up in these alone.

mod beside;
mod count;
mod filter;
mod lead;
mod norms;
mod pattern;
mod phrases;
mod postings;
mod segment;
mod table;
mod turn;
mod window;
mod words;

use tantivy::query::{BooleanQuery, ConstScoreQuery, EnableScoring, Occur, Query, Weight};
use tantivy::schema::Field;
use tantivy::{DocAddress, Score};

use self::filter::Filter;
pub(crate) use self::norms::Norms;
use self::pattern::Pattern;
use self::phrases::Phrases;
pub(crate) use self::postings::FieldPostings;
use self::segment::{Drawing, Room};
use super::best::Scores;
use super::{LimitedQuery, PrintedQuery, StemQuery};
use crate::error::{Doing as _, Result};
use crate::open::{Infos, Searcher, Within};
use crate::schema::DateQuery;

const DOING: &str = "searching";

/// A query made of words and phrases, and what else it asks.
#[derive(Default)]
pub(crate) struct Draw<'q> {
    /// Of each of these one must match; all that match add to the score.
    groups: Vec<Vec<Sought<'q>>>,
    /// Likewise, those that stand in the fewest articles first.
    phrases: Vec<Phrases>,
    /// Likewise; a pattern is drawn where there is nothing else to score.
    patterns: Vec<Pattern<'q>>,
    filters: Vec<Filter<'q>>,
}

/// A word in a field.
struct Sought<'q> {
    field: Field,
    infos: &'q Infos,
    /// The only articles in which it counts; `None`: all.
    within: Option<&'q Within>,
    /// What it scores where it stands as often as may be.
    weight: Score,
    /// Whether the second stage weighs it anew.
    is_stem: bool,
}

impl Sought<'_> {
    /// Returns how many articles hold it in which it counts.
    fn articles(&self) -> u64 {
        self.within.map_or_else(|| self.infos.articles(), Within::articles)
    }
}

impl<'q> Draw<'q> {
    /// Takes a query apart; `None` where it is of another kind.
    pub(crate) fn of(searcher: &Searcher, query: &'q dyn Query) -> Result<Option<Self>> {
        let mut draw = Self::default();
        if draw.add(searcher, query)? {
            return Ok(Some(draw));
        }
        let Some(all) = query.downcast_ref::<BooleanQuery>() else { return Ok(None) };
        let unscored = |query: &dyn Query| -> Result<Box<dyn Weight>> {
            query.weight(EnableScoring::disabled_from_searcher(&searcher.inner)).doing(DOING)
        };
        for (occur, part) in all.clauses() {
            match occur {
                Occur::Must => {
                    if draw.add(searcher, &**part)? {
                        continue;
                    }
                    if let Some(dates) = part.downcast_ref::<DateQuery>() {
                        draw.filters.push(Filter::Dates(dates));
                    } else if part.is::<ConstScoreQuery>() {
                        draw.filters.push(Filter::Inside(unscored(&**part)?));
                    } else {
                        return Ok(None);
                    }
                }
                Occur::MustNot => draw.filters.push(Filter::Outside(unscored(&**part)?)),
                Occur::Should => return Ok(None),
            }
        }
        draw.phrases.sort_by_key(Phrases::number);
        Ok(draw.pays().then_some(draw))
    }

    /// Adds words or phrases one of which must match; tells whether a query is made of such.
    fn add(&mut self, searcher: &Searcher, query: &'q dyn Query) -> Result<bool> {
        if let Some(group) = words(searcher, query) {
            self.groups.push(group);
        } else if let Some(pattern) = Pattern::of(searcher, query) {
            self.patterns.push(pattern);
        } else if let Some(phrases) = Phrases::of(searcher, query)? {
            self.phrases.push(phrases);
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    /// Tells whether the engine would not do better.
    fn pays(&self) -> bool {
        let articles = |group: &Vec<Sought<'_>>| group.iter().map(Sought::articles).sum::<u64>();
        if !self.patterns.is_empty() {
            return self.patterns.len() == 1 && self.groups.is_empty() && self.phrases.is_empty();
        }
        if let Some(first) = self.phrases.first() {
            // Words lead there that are rarer than the phrase.
            return self.groups.iter().all(|group| articles(group) >= first.number());
        }
        !self.groups.is_empty()
    }

    /// Tells whether the best have their exact scores, in both stages.
    pub(crate) fn is_exact(&self) -> bool {
        let has_stems = self.groups.iter().flatten().any(|word| word.is_stem);
        self.has_exact_sums() && !has_stems
    }

    /// Tells whether the best have their exact scores in the first stage: a sum of two is the same in any order.
    pub(crate) fn has_exact_sums(&self) -> bool {
        let words: usize = self.groups.iter().map(Vec::len).sum();
        let phrases: usize = self.phrases.iter().map(|phrases| phrases.parts().len()).sum();
        !self.patterns.is_empty() || words + phrases <= 2
    }

    /// Returns the best matches as a [`Best`](super::Best) would collect them.
    pub(crate) fn best(
        &self,
        searcher: &Searcher,
        wanted: usize,
    ) -> Result<Vec<(Score, DocAddress)>> {
        let mut scores = Scores::new(wanted);
        let mut found = Vec::new();
        if let Some(pattern) = self.patterns.first() {
            pattern.draw(&self.filters, searcher, &mut scores, &mut found)?;
        } else if self.phrases.is_empty() {
            let mut room = Room::new();
            for segment in searcher.segments() {
                if let Some(drawing) = Drawing::open(self, searcher, segment, &mut room)? {
                    drawing.run(&mut scores, &mut found)?;
                }
            }
        } else {
            phrases::draw(self, searcher, &mut scores, &mut found)?;
        }
        let bound = scores.bound();
        found.retain(|(score, _)| *score > bound);
        Ok(found)
    }
}

/// Returns the words of a union of them; the many of a pattern are left to [`Pattern`].
fn words<'q>(searcher: &Searcher, query: &'q dyn Query) -> Option<Vec<Sought<'q>>> {
    if let Some(word) = word(searcher, query) {
        return Some(vec![word]);
    }
    let union = query.downcast_ref::<BooleanQuery>()?;
    let many = union.clauses().len() >= pattern::FEWEST;
    let clauses = union.clauses().iter();
    clauses
        .map(|(occur, part)| {
            let word = word(searcher, &**part)?;
            (*occur == Occur::Should && (word.is_stem || !many)).then_some(word)
        })
        .collect()
}

fn word<'q>(searcher: &Searcher, query: &'q dyn Query) -> Option<Sought<'q>> {
    if let Some(stem) = query.downcast_ref::<StemQuery>() {
        let StemQuery { text, infos, within, weight, .. } = stem;
        let (field, within) = (text.field(), within.as_ref());
        return Some(Sought { field, infos, within, weight: *weight, is_stem: true });
    }
    let (printed, within) = match query.downcast_ref::<LimitedQuery>() {
        Some(LimitedQuery { word, within }) => (word, Some(within)),
        None => (query.downcast_ref::<PrintedQuery>()?, None),
    };
    let (infos, weight) = printed.single(searcher)?;
    Some(Sought { field: printed.field, infos, within, weight, is_stem: false })
}

#[cfg(test)]
mod tests;
