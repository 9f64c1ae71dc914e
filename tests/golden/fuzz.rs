//! Queries of the table, mutated: whatever they become, they are read, printed and answered.
//!
//! `PRESSCUT_FUZZ_SECONDS=600 cargo test --test tests fuzz -- --nocapture` goes on for ten minutes,
//! `PRESSCUT_FUZZ_SEED` begins elsewhere. Without them a few hundred queries are tried.

use std::fmt::Write as _;
use std::fs;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use jiff::civil;
use presscut::random::Random;
use presscut_index::{
    ErrorKind, Faults, Index, ParseOptions, Query, SearchOptions, Searcher, Sort,
};

use super::queries::{FOLDER, collection, rows};

/// Queries that are tried where no time is given.
const FEW: u64 = 400;

/// What queries are mutated with.
const PIECES: &[&str] = &[
    " AND ",
    " OR ",
    " NOT ",
    " NEAR/2 ",
    " NEAR/999999999 ",
    "&&",
    "||",
    "-",
    "+",
    "(",
    ")",
    "\"",
    "“",
    "’",
    "=",
    "*",
    "?",
    "~1",
    "~2",
    "~9",
    "^2",
    "^0",
    "^0.5",
    "/",
    "/a*/",
    "\\",
    ":",
    "headline:",
    "body:",
    "author:",
    "section:",
    "source:",
    "site:",
    "lang:",
    "url:",
    "id:",
    "date:",
    "before:",
    "after:",
    "2024",
    "2024-02",
    "2024-02-30",
    "..",
    ">=",
    "<",
    "[",
    "]",
    "{",
    "}",
    " TO ",
    "yesterday",
    "'",
    "&",
    "|",
    ".",
    "http://",
    "\u{A0}",
    "\u{200B}",
    "🙂",
    "\n",
    "\0",
    "e\u{301}",
    "ß",
    "伊朗",
    "צה\"ל",
    "the",
    "oil",
    "wolf",
    "\"nine weeks\"",
    "pont",
];

/// Draws one of some texts; there is one.
fn of<'a>(all: &[&'a str], draw: &mut Random) -> &'a str {
    draw.pick(all).copied().unwrap()
}

/// Makes another query of one.
fn mutated(queries: &[&str], draw: &mut Random) -> String {
    let mut text: Vec<char> = of(queries, draw).chars().collect();
    for _ in 0..=draw.below(4) {
        let from = draw.below(text.len() + 1);
        let to = (from + draw.below(8)).min(text.len());
        match draw.below(8) {
            0 => drop(text.drain(from..to)),
            1 => {
                let piece: Vec<char> = text[from..to].to_vec();
                for _ in 0..=draw.below(3) {
                    text.splice(from..from, piece.iter().copied());
                }
            }
            2 | 3 => drop(text.splice(from..from, of(PIECES, draw).chars())),
            4 => drop(text.splice(from..to, of(PIECES, draw).chars())),
            5 => {
                let other: Vec<char> = of(queries, draw).chars().collect();
                let cut = draw.below(other.len() + 1);
                text.truncate(from);
                text.extend(&other[cut..]);
            }
            6 => {
                let other = of(queries, draw);
                text.extend(of(&[" ", " OR ", " AND ", " -", " NOT "], draw).chars());
                text.extend(other.chars());
            }
            _ => {
                let open = of(&["(", "-(", "NOT (", "headline:(", "+("], draw);
                text.splice(0..0, open.chars());
                text.extend(of(&[")", ")^2", ""], draw).chars());
            }
        }
    }
    // Now and then a long one.
    let times = if draw.below(200) == 0 { 1 + draw.below(40) } else { 1 };
    text.into_iter().take(400).collect::<String>().repeat(times)
}

/// What was tried, and how it went.
#[derive(Default)]
struct Tally {
    tried: u64,
    refused: u64,
    found: u64,
    slowest: (Duration, String),
}

#[test]
#[expect(clippy::print_stderr, reason = "a long run by hand says what it did")]
fn mutated_queries_are_read_printed_and_answered() {
    let env = collection();
    let searcher = Index::open(&env.work(".presscut")).unwrap().searcher().unwrap();
    let text = fs::read_to_string(format!("{FOLDER}/queries.txt")).unwrap();
    let queries: Vec<&str> = rows(&text).iter().map(|row| row.query).collect();
    let number = |name: &str| std::env::var(name).ok().map(|value| value.parse::<u64>().unwrap());
    let seconds = number("PRESSCUT_FUZZ_SECONDS");
    let seed = number("PRESSCUT_FUZZ_SEED").unwrap_or(1);
    let (mut draw, mut tally, began) = (Random::new(seed), Tally::default(), Instant::now());
    let goes_on = |tried: u64| match seconds {
        Some(seconds) => began.elapsed() < Duration::from_secs(seconds),
        None => tried < FEW,
    };
    let all = searcher.count(&Query::all(), false).unwrap();
    let mut wrong = String::new();
    while goes_on(tally.tried) && wrong.len() < 10_000 {
        let query = mutated(&queries, &mut draw);
        tally.tried += 1;
        let asked = Instant::now();
        let any = draw.below(4) == 0;
        match catch_unwind(AssertUnwindSafe(|| attempt(&query, &searcher, all, any))) {
            Ok(Ok(Some(count))) => tally.found += u64::from(count > 0),
            Ok(Ok(None)) => tally.refused += 1,
            Ok(Err(what)) => drop(writeln!(wrong, "{query:?} (any: {any}): {what}")),
            Err(_) => drop(writeln!(wrong, "{query:?} (any: {any}): a panic")),
        }
        if asked.elapsed() > tally.slowest.0 {
            tally.slowest = (asked.elapsed(), query);
        }
    }
    let Tally { tried, refused, found, slowest: (time, query) } = &tally;
    eprintln!("{tried} queries from seed {seed}: {refused} refused, {found} found articles");
    eprintln!("the slowest took {time:?}: {}", query.chars().take(200).collect::<String>());
    assert!(*refused > 0 && *found > 0 && refused + found <= *tried);
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Reads, prints and asks a query; returns how many articles it finds, or `None` where it is refused.
fn attempt(text: &str, searcher: &Searcher, all: u64, any: bool) -> Result<Option<u64>, String> {
    let options = |faults| ParseOptions { now: Some(civil::date(2024, 3, 1)), faults };
    if let Err(error) = Query::parse(text, &options(Faults::Lenient)) {
        return Err(format!("lenient refuses it: {error}"));
    }
    let usual = options(Faults::Usual);
    let query = match Query::parse(text, &usual) {
        Ok(parsed) => parsed.query,
        Err(error) if text.get(error.span.clone()).is_none() || error.render(text).is_empty() => {
            return Err(format!("no place: {error:?}"));
        }
        Err(_) => return Ok(None),
    };
    let printed = query.to_string();
    match Query::parse(&printed, &usual) {
        Ok(again) if again.query == query => {}
        Ok(again) => return Err(format!("printed as {printed:?}, which is {:?}", again.query)),
        Err(error) => return Err(format!("printed as {printed:?}, which is refused: {error}")),
    }
    let count = match searcher.count(&query, any) {
        Ok(count) => count,
        Err(error) if error.kind() == ErrorKind::User => return Ok(None),
        Err(error) => return Err(error.to_string()),
    };
    let told = |error: presscut_index::Error| error.to_string();
    // Every article matches, or does not; a query that asks for nothing has neither.
    let rest = searcher.count(&Query::all().and_not(query.clone()), any).map_err(told)?;
    if count + rest != all && (count, rest) != (0, all) && count + rest != 0 {
        return Err(format!("{count} match and {rest} do not, of {all}"));
    }
    for sort in [Sort::Relevance, Sort::Newest] {
        let page = SearchOptions { any, sort, limit: 5, ..SearchOptions::default() };
        let hits = searcher.search(&query, &page).map_err(told)?;
        if hits.hits.len() as u64 != count.min(5) {
            return Err(format!("a page of {} by {sort:?}, of {count}", hits.hits.len()));
        }
    }
    let every = SearchOptions { any, sort: Sort::Id, snippet: None, ..SearchOptions::default() };
    let mut visited = 0;
    searcher
        .each(&query, &every, &mut |_| {
            visited += 1;
            ControlFlow::Continue(())
        })
        .map_err(told)?;
    if visited != count {
        return Err(format!("{visited} visited of {count}"));
    }
    if count == 0 {
        searcher.absent(&query).map_err(told)?;
    }
    Ok(Some(count))
}
