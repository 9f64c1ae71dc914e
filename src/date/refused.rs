//! Dates that are printed whole and cannot be: "31 February 2026", "13 March 2926", "45.13.2026".

use super::token::{Kind, Token};
use super::{absolute, names};

/// Returns the token after a day, month and year that stand at token `at` in some order, whatever
/// their values.
pub(super) fn shape(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let [first, second, third] = parts(tokens, at)?;
    let day = |at: usize| width(tokens, at).is_some_and(|width| width <= 2);
    let year = |at: usize| width(tokens, at) == Some(4);
    let month = |at: usize| is_month(tokens, at);
    if absolute::is_counted(tokens, at) {
        return None;
    }
    let whole = match () {
        () if month(second) => day(first) && year(third),
        () if month(first) => day(second) && year(third),
        () => numeric(tokens, first) && (year(first) && day(third) || day(first) && year(third)),
    };
    // "on 13 March 1500 people" is a date and a count.
    let ends = tokens.get(third + 1).is_none_or(Token::is_mark);
    (whole && (ends || numeric(tokens, first))).then_some(third + 1)
}

/// Returns the places of three numbers or names with at most one mark or ordinal between two.
fn parts(tokens: &[Token<'_>], at: usize) -> Option<[usize; 3]> {
    let is_part = |at: usize| width(tokens, at).is_some() || is_month(tokens, at);
    let after = |at: usize| (at + 1..=at + 2).find(|&at| is_part(at));
    let second = after(at).filter(|_| is_part(at))?;
    Some([at, second, after(second)?])
}

/// Tells whether three numbers with the same dot, dash or slash between them begin here.
fn numeric(tokens: &[Token<'_>], at: usize) -> bool {
    let marks = [at + 1, at + 3].map(|at| tokens.get(at).map(|token| (token.kind, token.spaced)));
    let joins = matches!(marks, [Some((Kind::Mark('.' | '/' | '-'), false)), _]);
    let numbers = [at, at + 2, at + 4].map(|at| tokens.get(at));
    let joined = numbers.iter().skip(1).all(|token| token.is_some_and(|token| !token.spaced));
    let months = width(tokens, at + 2).is_some_and(|width| width <= 2);
    joins && joined && marks.first() == marks.last() && months
}

fn width(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    tokens.get(at).filter(|token| matches!(token.kind, Kind::Number(_))).map(|token| token.width)
}

fn is_month(tokens: &[Token<'_>], at: usize) -> bool {
    tokens
        .get(at)
        .is_some_and(|token| token.kind == Kind::Word && names::month(token.text).is_some())
}
