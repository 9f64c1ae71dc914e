//! What is measured of a block, before any weight: names and values side by side.

mod place;
mod shape;
mod wording;

use std::collections::{HashMap, HashSet};
use std::fmt::Arguments;

use self::shape::shape;
use self::wording::wording;
use super::blocks::{Block, share};
use super::cues::Cues;
use super::dom::{Dom, NodeId};
use super::entity::skeleton;

/// How much of a class name tells kinds of places apart, in bytes.
const PATH_CLASS_BYTES: usize = 200;
/// From how many characters a block is long.
const LONG: usize = 120;

/// What the page knows about itself, for comparison with its blocks.
#[derive(Debug, Default)]
pub(super) struct Knowledge {
    /// The headline.
    pub(super) headline: String,
    /// The description that the metadata gives.
    pub(super) description: String,
    /// `articleBody` of the metadata, empty where there is none.
    pub(super) body: String,
    /// Names of authors.
    pub(super) authors: Vec<String>,
}

/// One value for each name, for each block; the names are those of the weights' rows.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Rows of equal length, one a block.
    pub(super) rows: Vec<Vec<f32>>,
}

/// A page seen as blocks.
#[derive(Clone, Copy, Debug)]
pub(super) struct View<'a> {
    /// The tree.
    pub(super) dom: &'a Dom,
    /// The cue words of its elements.
    pub(super) cues: &'a Cues,
    /// The blocks.
    pub(super) blocks: &'a [Block],
    /// Which of them are running text.
    pub(super) running: &'a [bool],
    /// The element that holds the article.
    pub(super) container: Option<NodeId>,
    /// The place of the headline's block.
    pub(super) headline: Option<usize>,
}

impl View<'_> {
    fn holds(&self, holder: NodeId, block: &Block) -> bool {
        block.node == holder || self.dom.ancestors(block.node).any(|id| id == holder)
    }
}

/// Measures every block.
pub(super) fn sheet(view: View<'_>, knowledge: &Knowledge) -> Sheet {
    let page = Page::new(view, knowledge);
    let measure = |(at, block)| {
        let mut row = Vec::with_capacity(160);
        page.measure(at, block, &mut |_, value| row.push(value));
        row
    };
    Sheet { rows: view.blocks.iter().enumerate().map(measure).collect() }
}

/// Takes a feature's name, spelled out only where someone reads it, and its value.
type Put<'a> = &'a mut dyn FnMut(Arguments<'_>, f32);

/// What is counted once a page.
struct Page<'a> {
    view: View<'a>,
    inside: Vec<bool>,
    paths: HashMap<u64, usize>,
    path_of: Vec<u64>,
    total: usize,
    first_long: usize,
    last_long: usize,
    texts: HashMap<&'a str, usize>,
    body: HashSet<u64>,
    description: HashSet<u64>,
    headline: HashSet<u64>,
    headline_text: String,
    description_text: String,
    authors: Vec<String>,
}

impl<'a> Page<'a> {
    fn new(view: View<'a>, knowledge: &Knowledge) -> Self {
        let inside: Vec<bool> = view
            .blocks
            .iter()
            .map(|block| view.container.is_some_and(|holder| view.holds(holder, block)))
            .collect();
        let (mut paths, mut path_of, mut total, mut texts) =
            (HashMap::new(), Vec::new(), 0, HashMap::new());
        for (block, running) in view.blocks.iter().zip(view.running) {
            let path = path(view.dom, block.node);
            if *running {
                *paths.entry(path).or_default() += block.chars;
                total += block.chars;
            }
            path_of.push(path);
            *texts.entry(block.text.as_str()).or_default() += 1;
        }
        let long = |at: &usize| {
            view.running.get(*at) == Some(&true)
                && inside.get(*at) == Some(&true)
                && view.blocks.get(*at).is_some_and(|b| b.chars > LONG)
        };
        let first_long = (0..view.blocks.len()).find(long).unwrap_or(view.blocks.len());
        let last_long = (0..view.blocks.len()).rev().find(long).unwrap_or(0);
        Self {
            view,
            inside,
            paths,
            path_of,
            total,
            first_long,
            last_long,
            texts,
            body: grams(&knowledge.body, 3),
            description: grams(&knowledge.description, 1),
            headline: grams(&knowledge.headline, 1),
            headline_text: skeleton(&knowledge.headline),
            description_text: skeleton(&knowledge.description),
            authors: knowledge.authors.iter().map(|name| skeleton(name)).collect(),
        }
    }

    fn measure(&self, at: usize, block: &Block, put: Put<'_>) {
        shape(block, put);
        self.place(at, block, put);
        self.elements(block, put);
        self.likeness(block, put);
        wording(block, put);
    }

    fn likeness(&self, block: &Block, put: Put<'_>) {
        let flag = |yes: bool| f32::from(u8::from(yes));
        let bare = skeleton(&block.text);
        let words = grams(&block.text, 1);
        let overlap = |other: &HashSet<u64>| share(words.intersection(other).count(), words.len());
        put(
            format_args!("equals the headline"),
            flag(!bare.is_empty() && bare == self.headline_text),
        );
        put(format_args!("words in the headline"), overlap(&self.headline));
        put(
            format_args!("equals the description"),
            flag(!bare.is_empty() && bare == self.description_text),
        );
        put(format_args!("words in the description"), overlap(&self.description));
        put(
            format_args!("half in the description"),
            flag(block.chars > 40 && overlap(&self.description) > 0.7),
        );
        let three = grams(&block.text, 3);
        let known = share(three.intersection(&self.body).count(), three.len());
        put(format_args!("share in articleBody"), known);
        put(format_args!("mostly in articleBody"), flag(known > 0.6));
        put(format_args!("not in articleBody"), flag(!self.body.is_empty() && known < 0.2));
        let repeats = self.texts.get(block.text.as_str()).copied().unwrap_or_default();
        put(format_args!("stands twice"), flag(repeats > 1));
        put(format_args!("stands three times"), flag(repeats > 2));
        put(
            format_args!("names an author"),
            flag(
                block.chars < 150
                    && self
                        .authors
                        .iter()
                        .any(|name| name.len() > 3 && bare.contains(name.as_str())),
            ),
        );
    }
}

/// Names a block's kind of place: its tag and class with those of two elements above.
fn path(dom: &Dom, node: NodeId) -> u64 {
    let mut path = String::new();
    for id in std::iter::once(node).chain(dom.ancestors(node)).take(3) {
        let class = dom.attr(id, "class").unwrap_or_default();
        path.push_str(dom.name(id).unwrap_or_default());
        path.push('.');
        // Every block below reads the class again: only its start counts.
        path.push_str(class.get(..class.floor_char_boundary(PATH_CLASS_BYTES)).unwrap_or_default());
        path.push('>');
    }
    xxhash_rust::xxh3::xxh3_64(path.as_bytes())
}

/// Returns the hashes of all runs of `n` words (for scripts without blanks, of characters).
fn grams(text: &str, n: usize) -> HashSet<u64> {
    let mut words: Vec<u64> = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.starts_with(|c: char| ('\u{2e80}'..'\u{f000}').contains(&c)) {
            words.extend(word.chars().map(u64::from));
        } else {
            words.push(xxhash_rust::xxh3::xxh3_64(word.to_lowercase().as_bytes()));
        }
    }
    let mix = |window: &[u64]| {
        window.iter().fold(0_u64, |hash, word| {
            hash.rotate_left(21).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ word
        })
    };
    if words.len() < n && !words.is_empty() {
        return std::iter::once(mix(&words)).collect();
    }
    words.windows(n).map(mix).collect()
}

/// Returns the features' names, in order.
pub(super) fn feature_names() -> Vec<String> {
    let dom = super::parse::parse("<p>x");
    let cues = Cues::read(&dom);
    let blocks = super::blocks::blocks(&dom, "<p>x", false);
    let running = super::container::running(&dom, &cues, &blocks);
    let view = View {
        dom: &dom,
        cues: &cues,
        blocks: &blocks,
        running: &running,
        container: None,
        headline: None,
    };
    let page = Page::new(view, &Knowledge::default());
    let mut names = Vec::new();
    if let Some(block) = blocks.first() {
        page.measure(0, block, &mut |name, _| names.push(name.to_string()));
    }
    names
}
