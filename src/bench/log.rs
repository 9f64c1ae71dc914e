//! Logs of queries with the times they were asked at.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use presscut_index::{ParseOptions, Sort};

use super::arrivals::Arrival;
use super::clock::Nanos;
use super::{Ask, BenchQuery};

/// A query of a log.
#[derive(Clone, Debug, PartialEq)]
pub struct Logged {
    /// Nanoseconds since the first query of the log.
    pub at: Nanos,
    /// The query.
    pub query: BenchQuery,
}

/// What is wrong with a log, and in which line (from 1).
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct LogError {
    line: usize,
    message: String,
}

/// Reads a log: a time, a tab and a text of the query language a line, blank lines and `#` lines left out.
///
/// Times are seconds (any number of digits, such as those of the Unix epoch) or ISO 8601 instants; one without a
/// zone counts as UTC. They may be out of order: what counts is how long after the earliest each was asked.
///
/// # Errors
///
/// The first line that is none.
pub fn read_log(text: &str, limit: usize, options: &ParseOptions) -> Result<Vec<Logged>, LogError> {
    let mut found: Vec<(i128, BenchQuery)> = Vec::new();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let fault = |message: String| LogError { line: number + 1, message };
        let (time, asked) = line
            .split_once('\t')
            .ok_or_else(|| fault("not a time, a tab and a query".to_owned()))?;
        let at = instant(time.trim()).ok_or_else(|| {
            fault(format!(
                "{time:?} is no time: write seconds or an instant such as 2026-03-01T12:00:00Z"
            ))
        })?;
        let ask = Ask::Text(asked.trim().to_owned());
        ask.query(options).map_err(|error| fault(error.to_string()))?;
        let query = BenchQuery { class: "log".to_owned(), ask, limit, sort: Sort::Relevance };
        found.push((at, query));
    }
    found.sort_by_key(|(at, _)| *at);
    let first = found.first().map_or(0, |(at, _)| *at);
    let logged = found.into_iter().map(|(at, query)| {
        let at = Nanos::try_from(at.saturating_sub(first)).unwrap_or(Nanos::MAX);
        Logged { at, query }
    });
    Ok(logged.collect())
}

/// Reads a time as nanoseconds.
fn instant(text: &str) -> Option<i128> {
    if let Ok(seconds) = text.parse::<f64>() {
        return nanos_of(seconds);
    }
    let text = text.replacen(' ', "T", 1);
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant.as_nanosecond());
    }
    let local: DateTime = text.parse().ok()?;
    Some(local.to_zoned(TimeZone::UTC).ok()?.timestamp().as_nanosecond())
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "checked to be within a hundred thousand years"
)]
fn nanos_of(seconds: f64) -> Option<i128> {
    (seconds.abs() < 4e12).then(|| (seconds * 1e9).round() as i128)
}

/// Returns when the queries of a log are due if it is replayed so many times as fast.
pub fn arrivals_of(log: &[Logged], speed: f64) -> Vec<Arrival> {
    let due = |at: Nanos| super::arrivals::whole(at as f64 / speed);
    log.iter().enumerate().map(|(query, logged)| Arrival { due: due(logged.at), query }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Logged>, LogError> {
        read_log(text, 10, &ParseOptions::default())
    }

    #[test]
    fn times_of_all_forms_are_measured_from_the_first() {
        for text in [
            "1700000002.5\tdam\n\n# a remark\n1700000000\teel\n",
            "2026-03-01T12:00:02.5Z\tdam\n2026-03-01T13:00:00+01:00\teel\n",
            "2026-03-01 12:00:02.5\tdam\r\n2026-03-01 12:00:00\teel\r\n",
        ] {
            let log = read(text).unwrap();
            let asked: Vec<(Nanos, &Ask)> =
                log.iter().map(|one| (one.at, &one.query.ask)).collect();
            let (eel, dam) = (Ask::Text("eel".into()), Ask::Text("dam".into()));
            assert_eq!(asked, [(0, &eel), (2_500_000_000, &dam)], "{text}");
            let due: Vec<Nanos> = arrivals_of(&log, 10.0).iter().map(|one| one.due).collect();
            assert_eq!(due, [0, 250_000_000]);
        }
        assert_eq!(read("").unwrap(), []);
    }

    #[test]
    fn faults_are_told_with_their_line() {
        for (bad, told) in [
            ("dam", "a tab"),
            ("soon\tdam", "\"soon\" is no time"),
            ("inf\tdam", "is no time"),
            ("3\tcolour:red", "colour"),
        ] {
            let message = read(&format!("1\tdam\n\n{bad}\n")).unwrap_err().to_string();
            assert!(message.starts_with("line 3: ") && message.contains(told), "{message}");
        }
    }
}
