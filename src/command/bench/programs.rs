//! Queries as command lines of `presscut search`.

use std::ffi::OsString;
use std::path::Path;

use anyhow::Context as _;
use presscut_index::{ParseOptions, Query, Sort};

use super::classes::shown;
use crate::bench::{BenchQuery, Invocation};

/// The status of a search that finds nothing.
const NOTHING: i32 = 1;

/// Tells whether the text of a query stands for all of it.
pub(super) fn has_text(query: &BenchQuery) -> bool {
    let options = ParseOptions::default();
    let Ok(asked) = query.ask.query(&options) else { return true };
    // Trees that print alike mean the same, be it that a group holds one word only.
    let text = asked.to_string();
    Query::parse(&text, &options).is_ok_and(|parsed| parsed.query.to_string() == text)
}

/// Says how this program answers the queries, each in a process of its own.
pub(super) fn searches<'a>(
    queries: impl Iterator<Item = &'a BenchQuery>,
    index: &Path,
    times: bool,
) -> anyhow::Result<Vec<Invocation>> {
    let program = std::env::current_exe().context("this program's own file")?;
    let search = |query: &BenchQuery| {
        let mut args: Vec<OsString> = vec!["--index".into(), index.into(), "--json".into()];
        args.push("search".into());
        if query.limit == 0 {
            args.push("--count".into());
        } else {
            args.extend(["-n".into(), query.limit.to_string().into()]);
            let sort = match query.sort {
                Sort::Newest => Some("newest"),
                Sort::Oldest => Some("oldest"),
                Sort::Id => Some("id"),
                _ => None,
            };
            args.extend(sort.into_iter().flat_map(|sort| ["--sort".into(), sort.into()]));
        }
        args.extend(times.then(|| "--times".into()));
        args.extend(["--".into(), shown(&query.ask).into()]);
        Invocation::new(program.clone(), args).accepting(NOTHING)
    };
    Ok(queries.map(search).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::read_queries;

    #[test]
    fn a_query_is_a_search_with_its_order_and_its_number_of_hits() {
        let lines = "{\"query\":\"-eel weir\",\"k\":3,\"sort\":\"newest\"}\n\
                     {\"op\":\"phrase\",\"terms\":[\"eel\",\"pass\"],\"k\":0,\"field\":\"author\"}\n";
        let queries = read_queries(lines, 10, &ParseOptions::default()).unwrap();
        let single = r#"{"op":"or","terms":["fenby"]}"#;
        assert!(has_text(&read_queries(single, 10, &ParseOptions::default()).unwrap()[0]));
        assert!(queries.iter().all(has_text));
        let found = searches(queries.iter(), Path::new("dir"), true).unwrap();
        let typed: Vec<String> = found
            .iter()
            .map(|search| search.args.join(" ".as_ref()).into_string().unwrap())
            .collect();
        assert_eq!(
            typed,
            [
                "--index dir --json search -n 3 --sort newest --times -- -eel weir",
                "--index dir --json search --count --times -- author:\"eel pass\"",
            ]
        );
        assert_eq!(found[0].accepted, [0, 1]);
    }
}
