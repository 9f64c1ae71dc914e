//! One run of indexing, and what many say together.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::{Parts, Stages};
use crate::statistics::quantile;
use crate::system::Spent;

/// One run of indexing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// Threads that cut and index.
    pub threads: usize,
    /// Articles that it found.
    pub articles: u64,
    /// Bytes that it read, decompressed.
    pub text: u64,
    /// How long it took.
    pub seconds: f64,
    /// What it had of the machine.
    pub spent: Spent,
    /// How long it took, within, to commit and to wait for the last merges.
    pub closing: Option<f64>,
    /// What its stages took, where it says.
    pub stages: Option<Stages>,
    /// The files that came out.
    pub parts: Parts,
}

impl Run {
    /// Returns its figures by their names, as far as they are known; times in seconds, sizes in bytes.
    pub fn figures(&self) -> Vec<(String, f64)> {
        let rate = |number: u64| (self.seconds > 0.0).then(|| number as f64 / self.seconds);
        let known = |number: Option<u64>| number.map(|number| number as f64);
        let Spent { cpu_ns, peak_memory, read, written, disk_read, disk_written } = self.spent;
        let mut figures = vec![
            ("articles_per_second", rate(self.articles)),
            ("text_bytes_per_second", rate(self.text)),
            ("seconds", Some(self.seconds)),
            ("cpu_seconds", Some(seconds(cpu_ns))),
            ("peak_memory_bytes", known(peak_memory)),
            ("read_bytes", known(read)),
            ("written_bytes", known(written)),
            ("disk_read_bytes", known(disk_read)),
            ("disk_written_bytes", known(disk_written)),
            ("index_bytes", known(Some(self.parts.all()))),
            ("closing_seconds", self.closing),
        ];
        figures.retain(|(_, value)| value.is_some());
        let mut named: Vec<(String, f64)> = figures
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)))
            .collect();
        let parts = self.parts.named();
        named.extend(parts.map(|(name, bytes)| (format!("part_{name}_bytes"), bytes as f64)));
        let stages = self.stages.as_ref().map(Stages::named).into_iter().flatten();
        named.extend(stages.map(|(name, took)| (format!("stage_{name}_seconds"), seconds(took))));
        named
    }
}

fn seconds(nanos: u64) -> f64 {
    nanos as f64 / 1e9
}

/// A figure of several runs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spread {
    /// The one in the middle.
    pub median: f64,
    /// The least.
    pub least: f64,
    /// The most.
    pub most: f64,
}

/// What several runs with one number of threads say together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// Threads that cut and index.
    pub threads: usize,
    /// How many runs.
    pub runs: usize,
    /// Their figures by name.
    #[serde(serialize_with = "map")]
    pub figures: Vec<(String, Spread)>,
}

fn map<S: Serializer>(figures: &[(String, Spread)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(figures.len()))?;
    for (name, spread) in figures {
        map.serialize_entry(name, spread)?;
    }
    map.end()
}

impl Summary {
    /// Sums up the runs with so many threads.
    pub fn of(threads: usize, runs: &[Run]) -> Self {
        let runs: Vec<&Run> = runs.iter().filter(|run| run.threads == threads).collect();
        let all: Vec<Vec<(String, f64)>> = runs.iter().map(|run| run.figures()).collect();
        let names = all.first().into_iter().flatten().map(|(name, _)| name.clone());
        let figures = names.filter_map(|name| {
            let of =
                |run: &Vec<(String, f64)>| run.iter().find(|(n, _)| *n == name).map(|(_, v)| *v);
            let spread = spread(all.iter().filter_map(of).collect())?;
            Some((name, spread))
        });
        let figures = figures.collect();
        Self { threads, runs: runs.len(), figures }
    }

    /// Returns a figure by its name.
    pub fn figure(&self, name: &str) -> Option<Spread> {
        self.figures.iter().find(|(known, _)| known == name).map(|(_, spread)| *spread)
    }
}

fn spread(mut values: Vec<f64>) -> Option<Spread> {
    values.sort_unstable_by(f64::total_cmp);
    let (least, most) = (*values.first()?, *values.last()?);
    Some(Spread { median: quantile(&values, 0.5)?, least, most })
}

#[cfg(test)]
pub(in crate::bench) mod tests {
    use super::*;

    pub(in crate::bench) fn run(threads: usize, seconds: f64) -> Run {
        Run {
            threads,
            articles: 100,
            text: 5_000_000,
            seconds,
            spent: Spent {
                cpu_ns: 4_000_000_000,
                peak_memory: Some(80_000_000),
                written: Some(9_000_000),
                ..Spent::default()
            },
            closing: Some(0.25),
            stages: Some(Stages { read: 1_000_000_000, write: 3_000_000_000, ..Stages::default() }),
            parts: Parts { postings: 600_000, store: 1_400_000, ..Parts::default() },
        }
    }

    #[test]
    fn runs_are_summed_up_by_their_threads() {
        let runs = [run(1, 2.0), run(2, 9.0), run(1, 5.0), run(1, 4.0)];
        let summary = Summary::of(1, &runs);
        assert_eq!((summary.threads, summary.runs), (1, 3));
        let seconds = summary.figure("seconds").unwrap();
        assert_eq!(seconds, Spread { median: 4.0, least: 2.0, most: 5.0 });
        let medians = ["articles_per_second", "index_bytes", "stage_write_seconds"]
            .map(|name| summary.figure(name).unwrap().median.to_string());
        assert_eq!(medians, ["25", "2000000", "3"]);
        assert_eq!(summary.figure("read_bytes"), None, "what nobody knows is left out");
        let json = serde_json::to_value(&summary).unwrap();
        assert_eq!(json["figures"]["seconds"]["least"], 2.0);
        assert!(Summary::of(3, &runs).figures.is_empty());
    }
}
