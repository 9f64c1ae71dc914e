//! What the parts of a query take, measured apart from the timing.

use presscut_index::{ParseOptions, Searcher};

use super::classes::{Classes, shown};
use super::page::{Page, Watch};
use crate::bench::{Rounds, Sample, Slow};

/// How long parts are measured apart, at most.
const WATCHED: std::time::Duration = std::time::Duration::from_secs(3);

/// Asks every query once more, as far as time allows, and notes what the parts take: apart from the timing, which
/// looking at a clock so often would disturb.
pub(super) fn watch_all(
    classes: &Classes,
    page: &mut Page,
    watch: &Watch,
    seed: u64,
) -> anyhow::Result<()> {
    let begin = std::time::Instant::now();
    let mut rounds = Rounds::new(classes.queries.len(), seed);
    for _ in 0..classes.queries.len() {
        if begin.elapsed() > WATCHED {
            break;
        }
        if let Some((_, query)) = classes.queries.get(rounds.draw()) {
            page.watch(query, watch)?;
        }
    }
    Ok(())
}

/// Finds the queries whose median is highest, and what their parts take.
pub(super) fn slowest(
    most: usize,
    classes: &Classes,
    samples: &[Sample],
    page: &mut Page,
    searcher: &Searcher,
) -> anyhow::Result<Vec<Slow>> {
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); classes.queries.len()];
    for sample in samples {
        if let Some(times) = times.get_mut(sample.query) {
            times.push(sample.service() as f64 / 1e3);
        }
    }
    let mut order: Vec<(f64, f64, usize)> = Vec::new();
    for (at, times) in times.iter_mut().enumerate() {
        times.sort_unstable_by(f64::total_cmp);
        if let (Some(median), Some(max)) = (crate::bench::quantile(times, 0.5), times.last()) {
            order.push((median, *max, at));
        }
    }
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)));
    let mut found = Vec::new();
    for (median, max, at) in order.into_iter().take(most) {
        let (Some((_, query)), Some(answer)) = (classes.queries.get(at), classes.answers.get(at))
        else {
            continue;
        };
        let watch = Watch::new();
        (0..3).try_for_each(|_| page.watch(query, &watch))?;
        found.push(Slow {
            query: shown(&query.ask),
            class: query.class.clone(),
            median,
            max,
            matches: answer.matches,
            plan: searcher.plan(&query.ask.query(&ParseOptions::default())?)?,
            stages: watch.shares(),
        });
    }
    Ok(found)
}
