//! Blocks: runs of visible inline text inside their nearest block element.

use presscut_index::Span;

use super::breaks::{self, Line};
use super::dom::{Dom, Kind, NodeId, join};

/// Elements that end a run of text.
const BLOCK_TAGS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];
/// Elements whose text is no text of the page.
const SKIPPED_TAGS: &[&str] = &[
    "audio", "button", "canvas", "datalist", "head", "iframe", "input", "map", "math", "meter",
    "noframes", "noscript", "object", "option", "progress", "script", "select", "style", "svg",
    "template", "textarea", "title", "video",
];

/// A run of text.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// The text, white space collapsed.
    pub(super) text: String,
    /// Its bytes in the page, from the first character to the last.
    pub(super) span: Span,
    /// The nearest block element.
    pub(super) node: NodeId,
    /// Characters of the text.
    pub(super) chars: usize,
    /// Characters inside links.
    pub(super) link_chars: usize,
    /// Characters in bold.
    pub(super) bold_chars: usize,
}

impl Block {
    /// Returns the share of the text that is links, 0 to 1.
    pub(super) fn link_share(&self) -> f32 {
        share(self.link_chars, self.chars)
    }

    /// Returns the share of the text that is bold, 0 to 1.
    pub(super) fn bold_share(&self) -> f32 {
        share(self.bold_chars, self.chars)
    }
}

/// Divides two counts; nothing of nothing is nothing.
pub(super) fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

/// Returns the blocks of a page in order of the tree.
pub(super) fn blocks(dom: &Dom, html: &str, hidden_too: bool) -> Vec<Block> {
    let mut builder = Builder {
        html,
        lines: Vec::new(),
        run: Run::default(),
        follows: false,
        open: vec![NodeId::ROOT],
    };
    let (mut links, mut bolds, mut pres) = (0_usize, 0_usize, 0_usize);
    let mut breaks = 0;
    let mut at = NodeId::ROOT;
    loop {
        let node = dom.node(at);
        let mut descend = true;
        match &node.kind {
            Kind::Text(text) => {
                if pres > 0 {
                    builder.lines(text, node.span);
                } else {
                    builder.text(text, node.span, links > 0, bolds > 0);
                }
                if !text.trim().is_empty() {
                    breaks = 0;
                }
            }
            Kind::Element { name, .. } => {
                let name = &**name;
                if SKIPPED_TAGS.contains(&name) || (!hidden_too && is_hidden(dom, at)) {
                    descend = false;
                } else if name == "br" {
                    breaks += 1;
                    builder.line_break(breaks == 1);
                } else if BLOCK_TAGS.contains(&name) {
                    builder.flush();
                    builder.open.push(at);
                    breaks = 0;
                    pres += usize::from(name == "pre");
                } else {
                    links += usize::from(name == "a");
                    bolds += usize::from(matches!(name, "b" | "strong"));
                }
            }
            Kind::Other => {}
        }
        if descend && let Some(first) = node.first {
            at = first;
            continue;
        }
        // An element that was entered is left, one that was skipped is not.
        let mut left = descend;
        loop {
            if left && let Some(name) = dom.name(at) {
                if BLOCK_TAGS.contains(&name) {
                    builder.flush();
                    builder.open.pop();
                    pres -= usize::from(name == "pre");
                } else {
                    links -= usize::from(name == "a");
                    bolds -= usize::from(matches!(name, "b" | "strong"));
                }
            }
            if let Some(next) = dom.node(at).next {
                at = next;
                break;
            }
            let Some(parent) = dom.node(at).parent else {
                builder.flush();
                return breaks::settle(builder.lines);
            };
            at = parent;
            left = true;
        }
    }
}

/// Tells whether an element is hidden by an attribute of its own.
pub(super) fn is_hidden(dom: &Dom, id: NodeId) -> bool {
    if dom.attr(id, "hidden").is_some() {
        return true;
    }
    dom.attr(id, "style").is_some_and(|style| {
        let style: String =
            style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        style.contains("display:none") || style.contains("visibility:hidden")
    })
}

struct Builder<'a> {
    html: &'a str,
    lines: Vec<Line>,
    run: Run,
    /// Whether nothing but one line break stands between the last run and this one.
    follows: bool,
    open: Vec<NodeId>,
}

#[derive(Default)]
struct Run {
    text: String,
    span: Option<Span>,
    links: usize,
    bolds: usize,
}

impl Builder<'_> {
    fn text(&mut self, text: &str, span: Span, is_link: bool, is_bold: bool) {
        self.run.text.push_str(text);
        let chars = text.chars().filter(|c| !c.is_whitespace()).count();
        if chars == 0 {
            return;
        }
        self.run.span = Some(self.run.span.map_or(span, |seen| join(seen, span)));
        self.run.links += if is_link { chars } else { 0 };
        self.run.bolds += if is_bold { chars } else { 0 };
    }

    /// Adds preformatted text: every line is a block, as it would be in a plain text.
    fn lines(&mut self, text: &str, span: Span) {
        let source = span.of(self.html).unwrap_or_default();
        let (ours, theirs) = (text.lines().count(), source.lines().count());
        // The line break behind `<pre>` is not part of the text.
        let lead = if theirs == ours + 1 { line_break(source) } else { "" };
        let theirs = theirs - usize::from(!lead.is_empty());
        let mut start = span.start + lead.len() as u64;
        let source = source.get(lead.len()..).unwrap_or_default();
        let mut sources = source.split_inclusive('\n');
        for line in text.split_inclusive('\n') {
            // A character reference may stand for a line's end; then the lines share their bytes.
            let length = sources.next().map_or(0, str::len) as u64;
            let here = if ours == theirs { Span { start, end: start + length } } else { span };
            start += length;
            self.text(line, here, false, false);
            if line.ends_with('\n') {
                self.flush();
            }
        }
    }

    /// Ends a run at a `br`; a second one in a row ends the paragraph.
    fn line_break(&mut self, first: bool) {
        let ends_run = self.run.span.is_some();
        let follows = self.follows;
        self.flush();
        self.follows = first && (ends_run || follows);
    }

    fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        let follows = std::mem::take(&mut self.follows);
        let (Some(span), Some(&node)) = (run.span, self.open.last()) else { return };
        let text = super::entity::collapse(&run.text);
        let chars = text.chars().filter(|c| !c.is_whitespace()).count();
        let span = trim(span, self.html);
        let (link_chars, bold_chars) = (run.links, run.bolds);
        let block = Block { text, span, node, chars, link_chars, bold_chars };
        self.lines.push(Line { block, follows });
    }
}

/// Returns the line break that a text begins with.
fn line_break(text: &str) -> &str {
    let length = match text.as_bytes() {
        [b'\n', ..] => 1,
        [b'\r', b'\n', ..] => 2,
        _ => 0,
    };
    text.get(..length).unwrap_or_default()
}

/// Leaves out white space at the ends of a span.
fn trim(span: Span, html: &str) -> Span {
    let Some(source) = span.of(html) else { return span };
    let before = source.len() - source.trim_start().len();
    let start = span.start + before as u64;
    Span { start, end: start + source.trim().len() as u64 }
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    fn texts(html: &str) -> Vec<String> {
        blocks(&parse(html), html, false).into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn runs_end_at_block_elements_and_double_breaks() {
        assert_eq!(
            texts(
                "<div>One <b>and</b>\n<a href=x>two</a><p>Three<br>four<br><br>five</p>six</div>"
            ),
            ["One and two", "Three four", "five", "six"]
        );
    }

    #[test]
    fn what_is_not_shown_is_no_text() {
        assert_eq!(
            texts(
                "<title>t</title><script>s</script><p style='display: none'>h</p><p hidden>i</p>\
                 <button>b</button><template>t</template><noscript>n</noscript><p>shown</p>"
            ),
            ["shown"]
        );
    }

    #[test]
    fn spans_hold_the_source_of_the_text() {
        let html = "<p>\n  Fish &amp; <i>chips</i> \n</p><pre>first line\nsecond &lt; line\n</pre>\
                    <pre>\r\nthird\r\nfourth</pre>";
        let found: Vec<_> = blocks(&parse(html), html, false)
            .iter()
            .map(|block| block.span.of(html).unwrap().to_owned())
            .collect();
        assert_eq!(
            found,
            ["Fish &amp; <i>chips", "first line", "second &lt; line", "third", "fourth"]
        );
    }

    #[test]
    fn shares_count_characters() {
        let html = "<p>ab <a href=x>cd</a> <b>efgh</b></p>";
        let block = blocks(&parse(html), html, false).remove(0);
        assert_eq!((block.chars, block.link_chars, block.bold_chars), (8, 2, 4));
        assert!((block.link_share() - 0.25).abs() < 1e-6);
    }
}
