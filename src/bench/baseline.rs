//! An earlier report, and what can be said of a run beside it.
//!
//! Nothing pairs two runs at different times: what the machine did meanwhile is in every ratio.

use std::collections::HashMap;

use serde::Deserialize as _;
use serde_json::Value;

use super::alike::Head;
use super::figures::Figures;
use super::ratios::ratios_apart;
use super::report::{Answer, Report, Row};
use super::verdict::judge_apart;
use super::versus::{Compared, Other, Versus};

/// An earlier report of `presscut bench --json`.
#[derive(Clone, Debug)]
pub struct Baseline {
    head: Head,
    /// Each class, and all together, with their objects.
    rows: Vec<(String, Value)>,
}

/// What is wrong with a baseline.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// It is none.
    #[error("not a report of `presscut bench --json`: {0}")]
    Report(#[from] serde_json::Error),
    /// It is too old a one.
    #[error("a report of an older presscut, without the means of its rounds")]
    Rounds,
}

impl Baseline {
    /// Reads a report.
    ///
    /// # Errors
    ///
    /// If it is none, or one without the means of its rounds.
    pub fn read(text: &str) -> Result<Self, BaselineError> {
        let report: Value = serde_json::from_str(text)?;
        let head = Head::deserialize(&report)?;
        let classes = report.get("classes").and_then(Value::as_array).into_iter().flatten();
        let rows: Vec<(String, Value)> = classes
            .chain(report.get("all"))
            .filter_map(|row| Some((row.get("class")?.as_str()?.to_owned(), row.clone())))
            .collect();
        if rows.iter().any(|(_, row)| row.get("round_means_us").is_none()) {
            return Err(BaselineError::Rounds);
        }
        Ok(Self { head, rows })
    }

    /// Compares a run with it. Classes that it does not know have too few rounds for a verdict.
    pub fn compare(&self, report: &Report, name: &str) -> Versus {
        let several = report.classes.len() > 1;
        let all = several.then_some(&report.all);
        let rows: Vec<&Row> = report.classes.iter().chain(all).collect();
        let logs = |means: &[f64]| means.iter().map(|mean| mean.max(1e-3).ln()).collect();
        let families: Vec<(Vec<f64>, Vec<f64>)> = rows
            .iter()
            .map(|row| (logs(&row.round_means), logs(&self.round_means(&row.class))))
            .collect();
        let judged = judge_apart(&families, report.queries.seed);
        let different = self.different(&report.answers);
        let mut compared = rows.iter().zip(judged).map(|(row, judged)| {
            let other = self.row(&row.class).map(Figures::read).unwrap_or_default();
            Compared {
                class: row.class.clone(),
                different: different
                    .iter()
                    .filter(|class| row.class == "all" || row.class == **class)
                    .count(),
                judged,
                ratios: ratios_apart(&row.response, &other),
                other,
                rounds: Vec::new(),
            }
        });
        let classes = compared.by_ref().take(report.classes.len()).collect();
        let all = compared.next();
        let other = Other {
            kind: "baseline",
            name: name.to_owned(),
            version: Some(self.head.version.clone()),
            build: Some(self.head.build.clone()),
            index: Some(self.head.index.clone()),
        };
        let rounds = report.all.round_means.len();
        Versus { rounds, all, warnings: self.head.warnings(report), ..Versus::new(other, classes) }
    }

    fn row(&self, class: &str) -> Option<&Value> {
        self.rows.iter().find(|(name, _)| name == class).map(|(_, row)| row)
    }

    fn round_means(&self, class: &str) -> Vec<f64> {
        let means = self.row(class).and_then(|row| row.get("round_means_us")?.as_array());
        means.into_iter().flatten().filter_map(Value::as_f64).collect()
    }

    /// Returns the classes of the queries that both asked and that were answered differently.
    fn different<'a>(&self, answers: &'a [Answer]) -> Vec<&'a str> {
        let key = |answer: &Answer| (answer.class.clone(), answer.query.clone());
        let before: HashMap<_, _> =
            self.head.answers.iter().map(|answer| (key(answer), answer)).collect();
        let differs = |answer: &&Answer| before.get(&key(answer)).is_some_and(|b| b != answer);
        answers.iter().filter(differs).map(|answer| answer.class.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::figures::Figure;
    use super::super::report::tests::report;
    use super::super::verdict::Verdict;
    use super::*;

    /// A report whose classes had forty rounds around a mean.
    fn ran(mean: f64) -> Report {
        let rounds: Vec<f64> = (0..40).map(|at| mean + f64::from(at % 5)).collect();
        let mut report = report();
        for row in report.classes.iter_mut().chain([&mut report.all]) {
            row.round_means.clone_from(&rounds);
        }
        let answer = |class: &str, matches| Answer {
            query: "weir".to_owned(),
            class: class.to_owned(),
            matches,
            digest: String::new(),
        };
        report.answers = vec![answer("eels", 3), answer("dams", 4)];
        report
    }

    fn baseline(report: &Report) -> Baseline {
        Baseline::read(&serde_json::to_string(report).unwrap()).unwrap()
    }

    #[test]
    fn a_run_is_compared_with_an_earlier_one_and_the_limits_are_told() {
        let versus = baseline(&ran(100.0)).compare(&ran(120.0), "before.json");
        let words: Vec<_> = versus.compared().map(Compared::verdict).collect();
        assert_eq!(words, [Some(Verdict::Slower); 3]);
        let ratio = versus.classes[0].judged.unwrap().ratio.value;
        assert!((1.15..1.25).contains(&ratio), "{ratio}");
        // The same samples: their medians are alike, and have no bounds since they are of one block.
        assert_eq!(versus.classes[0].ratios[0], Some(Figure { value: 1.0, bounds: None }));
        assert_eq!(versus.warnings.len(), 1, "{:?}", versus.warnings);
        let same = baseline(&ran(100.0)).compare(&ran(100.0), "before.json");
        assert!(same.compared().all(|class| class.verdict() == Some(Verdict::NoneSeen)));
    }

    #[test]
    fn what_differs_is_told() {
        let mut before = ran(100.0);
        before.answers[1].matches = 5;
        before.answers[0].query = "another".to_owned();
        before.origin.machine.cpu = Some("another".to_owned());
        before.index.segments = 9;
        before.queries.digest = "ffff".to_owned();
        before.queries.seed = 9;
        before.origin.build = "debug";
        before.timed = "search";
        before.load.clients = 7;
        let versus = baseline(&before).compare(&ran(100.0), "before.json");
        let different: Vec<usize> = versus.compared().map(|class| class.different).collect();
        assert_eq!(different, [0, 1, 1]);
        let warnings = versus.warnings.join("\n");
        for told in [
            "another machine",
            "other queries",
            "another seed",
            "another index",
            "another build",
            "another load",
            "another thing that was timed",
        ] {
            assert!(warnings.contains(told), "{told} in {warnings}");
        }
    }

    #[test]
    fn a_class_that_the_baseline_does_not_know_has_no_verdict() {
        let mut before = ran(100.0);
        before.classes.pop();
        let versus = baseline(&before).compare(&ran(100.0), "before.json");
        assert_eq!(versus.classes[1].verdict(), None);
        assert_eq!(versus.classes[1].other, Figures::default());
    }

    #[test]
    fn what_is_no_report_is_refused() {
        let error = Baseline::read("{\"version\": \"0.1.0\"}").unwrap_err().to_string();
        assert!(
            error.starts_with("not a report of `presscut bench --json`: missing field"),
            "{error}"
        );
        let old = serde_json::to_string(&ran(1.0)).unwrap().replace("round_means_us", "other");
        assert!(matches!(Baseline::read(&old), Err(BaselineError::Rounds)));
    }
}
