//! Tags of absurdly many attributes, which the parser compares each with each.

use std::borrow::Cow;

use memchr::{memchr, memchr3};

/// A tag keeps so many attributes: real ones have dozens.
const MOST: usize = 500;

/// Blanks out the attributes of a tag beyond the first few hundred; no byte moves.
pub(super) fn capped(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    let mut blanks = Vec::new();
    let mut at = 0;
    while let Some(open) = memchr(b'<', bytes.get(at..).unwrap_or_default()).map(|by| at + by) {
        at = open + 1;
        if bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            let (end, excess) = tag(bytes, at);
            blanks.extend(excess.map(|from| from..end));
            at = end;
        }
    }
    if blanks.is_empty() {
        return Cow::Borrowed(html);
    }
    let mut left = bytes.to_vec();
    for range in blanks {
        left.get_mut(range).into_iter().flatten().for_each(|byte| *byte = b' ');
    }
    // Whole attributes are blanked, hence whole characters.
    String::from_utf8(left).map_or(Cow::Borrowed(html), Cow::Owned)
}

/// Returns where a tag ends, before its bracket, and where its attributes become too many.
fn tag(bytes: &[u8], start: usize) -> (usize, Option<usize>) {
    let (mut at, mut count, mut excess) = (start, 0, None);
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let stop = memchr3(b'>', b'"', b'\'', rest).map_or(bytes.len(), |by| at + by);
        let plain = bytes.get(at..stop).unwrap_or_default();
        for (by, pair) in plain.windows(2).enumerate() {
            if pair.first().is_some_and(u8::is_ascii_whitespace)
                && pair.last().is_some_and(|byte| !byte.is_ascii_whitespace() && *byte != b'=')
            {
                count += 1;
                if count > MOST && excess.is_none() {
                    excess = Some(at + by);
                }
            }
        }
        let quote = match bytes.get(stop) {
            None | Some(b'>') => return (stop, excess),
            Some(quote) => *quote,
        };
        let valued = plain.iter().rev().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'=');
        at = stop + 1;
        if valued {
            let close = memchr(quote, bytes.get(at..).unwrap_or_default());
            at = close.map_or(bytes.len(), |by| at + by + 1);
            // The next attribute may follow without a space.
            count += usize::from(bytes.get(at).is_some_and(u8::is_ascii_alphabetic));
            if count > MOST && excess.is_none() {
                excess = Some(at);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_too_many_is_blanked_and_nothing_moves() {
        for html in ["", "<", "<p", "a < b > c", "<p class='x' id=\"y>z\">Text</p>", "<a href='x>"]
        {
            assert!(matches!(capped(html), Cow::Borrowed(_)), "{html}");
        }
        for form in [" a{n}", " a{n}=1", " a{n}='>'", "a{n}=\"é >\"", " a{n} = '\"'"] {
            let many: String = (0..2000).map(|n| form.replace("{n}", &n.to_string())).collect();
            let html = format!("<p>é</p><div x {many}>Text é</div>");
            let left = capped(&html);
            assert_eq!(left.len(), html.len(), "{form}");
            assert!(left.contains("a9") && !left.contains("a1999"), "{form}");
            assert!(
                left.starts_with("<p>é</p><div x ") && left.ends_with(">Text é</div>"),
                "{form}"
            );
        }
    }
}
