//! The report as people read it.

use super::{Report, Row};
use crate::bench::facts::{LoadFacts, QueryFacts};
use crate::bench::figures::{Figure, Figures, PERCENTILES};
use crate::bench::latencies::SAMPLES_ABOVE;
use crate::bench::warm::{WINDOW, Warmup};
use crate::cli::text::count;

/// A rate was too high if the last answer came so many seconds after the last request, ...
const BEHIND: f64 = 1.0;
/// ... and that was more than this share of the run.
const BEHIND_SHARE: f64 = 0.05;

impl Report {
    /// Returns what was measured and where, a line an item.
    pub fn heading(&self) -> Vec<String> {
        let hits = match (self.timed, self.snippets) {
            ("search", _) => "up to the ranked hits",
            ("process", _) => "a process for each query, to its last byte",
            ("cold", _) => {
                "a process for each query, to its last byte, nothing of the index in memory"
            }
            (_, true) => "to the page of hits with snippets",
            _ => "to the page of hits without snippets",
        };
        let QueryFacts { source, count: queries, digest, seed } = &self.queries;
        vec![
            format!("{}: {}", self.index.directory, self.index.line()),
            self.origin.line(),
            format!("{source}: {queries} queries ({digest}), seed {seed}"),
            format!("{}; {:.1} s, {hits}; {}", self.load.line(), self.seconds, self.warmed()),
        ]
    }

    fn warmed(&self) -> String {
        match self.warmup {
            None => "no warm-up".to_owned(),
            Some(Warmup { rounds, seconds, steady }) => {
                let few = rounds < 2 * WINDOW;
                let rounds = count(rounds as u64, "round");
                let found = match (steady, few) {
                    (true, _) => "then steady",
                    (false, true) => "too few to tell whether it was steady",
                    (false, false) => "and still not steady",
                };
                format!("warm-up of {rounds}, {seconds:.1} s, {found}")
            }
        }
    }

    /// Returns the table, a row a class, with a heading row and all classes together as the last.
    pub fn table(&self) -> Vec<Vec<String>> {
        let names = PERCENTILES.map(|(name, _)| format!("{name} µs"));
        let mut heading = ["class", "queries", "samples", "matches"].map(str::to_owned).to_vec();
        heading.push("mean µs".to_owned());
        heading.extend(names);
        heading.extend(["max µs", "queries/s"].map(str::to_owned));
        let mut rows = vec![heading];
        rows.extend(self.classes.iter().chain([&self.all]).map(Row::cells));
        rows
    }

    /// Says what the table leaves out, and what is wrong with the run.
    pub fn footnotes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let known = self.classes.iter().filter(|row| row.response.samples > 0);
        if known.clone().any(|row| row.response.percentiles.iter().any(Option::is_none)) {
            notes.push(format!(
                "where there is a dash, fewer than {SAMPLES_ABOVE} samples lie above the percentile; a longer --duration \
                 gives more"
            ));
        }
        if known
            .clone()
            .any(|row| row.response.percentiles.iter().flatten().any(|f| f.bounds.is_some()))
        {
            notes.push(
                "± half of the interval that whole rounds, drawn anew, leave at 95 %".to_owned(),
            );
        }
        if let Some(service) = &self.all.service {
            let told =
                PERCENTILES.iter().zip(&service.percentiles).filter_map(|((name, _), figure)| {
                    Some(format!("{name} {}", printed(Some(figure.as_ref()?.value))))
                });
            let told: Vec<String> = told.collect();
            let told = if told.is_empty() {
                "too few samples".to_owned()
            } else {
                format!("{} µs", told.join(", "))
            };
            notes.push(format!(
                "response times, from when a query was due; service times alone: {told}"
            ));
        }
        notes.extend(self.overload());
        if !self.load.kept && self.load.given_up == 0 {
            let lag = printed(self.load.lag);
            notes.push(format!(
                "this run does not count: the generator was late itself ({lag} µs at p99); ask for fewer \
                 requests or leave the machine alone"
            ));
        }
        notes.extend(self.remarks.iter().cloned());
        notes.extend(self.quiet.lines());
        notes.extend(self.classes.iter().filter(|row| row.refused > 0).map(|row| {
            format!("{}: {} queries cannot be answered and are left out", row.class, row.refused)
        }));
        notes
    }
}

impl Report {
    /// Says that more was asked than could be answered, if it was.
    fn overload(&self) -> Option<String> {
        let LoadFacts { overrun, given_up, .. } = self.load;
        let answered = self.all.per_second?;
        if given_up > 0 {
            let due = given_up + self.all.response.samples;
            return Some(format!(
                "this run does not count: {given_up} of {due} requests were given up, since no more than {} a second \
                 were answered",
                printed(Some(answered))
            ));
        }
        let overrun = overrun.filter(|late| *late > BEHIND.max(BEHIND_SHARE * self.seconds))?;
        Some(format!(
            "more was asked than could be answered, {} a second: the last answer came {overrun:.1} s after the last \
             request; the longer such a run goes on, the longer its response times",
            printed(Some(answered))
        ))
    }
}

impl Row {
    fn cells(&self) -> Vec<String> {
        let Figures { samples, mean, percentiles, max } = &self.response;
        let mut cells = vec![self.class.clone(), self.queries.to_string(), samples.to_string()];
        cells.push(printed(self.matches));
        cells.extend([mean].into_iter().chain(percentiles).map(|figure| match figure {
            Some(Figure { value, bounds: Some((low, high)) }) => {
                give_or_take(*value, (high - low) / 2.0)
            }
            figure => printed(figure.map(|figure| figure.value)),
        }));
        cells.extend([*max, self.per_second].map(printed));
        cells
    }
}

/// Three digits are known; more are not printed, except before the point.
pub fn printed(value: Option<f64>) -> String {
    match value {
        None => "-".to_owned(),
        Some(value) if value < 10.0 => format!("{value:.2}"),
        Some(value) if value < 100.0 => format!("{value:.1}"),
        Some(value) => format!("{value:.0}"),
    }
}

/// Prints a figure and how far off it may be.
pub(in crate::bench) fn give_or_take(value: f64, off: f64) -> String {
    format!("{} ±{}", printed(Some(value)), printed(Some(off)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::report;
    use super::*;
    use crate::bench::facts::Quiet;
    use crate::bench::quiet::Rest;

    #[test]
    fn the_table_has_a_row_a_class_and_says_what_is_not_known() {
        let table = report().table();
        assert_eq!(table.len(), 4);
        assert!(table.iter().all(|row| row.len() == table[0].len()));
        assert_eq!(
            table[1],
            ["eels", "12", "120", "3.50", "68.5", "68.0", "116", "-", "-", "128", "50000"]
        );
        let notes = report().footnotes();
        assert!(notes[0].contains("fewer than 10 samples"), "{notes:?}");
        assert!(!notes[0].starts_with('-'), "in Markdown that would be a list: {notes:?}");
        assert!(notes[1].contains("service times alone: p50 66.0, p90 114 µs"), "{notes:?}");
        assert!(notes[2].starts_with("dams: 3 queries"), "{notes:?}");
        let late = LoadFacts { kept: false, lag: Some(900.0), ..report().load };
        let notes = Report { load: late, ..report() }.footnotes();
        assert!(notes.iter().any(|note| note.contains("does not count")), "{notes:?}");
    }

    #[test]
    fn a_rate_that_is_too_high_is_said() {
        let told = |given_up, overrun| {
            let load = LoadFacts { given_up, overrun, kept: given_up == 0, ..report().load };
            let all = Row { service: Some(Figures::default()), ..report().all };
            Report { load, all, seconds: 40.0, ..report() }.footnotes().join("\n")
        };
        assert!(!told(0, Some(1.9)).contains("more was asked"));
        assert!(told(0, None).contains("service times alone: too few samples"));
        assert!(told(0, Some(2.1)).contains("the last answer came 2.1 s after the last request"));
        let given_up = told(80, Some(10.0));
        assert!(
            given_up.contains("does not count: 80 of 200 requests were given up"),
            "{given_up}"
        );
        assert!(!given_up.contains("late itself"), "{given_up}");
    }

    #[test]
    fn what_was_done_against_other_load_is_said() {
        let rest = Rest { rounds: 9, disturbed: 2, discarded: 2, trusted: true };
        let quiet = Quiet {
            processors: Some(vec![0, 2]),
            priority_raised: Some(false),
            rounds: Some(rest),
        };
        let remarks = vec!["eels were left out".to_owned()];
        let notes = Report { quiet, remarks, ..report() }.footnotes();
        for told in [
            "eels were left out",
            "run on processors 0, 2 only",
            "priority not raised: the system does not allow it",
            "2 of 9 rounds discarded: other load disturbed them",
        ] {
            assert!(notes.iter().any(|note| note == told), "{told} in {notes:?}");
        }
    }

    #[test]
    fn the_heading_says_how_to_do_it_again() {
        let heading = report().heading().join("\n");
        for told in [
            "7 articles, 1 segment, 1.2 MB",
            "built-in mix: 24 queries (00ff), seed 5",
            "open loop, 100 requests/s (even), 2 workers",
            "warm-up of 11 rounds, 0.5 s, then steady",
        ] {
            assert!(heading.contains(told), "{told} in {heading}");
        }
        for (rounds, told) in
            [(9, "too few to tell whether it was steady"), (10, "still not steady")]
        {
            let warmup = Some(Warmup { rounds, seconds: 0.5, steady: false });
            let heading = Report { warmup, ..report() }.heading().join("\n");
            assert!(heading.contains(told), "{told} in {heading}");
        }
    }
}
