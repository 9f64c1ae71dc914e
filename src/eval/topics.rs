//! Topics: what the people of a test collection wanted to know.

use std::collections::HashSet;

use super::Error;

/// One information need. Its query is free text, never parsed for operators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// The id that judgements and runs know it by.
    pub id: String,
    /// The words.
    pub query: String,
}

/// Reads topics, either `id<TAB>query` a line or TREC's `<top>` blocks, of which number and title
/// are taken.
///
/// # Errors
///
/// A line of another shape, or an id that stands twice.
pub fn read_topics(text: &str) -> Result<Vec<Topic>, Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let numbered = if text.trim_start().starts_with('<') { blocks(text) } else { rows(text) }?;
    let mut seen = HashSet::new();
    for (line, topic) in &numbered {
        if !seen.insert(topic.id.as_str()) {
            return Err(Error::Twice { line: *line, what: format!("topic {}", topic.id) });
        }
    }
    Ok(numbered.into_iter().map(|(_, topic)| topic).collect())
}

type Numbered = Vec<(usize, Topic)>;

fn rows(text: &str) -> Result<Numbered, Error> {
    let mut topics = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let shape = || Error::Shape { line: at + 1, expected: "id<TAB>query" };
        let (id, query) = line.split_once('\t').ok_or_else(shape)?;
        let (id, query) = (id.trim(), query.trim());
        if id.is_empty() {
            return Err(shape());
        }
        topics.push((at + 1, Topic { id: id.to_owned(), query: query.to_owned() }));
    }
    Ok(topics)
}

/// Which element of a `<top>` block the text belongs to.
#[derive(Clone, Copy, PartialEq)]
enum Element {
    Number,
    Title,
    Other,
}

fn blocks(text: &str) -> Result<Numbered, Error> {
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
                    let line = begun.take().ok_or_else(|| unclosed(at + 1))?;
                    let topic = Topic { id: number(&id).to_owned(), query: words(&title) };
                    if topic.id.is_empty() {
                        return Err(unclosed(line));
                    }
                    topics.push((line, topic));
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
    match begun {
        Some(line) => Err(unclosed(line)),
        None => Ok(topics),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn topic(id: &str, query: &str) -> Topic {
        Topic { id: id.into(), query: query.into() }
    }

    #[test]
    fn rows_keep_the_query_as_it_stands() {
        let text = "\u{feff}1\tdams AND \"floods\"\r\n\n q2 \t -not* a:b\tc \n3\t\n";
        let expected =
            [topic("1", "dams AND \"floods\""), topic("q2", "-not* a:b\tc"), topic("3", "")];
        assert_eq!(read_topics(text).unwrap(), expected);
    }

    #[test]
    fn trec_blocks_give_number_and_title() {
        let text = "\n<top>\n<num> Number: 401\n<title> harbour dues,\n  unpaid\n\n<desc> Description:\n\
                    Not this.\n</top>\n<TOP><num>402</num><title>Topic: eel passes</title></TOP>\n";
        let expected = [topic("401", "harbour dues, unpaid"), topic("402", "eel passes")];
        assert_eq!(read_topics(text).unwrap(), expected);
    }

    #[test]
    fn faults_are_told_with_their_line() {
        let line = |text: &str| match read_topics(text) {
            Err(Error::Shape { line, .. } | Error::Twice { line, .. }) => line,
            other => panic!("{other:?}"),
        };
        assert_eq!(line("1\tx\nno tab here\n"), 2);
        assert_eq!(line("1\tx\n\n1\ty\n"), 3);
        assert_eq!(line("\tx\n"), 1);
        assert_eq!(line("<top>\n<title> nameless\n</top>\n"), 1);
        assert_eq!(line("<top>\n<num> 1\n"), 1);
        assert_eq!(line("<num> 1\n</top>\n"), 2);
    }
}
