//! What is measured of a block, before any weight: names and values side by side.

use std::collections::{HashMap, HashSet};
use std::fmt::Arguments;

use super::blocks::{Block, share};

use super::cues::{self, Cues};
use super::dom::{Dom, NodeId};
use super::entity::skeleton;
use super::names;

/// How many elements above a block are "near".
const NEAR: usize = 3;
/// How much of a class name tells kinds of places apart, in bytes.
const PATH_CLASS_BYTES: usize = 200;
/// From how many characters a block is long.
const LONG: usize = 120;
/// Tags that have a feature of their own, for the block and for what is above it.
const TAGS: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "li",
    "div",
    "blockquote",
    "figcaption",
    "td",
    "section",
    "article",
    "header",
    "pre",
];
const ABOVE: &[&str] = &[
    "aside",
    "footer",
    "nav",
    "header",
    "figure",
    "form",
    "ul",
    "ol",
    "table",
    "blockquote",
    "article",
    "main",
    "section",
    "details",
];

/// Wordings of photo credits, small print and links to other texts, lower case.
const CREDITS: &[&str] = &[
    "photo:",
    "foto:",
    "photo by",
    "image:",
    "bild:",
    "©",
    "(c)",
    "getty images",
    "credit:",
    "picture:",
    "crédit",
    "crédito",
    "photograph:",
    "via getty",
    "/afp",
    "/reuters",
    "/dpa",
    "imago",
    "shutterstock",
    "file photo",
    "all rights reserved",
];
const SERVICE: &[&str] = &[
    "cookie",
    "newsletter",
    "javascript",
    "subscribe",
    "sign up",
    "log in",
    "your email",
    "e-mail",
    "browser",
    "anmelden",
    "abonn",
    "datenschutz",
    "privacy",
    "whatsapp",
    "facebook",
    "instagram",
    "telegram",
    "suscr",
    "advertisement",
    "anzeige",
    "download the app",
    "follow us",
    "externe inhalte",
    "externer inhalt",
    "externen inhalt",
];
const LINKS_ON: &[&str] = &[
    "read more",
    "read also",
    "also read",
    "more on",
    "more:",
    "related:",
    "read:",
    "watch:",
    "listen:",
    "lesen sie",
    "mehr zum",
    "mehr dazu",
    "mehr:",
    "auch interessant",
    "lire aussi",
    "à lire",
    "leia também",
    "leia mais",
    "lea también",
    "leggi anche",
    "lees ook",
    "les også",
    "läs också",
    "see also",
    "recommended",
    "baca juga",
    "czytaj",
    "zum thema",
    "weiterlesen",
    "update:",
    "editor's note",
    "correction",
    "this article",
    "this story",
    "dieser artikel",
    "hinweis",
];

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

/// One value for each name, for each block; the names are those of [`names`].
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

    fn place(&self, at: usize, block: &Block, put: Put<'_>) {
        let flag = |yes: bool| f32::from(u8::from(yes));
        let inside = self.inside.get(at) == Some(&true);
        put(format_args!("running"), flag(self.view.running.get(at) == Some(&true)));
        put(format_args!("inside"), flag(inside));
        put(format_args!("inside and short"), flag(inside && block.chars < 50));
        put(format_args!("before the first long"), flag(at < self.first_long));
        put(format_args!("after the last long"), flag(at > self.last_long));
        put(format_args!("between"), flag(at >= self.first_long && at <= self.last_long));
        put(
            format_args!("inside between"),
            flag(inside && at >= self.first_long && at <= self.last_long),
        );
        let behind = at.saturating_sub(self.last_long) as f32;
        put(format_args!("log blocks behind the last long"), behind.ln_1p());
        let steps = self.view.container.filter(|_| inside).map(|holder| {
            std::iter::once(block.node)
                .chain(self.view.dom.ancestors(block.node))
                .position(|id| id == holder)
                .unwrap_or(0)
        });
        put(format_args!("child of the container"), flag(steps.is_some_and(|steps| steps <= 1)));
        put(
            format_args!("log steps below the container"),
            steps.map_or(0.0, |steps| (steps as f32).ln_1p()),
        );
        let headline = self.view.headline;
        put(format_args!("before the headline"), flag(headline.is_some_and(|h| at < h)));
        put(format_args!("is the headline's block"), flag(headline == Some(at)));
        put(format_args!("no headline's block"), flag(headline.is_none()));
        let distance = headline.map_or(0.0, |h| (at.saturating_sub(h) as f32).ln_1p());
        put(format_args!("log distance to the headline"), distance);
        put(
            format_args!("near after the headline"),
            flag(headline.is_some_and(|h| at > h && at <= h + 4)),
        );
        let path =
            self.path_of.get(at).and_then(|path| self.paths.get(path)).copied().unwrap_or_default();
        put(format_args!("share of text with its path"), share(path, self.total));
        put(format_args!("path holds a third"), flag(share(path, self.total) > 0.33));
        put(format_args!("path holds nothing"), flag(path == 0));
        put(format_args!("log place"), (at as f32).ln_1p());
        put(format_args!("place in page"), share(at, self.view.blocks.len()));
    }

    fn elements(&self, block: &Block, put: Put<'_>) {
        let flag = |yes: bool| f32::from(u8::from(yes));
        let dom = self.view.dom;
        let name = dom.name(block.node);
        for tag in TAGS {
            put(format_args!("{tag}"), flag(name == Some(tag)));
        }
        let stop = self.view.container.filter(|&holder| self.view.holds(holder, block));
        let above: Vec<NodeId> =
            dom.ancestors(block.node).take_while(|id| Some(*id) != stop).collect();
        for tag in ABOVE {
            put(
                format_args!("above {tag}"),
                flag(above.iter().any(|id| dom.name(*id) == Some(tag))),
            );
        }
        let mask = |ids: &mut dyn Iterator<Item = NodeId>| {
            ids.fold(0, |mask, id| mask | self.view.cues.mask(id))
        };
        let near =
            mask(&mut std::iter::once(block.node).chain(dom.ancestors(block.node)).take(NEAR));
        let far = mask(&mut dom.ancestors(block.node).skip(NEAR - 1));
        for cue in cues::ALL {
            put(format_args!("near {cue:?}"), flag(near & *cue as u32 != 0));
            put(format_args!("far {cue:?}"), flag(far & *cue as u32 != 0));
        }
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

/// Length, links, marks and letters of a block.
fn shape(block: &Block, put: Put<'_>) {
    let flag = |yes: bool| f32::from(u8::from(yes));
    let text = &block.text;
    put(format_args!("bias"), 1.0);
    put(format_args!("log length"), (block.chars as f32).ln_1p());
    for limit in [12, 25, 50, 80, 120, 200, 400] {
        put(format_args!("longer than {limit}"), flag(block.chars > limit));
    }
    put(format_args!("link share"), block.link_share());
    put(format_args!("all link"), flag(block.link_share() > 0.9));
    put(format_args!("some link"), flag(block.link_share() > 0.0 && block.link_share() < 0.5));
    put(format_args!("long link"), if block.chars > 50 { block.link_share() } else { 0.0 });
    put(format_args!("bold share"), block.bold_share());
    put(format_args!("short and bold"), flag(block.bold_share() > 0.9 && block.chars < 90));
    put(
        format_args!("ends a sentence"),
        flag(text.ends_with(['.', '!', '?', '…', '"', '”', '“', '»', '’', ')', '。', '」', '।'])),
    );
    put(format_args!("ends with a colon"), flag(text.ends_with(':')));
    put(format_args!("ends cut off"), flag(text.ends_with("...") || text.ends_with('…')));
    put(format_args!("question"), flag(text.ends_with('?')));
    let count = |test: &dyn Fn(char) -> bool| text.chars().filter(|c| test(*c)).count();
    put(
        format_args!("log commas"),
        (count(&|c| matches!(c, ',' | '、' | '،' | '，')) as f32).ln_1p(),
    );
    put(
        format_args!("log full stops"),
        (count(&|c| matches!(c, '.' | '。' | '!' | '?' | '।')) as f32).ln_1p(),
    );
    put(format_args!("digit share"), share(count(&|c| c.is_numeric()), block.chars));
    put(
        format_args!("capital share"),
        share(count(&char::is_uppercase), count(&char::is_alphabetic)),
    );
    put(
        format_args!("capitals only"),
        flag(count(&char::is_lowercase) == 0 && count(&char::is_uppercase) > 2),
    );
    put(format_args!("starts small"), flag(text.starts_with(char::is_lowercase)));
    put(
        format_args!("starts with a quote"),
        flag(text.starts_with(['"', '“', '„', '«', '‘', '\''])),
    );
    put(
        format_args!("starts with a sign"),
        flag(text.starts_with(|c: char| !c.is_alphanumeric() && !"\"“„«‘'([".contains(c))),
    );
    put(format_args!("log words"), (text.split_whitespace().count() as f32).ln_1p());
}

fn wording(block: &Block, put: Put<'_>) {
    let flag = |yes: bool| f32::from(u8::from(yes));
    let start =
        block.text.get(..block.text.floor_char_boundary(300)).unwrap_or_default().to_lowercase();
    let short = block.chars < 250;
    put(
        format_args!("credit wording"),
        flag(short && CREDITS.iter().any(|cue| start.contains(cue))),
    );
    put(format_args!("service wording"), flag(SERVICE.iter().any(|cue| start.contains(cue))));
    put(
        format_args!("service wording, short"),
        flag(short && SERVICE.iter().any(|cue| start.contains(cue))),
    );
    put(format_args!("leads on"), flag(LINKS_ON.iter().any(|cue| start.starts_with(cue))));
    put(
        format_args!("looks like names"),
        flag(block.chars < 60 && names::looks_like_names(&block.text)),
    );
    put(
        format_args!("has a bracketed address"),
        flag(start.contains("http") || start.contains("www.")),
    );
    put(
        format_args!("starts like a list"),
        flag(start.starts_with(['•', '-', '–', '*', '▪', '●'])),
    );
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
#[cfg(test)]
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
    page.measure(0, &blocks[0], &mut |name, _| names.push(name.to_string()));
    names
}
