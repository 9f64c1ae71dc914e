//! Queries made of articles: the words that tell most of what they are about.
//!
//! [`Searcher::expand`](crate::Searcher::expand) takes them from the first hits of a query.

mod expand;
#[cfg(test)]
mod tests;
mod words;

pub use self::expand::{Added, Expansion};
