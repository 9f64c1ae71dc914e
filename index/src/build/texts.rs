//! The words of articles: each text is read once, for its stems and its printed words together.
//!
//! News repeats its words. So a word as printed has a number, and what it is folded and stemmed to is told
//! once a number; a text is kept as the numbers of its words, and everything else follows from them.

use std::io;
use std::path::Path;

use super::interner::Interner;
use super::lexicon::Lexicon;
use super::stream::Stream;
use crate::analyze::{Folded, Scanner, Stemmer, kept, packed};
use crate::schema::Printed;
use crate::{Article, Lang};

/// Words that are scanned before they are looked up. The processor waits for several slots of the table at once
/// when nothing else lies between; that takes a third off.
const BATCH: usize = 32;
/// The number of no term.
pub(super) const NONE: u32 = u32::MAX;

/// What a printed word becomes in a language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// The folded word, and its form with diacritics where it has any; both [`NONE`] if nothing is left of it.
    pub(super) printed: [u32; 2],
    /// Its stem, and a second one where it has two.
    pub(super) stems: [u32; 2],
}

impl Word {
    fn of(
        folded: &Folded,
        language: Option<Lang>,
        stemmer: &mut Stemmer,
        terms: &mut Interner,
    ) -> Self {
        let (mut printed, mut stems) = ([NONE; 2], [NONE; 2]);
        let mut intern = |term: &str| terms.intern(0, term.as_bytes()).0;
        if !folded.folded().is_empty() {
            let language = language.filter(|_| !folded.is_acronym());
            let (first, second) = stemmer.stems(language, folded.lower(), folded.folded());
            stems = [intern(first), second.map_or(NONE, &mut intern)];
            printed =
                [intern(folded.folded()), folded.printed().as_deref().map_or(NONE, &mut intern)];
        }
        Self { printed, stems }
    }
}

impl Word {
    /// Returns its stems, or its printed terms.
    pub(super) fn terms(&self, stemmed: bool) -> [u32; 2] {
        if stemmed { self.stems } else { self.printed }
    }
}

/// Counts terms that are some.
fn count(terms: [u32; 2]) -> u8 {
    terms.into_iter().map(|term| u8::from(term != NONE)).sum()
}

/// How many terms a text has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lengths {
    pub(crate) printed: u32,
    pub(crate) stems: u32,
}

/// The texts of articles.
pub(crate) struct Texts {
    /// Printed words, by the language that they stand in.
    known: Lexicon,
    /// What the words become, by their numbers.
    words: Vec<Word>,
    languages: Vec<Option<Lang>>,
    streams: [Stream; 3],
    /// How often each word stands in each part, by its number.
    uses: Vec<[u32; 3]>,
    folded: Folded,
    stemmer: Stemmer,
}

impl Texts {
    /// Keeps at most `held` bytes of each part in memory, the others in files in a folder.
    pub(crate) fn new(dir: Option<&Path>, held: usize) -> Self {
        Self {
            known: Lexicon::new(),
            words: Vec::new(),
            languages: Vec::new(),
            streams: [(); 3].map(|()| Stream::new(dir, held)),
            uses: Vec::new(),
            folded: Folded::default(),
            stemmer: Stemmer::for_query(),
        }
    }

    /// Adds the texts of the next document, and returns their lengths by part; terms are interned in `terms`.
    pub(crate) fn add(
        &mut self,
        article: Option<&Article>,
        terms: &mut Interner,
    ) -> io::Result<[Lengths; 3]> {
        let mut lengths = <[Lengths; 3]>::default();
        if let Some(article) = article {
            let language = article.language;
            let [headline, body, author] = &mut lengths;
            if let Some(text) = &article.headline {
                self.read(Printed::Headline, language, text, terms, headline);
            }
            self.read(Printed::Body, language, &article.body, terms, body);
            for name in article.authors.iter().filter(|name| !name.is_empty()) {
                // A name is stemmed in no language, or Peters would be found as Peter.
                self.read(Printed::Author, None, name, terms, author);
            }
        }
        self.streams.iter_mut().try_for_each(Stream::end)?;
        Ok(lengths)
    }

    fn read(
        &mut self,
        part: Printed,
        language: Option<Lang>,
        text: &str,
        terms: &mut Interner,
        lengths: &mut Lengths,
    ) {
        let class = self.class(language);
        let Some(stream) = self.streams.get_mut(part as usize) else { return };
        let Self { known, words, uses, folded, stemmer, .. } = self;
        stream.begin();
        let mut scanner = Scanner::new(text);
        let mut batch = [None; BATCH];
        loop {
            let mut scanned = 0;
            for (slot, raw) in batch.iter_mut().zip(&mut scanner) {
                let kept = kept(raw.text);
                *slot = Some((raw, kept, packed(text.as_bytes(), raw.start, kept.len())));
                scanned += 1;
            }
            for (raw, kept, short) in batch.iter().take(scanned).flatten() {
                let entry = known.entry(class, kept, *short, || {
                    folded.fold(raw.text, raw.shape);
                    let word = Word::of(folded, language, stemmer, terms);
                    words.push(word);
                    uses.push([0; 3]);
                    (count(word.printed), count(word.stems))
                });
                if entry.printed == 0 {
                    continue;
                }
                lengths.printed += u32::from(entry.printed);
                lengths.stems += u32::from(entry.stems);
                let times = uses.get_mut(entry.number as usize);
                if let Some(times) = times.and_then(|uses| uses.get_mut(part as usize)) {
                    *times += 1;
                }
                stream.push(entry.number, raw.position);
            }
            if scanned < BATCH {
                break;
            }
        }
    }

    /// Returns what tells the words of a language from those of another.
    fn class(&mut self, language: Option<Lang>) -> u16 {
        let at = self.languages.iter().position(|known| *known == language).unwrap_or_else(|| {
            self.languages.push(language);
            self.languages.len() - 1
        });
        // There are 26 times 26 codes.
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    /// Ends the adding, and gives back the memory that only it needs.
    pub(super) fn close(&mut self) {
        self.known = Lexicon::new();
    }

    /// Returns what each word becomes, and how often it stands in each part.
    pub(super) fn words(&self) -> impl ExactSizeIterator<Item = (&Word, &[u32; 3])> {
        self.words.iter().zip(&self.uses)
    }

    /// Returns how many positions each document has in a part.
    pub(super) fn lengths(&self, part: Printed) -> &[u32] {
        self.streams.get(part as usize).map_or(&[], Stream::lengths)
    }

    /// Returns how many positions the part that has the most has in all documents.
    pub(super) fn positions(&self) -> u64 {
        self.streams.iter().map(Stream::positions).max().unwrap_or_default()
    }

    /// Returns the words of a part.
    pub(super) fn stream(&self, part: Printed) -> Option<&Stream> {
        self.streams.get(part as usize)
    }

    /// Returns the bytes of memory that it takes.
    pub(super) fn memory(&self) -> usize {
        self.known.memory()
            + self.words.capacity() * size_of::<Word>()
            + self.uses.capacity() * size_of::<[u32; 3]>()
            + self.streams.iter().map(Stream::memory).sum::<usize>()
    }
}
