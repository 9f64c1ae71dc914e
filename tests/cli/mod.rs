//! Every command through the real binary.

mod across;
mod apart;
mod audit;
mod cache;
mod compare;
mod eval;
mod expand;
mod export;
mod index;
mod indexing;
mod manage;
mod measure;
mod pages;
mod questions;
mod recency;
mod saved;
mod search;
mod segment;
mod show;
mod similar;
mod streams;

use super::support::Env;

/// Two articles of invented news as records, and one page to be cut.
const RECORDS: &str = "\
{\"id\":\"tide-1\",\"headline\":\"Tide turns at Fenby\",\"body\":\"The tide turned at noon. Boats came in.\",\"authors\":[\"Orla Venn\"],\"date\":\"2021-03-04\",\"url\":\"https://www.fenby.example/tide\"}
{\"id\":\"tram-1\",\"headline\":\"Council votes for trams\",\"body\":\"The council of Fenby voted for a tram line.\",\"authors\":[],\"date\":\"2022\",\"url\":\"https://ledger.example/tram\"}
";

const PAGE: &str = "\
Ferry to Merrow runs again

By Jonas Hake

12 May 2023

The ferry to Merrow runs again after three weeks in the dock, the harbour office said on Friday. It
had lost a rudder in the April storm, and a new one had to be cast in Halverstow.

Passengers may use old tickets until the end of June, said the company, which expects some four
hundred of them on the first day.
";

/// An environment with a folder `news` of two files.
fn news() -> Env {
    Env::with(&[("news/records.ndjson", RECORDS), ("news/ferry.txt", PAGE)])
}

fn number(value: &serde_json::Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("no number: {value}"))
}
