//! Whether an earlier run was made as this one was.

use serde::Deserialize;

use super::facts::{IndexFacts, QueryFacts};
use super::machine::Machine;
use super::report::{Answer, Report};

/// What has to be alike for two runs to be compared.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Head {
    pub(super) version: String,
    pub(super) build: String,
    machine: Machine,
    pub(super) index: IndexFacts,
    queries: QueryFacts,
    load: Load,
    timed: String,
    snippets: bool,
    pub(super) answers: Vec<Answer>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Load {
    kind: String,
    clients: usize,
    rate: Option<f64>,
    arrivals: Option<String>,
    speed: Option<f64>,
}

impl Head {
    /// Says what the comparison cannot tell, and what else differs.
    pub(super) fn warnings(&self, report: &Report) -> Vec<String> {
        let Self { build, machine, index, queries, load, timed, snippets, .. } = self;
        let mut warnings = vec![
            "two runs at different times: whether the machine or the program has changed cannot be told; --vs \
             measures both in turns"
                .to_owned(),
        ];
        let now = &report.load;
        let now_load = Load {
            kind: now.kind.to_owned(),
            clients: now.clients,
            rate: now.rate,
            arrivals: now.arrivals.map(str::to_owned),
            speed: now.speed,
        };
        let (was, is) = (machine, &report.origin.machine);
        let same_machine = (&was.cpu, was.cores, &was.governor, was.memory, &was.kernel)
            == (&is.cpu, is.cores, &is.governor, is.memory, &is.kernel);
        let fingerprint = |index: &IndexFacts| (index.articles, index.segments, index.bytes);
        for (same, what) in [
            (same_machine, "another machine: the ratios say nothing about the program"),
            (queries.digest == report.queries.digest, "other queries"),
            (queries.seed == report.queries.seed, "another seed"),
            (fingerprint(index) == fingerprint(&report.index), "another index"),
            (build == report.origin.build, "another build profile"),
            (*load == now_load, "another load"),
            (timed == report.timed && *snippets == report.snippets, "another thing that was timed"),
        ] {
            if !same {
                warnings.push(format!("the baseline is of {what}"));
            }
        }
        warnings
    }
}
