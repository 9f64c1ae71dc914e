//! What a run of characters without a space stands for.

use std::ops::Range;

use super::ast::Kind;
use super::error::QueryError;

/// A character of a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) c: char,
    /// It stood behind a backslash: it means itself.
    pub(super) escaped: bool,
    /// Where it begins, with its backslash, counted in characters of the query.
    pub(super) at: usize,
}

impl Piece {
    fn is(&self, sign: char) -> bool {
        self.c == sign && !self.escaped
    }
}

/// Returns the characters as a string.
pub(super) fn plain(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.c).collect()
}

/// Splits off what begins with the last `sign`, where both sides hold something.
fn split_last(pieces: &[Piece], sign: char) -> Option<(&[Piece], &[Piece])> {
    let at = pieces.iter().rposition(|piece| piece.is(sign)).filter(|&at| at > 0)?;
    pieces.split_at_checked(at)
}

/// Finds the boost at the end of a run: the number of characters before its `^`.
pub(super) fn before_boost(pieces: &[Piece]) -> Option<usize> {
    let (before, boost) = split_last(pieces, '^')?;
    let number = plain(boost.get(1..)?);
    let is_number =
        number.bytes().all(|b| b.is_ascii_digit() || b == b'.') && number.parse::<f32>().is_ok();
    is_number.then_some(before.len())
}

/// Reads a term of a text field; `None` where it holds no word.
pub(super) fn term(pieces: &[Piece], span: &Range<usize>) -> Result<Option<Kind>, QueryError> {
    if let [one] = pieces
        && one.is('*')
    {
        return Ok(Some(Kind::All));
    }
    if !pieces.iter().any(|piece| piece.c.is_alphanumeric()) {
        return Ok(None);
    }
    if let Some(kind) = fuzzy(pieces, span)? {
        return Ok(Some(kind));
    }
    Ok(Some(pattern(pieces).unwrap_or_else(|| Kind::Word(plain(pieces)))))
}

fn fuzzy(pieces: &[Piece], span: &Range<usize>) -> Result<Option<Kind>, QueryError> {
    let Some((word, rest)) = split_last(pieces, '~') else { return Ok(None) };
    let digits = plain(rest.get(1..).unwrap_or_default());
    if !word.iter().all(|piece| is_letter(piece.c)) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(None);
    }
    match digits.as_str() {
        "" | "1" => Ok(Some(Kind::Fuzzy(plain(word), 1))),
        "2" => Ok(Some(Kind::Fuzzy(plain(word), 2))),
        "0" => Ok(Some(Kind::Word(plain(word)))),
        _ => Err(QueryError::new(span.clone(), "a word can be at most 2 edits away")
            .hint("write word~1 or word~2")),
    }
}

/// Reads a prefix or wildcard. Punctuation at the end, a question mark among it, is no part of it.
fn pattern(pieces: &[Piece]) -> Option<Kind> {
    let last = pieces.iter().rposition(|piece| is_letter(piece.c) || piece.is('*'))?;
    let pieces = pieces.get(..=last)?;
    let wild = |piece: &Piece| piece.is('*') || piece.is('?');
    let first_wild = pieces.iter().position(wild)?;
    let (before, rest) = pieces.split_at_checked(first_wild)?;
    if let [star] = rest
        && star.is('*')
        && before.iter().any(|piece| piece.c.is_alphanumeric())
    {
        return Some(Kind::Prefix(plain(before)));
    }
    // A pattern stands for one word, so a run with other signs in it, such as an address, is none.
    pieces
        .iter()
        .all(|piece| wild(piece) || is_letter(piece.c))
        .then(|| Kind::Wildcard(plain(pieces)))
}

/// Reads a word that is meant as printed; `None` where it holds none.
pub(super) fn exact(pieces: &[Piece]) -> Option<Kind> {
    let is_word = pieces.iter().any(|piece| piece.c.is_alphanumeric());
    is_word.then(|| Kind::Exact(plain(pieces)))
}

/// Tells whether a character is a letter, a digit or a mark on one.
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}

/// Reads the value of a field that is compared as a whole; `None` where it is empty.
pub(super) fn keyword(pieces: &[Piece]) -> Option<Kind> {
    match pieces {
        [] => None,
        [one] if one.is('*') => Some(Kind::All),
        [start @ .., last] if last.is('*') && !start.iter().any(|piece| piece.is('*')) => {
            Some(Kind::Prefix(plain(start)))
        }
        _ if pieces.iter().any(|piece| piece.is('*')) => {
            let mut wildcard = String::new();
            for piece in pieces {
                if !piece.is('*') && matches!(piece.c, '*' | '?' | '\\') {
                    wildcard.push('\\');
                }
                wildcard.push(piece.c);
            }
            Some(Kind::Wildcard(wildcard))
        }
        _ => Some(Kind::Word(plain(pieces))),
    }
}

/// Tells whether a person could have meant more by a word than its letters.
pub(super) fn is_odd(pieces: &[Piece], kind: &Kind) -> bool {
    if let Kind::Prefix(start) = kind {
        return !start.ends_with(is_letter);
    }
    let signs = "\"'[]{}<>&+:^~*?|=";
    let last = pieces.iter().rposition(|piece| is_letter(piece.c) || piece.c != '?');
    // A slash at either end may be that of a regular expression with a space in it, or with flags.
    let slash = [pieces.first(), pieces.last()].iter().flatten().any(|piece| piece.is('/'));
    // `word~0` is a word whose signs were heeded.
    matches!(kind, Kind::Word(word) if *word == plain(pieces))
        && (slash
            || pieces
                .get(..=last.unwrap_or(0))
                .unwrap_or_default()
                .iter()
                .any(|piece| !piece.escaped && signs.contains(piece.c)))
}

/// Tells whether signs of a pattern stand in a run.
pub(super) fn has_wild(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| piece.is('*') || piece.is('?'))
}

/// Tells whether a person could have meant a pattern by a whole value, which knows the star alone.
pub(super) fn is_odd_value(pieces: &[Piece], kind: &Kind) -> bool {
    // In an address a question mark begins the query.
    let address = pieces.iter().any(|piece| "/:=".contains(piece.c));
    let regex = pieces.iter().filter(|piece| piece.c == '/').count() == 2
        && [pieces.first(), pieces.last()].iter().flatten().all(|piece| piece.is('/'));
    matches!(kind, Kind::Word(_)) && (regex || !address && has_wild(pieces))
}
