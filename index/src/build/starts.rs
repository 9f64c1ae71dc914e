//! Positions counted over all documents, so that an occurrence is one number.

use tantivy::DocId;

/// Where the positions of each document begin.
#[derive(Debug)]
pub(super) struct Starts {
    starts: Vec<u32>,
    /// For each block of positions the document that its first one lies in.
    documents: Vec<DocId>,
}

/// Positions in a block, as a power of two: fewer than most documents have, so that hardly one is passed over.
const BLOCK: u32 = 7;

impl Starts {
    /// Of so many positions a byte is kept.
    pub(super) const POSITIONS_A_BYTE: usize = (1 << BLOCK) / size_of::<DocId>();

    /// Counts over documents that have so many positions each.
    pub(super) fn of(lengths: &[u32]) -> Self {
        let (mut starts, mut documents) = (Vec::with_capacity(lengths.len()), Vec::new());
        let mut sum = 0_u32;
        for (doc, length) in (0..).zip(lengths) {
            starts.push(sum);
            sum += length;
            let blocks = (sum.div_ceil(1 << BLOCK)) as usize;
            documents.resize(blocks.max(documents.len()), doc);
        }
        Self { starts, documents }
    }

    /// Returns where the positions of a document begin.
    pub(super) fn of_document(&self, doc: usize) -> u32 {
        self.starts.get(doc).copied().unwrap_or(u32::MAX)
    }

    /// Tells the documents of a term from its positions over all documents, and how often it stands in each; the
    /// positions within a document become differences.
    pub(super) fn part(
        &self,
        list: &[u32],
        documents: &mut Vec<(DocId, u32)>,
        deltas: &mut Vec<u32>,
    ) {
        let (mut next, mut last) = (0, 0);
        for &occurrence in list {
            if occurrence >= next || documents.is_empty() {
                let doc;
                (doc, last, next) = self.find(occurrence);
                documents.push((doc, 0));
            }
            if let Some((_, times)) = documents.last_mut() {
                *times += 1;
            }
            deltas.push(occurrence - last);
            last = occurrence;
        }
    }

    /// Returns the document that a position lies in, where it begins, and where the next one does.
    fn find(&self, position: u32) -> (DocId, u32, u32) {
        let mut doc = self.documents.get((position >> BLOCK) as usize).copied().unwrap_or(0);
        let mut start = self.of_document(doc as usize);
        loop {
            let next = self.of_document(doc as usize + 1);
            if position < next {
                return (doc, start, next);
            }
            (doc, start) = (doc + 1, next);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_told_apart_by_their_documents() {
        let lengths = [0, 3, 0, 0, 1000, 1, 128, 0, 127, 1, 0];
        let starts = Starts::of(&lengths);
        let (mut all, mut expected, mut distances) = (Vec::new(), Vec::new(), Vec::new());
        for (doc, length) in (0..).zip(lengths) {
            let start = starts.of_document(doc as usize);
            // Every third position, and the last.
            let within: Vec<u32> = (0..length).filter(|p| p % 3 == 0 || p + 1 == length).collect();
            let before = std::iter::once(0).chain(within.iter().copied());
            distances.extend(within.iter().zip(before).map(|(position, last)| position - last));
            all.extend(within.iter().map(|position| start + position));
            if length > 0 {
                expected.push((doc, u32::try_from(within.len()).unwrap()));
            }
        }
        let (mut documents, mut deltas) = (Vec::new(), Vec::new());
        starts.part(&all, &mut documents, &mut deltas);
        assert_eq!((documents, deltas), (expected, distances));
    }
}
