//! What a dictionary says of its words, by their numbers.
//!
//! The engine tells it of a word that is looked up, or of one word after the other. Where many words are looked
//! through for the few most frequent ones, it is enough to know of most of them in how many documents they stand. The
//! layout is that of tantivy 0.27 (`termdict/fst_termdict/term_info_store.rs`): for each 256 words a head, which tells of the
//! first one and where those of the others lie, as packed numbers less those of the first.

use std::ops::Range;

use tantivy::directory::OwnedBytes;
use tantivy::postings::TermInfo;

/// The words of a head.
const BLOCK: u64 = 256;
/// The bytes of a head.
const HEAD: usize = 39;
/// The bytes before all heads: how long they are together, and how many words there are.
const BEFORE: usize = 16;
/// Numbers of more bits are not packed.
const MOST_BITS: u8 = 56;

/// What is said of the words of a dictionary.
pub(crate) struct TermInfos {
    bytes: OwnedBytes,
    /// The bytes of all heads.
    heads: usize,
    /// How many words there are.
    number: u64,
}

/// What is said of 256 words.
struct Head {
    /// Where those of the others lie.
    begin: usize,
    first: TermInfo,
    /// The bits of a place among the postings, of one among the positions, and of a number of documents.
    bits: [u8; 3],
}

impl TermInfos {
    /// Opens what stands behind the words of a dictionary; `None` where it is damaged.
    pub(super) fn open(bytes: &OwnedBytes) -> Option<Self> {
        let mut head = bytes.as_slice().get(..BEFORE)?;
        let (heads, number) = (size(&mut head)?, eight(&mut head)?);
        let bytes = bytes.slice(BEFORE..bytes.len());
        let known = heads <= bytes.len() && number.div_ceil(BLOCK) <= (heads / HEAD) as u64;
        known.then_some(Self { bytes, heads, number })
    }

    /// Returns in how many documents a word stands.
    pub(crate) fn documents(&self, number: u64) -> Option<u32> {
        let head = self.head(number)?;
        let Some(place) = (number % BLOCK).checked_sub(1) else {
            return Some(head.first.doc_freq);
        };
        self.packed_documents(&head, place)
    }

    /// Returns all that is said of a word.
    pub(crate) fn of(&self, number: u64) -> Option<TermInfo> {
        let head = self.head(number)?;
        let Some(place) = (number % BLOCK).checked_sub(1) else { return Some(head.first) };
        let [postings, positions, _] = head.bits;
        // Behind those of the last word the next place is told, too.
        let range = |first: usize, bits, before| -> Option<Range<usize>> {
            let of = |place| usize::try_from(self.packed(&head, place, before, bits)?).ok();
            let (begin, end) = (of(place)?, of(place + 1)?);
            (begin <= end).then_some(first.checked_add(begin)?..first.checked_add(end)?)
        };
        Some(TermInfo {
            doc_freq: self.packed_documents(&head, place)?,
            postings_range: range(head.first.postings_range.start, postings, 0)?,
            positions_range: range(head.first.positions_range.start, positions, postings)?,
        })
    }

    fn head(&self, number: u64) -> Option<Head> {
        let at = usize::try_from(number / BLOCK).ok()?.checked_mul(HEAD)?;
        let mut head = self.bytes.as_slice().get(at..at.checked_add(HEAD)?)?;
        if number >= self.number {
            return None;
        }
        let begin = size(&mut head)?.checked_add(self.heads)?;
        let doc_freq = four(&mut head)?;
        let mut range = || -> Option<Range<usize>> {
            let begin = size(&mut head)?;
            Some(begin..begin.checked_add(usize::try_from(four(&mut head)?).ok()?)?)
        };
        let (postings_range, positions_range) = (range()?, range()?);
        let &[documents, postings, positions] = head else { return None };
        let first = TermInfo { doc_freq, postings_range, positions_range };
        Some(Head { begin, first, bits: [postings, positions, documents] })
    }

    fn packed_documents(&self, head: &Head, place: u64) -> Option<u32> {
        let [postings, positions, documents] = head.bits;
        let number = self.packed(head, place, postings.checked_add(positions)?, documents)?;
        u32::try_from(number).ok()
    }

    /// Returns one of the numbers of a word behind the first: so many bits behind so many others.
    fn packed(&self, head: &Head, place: u64, before: u8, bits: u8) -> Option<u64> {
        let all: u64 = head.bits.iter().map(|bits| u64::from(*bits)).sum();
        let at = place * all + u64::from(before);
        let begin = head.begin.checked_add(usize::try_from(at / 8).ok()?)?;
        let rest = self.bytes.as_slice().get(begin..).filter(|_| bits <= MOST_BITS)?;
        let word = rest.first_chunk::<8>().copied().unwrap_or_else(|| {
            let mut last = [0; 8];
            last.iter_mut().zip(rest).for_each(|(slot, byte)| *slot = *byte);
            last
        });
        Some((u64::from_le_bytes(word) >> (at % 8)) & ((1 << bits) - 1))
    }
}

fn eight(bytes: &mut &[u8]) -> Option<u64> {
    let (first, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(u64::from_le_bytes(*first))
}

fn size(bytes: &mut &[u8]) -> Option<usize> {
    usize::try_from(eight(bytes)?).ok()
}

fn four(bytes: &mut &[u8]) -> Option<u32> {
    let (first, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(u32::from_le_bytes(*first))
}

#[cfg(test)]
mod tests {
    use tantivy::termdict::TermDictionaryBuilder;

    use super::*;
    use crate::schema::Printed;
    use crate::{Article, Index, WriterOptions};

    #[test]
    fn what_is_said_of_words_is_what_the_engine_says() {
        for number in [0, 1, 2, 255, 256, 257, 1000] {
            let mut builder = TermDictionaryBuilder::create(Vec::new()).unwrap();
            let mut infos = Vec::new();
            let (mut postings, mut positions) = (5, 7);
            for word in 0..number {
                let (long, deep) = (word * word % 300, word * 31 % 1009);
                infos.push(TermInfo {
                    doc_freq: u32::try_from(word * 7 % 5000).unwrap(),
                    postings_range: postings..postings + long,
                    positions_range: positions..positions + deep,
                });
                builder.insert(format!("{word:05}"), infos.last().unwrap()).unwrap();
                (postings, positions) = (postings + long, positions + deep);
            }
            let bytes = builder.finish().unwrap();
            let begin = super::super::dictionary::without_numbers(&bytes).unwrap();
            let said = TermInfos::open(&OwnedBytes::new(bytes[begin..].to_vec())).unwrap();
            for (word, info) in (0..).zip(&infos) {
                assert_eq!(said.of(word).as_ref(), Some(info), "{word} of {number}");
                assert_eq!(said.documents(word), Some(info.doc_freq), "{word} of {number}");
            }
            let behind = u64::try_from(number).unwrap();
            assert!(said.of(behind).is_none() && said.documents(behind).is_none());
        }
    }

    #[test]
    fn damaged_bytes_say_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let index = Index::create_or_open(dir.path()).unwrap();
        let mut writer = index.writer(&WriterOptions::default()).unwrap();
        let body = (0..500).map(|word| format!("w{word}")).collect::<Vec<_>>().join(" ");
        writer.add(&Article { id: "a".to_owned(), body, ..Article::default() }).unwrap();
        writer.commit().unwrap();
        writer.finish().unwrap();
        let searcher = index.searcher().unwrap();
        let field = searcher.fields.printed_field(Printed::Body);
        let segment = searcher.inner.segment_reader(0);
        let dictionary = searcher.dictionaries(segment, &[field]).unwrap().remove(0).unwrap();
        let whole = dictionary.infos.bytes.as_slice();
        let mut bytes =
            [(dictionary.infos.heads as u64).to_le_bytes(), 500_u64.to_le_bytes()].concat();
        bytes.extend_from_slice(whole);
        for length in 0..bytes.len() {
            let infos = TermInfos::open(&OwnedBytes::new(bytes[..length].to_vec()));
            if let Some(infos) = infos {
                assert!((0..501).filter_map(|word| infos.of(word)).count() <= 500);
            }
        }
        for at in 0..bytes.len() {
            let mut bytes = bytes.clone();
            bytes[at] ^= 0xFF;
            if let Some(infos) = TermInfos::open(&OwnedBytes::new(bytes)) {
                let said = |word| infos.of(word).map(|_| infos.documents(word));
                assert!((0..501).filter_map(said).count() <= 500);
            }
        }
    }
}
