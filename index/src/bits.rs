//! Sets of the documents of a segment.

use tantivy::DocId;

/// A bit for each document.
#[derive(Clone, Debug)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    /// Makes an empty set of so many documents.
    pub(crate) fn new(documents: DocId) -> Self {
        Self(vec![0; documents.div_ceil(64) as usize])
    }

    /// Adds a document.
    pub(crate) fn add(&mut self, doc: DocId) {
        if let Some(word) = self.0.get_mut((doc / 64) as usize) {
            *word |= 1 << (doc % 64);
        }
    }

    /// Tells whether a document is in it.
    pub(crate) fn has(&self, doc: DocId) -> bool {
        self.0.get((doc / 64) as usize).is_some_and(|word| word >> (doc % 64) & 1 == 1)
    }

    /// Returns how many documents are in it.
    pub(crate) fn count(&self) -> u64 {
        count(&self.0)
    }

    /// Returns the first documents from one on that stand together in 64 and are in it: where these 64 begin, and the
    /// bits of so many documents from there on.
    pub(crate) fn from(&self, doc: DocId, documents: DocId) -> Option<(DocId, &[u64])> {
        let first = (doc / 64) as usize;
        let ahead = self.0.get(first..)?;
        let empty = ahead.iter().position(|word| *word != 0)?;
        let ahead = ahead.get(empty..)?;
        let begin = u32::try_from(first + empty).ok()?.checked_mul(64)?;
        Some((begin, ahead.get(..ahead.len().min((documents / 64) as usize))?))
    }

    /// Returns the documents in it, in order.
    pub(crate) fn documents(&self) -> impl Iterator<Item = DocId> {
        documents(0, &self.0)
    }

    /// Returns how many documents there is room for.
    pub(crate) fn room(&self) -> u64 {
        self.0.len() as u64 * 64
    }
}

/// Returns how many bits are set.
pub(crate) fn count(words: &[u64]) -> u64 {
    words.iter().map(|word| u64::from(word.count_ones())).sum()
}

/// Returns the documents of some bits, in order.
pub(crate) fn documents(begin: DocId, words: &[u64]) -> impl Iterator<Item = DocId> {
    (begin..).step_by(64).zip(words).flat_map(|(begin, word)| {
        let mut word = *word;
        std::iter::from_fn(move || {
            let doc = (word != 0).then(|| begin + word.trailing_zeros())?;
            word &= word - 1;
            Some(doc)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_come_back_in_order_from_any_on() {
        let mut bits = Bits::new(300);
        let all = [3, 64, 65, 190, 299];
        // Beyond the last word there is no room.
        for doc in all.into_iter().chain([320]) {
            bits.add(doc);
        }
        assert_eq!((bits.count(), bits.room()), (5, 320));
        assert!(all.iter().all(|doc| bits.has(*doc)) && !bits.has(4) && !bits.has(320));
        assert!(bits.documents().eq(all));
        let (begin, words) = bits.from(0, 320).unwrap();
        assert!(documents(begin, words).eq(all));
        let (begin, words) = bits.from(70, 64).unwrap();
        assert_eq!((begin, documents(begin, words).collect::<Vec<_>>()), (64, vec![64, 65]));
        let (begin, words) = bits.from(200, 128).unwrap();
        assert_eq!((begin, count(words)), (256, 1));
        assert!(bits.from(320, 64).is_none() && Bits::new(64).from(0, 64).is_none());
    }
}
