//! A comparison as people and table programs read it.

use super::{Compared, Other, Versus};
use crate::bench::facts::IndexFacts;
use crate::bench::figures::{Figure, PERCENTILES, key};
use crate::bench::forms::number;
use crate::bench::report::{Row, printed};
use crate::bench::verdict::{LEAST_ROUNDS, Verdict};

impl Versus {
    /// Says what this is compared with, a line an item.
    pub fn heading(&self) -> Vec<String> {
        let Other { kind, name, version, build, index } = &self.other;
        let mut line = vec![format!("against the {kind} {name}")];
        if let (Some(version), Some(build)) = (version, build) {
            line.push(format!("presscut {version} ({build} build)"));
        }
        line.extend(index.as_ref().map(IndexFacts::line));
        let mut lines = vec![line.join(", ")];
        // Of a baseline there are no turns.
        if !self.order.is_empty() {
            let each = match self.each {
                None => "all queries".to_owned(),
                Some(1) => "one query of each class".to_owned(),
                Some(each) => format!("up to {each} queries of each class"),
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
                chance.map_or("-".to_owned(), likely),
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

/// Writes a chance; what was drawn 10,000 times is never 0.
fn likely(chance: f64) -> String {
    if chance < 0.001 { "<0.001".to_owned() } else { format!("{chance:.3}") }
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
pub(in crate::bench) fn columns() -> Vec<String> {
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
pub(in crate::bench) fn cells(compared: Option<&Compared>) -> Vec<String> {
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
mod tests {
    use super::super::tests::versus;
    use super::*;
    use crate::bench::report::tests::report;

    #[test]
    fn tables_and_cells_say_the_same() {
        let report = report();
        let rows: Vec<&Row> = report.classes.iter().chain([&report.all]).collect();
        let versus = versus(0);
        let table = versus.table(&rows);
        assert_eq!(table.len(), 4);
        assert!(table.iter().all(|row| row.len() == table[0].len()));
        assert_eq!((table[1][1].as_str(), table[1].last().unwrap().as_str()), ("68.0", "slower"));
        assert!(table[1][7].starts_with("1.100 (1.1"), "{table:?}");
        assert_eq!(table[1][8], "<0.001");
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
}
