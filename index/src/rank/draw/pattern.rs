//! The best matches of a pattern: of a union of many words as printed, each in one field.
//!
//! Word after word is added up in one sum a document; the sums are exact, so that they need no second look. Most words
//! of a pattern are rare: to skip some of their articles would cost more than it saves. The few that are frequent score
//! little, and are added last: once those that are left do not reach the last candidate together, they are only looked
//! up in what the others found (`frequent`).

mod frequent;
mod rare;
mod sums;

use tantivy::postings::TermInfo;
use tantivy::query::{BooleanQuery, Occur, Query};
use tantivy::schema::Field;
use tantivy::{DocAddress, Score, SegmentOrdinal};

use self::frequent::Frequent;
use self::rare::Opened;
use self::sums::Sums;
use super::{Filter, filter};
use crate::error::Result;
use crate::open::{Infos, Searcher};
use crate::rank::PrintedQuery;
use crate::rank::best::Scores;
use crate::rank::exact::rounded;

/// How many documents have their sums at a time: these are two megabytes. In tests a segment has several such spans.
const SPAN: u32 = if cfg!(test) { 1 << 10 } else { 1 << 18 };

/// A union of fewer words is drawn as one of words, which skips articles that cannot be among the best.
pub(super) const FEWEST: usize = 4;

/// A word in so many documents of a segment is frequent.
const FREQUENT: u32 = if cfg!(test) { 1 << 5 } else { 1 << 10 };

/// The words of a pattern, in the order of the query.
pub(super) struct Pattern<'q> {
    words: Vec<Word<'q>>,
    fields: Vec<Field>,
}

/// A word in one field.
struct Word<'q> {
    infos: &'q Infos,
    /// Which of the pattern's fields it is in.
    field: usize,
    weight: Score,
}

impl<'q> Pattern<'q> {
    /// Takes a query apart; `None` where it is no union of words as printed, or one of them counts nothing.
    pub(super) fn of(searcher: &Searcher, query: &'q dyn Query) -> Option<Self> {
        let union = query.downcast_ref::<BooleanQuery>()?;
        if union.clauses().len() < FEWEST {
            return None;
        }
        let mut pattern =
            Self { words: Vec::with_capacity(union.clauses().len()), fields: Vec::new() };
        for (occur, part) in union.clauses() {
            let printed = part.downcast_ref::<PrintedQuery>()?;
            let (infos, weight) = printed.single(searcher)?;
            if *occur != Occur::Should || weight <= 0.0 {
                return None;
            }
            let field = pattern.field(printed.field);
            pattern.words.push(Word { infos, field, weight });
        }
        Some(pattern)
    }

    fn field(&mut self, field: Field) -> usize {
        if let Some(known) = self.fields.iter().position(|known| *known == field) {
            return known;
        }
        self.fields.push(field);
        self.fields.len() - 1
    }

    /// Adds the matches that are among the best, with their exact scores.
    pub(super) fn draw(
        &self,
        filters: &[Filter<'_>],
        searcher: &Searcher,
        scores: &mut Scores,
        found: &mut Vec<(Score, DocAddress)>,
    ) -> Result<()> {
        let mut sums = Sums::default();
        for (segment, reader) in (0..).zip(searcher.inner.segment_readers()) {
            let mut fields = Vec::with_capacity(self.fields.len());
            for field in &self.fields {
                fields.push(Opened::open(*field, searcher, segment)?);
            }
            let alive = reader.alive_bitset();
            let mut tests = filter::open(filters, searcher, segment)?;
            let (rare, frequent) = self.part(segment, &fields);
            let mut frequent = Frequent::open(&frequent, &fields)?;
            for begin in (0..reader.max_doc()).step_by(to_usize(SPAN)) {
                let range = begin..begin.saturating_add(SPAN).min(reader.max_doc());
                sums.begin_at(&range);
                for (word, info) in &rare {
                    if let Some(field) = fields.get_mut(word.field) {
                        field.add(info, word.weight, &mut sums)?;
                    }
                }
                // Filters are not asked twice.
                frequent.add(&range, &mut sums, scores, alive, tests.is_empty());
                let mut bound = scores.bound();
                frequent.drain(&mut sums, |(doc, sum)| {
                    let score = rounded(sum);
                    if score > bound
                        && alive.is_none_or(|alive| alive.is_alive(doc))
                        && tests.iter_mut().all(|test| test.passes(doc))
                    {
                        bound = scores.keep((score, DocAddress::new(segment, doc)), found);
                    }
                });
            }
            frequent.check()?;
        }
        Ok(())
    }

    /// Parts the words of a segment in rare and frequent ones, each in the order of the query. Where sums depend on the
    /// order in which they are added up, all are taken for rare.
    fn part<'a>(
        &'a self,
        segment: SegmentOrdinal,
        fields: &[Opened<'_>],
    ) -> (Vec<Held<'a>>, Vec<Held<'a>>) {
        let words = self.words.iter().filter_map(|word| Some((word, word.infos.of(segment)?)));
        let words: Vec<Held<'_>> = words.collect();
        let least = |(word, _): &Held<'_>| fields.get(word.field)?.least(word.weight);
        let least =
            words.iter().map(least).try_fold(Score::MAX, |all, least| Some(all.min(least?)));
        let most: Score = words.iter().map(|(word, _)| word.weight).sum();
        if !least.is_some_and(|least| adds_up(least, most)) {
            return (words, Vec::new());
        }
        words.into_iter().partition(|(_, info)| info.doc_freq < FREQUENT)
    }
}

/// A word and what the dictionary of a segment says of it.
type Held<'a> = (&'a Word<'a>, &'a TermInfo);

/// Tells whether numbers in single precision, none below the one and all together not above the other, have the same
/// sum in double precision in whatever order they are added up: all are multiples of the last digit of the least one, and
/// a sum has 29 binary digits more than they have.
fn adds_up(least: Score, most: Score) -> bool {
    // One less, since the sum of what they score at most is rounded itself.
    least > 0.0 && f64::from(most) < f64::from(least) * f64::from(1 << 28)
}

fn to_usize(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_the_same_in_any_order_where_that_is_said() {
        assert!(adds_up(0.05, 1000.0) && adds_up(1e-5, 2000.0));
        assert!(!adds_up(1e-6, 2000.0) && !adds_up(0.0, 1.0));
        let mut state = 9_u64;
        let mut numbers: Vec<Score> = Vec::new();
        for _ in 0..500 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(99);
            let exponent = i32::try_from(state >> 60).unwrap() - 12;
            numbers.push(
                (1.0 + (state >> 40 & 0xF_FFFF) as Score / 1_048_577.0) * 2.0_f32.powi(exponent),
            );
        }
        let least = numbers.iter().copied().fold(Score::MAX, Score::min);
        assert!(adds_up(least, numbers.iter().sum()));
        let sum = |numbers: &[Score]| numbers.iter().map(|n| f64::from(*n)).sum::<f64>();
        let first = sum(&numbers);
        numbers.sort_by(Score::total_cmp);
        assert_eq!(sum(&numbers).to_bits(), first.to_bits());
        numbers.reverse();
        assert_eq!(sum(&numbers).to_bits(), first.to_bits());
    }
}
