//! Cue words in class names and ids: what an element says it is for.

mod words;

use std::collections::HashMap;

use self::words::WORDS;
use super::dom::{Dom, Kind, NodeId};

/// What an element's names hint at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Cue {
    /// Readers' comments.
    Comment = 1,
    /// Links to other articles.
    Related = 1 << 1,
    /// The stub of another article.
    Teaser = 1 << 2,
    /// A picture's caption or credit.
    Caption = 1 << 3,
    /// The foot of the page.
    Footer = 1 << 4,
    /// Menus.
    Nav = 1 << 5,
    /// A column beside the text.
    Sidebar = 1 << 6,
    /// Adverts, subscriptions, newsletters.
    Promo = 1 << 7,
    /// Buttons to share, and social media.
    Share = 1 << 8,
    /// Authors and bylines.
    Author = 1 << 9,
    /// Dates, labels, small print around the headline.
    Meta = 1 << 10,
    /// The headline.
    Headline = 1 << 11,
    /// The standfirst.
    Summary = 1 << 12,
    /// The text.
    Content = 1 << 13,
    /// Tags and topics.
    Tags = 1 << 14,
    /// Consent, privacy, login.
    Consent = 1 << 15,
    /// Video and audio players, galleries.
    Media = 1 << 16,
    /// Boxes within the text.
    Box = 1 << 17,
}

/// All cues, in the order of their bits.
pub(super) const ALL: &[Cue] = &[
    Cue::Comment,
    Cue::Related,
    Cue::Teaser,
    Cue::Caption,
    Cue::Footer,
    Cue::Nav,
    Cue::Sidebar,
    Cue::Promo,
    Cue::Share,
    Cue::Author,
    Cue::Meta,
    Cue::Headline,
    Cue::Summary,
    Cue::Content,
    Cue::Tags,
    Cue::Consent,
    Cue::Media,
    Cue::Box,
];

/// The cues of every element of a page.
#[derive(Debug)]
pub(super) struct Cues {
    masks: Vec<u32>,
}

impl Cues {
    /// Reads the class, id and similar attributes of every element.
    pub(super) fn read(dom: &Dom) -> Self {
        let mut masks = vec![0; dom.len()];
        let mut known: HashMap<&str, u32> = HashMap::new();
        let mut words: HashMap<String, u32> = HashMap::new();
        for id in dom.subtree(NodeId::ROOT) {
            let Kind::Element { attrs, .. } = &dom.node(id).kind else { continue };
            let mut mask = 0;
            for attr in attrs {
                if matches!(
                    &*attr.name.local,
                    "class"
                        | "id"
                        | "data-component"
                        | "data-testid"
                        | "role"
                        | "data-qa"
                        | "data-type"
                ) {
                    mask |= *known
                        .entry(&*attr.value)
                        .or_insert_with(|| of_names(&attr.value, &mut words));
                }
            }
            if let Some(slot) = masks.get_mut(id.index()) {
                *slot = mask;
            }
        }
        Self { masks }
    }

    /// Returns an element's own cues as bits.
    pub(super) fn mask(&self, id: NodeId) -> u32 {
        self.masks.get(id.index()).copied().unwrap_or_default()
    }

    /// Tells whether an element carries the cue itself.
    pub(super) fn own(&self, id: NodeId, cue: Cue) -> bool {
        self.mask(id) & cue as u32 != 0
    }

    /// Tells whether an element carries any of the cues itself.
    pub(super) fn has(&self, id: NodeId, cues: &[Cue]) -> bool {
        cues.iter().any(|&cue| self.own(id, cue))
    }

    /// Takes the cue of comments back from what holds the headline: no comment does.
    pub(super) fn void_comments(&mut self, ids: impl Iterator<Item = NodeId>) {
        for id in ids {
            if let Some(mask) = self.masks.get_mut(id.index()) {
                *mask &= !(Cue::Comment as u32);
            }
        }
    }

    /// Takes the cues of an element back, but for those about comments.
    pub(super) fn void(&mut self, id: NodeId) {
        if let Some(mask) = self.masks.get_mut(id.index()) {
            *mask &= Cue::Comment as u32 | Cue::Content as u32;
        }
    }
}

/// Returns the cues of names such as `article-body__text relatedLinks`.
fn of_names(names: &str, known: &mut HashMap<String, u32>) -> u32 {
    // Names longer than this are generated, and their time is better spent.
    let names = names.get(..names.floor_char_boundary(400)).unwrap_or_default();
    let mut mask = 0;
    let mut word = String::new();
    let mut was_small = false;
    for c in names.chars().chain(std::iter::once(' ')) {
        let starts = c.is_ascii_uppercase() && was_small;
        if (starts || !c.is_ascii_alphabetic()) && !word.is_empty() {
            mask |= match known.get(&word) {
                Some(mask) => *mask,
                None => *known.entry(word.clone()).or_insert_with(|| of_word(&word)),
            };
            word.clear();
        }
        if c.is_ascii_alphabetic() {
            word.push(c.to_ascii_lowercase());
        }
        was_small = c.is_ascii_lowercase();
    }
    mask
}

fn of_word(word: &str) -> u32 {
    let mut mask = 0;
    for (cue, words) in WORDS {
        let hit = words.iter().any(|known| match known.strip_suffix('*') {
            Some(start) => word.starts_with(start),
            None => word == *known,
        });
        if hit {
            mask |= *cue as u32;
        }
    }
    mask
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_names(names: &str) -> u32 {
        super::of_names(names, &mut HashMap::new())
    }

    #[test]
    fn names_are_read_word_by_word() {
        assert_eq!(of_names("c-comments__list"), Cue::Comment as u32 | Cue::Teaser as u32);
        assert_eq!(of_names("authorBio"), Cue::Author as u32);
        assert_eq!(of_names("shadow badge"), 0);
        assert_eq!(of_names("ad-slot"), Cue::Promo as u32);
    }
}
