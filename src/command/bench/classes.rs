//! The queries by class, their answers, and what is known of both after a run.

use anyhow::Context as _;
use presscut_index::{ErrorKind, ParseOptions, SearchOptions, Searcher};
use xxhash_rust::xxh3::Xxh3;

use crate::bench::{Answer, Ask, BenchQuery, Latencies, Row, Sample};

/// Means of rounds that are kept of a class, for later runs to be compared with.
const ROUNDS: usize = 60;

/// What is known of a class.
struct Class {
    name: String,
    queries: usize,
    refused: usize,
    matches: u64,
}

/// The queries that can be answered, each with its answer, and their classes in the order of the queries.
pub(super) struct Classes {
    all: Vec<Class>,
    /// The queries, each with the place of its class.
    pub(super) queries: Vec<(usize, BenchQuery)>,
    /// Their answers.
    pub(super) answers: Vec<Answer>,
}

impl Classes {
    /// Answers every query once, apart from the timing, since counting takes longer than the best ten.
    pub(super) fn answer(queries: Vec<BenchQuery>, searcher: &Searcher) -> anyhow::Result<Self> {
        let mut known = Self { all: Vec::new(), queries: Vec::new(), answers: Vec::new() };
        for query in queries {
            let found = known.all.iter().position(|class| class.name == query.class);
            let at = found.unwrap_or_else(|| {
                let name = query.class.clone();
                known.all.push(Class { name, queries: 0, refused: 0, matches: 0 });
                known.all.len() - 1
            });
            let Some(class) = known.all.get_mut(at) else { continue };
            match answer(&query, searcher) {
                Ok(answer) => {
                    class.queries += 1;
                    class.matches += answer.matches;
                    known.answers.push(answer);
                    known.queries.push((at, query));
                }
                Err(error) if error.kind() == ErrorKind::User => class.refused += 1,
                Err(error) => return Err(error).context(shown(&query.ask)),
            }
        }
        Ok(known)
    }

    /// Returns how few queries a class has.
    pub(super) fn fewest(&self) -> usize {
        let counts = self.all.iter().map(|class| class.queries).filter(|count| *count > 0);
        counts.min().unwrap_or(1)
    }

    /// Returns the names of the classes, in the order of their numbers.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|class| class.name.as_str())
    }

    pub(super) fn refused(&self) -> usize {
        self.all.iter().map(|class| class.refused).sum()
    }

    /// Returns the latencies of each class by what `time` is asked of a sample, with its name.
    pub(super) fn latencies(
        &self,
        samples: &[Sample],
        time: fn(&Sample) -> u64,
    ) -> Vec<(&str, Latencies)> {
        let mut found: Vec<(&str, Latencies)> =
            self.all.iter().map(|class| (class.name.as_str(), Latencies::default())).collect();
        for sample in samples {
            let class = self.queries.get(sample.query).and_then(|(at, _)| found.get_mut(*at));
            if let Some((_, latencies)) = class {
                latencies.record(time(sample), sample.block);
            }
        }
        found
    }

    /// Returns a row a class, and one for all together; with service times if they are something else.
    pub(super) fn rows(
        &self,
        samples: &[Sample],
        seconds: f64,
        service: bool,
        seed: u64,
    ) -> (Vec<Row>, Row) {
        let together = |all: &[(&str, Latencies)]| {
            let mut whole = Latencies::default();
            for (_, latencies) in all {
                whole.add(latencies);
            }
            whole
        };
        let response = self.latencies(samples, Sample::response);
        let services = service.then(|| self.latencies(samples, Sample::service));
        let (whole, whole_service) = (together(&response), services.as_deref().map(together));
        let mut services = services.into_iter().flatten();
        let rows = self.all.iter().zip(response).map(|(class, (_, latencies))| {
            let service = services.next().map(|(_, latencies)| latencies.figures(seed));
            row(class, latencies, service, seconds, seed)
        });
        let rows: Vec<Row> = rows.collect();
        let sum = |part: fn(&Class) -> usize| self.all.iter().map(part).sum();
        let all = Class {
            name: "all".to_owned(),
            queries: sum(|class| class.queries),
            refused: self.refused(),
            matches: self.all.iter().map(|class| class.matches).sum(),
        };
        let service = whole_service.map(|latencies| latencies.figures(seed));
        (rows, row(&all, whole, service, seconds, seed))
    }
}

fn row(
    class: &Class,
    latencies: Latencies,
    service: Option<crate::bench::Figures>,
    seconds: f64,
    seed: u64,
) -> Row {
    let round_means = latencies.block_means(ROUNDS);
    let response = latencies.figures(seed);
    Row {
        class: class.name.clone(),
        queries: class.queries,
        refused: class.refused,
        matches: (class.queries > 0).then(|| class.matches as f64 / class.queries as f64),
        per_second: (seconds > 0.0).then(|| response.samples as f64 / seconds),
        response,
        service,
        round_means,
    }
}

/// Counts the matches of a query, and hashes the ids of its hits.
pub(super) fn answer(query: &BenchQuery, searcher: &Searcher) -> presscut_index::Result<Answer> {
    let asked = query.ask.query(&ParseOptions::default()).unwrap_or_default();
    let matches = searcher.count(&asked, false)?;
    let options = SearchOptions {
        limit: query.limit,
        sort: query.sort,
        snippet: None,
        ..SearchOptions::default()
    };
    let mut hash = Xxh3::new();
    if query.limit > 0 {
        for hit in searcher.search(&asked, &options)?.hits {
            hash.update(hit.article.id.as_bytes());
            hash.update(b"\n");
        }
    }
    let digest = format!("{:016x}", hash.digest());
    Ok(Answer { query: shown(&query.ask), class: query.class.clone(), matches, digest })
}

/// Writes what is asked as a text of the query language.
pub(super) fn shown(ask: &Ask) -> String {
    match ask {
        Ask::Text(text) => text.clone(),
        Ask::Terms(terms) => terms.query().to_string(),
    }
}
