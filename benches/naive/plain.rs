//! The plain program: what an ordinary engineer writes on tantivy in an hour.
//!
//! Three text fields and a date, documents parsed by tantivy, one commit; tantivy's query parser over the three
//! fields, the best ten by score, and the stored headline of each. No stems, no snippets.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::ops::Bound;
use std::path::Path;

use anyhow::{Context as _, bail};
use presscut::bench::{Ask, BenchQuery, Op, Terms};
use presscut_index::{DateRange, Field as Asked, Sort};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{FuzzyTermQuery, Query, QueryParser, RegexQuery};
use tantivy::schema::{
    DateOptions, Field, IndexRecordOption, STORED, Schema, TEXT, TextFieldIndexing, TextOptions,
    Value as _,
};
use tantivy::tokenizer::{
    Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, StopWordFilter, TextAnalyzer,
};
use tantivy::{DateTime, DocAddress, Index, IndexWriter, Order, Searcher, TantivyDocument, Term};

/// Bytes of the writer's arena.
const ARENA: usize = 100_000_000;
/// The analyser with Lucene's settings in mind.
const LUCENE: &str = "lucene_like";

/// Indexes a file of articles, one a line, in one commit, and returns how many there are.
///
/// With `lucene`, terms are stemmed and Lucene's 33 English stop words left out.
pub(crate) fn index(file: &Path, dir: &Path, lucene: bool) -> anyhow::Result<u64> {
    let text = if lucene {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(LUCENE)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        TextOptions::default().set_indexing_options(indexing).set_stored()
    } else {
        TEXT | STORED
    };
    let mut schema = Schema::builder();
    schema.add_text_field("headline", text.clone());
    schema.add_text_field("body", text.clone());
    schema.add_text_field("authors", text);
    schema.add_date_field("date", DateOptions::default().set_fast());
    let schema = schema.build();

    std::fs::create_dir_all(dir)?;
    let index = Index::create_in_dir(dir, schema.clone())?;
    register(&index)?;
    let mut writer: IndexWriter = index.writer(ARENA)?;
    let mut articles = 0;
    for line in BufReader::new(File::open(file)?).lines() {
        writer.add_document(TantivyDocument::parse_json(&schema, &line?)?)?;
        articles += 1;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(articles)
}

fn register(index: &Index) -> anyhow::Result<()> {
    let stop = StopWordFilter::new(Language::English).context("no English stop words")?;
    let analyser = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(40))
        .filter(LowerCaser)
        .filter(stop)
        .filter(Stemmer::new(Language::English));
    index.tokenizers().register(LUCENE, analyser.build());
    Ok(())
}

/// An index of [`index`], open.
pub(crate) struct Plain {
    searcher: Searcher,
    parser: QueryParser,
    headline: Field,
    body: Field,
}

impl Plain {
    pub(crate) fn open(dir: &Path) -> anyhow::Result<Self> {
        let index = Index::open_in_dir(dir)?;
        register(&index)?;
        let schema = index.schema();
        let field = |name: &str| schema.get_field(name);
        let (headline, body) = (field("headline")?, field("body")?);
        let parser = QueryParser::for_index(&index, vec![headline, body, field("authors")?]);
        Ok(Self { searcher: index.reader()?.searcher(), parser, headline, body })
    }

    /// Answers a question: parses it, finds the best, and returns their headlines.
    pub(crate) fn answer(&self, question: &Question) -> anyhow::Result<Vec<String>> {
        let query: Box<dyn Query> = match &question.what {
            What::Parsed(text) => self.parser.parse_query(text)?,
            What::Pattern(pattern) => Box::new(RegexQuery::from_pattern(pattern, self.body)?),
            What::Fuzzy(word) => {
                Box::new(FuzzyTermQuery::new(Term::from_field_text(self.body, word), 1, true))
            }
        };
        if question.limit == 0 {
            std::hint::black_box(self.searcher.search(&query, &Count)?);
            return Ok(Vec::new());
        }
        let best = TopDocs::with_limit(question.limit);
        let by_date = |order| -> anyhow::Result<Vec<DocAddress>> {
            let best = TopDocs::with_limit(question.limit);
            let found = self
                .searcher
                .search(&query, &best.order_by_fast_field::<DateTime>("date", order))?;
            Ok(found.into_iter().map(|(_, address)| address).collect())
        };
        let found = match question.sort {
            Sort::Newest => by_date(Order::Desc)?,
            Sort::Oldest => by_date(Order::Asc)?,
            _ => {
                let found = self.searcher.search(&query, &best.order_by_score())?;
                found.into_iter().map(|(_, address)| address).collect()
            }
        };
        let mut headlines = Vec::with_capacity(found.len());
        for address in found {
            let article: TantivyDocument = self.searcher.doc(address)?;
            let headline = article.get_first(self.headline).and_then(|value| value.as_str());
            headlines.push(headline.unwrap_or_default().to_owned());
        }
        Ok(headlines)
    }
}

/// A query as the plain program takes it.
pub(crate) struct Question {
    what: What,
    limit: usize,
    sort: Sort,
}

enum What {
    /// A text for tantivy's parser.
    Parsed(String),
    /// A regular expression for words of the body.
    Pattern(String),
    /// A word of the body, or one that is an edit away.
    Fuzzy(String),
}

impl Question {
    /// Asks for the best ten of a text of tantivy's query language.
    pub(crate) fn words(text: String) -> Self {
        Self { what: What::Parsed(text), limit: 10, sort: Sort::Relevance }
    }

    /// Puts a query of a benchmark in tantivy's words.
    pub(crate) fn of(query: &BenchQuery) -> anyhow::Result<Self> {
        let what = match &query.ask {
            Ask::Text(text) => What::Parsed(text.clone()),
            Ask::Terms(terms) => of_terms(terms)?,
        };
        Ok(Self { what, limit: query.limit, sort: query.sort })
    }
}

fn of_terms(asked: &Terms) -> anyhow::Result<What> {
    let field = match asked.field {
        None => "",
        Some(Asked::Headline) => "headline:",
        Some(Asked::Body) => "body:",
        Some(Asked::Author) => "authors:",
        Some(other) => bail!("the plain program has no field {}", other.name()),
    };
    let joined = |sign: &str| -> String {
        let terms = asked.terms.iter().map(|term| format!("{sign}{field}{term}"));
        terms.collect::<Vec<_>>().join(" ")
    };
    let text = match (asked.op, asked.terms.as_slice()) {
        (Op::Or, _) => joined(""),
        (Op::And, _) => joined("+"),
        (Op::Phrase, terms) => format!("{field}\"{}\"", terms.join(" ")),
        (Op::Not, [first, others @ ..]) => {
            let others = others.iter().map(|term| format!(" -{field}{term}"));
            format!("+{field}{first}{}", others.collect::<String>())
        }
        (Op::Prefix, [term]) => return Ok(What::Pattern(format!("{}.*", regex::escape(term)))),
        (Op::Fuzzy, [term]) => return Ok(What::Fuzzy(term.clone())),
        (op, terms) => bail!("the plain program cannot ask {op:?} of {} terms", terms.len()),
    };
    Ok(What::Parsed(match &asked.dates {
        Some(dates) => format!("+({text}) +date:{}", range(dates)),
        None => text,
    }))
}

/// Days, inclusive, as tantivy's parser wants them.
fn range(dates: &DateRange) -> String {
    let bound = |bound: &Bound<presscut_index::Date>, time: &str| match bound {
        Bound::Included(date) | Bound::Excluded(date) => format!("{}T{time}Z", date.iso()),
        Bound::Unbounded => "*".to_owned(),
    };
    format!("[{} TO {}]", bound(&dates.lower, "00:00:00"), bound(&dates.upper, "23:59:59"))
}

#[cfg(test)]
mod tests {
    use presscut::bench::read_queries;
    use presscut_index::ParseOptions;

    use super::*;

    const ARTICLES: &str = "\
{\"id\":\"1\",\"headline\":\"Lock\",\"body\":\"The ferries pass the lock\",\"authors\":[\"Ada Venn\"],\"date\":\"2021-03-04T10:00:00Z\"}
{\"id\":\"2\",\"headline\":\"Ferry\",\"body\":\"A ferry is late\",\"authors\":[],\"date\":\"2021-03-06T00:00:00Z\"}
";

    fn headlines(lucene: bool, line: &str) -> String {
        let dir = tempfile::tempdir().unwrap();
        let (file, index) = (dir.path().join("a.ndjson"), dir.path().join("index"));
        std::fs::write(&file, ARTICLES).unwrap();
        assert_eq!(super::index(&file, &index, lucene).unwrap(), 2);
        let queries = read_queries(line, 10, &ParseOptions::default()).unwrap();
        let question = Question::of(&queries[0]).unwrap();
        Plain::open(&index).unwrap().answer(&question).unwrap().join(" ")
    }

    #[test]
    fn every_operator_is_asked() {
        for (line, expected) in [
            (r#"{"op":"or","terms":["lock","late"],"sort":"date"}"#, "Ferry Lock"),
            (r#"{"op":"and","terms":["pass","lock"]}"#, "Lock"),
            (r#"{"op":"phrase","terms":["the","lock"]}"#, "Lock"),
            (r#"{"op":"phrase","terms":["ada","venn"],"field":"author"}"#, "Lock"),
            (r#"{"op":"prefix","terms":["ferr"],"sort":"oldest"}"#, "Lock Ferry"),
            (r#"{"op":"fuzzy","terms":["firry"]}"#, "Ferry"),
            (r#"{"op":"not","terms":["the","late"]}"#, "Lock"),
            (
                r#"{"op":"or","terms":["lock","late"],"date_from":"2021-03-05","date_to":"2021-03-06"}"#,
                "Ferry",
            ),
            (
                r#"{"op":"or","terms":["lock","late"],"date_from":"2021-03-04","date_to":"2021-03-04"}"#,
                "Lock",
            ),
            (r#"{"op":"or","terms":["lock"],"k":0}"#, ""),
        ] {
            assert_eq!(headlines(false, line), expected, "{line}");
        }
    }

    #[test]
    fn with_lucenes_settings_terms_are_stemmed_and_stop_words_gone() {
        let ferries = r#"{"op":"or","terms":["ferries"],"sort":"oldest"}"#;
        assert_eq!(
            (headlines(false, ferries), headlines(true, ferries)),
            ("Lock".into(), "Lock Ferry".into())
        );
        let the = r#"{"op":"or","terms":["the"]}"#;
        assert_eq!((headlines(false, the), headlines(true, the)), ("Lock".into(), String::new()));
    }
}
