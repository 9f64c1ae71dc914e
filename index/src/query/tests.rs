//! The grammar, row by row.

mod faults;
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
        Kind::Like(like) => format!("{like:?}"),
        Kind::Also(inner, stems) => format!("(also {} {stems:?})", shape(inner)),
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
