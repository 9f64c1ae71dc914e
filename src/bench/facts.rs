//! What a report says of how it was made: the index, the queries, the load, and what kept other load away.

use serde::{Deserialize, Serialize};

use super::quiet::Rest;
use crate::cli::text::count;

/// How other load was kept away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Quiet {
    /// The processors that it was held to.
    pub processors: Option<Vec<usize>>,
    /// Whether the priority was raised; `None` where that was not asked for.
    pub priority_raised: Option<bool>,
    /// What became of the rounds; `None` where they were not watched.
    pub rounds: Option<Rest>,
}

/// What the index holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexFacts {
    /// Its directory, as given.
    pub directory: String,
    /// Its articles.
    pub articles: u64,
    /// Its segments.
    pub segments: u64,
    /// Its size on disk.
    pub bytes: u64,
}

/// What was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryFacts {
    /// Where the queries came from.
    pub source: String,
    /// How many there are.
    pub count: usize,
    /// A hash of all of them in their order.
    pub digest: String,
    /// Draws the built-in mix, the order of the queries, the arrivals and the resamples.
    pub seed: u64,
}

/// How it was asked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LoadFacts {
    /// `closed`, `open`, or `turns`: one client that asks two sides.
    pub kind: &'static str,
    /// Clients of a closed loop, workers of an open one.
    pub clients: usize,
    /// Requests a second of an open loop, as asked for.
    pub rate: Option<f64>,
    /// `poisson`, `even` or `log`.
    pub arrivals: Option<&'static str>,
    /// How many times as fast a log was replayed.
    pub speed: Option<f64>,
    /// Seconds from when the last request of an open loop was due to the last answer.
    #[serde(rename = "overrun_seconds")]
    pub overrun: Option<f64>,
    /// Requests of an open loop that were given up, since too many were due before them.
    pub given_up: usize,
    /// How late the generator itself was, at the 99th percentile, in microseconds.
    #[serde(rename = "lag_p99_us")]
    pub lag: Option<f64>,
    /// Whether the run counts: the generator kept its times, and no request was given up.
    pub kept: bool,
}

impl IndexFacts {
    /// Describes it in a line.
    pub fn line(&self) -> String {
        let Self { articles, segments, bytes, .. } = self;
        let (articles, segments) = (count(*articles, "article"), count(*segments, "segment"));
        format!("{articles}, {segments}, {:.1} MB", *bytes as f64 / 1e6)
    }
}

impl LoadFacts {
    /// Returns those of clients that ask when they have an answer.
    pub fn of_clients(kind: &'static str, clients: usize) -> Self {
        Self {
            kind,
            clients,
            rate: None,
            arrivals: None,
            speed: None,
            overrun: None,
            given_up: 0,
            lag: None,
            kept: true,
        }
    }

    /// Describes the load.
    pub(super) fn line(&self) -> String {
        let (kind, clients) = (self.kind, self.clients as u64);
        match (self.rate, self.arrivals) {
            (Some(rate), Some(arrivals)) => format!(
                "{kind} loop, {} requests/s ({arrivals}), {}",
                rounded(rate),
                count(clients, "worker")
            ),
            (None, Some(arrivals)) => {
                let times = self.speed.filter(|speed| (speed - 1.0).abs() > f64::EPSILON);
                let times = times.map(|speed| format!(", {speed} times as fast"));
                let times = times.unwrap_or_default();
                format!("{kind} loop ({arrivals}{times}), {}", count(clients, "worker"))
            }
            _ if kind == "turns" => "in turns with the other side".to_owned(),
            _ => format!("{kind} loop, {}", count(clients, "client")),
        }
    }
}

/// Writes a rate: whole numbers, except of small ones.
pub(super) fn rounded(rate: f64) -> String {
    if rate < 10.0 { format!("{rate:.2}") } else { format!("{rate:.0}") }
}

impl Quiet {
    /// Says what was done against other load, and what that load did.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(cpus) = &self.processors {
            let cpus: Vec<String> = cpus.iter().map(ToString::to_string).collect();
            let called = if cpus.len() == 1 { "processor" } else { "processors" };
            lines.push(format!("run on {called} {} only", cpus.join(", ")));
        }
        if let Some(raised) = self.priority_raised {
            let said = if raised { "raised" } else { "not raised: the system does not allow it" };
            lines.push(format!("priority {said}"));
        }
        lines.extend(self.rounds.as_ref().and_then(Rest::line));
        lines
    }
}
