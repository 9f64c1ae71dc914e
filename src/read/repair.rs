//! Mending JSON that common programs write and strict parsers refuse.
//!
//! Python's `json` writes `NaN`, `Infinity` and halves of surrogate pairs; hand-made exporters leave
//! control characters bare in strings. None of it leaves a doubt about what is meant, so a record is
//! not lost for it. Only records that could not be read come here.

use std::fmt::Write as _;

/// Returns the mended text with the number of lone surrogates replaced, or `None` where there is
/// nothing to mend.
pub(super) fn repair(json: &str) -> Option<(String, u64)> {
    let mut out = String::with_capacity(json.len() + 16);
    let mut rest = json;
    let mut inside = false;
    let mut mended = false;
    let mut replaced = 0;
    while let Some(next) = rest.chars().next() {
        let mut length = next.len_utf8();
        match next {
            '"' => {
                inside = !inside;
                out.push('"');
            }
            '\\' if inside => match surrogate(rest) {
                Some(Surrogates::Pair) => {
                    length = 12;
                    out.push_str(rest.get(..length)?);
                }
                Some(Surrogates::Lone) => {
                    length = 6;
                    replaced += 1;
                    out.push(char::REPLACEMENT_CHARACTER);
                }
                None => {
                    length += rest.chars().nth(1).map_or(0, char::len_utf8);
                    out.push_str(rest.get(..length)?);
                }
            },
            control if inside && control < ' ' => {
                mended = true;
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            'N' | 'I' | '-' if !inside => match not_a_number(rest) {
                Some(word) => {
                    mended = true;
                    length = word.len();
                    out.push_str("null");
                }
                None => out.push(next),
            },
            _ => out.push(next),
        }
        rest = rest.get(length..)?;
    }
    (mended || replaced > 0).then_some((out, replaced))
}

fn not_a_number(rest: &str) -> Option<&'static str> {
    ["NaN", "Infinity", "-Infinity"].into_iter().find(|word| rest.starts_with(word))
}

pub(crate) enum Surrogates {
    /// A high and a low one, escaped: one character.
    Pair,
    /// One without the other.
    Lone,
}

/// Recognises escaped surrogates at the beginning of `rest`; `None` is any other escape.
pub(crate) fn surrogate(rest: &str) -> Option<Surrogates> {
    let first = escape(rest)?;
    let second = rest.get(6..).and_then(escape);
    match (first, second) {
        (0xd800..=0xdbff, Some(0xdc00..=0xdfff)) => Some(Surrogates::Pair),
        (0xd800..=0xdfff, _) => Some(Surrogates::Lone),
        _ => None,
    }
}

fn escape(rest: &str) -> Option<u32> {
    let digits = rest.strip_prefix("\\u")?.get(..4)?;
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mend(json: &str) -> Option<(serde_json::Value, u64)> {
        let (text, replaced) = repair(json)?;
        Some((serde_json::from_str(&text).unwrap(), replaced))
    }

    #[test]
    fn what_programs_write_is_mended() {
        for (json, mended, replaced) in [
            (r#"{"a": NaN, "b": "NaN"}"#, r#"{"a": null, "b": "NaN"}"#, 0),
            ("[Infinity, -Infinity, -1]", "[null, null, -1]", 0),
            (r#"["x\ud83dy", "\ude00"]"#, r#"["x�y", "�"]"#, 2),
            (r#"["\ud83d\ud83d\ude00\\ud800\""]"#, r#"["�😀\\ud800\""]"#, 1),
            ("[\"a\tb\"]", r#"["a\tb"]"#, 0),
        ] {
            let expected = (serde_json::from_str(mended).unwrap(), replaced);
            assert_eq!(mend(json), Some(expected), "{json}");
        }
    }

    #[test]
    fn what_needs_no_mending_is_left() {
        for json in [r#"{"a": "\ud83d\ude00 \u00e9"}"#, "{\"a\":", "\"\\", "Nothing", "\\u12é"] {
            assert_eq!(repair(json), None, "{json}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_mended_or_left(text in "[\"\\\\ud8DcN\\x00-\\x1f{}é-]*") {
            let _ = repair(&text);
        }
    }
}
