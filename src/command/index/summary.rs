//! What a run of indexing did, for people.

use std::io::{self, Write as _};

use crate::cli::Output;
use crate::cli::config::Size;
use crate::cli::text::{count, grouped, percent};
use crate::pipeline::Report;

/// Writes the summary: a sentence, and a line for everything that happened at least once.
pub(super) fn write(report: &Report, output: &mut Output) -> io::Result<()> {
    let bold = output.theme().bold;
    let head = head(report);
    writeln!(output.out(), "{bold}{head}{bold:#}")?;
    for (label, text) in lines(report) {
        writeln!(output.out(), "  {label:<12} {text}")?;
    }
    Ok(())
}

/// Says the sentence of the summary beside the output.
pub(super) fn say(report: &Report, output: &mut Output) {
    output.say(&head(report));
}

fn head(report: &Report) -> String {
    if report.interrupted {
        let articles = count(report.articles, "article");
        return format!(
            "Stopped after {articles}; what is there is kept, the rest comes next time"
        );
    }
    if report.documents + report.bad_records + report.sources_read == 0 {
        return match report.sources_unchanged {
            0 => "Nothing to read".to_owned(),
            unchanged => format!("Nothing to do: {} unchanged", count(unchanged, "source")),
        };
    }
    format!(
        "{} from {} in {}: {} in {:.1} s, {:.1} MB/s",
        count(report.articles, "article"),
        count(report.documents, "document"),
        count(report.sources_read, "source"),
        Size(report.bytes),
        report.seconds,
        report.mb_per_second,
    )
}

fn lines(report: &Report) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    let sources: Vec<_> = [
        (report.sources_read, "read"),
        (report.sources_unchanged, "unchanged"),
        (report.sources_not_read, "not read (-v lists them)"),
        (report.sources_pruned, "gone and dropped"),
        (report.sources_failed, "failed"),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, what)| format!("{} {what}", grouped(number)))
    .collect();
    let none = "none was found that could be read".to_owned();
    lines.push(("sources", if sources.is_empty() { none } else { sources.join(", ") }));
    if report.articles > 0 {
        let share = |part| percent(part, report.articles);
        let shares = [
            (share(report.with_headline), "headline"),
            (share(report.with_author), "author"),
            (share(report.with_date), "date"),
        ];
        let shares = shares.map(|(share, what)| format!("{share} with {what}"));
        lines.push(("articles", format!("{}: {}", grouped(report.articles), shares.join(", "))));
    }
    if report.text_bytes > 0 {
        let share = percent(report.boilerplate_bytes, report.text_bytes);
        lines.push(("boilerplate", format!("{share} of the text")));
    }
    let mut add = |number: u64, label, text: String| {
        if number > 0 {
            lines.push((label, text));
        }
    };
    let n = report.duplicates;
    add(n, "duplicates", format!("{} with the text of another, kept", count(n, "article")));
    let n = report.empty;
    add(n, "empty", format!("{} without headline or body", count(n, "record")));
    let n = report.dates_unread;
    add(
        n,
        "dates",
        format!("{} printed but not resolved: relative, or of no known form", grouped(n)),
    );
    let n = report.windows;
    add(n, "long texts", format!("cut in {}", count(n, "window")));
    let n = report.replaced;
    add(n, "encoding", format!("{} replaced by U+FFFD", count(n, "byte sequence")));
    let n = report.bad_records;
    add(n, "errors", format!("{} skipped", count(n, "bad record")));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_did_not_happen_is_not_mentioned() {
        let report = Report { sources: 2, sources_unchanged: 2, ..Report::default() };
        assert_eq!(head(&report), "Nothing to do: 2 sources unchanged");
        assert_eq!(lines(&report), [("sources", "2 unchanged".to_owned())]);
        let none = lines(&Report::default());
        assert_eq!(none, [("sources", "none was found that could be read".to_owned())]);
    }

    #[test]
    fn numbers_have_nouns_and_units() {
        let report = Report {
            sources_read: 1,
            documents: 1,
            articles: 4,
            with_headline: 3,
            text_bytes: 200,
            boilerplate_bytes: 51,
            bytes: 4_600,
            bad_records: 1,
            seconds: 0.25,
            mb_per_second: 0.0184,
            ..Report::default()
        };
        assert_eq!(
            head(&report),
            "4 articles from 1 document in 1 source: 4.6 kB in 0.2 s, 0.0 MB/s"
        );
        let text = format!("{:?}", lines(&report));
        for part in
            ["75 % with headline", "0 % with date", "26 % of the text", "1 bad record skipped"]
        {
            assert!(text.contains(part), "{part} in {text}");
        }
    }
}
