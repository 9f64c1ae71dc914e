//! Words that a question is phrased with and that tell nothing about what is asked.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::Lang;
use crate::analyze::{Stemmer, Word};
use crate::open::Searcher;

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
