//! Words that a question is phrased with and that tell nothing about what is asked.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::ast::{FieldKind, Kind, Node};
use super::lower::{Lowerer, Place, Scope};
use crate::Lang;
use crate::analyze::{Stemmer, Word, query_words};
use crate::open::Searcher;
use crate::schema::Printed;

/// English pronouns, prepositions, conjunctions, auxiliaries and the like, beyond what the analyser
/// guards from the stemmer.
const ENGLISH: &str = "\
    a about across after again against all along also although am among amongst an and another \
    around as at away be been before behind below beneath between beyond both but by came can \
    cannot could did do done down each either enough even ever few first for from further get gets \
    give given go goes got had he her here hers herself him himself his how however i if in indeed \
    into is it itself just least less like made make makes may me might mine more moreover most \
    much must my near neither never next no nobody nor not now of off often on one onto or our out \
    over own per put rather really said say says see seem seemed seems shall she should since so \
    still such take than that the their them then there they this though three through throughout \
    to together too toward two under unless until up upon use used using various via want wants we \
    well went were what whatever when whenever wherever whether which while whither who whoever \
    whom why will with within without would yes yet you your can't couldn't didn't doesn't don't \
    hadn't hasn't haven't i'd i'll i'm i've isn't it'll it'd let's mustn't shan't shouldn't wasn't \
    we'd we'll we're we've weren't won't wouldn't you'd you'll you're you've they'd they'll \
    they're they've who'll who're that'll there'll aren't he'd he'll she'd she'll";

static MORE_ENGLISH: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| ENGLISH.split_whitespace().collect());

/// The stop words of an index: those of the language that most of its articles are in.
///
/// In a query of another language they are only missed as filters: they do not hide an article.
pub(crate) struct StopList(Option<Lang>);

impl StopList {
    /// Asks for the language of most articles.
    pub(crate) fn new(searcher: &Searcher) -> Self {
        Self(searcher.main_language())
    }

    /// Tells whether a word is on the list.
    pub(crate) fn contains(&self, word: &Word, stemmer: &mut Stemmer) -> bool {
        let Some(language) = self.0 else { return false };
        let english = language.as_str() == "en" && MORE_ENGLISH.contains(word.lower.as_str());
        !word.acronym && (english || stemmer.is_stop(language, &word.lower))
    }
}

impl Lowerer<'_> {
    /// Leaves out stop words, unless no other words are left.
    pub(super) fn without_stops<'n>(&mut self, parts: &'n [Node], place: Place) -> Vec<&'n Node> {
        let mut kept: Vec<&Node> = Vec::new();
        let mut others = false;
        for part in parts {
            let stop = match &part.kind {
                Kind::Word(text) => self.is_stop(text, place),
                _ => false,
            };
            others |= !stop && asks_for_words(part);
            if !stop {
                kept.push(part);
            }
        }
        if others { kept } else { parts.iter().collect() }
    }

    fn is_stop(&mut self, text: &str, place: Place) -> bool {
        if !matches!(place.scope, Scope::Bare | Scope::Text(Printed::Headline | Printed::Body)) {
            return false;
        }
        match query_words(text).as_slice() {
            [word] => self.is_stop_word(word),
            _ => false,
        }
    }

    pub(super) fn is_stop_word(&mut self, word: &Word) -> bool {
        let stops = self.stops.get_or_insert_with(|| StopList::new(self.searcher));
        stops.contains(word, &mut self.stemmer)
    }
}

/// Tells whether a node asks for words, rather than for dates, values or anything.
fn asks_for_words(node: &Node) -> bool {
    match &node.kind {
        Kind::Not(_) | Kind::All | Kind::Date(_) => false,
        Kind::In(field, inner) => field.kind() == FieldKind::Text && asks_for_words(inner),
        Kind::Required(inner) | Kind::Boost(inner, _) | Kind::Also(inner, _) => {
            asks_for_words(inner)
        }
        Kind::Or(parts) | Kind::List(parts) | Kind::And(parts) => parts.iter().any(asks_for_words),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use crate::{Article, Date, Index, Lang, ParseOptions, Query, SearchOptions, WriterOptions};

    #[test]
    fn a_stop_word_is_left_out_beside_other_words_alone() {
        let dir = tempfile::tempdir().unwrap();
        let index = Index::create_or_open(dir.path()).unwrap();
        let mut writer = index.writer(&WriterOptions::default()).unwrap();
        for (id, body, date) in
            [("1", "ferry", "2019"), ("2", "tin can", "2019"), ("3", "ferry can", "2020")]
        {
            writer
                .add(&Article {
                    id: id.into(),
                    headline: Some("pier".into()),
                    body: body.into(),
                    date: Date::parse(date),
                    language: Lang::parse("en"),
                    ..Article::default()
                })
                .unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.searcher().unwrap();
        for (text, expected) in [
            ("can", "2 3"),
            ("can ferry", "1 3"),
            ("can headline:pier", "1 2 3"),
            ("can date:2019", "2"),
            ("can lang:en", "2 3"),
            ("can *", "2 3"),
            ("can headline:*", "2 3"),
            ("can -tin", "3"),
            ("(can date:2019)", "2"),
            ("can ferry date:2020", "3"),
            ("can (ferry OR date:2019)", "1 2 3"),
            ("can of date:2019", ""),
        ] {
            let query = Query::parse(text, &ParseOptions::default()).unwrap().query;
            let hits = searcher.search(&query, &SearchOptions::default()).unwrap().hits;
            let mut ids: Vec<_> = hits.into_iter().map(|hit| hit.article.id).collect();
            ids.sort_unstable();
            assert_eq!(ids.join(" "), expected, "{text}");
        }
    }
}
