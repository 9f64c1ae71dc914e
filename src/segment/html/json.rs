//! JSON as pages hold it: wrapped in comments or CDATA, with bare control characters and commas too
//! many, halves of surrogate pairs, several values in one script. Repaired in one pass, then read by `serde_json`.

use serde_json::Value;

use crate::read::{Surrogates, surrogate};

/// Reads every value up to the first that stays unreadable.
pub(super) fn values(script: &str) -> Vec<Value> {
    let repaired = repair(script);
    serde_json::Deserializer::from_str(&repaired)
        .into_iter::<Value>()
        .map_while(Result::ok)
        .collect()
}

fn repair(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut rest = script.trim_start_matches('\u{feff}');
    while let Some(c) = rest.chars().next() {
        if c == '"' {
            rest = copy_string(rest, &mut out);
            continue;
        }
        if let Some(after) = after_comment(rest) {
            rest = after;
            continue;
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            ',' if matches!(next_sign(rest), None | Some(']' | '}')) => {}
            ';' => {}
            c if c.is_whitespace() => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

/// Returns the first character that is neither white space nor comment.
fn next_sign(mut rest: &str) -> Option<char> {
    loop {
        rest = rest.trim_start();
        match after_comment(rest) {
            Some(after) => rest = after,
            None => return rest.chars().next(),
        }
    }
}

/// Returns what follows a comment or wrapper that `rest` begins with.
fn after_comment(rest: &str) -> Option<&str> {
    for wrapper in ["<![CDATA[", "]]>", "<!--", "-->"] {
        if let Some(after) = rest.strip_prefix(wrapper) {
            return Some(after);
        }
    }
    if let Some(body) = rest.strip_prefix("/*") {
        return Some(body.split_once("*/").map_or("", |(_, after)| after));
    }
    // A line comment may hold the wrapper's other half, and JSON may follow on the same line.
    rest.strip_prefix("//").map(|body| {
        let end = body.find(['\n', '\r', '{', '[']).unwrap_or(body.len());
        let end = if body.starts_with("<![CDATA[") { "<![CDATA[".len() } else { end };
        body.get(end..).unwrap_or_default()
    })
}

/// Copies the string that `rest` begins with; returns what follows it.
fn copy_string<'a>(rest: &'a str, out: &mut String) -> &'a str {
    out.push('"');
    let mut chars = rest.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => {
                out.push('"');
                return rest.get(at + 1..).unwrap_or_default();
            }
            // Descriptions are cut at a number of UTF-16 units, be it amid an emoji.
            '\\' if matches!(rest.get(at..).and_then(surrogate), Some(Surrogates::Lone)) => {
                out.push(char::REPLACEMENT_CHARACTER);
                chars.nth(4);
            }
            '\\' if matches!(rest.get(at..).and_then(surrogate), Some(Surrogates::Pair)) => {
                out.push_str(rest.get(at..at + 12).unwrap_or_default());
                chars.nth(10);
            }
            '\\' => match chars.next() {
                Some((_, escaped @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u'))) => {
                    out.push('\\');
                    out.push(escaped);
                }
                Some((_, plain)) if !plain.is_control() => out.push(plain),
                _ => out.push(' '),
            },
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_hold_json_in_many_wrappings() {
        for script in [
            r#"{"headline": "Ferry returns"}"#,
            "\u{feff} <!-- {\"headline\": \"Ferry returns\"} -->",
            "//<![CDATA[\n{\"headline\": \"Ferry returns\",}\n//]]>",
            "/*<![CDATA[*/{\"headline\": \"Ferry returns\", /* note */ }/*]]>*/;",
            "{\"headline\":\n // kept short\n \"Ferry\u{9}returns\"}",
            r#"{"headline": "Ferry returns"} {"headline": "Second"}"#,
            r#"{"headline": "Ferry return\s"}, "#,
            r#"{"about": "\ud83d\ud83d\ude00\ude00\\ud83d", "headline": "Ferry returns"}"#,
        ] {
            let values = values(script);
            let headline = values.first().and_then(|v| v.get("headline")).and_then(Value::as_str);
            assert_eq!(headline, Some("Ferry returns"), "{script}");
        }
    }

    #[test]
    fn what_is_no_json_is_nothing() {
        for script in ["", "var a = 1", "{\"open\": ", "\"", "{\"a\": \"\\"] {
            assert!(values(script).iter().all(|v| !v.is_object()), "{script}");
        }
        assert!(values(&"[".repeat(200_000)).is_empty());
    }
}
