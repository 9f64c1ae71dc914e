//! The grammar, row by row.

mod grammar;

use proptest::prelude::*;

use super::*;

/// Draws the tree with every group in brackets.
fn shape(node: &Node) -> String {
    let all = |parts: &[Node]| parts.iter().map(shape).collect::<Vec<_>>().join(" ");
    match &node.kind {
        Kind::Or(parts) => format!("(or {})", all(parts)),
        Kind::List(parts) => format!("(list {})", all(parts)),
        Kind::And(parts) => format!("(and {})", all(parts)),
        Kind::Not(inner) => format!("(not {})", shape(inner)),
        Kind::Required(inner) => format!("(must {})", shape(inner)),
        Kind::In(field, inner) => format!("{}:{}", field.name(), shape(inner)),
        Kind::Boost(inner, factor) => format!("{}^{factor}", shape(inner)),
        Kind::Near(left, right, words) => {
            format!("(near {words} {} {})", shape(left), shape(right))
        }
        Kind::All => "*".to_owned(),
        Kind::Text(text) => format!("text<{text}>"),
        Kind::Word(word) => word.clone(),
        Kind::Exact(word) => format!("={word}"),
        Kind::Phrase(words, slop) => format!("\"{words}\"~{slop}"),
        Kind::Prefix(word) => format!("prefix<{word}>"),
        Kind::Wildcard(word) => format!("wild<{word}>"),
        Kind::Fuzzy(word, edits) => format!("fuzzy<{word}>{edits}"),
        Kind::Regex(pattern) => format!("regex<{pattern}>"),
        Kind::Date(range) => format!("<{range}>"),
    }
}

fn parsed(text: &str) -> (String, usize) {
    let options = ParseOptions::default();
    let (root, notes) =
        parse::parse(text, &options).unwrap_or_else(|e| panic!("{}", e.render(text)));
    let printed = Query { root: root.clone() }.to_string();
    let again = parse::parse(&printed, &options).unwrap_or_else(|e| panic!("{printed}: {e}"));
    assert_eq!(again.0, root, "{text} -> {printed}");
    (root.as_ref().map(shape).unwrap_or_default(), notes.len())
}

fn check(rows: &[(&str, &str)]) {
    for (text, tree) in rows {
        assert_eq!(parsed(text), ((*tree).to_owned(), 0), "{text}");
    }
}

fn check_noted(rows: &[(&str, &str)]) {
    for (text, tree) in rows {
        let (found, notes) = parsed(text);
        assert_eq!(found, *tree, "{text}");
        assert!(notes > 0, "{text}: no note");
    }
}

#[test]
fn operators_bind_not_before_and_before_or() {
    check(&[
        ("", ""),
        ("iran", "iran"),
        ("iran talks", "(list iran talks)"),
        ("a AND b OR c", "(or (and a b) c)"),
        ("a OR b AND c", "(or a (and b c))"),
        ("a b OR c d", "(or (list a b) (list c d))"),
        ("a OR b c", "(or a (list b c))"),
        ("NOT a AND b", "(and (not a) b)"),
        ("NOT a OR b", "(or (not a) b)"),
        ("NOT a b", "(list (not a) b)"),
        ("a AND NOT b", "(and a (not b))"),
        ("a NOT b", "(list a (not b))"),
        ("a OR NOT b", "(or a (not b))"),
        ("a AND -b", "(and a (not b))"),
        ("a -b +c", "(list a (not b) (must c))"),
        ("-iran", "(not iran)"),
        ("NOT (a OR b)", "(not (or a b))"),
        ("-(a b)", "(not (list a b))"),
        ("(a)", "a"),
        ("((a OR b)) c", "(list (or a b) c)"),
        ("a && b || c", "(or (and a b) c)"),
        ("a&&b||c", "(or (and a b) c)"),
        ("NOT NOT a", "(not (not a))"),
        ("and or not", "(list and or not)"),
        ("a b AND c", "(list a (and b c))"),
    ]);
}

#[test]
fn terms_are_told_apart() {
    check(&[
        ("\"big wolf\"", "\"big wolf\"~0"),
        ("\"big wolf\"~3", "\"big wolf\"~3"),
        ("“big wolf”", "\"big wolf\"~0"),
        ("«big wolf»", "\"big wolf\"~0"),
        ("„big wolf“ –bad", "(list \"big wolf\"~0 (not bad))"),
        ("a\u{A0}b", "(list a b)"),
        ("pre*", "prefix<pre>"),
        ("covid-19*", "prefix<covid-19>"),
        ("te?t", "wild<te?t>"),
        ("*tail", "wild<*tail>"),
        ("wor*d*", "wild<wor*d*>"),
        ("fuzzy~1", "fuzzy<fuzzy>1"),
        ("fuzzy~", "fuzzy<fuzzy>1"),
        ("fuzzy~2^3", "fuzzy<fuzzy>2^3"),
        ("/gene.*/", "regex<gene.*>"),
        ("/a\\/b/", "regex<a\\/b>"),
        ("=Müller", "=Müller"),
        ("wolf^2.5", "wolf^2.5"),
        ("\"big wolf\"^2", "\"big wolf\"~0^2"),
        ("(a b)^2", "(list a b)^2"),
        ("oil NEAR/5 price", "(near 5 oil price)"),
        ("a oil NEAR/5 \"gas price\" b", "(list a (near 5 oil \"gas price\"~0) b)"),
        ("*", "*"),
        ("* -iran", "(list * (not iran))"),
        ("who won?", "(list who won?)"),
        ("e-mail", "e-mail"),
        ("and/or", "and/or"),
        ("3.5 U.S. 50%", "(list 3.5 U.S. 50%)"),
        ("\\AND \\-x can\\'t", "(list AND -x can't)"),
        ("!oil", "(not oil)"),
        ("!?il", "(not wild<?il>)"),
        ("oil !(gas OR coal)", "(list oil (not (or gas coal)))"),
        ("Yahoo! wow!!", "(list Yahoo! wow!!)"),
        ("\"harbour bri*\"", "prefix<harbour bri>"),
        ("צה\"ל", "צה\u{05F4}ל"),
    ]);
}

#[test]
fn fields_take_values() {
    check(&[
        ("headline:wolf", "headline:wolf"),
        ("Title:wolf", "headline:wolf"),
        ("headline:\"big wolf\"~2", "headline:\"big wolf\"~2"),
        ("author:(barbara slavin)", "author:(list barbara slavin)"),
        ("author:(a OR -b)", "author:(or a (not b))"),
        ("headline:wol*", "headline:prefix<wol>"),
        ("headline:/wo.f/", "headline:regex<wo.f>"),
        ("author:slavin^2", "author:slavin^2"),
        ("-author:slavin iran", "(list (not author:slavin) iran)"),
        ("NOT headline:a AND b", "(and (not headline:a) b)"),
        ("author:*", "author:*"),
        ("source:news/a-b.txt", "source:news/a-b.txt"),
        ("source:news/*", "source:prefix<news/>"),
        ("site:*.example.org", "site:wild<*.example.org>"),
        ("url:http://x.org/a_(b)?c=1", "url:http://x.org/a_(b)?c=1"),
        ("url:http://x.org/?c=*&d", "url:wild<http://x.org/\\?c=*&d>"),
        ("(url:http://x.org/a)", "url:http://x.org/a"),
        ("section:\"World News\"", "section:World News"),
        ("source:(a.txt OR b.txt)", "source:(or a.txt b.txt)"),
        ("id:123", "id:123"),
        ("headline:author:x", "headline:author:x"),
    ]);
}

#[test]
fn dates_are_ranges() {
    check(&[
        ("date:2020-08", "date:<2020-08>"),
        ("date:2018..2020", "date:<2018..2020>"),
        ("date:>=2020-08-13", "date:<[2020-08-13 TO *]>"),
        ("date:>= 2020", "date:<[2020 TO *]>"),
        ("date:<2020", "date:<[* TO 2020}>"),
        ("before:2020-08", "date:<[* TO 2020-08}>"),
        ("after:2020 iran", "(list date:<{2020 TO *]> iran)"),
        ("date:[2018 TO 2020}", "date:<[2018 TO 2020}>"),
        ("date:{2018 TO *]", "date:<{2018 TO *]>"),
        ("date:\"2020-08-13 10:30\"", "date:<2020-08-13T10:30:00>"),
        ("date:(2018 OR 2020)", "date:(or <2018> <2020>)"),
        ("date:(>=2018 <2020)", "date:(list <[2018 TO *]> <[* TO 2020}>)"),
        ("date:*", "date:*"),
        ("-date:*", "(not date:*)"),
        ("date:2019-q3", "date:<2019-07..2019-09>"),
    ]);
}

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
fn nesting_is_bounded() {
    for deep in ["(".repeat(5000), "NOT ".repeat(5000) + "a", "headline:".repeat(5000) + "a"] {
        let error = Query::parse(&deep, &ParseOptions::default()).unwrap_err();
        assert_eq!(error.message, "the query nests deeper than 100 levels");
    }
    let fits = "(".repeat(90) + "a" + &")".repeat(90);
    assert_eq!(parsed(&fits).0, "a");
}

#[test]
fn long_queries_take_linear_time() {
    let options = ParseOptions::default();
    for piece in [
        "a ",
        "\"",
        "a\" ",
        "/a ",
        "/a",
        "/a\\/",
        "[",
        "headline:[ ",
        "headline:[a ",
        "(a) ",
        ") ",
        "x:",
        "a&&",
        "OR ",
        "OR      ",
        "' ",
        "a^",
        "a~",
        "a*",
        "\\",
        "- ",
        "--",
        "+a ",
        "NEAR/3 ",
        "a NEAR/3 ",
        "=",
        "date:2020 ",
        "date:(2020) ",
        "url:(a ",
        "url:a(",
        "section:\"a\" ",
        "“",
        "伊朗",
        "\u{A0}",
    ] {
        let steps = |length: usize| parse::steps(&piece.repeat(length / piece.len()), &options);
        let (short, long) = (steps(20_000), steps(200_000));
        // Every character is looked at a few times, however long the query.
        assert!(long <= 40 * 200_000, "{piece}: {long}");
        assert!(long <= 11 * short + 1000, "{piece}: {short}, {long}");
    }
}

#[test]
fn combinators_narrow() {
    let options = ParseOptions::default();
    let query = Query::parse("iran OR iraq", &options).unwrap().query;
    let query = query.and_field(Field::Author, "Barbara Slavin", &options).unwrap();
    let query = query.and_field(Field::Source, "News/A b.txt", &options).unwrap();
    let query = query.and_after("2019", &options).unwrap().and_before("2020-08", &options).unwrap();
    let printed = query.to_string();
    assert_eq!(
        printed,
        "((((iran OR iraq) AND author:(Barbara AND Slavin)) AND source:News/A\\ b.txt) \
         AND date:{2019 TO *]) AND date:[* TO 2020-08}"
    );
    assert_eq!(Query::parse(&printed, &options).unwrap().query, query);
    let error = Query::all().and_before("soon", &options).unwrap_err();
    assert_eq!(error.span, 0..4);
    assert!(Query::default().and(Query::all()).is_empty());
}

/// Pieces that queries are made of, and pieces that they are broken by.
fn messy_query() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "wolf",
        "É",
        "伊朗",
        " ",
        " ",
        " ",
        "(",
        ")",
        "\"",
        "“",
        "’",
        "AND",
        "OR",
        "NOT",
        "NEAR/2",
        "&&",
        "||",
        "-",
        "+",
        "=",
        "*",
        "?",
        "~1",
        "~2",
        "^2",
        "^0.5",
        "/",
        "\\",
        ":",
        "headline:",
        "source:",
        "date:",
        "before:",
        "after:",
        "2020",
        "2020-08",
        "..",
        ">=",
        "<",
        "[",
        "]",
        "{",
        "}",
        " TO ",
        "'",
        "&",
        "|",
        ".",
        "http://",
        "\u{A0}",
        "\u{200B}",
        "🙂",
        "\n",
        "e\u{301}",
    ]);
    prop::collection::vec(pieces, 0..25).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused_within_its_bytes(text in "\\PC{0,60}") {
        check_text(&text)?;
    }

    #[test]
    fn printed_query_is_the_same_query(text in messy_query()) {
        check_text(&text)?;
    }
}

fn check_text(text: &str) -> Result<(), TestCaseError> {
    let options = ParseOptions { now: Some(civil::date(2020, 8, 12)), ..ParseOptions::default() };
    match parse::parse(text, &options) {
        Err(error) => {
            prop_assert!(text.get(error.span.clone()).is_some(), "{:?}", error);
            prop_assert!(error.render(text).contains('^'));
        }
        Ok((root, notes)) => {
            for note in notes {
                prop_assert!(text.get(note.span.clone()).is_some(), "{:?}", note);
            }
            let printed = Query { root: root.clone() }.to_string();
            let again = parse::parse(&printed, &options);
            prop_assert_eq!(again.map(|(root, _)| root), Ok(root), "{:?} -> {:?}", text, printed);
        }
    }
    Ok(())
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
fn quoted_words_for_dates_go_with_operators_and_ranges() {
    let options = ParseOptions { now: Some(civil::date(2020, 8, 12)), ..ParseOptions::default() };
    for (text, plain) in [
        ("date:>=\"1 week ago\"", "date:>=2020-08-05"),
        ("date:>= \"1 week ago\"", "date:>=2020-08-05"),
        ("date:\"2 days ago\"..today", "date:2020-08-10..2020-08-12"),
        ("date:..\"2 days ago\"", "date:..2020-08-10"),
        ("date:(<\"2 days ago\" OR today)", "date:(<2020-08-10 OR 2020-08-12)"),
        ("before:\"2 days ago\"", "before:2020-08-10"),
    ] {
        let read = |text: &str| Query::parse(text, &options).unwrap();
        assert_eq!(read(text).query.to_string(), read(plain).query.to_string(), "{text}");
        assert!(read(text).notes.is_empty(), "{text}");
    }
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
