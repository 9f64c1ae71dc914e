//! Where in its article a line stands: in the header, within the text, or at the end.

use super::Cut;

/// Prose lines that may stand above a byline: standfirsts.
const STANDFIRSTS: usize = 2;

/// Lines after the headline that may still be its header.
const HEADER: usize = 30;

/// Lines after the text that may still be of the article.
const TAIL: usize = 16;

/// A part of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Above the headline, or between it and the body proper.
    Header,
    /// Between two lines of the body, or too far from it.
    Inside,
    /// After the last line of the text.
    Tail,
}

/// The border lines of an article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Places {
    /// The headline, else the first line.
    pub(super) head: usize,
    /// The first line of the body proper.
    pub(super) body: usize,
    /// The last line of the text.
    pub(super) last: usize,
}

impl Places {
    /// Finds the borders.
    pub(super) fn of(cut: &Cut<'_>) -> Self {
        let head = cut.first_head().unwrap_or_default();
        let last = cut.last_prose();
        let mut prose = (0..cut.lines.len()).filter(|&at| cut.is_prose(at));
        let body = prose.nth(STANDFIRSTS).unwrap_or(last).min(last);
        Self { head, body, last }
    }

    /// Tells where a line stands.
    pub(super) fn get(&self, at: usize) -> Place {
        if at > self.last {
            return if at - self.last <= TAIL { Place::Tail } else { Place::Inside };
        }
        let near = at <= self.head || at - self.head <= HEADER;
        if at < self.body && near { Place::Header } else { Place::Inside }
    }
}
