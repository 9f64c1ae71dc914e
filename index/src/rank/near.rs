//! How near the words of a query stand to each other in an article.

use tantivy::postings::{Postings as _, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet as _, SegmentReader, TantivyError};

use super::RANKING;
use super::exact::Held;
use crate::error::{Doing as _, Result};
use crate::open::Searcher;
use crate::schema::{Fields, Printed};

/// The words of a query that speak for a match, as printed and folded, in their order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sequence {
    words: Vec<String>,
    /// Neighbours among them by their numbers, with what both are worth.
    pairs: Vec<(usize, usize, f64)>,
    last: Option<(usize, f64)>,
}

/// The texts in which words stand next to each other.
const TEXTS: [Printed; 2] = [Printed::Headline, Printed::Body];

impl Sequence {
    /// Adds the next word, whose rareness in bits is given.
    pub(crate) fn push(&mut self, word: &str, bits: f64) {
        let number = self.words.iter().position(|known| known == word).unwrap_or_else(|| {
            self.words.push(word.to_owned());
            self.words.len() - 1
        });
        if let Some((before, other_bits)) = self.last
            && before != number
            && self.pairs.iter().all(|(a, b, _)| (*a, *b) != (before, number))
            && self.pairs.len() < RANKING.pairs
        {
            self.pairs.push((before, number, bits.min(other_bits)));
        }
        self.last = Some((number, bits));
    }

    /// Returns the words.
    pub(crate) fn words(&self) -> &[String] {
        &self.words
    }

    /// Tells whether no two words stand next to each other.
    pub(crate) fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Returns how near the words stand in each of some articles, which are ordered by their addresses and come with
    /// what they hold of the query's stems.
    pub(crate) fn nearness(
        &self,
        searcher: &Searcher,
        articles: &[(DocAddress, Held)],
    ) -> Result<Vec<f64>> {
        let mut values = Vec::with_capacity(articles.len());
        for docs in articles.chunk_by(|(a, _), (b, _)| a.segment_ord == b.segment_ord) {
            let Some((first, _)) = docs.first() else { continue };
            let reader = searcher.inner.segment_reader(first.segment_ord);
            let mut texts = Vec::with_capacity(TEXTS.len());
            for text in TEXTS {
                // Often no headline of a segment holds two words.
                if docs.iter().any(|(_, held)| may_hold_two(*held, text)) {
                    let cursor = Cursor::open(&self.words, &searcher.fields, text, reader);
                    texts.push((text, cursor.doing("looking for words near each other")?));
                }
            }
            values.extend(docs.iter().map(|(at, held)| {
                let texts = texts.iter_mut().filter(|(text, _)| may_hold_two(*held, *text));
                texts.map(|(_, cursor)| cursor.nearness(&self.pairs, at.doc_id)).sum::<f64>()
            }));
        }
        Ok(values)
    }
}

/// Tells whether a text may hold two words of a query, each of which has a stem at least.
fn may_hold_two(held: Held, text: Printed) -> bool {
    let stems = if text == Printed::Headline { held.in_headline } else { held.anywhere };
    stems > 1
}

/// Words in one text of the articles of a segment.
struct Cursor {
    words: Vec<Option<SegmentPostings>>,
    places: Vec<Vec<u32>>,
}

impl Cursor {
    fn open(
        words: &[String],
        fields: &Fields,
        text: Printed,
        reader: &SegmentReader,
    ) -> tantivy::Result<Self> {
        let index = reader.inverted_index(fields.printed_field(text))?;
        let postings = |word: &String| {
            let term = fields.printed_term(text, word);
            let option = IndexRecordOption::WithFreqsAndPositions;
            index.read_postings(&term, option).map_err(TantivyError::from)
        };
        let words = words.iter().map(postings).collect::<tantivy::Result<Vec<_>>>()?;
        let places = vec![Vec::new(); words.len()];
        Ok(Self { words, places })
    }

    fn nearness(&mut self, pairs: &[(usize, usize, f64)], doc: DocId) -> f64 {
        for (word, places) in self.words.iter_mut().zip(&mut self.places) {
            places.clear();
            if let Some(word) = word
                && word.doc() < doc
            {
                word.seek(doc);
            }
        }
        let mut sum = 0.0;
        for (a, b, bits) in pairs {
            // Places are read where both have some.
            if self.stands(*a, doc) && self.stands(*b, doc) {
                self.read(*a);
                self.read(*b);
                sum += bits * worth(self.places(*a), self.places(*b));
            }
        }
        sum
    }

    fn stands(&self, word: usize, doc: DocId) -> bool {
        let word = self.words.get(word).and_then(Option::as_ref);
        word.is_some_and(|word| word.doc() == doc)
    }

    fn read(&mut self, word: usize) {
        let places = self.places.get_mut(word).filter(|places| places.is_empty());
        if let (Some(Some(word)), Some(places)) = (self.words.get_mut(word), places) {
            word.positions(places);
        }
    }

    fn places(&self, word: usize) -> &[u32] {
        self.places.get(word).map_or(&[], Vec::as_slice)
    }
}

/// What the places of two words are worth together: one behind the other, and near each other, each like a
/// frequency.
fn worth(first: &[u32], second: &[u32]) -> f64 {
    let (mut behind, mut near) = (0.0, 0.0);
    let mut from = 0;
    for place in first {
        while second.get(from).is_some_and(|other| other + RANKING.window < *place) {
            from += 1;
        }
        let around = second.iter().skip(from).take_while(|other| **other <= place + RANKING.window);
        let mut any = false;
        for other in around {
            any = true;
            if *other == place + 1 {
                behind += 1.0;
            }
        }
        near += f64::from(u8::from(any));
    }
    let saturated = |count: f64| count / (count + RANKING.saturation);
    saturated(behind) + saturated(near)
}
