//! What a report has beside its table of classes, as tables.

use super::{Report, printed};
use crate::bench::curve::micros;
use crate::bench::slo::{Step, highest};

impl Report {
    /// Returns what the parts of a query take, with a heading row.
    pub fn parts(&self) -> Vec<Vec<String>> {
        let rows = self.stages.iter().map(|part| {
            let share = format!("{:.0}", part.share * 100.0);
            vec![part.stage.to_owned(), printed(Some(part.mean)), share]
        });
        headed(["part of a query", "mean µs", "%"], rows)
    }

    /// Returns the slowest queries, with a heading row.
    pub fn slow(&self) -> Vec<Vec<String>> {
        let rows = self.slowest.iter().map(|slow| {
            let times = [slow.median, slow.max].map(|time| printed(Some(time)));
            let [median, max] = times;
            let matches = slow.matches.to_string();
            vec![slow.query.clone(), slow.class.clone(), median, max, matches, slow.plan.clone()]
        });
        headed(["slowest query", "class", "p50 µs", "max µs", "matches", "plan"], rows)
    }

    /// Returns the rates that were tried for a promise in their order, with a heading row.
    pub fn rates(&self) -> Vec<Vec<String>> {
        let bound = self.promise.as_deref().unwrap_or_default();
        let bound = bound.split('<').next().unwrap_or_default();
        let mut tried: Vec<&Step> = self.tried.iter().collect();
        tried.sort_by(|a, b| a.rate.total_cmp(&b.rate));
        let rows = tried.into_iter().map(|step| {
            let holds = match (step.holds, step.sure) {
                (true, true) => "holds",
                (true, false) => "holds, of too few answers",
                (false, true) => "does not hold",
                (false, false) => "does not hold, of too few answers",
            };
            vec![
                printed(Some(step.rate)),
                printed(Some(step.answered)),
                micros(step.median),
                micros(step.bound),
                holds.to_owned(),
            ]
        });
        headed(["requests/s", "answers/s", "p50", bound, ""], rows)
    }

    /// Says up to which rate a promise holds.
    pub fn highest(&self) -> String {
        match highest(&self.tried) {
            Some(rate) => format!("holds up to {} requests/s", printed(Some(rate))),
            None => "holds at none of these rates".to_owned(),
        }
    }
}

fn headed<const N: usize>(
    heading: [&str; N],
    rows: impl Iterator<Item = Vec<String>>,
) -> Vec<Vec<String>> {
    std::iter::once(heading.map(str::to_owned).to_vec()).chain(rows).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::report;
    use super::*;

    #[test]
    fn rates_are_in_their_order_and_say_where_answers_are_few() {
        let step = |rate, holds, sure| Step {
            rate,
            answered: rate,
            samples: 9,
            median: 1410.0,
            bound: 4500.0,
            holds,
            sure,
        };
        let tried =
            vec![step(20.0, true, false), step(400.0, false, true), step(210.0, true, true)];
        let report = Report { promise: Some("p99<5ms".to_owned()), tried, ..report() };
        let rates = report.rates();
        assert_eq!(rates[0][3], "p99");
        assert_eq!(rates[1], ["20.0", "20.0", "1.41 ms", "4.50 ms", "holds, of too few answers"]);
        assert_eq!((rates[2][4].as_str(), rates[3][4].as_str()), ("holds", "does not hold"));
        assert_eq!(report.highest(), "holds up to 210 requests/s");
        assert_eq!(Report { tried: vec![], ..report }.highest(), "holds at none of these rates");
        assert_eq!(super::super::tests::report().parts()[1], ["parse", "1.00", "25"]);
    }
}
