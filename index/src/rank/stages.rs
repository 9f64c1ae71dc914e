//! The second stage: candidates of the first in their final order.

use tantivy::{DocAddress, Score};

use super::exact::rounded;
use super::{RANKING, Scored, Sequence};
use crate::error::Result;
use crate::open::Searcher;
use crate::search::Asked;

/// What stands behind the candidates has a lower score than all of them, by this at least.
const BEHIND: f64 = 0.999;

fn second(scored: &Scored) -> Score {
    rounded(scored.second)
}

impl Searcher {
    /// Weighs the first of some matches anew, which stand by their scores in the first stage; returns all of
    /// them with their final scores, in order.
    ///
    /// The order of the first `wanted` is certain.
    pub(crate) fn rerank(
        &self,
        asked: &Asked<'_>,
        mut found: Vec<Scored>,
        wanted: usize,
    ) -> Result<Vec<(Score, DocAddress)>> {
        let candidates = RANKING.candidates(asked.options.recency);
        let rest = found.split_off(found.len().min(candidates));
        // They stand in any order.
        let firsts = found.iter().map(|scored| scored.first);
        let Some(last) = firsts.reduce(Score::min).map(f64::from) else {
            return Ok(Vec::new());
        };
        if !asked.sequence.is_empty() {
            asked.worth.set(self.add_nearness(asked.sequence, &mut found)?);
        }
        if let Some(recency) = asked.options.recency {
            self.fade(recency, &mut found)?;
        }
        let found = self.by_falling(found, 0..wanted, second)?;
        let mut ranked: Vec<(Score, DocAddress)> =
            found.into_iter().map(|scored| (second(&scored), scored.at)).collect();
        let least = ranked.last().map_or(0.0, |(score, _)| f64::from(*score));
        // A power of two, by which different scores stay different.
        let factor = if last > 0.0 && least > 0.0 {
            (least * BEHIND / last).log2().floor().exp2()
        } else {
            0.0
        };
        let behind = |scored: Scored| (rounded(f64::from(scored.first) * factor), scored.at);
        ranked.extend(rest.into_iter().map(behind));
        Ok(ranked)
    }

    /// Adds what the nearness of the query's words is worth; returns what it is multiplied with.
    fn add_nearness(&self, sequence: &Sequence, found: &mut [Scored]) -> Result<f64> {
        found.sort_by_key(|scored| scored.at);
        let articles: Vec<_> = found.iter().map(|scored| (scored.at, scored.held)).collect();
        let nearness = sequence.nearness(self, &articles)?;
        let most = nearness.iter().copied().fold(0.0, f64::max);
        if most == 0.0 {
            return Ok(0.0);
        }
        let top = found.iter().map(|scored| scored.second).fold(0.0, f64::max);
        let worth = RANKING.proximity * top / most;
        for (scored, nearness) in found.iter_mut().zip(nearness) {
            scored.second += worth * nearness;
        }
        Ok(worth)
    }
}
