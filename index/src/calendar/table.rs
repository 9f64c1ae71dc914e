//! The file of a calendar.
//!
//! ```text
//! head    magic, then of each list: how many articles, the seconds that the longest of their dates lasts;
//!         the date that each block begins with; a checksum of the head
//! blocks  of each list: the documents, 1024 in a block and fewer in the last, then a checksum of the block
//! ```
//!
//! Numbers have eight bytes, documents four, the lowest first. The head is read when the file is opened, a block
//! when it is needed: some four bytes an article are never read as a whole.

use std::ops::Range;

use tantivy::DocId;
use tantivy::directory::OwnedBytes;

use crate::beside::{seal, unsealed};

/// What a calendar begins with; another layout has another one.
const MAGIC: [u8; 8] = *b"pcdates1";
/// How many lists there are: of dates up to a day, up to a month, and longer ones.
pub(super) const LISTS: usize = 3;
/// The seconds that a date of each list but the last lasts at most.
const LONGEST: [i64; LISTS - 1] = [86_400, 31 * 86_400];
/// How many documents a block holds.
const BLOCK: usize = 1024;
/// The bytes of a document.
const DOC: usize = 4;
/// The bytes of a number or a checksum.
const NUMBER: usize = 8;

/// Returns the list for dates that last so many seconds.
pub(super) fn list_of(seconds: i64) -> usize {
    LONGEST.partition_point(|longest| *longest < seconds)
}

/// A list that is being made.
#[derive(Debug, Default)]
pub(super) struct List {
    longest: i64,
    docs: Vec<(i64, DocId)>,
}

impl List {
    pub(super) fn add(&mut self, start: i64, seconds: i64, doc: DocId) {
        self.longest = self.longest.max(seconds);
        self.docs.push((start, doc));
    }
}

/// Returns the file of some lists.
pub(super) fn bytes_of(mut lists: [List; LISTS]) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    for list in &mut lists {
        list.docs.sort_unstable();
        bytes.extend((list.docs.len() as u64).to_le_bytes());
        bytes.extend(list.longest.to_le_bytes());
    }
    let blocks = || lists.iter().flat_map(|list| list.docs.chunks(BLOCK));
    for (start, _) in blocks().filter_map(<[_]>::first) {
        bytes.extend(start.to_le_bytes());
    }
    seal(&mut bytes, 0);
    for block in blocks() {
        let from = bytes.len();
        bytes.extend(block.iter().flat_map(|(_, doc)| doc.to_le_bytes()));
        seal(&mut bytes, from);
    }
    bytes
}

/// The articles of a segment in the order of their dates.
#[derive(Debug)]
pub(crate) struct Calendar {
    bytes: OwnedBytes,
    lists: [Extent; LISTS],
}

/// Where a list stands in its file.
#[derive(Debug, Default)]
pub(super) struct Extent {
    /// How many articles it holds.
    pub(super) number: usize,
    /// The seconds that the longest of their dates lasts.
    pub(super) longest: i64,
    /// The dates that its blocks begin with.
    firsts: Vec<i64>,
    /// Where its first block begins.
    begin: usize,
}

impl Calendar {
    /// Opens a calendar; `None` where it is damaged.
    pub(super) fn open(bytes: OwnedBytes) -> Option<Self> {
        let rest = bytes.strip_prefix(&MAGIC)?;
        let mut numbers = rest.chunks_exact(NUMBER).map_while(<[u8]>::first_chunk).copied();
        let mut lists: [Extent; LISTS] = Default::default();
        for list in &mut lists {
            let number = usize::try_from(u64::from_le_bytes(numbers.next()?)).ok()?;
            list.number = Some(number).filter(|number| *number < bytes.len())?;
            list.longest = i64::from_le_bytes(numbers.next()?);
        }
        let blocks: usize = lists.iter().map(|list| list.number.div_ceil(BLOCK)).sum();
        let mut at = MAGIC.len() + (2 * LISTS + blocks + 1).checked_mul(NUMBER)?;
        unsealed(bytes.get(..at)?)?;
        for list in &mut lists {
            let blocks = list.number.div_ceil(BLOCK);
            list.firsts = numbers.by_ref().take(blocks).map(i64::from_le_bytes).collect();
            list.begin = at;
            at += list.number * DOC + blocks * NUMBER;
        }
        (at == bytes.len()).then_some(Self { bytes, lists })
    }

    /// Returns the lists with their numbers.
    pub(super) fn lists(&self) -> impl Iterator<Item = (usize, &Extent)> {
        self.lists.iter().enumerate()
    }

    /// Returns how many articles of a list stand before the first whose date is not `before`; `None` where it is
    /// damaged.
    pub(super) fn place(
        &self,
        list: usize,
        date: impl Fn(DocId) -> Option<i64>,
        before: impl Fn(i64) -> bool,
    ) -> Option<usize> {
        let blocks = self.lists.get(list)?.firsts.partition_point(|first| before(*first));
        let Some(block) = blocks.checked_sub(1) else { return Some(0) };
        let docs = self.block(list, block)?;
        let (mut low, mut high) = (0, docs.len());
        while low < high {
            let middle = low.midpoint(high);
            if before(date(docs.get(middle)?)?) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Some(block * BLOCK + low)
    }

    /// Returns the block of a list in which a place is, and the place that it begins with; `None` where it is
    /// damaged.
    pub(super) fn block_at(&self, list: usize, place: usize) -> Option<(usize, Block<'_>)> {
        let block = place / BLOCK;
        Some((block * BLOCK, self.block(list, block)?))
    }

    /// Gives the documents at some places of a list; `None` where it is damaged.
    pub(super) fn each(
        &self,
        list: usize,
        mut places: Range<usize>,
        mut each: impl FnMut(DocId),
    ) -> Option<()> {
        while !places.is_empty() {
            let (begin, docs) = self.block_at(list, places.start)?;
            let end = places.end.min(begin + docs.len());
            docs.within(places.start - begin..end - begin)?.for_each(&mut each);
            places.start = end;
        }
        Some(())
    }

    fn block(&self, list: usize, block: usize) -> Option<Block<'_>> {
        let list = self.lists.get(list)?;
        let rest = list.number.checked_sub(block.checked_mul(BLOCK)?)?;
        let number = Some(rest.min(BLOCK)).filter(|number| *number > 0)?;
        let begin = list.begin + block * (BLOCK * DOC + NUMBER);
        unsealed(self.bytes.get(begin..begin + number * DOC + NUMBER)?).map(Block)
    }
}

/// Documents in the order of their dates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block<'a>(&'a [u8]);

impl<'a> Block<'a> {
    pub(super) fn len(self) -> usize {
        self.0.len() / DOC
    }

    pub(super) fn get(self, at: usize) -> Option<DocId> {
        self.0.get(at * DOC..)?.first_chunk().copied().map(u32::from_le_bytes)
    }

    fn within(self, places: Range<usize>) -> Option<impl Iterator<Item = DocId> + use<'a>> {
        let bytes = self.0.get(places.start * DOC..places.end * DOC)?;
        Some(
            bytes.chunks_exact(DOC).map_while(<[u8]>::first_chunk).copied().map(u32::from_le_bytes),
        )
    }
}
