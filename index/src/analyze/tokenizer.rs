//! The analysers as the engine wants them.

use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

use super::fold::Folded;
use super::value::{section_terms, site_terms, value_terms};
use super::words::Scanner;
use super::{SECTION, SITE, STEMS, Stemmer, VALUE, WORDS, unmark};
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

/// Printed words, folded.
#[derive(Clone, Default)]
struct WordTokenizer {
    token: Token,
    folded: Folded,
}

struct WordStream<'a> {
    words: Scanner<'a>,
    token: &'a mut Token,
    folded: &'a mut Folded,
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.token.reset();
        WordStream { words: Scanner::new(text), token: &mut self.token, folded: &mut self.folded }
    }
}

/// Folds the next word that has anything left after folding, and places the token there.
fn advance(words: &mut Scanner<'_>, folded: &mut Folded, token: &mut Token) -> bool {
    for raw in words.by_ref() {
        folded.fold(raw.text, raw.shape);
        if folded.folded().is_empty() {
            continue;
        }
        token.offset_from = raw.start;
        token.offset_to = raw.start + raw.text.len();
        token.position = usize::try_from(raw.position).unwrap_or(usize::MAX);
        return true;
    }
    false
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let found = advance(&mut self.words, self.folded, self.token);
        if found {
            self.token.text.clear();
            self.token.text.push_str(self.folded.folded());
        }
        found
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// Stems of a text marked with its language.
#[derive(Clone)]
struct StemTokenizer {
    token: Token,
    folded: Folded,
    stemmer: Stemmer,
}

impl StemTokenizer {
    fn new() -> Self {
        Self {
            token: Token::default(),
            folded: Folded::default(),
            stemmer: Stemmer::for_indexing(),
        }
    }
}

struct StemStream<'a> {
    words: Scanner<'a>,
    language: Option<Lang>,
    token: &'a mut Token,
    folded: &'a mut Folded,
    stemmer: &'a mut Stemmer,
    second: Option<String>,
}

impl Tokenizer for StemTokenizer {
    type TokenStream<'a> = StemStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> StemStream<'a> {
        self.token.reset();
        let (language, text) = unmark(text);
        StemStream {
            words: Scanner::new(text),
            language,
            token: &mut self.token,
            folded: &mut self.folded,
            stemmer: &mut self.stemmer,
            second: None,
        }
    }
}

impl TokenStream for StemStream<'_> {
    fn advance(&mut self) -> bool {
        if let Some(second) = self.second.take() {
            self.token.text = second;
            return true;
        }
        if !advance(&mut self.words, self.folded, self.token) {
            return false;
        }
        self.token.text.clear();
        let language = self.language.filter(|_| !self.folded.is_acronym());
        let (stem, second) =
            self.stemmer.stems(language, self.folded.lower(), self.folded.folded());
        self.token.text.push_str(stem);
        self.second = second.map(str::to_owned);
        true
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
    use crate::analyze::mark;

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
        let stems =
            |lang: Option<&str>, text: &str| texts(STEMS, &mark(lang.and_then(Lang::parse), text));
        assert_eq!(
            stems(Some("en"), "Talks on its U.S. elections"),
            ["talk", "on", "its", "us", "elect"]
        );
        assert_eq!(stems(None, "Talks on elections"), ["talks", "on", "elections"]);
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
            let mut stream = analyser.token_stream(&marked);
            let mut positions = Vec::new();
            stream.process(&mut |token| positions.push(token.position));
            assert_eq!(positions, [0, 1]);
        }
    }
}
