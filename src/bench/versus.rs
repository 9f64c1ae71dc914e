//! What was measured beside something else, and what is said of both.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::facts::IndexFacts;
use super::figures::{Figure, Figures, Latencies, PERCENTILES, Ratios, key, paired_ratios};
use super::forms::number;
use super::order::Turns;
use super::pairs::{Pair, Paired, differences};
use super::report::{Row, printed};
use super::verdict::{
    CUT, ERRORS, Judged, LEAST_ROUNDS, SMALLEST, Verdict, judge_pairs, round_means,
};

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
    /// Queries of a class that each round asks at most.
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

/// What is said of a class.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compared {
    /// The class.
    pub class: String,
    /// Its queries that are answered differently.
    pub different: usize,
    /// What its rounds say; `None` where there are too few.
    pub judged: Option<Judged>,
    /// Its figures over those of the other side.
    pub ratios: Ratios,
    /// The figures of the other side.
    pub other: Figures,
    /// The logarithm of the ratio of each round.
    pub rounds: Vec<f64>,
}

impl Compared {
    /// Returns the word; `None` where too little was measured.
    pub fn verdict(&self) -> Option<Verdict> {
        match self.different {
            0 => self.judged.map(|judged| judged.verdict),
            _ => Some(Verdict::Different),
        }
    }

    /// Returns the word, or why there is none.
    pub fn words(&self) -> String {
        match (self.verdict(), self.different) {
            (Some(verdict), 0) => verdict.words().to_owned(),
            (Some(verdict), count) => format!("{} ({count})", verdict.words()),
            (None, _) => "too few rounds".to_owned(),
        }
    }
}

impl Serialize for Compared {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("class", &self.class)?;
        map.serialize_entry("verdict", &self.verdict())?;
        map.serialize_entry("different_answers", &self.different)?;
        map.serialize_entry("chance", &self.judged.map(|judged| judged.chance))?;
        let judged = ("ratio".to_owned(), self.judged.map(|judged| judged.ratio));
        let names = PERCENTILES.iter().map(|(name, _)| *name).chain(["mean"]);
        let names = names.map(|name| format!("{}_ratio", key(name)));
        for (name, ratio) in std::iter::once(judged).chain(names.zip(self.ratios)) {
            map.serialize_entry(&name, &ratio.map(|ratio| ratio.value))?;
            let bounds = ratio.and_then(|ratio| ratio.bounds);
            map.serialize_entry(&format!("{name}_interval"), &bounds)?;
        }
        map.serialize_entry("other", &self.other)?;
        map.serialize_entry("log_ratios", &self.rounds)?;
        map.end()
    }
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
            each: Some(each),
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

    /// Says what this is compared with, a line an item.
    pub fn heading(&self) -> Vec<String> {
        let Other { kind, name, version, build, index } = &self.other;
        let mut line = vec![format!("against the {kind} {name}")];
        if let (Some(version), Some(build)) = (version, build) {
            line.push(format!("presscut {version} ({build} build)"));
        }
        line.extend(index.as_ref().map(IndexFacts::line));
        let mut lines = vec![line.join(", ")];
        if let Some(each) = self.each {
            let each = match each {
                usize::MAX => "all queries".to_owned(),
                each => format!("up to {each} queries of each class"),
            };
            lines.push(format!("{} rounds in turns, {each} a round", self.rounds));
        }
        lines
    }

    /// Returns the table, a row a class; `rows` are those of this side.
    pub fn table(&self, rows: &[&Row]) -> Vec<Vec<String>> {
        let heading = [
            "class",
            "p50 µs",
            "other",
            "p99 µs",
            "other",
            "p50 ratio",
            "p99 ratio",
            "ratio",
            "chance",
            "verdict",
        ];
        let mut table = vec![heading.map(str::to_owned).to_vec()];
        for compared in self.compared() {
            let row = rows.iter().find(|row| row.class == compared.class);
            let this = |at: usize| row?.response.percentiles.get(at).copied().flatten();
            let other = |at: usize| compared.other.percentiles.get(at).copied().flatten();
            let micros = |figure: Option<Figure>| printed(figure.map(|figure| figure.value));
            let ratio = |at: usize| compared.ratios.get(at).copied().flatten();
            let chance = compared.judged.map(|judged| judged.chance);
            table.push(vec![
                compared.class.clone(),
                micros(this(0)),
                micros(other(0)),
                micros(this(2)),
                micros(other(2)),
                times(ratio(0)),
                times(ratio(2)),
                bounded(compared.judged.map(|judged| judged.ratio)),
                chance.map_or("-".to_owned(), |chance| format!("{chance:.3}")),
                compared.words(),
            ]);
        }
        table
    }

    /// Says how to read the table, and what it cannot tell.
    pub fn footnotes(&self) -> Vec<String> {
        let mut notes = vec![format!(
            "ratio: the time of this over that of the other; faster and slower are said of this, if so large a \
             difference were less likely than {} % by chance in any of the classes, and if it is surely more than {} %",
            self.errors * 100.0,
            self.smallest * 100.0
        )];
        if self.compared().any(|compared| compared.judged.is_none()) {
            notes.push(format!("fewer than {LEAST_ROUNDS} rounds have no verdict"));
        }
        notes.extend(self.warnings.iter().cloned());
        notes
    }
}

fn times(ratio: Option<Figure>) -> String {
    ratio.map_or("-".to_owned(), |ratio| format!("{:.3}", ratio.value))
}

fn bounded(ratio: Option<Figure>) -> String {
    match ratio {
        Some(Figure { value, bounds: Some((low, high)) }) => {
            format!("{value:.3} ({low:.3} to {high:.3})")
        }
        ratio => times(ratio),
    }
}

/// Names of the columns that a comparison adds to comma-separated values.
pub(super) fn columns() -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (name, _) in PERCENTILES {
        let name = key(name);
        names.extend([format!("other_{name}_us"), format!("{name}_ratio")]);
    }
    let judged = ["ratio", "ratio_low", "ratio_high", "chance", "different_answers", "verdict"];
    names.extend(judged.map(str::to_owned));
    names
}

/// Returns the cells of these columns, empty ones where nothing was compared.
pub(super) fn cells(compared: Option<&Compared>) -> Vec<String> {
    let Some(compared) = compared else { return vec![String::new(); columns().len()] };
    let value = |figure: Option<Figure>| number(figure.map(|figure| figure.value));
    let mut cells = Vec::new();
    for (other, ratio) in compared.other.percentiles.iter().zip(compared.ratios) {
        cells.extend([value(*other), value(ratio)]);
    }
    let ratio = compared.judged.map(|judged| judged.ratio);
    let (low, high) = ratio.and_then(|ratio| ratio.bounds).unzip();
    cells.push(value(ratio));
    cells.extend([low, high].map(number));
    cells.push(number(compared.judged.map(|judged| judged.chance)));
    cells.push(compared.different.to_string());
    cells.push(compared.verdict().map(Verdict::words).unwrap_or_default().to_owned());
    cells
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

    #[test]
    fn tables_and_cells_say_the_same() {
        let report = super::super::report::tests::report();
        let rows: Vec<&Row> = report.classes.iter().chain([&report.all]).collect();
        let versus = versus(0);
        let table = versus.table(&rows);
        assert_eq!(table.len(), 4);
        assert!(table.iter().all(|row| row.len() == table[0].len()));
        assert_eq!((table[1][1].as_str(), table[1].last().unwrap().as_str()), ("68.0", "slower"));
        assert!(table[1][7].starts_with("1.100 (1.1"), "{table:?}");
        for compared in [None, Some(&versus.classes[0])] {
            assert_eq!(cells(compared).len(), columns().len());
        }
        assert_eq!(cells(Some(&versus.classes[1])).last().unwrap(), "no difference seen");
        let notes = versus.footnotes().join("\n");
        assert!(
            notes.contains("less likely than 2 %") && notes.contains("more than 1 %"),
            "{notes}"
        );
        assert!(versus.heading()[1].contains("30 rounds in turns, all queries"));
    }

    #[test]
    fn json_has_words_ratios_and_rounds() {
        let json = serde_json::to_value(versus(0)).unwrap();
        let eels = &json["classes"][0];
        assert_eq!((&eels["verdict"], &eels["different_answers"]), (&"slower".into(), &0.into()));
        assert_eq!(eels["log_ratios"].as_array().unwrap().len(), 30);
        assert!(eels["p50_ratio_interval"][0].as_f64().unwrap() > 1.09, "{eels}");
        assert!(
            eels["other"]["p50_us"].is_number() && json["order"].as_array().unwrap().len() == 30
        );
    }
}
