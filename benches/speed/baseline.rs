//! Plain programs: what an hour's work would do for each part.

use std::collections::HashMap;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use presscut_index::Article;
use unicode_segmentation::UnicodeSegmentation as _;

/// Parses every line into a tree.
pub(crate) fn json(ndjson: &str) -> usize {
    ndjson.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok()).count()
}

/// Finds the words of a text.
pub(crate) fn words(text: &str) -> usize {
    text.unicode_words().count()
}

/// Counts each word of each article, lower case, in one table: the floor of an inverted index.
pub(crate) fn count(articles: &[Article]) -> usize {
    let mut counts: HashMap<String, u32> = HashMap::new();
    for article in articles {
        let texts = [article.headline.as_deref().unwrap_or_default(), &article.body];
        for word in texts.iter().flat_map(|text| text.unicode_words()) {
            *counts.entry(word.to_lowercase()).or_default() += 1;
        }
    }
    counts.len()
}

/// Cuts a page into tokens and drops them.
pub(crate) fn html(page: &str) -> usize {
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(page));
    let tokenizer = Tokenizer::new(Drop, TokenizerOpts::default());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    page.len()
}

struct Drop;

impl TokenSink for Drop {
    type Handle = ();

    fn process_token(&self, _: Token, _: u64) -> TokenSinkResult<()> {
        TokenSinkResult::Continue
    }
}
