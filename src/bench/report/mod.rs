//! The report of a benchmark: what was measured, and all that is needed to measure it again.

mod sections;
mod table;

use serde::{Deserialize, Serialize};

pub(super) use self::table::give_or_take;
pub use self::table::printed;

use super::facts::{IndexFacts, LoadFacts, QueryFacts, Quiet};
use super::figures::Figures;
use super::origin::Origin;
use super::slo::Step;
use super::versus::Versus;
use super::warm::Warmup;

/// What was measured, and how.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// What made it, and where.
    #[serde(flatten)]
    pub origin: Origin,
    /// The index.
    pub index: IndexFacts,
    /// The queries.
    pub queries: QueryFacts,
    /// The load.
    pub load: LoadFacts,
    /// The warm-up; `None` where none was wanted.
    pub warmup: Option<Warmup>,
    /// How long the timed part took.
    pub seconds: f64,
    /// What was timed: `page`, from the text of a query to its page of hits, `search`, to the ranked hits, `process`,
    /// from the start of a process to its last byte, or `cold`, the same with no page of the index in memory.
    pub timed: &'static str,
    /// Whether hits had snippets.
    pub snippets: bool,
    /// How other load was kept away, and what it did all the same.
    pub quiet: Quiet,
    /// What else there is to say.
    pub remarks: Vec<String>,
    /// One row a class, in the order of the queries.
    pub classes: Vec<Row>,
    /// All classes together.
    pub all: Row,
    /// What the parts of answering take, measured in rounds of their own.
    pub stages: Vec<StageShare>,
    /// The slowest queries, the slowest first.
    pub slowest: Vec<Slow>,
    /// The answer of every query.
    pub answers: Vec<Answer>,
    /// The promise whose highest rate was looked for; then the figures are of that rate.
    #[serde(rename = "slo")]
    pub promise: Option<String>,
    /// The rates that were tried for it.
    pub tried: Vec<Step>,
    /// What it was compared with, and what is said of both.
    pub versus: Option<Versus>,
    /// How bounds were broken.
    #[serde(rename = "broken_bounds")]
    pub breaches: Vec<String>,
}

/// The figures of a class.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The class.
    pub class: String,
    /// Its queries that were asked.
    pub queries: usize,
    /// Its queries that the program cannot answer; they are not in the figures.
    pub refused: usize,
    /// Articles that match, on average over the queries; counted apart from the timing.
    pub matches: Option<f64>,
    /// Answers a second.
    #[serde(rename = "queries_per_second")]
    pub per_second: Option<f64>,
    /// From when a query was due to its answer.
    #[serde(flatten)]
    pub response: Figures,
    /// From when an answer was begun to its end, where that is something else.
    pub service: Option<Figures>,
    /// The mean of each round, or of neighbouring rounds together: what later runs are compared with.
    #[serde(rename = "round_means_us")]
    pub round_means: Vec<f64>,
}

/// What a part of answering takes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StageShare {
    /// The part.
    pub stage: &'static str,
    /// Its mean a query, in microseconds.
    #[serde(rename = "mean_us")]
    pub mean: f64,
    /// Its share of the whole.
    pub share: f64,
}

/// One of the slowest queries.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Slow {
    /// The query.
    pub query: String,
    /// Its class.
    pub class: String,
    /// Its median, in microseconds.
    #[serde(rename = "p50_us")]
    pub median: f64,
    /// Its slowest answer.
    #[serde(rename = "max_us")]
    pub max: f64,
    /// Articles that match.
    pub matches: u64,
    /// What the engine ran.
    pub plan: String,
    /// What its parts take.
    pub stages: Vec<StageShare>,
}

/// What a query was answered with, so that a fast wrong answer is seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The query.
    pub query: String,
    /// Its class.
    pub class: String,
    /// Articles that match.
    pub matches: u64,
    /// A hash of the ids of its hits in their order.
    pub digest: String,
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::latencies::Latencies;
    use super::super::origin::tests::origin;
    use super::*;

    pub(crate) fn report() -> Report {
        let figures = |micros: u64| {
            let mut latencies = Latencies::default();
            (0..120).for_each(|at| latencies.record((micros + at) * 1000, 0));
            latencies.figures(1)
        };
        let row = |class: &str, refused| Row {
            class: class.to_owned(),
            queries: 12,
            refused,
            matches: Some(3.5),
            per_second: Some(50_000.0),
            response: figures(9),
            service: None,
            round_means: Vec::new(),
        };
        Report {
            origin: origin(),
            index: IndexFacts {
                directory: "dir".into(),
                articles: 7,
                segments: 1,
                bytes: 1_250_000,
            },
            queries: QueryFacts {
                source: "built-in mix".into(),
                count: 24,
                digest: "00ff".into(),
                seed: 5,
            },
            load: LoadFacts {
                rate: Some(100.0),
                arrivals: Some("even"),
                lag: Some(4.0),
                ..LoadFacts::of_clients("open", 2)
            },
            warmup: Some(Warmup { rounds: 11, seconds: 0.5, steady: true }),
            seconds: 1.25,
            timed: "page",
            snippets: true,
            quiet: Quiet::default(),
            remarks: Vec::new(),
            classes: vec![row("eels", 0), row("dams", 3)],
            all: Row { service: Some(figures(7)), ..row("all", 3) },
            stages: vec![StageShare { stage: "parse", mean: 1.0, share: 0.25 }],
            slowest: Vec::new(),
            answers: Vec::new(),
            promise: None,
            tried: Vec::new(),
            versus: None,
            breaches: Vec::new(),
        }
    }

    #[test]
    fn json_has_the_latencies_beside_the_class() {
        let json = serde_json::to_value(report()).unwrap();
        assert_eq!(json["classes"][0]["p50_us"], 68.0);
        assert_eq!(json["classes"][0]["p99_us"], serde_json::Value::Null);
        assert_eq!(json["all"]["service"]["p50_us"], 66.0);
        assert_eq!((&json["version"], &json["machine"]["cores"]), (&"1.2.3".into(), &2.into()));
        assert_eq!((&json["queries"]["seed"], &json["index"]["articles"]), (&5.into(), &7.into()));
    }
}
