//! The programs as they are asked in turns: from the terms of a query to what is shown of its hits.

use std::hint::black_box;

use presscut::bench::BenchQuery;
use presscut_index::{ParseOptions, SearchOptions, Searcher};

use crate::plain::{Plain, Question};
use crate::versus::Program;

/// The plain program, from the text for its parser to the headlines.
pub(crate) fn naive<'a>(
    name: &'static str,
    plain: &'a Plain,
    queries: &[BenchQuery],
) -> anyhow::Result<Program<'a>> {
    let questions = queries.iter().map(Question::of).collect::<anyhow::Result<Vec<_>>>()?;
    let answer = move |at: usize| {
        if let Some(question) = questions.get(at) {
            black_box(plain.answer(question)?);
        }
        Ok(())
    };
    Ok(Program { name, answer: Box::new(answer) })
}

/// presscut's whole work, from the terms to the page of hits: headline, authors and date of each.
pub(crate) fn presscut<'a>(
    name: &'static str,
    searcher: &'a Searcher,
    queries: &'a [BenchQuery],
    snippet: Option<usize>,
) -> Program<'a> {
    let answer = move |at: usize| {
        let Some(asked) = queries.get(at) else { return Ok(()) };
        let query = asked.ask.query(&ParseOptions::default())?;
        if asked.limit == 0 {
            black_box(searcher.count(&query, false)?);
            return Ok(());
        }
        let (limit, sort) = (asked.limit, asked.sort);
        let options = SearchOptions { limit, sort, snippet, ..SearchOptions::default() };
        black_box(searcher.search(&query, &options)?);
        Ok(())
    };
    Program { name, answer: Box::new(answer) }
}
