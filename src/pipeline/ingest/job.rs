//! What is done with a batch: cut, tell the language, write, account.

use std::collections::HashMap;

use presscut_index::{Fingerprint, Lang, LedgerChunk};

use super::fresh::Fresh;
use super::language;
use super::writer::SharedWriter;
use crate::pipeline::batch::Batch;
use crate::pipeline::duplicates::hash_of;
use crate::pipeline::flow::Job;
use crate::pipeline::guard::cut;
use crate::pipeline::ledger;
use crate::pipeline::report::Report;
use crate::pipeline::took::Lap;
use crate::read::{self, Document, Item, Source};
use crate::segment::Segmentation;

/// Writes batches to an index.
pub(super) struct Indexing<'a> {
    pub(super) writer: &'a SharedWriter<'a>,
    pub(super) known: &'a HashMap<String, Option<Fingerprint>>,
    pub(super) settings: u64,
    pub(super) lang: Option<Lang>,
    /// What notes new articles, where somebody wants to be told of them.
    pub(super) fresh: Option<&'a Fresh<'a>>,
    /// How documents are cut.
    pub(super) segment: &'a (dyn Fn(&Document) -> Segmentation + Sync),
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
        let mut lap = Lap::start();
        let mut counts = Report {
            stored_bytes: batch.stored,
            bytes: batch.bytes,
            took: batch.took,
            ..Report::default()
        };
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
                    let mut found = match cut(&document, self.segment) {
                        Ok(segmentation) => segmentation.articles,
                        Err(error) => {
                            counts.bad_records += 1;
                            entries.push(ledger::uncut_entry(&document));
                            errors.push(error);
                            continue;
                        }
                    };
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
        counts.took.segment = lap.lap();
        if let Some(fresh) = self.fresh {
            articles.iter().try_for_each(|article| fresh.see(article, self.known))?;
        }
        self.writer.add_all(&articles)?;
        counts.took.hand_in = lap.lap();
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use presscut_index::{Index, PartKind};

    use super::*;
    use crate::audit::SourceAudit;
    use crate::pipeline::took::Took;
    use crate::read::Content;
    use crate::segment::segment;

    const PAGES: [&str; 3] =
        ["Rain fell on Monday.", "A trap lies here.", "Then the sun came out."];

    fn items() -> Vec<Item> {
        let mut record = 0;
        let item = |text: &&str| {
            let document = Document::new("a.ndjson", Content::Text((*text).to_owned()));
            let document = Document { record, ..document };
            record += document.bytes;
            Item::Document(document)
        };
        PAGES.iter().map(item).collect()
    }

    #[test]
    fn a_document_that_cannot_be_cut_is_an_error_with_its_place_and_no_byte_is_lost() {
        let dir = tempfile::tempdir().unwrap();
        let index = Index::create_or_open(dir.path()).unwrap();
        let writer = SharedWriter::new(&index, 64 << 20, 1);
        let fragile = |document: &Document| {
            assert!(!document.content.text().contains("trap"), "caught");
            segment(document)
        };
        let job = Indexing {
            writer: &writer,
            known: &HashMap::new(),
            settings: 0,
            lang: None,
            fresh: None,
            segment: &fragile,
        };
        let batch = Batch {
            source: Arc::new(Source::stdin()),
            sequence: 0,
            items: items(),
            last: true,
            stored: 0,
            bytes: 0,
            took: Took { read: 3, decode: 5, ..Took::default() },
        };
        let indexed = job.work(batch).unwrap();
        assert_eq!((indexed.counts.bad_records, indexed.counts.documents), (1, 2));
        let [error] = indexed.errors.as_slice() else { panic!("one error") };
        assert_eq!(
            error.to_string(),
            "a.ndjson: document at byte 20: not cut: caught; this is a bug in presscut, please \
             report it"
        );
        let took = indexed.counts.took;
        assert_eq!((took.read, took.decode), (3, 5));
        // The source is done: reading it again would end the same way.
        assert!(indexed.chunk.finished.is_some());
        let parts: Vec<_> = indexed.chunk.documents[1].parts.iter().map(|part| part.kind).collect();
        assert_eq!(parts, [PartKind::Error]);
        let mut audit = SourceAudit::default();
        for (entry, item) in indexed.chunk.documents.iter().zip(&items()) {
            audit.check(Some(entry), Some(item));
        }
        assert_eq!(audit.mismatches(), []);
        assert_eq!(audit.tally().error_bytes, PAGES[1].len() as u64);
    }
}
