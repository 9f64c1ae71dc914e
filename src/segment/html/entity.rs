//! Text cleaning: character references that were escaped twice, tags in titles, white space.

use html5ever::data::NAMED_ENTITIES;

/// Resolves character references; metadata is often escaped once more than its format asks.
pub(super) fn decode_twice(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    decode(&decode(text))
}

/// Resolves the character references that end with a semicolon.
fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        // The longest name in the standard has 31 letters.
        let end = from.bytes().take(34).position(|byte| byte == b';');
        let resolved = end.and_then(|end| resolve(from.get(1..end)?).map(|text| (text, end + 1)));
        let (text, used) = resolved.unwrap_or_else(|| ("&".to_owned(), 1));
        out.push_str(&text);
        rest = from.get(used..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

fn resolve(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|&c| c != '\0').map(String::from);
    }
    let &(first, second) = NAMED_ENTITIES.get(format!("{name};").as_str())?;
    // Zero stands for "only a prefix of a name" first, for "one character" second.
    let first = char::from_u32(first).filter(|&c| c != '\0')?;
    let second = char::from_u32(second).filter(|&c| c != '\0');
    Some(std::iter::once(first).chain(second).collect())
}

/// Makes runs of white space single blanks, and drops those at the ends.
pub(super) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Drops tags that stand in a value that should be plain text.
pub(super) fn strip_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let is_tag = from
            .get(1..)
            .is_some_and(|tail| tail.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'));
        let used = if is_tag {
            // Where no tag ends any more, all that is left is text.
            let Some(end) = from.find('>') else {
                rest = from;
                break;
            };
            end + 1
        } else {
            out.push('<');
            1
        };
        rest = from.get(used..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// Cleans a value out of metadata.
pub(super) fn clean(value: &str) -> String {
    collapse(&strip_tags(&decode_twice(value)))
}

/// Reduces text to its letters and digits, lower case: what is left when names are compared.
pub(super) fn skeleton(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_twice() {
        assert_eq!(clean("Bread &amp;amp; water"), "Bread & water");
        assert_eq!(clean("It&amp;#039;s &quot;so&quot; &#x2014; &nbsp;now"), "It's \"so\" — now");
        assert_eq!(clean("AT&T; &unknown; & &#xZZ; &"), "AT&T; &unknown; & &#xZZ; &");
    }

    #[test]
    fn tags_go_and_comparisons_stay() {
        assert_eq!(clean("The <em>Heron</em> sails,\n 3 < 4"), "The Heron sails, 3 < 4");
        assert_eq!(clean("&lt;b&gt;bold&lt;/b&gt;"), "bold");
        assert_eq!(clean("<i>a</i> <b and <c"), "a <b and <c");
    }
}
