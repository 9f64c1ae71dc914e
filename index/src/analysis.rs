//! Analysis alone, for those who want to know what it costs.
//!
//! Indexing analyses a text between everything else that it does with an article, so that nobody can tell the one
//! from the other from outside. Here the same texts are read in the same way with nothing behind it.

use std::fmt;

use crate::Article;
use crate::build::{Interner, Texts};

/// What is known of the words of articles so far.
pub struct Analysis {
    terms: Interner,
    texts: Texts,
}

impl Default for Analysis {
    fn default() -> Self {
        Self { terms: Interner::new(), texts: Texts::new(None, 0) }
    }
}

impl fmt::Debug for Analysis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Analysis").field("terms", &self.terms.len()).finish_non_exhaustive()
    }
}

impl Analysis {
    /// Analyses the texts of an article as indexing does; returns how many stems and printed words came out.
    pub fn analyse(&mut self, article: &Article) -> u64 {
        // Nothing can fail where all stays in memory.
        let lengths = self.texts.add(Some(article), &mut self.terms).unwrap_or_default();
        lengths.iter().map(|length| u64::from(length.stems) + u64::from(length.printed)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_analysed() {
        let mut analysis = Analysis::default();
        let article = Article { id: "1".into(), source: "a".into(), ..Article::default() };
        assert_eq!(analysis.analyse(&article), 0);
        let with_body = Article { body: "The tide turned at noon.".into(), ..article.clone() };
        // Five words, as stems and as printed.
        assert_eq!(analysis.analyse(&with_body), 10);
        let signed = Article { authors: vec!["Orla Venn".into()], ..with_body };
        assert_eq!(analysis.analyse(&signed), 14);
        let headed = Article { headline: Some("Tide".into()), ..signed };
        assert_eq!(analysis.analyse(&headed), 16);
    }
}
