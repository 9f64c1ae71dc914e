//! What is done with a batch: cut, tell the language, write, account.

use std::collections::HashMap;

use presscut_index::{Fingerprint, Lang, LedgerChunk};

use super::language;
use super::writer::SharedWriter;
use crate::pipeline::batch::Batch;
use crate::pipeline::duplicates::hash_of;
use crate::pipeline::flow::Job;
use crate::pipeline::ledger;
use crate::pipeline::report::Report;
use crate::read::{self, Item, Source};
use crate::segment::segment;

/// Writes batches to an index.
pub(super) struct Indexing<'a> {
    pub(super) writer: &'a SharedWriter<'a>,
    pub(super) known: &'a HashMap<String, Option<Fingerprint>>,
    pub(super) settings: u64,
    pub(super) lang: Option<Lang>,
}

/// What became of a batch; its articles are written, its account is not.
pub(super) struct Indexed {
    pub(super) chunk: LedgerChunk,
    pub(super) counts: Report,
    pub(super) hashes: Vec<u64>,
    pub(super) errors: Vec<read::Error>,
}

impl Indexing<'_> {
    fn fingerprint(&self, source: &Source) -> Fingerprint {
        Fingerprint { size: source.size, modified: source.modified, settings: self.settings }
    }
}

impl Job for Indexing<'_> {
    type Done = Indexed;

    fn wants(&self, source: &Source) -> bool {
        // Nothing tells whether a stream is the one that came before.
        source.path.is_none()
            || self.known.get(&*source.name) != Some(&Some(self.fingerprint(source)))
    }

    fn begin(&self, source: &Source) -> anyhow::Result<()> {
        if self.known.contains_key(&*source.name) {
            self.writer.forget_source(&source.name)?;
        }
        Ok(())
    }

    fn work(&self, batch: Batch) -> anyhow::Result<Indexed> {
        let mut counts =
            Report { stored_bytes: batch.stored, bytes: batch.bytes, ..Report::default() };
        let mut errors = Vec::new();
        let mut entries = Vec::with_capacity(batch.items.len());
        let mut articles = Vec::new();
        for item in batch.items {
            match item {
                Item::Bad(bad) => {
                    counts.bad_records += 1;
                    entries.push(ledger::bad_entry(&bad));
                    errors.push(bad.error);
                }
                Item::Document(document) => {
                    let mut found = segment(&document).articles;
                    let (content, declared) = (&document.content, document.language);
                    language::assign(&mut found, content, declared, self.lang);
                    let entry = ledger::entry(&document, &found);
                    counts.count(&document, &found, &entry);
                    entries.push(entry);
                    articles.append(&mut found);
                }
            }
        }
        language::fill(&mut articles);
        for article in &articles {
            self.writer.add(article)?;
        }
        // What the disk refused may be there the next time.
        let complete = !errors.iter().any(|error| matches!(error, read::Error::Io { .. }));
        let chunk = LedgerChunk {
            source: batch.source.name.to_string(),
            sequence: batch.sequence,
            documents: entries,
            finished: (batch.last && complete).then(|| self.fingerprint(&batch.source)),
        };
        Ok(Indexed { chunk, counts, hashes: articles.iter().map(hash_of).collect(), errors })
    }
}
