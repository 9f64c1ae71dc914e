//! Latencies in `HdrHistogram`'s interval log form with V2 histograms, which its tools read in every language.
//!
//! One interval for each class, named by its tag, and one without a tag for all of them. Values are nanoseconds;
//! the column of maxima is in milliseconds, as the form has it.

use std::io::{self, Write};
use std::time::{Duration, SystemTime};

use hdrhistogram::Histogram;
use hdrhistogram::serialization::V2DeflateSerializer;
use hdrhistogram::serialization::interval_log::{
    IntervalLogWriterBuilder, IntervalLogWriterError, Tag,
};

use super::clock::Nanos;
use super::latencies::Latencies;

/// Longer answers count as this long: an hour, in nanoseconds.
const LONGEST: Nanos = 3_600_000_000_000;
/// Digits of a latency that are kept.
const DIGITS: u8 = 3;

/// Writes the log of a run that began at `start` and took `seconds`.
///
/// # Errors
///
/// What `out` says.
pub fn write(
    out: &mut impl Write,
    comment: &str,
    start: SystemTime,
    seconds: f64,
    classes: &[(&str, &Latencies)],
) -> io::Result<()> {
    let mut serializer = V2DeflateSerializer::new();
    let mut log = IntervalLogWriterBuilder::new()
        .add_comment("[Histogram log format version 1.3]")
        .add_comment(&comment.replace('\r', " "))
        .with_start_time(start)
        .with_base_time(start)
        .with_max_value_divisor(1e6)
        .begin_log_with(out, &mut serializer)?;
    let length = Duration::from_secs_f64(seconds);
    let mut all = histogram()?;
    for (class, latencies) in classes {
        let mut own = histogram()?;
        for nanos in latencies.nanos() {
            own.saturating_record(nanos.clamp(1, LONGEST));
        }
        all.add(&own).map_err(io::Error::other)?;
        // Commas and spaces would end a tag.
        let tag: String =
            class.chars().map(|c| if c == ',' || c.is_whitespace() { '_' } else { c }).collect();
        log.write_histogram(&own, Duration::ZERO, length, Tag::new(&tag)).map_err(failed)?;
    }
    log.write_histogram(&all, Duration::ZERO, length, None).map_err(failed)
}

fn histogram() -> io::Result<Histogram<u64>> {
    Histogram::new_with_bounds(1, LONGEST, DIGITS).map_err(io::Error::other)
}

fn failed<E: std::error::Error + Send + Sync + 'static>(
    error: IntervalLogWriterError<E>,
) -> io::Error {
    match error {
        IntervalLogWriterError::IoError(error) => error,
        IntervalLogWriterError::SerializeError(error) => io::Error::other(error),
    }
}

#[cfg(test)]
mod tests {
    use hdrhistogram::serialization::Deserializer;
    use hdrhistogram::serialization::interval_log::{IntervalLogIterator, LogEntry};

    use super::*;

    #[test]
    fn a_log_is_read_back_with_the_same_percentiles() {
        let mut one = Latencies::default();
        (1..=1000).for_each(|us| one.record(us * 1000, 0));
        let mut other = Latencies::default();
        other.record(5_000_000_000_000, 0);
        let mut log = Vec::new();
        let classes = [("and 2,x", &one), ("stall", &other)];
        write(&mut log, "presscut bench", SystemTime::UNIX_EPOCH, 2.0, &classes).unwrap();
        let text = std::str::from_utf8(&log).unwrap();
        assert!(
            text.starts_with("#[Histogram log format version 1.3]\n#presscut bench\n"),
            "{text}"
        );
        let mut found = Vec::new();
        for entry in IntervalLogIterator::new(&log) {
            let LogEntry::Interval(interval) = entry.unwrap() else { continue };
            let histogram = decoded(interval.encoded_histogram());
            let tag = interval.tag().map(|tag| tag.as_str().to_owned());
            found.push((tag, histogram.len(), histogram.value_at_quantile(0.99)));
        }
        let near = |value: u64, expected: u64| value.abs_diff(expected) * 1000 <= expected;
        assert_eq!(found.len(), 3);
        assert_eq!((found[0].0.as_deref(), found[0].1), (Some("and_2_x"), 1000));
        assert!(near(found[0].2, 990_000), "{found:?}");
        assert!(near(found[1].2, LONGEST), "{found:?}");
        assert_eq!((&found[2].0, found[2].1), (&None, 1001));
    }

    /// Reads a histogram from base64.
    fn decoded(text: &str) -> Histogram<u64> {
        let mut bytes = Vec::new();
        let mut bits = (0_u32, 0);
        for c in text.bytes().filter(|c| *c != b'=') {
            let value = match c {
                b'A'..=b'Z' => c - b'A',
                b'a'..=b'z' => c - b'a' + 26,
                b'0'..=b'9' => c - b'0' + 52,
                b'+' => 62,
                _ => 63,
            };
            bits = (bits.0 << 6 | u32::from(value), bits.1 + 6);
            if bits.1 >= 8 {
                bits.1 -= 8;
                bytes.push(u8::try_from(bits.0 >> bits.1 & 0xff).unwrap());
            }
        }
        Deserializer::new().deserialize(&mut bytes.as_slice()).unwrap()
    }
}
