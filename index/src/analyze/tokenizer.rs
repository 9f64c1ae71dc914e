//! The analysers as the engine wants them.

use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

use super::fold::Folded;
use super::tally::{Counted, Due, Tally};
use super::value::{section_terms, site_terms, value_terms};
use super::words::{Raw, Scanner};
use super::{PRINTED, SECTION, SITE, STEMS, Stemmer, VALUE, WORDS, unmark};
use crate::Lang;

/// Registers every analyser an index may name.
pub(crate) fn register(manager: &TokenizerManager) {
    manager.register(STEMS, TextAnalyzer::builder(StemTokenizer::new()).build());
    manager.register(WORDS, TextAnalyzer::builder(WordTokenizer::default()).build());
    let value = |terms| TextAnalyzer::builder(ValueTokenizer::new(terms)).build();
    manager.register(VALUE, value(value_terms));
    manager.register(SITE, value(site_terms));
    manager.register(SECTION, value(section_terms));
}

/// Printed words, folded; one that is printed with diacritics is given once more with these, at its place.
#[derive(Clone, Default)]
struct WordTokenizer {
    token: Token,
    folded: Folded,
}

struct WordStream<'a> {
    words: Scanner<'a>,
    token: &'a mut Token,
    folded: &'a mut Folded,
    /// Whether the word's form with its diacritics is still to be given out.
    printed_due: bool,
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.token.reset();
        WordStream {
            words: Scanner::new(text),
            token: &mut self.token,
            folded: &mut self.folded,
            printed_due: false,
        }
    }
}

/// Folds the next word that has anything left after folding, and returns it as printed.
fn fold_next<'a>(words: &mut Scanner<'a>, folded: &mut Folded) -> Option<Raw<'a>> {
    for raw in words.by_ref() {
        folded.fold(raw.text, raw.shape);
        if !folded.folded().is_empty() {
            return Some(raw);
        }
    }
    None
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        if std::mem::take(&mut self.printed_due) {
            self.token.text.push(PRINTED);
            self.token.text.push_str(self.folded.lower());
            return true;
        }
        let Some(raw) = fold_next(&mut self.words, self.folded) else { return false };
        self.folded.folded().clone_into(&mut self.token.text);
        self.printed_due = self.folded.has_diacritics();
        self.token.offset_from = raw.start;
        self.token.offset_to = raw.start + raw.text.len();
        self.token.position = usize::try_from(raw.position).unwrap_or(usize::MAX);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// Stems of a text marked with its language, equal ones together and all at one position.
#[derive(Clone)]
struct StemTokenizer {
    token: Token,
    folded: Folded,
    tally: Tally,
}

impl StemTokenizer {
    fn new() -> Self {
        Self {
            token: Token::default(),
            folded: Folded::default(),
            tally: Tally::new(Stemmer::for_indexing()),
        }
    }
}

struct StemStream<'a> {
    words: Scanner<'a>,
    language: Option<Lang>,
    token: &'a mut Token,
    folded: &'a mut Folded,
    tally: &'a mut Tally,
    /// The word whose stems are being given out.
    due: Due,
    /// How often its current stem is still to be given out.
    again: u32,
}

impl Tokenizer for StemTokenizer {
    type TokenStream<'a> = StemStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> StemStream<'a> {
        self.token.reset();
        self.token.position = 0;
        self.tally.begin();
        let (language, text) = unmark(text);
        StemStream {
            words: Scanner::new(text),
            language,
            token: &mut self.token,
            folded: &mut self.folded,
            tally: &mut self.tally,
            due: Due::default(),
            again: 0,
        }
    }
}

impl StemStream<'_> {
    /// Places the token on the first stem of the word that is due.
    fn give(&mut self) -> bool {
        self.due.first.clone_into(&mut self.token.text);
        self.again = self.due.times.saturating_sub(1);
        true
    }
}

impl TokenStream for StemStream<'_> {
    fn advance(&mut self) -> bool {
        if self.again > 0 {
            self.again -= 1;
            return true;
        }
        if let Some(second) = self.due.second.take() {
            self.token.text = second;
            self.again = self.due.times.saturating_sub(1);
            return true;
        }
        while fold_next(&mut self.words, self.folded).is_some() {
            let language = self.language.filter(|_| !self.folded.is_acronym());
            let (lower, folded) = (self.folded.lower(), self.folded.folded());
            match self.tally.count(language, lower, folded, &mut self.due) {
                Counted::Kept => {}
                Counted::Pushed => return self.give(),
                Counted::Unstemmed => {
                    folded.clone_into(&mut self.token.text);
                    return true;
                }
            }
        }
        self.tally.take(&mut self.due) && self.give()
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// The terms of a whole value.
#[derive(Clone)]
struct ValueTokenizer {
    token: Token,
    terms: fn(&str) -> Vec<String>,
}

impl ValueTokenizer {
    fn new(terms: fn(&str) -> Vec<String>) -> Self {
        Self { token: Token::default(), terms }
    }
}

struct ValueStream<'a> {
    token: &'a mut Token,
    terms: std::vec::IntoIter<String>,
}

impl Tokenizer for ValueTokenizer {
    type TokenStream<'a> = ValueStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> ValueStream<'a> {
        self.token.reset();
        self.token.position = 0;
        self.token.offset_to = text.len();
        ValueStream { token: &mut self.token, terms: (self.terms)(text).into_iter() }
    }
}

impl TokenStream for ValueStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(term) = self.terms.next() else { return false };
        self.token.text = term;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::{mark, query_words};

    fn tokens(analyser: &str, text: &str) -> Vec<(String, usize)> {
        let manager = TokenizerManager::new();
        register(&manager);
        let mut analyser = manager.get(analyser).unwrap();
        let mut stream = analyser.token_stream(text);
        let mut tokens = Vec::new();
        stream.process(&mut |token| tokens.push((token.text.clone(), token.position)));
        tokens
    }

    fn texts(analyser: &str, text: &str) -> Vec<String> {
        tokens(analyser, text).into_iter().map(|(text, _)| text).collect()
    }

    #[test]
    fn stems_follow_the_language_of_the_text() {
        let stems = |lang: Option<&str>, text: &str| {
            let mut stems = texts(STEMS, &mark(lang.and_then(Lang::parse), text));
            stems.sort();
            stems
        };
        assert_eq!(
            stems(Some("en"), "Talks on its U.S. elections, talks"),
            ["elect", "its", "on", "talk", "talk", "us"]
        );
        assert_eq!(stems(None, "Talks on elections"), ["elections", "on", "talks"]);
        assert_eq!(stems(Some("vi"), "Talks"), ["talks"]);
        assert_ne!(stems(Some("de"), "Wahlen"), stems(Some("en"), "Wahlen"));
    }

    #[test]
    fn both_stems_of_an_accented_word_are_indexed() {
        let spanish = Lang::parse("es");
        let found = texts(STEMS, &mark(spanish, "educación"));
        let typed = texts(STEMS, &mark(spanish, "educacion"));
        assert!(typed.iter().all(|stem| found.contains(stem)), "{found:?} {typed:?}");
    }

    #[test]
    fn a_text_that_begins_like_a_mark_keeps_its_words() {
        assert_eq!(texts(STEMS, &mark(None, "enemies")), ["enemies"]);
        assert_eq!(texts(STEMS, &mark(Lang::parse("en"), "--dash")), ["dash"]);
        assert_eq!(texts(STEMS, &mark(None, "")), Vec::<String>::new());
    }

    #[test]
    fn printed_words_keep_their_places() {
        let found = tokens(WORDS, "The Talks, 東京");
        let expected = [("the", 0), ("talks", 1), ("東", 2), ("東京", 2), ("京", 3)]
            .map(|(t, p)| (t.to_owned(), p));
        assert_eq!(found, expected);
    }

    #[test]
    fn values_have_their_terms() {
        assert_eq!(texts(VALUE, " US News "), ["us news"]);
        assert_eq!(texts(VALUE, "  "), Vec::<String>::new());
        assert_eq!(texts(SITE, "news.Example.org"), ["news.example.org", "example.org"]);
        assert_eq!(texts(SECTION, "US & Welt"), ["us welt", "us", "welt"]);
    }

    #[test]
    fn an_analyser_is_used_again() {
        let manager = TokenizerManager::new();
        register(&manager);
        let mut analyser = manager.get(STEMS).unwrap();
        for text in ["en", "de", "fr"].repeat(3) {
            let marked = mark(Lang::parse(text), "one two");
            // A stream that is left half read leaves nothing for the next.
            analyser.token_stream(&marked).advance();
            let mut stream = analyser.token_stream(&marked);
            let mut tokens = 0;
            stream.process(&mut |_| tokens += 1);
            assert_eq!(tokens, 2);
        }
    }

    #[test]
    fn stems_are_as_many_as_words_whatever_pushes_them_out() {
        let mut tokenizer = StemTokenizer::new();
        tokenizer.tally = Tally::new(Stemmer::with(2));
        let mut direct = Stemmer::for_query();
        let text = "one talk two talks élections elections one u.s. three one été talks".repeat(3);
        let french = Lang::parse("fr");
        let mut expected = Vec::new();
        for word in query_words(&text) {
            word.stems(&mut direct, french, &mut |stem| expected.push(stem.to_owned()));
        }
        let mut found = Vec::new();
        tokenizer.token_stream(&mark(french, &text)).process(&mut |t| found.push(t.text.clone()));
        expected.sort();
        found.sort();
        assert_eq!(found, expected);
    }
}
