use tantivy::schema::IndexRecordOption;

use super::super::norms::Norms;
use super::*;
use crate::schema::Printed;
use crate::{Article, Index, WriterOptions};

/// An index whose words stand in as many articles as they say, the first of all among them.
fn index(dir: &std::path::Path) -> Index {
    let index = Index::create_or_open(dir).unwrap();
    let mut writer = index.writer(&WriterOptions { threads: 1, ..Default::default() }).unwrap();
    for n in 0..1000_usize {
        let held = [1, 2, 127, 128, 129, 255, 256, 300, 1000];
        let words = held.iter().filter(|held| n * **held / 1000 != (n + 1) * **held / 1000);
        let body: String =
            words.map(|held| format!("w{held} ").repeat(1 + n * held % 7 * (n % 60))).collect();
        writer.add(&Article { id: n.to_string(), body, ..Article::default() }).unwrap();
    }
    writer.commit().unwrap();
    writer.finish().unwrap();
    index
}

fn open(field: &FieldPostings, info: &TermInfo, norms: &Norms) -> Option<Postings> {
    let greatest = |block: Greatest| norms.score_of(1.0, block.norm, block.frequency);
    let one = |doc, frequency| norms.score(1.0, doc, frequency);
    Postings::open(field, info, norms.number(), greatest, one)
}

#[test]
fn blocks_are_those_of_the_engine() {
    let dir = tempfile::tempdir().unwrap();
    let searcher = index(dir.path()).searcher().unwrap();
    for name in [searcher.fields.stems(), searcher.fields.printed_field(Printed::Body)] {
        let reader = searcher.inner.segment_reader(0);
        let inverted = reader.inverted_index(name).unwrap();
        let field = searcher.postings_of(0, name).unwrap();
        let mut terms = inverted.terms().stream().unwrap();
        let norms = Norms::open(&searcher, reader, name).unwrap();
        let (mut seen, mut seen_capped) = (Vec::new(), false);
        while terms.advance() {
            let info = terms.value();
            let mut engine = inverted
                .read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)
                .unwrap();
            let mut own = open(field, info, &norms).unwrap();
            assert_eq!(own.number(), info.doc_freq);
            let number = (0..own.blocks(0).len()).rev().chain(0..own.blocks(0).len());
            // In any order.
            for number in number {
                own.unpack(number);
            }
            let mut number = 0;
            while engine.block_len() > 0 {
                let block = *own.block(number).unwrap();
                let scores = engine.docs().iter().zip(engine.freqs());
                let scores = scores.map(|(doc, frequency)| norms.score(1.0, *doc, *frequency));
                let most = scores.fold(0.0, f32::max);
                // A frequency above 254 is kept as the greatest there is.
                let capped = engine.freqs().iter().any(|frequency| *frequency > 254);
                assert!(if capped { block.most >= most } else { (block.most - most).abs() < 1e-6 });
                seen_capped |= capped;
                assert!(own.first(number) <= engine.docs()[0]);
                assert_eq!(own.unpack(number), (engine.docs(), engine.freqs()));
                assert_eq!(Some(&block.last), engine.docs().last());
                engine.advance();
                number += 1;
            }
            assert_eq!((own.blocks(number).len(), own.first(number)), (0, TERMINATED));
            assert!(!own.is_damaged());
            seen.push(info.doc_freq);
        }
        seen.sort_unstable();
        assert_eq!(seen, [1, 2, 127, 128, 129, 255, 256, 300, 1000]);
        assert!(seen_capped);
    }
}

#[test]
fn damaged_bytes_are_told_or_give_other_documents() {
    let dir = tempfile::tempdir().unwrap();
    let searcher = index(dir.path()).searcher().unwrap();
    let reader = searcher.inner.segment_reader(0);
    let inverted = reader.inverted_index(searcher.fields.stems()).unwrap();
    let bytes = searcher.postings_of(0, searcher.fields.stems()).unwrap().bytes.as_slice().to_vec();
    let infos: Vec<TermInfo> = {
        let mut terms = inverted.terms().stream().unwrap();
        let mut infos = Vec::new();
        while terms.advance() {
            infos.push(terms.value().clone());
        }
        infos
    };
    let norms = Norms::open(&searcher, reader, searcher.fields.stems()).unwrap();
    let field = |bytes| FieldPostings { bytes: OwnedBytes::new(bytes), places: false };
    let mut told = 0;
    for info in &infos {
        let range = info.postings_range.clone();
        for at in range.clone().step_by(1 + range.len() / 97) {
            for flip in [1, 0x40, 0x80, 0xFF] {
                let mut damaged = bytes.clone();
                damaged[at] ^= flip;
                let postings = open(&field(damaged), info, &norms);
                told += usize::from(postings.is_none_or(|mut postings| {
                    for number in 0..postings.blocks(0).len() {
                        let known = |doc: &DocId| u64::from(*doc) < norms.number();
                        assert!(postings.unpack(number).0.iter().all(known));
                    }
                    postings.is_damaged()
                }));
            }
        }
        let short = field(bytes[..range.end - 1].to_vec());
        assert!(open(&short, info, &norms).is_none());
    }
    assert!(told > 500, "{told}");
}
