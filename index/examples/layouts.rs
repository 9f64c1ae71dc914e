//! Measures ways to lay out the fields of an index, and prints a Markdown table.
//!
//! ```text
//! cargo run --release --example layouts -- ARTICLES.ndjson QUERIES.jsonl [NAME]
//! ```
//!
//! `ARTICLES.ndjson` holds an article a line (`headline`, `body`, `authors`), `QUERIES.jsonl` a query
//! a line (`class`, `op`, `terms`); with `NAME` only layouts whose name holds it are measured. Every layout but the first ranks by stems, all find quoted
//! phrases by printed words, and none stores the articles, which would cost all of them the same.
//! Indexing takes one thread; queries ask one merged segment for ten hits.

// The analysers are the crate's own, which does not export them.
#[path = "../src/analyze/mod.rs"]
#[allow(dead_code, unreachable_pub, unused_imports, reason = "a part of the crate, from outside")]
mod analyze;

use std::io::{BufRead as _, Write as _};
use std::time::{Duration, Instant};
use std::{env, error, fs, io};

use presscut_index::Lang;
use serde::Deserialize;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument, Term};

use analyze::{STEMS, Stemmer, WORDS, mark, register, text_words};

type Outcome<T> = Result<T, Box<dyn error::Error>>;

/// What a headline counts for, against a word of the text.
const HEADLINE: f32 = 1.5;
/// The classes of queries that are timed.
const CLASSES: [&str; 5] = ["or2", "and2", "and2-high", "natural", "phrase2"];
/// Rounds over the queries, the first of which is not timed.
const ROUNDS: usize = 21;
/// Stems at their positions.
const PLACED: &str = "placed";
/// Stems and printed words at one position.
const STACKED: &str = "stacked";
/// What tells a printed word from a stem where they share a field.
const PRINTED: char = '=';

#[derive(Deserialize)]
struct Item {
    headline: Option<String>,
    #[serde(default)]
    body: String,
    #[serde(default)]
    authors: Vec<String>,
}

#[derive(Deserialize)]
struct Asked {
    class: String,
    op: String,
    terms: Vec<String>,
}

/// A way to lay out the fields.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// Printed words only, a field each: what phrases cost, without stems.
    Printed,
    /// Stems and printed words of headline, body and authors, a field each.
    Separate,
    /// The same, asked as one flat union where any word may match.
    SeparateFlat,
    /// Stems of everything in one field, of the headline in another; printed words a field each.
    Combined,
    /// The same with positions of the stems.
    CombinedPositions,
    /// Stems and printed words stacked in one field for everything and one for the headline.
    Stacked,
}

impl Layout {
    const ALL: [Self; 6] = [
        Self::Printed,
        Self::Separate,
        Self::SeparateFlat,
        Self::Combined,
        Self::CombinedPositions,
        Self::Stacked,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Printed => "printed words alone, three fields",
            Self::Separate => "stems in three fields, a union a word",
            Self::SeparateFlat => "stems in three fields, a flat union",
            Self::Combined => "stems in one field and a headline boost",
            Self::CombinedPositions => "the same with positions of stems",
            Self::Stacked => "stems and printed words stacked",
        }
    }

    fn fields(self) -> (Schema, Fields) {
        use IndexRecordOption::{WithFreqs, WithFreqsAndPositions};
        let mut schema = Schema::builder();
        let mut add = |name: &str, analyser: &str, option| {
            let indexing =
                TextFieldIndexing::default().set_tokenizer(analyser).set_index_option(option);
            Some(schema.add_text_field(name, TextOptions::default().set_indexing_options(indexing)))
        };
        let mut fields = Fields::default();
        match self {
            Self::Printed => {}
            Self::Separate | Self::SeparateFlat => {
                fields.body = add("body", STEMS, WithFreqs);
                fields.headline = add("headline", STEMS, WithFreqs);
                fields.author = add("author", STEMS, WithFreqs);
            }
            Self::Combined => {
                fields.text = add("text", STEMS, WithFreqs);
                fields.headline = add("headline", STEMS, WithFreqs);
            }
            Self::CombinedPositions => {
                fields.text = add("text", PLACED, WithFreqsAndPositions);
                fields.headline = add("headline", STEMS, WithFreqs);
            }
            Self::Stacked => {
                fields.text = add("text", STACKED, WithFreqsAndPositions);
                fields.headline = add("headline", STACKED, WithFreqsAndPositions);
            }
        }
        if self != Self::Stacked {
            fields.headline_words = add("headline_words", WORDS, WithFreqsAndPositions);
            fields.body_words = add("body_words", WORDS, WithFreqsAndPositions);
            fields.author_words = add("author_words", WORDS, WithFreqsAndPositions);
        }
        (schema.build(), fields)
    }
}

/// The fields that a layout has.
#[derive(Default)]
struct Fields {
    text: Option<Field>,
    headline: Option<Field>,
    body: Option<Field>,
    author: Option<Field>,
    headline_words: Option<Field>,
    body_words: Option<Field>,
    author_words: Option<Field>,
}

impl Fields {
    fn document(&self, item: &Item) -> TantivyDocument {
        let mut doc = TantivyDocument::new();
        let english = Lang::parse("en");
        let mut add = |field: Option<Field>, text: &str| {
            if let Some(field) = field {
                doc.add_text(field, text);
            }
        };
        if let Some(headline) = &item.headline {
            add(self.headline_words, headline);
            let marked = mark(english, headline);
            add(self.headline, &marked);
            add(self.text, &marked);
        }
        add(self.body_words, &item.body);
        let marked = mark(english, &item.body);
        add(self.body, &marked);
        add(self.text, &marked);
        for author in &item.authors {
            add(self.author_words, author);
            let marked = mark(None, author);
            add(self.author, &marked);
            add(self.text, &marked);
        }
        doc
    }

    /// The fields of three that a bare word is looked for in, with what each counts for.
    fn ranked(&self) -> Vec<(Field, f32)> {
        let boosted = |field: Option<Field>, boost| field.map(|field| (field, boost));
        let stems =
            [boosted(self.body, 1.0), boosted(self.headline, HEADLINE), boosted(self.author, 1.0)];
        let words = [
            boosted(self.body_words, 1.0),
            boosted(self.headline_words, HEADLINE),
            boosted(self.author_words, 1.0),
        ];
        let fields = if self.headline.is_some() { stems } else { words };
        fields.into_iter().flatten().collect()
    }

    fn phrase(&self, words: &[String]) -> Box<dyn Query> {
        let phrase = |field: Field, mark: &str| {
            let term = |word: &String| Term::from_field_text(field, &format!("{mark}{word}"));
            Box::new(PhraseQuery::new(words.iter().map(term).collect())) as Box<dyn Query>
        };
        let printed = [self.headline_words, self.body_words, self.author_words];
        match self.text.filter(|_| self.body_words.is_none()) {
            Some(text) => phrase(text, &PRINTED.to_string()),
            None => Box::new(BooleanQuery::union(
                printed.into_iter().flatten().map(|field| phrase(field, "")).collect(),
            )),
        }
    }

    /// Asks for words, as each layout does it best.
    fn words(&self, words: &[String], all: bool, flat: bool) -> Box<dyn Query> {
        let occur = if all { Occur::Must } else { Occur::Should };
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for word in words {
            let Some(text) = self.text else {
                let ranked = self.ranked();
                let terms = ranked.iter().map(|(field, boost)| term(*field, word, *boost));
                if all || !flat {
                    clauses.push((occur, Box::new(BooleanQuery::union(terms.collect()))));
                } else {
                    clauses.extend(terms.map(|term| (Occur::Should, term)));
                }
                continue;
            };
            clauses.push((occur, term(text, word, 1.0)));
            let headline = self.headline.map(|field| term(field, word, HEADLINE));
            clauses.extend(headline.map(|clause| (Occur::Should, clause)));
        }
        Box::new(BooleanQuery::new(clauses))
    }
}

fn term(field: Field, word: &str, boost: f32) -> Box<dyn Query> {
    let term = TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs);
    if boost > 1.0 { Box::new(BoostQuery::new(Box::new(term), boost)) } else { Box::new(term) }
}

/// Stems at their positions, and before each, if asked for, the printed word, marked.
#[derive(Clone)]
struct Placed {
    printed: bool,
    stemmer: Stemmer,
    /// The tokens of the text, one after the other.
    tokens: String,
    /// Where each token ends, and its position.
    places: Vec<(usize, usize)>,
    token: Token,
}

struct PlacedStream<'a> {
    tokens: &'a str,
    places: std::slice::Iter<'a, (usize, usize)>,
    start: usize,
    token: &'a mut Token,
}

impl Tokenizer for Placed {
    type TokenStream<'a> = PlacedStream<'a>;

    fn token_stream<'a>(&'a mut self, marked: &'a str) -> PlacedStream<'a> {
        let (code, text) = marked.split_at_checked(2).unwrap_or_default();
        let Self { printed, stemmer, tokens, places, token } = self;
        tokens.clear();
        places.clear();
        text_words(text, |_| true, &mut |word| {
            let position = usize::try_from(word.position).unwrap_or(usize::MAX);
            if *printed {
                tokens.push(PRINTED);
                tokens.push_str(&word.folded);
                places.push((tokens.len(), position));
            }
            word.stems(stemmer, Lang::parse(code), &mut |stem| {
                tokens.push_str(stem);
                places.push((tokens.len(), position));
            });
        });
        PlacedStream { tokens, places: places.iter(), start: 0, token }
    }
}

impl TokenStream for PlacedStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((end, position)) = self.places.next() else { return false };
        self.token.position = *position;
        self.tokens.get(self.start..*end).unwrap_or_default().clone_into(&mut self.token.text);
        self.start = *end;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

fn analysers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    register(&manager);
    for (name, printed) in [(PLACED, false), (STACKED, true)] {
        let placed = Placed {
            printed,
            stemmer: Stemmer::for_indexing(),
            tokens: String::new(),
            places: Vec::new(),
            token: Token::default(),
        };
        manager.register(name, TextAnalyzer::builder(placed).build());
    }
    manager
}

/// What one layout costs.
struct Figures {
    megabytes: f64,
    by_kind: [f64; 3],
    cpu: Option<f64>,
    latencies: Vec<(f64, f64)>,
}

fn measure(layout: Layout, articles: &str, queries: &[Asked]) -> Outcome<Figures> {
    let dir = tempfile::tempdir()?;
    let (schema, fields) = layout.fields();
    let manager = analysers();
    let index =
        Index::builder().schema(schema).tokenizers(manager.clone()).create_in_dir(dir.path())?;
    let before = cpu();
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 400 << 20)?;
    for line in io::BufReader::with_capacity(1 << 18, fs::File::open(articles)?).lines() {
        writer.add_document(fields.document(&serde_json::from_str(&line?)?))?;
    }
    writer.commit()?;
    let after = cpu();
    writer.merge(&index.searchable_segment_ids()?).wait()?;
    writer.garbage_collect_files().wait()?;
    writer.wait_merging_threads()?;

    let kind = |extension: &str| -> Outcome<f64> {
        let mut bytes = 0;
        for entry in fs::read_dir(dir.path())? {
            let entry = entry?;
            if extension.is_empty() || entry.path().extension().is_some_and(|e| e == extension) {
                bytes += entry.metadata()?.len();
            }
        }
        Ok(bytes as f64 / 1e6)
    };
    let searcher = index.reader()?.searcher();
    let mut latencies = Vec::new();
    for class in CLASSES {
        let asked: Vec<&Asked> = queries.iter().filter(|query| query.class == class).collect();
        latencies.push(time(layout, &fields, &searcher, &manager, &asked)?);
    }
    Ok(Figures {
        megabytes: kind("")? - kind("store")?,
        by_kind: [kind("term")?, kind("idx")?, kind("pos")?],
        cpu: before.zip(after).map(|(before, after)| after - before),
        latencies,
    })
}

/// Returns median and 90th percentile, over the queries, of each query's median time in µs.
fn time(
    layout: Layout,
    fields: &Fields,
    searcher: &Searcher,
    manager: &TokenizerManager,
    asked: &[&Asked],
) -> Outcome<(f64, f64)> {
    let mut stems = manager.get(STEMS).ok_or("no stems")?;
    let mut built = Vec::new();
    for query in asked {
        let mut terms = Vec::new();
        for word in &query.terms {
            if layout == Layout::Printed {
                terms.push(word.clone());
                continue;
            }
            let marked = mark(Lang::parse("en"), word);
            let mut stream = stems.token_stream(&marked);
            stream.process(&mut |token| terms.push(token.text.clone()));
        }
        built.push(match query.op.as_str() {
            "phrase" => fields.phrase(&query.terms),
            op => fields.words(&terms, op == "and", layout == Layout::SeparateFlat),
        });
    }
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); built.len()];
    for round in 0..ROUNDS {
        for (query, times) in built.iter().zip(&mut times) {
            let begin = Instant::now();
            searcher.search(query, &TopDocs::with_limit(10).order_by_score())?;
            if round > 0 {
                times.push(begin.elapsed());
            }
        }
    }
    let mut medians = Vec::new();
    for times in &mut times {
        times.sort_unstable();
        medians.extend(times.get(times.len() / 2).map(|time| time.as_secs_f64() * 1e6));
    }
    medians.sort_by(f64::total_cmp);
    let at = |share: usize| medians.get(medians.len() * share / 100).copied().unwrap_or(f64::NAN);
    Ok((at(50), at(90)))
}

/// Returns the processor time of this process in seconds, where the system tells it as Linux does.
fn cpu() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, after_name) = stat.rsplit_once(')')?;
    let mut numbers = after_name.split_whitespace().skip(11);
    let user: f64 = numbers.next()?.parse().ok()?;
    let system: f64 = numbers.next()?.parse().ok()?;
    // Linux counts it in hundredths of a second for programs on every common machine.
    Some((user + system) / 100.0)
}

fn main() -> Outcome<()> {
    let mut arguments = env::args().skip(1);
    let (Some(articles), Some(queries)) = (arguments.next(), arguments.next()) else {
        return Err("usage: layouts ARTICLES.ndjson QUERIES.jsonl [NAME]".into());
    };
    let mut asked: Vec<Asked> = Vec::new();
    for line in io::BufReader::new(fs::File::open(queries)?).lines() {
        asked.push(serde_json::from_str(&line?)?);
    }
    let mut out = io::stdout().lock();
    write!(out, "| layout | MB | terms | postings | positions | CPU s |")?;
    for class in CLASSES {
        write!(out, " {class} |")?;
    }
    writeln!(out, "\n|---|{}", "--:|".repeat(5 + CLASSES.len()))?;
    let name = arguments.next().unwrap_or_default();
    for layout in Layout::ALL.into_iter().filter(|layout| layout.name().contains(&name)) {
        let figures = measure(layout, &articles, &asked)?;
        let [terms, postings, positions] = figures.by_kind;
        write!(
            out,
            "| {} | {:.1} | {terms:.1} | {postings:.1} | {positions:.1} | {} |",
            layout.name(),
            figures.megabytes,
            figures.cpu.map_or("-".to_owned(), |cpu| format!("{cpu:.1}"))
        )?;
        for (p50, p90) in figures.latencies {
            write!(out, " {p50:.0} / {p90:.0} |")?;
        }
        writeln!(out)?;
        out.flush()?;
    }
    Ok(())
}
