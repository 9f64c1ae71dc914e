//! Files of queries: lines of the query language, or JSON lines with classes.

use std::ops::Bound;

use presscut_index::{Date, DateRange, Field, ParseOptions, Sort};
use serde::Deserialize;

use super::queries::{Ask, BenchQuery, Op, Terms};

/// What is wrong with a file of queries, and in which line (from 1).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A line that is no such JSON object.
    #[error("line {line}: not a query: {source}")]
    Json {
        /// The line's number.
        line: usize,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// A value that asks for what cannot be.
    #[error("line {line}: {message}")]
    Value {
        /// The line's number.
        line: usize,
        /// What is wrong with it.
        message: String,
    },
}

/// Reads queries, one a line, blank lines left out.
///
/// If the first of them begins with `{`, each is a JSON object: `query` (a text of the query language), or `op`
/// (`or`, `and`, `phrase`, `prefix`, `fuzzy`, `not`) and `terms` (list), with `field`, `date_from` and `date_to`
/// (inclusive) where wanted; and `class` (the operator, if absent), `sort` (`newest` or `date`, `oldest`, `id`)
/// and `k` (hits; 0 counts only). What else it holds is not read. Otherwise each is a text of the query language.
///
/// `limit` is the number of hits for queries that do not say.
///
/// # Errors
///
/// The first line that cannot be asked.
pub fn read_queries(
    text: &str,
    limit: usize,
    options: &ParseOptions,
) -> Result<Vec<BenchQuery>, Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let objects = text.trim_start().starts_with('{');
    let mut queries = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let line = (at + 1, line.trim());
        queries.push(if objects {
            object(line, limit, options)?
        } else {
            words(line, limit, options)?
        });
    }
    Ok(queries)
}

/// Writes queries as JSON lines, which [`read_queries`] reads back as the same queries.
pub fn write_queries(queries: &[BenchQuery]) -> String {
    let line = |query: &BenchQuery| {
        let sort = match query.sort {
            Sort::Newest => "newest",
            Sort::Oldest => "oldest",
            Sort::Id => "id",
            _ => "relevance",
        };
        let mut line = serde_json::Map::new();
        let mut put = |name: &str, value: serde_json::Value| line.insert(name.to_owned(), value);
        put("class", query.class.as_str().into());
        match &query.ask {
            Ask::Text(text) => drop(put("query", text.as_str().into())),
            Ask::Terms(terms) => {
                put("op", terms.op.name().into());
                put("terms", terms.terms.clone().into());
                if let Some(field) = terms.field {
                    put("field", field.name().into());
                }
                if let Some(DateRange { lower, upper }) = &terms.dates {
                    for (name, bound) in [("date_from", lower), ("date_to", upper)] {
                        if let Bound::Included(date) | Bound::Excluded(date) = bound {
                            put(name, date.iso().into());
                        }
                    }
                }
            }
        }
        put("k", query.limit.into());
        put("sort", sort.into());
        serde_json::Value::Object(line).to_string() + "\n"
    };
    queries.iter().map(line).collect()
}

fn words(
    (line, text): (usize, &str),
    limit: usize,
    options: &ParseOptions,
) -> Result<BenchQuery, Error> {
    let ask = Ask::Text(text.to_owned());
    ask.query(options).map_err(|error| Error::Value { line, message: error.to_string() })?;
    Ok(BenchQuery { class: "queries".to_owned(), ask, limit, sort: Sort::Relevance })
}

#[derive(Deserialize)]
struct Line {
    class: Option<String>,
    query: Option<String>,
    op: Option<Op>,
    #[serde(default)]
    terms: Vec<String>,
    field: Option<String>,
    date_from: Option<String>,
    date_to: Option<String>,
    sort: Option<String>,
    k: Option<usize>,
}

fn object(
    (line, text): (usize, &str),
    limit: usize,
    options: &ParseOptions,
) -> Result<BenchQuery, Error> {
    let given: Line = serde_json::from_str(text).map_err(|source| Error::Json { line, source })?;
    let fault = |message: String| Error::Value { line, message };
    if given.query.is_none() && given.terms.is_empty() {
        return Err(fault("no terms".to_owned()));
    }
    let field = match given.field {
        Some(name) => {
            Some(Field::parse(&name).ok_or_else(|| fault(format!("unknown field {name:?}")))?)
        }
        None => None,
    };
    let bound = |text: Option<String>| match text {
        Some(text) => match Date::parse(&text) {
            Some(date) => Ok(Bound::Included(date)),
            None => Err(fault(format!("not an ISO date: {text:?}"))),
        },
        None => Ok(Bound::Unbounded),
    };
    let dates = match (bound(given.date_from)?, bound(given.date_to)?) {
        (Bound::Unbounded, Bound::Unbounded) => None,
        (lower, upper) => Some(DateRange { lower, upper }),
    };
    let sort = match given.sort.as_deref() {
        None | Some("relevance" | "score") => Sort::Relevance,
        Some("newest" | "date") => Sort::Newest,
        Some("oldest") => Sort::Oldest,
        Some("id") => Sort::Id,
        Some(other) => return Err(fault(format!("unknown sort {other:?}"))),
    };
    let (class, ask) = match (given.query, given.op) {
        (Some(text), None) => {
            let ask = Ask::Text(text);
            ask.query(options).map_err(|error| fault(error.to_string()))?;
            ("queries", ask)
        }
        (None, Some(op)) => (op.name(), Ask::Terms(Terms { op, terms: given.terms, field, dates })),
        _ => return Err(fault("either `query`, or `op` and `terms`".to_owned())),
    };
    Ok(BenchQuery {
        class: given.class.unwrap_or_else(|| class.to_owned()),
        ask,
        limit: given.k.unwrap_or(limit),
        sort,
    })
}

#[cfg(test)]
mod tests {
    use presscut_index::Query;

    use super::*;

    fn read(text: &str) -> Result<Vec<BenchQuery>, Error> {
        read_queries(text, 10, &ParseOptions::default())
    }

    #[test]
    fn lines_are_texts_of_the_query_language() {
        let queries = read("\u{feff}harbour \"eel pass\"\r\n\n-dam x\n").unwrap();
        let texts: Vec<&Ask> = queries.iter().map(|query| &query.ask).collect();
        assert_eq!(texts, [&Ask::Text("harbour \"eel pass\"".into()), &Ask::Text("-dam x".into())]);
        assert_eq!((queries[0].limit, queries[0].sort), (10, Sort::Relevance));
    }

    #[test]
    fn objects_are_defined_by_their_fields_and_not_by_their_text() {
        let text = r#"
            {"id":"a-1","class":"eels","op":"and","terms":["eel","pass"],"q":"not read","k":0}
            {"op":"or","terms":["dam"],"field":"Title","sort":"date","k":100}
            {"op":"not","terms":["dam","weir","lock"],"date_from":"2021-03-01","date_to":"2021-03"}"#;
        let queries = read(text).unwrap();
        assert_eq!((queries[0].class.as_str(), queries[0].limit), ("eels", 0));
        let options = ParseOptions::default();
        let query = |at: usize| queries[at].ask.query(&options).unwrap();
        assert_eq!(query(0), Query::all_of([Query::word("eel"), Query::word("pass")]));
        assert_eq!((queries[1].class.as_str(), queries[1].limit), ("or", 100));
        assert_eq!(queries[1].sort, Sort::Newest);
        assert_eq!(query(1), Query::any_of([Query::word("dam")]).within(Field::Headline));
        let dates = DateRange {
            lower: Bound::Included(Date::parse("2021-03-01").unwrap()),
            upper: Bound::Included(Date::parse("2021-03").unwrap()),
        };
        let others = Query::any_of([Query::word("weir"), Query::word("lock")]);
        let expected = Query::word("dam").and_not(others).and(Query::dates(dates));
        assert_eq!(query(2), expected);
        assert_eq!(queries[2].limit, 10);
    }

    #[test]
    fn what_is_written_is_read_as_the_same_queries() {
        let lines = "{\"query\":\"harb* -\\\"eel pass\\\"\",\"class\":\"texts\",\"sort\":\"id\",\"k\":3}\n\
             {\"op\":\"not\",\"terms\":[\"dam\",\"weir\"],\"date_from\":\"2021\",\"field\":\"body\"}\n\
             {\"op\":\"fuzzy\",\"terms\":[\"dam\"],\"date_to\":\"2021-03\",\"sort\":\"oldest\",\"k\":0}";
        let queries = read(lines).unwrap();
        assert_eq!(queries.len(), 3);
        assert_eq!(read(&write_queries(&queries)).unwrap(), queries);
    }

    #[test]
    fn faults_are_told_with_their_line() {
        let good = r#"{"op":"or","terms":["a"]}"#;
        for (bad, words) in [
            (r#"{"op":"xor","terms":["a"]}"#, "xor"),
            (r#"{"op":"or"}"#, "terms"),
            (r#"{"terms":["a"]}"#, "either `query`"),
            (r#"{"op":"or","terms":["a"],"query":"a"}"#, "either `query`"),
            (r#"{"query":"colour:red"}"#, "colour"),
            (r#"{"op":"or","terms":[]}"#, "no terms"),
            (r#"{"op":"or","terms":["a"],"field":"colour"}"#, "unknown field \"colour\""),
            (r#"{"op":"or","terms":["a"],"date_to":"soon"}"#, "\"soon\""),
            (r#"{"op":"or","terms":["a"],"sort":"size"}"#, "\"size\""),
            ("eel pass", "not a query"),
        ] {
            let message = read(&format!("{good}\n\n{bad}\n")).unwrap_err().to_string();
            assert!(message.starts_with("line 3: ") && message.contains(words), "{message}");
        }
    }
}
