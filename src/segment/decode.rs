//! Decoding: the best sequence of tags for all lines at once (Viterbi).
//!
//! The states are the tags and whether the article has had text: an article without text cannot
//! end, and nothing goes on inside an article that has not begun. Linear in the lines.

use super::weights::{Scores, Weights};

/// What a line is to an article, and whether it begins one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Tag {
    /// In no article.
    Outside,
    /// First line, and headline.
    BeginHead,
    /// First line, and kicker, byline, date, caption or noise.
    BeginMatter,
    /// First line, and text.
    BeginProse,
    /// Headline.
    Head,
    /// Kicker, byline, date, caption, bio or noise.
    Matter,
    /// Text.
    Prose,
}

/// The number of tags.
pub(super) const TAGS: usize = 7;

const NAMES: [(&str, Tag); TAGS] = [
    ("X", Tag::Outside),
    ("BH", Tag::BeginHead),
    ("BM", Tag::BeginMatter),
    ("BP", Tag::BeginProse),
    ("IH", Tag::Head),
    ("IM", Tag::Matter),
    ("IP", Tag::Prose),
];

impl Tag {
    /// All tags, in the order of their numbers.
    pub(super) const ALL: [Self; TAGS] = [
        Self::Outside,
        Self::BeginHead,
        Self::BeginMatter,
        Self::BeginProse,
        Self::Head,
        Self::Matter,
        Self::Prose,
    ];

    /// Returns the short names that the weights use, in order.
    pub(super) fn names() -> impl Iterator<Item = &'static str> + Clone {
        NAMES.iter().map(|(short, _)| *short)
    }

    /// Reads the short name that the weights use.
    pub(super) fn parse(name: &str) -> Option<Self> {
        NAMES.iter().find(|(short, _)| *short == name).map(|(_, tag)| *tag)
    }

    /// Tells whether an article begins here.
    pub(super) fn begins(self) -> bool {
        matches!(self, Self::BeginHead | Self::BeginMatter | Self::BeginProse)
    }

    /// Returns the tag of a line like this one that begins no article.
    pub(super) fn inside(self) -> Self {
        match self {
            Self::BeginHead => Self::Head,
            Self::BeginMatter => Self::Matter,
            Self::BeginProse => Self::Prose,
            other => other,
        }
    }

    /// Returns the tag of a line like this one that begins an article.
    pub(super) fn beginning(self) -> Self {
        match self {
            Self::Head => Self::BeginHead,
            Self::Matter => Self::BeginMatter,
            Self::Prose => Self::BeginProse,
            other => other,
        }
    }

    /// Tells whether the line is text of the article.
    pub(super) fn is_prose(self) -> bool {
        matches!(self, Self::BeginProse | Self::Prose)
    }

    /// Tells whether the line is a headline.
    pub(super) fn is_head(self) -> bool {
        matches!(self, Self::BeginHead | Self::Head)
    }
}

/// A tag, and whether the article has had text by then; outside, whether there has been an article.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub(super) tag: Tag,
    text: bool,
    /// Its place among the weights' steps: outside is one place, before any article or after.
    place: usize,
}

impl State {
    /// Tells whether a text may begin with it.
    pub(super) fn can_begin(self) -> bool {
        self.tag.begins() || (self.tag == Tag::Outside && !self.text)
    }

    /// Tells whether a text may end with it; with `some`, only if it has had an article.
    pub(super) fn can_end(self, some: bool) -> bool {
        self.text || (self.tag == Tag::Outside && !some)
    }
}

/// The number of states.
pub(super) const COUNT: usize = 10;

/// The number of places.
pub(super) const PLACES: usize = 9;

/// The names of the places that the weights use; small letters are for lines before the article's text.
pub(super) const PLACE_NAMES: [&str; PLACES] =
    ["X", "BH", "BM", "BP", "ih", "im", "IH", "IM", "IP"];

pub(super) const STATES: [State; COUNT] = [
    State { tag: Tag::Outside, text: false, place: 0 },
    State { tag: Tag::Outside, text: true, place: 0 },
    State { tag: Tag::BeginHead, text: false, place: 1 },
    State { tag: Tag::BeginMatter, text: false, place: 2 },
    State { tag: Tag::BeginProse, text: true, place: 3 },
    State { tag: Tag::Head, text: false, place: 4 },
    State { tag: Tag::Matter, text: false, place: 5 },
    State { tag: Tag::Head, text: true, place: 6 },
    State { tag: Tag::Matter, text: true, place: 7 },
    State { tag: Tag::Prose, text: true, place: 8 },
];

/// A way that cannot be.
pub(super) const NEVER: f32 = -1e9;

/// Finds the best tags for lines with these scores; with `some`, the best that hold an article.
pub(super) fn decode(weights: &Weights, scores: &[Scores], some: bool) -> Vec<Tag> {
    let steps = steps(weights);
    let mut best = STATES.map(|state| if state.can_begin() { 0.0 } else { NEVER });
    let mut back: Vec<[u8; COUNT]> = Vec::with_capacity(scores.len());
    for (at, scores) in scores.iter().enumerate() {
        let mut next = [NEVER; COUNT];
        let mut from = [0_u8; COUNT];
        for (((state, next), from), steps) in
            STATES.iter().zip(&mut next).zip(&mut from).zip(&steps)
        {
            let score = scores.get(state.tag as usize).copied().unwrap_or(NEVER);
            if at == 0 {
                continue;
            }
            let mut top = f32::MIN;
            for (number, (before, step)) in (0_u8..).zip(best.iter().zip(steps)) {
                if before + step > top {
                    (top, *from) = (before + step, number);
                }
            }
            *next = top + score;
        }
        if at == 0 {
            for ((next, before), state) in next.iter_mut().zip(&best).zip(&STATES) {
                *next = before + scores.get(state.tag as usize).copied().unwrap_or(NEVER);
            }
        }
        best = next;
        back.push(from);
    }
    trace(&best, &back, some)
}

/// Follows the best way back from the last line.
fn trace(best: &[f32; COUNT], back: &[[u8; COUNT]], some: bool) -> Vec<Tag> {
    let mut state = 0;
    let mut top = f32::MIN;
    for (number, (score, end)) in best.iter().zip(&STATES).enumerate() {
        let score = if end.can_end(some) { *score } else { score + NEVER };
        if score > top {
            (top, state) = (score, number);
        }
    }
    let mut tags = Vec::with_capacity(back.len());
    for from in back.iter().rev() {
        tags.push(STATES.get(state).map_or(Tag::Outside, |state| state.tag));
        state = usize::from(from.get(state).copied().unwrap_or_default());
    }
    tags.reverse();
    tags
}

/// Returns the weights of the steps to each state from each state.
pub(super) fn steps(weights: &Weights) -> [[f32; COUNT]; COUNT] {
    STATES.map(|to| STATES.map(|from| step(weights, from, to)))
}

/// Returns the log weight of a step, [`NEVER`] where it cannot be.
fn step(weights: &Weights, from: State, to: State) -> f32 {
    let before = from.tag == Tag::Outside && !from.text;
    let can = match to.tag {
        Tag::Outside if to.text => from.text,
        Tag::Outside => before,
        Tag::BeginHead | Tag::BeginMatter | Tag::BeginProse => from.text || before,
        Tag::Head | Tag::Matter => from.tag != Tag::Outside && from.text == to.text,
        Tag::Prose => from.tag != Tag::Outside,
    };
    if can { weights.step(from.place, to.place) } else { NEVER }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(tags: &[Tag]) -> Vec<Scores> {
        tags.iter()
            .map(|tag| {
                let mut scores = [-5.0; TAGS];
                scores[*tag as usize] = 0.0;
                scores
            })
            .collect()
    }

    #[test]
    fn an_article_has_a_beginning_and_text() {
        let weights = Weights::fitted();
        assert!(decode(weights, &[], true).is_empty());
        // Headlines alone are no articles, and text after nothing begins one.
        let tags =
            decode(weights, &scores(&[Tag::BeginHead, Tag::BeginHead, Tag::BeginHead]), false);
        assert!(!tags.last().unwrap().is_head());
        let tags = decode(weights, &scores(&[Tag::Prose, Tag::Prose]), false);
        assert!(tags[0].begins());
    }

    #[test]
    fn an_article_is_found_where_there_must_be_one() {
        let outside = scores(&[Tag::Outside; 4]);
        let tags = |some| decode(Weights::fitted(), &outside, some);
        assert_eq!(tags(false), [Tag::Outside; 4]);
        assert_eq!(tags(true).iter().filter(|tag| tag.begins()).count(), 1);
    }

    #[test]
    fn clear_scores_are_followed() {
        let clear = [
            Tag::Outside,
            Tag::BeginHead,
            Tag::Matter,
            Tag::Prose,
            Tag::BeginMatter,
            Tag::Head,
            Tag::Prose,
        ];
        assert_eq!(decode(Weights::fitted(), &scores(&clear), false), clear);
    }
}
