//! Which fields hold which texts.

use tantivy::schema::Field;

use super::{Fields, Printed};

/// A field of words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextField {
    pub(crate) field: Field,
    /// Whether it holds stems; else printed words.
    pub(crate) stemmed: bool,
    /// The texts that it holds, in their order.
    pub(crate) parts: &'static [Printed],
}

/// How many fields of words there are.
pub(crate) const TEXTS: usize = 5;

impl Fields {
    /// Returns the fields of words.
    pub(crate) fn texts(&self) -> [TextField; TEXTS] {
        let stems = |field, parts| TextField { field, stemmed: true, parts };
        let words = |printed: Printed| TextField {
            field: self.printed_field(printed),
            stemmed: false,
            parts: printed.alone(),
        };
        [
            stems(self.text, &Printed::ALL),
            stems(self.headline, Printed::Headline.alone()),
            words(Printed::Headline),
            words(Printed::Body),
            words(Printed::Author),
        ]
    }
}

#[cfg(test)]
impl Fields {
    /// Adds the texts that [`Fields::article_document`] leaves out, for the engine's own writer.
    pub(crate) fn add_texts(&self, doc: &mut tantivy::TantivyDocument, article: &crate::Article) {
        use crate::analyze::mark;
        let language = article.language;
        if let Some(headline) = &article.headline {
            let marked = mark(language, headline);
            doc.add_text(self.text, &marked);
            doc.add_text(self.headline, &marked);
            doc.add_text(self.headline_words, headline);
        }
        if !article.body.is_empty() {
            doc.add_text(self.text, mark(language, &article.body));
            doc.add_text(self.body_words, &article.body);
        }
        for author in article.authors.iter().filter(|author| !author.is_empty()) {
            doc.add_text(self.text, mark(None, author));
        }
    }
}
