//! Parsing with source offsets.
//!
//! html5ever tells no offsets, but it emits every token as soon as it is complete. So the page is
//! fed in pieces that end where tokens end (after `>` and `;`, before `<` and `&`); a token then
//! comes out of the piece that completed it, and began where the last one ended.

use std::cell::Cell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::{TokenizerResult, Tracer, TreeSink as _};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use presscut_index::Span;

use super::attributes;
use super::dom::Dom;
use super::sink::{Handle, Sink};

/// How many elements may be open at once, as in browsers: the tree builder walks them for every tag,
/// which makes deeper pages quadratic. Deeper start tags are ignored, their text is kept.
const MAX_OPEN: usize = 512;
/// Elements that hold no others and so nest no deeper.
const LEAVES: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "iframe", "img", "input", "link", "meta",
    "noscript", "param", "script", "source", "style", "textarea", "title", "track", "wbr", "xmp",
];

/// Parses a page.
pub(super) fn parse(html: &str) -> Dom {
    let html = &*attributes::capped(html);
    let tokenizer = Tokenizer::new(Guard::new(html.len()), TokenizerOpts::default());
    let input = BufferQueue::default();
    let mut start = 0;
    for end in cuts(html) {
        input.push_back(StrTendril::from(html.get(start..end).unwrap_or_default()));
        tokenizer.sink.begin(start, end);
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        tokenizer.sink.finish_piece();
        start = end;
    }
    tokenizer.sink.begin(start, start);
    tokenizer.end();
    tokenizer.sink.builder.sink.finish()
}

/// Yields the ends of the pieces: behind each `>`, before each `<` and `&`.
fn cuts(html: &str) -> impl Iterator<Item = usize> {
    let bytes = html.as_bytes();
    memchr::memchr3_iter(b'<', b'>', b'&', bytes)
        .map(move |at| if bytes.get(at) == Some(&b'>') { at + 1 } else { at })
        .chain(std::iter::once(bytes.len()))
}

/// Stands between tokenizer and tree builder: tells the sink where each token stands, and ignores
/// the tags that would make the tree too deep or too large.
struct Guard {
    builder: TreeBuilder<Handle, Sink>,
    piece: Cell<(usize, usize)>,
    /// Where the bytes begin that no token has accounted for.
    unread: Cell<usize>,
    /// Whether a token has come out of the piece.
    emitted: Cell<bool>,
    /// At least as many elements are open, give or take those that closed unseen.
    open: Cell<usize>,
    /// Ignored start tags whose end tags are still to come.
    ignored: Cell<usize>,
    max_nodes: usize,
}

impl Guard {
    fn new(bytes: usize) -> Self {
        Self {
            builder: TreeBuilder::new(Sink::new(), TreeBuilderOpts::default()),
            piece: Cell::new((0, 0)),
            unread: Cell::new(0),
            emitted: Cell::new(false),
            open: Cell::new(0),
            ignored: Cell::new(0),
            // A tag has three bytes and makes few nodes; what makes more is formatting that is
            // never closed, and so is opened anew in every paragraph.
            max_nodes: bytes / 2 + 10_000,
        }
    }

    fn begin(&self, start: usize, end: usize) {
        self.piece.set((start, end));
        self.emitted.set(false);
    }

    fn finish_piece(&self) {
        if self.emitted.get() {
            self.unread.set(self.piece.get().1);
        }
    }

    fn span(&self, is_text: bool) -> Span {
        let ((start, end), unread) = (self.piece.get(), self.unread.get());
        if self.emitted.replace(true) || unread >= start {
            return Span::new(start, end);
        }
        // Text from earlier pieces was held back (`&amp` without semicolon, a lone `<`): it ends
        // where this piece begins. A tag with `<`, `>` or `&` in an attribute goes on into it.
        if is_text {
            self.unread.set(start);
            self.emitted.set(false);
            return Span::new(unread, start);
        }
        Span::new(unread, end)
    }

    fn ignores(&self, tag: &Tag) -> bool {
        if self.builder.sink.nodes() > self.max_nodes {
            return true;
        }
        if LEAVES.contains(&&*tag.name) {
            return false;
        }
        if tag.kind == TagKind::EndTag {
            let ignored = self.ignored.get();
            self.ignored.set(ignored.saturating_sub(1));
            return ignored > 0;
        }
        if self.open.get() >= MAX_OPEN {
            let count = Count(Cell::new(0));
            self.builder.trace_handles(&count);
            self.open.set(count.0.get());
        }
        let too_deep = self.open.get() >= MAX_OPEN;
        if too_deep {
            self.ignored.set(self.ignored.get() + 1);
        } else {
            self.open.set(self.open.get() + 1);
        }
        too_deep
    }
}

impl TokenSink for Guard {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        let is_text = match &token {
            Token::ParseError(_) => return TokenSinkResult::Continue,
            Token::TagToken(tag) if self.ignores(tag) => {
                let _ = self.span(false);
                return TokenSinkResult::Continue;
            }
            Token::CharacterTokens(_) | Token::NullCharacterToken => true,
            _ => false,
        };
        let span = self.span(is_text);
        let sink = &self.builder.sink;
        sink.at(span, is_text);
        let result = self.builder.process_token(token, line);
        if !is_text {
            self.builder.sink.end_text();
        }
        result
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Counts the handles that the tree builder holds: open elements and open formatting.
struct Count(Cell<usize>);

impl Tracer for Count {
    type Handle = Handle;

    fn trace_handle(&self, _: &Handle) {
        self.0.set(self.0.get() + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::super::dom::{Kind, NodeId};
    use super::*;

    /// Every text of a page, with the source of its bytes.
    fn texts(html: &str) -> Vec<(String, String)> {
        let dom = parse(html);
        let mut found = Vec::new();
        for id in dom.subtree(NodeId::ROOT) {
            if let Kind::Text(text) = &dom.node(id).kind {
                let source = dom.node(id).span.of(html).expect("a span within the page");
                found.push((text.to_string(), source.to_owned()));
            }
        }
        found
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    }

    #[test]
    fn text_knows_the_bytes_it_was_read_from() {
        assert_eq!(
            texts("<p>Rain &amp; wind &lt;3<b>é</b> 5 < 6 &gt"),
            pairs(&[
                ("Rain & wind <3", "Rain &amp; wind &lt;3"),
                ("é", "é"),
                (" 5 < 6 >", " 5 < 6 &gt"),
            ])
        );
    }

    #[test]
    fn references_without_semicolon_do_not_take_the_tag_after_them() {
        assert_eq!(
            texts("<p>a&amp<b>c</b>&lt&amp<i>"),
            pairs(&[("a&", "a&amp"), ("c", "c"), ("<&", "&lt&amp")])
        );
    }

    #[test]
    fn tags_with_brackets_in_attributes_are_one_tag() {
        let html = r#"<p><a title="a > b & <c>" href=x>link</a> end"#;
        assert_eq!(texts(html), pairs(&[("link", "link"), (" end", " end")]));
        let dom = parse(html);
        let link = dom.subtree(NodeId::ROOT).find(|&id| dom.name(id) == Some("a")).unwrap();
        assert_eq!(dom.node(link).span.of(html), Some(r#"<a title="a > b & <c>" href=x>"#));
    }

    #[test]
    fn text_that_a_table_pushes_out_keeps_its_bytes() {
        let texts = texts("<table>lost<tr><td>cell</td></tr>too</table>");
        assert!(texts.contains(&("lost".into(), "lost".into())), "{texts:?}");
        assert!(texts.contains(&("cell".into(), "cell".into())), "{texts:?}");
    }

    #[test]
    fn hostile_nesting_takes_linear_time_and_keeps_the_text() {
        for unit in ["<div>", "</x><div>", "<b><p>", "<table><td>", "<svg><g>", "<a><table>"] {
            let html = format!("{}core", unit.repeat(30_000));
            let dom = parse(&html);
            let text = dom.text(NodeId::ROOT).0;
            assert!(text.ends_with("core"), "{unit}");
        }
    }

    #[test]
    fn unclosed_formatting_cannot_fill_the_memory() {
        let fonts: Vec<String> = (0..300).map(|n| format!("<b id={n}>")).collect();
        let html = format!("{}{}", fonts.concat(), "<p>x".repeat(20_000));
        assert!(parse(&html).len() < 2 * html.len());
    }
}
