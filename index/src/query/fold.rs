//! Typographic variants of the characters that the query language uses.
//!
//! Word processors and phones turn quotes, dashes and spaces into prettier ones. The query language
//! takes each for the plain one; offsets stay those of the text as it was typed.

/// Returns the characters of `text`, folded, each with its byte offset.
pub(super) fn fold(text: &str) -> Vec<(usize, char)> {
    let mut chars: Vec<(usize, char)> =
        text.char_indices().map(|(at, c)| (at, fold_char(c))).collect();
    // A plain quote inside a Hebrew word is a gershayim: part of an acronym, not the end of a phrase.
    for at in 1..chars.len() {
        let hebrew = |at: usize| chars.get(at).is_some_and(|&(_, c)| is_hebrew(c));
        if chars.get(at).is_some_and(|&(_, c)| c == '"')
            && hebrew(at - 1)
            && hebrew(at + 1)
            && let Some(quote) = chars.get_mut(at)
        {
            quote.1 = '\u{05F4}';
        }
    }
    chars
}

fn fold_char(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂' => '"',
        '‘' | '’' | '‚' | '‛' | '′' | '＇' => '\'',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－' => '-',
        '\u{200B}' | '\u{FEFF}' => ' ',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

fn is_hebrew(c: char) -> bool {
    ('\u{05D0}'..='\u{05EA}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        fold(text).into_iter().map(|(_, c)| c).collect()
    }

    #[test]
    fn typographic_characters_become_plain_ones() {
        assert_eq!(folded("“a” „b‟ «c»"), "\"a\" \"b\" \"c\"");
        assert_eq!(folded("can’t –x\u{A0}y\u{202F}z"), "can't -x y z");
    }

    #[test]
    fn offsets_are_those_of_the_typed_text() {
        assert_eq!(fold("“a”"), [(0, '"'), (3, 'a'), (4, '"')]);
    }

    #[test]
    fn quote_in_a_hebrew_word_is_a_letter() {
        assert_eq!(folded("צה\"ל"), "צה\u{05F4}ל");
        assert_eq!(folded("\"צהל\""), "\"צהל\"");
    }
}
