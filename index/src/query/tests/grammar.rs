//! The page on the language, held to the parser: its examples, its fields and its grammar.

use std::collections::HashMap;

use jiff::civil;
use proptest::prelude::RngExt as _;
use proptest::test_runner::{RngAlgorithm, TestRng};

use super::shape;
use crate::Field;
use crate::query::{Faults, ParseOptions, Query};

const PAGE: &str = include_str!("../GRAMMAR.md");

fn options(faults: Faults) -> ParseOptions {
    // The Wednesday that the page names.
    ParseOptions { now: Some(civil::date(2020, 8, 12)), faults }
}

/// The rows below a heading of a table, cell by cell, without their code marks.
fn rows(heading: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut inside = false;
    for line in PAGE.lines() {
        if line == heading {
            inside = true;
        } else if !line.starts_with('|') {
            inside = false;
        } else if inside && !line.starts_with("| ---") {
            // A stroke within a cell stands behind a backslash.
            let line = line.replace("\\|", "\0");
            let cells = line
                .trim_matches('|')
                .split('|')
                .map(|cell| cell.trim().trim_matches('`').replace('\0', "|"));
            rows.push(cells.collect());
        }
    }
    rows
}

#[test]
fn every_example_of_the_page_has_its_tree() {
    let rows = rows("| query | tree |");
    assert!(rows.len() > 50, "{}", rows.len());
    for row in rows {
        let parsed = Query::parse(&row[0], &options(Faults::Strict));
        let parsed = parsed.unwrap_or_else(|error| panic!("{}", error.render(&row[0])));
        assert_eq!(parsed.query.root.as_ref().map(shape).as_ref(), Some(&row[1]), "{}", row[0]);
    }
}

#[test]
fn every_note_and_error_of_the_page_is_told() {
    let noted = rows("| query | tree | note |");
    let refused = rows("| query | at | error |");
    assert!(noted.len() > 8 && refused.len() > 10);
    for row in noted {
        let parsed = Query::parse(&row[0], &options(Faults::Usual)).unwrap();
        assert_eq!(parsed.query.root.as_ref().map(shape).as_ref(), Some(&row[1]), "{}", row[0]);
        assert_eq!(parsed.notes[0].message, row[2], "{}", row[0]);
    }
    for row in refused {
        let error = Query::parse(&row[0], &options(Faults::Usual)).expect_err(&row[0]);
        assert_eq!((&row[0][error.span.clone()], error.message), (&*row[1], row[2].clone()));
    }
}

#[test]
fn the_page_lists_every_field_by_all_its_names() {
    let rows = rows("| field | also called | compared |");
    let named: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(named, Field::ALL.map(Field::name));
    for row in &rows {
        let field = Field::parse(&row[0]);
        for name in row[1].split(", ").filter(|name| !name.is_empty()) {
            assert_eq!(Field::parse(name.trim_matches('`')), field, "{name}");
        }
        // Every field stands in the grammar.
        assert!(PAGE.contains(&format!("\"{}", row[0])), "{}", row[0]);
    }
}

#[test]
fn sentences_of_the_grammar_are_read_without_a_note() {
    let grammar = Grammar::read();
    let mut draw = Draw(TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    for _ in 0..5000 {
        let mut sentence = String::new();
        grammar.rule("query", 0, &mut draw, &mut sentence);
        if let Err(error) = Query::parse(&sentence, &options(Faults::Strict)) {
            panic!("{}", error.render(&sentence));
        }
    }
}

/// Numbers that are the same in every run.
struct Draw(TestRng);

impl Draw {
    fn below(&mut self, most: usize) -> usize {
        self.0.random_range(0..most)
    }
}

/// A part of a rule.
enum Part {
    Terminal(String),
    Rule(String),
    OneOf(Vec<Vec<Self>>),
    Maybe(Box<Self>),
    Repeated(Box<Self>),
}

/// The rules of the page.
struct Grammar(HashMap<String, Part>);

impl Grammar {
    fn read() -> Self {
        let block = PAGE.split("```ebnf\n").nth(1).unwrap().split("```").next().unwrap();
        let mut rules = HashMap::new();
        for rule in block.split(" ;\n").filter(|rule| !rule.is_empty()) {
            let (name, text) = rule.split_once('=').unwrap();
            if text.trim().starts_with('?') {
                continue;
            }
            let mut rest = text.trim();
            rules.insert(name.trim().to_owned(), alternatives(&mut rest));
            assert_eq!(rest, "", "{name}");
        }
        Self(rules)
    }

    /// Writes a sentence of a rule; deep down only what ends soon.
    fn rule(&self, name: &str, depth: usize, draw: &mut Draw, out: &mut String) {
        let samples: &[&str] = match name {
            "letter" => &["a", "b", "z", "7", "é", "ß", "伊", "e\u{301}"],
            "digit" => &["1", "2", "5"],
            "expr" => &["harbou?r", "a.*z", "a\\/b", "[äb]+"],
            "day" => &["2020", "2020-08", "2020-08-13", "2020-08-13T10:30", "2019-q3", "yesterday"],
            "first" => &["2018", "2019-03"],
            "last" => &["2020", "2020-08-13"],
            // Nesting ends here.
            "group" if depth > 40 => &["(deep)"],
            _ => &[],
        };
        match samples {
            [] => self.part(&self.0[name], depth + 1, draw, out),
            samples => out.push_str(samples[draw.below(samples.len())]),
        }
    }

    fn part(&self, part: &Part, depth: usize, draw: &mut Draw, out: &mut String) {
        match part {
            Part::Terminal(text) => out.push_str(text),
            Part::Rule(name) => self.rule(name, depth, draw, out),
            Part::OneOf(parts) => {
                for part in &parts[draw.below(parts.len())] {
                    self.part(part, depth, draw, out);
                }
            }
            Part::Maybe(inner) => {
                if draw.below(2) == 0 {
                    self.part(inner, depth, draw, out);
                }
            }
            Part::Repeated(inner) => {
                for _ in 0..draw.below(3) {
                    self.part(inner, depth, draw, out);
                }
            }
        }
    }
}

/// Reads alternatives up to the bracket that closes them.
fn alternatives(rest: &mut &str) -> Part {
    let mut all = vec![Vec::new()];
    loop {
        *rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { break };
        let inside = |rest: &mut &str, close: char| {
            *rest = &rest[1..];
            let part = alternatives(rest);
            *rest = rest.strip_prefix(close).unwrap();
            part
        };
        let part = match first {
            ')' | ']' | '}' => break,
            '|' => {
                *rest = &rest[1..];
                all.push(Vec::new());
                continue;
            }
            '(' => inside(rest, ')'),
            '[' => Part::Maybe(Box::new(inside(rest, ']'))),
            '{' => Part::Repeated(Box::new(inside(rest, '}'))),
            quote @ ('"' | '\'') => {
                let end = 1 + rest[1..].find(quote).unwrap();
                let text = rest[1..end].to_owned();
                *rest = &rest[end + 1..];
                Part::Terminal(text)
            }
            _ => {
                let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
                assert!(end > 0, "{rest}");
                let name = rest[..end].to_owned();
                *rest = &rest[end..];
                Part::Rule(name)
            }
        };
        all.last_mut().unwrap().push(part);
    }
    Part::OneOf(all)
}
