//! From text to terms.
//!
//! One chain serves every language, since an index holds articles in many:
//!
//! 1. [`words`]: word borders of UAX #29; Han, Kana and Hangul become characters and pairs.
//! 2. [`fold`]: case, width, diacritics, possessives, elisions, acronyms.
//! 3. [`stem`]: Snowball by the article's language, leaving that language's stop words alone, and
//!    [`tally`]: equal stems of a text together.
//!
//! Indexing goes this way once for each printed word that is new to it ([`crate::build`]), a query for
//! each of its words. The engine's own writer, which tests hold ours against, has analysers for the
//! same. It ties an analyser to a field, not to a document, so text for the stemming analyser is
//! handed over with its language in front ([`mark`]); the analyser takes it off again.
//!
//! Analysers carry a version in their name. A change of terms is a new name *and* a new
//! [`VERSION`], so that an old index says what it is instead of finding half.

mod arabic;
mod detect;
mod fold;
mod packed;
mod starts;
mod stem;
mod stop;
mod tally;
mod tokenizer;
mod value;
mod words;

use std::ops::Range;

pub(crate) use arabic::articles;
pub use detect::detect_language;
pub(crate) use stem::Stemmer;
pub(crate) use tokenizer::register;
pub(crate) use value::{fold_section, fold_value};

use crate::Lang;
pub(crate) use fold::{Folded, kept};
pub(crate) use packed::{mixed, packed};
pub(crate) use starts::{Starts, start};
pub(crate) use words::Scanner;
use words::{Raw, Shape};

/// The version of all analysers together, kept beside the index.
pub(crate) const VERSION: u32 = 2;
/// Between a folded word and its form with diacritics, in the term for the latter; no word holds it.
pub(crate) const PRINTED: char = '=';
/// Marked text to stems.
pub(crate) const STEMS: &str = "presscut_stems_v1";
/// Text to printed words, folded, and with their diacritics.
pub(crate) const WORDS: &str = "presscut_words_v2";
/// A value to itself, folded for case.
pub(crate) const VALUE: &str = "presscut_value_v1";
/// A site to itself and the domains above it.
pub(crate) const SITE: &str = "presscut_site_v1";
/// A section to itself and its words.
pub(crate) const SECTION: &str = "presscut_section_v1";

/// Returns the term of a word's form with its diacritics.
fn printed_term(folded: &str, lower: &str) -> String {
    format!("{folded}{PRINTED}{lower}")
}

/// One printed word of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word {
    /// The word as the index holds it: case, width and diacritics folded.
    pub(crate) folded: String,
    /// The same with its diacritics, which stemmers want.
    pub(crate) lower: String,
    /// Letters with dots between, which no stemmer touches.
    pub(crate) acronym: bool,
    /// Its bytes in the text.
    pub(crate) span: Range<usize>,
    /// Its place among the words; a run of Han, Kana or Hangul counts by character.
    pub(crate) position: u32,
}

impl Word {
    /// Returns the term of the word's form with its diacritics; `None` where it has none.
    pub(crate) fn printed(&self) -> Option<String> {
        (self.lower != self.folded).then(|| printed_term(&self.folded, &self.lower))
    }

    /// Calls `found` with each term that the word has in the fields of stems, as indexed in a
    /// language: one, or two where the folded word stems otherwise.
    pub(crate) fn stems(
        &self,
        stemmer: &mut Stemmer,
        language: Option<Lang>,
        found: &mut dyn FnMut(&str),
    ) {
        let language = language.filter(|_| !self.acronym);
        let (first, second) = stemmer.stems(language, &self.lower, &self.folded);
        found(first);
        if let Some(second) = second {
            found(second);
        }
    }
}

/// Cuts a query's text into printed words.
///
/// A run of Han, Kana or Hangul gives its pairs, a lone character itself, so that the words of one
/// run at their positions are a phrase for the run.
///
/// `"Iran’s U.S. envoy"` gives `iran`, `us`, `envoy`.
pub(crate) fn query_words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let pairs = |raw: &Raw<'_>| raw.shape != Shape::Single;
    each_word(text, std::iter::once(0..text.len()), pairs, &mut |word| words.push(word.clone()));
    words
}

/// Calls `found` for every word of an indexed text, runs of Han, Kana or Hangul both as
/// characters and as pairs: what a highlighter compares with a query's words and stems.
///
/// Of a word of ASCII letters and digits `starts` may tell by its first two letters, in lower case, that it is of no
/// use.
pub(crate) fn text_words(
    text: &str,
    starts: impl Fn([u8; 2]) -> bool,
    found: &mut dyn FnMut(&Word),
) {
    let wanted = |raw: &Raw<'_>| raw.shape != Shape::Plain || starts(start(raw.text));
    each_word(text, std::iter::once(0..text.len()), wanted, found);
}

/// Calls `found` as [`text_words`] does for all words that begin in one of these ways, and for some others. Most of the
/// text is not cut into words, so that positions count from anywhere.
pub(crate) fn begun_words(text: &str, starts: &Starts, found: &mut dyn FnMut(&Word)) {
    let wanted = |raw: &Raw<'_>| raw.shape != Shape::Plain || starts.fit(start(raw.text));
    each_word(text, starts.pieces(text), wanted, found);
}

fn each_word(
    text: &str,
    pieces: impl Iterator<Item = Range<usize>>,
    wanted: impl Fn(&Raw<'_>) -> bool,
    found: &mut dyn FnMut(&Word),
) {
    let mut folded = Folded::default();
    let mut word = Word::default();
    for piece in pieces {
        let Some(words) = text.get(piece.clone()) else { continue };
        for raw in Scanner::new(words) {
            if !wanted(&raw) {
                continue;
            }
            folded.fold(raw.text, raw.shape);
            if folded.folded().is_empty() {
                continue;
            }
            folded.folded().clone_into(&mut word.folded);
            folded.lower().clone_into(&mut word.lower);
            word.acronym = folded.is_acronym();
            let start = piece.start + raw.start;
            word.span = start..start + raw.text.len();
            word.position = raw.position;
            found(&word);
        }
    }
}

/// Puts the language in front of a text for the stemming analyser.
#[allow(dead_code, reason = "for what the engine itself is to index: tests and `examples/layouts`")]
pub(crate) fn mark(language: Option<Lang>, text: &str) -> String {
    let code = language.as_ref().map_or(UNKNOWN, Lang::as_str);
    let mut marked = String::with_capacity(code.len() + text.len());
    marked.push_str(code);
    marked.push_str(text);
    marked
}

/// The mark of no language: words are folded and not stemmed.
const UNKNOWN: &str = "--";

/// Takes the language off a marked text.
fn unmark(marked: &str) -> (Option<Lang>, &str) {
    match marked.split_at_checked(UNKNOWN.len()) {
        Some((code, text)) => (Lang::parse(code), text),
        None => (None, marked),
    }
}
