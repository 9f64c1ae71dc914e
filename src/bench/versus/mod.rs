//! What was measured beside something else, and what is said of both.

mod compared;
mod table;

use serde::Serialize;

pub use self::compared::Compared;
pub(super) use self::table::{cells, columns};
use super::facts::IndexFacts;
use super::latencies::Latencies;
use super::order::Turns;
use super::pairs::{Pair, Paired, differences};
use super::ratios::paired_ratios;
use super::verdict::{CUT, ERRORS, SMALLEST, judge_pairs, round_means};

/// A comparison.
#[derive(Clone, Debug, Serialize)]
pub struct Versus {
    /// What this run is compared with.
    pub other: Other,
    /// Errors in any of the classes are no likelier than this.
    pub errors: f64,
    /// Differences up to this share are not told.
    pub smallest: f64,
    /// The share of rounds that is left out at either end.
    pub cut: f64,
    /// Rounds of this side.
    pub rounds: usize,
    /// Queries of a class that each round asks at most; `None` where it asks all.
    #[serde(rename = "queries_a_class_and_round")]
    pub each: Option<usize>,
    /// What makes the comparison worth less.
    pub warnings: Vec<String>,
    /// One a class.
    pub classes: Vec<Compared>,
    /// All of them together, where there are several.
    pub all: Option<Compared>,
    /// What the rounds asked, in their order: the places of the queries, and who was asked first.
    pub order: Vec<Turns>,
}

/// What a run is compared with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Other {
    /// `index`, `binary`, `command` or `baseline`.
    pub kind: &'static str,
    /// Its path, or the command.
    pub name: String,
    /// Its version, where it is a presscut.
    pub version: Option<String>,
    /// How it was compiled.
    pub build: Option<String>,
    /// Its index.
    pub index: Option<IndexFacts>,
}

/// A class before its pairs are judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairedClass {
    /// Its name.
    pub name: String,
    /// Its queries that are answered differently.
    pub different: usize,
}

impl Versus {
    /// Judges pairs; `class` tells the place of a query's class.
    pub fn of_pairs(
        other: Other,
        each: usize,
        paired: Paired,
        classes: &[PairedClass],
        class: impl Fn(usize) -> Option<usize>,
        seed: u64,
    ) -> Self {
        let Paired { rounds, pairs } = paired;
        let mut families = differences(&pairs, classes.len(), &class);
        if classes.len() > 1 {
            families.extend(differences(&pairs, 1, |_| Some(0)));
        }
        let judged = judge_pairs(&families, seed);
        let mut sides = vec![(Latencies::default(), Latencies::default()); classes.len() + 1];
        for Pair { query, round, this, other, .. } in pairs {
            for at in [class(query).unwrap_or(classes.len()), classes.len()] {
                if let Some((these, others)) = sides.get_mut(at) {
                    these.record(this, round);
                    others.record(other, round);
                }
            }
        }
        let all = PairedClass {
            name: "all".to_owned(),
            different: classes.iter().map(|class| class.different).sum(),
        };
        let found = classes.iter().chain([&all]).zip(&families).zip(judged).zip(sides);
        let mut found = found.map(|(((class, family), judged), (these, others))| Compared {
            class: class.name.clone(),
            different: class.different,
            judged,
            ratios: paired_ratios(&these, &others, seed),
            other: others.figures(seed),
            rounds: round_means(family),
        });
        let compared = found.by_ref().take(classes.len()).collect();
        Self {
            each: (each < usize::MAX).then_some(each),
            rounds: rounds.len(),
            all: found.next(),
            order: rounds,
            ..Self::new(other, compared)
        }
    }

    /// Tells of classes that were compared.
    pub(super) fn new(other: Other, classes: Vec<Compared>) -> Self {
        Self {
            other,
            errors: ERRORS,
            smallest: SMALLEST,
            cut: CUT,
            rounds: 0,
            each: None,
            warnings: Vec::new(),
            classes,
            all: None,
            order: Vec::new(),
        }
    }

    /// Returns all that was compared: the classes, and all together.
    pub fn compared(&self) -> impl Iterator<Item = &Compared> {
        self.classes.iter().chain(&self.all)
    }

    /// Returns what a class was compared with.
    pub fn class(&self, name: &str) -> Option<&Compared> {
        self.compared().find(|compared| compared.class == name)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::order::Side;
    use super::*;

    /// Thirty rounds of two classes, `eels` a tenth slower than on the other side.
    pub(crate) fn versus(different: usize) -> Versus {
        let mut pairs = Vec::new();
        for round in 0..30 {
            for query in 0..8 {
                let other = 100_000 + 997 * ((round as u64 * 7 + query as u64) % 5);
                let this = if query < 4 { other / 10 * 11 } else { other };
                let first = if round % 2 == 0 { Side::This } else { Side::Other };
                pairs.push(Pair { query, round, first, this, other });
            }
        }
        let class = |name: &str, different| PairedClass { name: name.to_owned(), different };
        let classes = [class("eels", 0), class("dams", different)];
        let other = Other { kind: "index", name: "old.idx".to_owned(), ..Other::default() };
        let order = Turns { first: Side::This, turns: Vec::new() };
        let paired = Paired { rounds: vec![order; 30], pairs };
        Versus::of_pairs(other, usize::MAX, paired, &classes, |query| Some(query / 4), 1)
    }

    #[test]
    fn each_class_has_its_word() {
        let found = versus(0);
        let words: Vec<String> = found.compared().map(Compared::words).collect();
        assert_eq!(words, ["slower", "no difference seen", "slower"]);
        let words: Vec<String> = versus(2).compared().map(Compared::words).collect();
        assert_eq!(words[1..], ["different answers (2)", "different answers (2)"]);
        assert!((found.classes[0].ratios[0].unwrap().value - 1.1).abs() < 0.001);
    }
}
