//! Questions to a small index of invented articles, with the ids they must find.

mod absent;
mod each;
mod order;
mod page;
mod patterns;
mod recency;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::{Article, Date, Field, Index, Lang, LedgerChunk, ParseOptions, WriterOptions};

/// An index of invented articles.
pub(crate) struct Bench {
    _dir: TempDir,
    pub(crate) index: Index,
}

pub(crate) fn article(id: &str, headline: &str, body: &str) -> Article {
    Article {
        id: id.into(),
        headline: (!headline.is_empty()).then(|| headline.into()),
        body: body.into(),
        source: "invented/news.txt".into(),
        language: Lang::parse("en"),
        ..Article::default()
    }
}

fn articles() -> Vec<Article> {
    let dated = |article: Article, date: &str| Article { date: Date::parse(date), ..article };
    vec![
        Article {
            authors: vec!["Ada Quill".into(), "Tom Peters".into()],
            section: Some("World News".into()),
            url: Some("https://www.daily.example/a?x=1".into()),
            ..dated(
                article(
                    "wolf",
                    "Big wolf seen near Lower Tarn",
                    "A big wolf was seen near the harbour on Monday. The AT&T mast stood empty. \
                     Nobody in Lower Tarn can't sleep now.",
                ),
                "2020-08-13",
            )
        },
        Article {
            authors: vec!["Bo Fenn".into()],
            source: "Invented/Other.txt".into(),
            url: Some("https://news.daily.example/b".into()),
            ..dated(
                article(
                    "harbour",
                    "Council votes on harbour plan",
                    "The big harbour plan passed. Elections follow in May; the covid-19 rules stay. \
                     A wolf, big as a calf, was mentioned.",
                ),
                "2019",
            )
        },
        Article {
            language: Lang::parse("fr"),
            ..dated(
                article(
                    "elections",
                    "Les élections approchent",
                    "Les élections municipales auront lieu à Tarn-le-Bas. L'Iran n'en parle pas.",
                ),
                "2020-08-13T23:30:00-07:00",
            )
        },
        Article {
            language: Lang::parse("de"),
            ..dated(
                article(
                    "steuer",
                    "Die CO2-Steuer kommt",
                    "Herr Müller erklärt die CO2-Steuer. Der Wolf bleibt geschützt.",
                ),
                "2018-03",
            )
        },
        Article {
            language: Lang::parse("zh"),
            ..article("zh", "伊朗核协议", "关于伊朗核协议的谈判仍在继续。")
        },
        article("bare", "", "Undated talk about talks and the sea."),
    ]
}

pub(crate) fn bench(articles: &[Article], per_commit: usize) -> Bench {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(dir.path()).unwrap();
    let mut writer =
        index.writer(&WriterOptions { threads: 1, ..WriterOptions::default() }).unwrap();
    for articles in articles.chunks(per_commit) {
        for article in articles {
            writer.add(article).unwrap();
        }
        writer.commit().unwrap();
    }
    let chunk = LedgerChunk {
        source: "invented/news.txt".into(),
        sequence: 0,
        documents: Vec::new(),
        finished: None,
    };
    writer.add_chunk(&chunk).unwrap();
    writer.commit().unwrap();
    writer.finish().unwrap();
    Bench { _dir: dir, index }
}

impl Bench {
    fn hits(&self, query: &str, options: &SearchOptions) -> Hits {
        let parsed =
            Query::parse(query, &ParseOptions::default()).unwrap_or_else(|e| panic!("{e}"));
        self.index.searcher().unwrap().search(&parsed.query, options).unwrap()
    }

    fn ids(&self, query: &str, options: &SearchOptions) -> Vec<String> {
        self.hits(query, options).hits.into_iter().map(|hit| hit.article.id).collect()
    }

    /// The ids found, ordered by letter.
    fn found(&self, query: &str, any: bool) -> String {
        let mut ids = self.ids(query, &SearchOptions { any, ..SearchOptions::default() });
        ids.sort();
        let count = Query::parse(query, &ParseOptions::default()).unwrap().query;
        let count = self.index.searcher().unwrap().count(&count, any).unwrap();
        assert_eq!(count, ids.len() as u64, "{query}");
        ids.join(" ")
    }
}

#[test]
fn queries_find_what_they_ask_for() {
    let bench = bench(&articles(), 2);
    for (query, ids) in [
        ("", ""),
        ("wolf", "harbour steuer wolf"),
        ("WOLF", "harbour steuer wolf"),
        ("voted harbours", "harbour"),
        ("big wolf", "harbour wolf"),
        ("\"big wolf\"", "wolf"),
        ("\"wolf big\"", "harbour"),
        ("\"wolf calf\"~3", "harbour"),
        ("\"wolf calf\"~2", ""),
        ("\"calf wolf\"~5", "harbour"),
        ("\"calf wolf\"~4", ""),
        ("\"calf wolf\"~256", "harbour"),
        ("\"wolf calf\"~300", "harbour"),
        ("wolf NEAR/3 calf", "harbour"),
        ("wolf NEAR/2 calf", ""),
        ("calf NEAR/5 wolf", "harbour"),
        ("calf NEAR/4 wolf", ""),
        ("seen NEAR/2 harbours", "wolf"),
        ("seen NEAR/1 harbours", ""),
        ("councils NEAR/0 vote", "harbour"),
        ("seen NEAR/2 wolf", "wolf"),
        ("wolf NEAR/1 seen NEAR/1 lower", "wolf"),
        ("wolf NEAR/1 seen NEAR/0 lower", ""),
        ("\"big wolf\" NEAR/9 harbours", "wolf"),
        ("\"big wolves\" NEAR/9 harbour", ""),
        ("headline:(wolf NEAR/2 tarn)", ""),
        ("headline:(wolf NEAR/3 tarn)", "wolf"),
        ("author:(ada NEAR/0 quill)", "wolf"),
        ("élection NEAR/3 lieu", "elections"),
        ("wolf NEAR/5 zeppelin", ""),
        ("muller", "steuer"),
        ("=müller", "steuer"),
        ("=Müller", "steuer"),
        ("=muller", ""),
        ("=élections", "elections"),
        ("=elections", "harbour"),
        ("=élection", ""),
        ("headline:=élections", "elections"),
        ("=wolf", "harbour steuer wolf"),
        ("=wolves", ""),
        ("wolf -=müller", "harbour wolf"),
        ("=CO2-Steuer", "steuer"),
        ("m*r", "steuer"),
        ("wolf -harbour", "steuer"),
        ("wolf NOT harbour", "steuer"),
        ("wolf AND NOT harbour", "steuer"),
        ("wolf -\"big wolf\"", "harbour steuer"),
        ("-wolf", "bare elections zh"),
        ("NOT (wolf OR iran)", "bare zh"),
        ("sea OR -wolf", "bare elections zh"),
        ("sea OR NOT (iran OR wolf)", "bare zh"),
        ("wolf (-big)", "steuer"),
        ("*", "bare elections harbour steuer wolf zh"),
        ("* -wolf", "bare elections zh"),
        ("sea OR iran", "bare elections"),
        ("sea OR big wolf", "bare harbour wolf"),
        ("(sea OR big) wolf", "harbour wolf"),
        ("wolf quill", "wolf"),
        ("quill", "wolf"),
        ("peter", ""),
        ("peters", "wolf"),
        ("headline:wolf", "wolf"),
        ("body:wolf", "harbour steuer wolf"),
        ("headline:harbour", "harbour"),
        ("body:council", ""),
        ("headline:(wolf OR council)", "harbour wolf"),
        ("-headline:*", "bare"),
        ("headline:\"harbour plan\"", "harbour"),
        ("author:quill", "wolf"),
        ("author:(Ada Quill)", "wolf"),
        ("author:\"quill tom\"", ""),
        ("author:(ada peters)", "wolf"),
        ("author:*", "harbour wolf"),
        ("author:qui*", "wolf"),
        ("source:INVENTED/news.txt", "bare elections steuer wolf zh"),
        ("source:invented/other.txt", "harbour"),
        ("source:invented/o*", "harbour"),
        ("source:*.txt -source:*other*", "bare elections steuer wolf zh"),
        ("site:daily.example", "harbour wolf"),
        ("site:www.daily.example", "harbour wolf"),
        ("site:news.daily.example", "harbour"),
        ("site:*", "harbour wolf"),
        ("url:https://www.daily.example/a?x=1", "wolf"),
        ("url:https://news*", "harbour"),
        ("section:\"world news\"", "wolf"),
        ("lang:FR", "elections"),
        ("lang:fr-CA", "elections"),
        ("lang:(fr OR de)", "elections steuer"),
        ("id:wolf", "wolf"),
        ("ID:Wolf", "wolf"),
        ("elect*", "elections harbour"),
        ("élect*", "elections harbour"),
        ("wol*", "harbour steuer wolf"),
        ("covid-1*", "harbour"),
        ("w?lf", "harbour steuer wolf"),
        ("*bour", "harbour wolf"),
        ("wulf~1", "harbour steuer wolf"),
        ("/w.lf/", "harbour steuer wolf"),
        ("/M[ü]ller/", "steuer"),
        ("elections", "elections harbour"),
        ("élection", "elections harbour"),
        ("\"elections\"", "elections harbour"),
        ("\"election\"", ""),
        ("muller", "steuer"),
        ("Müller", "steuer"),
        ("iran", "elections"),
        ("CO2-Steuer", "steuer"),
        ("co2 steuer", "steuer"),
        ("AT&T", "wolf"),
        ("can't", "wolf"),
        ("can’t sleep", "wolf"),
        ("核协议", "zh"),
        ("伊朗协议", ""),
        ("伊", "zh"),
        ("talk", "bare"),
        ("the sea", "bare"),
        ("the", "bare harbour wolf"),
        ("+the sea", "bare"),
        ("the AND council", "harbour"),
        ("wolf OR", "harbour steuer wolf"),
        ("wolf AND", "harbour steuer wolf"),
        ("\"the sea\"", "bare"),
        ("🙂 sea", "bare"),
        ("nothinglikeit", ""),
        ("nothinglikeit OR sea", "bare"),
        ("sea^3 OR wolf^0", "bare harbour steuer wolf"),
    ] {
        assert_eq!(bench.found(query, false), ids, "{query}");
    }
}

#[test]
fn dates_match_by_overlap() {
    let bench = bench(&articles(), 2);
    for (query, ids) in [
        ("date:2020", "elections wolf"),
        ("date:2020-08", "elections wolf"),
        ("date:2020-08-13", "elections wolf"),
        ("date:2020-08-14", ""),
        ("date:2019-03", "harbour"),
        ("date:2018..2019", "harbour steuer"),
        ("date:2018-03-31..2019-01-01", "harbour steuer"),
        ("date:2018-04..2018", ""),
        ("date:>=2020-08-13", "elections wolf"),
        ("date:>2020-08-12", "elections wolf"),
        ("date:>2020-08-13", ""),
        ("date:<=2019-06", "harbour steuer"),
        ("date:<2019-06", "steuer"),
        ("before:2019", "steuer"),
        ("before:2020", "harbour steuer"),
        ("after:2018", "elections harbour wolf"),
        ("after:2019-01", "elections wolf"),
        ("after:2018-03-15", "elections harbour wolf"),
        ("date:[2018 TO 2020}", "harbour steuer"),
        ("date:{2018-03 TO 2019]", "harbour"),
        ("date:[2018 TO 2019}", "steuer"),
        ("date:*", "elections harbour steuer wolf"),
        ("-date:*", "bare zh"),
        ("-date:2020", "bare harbour steuer zh"),
        ("wolf date:2020", "wolf"),
        ("wolf -date:2020", "harbour steuer"),
        ("wolf (before:2019 OR after:2019)", "steuer wolf"),
    ] {
        assert_eq!(bench.found(query, false), ids, "{query}");
    }
}

#[test]
fn with_any_one_word_suffices() {
    let bench = bench(&articles(), 2);
    for (query, ids) in [
        ("sea quill", "bare wolf"),
        ("the sea", "bare"),
        ("sea AND quill", ""),
        ("sea quill -talk", "wolf"),
        ("sea +wolf", "harbour steuer wolf"),
        ("-wolf -iran", "bare zh"),
        ("(sea council) -wolf", "bare"),
        ("headline:(wolf council)", "harbour wolf"),
    ] {
        assert_eq!(bench.found(query, true), ids, "{query}");
    }
    let searcher = bench.index.searcher().unwrap();
    let topic = Query::any_words("-the sea AND (\"Quill\": elections?");
    let hits = searcher.search(&topic, &SearchOptions::default()).unwrap().hits;
    let mut ids: Vec<_> = hits.iter().map(|hit| hit.article.id.as_str()).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["bare", "elections", "harbour", "wolf"]);
}

#[test]
fn combinators_narrow_what_is_found() {
    let bench = bench(&articles(), 2);
    let options = ParseOptions::default();
    let searcher = bench.index.searcher().unwrap();
    let count = |query: Query| searcher.count(&query, false).unwrap();
    let wolf = || Query::parse("wolf OR sea", &options).unwrap().query;
    assert_eq!(count(wolf()), 4);
    assert_eq!(count(wolf().and_field(Field::Author, "Ada Quill", &options).unwrap()), 1);
    assert_eq!(count(wolf().and_field(Field::Author, "???", &options).unwrap()), 0);
    assert_eq!(count(wolf().and_field(Field::Site, "daily.example", &options).unwrap()), 2);
    assert_eq!(count(wolf().and_after("2019", &options).unwrap()), 1);
    assert_eq!(count(wolf().and_before("2020", &options).unwrap()), 2);
    assert_eq!(count(Query::all().and_before("2020", &options).unwrap()), 2);
}

#[test]
fn hits_show_why_they_match() {
    let bench = bench(&articles(), 2);
    let first = |query: &str| bench.hits(query, &SearchOptions::default()).hits.swap_remove(0);
    let marked = |text: &str, marks: &[Range<usize>]| {
        marks.iter().map(|m| text[m.clone()].to_owned()).collect::<Vec<_>>().join("|")
    };
    for (query, headline, body) in [
        ("wolf's", "wolf", "wolf"),
        ("\"big wolf\"", "Big wolf", "big wolf"),
        ("headline:wolf", "wolf", ""),
        ("wolf -steuer -council", "wolf", "wolf"),
        ("quill", "", ""),
        ("AT&T", "", "AT&T"),
        ("harb* near*", "near", "near|harbour"),
        ("id:wolf", "", ""),
        ("moon* OR s?en~1 OR wulf~1", "wolf", "wolf"),
    ] {
        let hit = first(query);
        let snippet = hit.snippet.unwrap();
        let title = hit.article.headline.unwrap();
        assert_eq!(marked(&title, &hit.headline_marks), headline, "{query}");
        assert_eq!(marked(&snippet.text, &snippet.marks), body, "{query}: {}", snippet.text);
    }
    let hit = first("élection lang:fr");
    let snippet = hit.snippet.unwrap();
    assert_eq!(marked(&snippet.text, &snippet.marks), "élections");
    let none = SearchOptions { snippet: None, ..SearchOptions::default() };
    assert_eq!(bench.hits("wolf", &none).hits[0].snippet, None);
}

#[test]
fn excluded_phrases_may_stand_behind_the_first_match() {
    let mut articles: Vec<_> = (0..9).map(|n| article(&format!("{n}"), "", "wolf")).collect();
    articles.push(article("last", "", "A wolf, a big bear."));
    let bench = bench(&articles, 10);
    for query in ["NOT \"big bear\"", "wolf -\"big bear\"", "wolf -(\"big bear\" OR \"bad bear\")"]
    {
        assert_eq!(bench.found(query, false), "0 1 2 3 4 5 6 7 8", "{query}");
    }
    let none = bench.found("wolf -\"big seal\"", false);
    assert!(none.ends_with("8 last"), "{none}");
}

#[test]
fn phrases_are_as_loose_as_they_are_asked_to_be() {
    let filler = "sea ".repeat(300);
    let far = format!("Wolf {filler} bear {filler} calf.");
    let bench =
        bench(&[article("far", "", &far), article("near", "", "A calf, a bear, a wolf.")], 2);
    for (query, found) in [
        ("\"wolf bear calf\"~599", "near"),
        ("\"wolf bear calf\"~600", "far near"),
        ("\"wolf bear\"~299", "near"),
        ("\"wolf bear\"~300", "far near"),
        ("\"bear wolf\"~1", "near"),
        ("\"wolf bear\"~2", ""),
        ("\"wolf bear\"~3", "near"),
        ("\"bear bear\"~999", ""),
        ("\"wolf bear\"~4294967295", "far near"),
    ] {
        assert_eq!(bench.found(query, false), found, "{query}");
    }
}

#[test]
fn an_empty_index_finds_nothing() {
    let bench = bench(&[], 1);
    for query in ["a", "a b", "*", "-a", "a*", "date:2020", "\"a b\"", "headline:*"] {
        assert_eq!(bench.found(query, false), "", "{query}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whatever parses runs, and finds no more than there is.
    #[test]
    fn any_query_runs(pieces in prop::collection::vec(prop::sample::select(vec![
        "wolf", "the", "sea", " ", " ", "(", ")", "\"", "AND ", "OR ", "NOT ", "-", "+", "*", "?",
        "~1", "^2", "headline:", "author:", "source:", "date:", "2020", "..", "[2019 TO ", "]", "/",
        "核协", "é", ".",
    ]), 0..12), any in any::<bool>()) {
        thread_local! {
            static BENCH: Bench = bench(&articles(), 2);
        }
        let text = pieces.concat();
        if let Ok(parsed) = Query::parse(&text, &ParseOptions::default()) {
            BENCH.with(|bench| {
                let searcher = bench.index.searcher().unwrap();
                let options = SearchOptions { any, ..SearchOptions::default() };
                let hits = searcher.search(&parsed.query, &options).unwrap();
                let count = searcher.count(&parsed.query, any).unwrap();
                prop_assert_eq!(hits.total, Total::Exact(count), "{}", text);
                prop_assert!(count <= 6);
                Ok(())
            })?;
        }
    }
}
