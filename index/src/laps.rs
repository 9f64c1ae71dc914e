//! How long the parts of answering a query take.

/// A part of answering a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stage {
    /// From the tree to what the engine runs, patterns expanded.
    Plan,
    /// Finding and ordering the matches.
    Match,
    /// Scoring those found once more, exactly.
    Rescore,
    /// Reading the articles of the page.
    Fetch,
    /// Marks and snippets.
    Snippet,
}

/// Is told when a part of answering a query has ended; a part may come several times.
pub trait Laps {
    /// A part has ended; what comes now is another one.
    fn lap(&self, stage: Stage);
}

/// Nobody looks.
impl Laps for () {
    fn lap(&self, _: Stage) {}
}
