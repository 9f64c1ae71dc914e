//! The plain program that presscut is measured against, and the measurement.
//!
//! ```text
//! cargo run --release --example naive -- index ARTICLES.ndjson DIR
//! cargo run --release --example naive -- query DIR QUERIES.jsonl
//! cargo run --release --example naive -- versus DIR PRESSCUT_DIR QUERIES.jsonl
//! cargo run --release --example naive -- cost ARTICLES.ndjson
//! cargo run --release --example naive -- start DIR PRESSCUT_DIR WORDS
//! ```
//!
//! `index` and `query` are what an ordinary engineer writes on tantivy in an hour; with `--lucene` they have Lucene's
//! settings in mind, stemmed terms and a stop list. `versus` asks that index and presscut's the same queries in turns in
//! one process. `cost` indexes a file with both programs in turns, each in a process of its own, and `start` times whole
//! searches from a process of its own each; both need presscut's binary (`cargo build --release`). Quote the ratios.

#![expect(clippy::print_stdout, reason = "a measurement talks to whoever started it")]

mod cost;
mod plain;
mod print;
mod programs;
mod versus;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context as _;
use clap::{Parser, Subcommand};
use presscut::bench::{BenchQuery, read_queries};
use presscut_index::{Index, ParseOptions, SearchOptions};

use cost::{Programs, Start};
use plain::{Plain, Question};
use versus::Program;

#[derive(Parser)]
#[command(name = "naive", about = "The plain program that presscut is measured against")]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Index a file of articles, one a line
    Index {
        /// `{"headline", "body", "authors", "date"}` a line
        file: PathBuf,
        /// An empty folder, or none yet
        dir: PathBuf,
        /// Stem terms and leave out Lucene's stop words
        #[arg(long)]
        lucene: bool,
    },
    /// Ask queries and print how long they take, by class
    Query {
        /// What `index` made
        dir: PathBuf,
        /// As `presscut bench --queries` takes them
        queries: PathBuf,
        #[command(flatten)]
        how: How,
    },
    /// Ask the plain program and presscut the same queries in turns
    Versus {
        /// What `index` made
        dir: PathBuf,
        /// What `presscut index` made of the same articles
        presscut: PathBuf,
        /// As `presscut bench --queries` takes them
        queries: PathBuf,
        /// What `index --lucene` made, to be asked too
        #[arg(long, value_name = "DIR")]
        lucene: Option<PathBuf>,
        #[command(flatten)]
        how: How,
    },
    /// Search and print the headlines of the best ten
    Search {
        /// What `index` made
        dir: PathBuf,
        /// For tantivy's query parser
        words: String,
    },
    /// Index a file with the plain program and with presscut in turns, and print what that takes
    Cost {
        /// One article a line
        file: PathBuf,
        /// How often
        #[arg(long, value_name = "N", default_value_t = 3)]
        rounds: usize,
        /// Where indexes are made and removed [default: the system's folder for this]
        #[arg(long, value_name = "DIR")]
        scratch: Option<PathBuf>,
        #[command(flatten)]
        whole: Whole,
    },
    /// Search with the plain program and with presscut in turns, a process each, and print what that takes
    Start {
        /// What `index` made
        dir: PathBuf,
        /// What `presscut index` made of the same articles
        presscut: PathBuf,
        /// What to search for, any of which may match
        words: String,
        /// How often
        #[arg(long, value_name = "N", default_value_t = 30)]
        rounds: usize,
        /// For a shell before each search, such as `sync; echo 3 > /proc/sys/vm/drop_caches`
        #[arg(long, value_name = "COMMAND")]
        before: Option<String>,
        /// Put the files of the index and of the program out of the system's memory before each search; Linux alone can
        #[arg(long)]
        cold: bool,
        #[command(flatten)]
        whole: Whole,
    },
}

#[derive(clap::Args)]
struct Whole {
    /// presscut's binary [default: the one that cargo builds beside this program]
    #[arg(long, value_name = "FILE")]
    binary: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
struct How {
    /// Rounds over all queries, after one that is not timed
    #[arg(long, value_name = "N", default_value_t = 10)]
    rounds: usize,
    /// Draws the order of the queries
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

fn main() -> anyhow::Result<()> {
    match Args::parse().command {
        Command::Index { file, dir, lucene } => {
            let begin = Instant::now();
            let articles = plain::index(&file, &dir, lucene)?;
            let (seconds, bytes) = (begin.elapsed().as_secs_f64(), cost::bytes(&dir)?);
            println!("{articles} articles in {seconds:.1} s, {:.1} MB", bytes as f64 / 1e6);
        }
        Command::Query { dir, queries, how } => {
            let queries = read(&queries)?;
            let plain = Plain::open(&dir)?;
            race(&queries, vec![programs::naive("naive", &plain, &queries)?], &how)?;
        }
        Command::Versus { dir, presscut, queries, lucene, how } => {
            let queries = read(&queries)?;
            let plain = Plain::open(&dir)?;
            let lucene = lucene.as_deref().map(Plain::open).transpose()?;
            let searcher = Index::open(&presscut)?.searcher()?;
            let mut programs = vec![
                programs::naive("naive", &plain, &queries)?,
                programs::presscut("presscut", &searcher, &queries, None),
                programs::presscut(
                    "presscut with snippets",
                    &searcher,
                    &queries,
                    SearchOptions::default().snippet,
                ),
            ];
            if let Some(lucene) = &lucene {
                programs.push(programs::naive("lucene-like", lucene, &queries)?);
            }
            race(&queries, programs, &how)?;
        }
        Command::Search { dir, words } => {
            for headline in Plain::open(&dir)?.answer(&Question::words(words))? {
                println!("{headline}");
            }
        }
        Command::Cost { file, rounds, scratch, whole } => {
            let scratch = scratch.unwrap_or_else(std::env::temp_dir);
            let programs = Programs::find(whole.binary)?;
            let costs = cost::indexing(&programs, &file, &scratch, rounds)?;
            print::costs(&cost::INDEXING, &costs, whole.json);
        }
        Command::Start { dir, presscut, words, rounds, before, cold, whole } => {
            let programs = Programs::find(whole.binary)?;
            let (plain, presscut, before) = (&*dir, &*presscut, before.as_deref());
            let start = Start { plain, presscut, words: &words, before, cold };
            let costs = cost::searching(&programs, &start, rounds)?;
            print::costs(&cost::SEARCHING, &costs, whole.json);
        }
    }
    Ok(())
}

fn read(path: &Path) -> anyhow::Result<Vec<BenchQuery>> {
    let name = || path.display().to_string();
    let text = fs::read_to_string(path).with_context(name)?;
    read_queries(&text, SearchOptions::default().limit, &ParseOptions::default()).with_context(name)
}

fn race(queries: &[BenchQuery], mut programs: Vec<Program<'_>>, how: &How) -> anyhow::Result<()> {
    let classes = versus::race(&mut programs, queries, how.rounds, how.seed)?;
    let names: Vec<&str> = programs.iter().map(|program| program.name).collect();
    print::classes(&names, &classes, how.json)
}
