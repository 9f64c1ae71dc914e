//! The language of each article of a batch.

use std::collections::BTreeMap;

use presscut_index::{Article, Lang, detect_language};

use crate::read::Content;

/// Sets the language of a document's articles from what is known of each.
///
/// In order: the one that the person named, the one that the record declares for an article or
/// page, the one detected, the one that the page's markup declares (templates are often wrong).
/// What is left without one takes the majority of its batch, see [`fill`].
pub(super) fn assign(
    articles: &mut [Article],
    content: &Content,
    declared: Option<Lang>,
    named: Option<Lang>,
) {
    let declared_markup = matches!(content, Content::Html(_));
    for article in articles {
        let printed = article.language;
        let declared = declared.filter(|_| !declared_markup);
        article.language = named
            .or(declared)
            .or_else(|| detect_language(&article.body))
            .or_else(|| detect_language(&headline_and_body(article)))
            .or(printed);
    }
}

fn headline_and_body(article: &Article) -> String {
    format!("{}\n{}", article.headline.as_deref().unwrap_or_default(), article.body)
}

/// Bytes of short texts that are enough to tell their language by.
const ENOUGH: usize = 4_000;

/// Gives the articles without a language that of most others; of equals, the first by its code.
///
/// Where none has one, all are too short: they are taken together.
pub(super) fn fill(articles: &mut [Article]) {
    let mut counts = BTreeMap::new();
    for language in articles.iter().filter_map(|article| article.language) {
        *counts.entry(language).or_insert(0_u64) += 1;
    }
    let most = counts.iter().rev().max_by_key(|(_, count)| **count).map(|(lang, _)| *lang);
    let most = most.or_else(|| {
        let mut together = String::new();
        for article in articles.iter() {
            together.push_str(&headline_and_body(article));
            together.push('\n');
            if together.len() > ENOUGH {
                break;
            }
        }
        detect_language(&together)
    });
    for article in articles.iter_mut().filter(|article| article.language.is_none()) {
        article.language = most;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(tags: &[Option<&str>]) -> Vec<Article> {
        let article = |language| Article { language, ..Article::default() };
        tags.iter().map(|tag| article(tag.and_then(Lang::parse))).collect()
    }

    #[test]
    fn the_unsure_take_the_majority() {
        let mut articles = with(&[Some("de"), None, Some("en"), Some("de")]);
        fill(&mut articles);
        let languages: Vec<_> = articles.iter().map(|a| a.language.unwrap().to_string()).collect();
        assert_eq!(languages, ["de", "de", "en", "de"]);
    }

    #[test]
    fn of_equals_the_first_by_code_is_taken_whatever_the_order() {
        for tags in [[Some("en"), None, Some("de")], [Some("de"), None, Some("en")]] {
            let mut articles = with(&tags);
            fill(&mut articles);
            assert_eq!(articles[1].language, Lang::parse("de"));
        }
        let mut unknown = with(&[None, None]);
        fill(&mut unknown);
        assert_eq!(unknown[0].language, None);
    }

    #[test]
    fn texts_that_are_too_short_are_taken_together() {
        let bodies =
            ["Rain fell in the morning.", "The sun came out.", "What will they say of that?"];
        let mut articles: Vec<_> = bodies
            .iter()
            .cycle()
            .take(12)
            .map(|body| Article { body: (*body).into(), ..Article::default() })
            .collect();
        let one = articles[1].clone();
        assert_eq!(detect_language(&one.body), None);
        fill(&mut articles);
        assert_eq!(articles[1].language, Lang::parse("en"));
    }

    #[test]
    fn what_the_person_says_goes_before_what_the_record_declares() {
        let content = Content::Text(String::new());
        let (en, fr) = (Lang::parse("en"), Lang::parse("fr"));
        let mut articles = with(&[None]);
        assign(&mut articles, &content, en, fr);
        assert_eq!(articles[0].language, fr);
        assign(&mut articles, &content, en, None);
        assert_eq!(articles[0].language, en);
    }
}
