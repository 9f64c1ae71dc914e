//! Prints the features of every line of some texts, which `src/segment/fit/fit.py` fits weights on.
//!
//! Usage: `features FILE...`. The first line holds the names; each other one is, between tabs, the
//! file's path, the line's first byte, the byte after its last, and the values.

use std::io::{BufWriter, Write as _};

fn main() -> anyhow::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (names, _) = presscut::segment::features("");
    writeln!(out, "{}", names.join(" "))?;
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path)?;
        for (span, values) in presscut::segment::features(&text).1 {
            write!(out, "{path}\t{}\t{}", span.start, span.end)?;
            for value in values {
                write!(out, "\t{value}")?;
            }
            writeln!(out)?;
        }
    }
    Ok(out.flush()?)
}
