//! Segments made from many articles at once.
//!
//! The engine's own writer takes a term at a time: it hashes it, looks it up, and appends to its postings, once
//! for the stems and once for the printed words of a text. That was two thirds of all that indexing cost. Here a
//! text is read once, kept as the numbers of its words ([`texts`]), and inverted when the segment is written
//! ([`inversion`]). What comes out are the engine's own files, byte for byte.
//!
//! A text takes some two bytes a word meanwhile, and of these most wait in a file without a name ([`stream`]): in
//! memory are each word once and a little of each article, so that a segment holds many times as many articles as the
//! engine would hold there, and few are left to merge.

mod groups;
mod interner;
mod inversion;
mod lexicon;
mod order;
mod parts;
mod spill;
mod starts;
mod stream;
#[cfg(test)]
mod tests;
mod texts;
mod values;

use std::fmt;
use std::path::{Path, PathBuf};

use tantivy::directory::TerminatingWrite as _;
use tantivy::fastfield::FastFieldsWriter;
use tantivy::fieldnorm::{FieldNormReaders, FieldNormsSerializer, FieldNormsWriter};
use tantivy::index::SegmentComponent;
use tantivy::postings::InvertedIndexSerializer;
use tantivy::schema::{Field, IndexRecordOption, Schema};
use tantivy::store::StoreWriter;
use tantivy::{DocId, Segment, SegmentMeta, TantivyDocument};

pub(crate) use self::interner::Interner;
use self::inversion::Inversion;
use self::order::Order;
pub(crate) use self::texts::Texts;
use self::values::Values;
use crate::Article;
use crate::schema::{Fields, Printed, TextField};

/// The part of a builder's memory that is kept for the inversion at least: one in so many.
const INVERSION: u64 = 12;
/// The part of it that the words of one part of the texts may take: one in so many.
const HELD: u64 = 16;
/// The most that they take, in bytes: writing more at once is no faster.
const MOST_HELD: usize = 2 << 20;
/// A position over all documents is a number of 32 bits; the last document has room behind this.
const MOST_POSITIONS: u64 = 1 << 31;

/// A segment that is being made.
pub(crate) struct Builder {
    segment: Segment,
    schema: Schema,
    documents: DocId,
    terms: Interner,
    texts: Texts,
    values: Values,
    /// The fields of texts, and how many terms they hold.
    fields: Vec<(TextField, u64)>,
    norms: FieldNormsWriter,
    columns: FastFieldsWriter,
    store: StoreWriter,
    /// Where what does not stay in memory waits.
    dir: PathBuf,
    memory: u64,
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("segment", &self.segment)
            .field("documents", &self.documents)
            .finish_non_exhaustive()
    }
}

impl Builder {
    /// Begins a segment, in so many bytes of memory; what does not stay there goes to a folder meanwhile.
    pub(crate) fn new(
        segment: Segment,
        fields: &Fields,
        dir: &Path,
        memory: u64,
    ) -> tantivy::Result<Self> {
        let index = segment.index();
        let schema = segment.schema();
        let fields: Vec<_> = fields.texts().into_iter().map(|field| (field, 0)).collect();
        let texts: Vec<Field> = fields.iter().map(|(text, _)| text.field).collect();
        let settings = index.settings();
        let held = usize::try_from(memory / HELD).unwrap_or(MOST_HELD).min(MOST_HELD);
        let store = StoreWriter::new(
            segment.open_write(SegmentComponent::Store)?,
            settings.docstore_compression,
            settings.docstore_blocksize,
            // Articles come compressed: there is nothing for a thread to do but write.
            false,
        )?;
        Ok(Self {
            values: Values::new(index, &texts)?,
            norms: FieldNormsWriter::for_schema(&schema),
            columns: FastFieldsWriter::from_schema_and_tokenizer_manager(
                &schema,
                index.fast_field_tokenizer().clone(),
            )?,
            terms: Interner::new(),
            texts: Texts::new(Some(dir), held),
            documents: 0,
            store,
            segment,
            schema,
            fields,
            dir: dir.to_owned(),
            memory,
        })
    }

    /// Adds a document; if it is an article's, its texts are taken from there.
    pub(crate) fn add(
        &mut self,
        document: &TantivyDocument,
        article: Option<&Article>,
    ) -> tantivy::Result<()> {
        let doc = self.documents;
        self.values.add(doc, document, &mut self.terms, &mut self.norms);
        let lengths = self.texts.add(article, &mut self.terms)?;
        for (field, tokens) in &mut self.fields {
            let of = |part: &Printed| lengths.get(*part as usize);
            let lengths = field.parts.iter().filter_map(of);
            let length =
                lengths.map(|length| if field.stemmed { length.stems } else { length.printed });
            let length = length.sum();
            *tokens += u64::from(length);
            self.norms.record(doc, field.field, length);
        }
        self.columns.add_document(document)?;
        self.store.store(document, &self.schema)?;
        self.documents += 1;
        Ok(())
    }

    /// Tells whether the segment has to be written before more is added.
    pub(crate) fn is_full(&self) -> bool {
        let held = self.terms.memory()
            + self.texts.memory()
            + self.values.memory()
            + self.norms.mem_usage()
            + self.columns.mem_usage()
            + self.store.mem_usage();
        held as u64 >= self.memory - self.memory / INVERSION
            || self.texts.positions() >= MOST_POSITIONS
    }

    /// Writes the segment's files.
    pub(crate) fn finish(mut self) -> tantivy::Result<SegmentMeta> {
        let segment = self.segment;
        self.store.close()?;
        let mut columns = segment.open_write(SegmentComponent::FastFields)?;
        self.columns.serialize(&mut columns, None)?;
        columns.terminate()?;
        drop(self.columns);

        self.norms.fill_up_to_max_doc(self.documents);
        let norms = segment.open_write(SegmentComponent::FieldNorms)?;
        self.norms.serialize(FieldNormsSerializer::from_write(norms)?, None)?;
        let norms = FieldNormReaders::open(segment.open_read(SegmentComponent::FieldNorms)?)?;

        let mut serializer = InvertedIndexSerializer::open(&segment)?;
        self.terms.close();
        self.texts.close();
        let order = Order::of(&self.terms);
        let held = self.terms.memory() + self.texts.memory() + self.values.memory();
        let held = (held + inversion::beside(&self.texts, &self.terms)) as u64;
        let free = self.memory.saturating_sub(held).max(self.memory / INVERSION);
        let inversion = Inversion {
            texts: &self.texts,
            terms: &self.terms,
            order: &order,
            room: usize::try_from(free).unwrap_or(usize::MAX),
            dir: &self.dir,
        };
        let mut held = Vec::new();
        for (field, entry) in self.schema.fields() {
            let text = self.fields.iter().find(|(text, _)| text.field == field);
            let tokens = text.map(|(_, tokens)| *tokens).or_else(|| self.values.tokens(field));
            let Some(tokens) = tokens.filter(|tokens| *tokens > 0) else { continue };
            let mut field_serializer =
                serializer.new_field(field, tokens, norms.get_field(field)?)?;
            match text {
                Some((text, _)) => {
                    let option = entry.field_type().index_record_option();
                    let positions = option.is_some_and(IndexRecordOption::has_positions);
                    inversion.write(text, positions, &mut held, &mut field_serializer)?;
                }
                None => self.values.write(field, &self.terms, &order, &mut field_serializer)?,
            }
            field_serializer.close()?;
        }
        serializer.close()?;
        Ok(segment.with_max_doc(self.documents).meta().clone())
    }
}
