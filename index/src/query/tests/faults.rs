//! Odd punctuation, clauses that cannot be, and what is said of both.

use super::*;

#[test]
fn odd_punctuation_is_read_as_words_with_a_note() {
    check_noted(&[
        ("can't", "can't"),
        ("rouhani’s visit", "(list rouhani's visit)"),
        ("'single quoted'", "(list 'single quoted')"),
        ("AT&T", "AT&T"),
        ("a & b", "(list a b)"),
        ("C++", "C++"),
        ("C++ -x", "(list C++ (not x))"),
        ("12:30", "12:30"),
        ("http://x/y?z", "http://x/y?z"),
        ("https://x.org/a*b/c", "https://x.org/a*b/c"),
        ("note: this", "(list note: this)"),
        ("headline: wolf", "(list headline: wolf)"),
        ("std::fmt", "std::fmt"),
        ("say \"hello", "(list say hello)"),
        ("12\" vinyl", "(list 12\" vinyl)"),
        ("(iran", "iran"),
        ("iran)", "iran"),
        ("iran) talks", "(list iran talks)"),
        ("a (b c", "(list a (list b c))"),
        ("() a", "a"),
        ("[Update] Iran", "(list [Update] Iran)"),
        ("wolf OR", "(list wolf OR)"),
        ("wolf AND", "(list wolf AND)"),
        ("wolf NOT", "(list wolf NOT)"),
        ("(wolf OR) iran", "(list (list wolf OR) iran)"),
        ("OR wolf", "(list OR wolf)"),
        ("AND wolf", "(list AND wolf)"),
        ("a AND OR b", "(list (and a OR) b)"),
        ("wolf &&", "wolf"),
        ("a - b", "(list a b)"),
        ("a — b", "(list a b)"),
        ("--x", "x"),
        ("(US)-led", "(list US led)"),
        ("a ...", "a"),
        ("...", ""),
        ("\"\"", ""),
        ("\"...\" a", "a"),
        ("-", ""),
        ("- )", ""),
        ("🙂 a", "a"),
        ("headline:& a", "a"),
        ("headline:() a", "a"),
        ("headline:(a", "headline:a"),
        ("x ~5", "(list x ~5)"),
        ("a ^2", "(list a ^2)"),
        ("=", ""),
    ]);
}

#[test]
fn clauses_that_cannot_be_are_refused_with_their_place() {
    for (text, place, message) in [
        ("iran autor:slavin", "autor", "no field is called autor"),
        ("foo:(a b)", "foo", "no field is called foo"),
        ("foo:\"a b\"", "foo", "no field is called foo"),
        ("(a OR foo:b)", "foo", "no field is called foo"),
        ("date:2020-02-30", "2020-02-30", "there is no date 2020-02-30"),
        ("date:soon iran", "soon", "there is no date soon"),
        ("before:2020-13", "2020-13", "there is no date 2020-13"),
        ("date:[2018 TO", "[", "the range is not closed"),
        ("date:[2018 TO 2020", "[", "the range is not closed"),
        ("a date:{2018 2020}", "{2018 2020}", "a range has two dates with TO in between"),
        ("date:[* TO *]", "[* TO *]", "the range has no date"),
        ("date:2020..2018", "2020..2018", "the range ends before it begins"),
        ("date:>=", ">=", "a date is missing"),
        ("before:[2018 TO 2019]", "[2018 TO 2019]", "before: and after: take one date"),
        ("author:[a TO c]", "[", "only date: has ranges"),
        ("word~3", "word~3", "a word can be at most 2 edits away"),
        ("a^5000", "^5000", "a boost is at most 1000"),
        ("/gen(/", "/gen(/", "the regular expression cannot be run: unclosed group"),
        ("a* NEAR/3 b", "NEAR/3", "NEAR stands between two words or phrases"),
        ("a NEAR/3 b NEAR/2 c*", "NEAR/2", "NEAR stands between two words or phrases"),
    ] {
        let error = Query::parse(text, &ParseOptions::default()).expect_err(text);
        assert_eq!((&text[error.span.clone()], error.message.as_str()), (place, message), "{text}");
    }
}

#[test]
fn error_is_drawn_with_a_caret_in_columns() {
    let query = "伊朗 é autor:x";
    let error = Query::parse(query, &ParseOptions::default()).unwrap_err();
    assert_eq!(
        error.render(query),
        "no field is called autor\n  伊朗 é autor:x\n         ^^^^^\ndid you mean author:?"
    );
    assert_eq!(caret("a\nbc\nd", &(3..4)), "  bc\n   ^");
    assert_eq!(caret("abc", &(3..3)), "  abc\n     ^");
    assert_eq!(caret("é", &(1..9)), "  é\n  ^");
}

#[test]
fn signs_that_were_perhaps_meant_are_noted() {
    check_noted(&[
        ("/crude oil/", "(list /crude oil/)"),
        ("/oil/i", "/oil/i"),
        ("\"alph* beta\"", "\"alph* beta\"~0"),
        ("\"alph * beta\"", "\"alph * beta\"~0"),
        ("\"beta alph*\"~2", "\"beta alph*\"~2"),
        ("oil NEAR price", "(list oil NEAR price)"),
        ("oil NEAR/x price", "(list oil NEAR/x price)"),
        ("oil near/3 price", "(list oil near/3 price)"),
        ("oil NEAR/999999999999 price", "(list oil NEAR/999999999999 price)"),
        ("=elec*", "=elec*"),
        ("=m?ller", "=m?ller"),
        ("id:m?", "id:m?"),
        ("id:/m./", "id:/m./"),
        ("U.*", "prefix<U.>"),
        ("c+*", "prefix<c+>"),
    ]);
    check(&[
        ("url:http://x.org/a?b", "url:http://x.org/a?b"),
        ("source:/data/news/a.txt", "source:/data/news/a.txt"),
        ("near the end", "(list near the end)"),
    ]);
    let options = ParseOptions { faults: Faults::Strict, ..ParseOptions::default() };
    let error = Query::parse("O'Neil", &options).unwrap_err();
    assert_eq!(error.message, "O'Neil would be read as plain text");
}

#[test]
fn a_misspelt_field_is_refused_whatever_stands_behind_the_colon() {
    for (text, hint) in [
        ("bfore:2020", "did you mean before:?"),
        ("year:2019", "a year is written date:2020, date:2020-08 or date:2020-08-13"),
        ("autor:50cent", "did you mean author:?"),
        ("oil -bfore:2020", "did you mean before:?"),
        ("idd:9ec", "did you mean id:?"),
        ("autr:x", "did you mean author:?"),
        ("sectoin:2020", "did you mean section:?"),
        ("languge:de", "did you mean language:?"),
    ] {
        let error = Query::parse(text, &ParseOptions::default()).unwrap_err();
        assert_eq!(error.hint.as_deref(), Some(hint), "{text}");
    }
    check_noted(&[
        ("12:30", "12:30"),
        ("http://x.org/a", "http://x.org/a"),
        ("x:1", "x:1"),
        ("a:b", "a:b"),
    ]);
}

#[test]
fn a_place_in_a_long_query_is_shown_with_what_stands_around_it() {
    let line = "word ".repeat(20_000);
    let drawn = caret(&line, &(50_000..50_004));
    let [shown, marks] = <[_; 2]>::try_from(drawn.lines().collect::<Vec<_>>()).unwrap();
    assert!(shown.chars().count() < 82 && shown.starts_with("  …") && shown.ends_with('…'));
    assert_eq!(marks.trim_start(), "^^^^");
    assert_eq!(shown.chars().skip(marks.find('^').unwrap()).take(4).collect::<String>(), "word");
    let whole = caret(&line, &(0..line.len()));
    assert!(whole.lines().all(|line| line.chars().count() < 82), "{whole}");
    let marks = caret(&"\u{301}".repeat(9_000), &(0..9));
    assert!(marks.len() < 1000, "{}", marks.len());
    let long = Query::parse(&format!("{}'", "x".repeat(9_000)), &ParseOptions::default()).unwrap();
    assert!(long.notes[0].message.len() < 200);
}

#[test]
fn hints_say_what_to_write_instead() {
    for (text, hint) in [
        ("headline:alpha NEAR/3 beta", "write headline:(oil NEAR/5 price)"),
        ("date:[* TO *]", "for every article with a date write date:*"),
        ("date:2018-2020", "write 2018..2020"),
        ("date:2020-8", "write 2020-08"),
    ] {
        let error = Query::parse(text, &ParseOptions::default()).unwrap_err();
        assert_eq!(error.hint.as_deref(), Some(hint), "{text}");
    }
    for text in ["/^oil$/", "/\\boil/"] {
        let error = Query::parse(text, &ParseOptions::default()).unwrap_err();
        assert!(error.message.contains("leave out ^"), "{text}: {error}");
    }
}
