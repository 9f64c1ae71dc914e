//! Queries made of articles: the words that tell most of what they are about.
//!
//! [`Searcher::expand`](crate::Searcher::expand) takes the first hits of a query for such, and
//! [`Searcher::similar`](crate::Searcher::similar) one article.

mod expand;
mod similar;
#[cfg(test)]
mod tests;
mod words;

pub use self::expand::{Added, Expansion};
