//! Programs asked the same queries in turns, and what they take by class.

use std::time::Instant;

use presscut::bench::{BenchQuery, Rounds, median, quantile};
use serde::Serialize;

/// Percentiles that are told, over the median times of a class's queries.
const SHARES: [f64; 3] = [0.5, 0.9, 0.99];

/// A program that answers queries by their place in a list.
pub(crate) struct Program<'a> {
    /// What it is called.
    pub(crate) name: &'static str,
    /// Answers a query.
    pub(crate) answer: Box<dyn FnMut(usize) -> anyhow::Result<()> + 'a>,
}

/// What a class of queries takes each program.
#[derive(Serialize)]
pub(crate) struct Class {
    #[serde(rename = "class")]
    pub(crate) name: String,
    /// Queries in it.
    pub(crate) queries: usize,
    /// For each program p50, p90 and p99 of its queries' median times, in µs.
    pub(crate) micros: Vec<[f64; 3]>,
}

impl Class {
    /// Returns the times of a program over those of the first, which is the yardstick.
    pub(crate) fn ratios(&self, program: usize) -> [f64; 3] {
        let of = |at: usize| self.micros.get(at).copied().unwrap_or([f64::NAN; 3]);
        let (mut ratios, yardstick) = (of(program), of(0));
        for (ratio, yardstick) in ratios.iter_mut().zip(yardstick) {
            *ratio /= yardstick;
        }
        ratios
    }
}

/// Asks every program every query in `rounds` rounds after one that is not timed.
///
/// In a round each program answers all queries, in the same order, one program after the other; the programs take turns
/// in beginning, and each round has an order of its own. Programs that answered one query right after another would
/// find its postings in the processor's caches, the more so the more alike they are.
pub(crate) fn race(
    programs: &mut [Program<'_>],
    queries: &[BenchQuery],
    rounds: usize,
    seed: u64,
) -> anyhow::Result<Vec<Class>> {
    let mut orders = Rounds::new(queries.len(), seed);
    let mut times = vec![vec![Vec::with_capacity(rounds); queries.len()]; programs.len()];
    for round in 0..=rounds {
        let order: Vec<usize> = queries.iter().map(|_| orders.draw()).collect();
        for step in 0..programs.len() {
            let at = (round + step) % programs.len();
            let (Some(program), Some(times)) = (programs.get_mut(at), times.get_mut(at)) else {
                continue;
            };
            for query in &order {
                let begin = Instant::now();
                (program.answer)(*query)?;
                let time = begin.elapsed().as_secs_f64() * 1e6;
                if let (Some(kept), 1..) = (times.get_mut(*query), round) {
                    kept.push(time);
                }
            }
        }
    }
    Ok(classes(queries, times))
}

/// Takes the median of each query's times, and percentiles of these by class.
fn classes(queries: &[BenchQuery], times: Vec<Vec<Vec<f64>>>) -> Vec<Class> {
    let mut names: Vec<&str> = Vec::new();
    for query in queries {
        if !names.contains(&query.class.as_str()) {
            names.push(&query.class);
        }
    }
    let medians: Vec<Vec<f64>> = times
        .into_iter()
        .map(|program| program.into_iter().map(|times| median(times).unwrap_or(f64::NAN)).collect())
        .collect();
    let class = |name: &str| {
        let micros = medians.iter().map(|medians| {
            let of_class = queries.iter().zip(medians).filter(|(query, _)| query.class == name);
            let mut medians: Vec<f64> = of_class.map(|(_, median)| *median).collect();
            medians.sort_unstable_by(f64::total_cmp);
            SHARES.map(|share| quantile(&medians, share).unwrap_or(f64::NAN))
        });
        Class {
            name: name.to_owned(),
            queries: queries.iter().filter(|query| query.class == name).count(),
            micros: micros.collect(),
        }
    };
    names.into_iter().map(class).collect()
}

/// Returns the geometric mean over the classes of a program's times over the yardstick's.
pub(crate) fn mean(classes: &[Class], program: usize) -> [f64; 3] {
    let mut sums = [0.0; 3];
    for class in classes {
        for (sum, ratio) in sums.iter_mut().zip(class.ratios(program)) {
            *sum += ratio.ln();
        }
    }
    sums.map(|sum| (sum / classes.len().max(1) as f64).exp())
}

#[cfg(test)]
mod tests {
    use presscut::bench::read_queries;
    use presscut_index::ParseOptions;

    use super::*;

    #[test]
    fn percentiles_are_over_medians_and_ratios_to_the_first_program() {
        let lines = "{\"class\":\"a\",\"op\":\"or\",\"terms\":[\"x\"]}\n\
                     {\"class\":\"b\",\"op\":\"or\",\"terms\":[\"x\"]}\n\
                     {\"class\":\"a\",\"op\":\"or\",\"terms\":[\"y\"]}\n";
        let queries = read_queries(lines, 10, &ParseOptions::default()).unwrap();
        let first = vec![vec![1.0, 9.0, 2.0], vec![8.0, 8.0, 8.0], vec![4.0, 4.0, 5.0]];
        let second = vec![vec![1.0, 1.0, 1.0], vec![16.0, 16.0, 99.0], vec![1.0, 2.0, 2.0]];
        let found = classes(&queries, vec![first, second]);
        let names: Vec<&str> = found.iter().map(|class| class.name.as_str()).collect();
        assert_eq!((names, found[0].queries), (vec!["a", "b"], 2));
        let near = |found: f64, expected: f64| (found - expected).abs() < 1e-9;
        assert!(near(found[0].micros[0][0], 3.0) && near(found[0].micros[0][1], 3.8));
        assert!(near(found[0].ratios(1)[0], 0.5) && near(found[1].ratios(1)[2], 2.0));
        assert!(near(mean(&found, 1)[0], 1.0));
    }

    #[test]
    fn every_program_answers_every_query_in_every_round() {
        let lines = "{\"op\":\"or\",\"terms\":[\"x\"]}\n".repeat(5);
        let queries = read_queries(&lines, 10, &ParseOptions::default()).unwrap();
        let asked = std::cell::RefCell::new(Vec::new());
        let asked_of = &asked;
        let program = |name: &'static str| {
            let answer = move |at| {
                asked_of.borrow_mut().push((name, at));
                Ok(())
            };
            Program { name, answer: Box::new(answer) }
        };
        let classes = race(&mut [program("one"), program("two")], &queries, 3, 1).unwrap();
        assert_eq!((classes.len(), classes[0].micros.len()), (1, 2));
        let asked = asked.into_inner();
        for name in ["one", "two"] {
            for at in 0..5 {
                assert_eq!(asked.iter().filter(|turn| **turn == (name, at)).count(), 4);
            }
        }
        // Each round is one pass of each, in the same order, and they take turns in beginning.
        let passes: Vec<&[(&str, usize)]> = asked.chunks(5).collect();
        let names: Vec<&str> = passes.iter().map(|pass| pass[0].0).collect();
        assert_eq!(names, ["one", "two", "two", "one", "one", "two", "two", "one"]);
        for (pass, other) in passes.iter().step_by(2).zip(passes.iter().skip(1).step_by(2)) {
            assert!(pass.iter().map(|(_, at)| at).eq(other.iter().map(|(_, at)| at)));
        }
    }
}
