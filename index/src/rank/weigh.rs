//! What a stem is worth in an article, in both stages.

use tantivy::postings::{Postings as _, SegmentPostings};
use tantivy::query::Bm25StatisticsProvider as _;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet as _, SegmentOrdinal, Term};

use super::draw::Norms;
use super::exact::{Held, Share};
use super::{RANKING, StemQuery};
use crate::error::{Doing as _, Error, Result};
use crate::open::Searcher;

const DOING: &str = "searching";

/// What the stages know of a stem in the whole index.
pub(crate) struct StemWeight {
    query: StemQuery,
    /// The mean length of an article, its headline counted as in [`Ranking::headline`](super::Ranking).
    mean_length: f64,
    /// What a stem counts that fills the article.
    most: f64,
}

impl StemWeight {
    pub(super) fn new(searcher: &Searcher, query: &StemQuery) -> Result<Self> {
        let tokens =
            |field: Field| searcher.total_num_tokens(field).doing("counting the words of articles");
        let articles = searcher.total.max(1) as f64;
        let text = tokens(query.text.field())? as f64;
        let headline = tokens(query.headline.field())? as f64;
        Ok(Self {
            mean_length: (text + RANKING.headline * headline) / articles,
            most: f64::from(query.share)
                * rareness(query.articles, query.occurrences, searcher.total),
            query: query.clone(),
        })
    }

    /// Opens the stem in a segment; `None` where it holds none.
    pub(super) fn open<'a>(
        &'a self,
        searcher: &'a Searcher,
        segment: SegmentOrdinal,
    ) -> Result<Option<StemCursor<'a>>> {
        let reader = searcher.inner.segment_reader(segment);
        let Some(info) = self.query.infos.of(segment) else { return Ok(None) };
        let index = |term: &Term| reader.inverted_index(term.field()).doing(DOING);
        let frequencies = IndexRecordOption::WithFreqs;
        let failed = |source| Error::io("postings", source);
        let norms = |term: &Term| searcher.norms_of(segment, term.field());
        let StemQuery { text, headline, .. } = &self.query;
        let within = self.query.within.as_ref().map(|within| within.list(segment));
        Ok(Some(StemCursor {
            weight: self,
            list: within.map(|list| list.map_or(&[][..], |list| list)),
            text: index(text)?.read_postings_from_terminfo(info, frequencies).map_err(failed)?,
            headline: index(headline)?.read_postings(headline, frequencies).map_err(failed)?,
            norms: [norms(text)?, norms(headline)?],
        }))
    }

    /// The weight of a stem in an article: I(ne)B2 of divergence from randomness (Amati and van Rijsbergen,
    /// *Probabilistic models of information retrieval based on measuring the divergence from randomness*, 2002,
    /// sections 4 and 5; c = 1), over frequencies and lengths in which the headline counts more than once.
    ///
    /// `frequency` and `length` count tokens.
    fn second(&self, frequency: f64, length: f64) -> f64 {
        let normal = frequency * (1.0 + self.mean_length / length.max(1.0)).log2();
        self.most * normal / (normal + 1.0)
    }
}

/// What a word counts that stands in an article as often as may be: its rareness in bits, by the articles that
/// would hold it if its occurrences fell by chance, times what finding it once more risks.
pub(crate) fn rareness(articles: u64, occurrences: u64, total: u64) -> f64 {
    let [articles, occurrences, total] =
        [articles.max(1), occurrences, total.max(1)].map(|n| n as f64);
    let expected = total * (1.0 - ((total - 1.0).max(0.0) / total).powf(occurrences));
    (occurrences + 1.0) / articles * ((total + 1.0) / (expected + 0.5)).log2().max(0.0)
}

/// A stem in a segment, asked for documents in rising order.
pub(super) struct StemCursor<'a> {
    weight: &'a StemWeight,
    /// Those that count, where these are not all.
    list: Option<&'a [(DocId, u32)]>,
    text: SegmentPostings,
    headline: Option<SegmentPostings>,
    /// The lengths of all and of the headline.
    norms: [&'a Norms; 2],
}

/// What an article holds of a stem.
struct Found {
    /// How often it stands anywhere.
    frequency: u32,
    /// How often in the headline.
    in_headline: u32,
    /// The lengths of all and of the headline, in tokens.
    lengths: [u32; 2],
}

impl Found {
    /// How often the stem stands there, the headline counted more.
    fn weighted(&self) -> f64 {
        f64::from(self.frequency) + RANKING.headline * f64::from(self.in_headline)
    }

    /// The length of the article, likewise.
    fn length(&self) -> f64 {
        let [text, headline] = self.lengths.map(f64::from);
        text + RANKING.headline * headline
    }
}

impl StemCursor<'_> {
    /// Returns what the stem is worth in a document, if it holds it.
    pub(super) fn score(&mut self, doc: DocId) -> Option<Share> {
        let found = self.held(doc)?;
        let first = self.norms[0].score(self.weight.query.weight, doc, found.frequency);
        Some(Share {
            first: f64::from(first),
            second: self.weight.second(found.weighted(), found.length()),
            held: Held { anywhere: 1, in_headline: u32::from(found.in_headline > 0) },
        })
    }

    /// Returns what the stem is worth in a document in the second stage, and how that comes about as JSON.
    pub(super) fn explain(&mut self, doc: DocId) -> Option<(f64, String)> {
        let held = self.held(doc)?;
        let StemWeight { query, mean_length, most, .. } = self.weight;
        let detail = serde_json::json!({
            "model": "I(ne)B2",
            "frequency": held.frequency,
            "in_headline": held.in_headline,
            "length": held.length(),
            "mean_length": mean_length,
            "articles": query.articles,
            "occurrences": query.occurrences,
            "most": most,
        });
        Some((self.weight.second(held.weighted(), held.length()), detail.to_string()))
    }

    fn held(&mut self, doc: DocId) -> Option<Found> {
        if self.list.is_some_and(|list| list.binary_search_by_key(&doc, |(doc, _)| *doc).is_err()) {
            return None;
        }
        let at = |postings: &mut SegmentPostings| {
            if postings.doc() < doc {
                postings.seek(doc);
            }
            (postings.doc() == doc).then(|| postings.term_freq())
        };
        let frequency = at(&mut self.text)?;
        let in_headline = self.headline.as_mut().and_then(at).unwrap_or_default();
        let lengths = self.norms.map(|norms| norms.length(doc));
        Some(Found { frequency, in_headline, lengths })
    }
}
