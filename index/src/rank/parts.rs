//! What the parts of a query add to the score of a match.

use tantivy::query::{BooleanQuery, EnableScoring, Occur, Query};
use tantivy::{DocAddress, Score, SegmentReader};

use super::StemQuery;
use super::exact::{Held, rounded};
use super::weigh::StemWeight;
use crate::error::{Doing as _, Result};
use crate::explain::{ScorePart, named, stands_at};
use crate::open::Searcher;
use crate::search::Asked;

/// How far the sum of the parts may be from the score, as a share of it.
const ERROR: f64 = 1e-5;

impl Searcher {
    /// Takes the score of a match apart, in the order of the query.
    pub(crate) fn score_parts(
        &self,
        asked: &Asked<'_>,
        (score, at): (Score, DocAddress),
    ) -> Result<Vec<ScorePart>> {
        let reader = self.inner.segment_reader(at.segment_ord);
        let recency = asked.options.recency;
        let faded = recency.map(|recency| self.faded(recency, at)).transpose()?;
        let is_score = |sum: f64| {
            let sum = sum * faded.map_or(1.0, |faded| faded.factor);
            (sum - f64::from(score)).abs() <= ERROR * sum.abs()
        };
        let mut parts = Vec::new();
        self.add_parts(asked.query, true, reader, at, &mut parts)?;
        let second = sum(&parts);
        if is_score(second) {
            parts.extend(faded.map(|faded| faded.part(second)));
            return Ok(parts);
        }
        let nearness = if asked.sequence.is_empty() {
            0.0
        } else {
            asked.sequence.nearness(self, &[(at, Held::ALL)])?.into_iter().sum()
        };
        let near = asked.worth.get() * nearness;
        if is_score(second + near) {
            parts.push(ScorePart {
                clause: "words near each other".to_owned(),
                score: rounded(near),
                detail: serde_json::json!({
                    "nearness": nearness,
                    "worth": asked.worth.get(),
                    "words": asked.sequence.words(),
                })
                .to_string(),
            });
            parts.extend(faded.map(|faded| faded.part(second + near)));
            return Ok(parts);
        }
        // It stands behind those that were weighed in the second stage.
        parts.clear();
        self.add_parts(asked.query, false, reader, at, &mut parts)?;
        let share = f64::from(score) / sum(&parts);
        for part in &mut parts {
            part.score = rounded(f64::from(part.score) * share);
        }
        Ok(parts)
    }

    /// Adds the parts of a clause; returns whether it matches.
    fn add_parts(
        &self,
        query: &dyn Query,
        second: bool,
        reader: &SegmentReader,
        at: DocAddress,
        parts: &mut Vec<ScorePart>,
    ) -> Result<bool> {
        if let Some(group) = query.downcast_ref::<BooleanQuery>() {
            let before = parts.len();
            let mut any = false;
            for (occur, part) in group.clauses() {
                let known = parts.len();
                let matches = self.add_parts(&**part, second, reader, at, parts)?;
                if *occur == Occur::MustNot {
                    parts.truncate(known);
                }
                if matches != (*occur != Occur::MustNot) && *occur != Occur::Should {
                    parts.truncate(before);
                    return Ok(false);
                }
                any |= matches;
            }
            return Ok(any);
        }
        let clause = || named(query, reader.schema());
        if second && let Some(stem) = query.downcast_ref::<StemQuery>() {
            let weight = StemWeight::new(self, stem)?;
            let cursor = weight.open(self, at.segment_ord)?;
            let Some(found) = cursor.and_then(|mut cursor| cursor.explain(at.doc_id)) else {
                return Ok(false);
            };
            let (score, detail) = found;
            parts.push(ScorePart { clause: clause(), score: rounded(score), detail });
            return Ok(true);
        }
        let scoring = EnableScoring::enabled_from_statistics_provider(self, &self.inner);
        let weight = query.weight(scoring).doing("explaining")?;
        let mut scorer = weight.scorer(reader, 1.0).doing("explaining")?;
        if !stands_at(&mut *scorer, at.doc_id) {
            return Ok(false);
        }
        let score = scorer.score();
        if score > 0.0 {
            let detail = weight.explain(reader, at.doc_id).doing("explaining")?.to_pretty_json();
            parts.push(ScorePart { clause: clause(), score, detail });
        }
        Ok(true)
    }
}

fn sum(parts: &[ScorePart]) -> f64 {
    parts.iter().map(|part| f64::from(part.score)).sum()
}
