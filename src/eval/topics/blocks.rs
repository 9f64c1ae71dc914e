//! TREC's topics: `<top>` blocks.

use super::{Error, Numbered, Topic};

/// Which element of a `<top>` block the text belongs to.
#[derive(Clone, Copy, PartialEq)]
enum Element {
    Number,
    Title,
    Other,
}

/// Reads number and title of each block.
pub(super) fn read(text: &str) -> Vec<Numbered> {
    let mut topics = Vec::new();
    let (mut id, mut title) = (String::new(), String::new());
    let mut element = Element::Other;
    let mut begun = None;
    for (at, line) in text.lines().enumerate() {
        // An element of TREC's topics has no end tag of its own: it runs to the next tag.
        for piece in line.split_inclusive('>').flat_map(|part| {
            let (text, tag) = part.split_at(part.find('<').unwrap_or(part.len()));
            [text, tag]
        }) {
            let tag = piece.strip_prefix('<').and_then(|tag| tag.strip_suffix('>'));
            match tag.map(|tag| tag.trim().to_ascii_lowercase()).as_deref() {
                Some("top") => begun = Some(at + 1),
                Some("/top") => {
                    let topic = Topic { id: number(&id).to_owned(), query: words(&title) };
                    topics.push(match begun.take() {
                        Some(line) if !topic.id.is_empty() => (line, Ok(topic)),
                        Some(line) => (line, Err(unclosed(line))),
                        None => (at + 1, Err(unclosed(at + 1))),
                    });
                    id.clear();
                    title.clear();
                    element = Element::Other;
                }
                Some("num") => element = Element::Number,
                Some("title") => element = Element::Title,
                Some(_) => element = Element::Other,
                None => match element {
                    Element::Number => id.push_str(piece),
                    Element::Title => title.push_str(piece),
                    Element::Other => {}
                },
            }
        }
        title.push(' ');
    }
    topics.extend(begun.map(|line| (line, Err(unclosed(line)))));
    topics
}

fn unclosed(line: usize) -> Error {
    Error::Shape { line, expected: "<top> <num>.. <title>.. </top>" }
}

/// `Number: 301` is topic 301.
fn number(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix("Number:").unwrap_or(text).trim()
}

/// The oldest topics begin their title with `Topic:`.
fn words(text: &str) -> String {
    let text = text.trim();
    let text = text.strip_prefix("Topic:").unwrap_or(text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
