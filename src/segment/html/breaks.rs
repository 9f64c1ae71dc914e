//! Single line breaks: a line of an address or a poem goes on in its paragraph, but pages older than style sheets part
//! headline, byline and paragraphs with nothing else.

use std::collections::HashMap;

use super::articles::is_sentence;
use super::blocks::Block;
use super::dom::{NodeId, join};

/// From how many characters a line is no line of a poem, an address or a headline.
const LONG: usize = 50;
/// Up to which share of links it counts.
const LINKS: f32 = 0.4;
/// How many long lines that end as sentences do make an element a page of lines.
const SENTENCES: usize = 2;

/// A run of text between line breaks.
#[derive(Debug)]
pub(super) struct Line {
    /// The run.
    pub(super) block: Block,
    /// Whether nothing but a single `br` parts it from the run before.
    pub(super) follows: bool,
}

impl Line {
    fn is_long(&self) -> bool {
        self.block.chars > LONG && self.block.link_share() < LINKS
    }
}

/// The long lines of an element, with those that end as sentences do, and their characters.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    long: usize,
    sentences: usize,
    chars: usize,
    breaks: usize,
}

/// Makes blocks of lines: one of all that single breaks part, but in an element that holds most of the page's text in
/// lines. There long lines are paragraphs, and the short ones above them headline, byline and date.
pub(super) fn settle(lines: Vec<Line>) -> Vec<Block> {
    let mut held: HashMap<NodeId, Held> = HashMap::new();
    let mut total = 0;
    for line in &lines {
        let here = held.entry(line.block.node).or_default();
        here.breaks += usize::from(line.follows);
        if line.is_long() {
            total += line.block.chars;
            here.chars += line.block.chars;
            here.long += 1;
            here.sentences += usize::from(is_sentence(&line.block.text));
        }
    }
    held.retain(|_, held| held.breaks > 0 && held.long >= SENTENCES && held.chars * 2 > total);
    let mut blocks: Vec<Block> = Vec::new();
    let mut long_before = false;
    // The element whose long lines have begun: what is above them is parted.
    let mut begun: Option<NodeId> = None;
    for line in lines {
        let (node, long) = (line.block.node, line.is_long());
        let parts = held.get(&node).is_some_and(|held| {
            // Lines that end amid a sentence are broken by width.
            let paragraphs = held.sentences >= SENTENCES && held.sentences * 3 >= held.long * 2;
            begun != Some(node) || paragraphs && (long || long_before)
        });
        if long && held.contains_key(&node) {
            begun = Some(node);
        }
        long_before = long;
        match blocks.last_mut() {
            Some(last) if line.follows && !parts => add(last, &line.block),
            _ => blocks.push(line.block),
        }
    }
    blocks
}

/// Adds a line to the block before it.
fn add(block: &mut Block, line: &Block) {
    block.text.push(' ');
    block.text.push_str(&line.text);
    block.span = join(block.span, line.span);
    block.chars += line.chars;
    block.link_chars += line.link_chars;
    block.bold_chars += line.bold_chars;
}
