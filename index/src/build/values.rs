//! Whole values and keys of documents: few a document, and no positions.

use std::io;

use tantivy::DocId;
use tantivy::TantivyDocument;
use tantivy::fieldnorm::FieldNormsWriter;
use tantivy::postings::FieldSerializer;
use tantivy::schema::{Field, FieldType, Value as _};
use tantivy::tokenizer::TextAnalyzer;

use super::interner::Interner;
use super::order::Order;

/// The fields of values, by their numbers; other fields have none.
pub(super) struct Values(Vec<Option<OfField>>);

/// The values of one field.
struct OfField {
    field: Field,
    /// Makes terms of a text; a number is a term as it stands.
    analyser: Option<TextAnalyzer>,
    norms: bool,
    /// Terms and the documents that have them, in the order of the documents.
    found: Vec<(u32, DocId)>,
    /// How many terms the current document has; `None` where it has no value.
    here: Option<u32>,
}

impl Values {
    /// Prepares for the fields of an index that hold values; `texts` are those that hold texts.
    pub(super) fn new(index: &tantivy::Index, texts: &[Field]) -> tantivy::Result<Self> {
        let mut fields = Vec::new();
        for (field, entry) in index.schema().fields() {
            if !entry.is_indexed() || texts.contains(&field) {
                fields.push(None);
                continue;
            }
            let analyser = match entry.field_type() {
                FieldType::Str(_) => Some(index.tokenizer_for_field(field)?),
                _ => None,
            };
            let norms = entry.has_fieldnorms();
            fields.push(Some(OfField { field, analyser, norms, found: Vec::new(), here: None }));
        }
        Ok(Self(fields))
    }

    /// Adds the values of the next document.
    pub(super) fn add(
        &mut self,
        doc: DocId,
        document: &TantivyDocument,
        terms: &mut Interner,
        norms: &mut FieldNormsWriter,
    ) {
        for (field, value) in document.field_values() {
            let Some(Some(values)) = self.0.get_mut(field.field_id() as usize) else { continue };
            let OfField { analyser, found, here, .. } = values;
            let before = found.len();
            let mut add = |term: &[u8]| found.push((terms.intern(0, term).0, doc));
            match (value.as_str(), value.as_u64(), analyser) {
                (Some(text), _, Some(analyser)) => {
                    analyser.token_stream(text).process(&mut |token| add(token.text.as_bytes()));
                }
                // Numbers are ordered as these bytes.
                (_, Some(number), _) => add(&number.to_be_bytes()),
                _ => {}
            }
            let added = u32::try_from(found.len() - before).unwrap_or(u32::MAX);
            *here = Some(here.unwrap_or(0).saturating_add(added));
        }
        for values in self.0.iter_mut().flatten() {
            if let Some(length) = values.here.take().filter(|_| values.norms) {
                norms.record(doc, values.field, length);
            }
        }
    }

    /// Returns how many terms the documents have in a field; `None` if it holds no values.
    pub(super) fn tokens(&self, field: Field) -> Option<u64> {
        let values = self.0.get(field.field_id() as usize)?.as_ref()?;
        Some(values.found.len() as u64)
    }

    /// Writes the postings of a field.
    pub(super) fn write(
        &self,
        field: Field,
        terms: &Interner,
        order: &Order,
        serializer: &mut FieldSerializer<'_>,
    ) -> io::Result<()> {
        let Some(Some(values)) = self.0.get(field.field_id() as usize) else { return Ok(()) };
        let mut found: Vec<(u32, DocId)> =
            values.found.iter().map(|&(term, doc)| (order.rank(term), doc)).collect();
        found.sort_unstable();
        found.dedup();
        for list in found.chunk_by(|(one, _), (other, _)| one == other) {
            let Some(&(rank, _)) = list.first() else { continue };
            serializer.new_term_without_freq(terms.get(order.term(rank)))?;
            for &(_, doc) in list {
                serializer.write_doc(doc, 0, &[]);
            }
            serializer.close_term()?;
        }
        Ok(())
    }

    /// Returns the bytes of memory that they take.
    pub(super) fn memory(&self) -> usize {
        let found = |values: &OfField| values.found.capacity() * size_of::<(u32, DocId)>();
        self.0.iter().flatten().map(found).sum()
    }
}
