//! From the text of a query to its page of hits, through the code of `presscut search`.

use std::cell::Cell;
use std::hint::black_box;
use std::time::{Duration, Instant};

use presscut_index::{Laps, ParseOptions, SearchOptions, Searcher, Stage};

use crate::bench::{BenchQuery, StageShare};
use crate::cli::Theme;
use crate::cli::config::BenchConfig;
use crate::command::search::human;

/// The parts of answering, in their order.
const PARTS: [&str; 7] = ["parse", "plan", "match", "rescore", "fetch", "snippet", "render"];

/// The columns of the page.
const WIDTH: usize = 80;

/// What to time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Timed {
    /// Whether it ends with the page of hits, and not with the ranked hits.
    pub(super) whole: bool,
    pub(super) snippets: bool,
}

impl Timed {
    /// Returns what was asked for.
    pub(super) fn of(config: &BenchConfig) -> Self {
        Self { whole: config.whole, snippets: config.snippets }
    }
}

/// One client: it keeps nothing from query to query but its buffer.
pub(super) struct Page {
    searcher: Searcher,
    parse: ParseOptions,
    timed: Timed,
    text: Vec<u8>,
}

impl Page {
    pub(super) fn new(searcher: &Searcher, timed: Timed) -> Self {
        // No query here depends on the day it is asked.
        let searcher = searcher.clone();
        Self { searcher, parse: ParseOptions::default(), timed, text: Vec::new() }
    }

    /// Answers a query.
    pub(super) fn answer(&mut self, query: &BenchQuery) -> anyhow::Result<()> {
        self.ask(query, None)
    }

    /// Answers a query and notes what its parts take.
    pub(super) fn watch(&mut self, query: &BenchQuery, watch: &Watch) -> anyhow::Result<()> {
        watch.start();
        self.ask(query, Some(watch))
    }

    fn ask(&mut self, query: &BenchQuery, watch: Option<&Watch>) -> anyhow::Result<()> {
        let asked = query.ask.query(&self.parse)?;
        if let Some(watch) = watch {
            watch.end(0);
        }
        if query.limit == 0 {
            black_box(self.searcher.count(&asked, false)?);
            if let Some(watch) = watch {
                watch.lap(Stage::Match);
            }
            return Ok(());
        }
        let options = SearchOptions {
            limit: query.limit,
            sort: query.sort,
            bodies: false,
            snippet: SearchOptions::default().snippet.filter(|_| self.timed.snippets),
            ..SearchOptions::default()
        };
        let laps: &dyn Laps = match watch {
            Some(watch) => watch,
            None => &(),
        };
        if !self.timed.whole {
            black_box(self.searcher.rank(&asked, &options, laps)?);
            return Ok(());
        }
        let hits = self.searcher.search_watched(&asked, &options, laps)?;
        self.text.clear();
        for hit in &hits.hits {
            human::write_one(&mut self.text, hit, WIDTH, &Theme::default(), false)?;
        }
        black_box(&self.text);
        if let Some(watch) = watch {
            watch.end(PARTS.len() - 1);
        }
        Ok(())
    }
}

/// Adds up what the parts of answering take.
pub(super) struct Watch {
    last: Cell<Instant>,
    spent: [Cell<Duration>; PARTS.len()],
    queries: Cell<u32>,
}

impl Watch {
    pub(super) fn new() -> Self {
        let spent = std::array::from_fn(|_| Cell::new(Duration::ZERO));
        Self { last: Cell::new(Instant::now()), spent, queries: Cell::new(0) }
    }

    fn start(&self) {
        self.queries.set(self.queries.get() + 1);
        self.last.set(Instant::now());
    }

    fn end(&self, part: usize) {
        let now = Instant::now();
        if let Some(spent) = self.spent.get(part) {
            spent.set(spent.get() + now.duration_since(self.last.get()));
        }
        self.last.set(now);
    }

    /// Returns the parts that took any time.
    pub(super) fn shares(&self) -> Vec<StageShare> {
        let total: Duration = self.spent.iter().map(Cell::get).sum();
        let queries = f64::from(self.queries.get().max(1));
        let parts = PARTS.iter().zip(&self.spent).filter(|(_, spent)| !spent.get().is_zero());
        let share = |(stage, spent): (&&'static str, &Cell<Duration>)| StageShare {
            stage,
            mean: spent.get().as_secs_f64() * 1e6 / queries,
            share: spent.get().as_secs_f64() / total.as_secs_f64(),
        };
        parts.map(share).collect()
    }
}

impl Laps for Watch {
    fn lap(&self, stage: Stage) {
        let part = match stage {
            Stage::Plan => 1,
            Stage::Match => 2,
            Stage::Rescore => 3,
            Stage::Fetch => 4,
            _ => 5,
        };
        self.end(part);
    }
}
