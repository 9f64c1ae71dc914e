use std::ops::Bound::{Excluded, Unbounded};

use tantivy::collector::{Count, TopDocs};
use tantivy::query::Bm25StatisticsProvider as _;
use tantivy::query::{BooleanQuery, Occur};

use super::*;
use crate::{Article, Date, Fingerprint, Index, Lang, LedgerChunk, Searcher, WriterOptions};

fn article(id: &str, headline: &str, body: &str, author: &str) -> Article {
    Article {
        id: id.into(),
        headline: Some(headline.into()),
        body: body.into(),
        authors: vec![author.into()],
        language: Lang::parse("en"),
        source: "Src/A.txt".into(),
        ..Article::default()
    }
}

fn searcher(articles: &[Article]) -> (tempfile::TempDir, Searcher) {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(dir.path()).unwrap();
    let mut writer = index.writer(&WriterOptions { memory: 0, threads: 1 }).unwrap();
    for article in articles {
        writer.add(article).unwrap();
    }
    let finished = Some(Fingerprint { size: 1, modified: 2, settings: 3 });
    let source = "Src/A.txt".to_owned();
    writer.add_chunk(&LedgerChunk { source, sequence: 0, documents: vec![], finished }).unwrap();
    writer.commit().unwrap();
    writer.finish().unwrap();
    let searcher = index.searcher().unwrap();
    (dir, searcher)
}

/// The ids of the articles that match, in order of ids.
fn ids(searcher: &Searcher, query: &dyn Query) -> Vec<String> {
    let found = searcher.inner.search(query, &TopDocs::with_limit(50).order_by_score()).unwrap();
    let id = |(_, address)| searcher.article(address).unwrap().id;
    let mut ids: Vec<String> = found.into_iter().map(id).collect();
    ids.sort();
    ids
}

#[test]
fn a_chunk_is_no_article() {
    let (_dir, searcher) = searcher(&[article("1", "a", "b", "c")]);
    let fields = &searcher.fields;
    assert_eq!(ids(&searcher, &fields.article_clause()), ["1"]);
    let source =
        TermQuery::new(fields.value_term(Value::Source, "src/a.TXT"), IndexRecordOption::Basic);
    assert_eq!(ids(&searcher, &source), ["1"]);
    assert_eq!(searcher.inner.search(&fields.article_clause(), &Count).unwrap(), 1);
}

#[test]
fn the_body_is_told_from_headline_and_authors() {
    let (_dir, searcher) = searcher(&[
        article("headline only", "Harbour votes", "Nothing else.", "Jo"),
        article("author only", "Nothing", "Nothing else.", "Harbour Jones"),
        article("both", "Harbours", "The harbour again.", "Jo"),
        article("body only", "Nothing", "A harbour and a harbour.", "Harbour Jones"),
        article("all but body", "Harbour harbours", "Nothing.", "Harbour Harbour"),
    ]);
    let clause = searcher.fields.body_clause("harbour");
    assert_eq!(ids(&searcher, &clause), ["body only", "both"]);
    assert_eq!(searcher.inner.search(&clause, &Count).unwrap(), 2);
    assert_eq!(ids(&searcher, &searcher.fields.body_clause("absent")), Vec::<String>::new());
    let best = searcher.inner.search(&clause, &TopDocs::with_limit(1).order_by_score()).unwrap();
    let (score, address) = best[0];
    assert_eq!(searcher.article(address).unwrap().id, "body only");
    let explained = clause.explain(&searcher.inner, address).unwrap().value();
    assert!((score - explained).abs() < 1e-6);
}

#[test]
fn the_body_clause_seeks_like_any_other() {
    let articles: Vec<Article> = (0..500)
        .map(|n| {
            let headline = if n % 2 == 0 { "harbour" } else { "town" };
            let body = if n % 3 == 0 { "harbour vote" } else { "vote" };
            article(&format!("{n:03}"), headline, body, "Jo")
        })
        .collect();
    let (_dir, searcher) = searcher(&articles);
    let headline =
        TermQuery::new(searcher.fields.headline_term("town"), IndexRecordOption::WithFreqs);
    let both = BooleanQuery::new(vec![
        (Occur::Must, searcher.fields.body_clause("harbour")),
        (Occur::Must, Box::new(headline)),
    ]);
    let expected = (0..500).filter(|n| n % 3 == 0 && n % 2 == 1).count();
    assert_eq!(searcher.inner.search(&both, &Count).unwrap(), expected);
}

#[test]
fn dates_match_by_overlap() {
    let dated =
        |id: &str, date: &str| Article { date: Date::parse(date), ..article(id, "a", "b", "c") };
    let (_dir, searcher) = searcher(&[
        dated("undated", ""),
        dated("year", "2020"),
        dated("month", "2020-08"),
        dated("day", "2020-08-13"),
        dated("before", "2019-12-31T23:59:59"),
    ]);
    let span = |from: &str, to: &str| {
        let start = Date::parse(from).map_or(Unbounded, |date| Excluded(date.start()));
        let end = Date::parse(to).map_or(Unbounded, |date| Excluded(date.end()));
        ids(&searcher, &searcher.dated((Unbounded, end), (start, Unbounded)))
    };
    assert_eq!(span("2020-08-13", "2020-08-13"), ["day", "month", "year"]);
    assert_eq!(span("2020-08-14", "2020-09"), ["month", "year"]);
    assert_eq!(span("", "2019"), ["before"]);
    assert_eq!(span("2020-09", ""), ["year"]);
    assert_eq!(span("", ""), ["before", "day", "month", "year"]);
    assert_eq!(span("2021", "2022"), Vec::<String>::new());
}

#[test]
fn values_match_whatever_their_case() {
    let one = Article {
        url: Some("https://www.News.Example.org/A".into()),
        section: Some("World / Économie".into()),
        ..article("Id-1", "a", "b", "c")
    };
    let (_dir, searcher) = searcher(&[one]);
    for (field, text) in [
        (Value::Id, "id-1"),
        (Value::Source, "SRC/a.txt"),
        (Value::Site, "Example.ORG"),
        (Value::Site, "news.example.org"),
        (Value::Section, "world/economie"),
        (Value::Section, "ÉCONOMIE"),
        (Value::Language, "EN"),
        (Value::Url, "https://www.news.example.org/a"),
    ] {
        let term = searcher.fields.value_term(field, text);
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        assert_eq!(ids(&searcher, &query), ["Id-1"], "{field:?} {text}");
    }
}

#[test]
fn chunks_do_not_count_in_scores() {
    let (_dir, searcher) = searcher(&[article("1", "a", "b", "c"), article("2", "d", "e", "f")]);
    assert_eq!(searcher.total_num_docs().unwrap(), 2);
    assert_eq!(searcher.inner.num_docs(), 3);
}
