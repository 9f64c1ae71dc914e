//! The report in the form that was asked for.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;
use std::time::SystemTime;

use anyhow::Context as _;

use crate::bench::{
    Latencies, Line, Origin, Report, Row, Versus, draw_curves, histogram, markdown, micros,
    printed, records, write_hlog,
};
use crate::cli::config::{BenchConfig, Form};
use crate::cli::text::one_line;
use crate::cli::{Output, UserError, table};

/// Tells whether the files beside the report can be written, before anything is measured for them.
pub(super) fn check(config: &BenchConfig) -> anyhow::Result<()> {
    for path in [&config.hlog, &config.svg].into_iter().flatten() {
        let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty());
        let there = dir.is_none_or(Path::is_dir) && !path.is_dir();
        if !there {
            return Err(UserError::hinted(
                format!("{}: no file can be written there", path.display()),
                "name a file in a folder that exists",
            ));
        }
    }
    Ok(())
}

/// Writes the files beside the report.
pub(super) fn files(
    report: &Report,
    config: &BenchConfig,
    start: SystemTime,
    classes: &[(&str, Latencies)],
) -> anyhow::Result<()> {
    let create = |path: &Path| File::create(path).with_context(|| path.display().to_string());
    if let Some(path) = &config.hlog {
        let mut out = BufWriter::new(create(path)?);
        let classes: Vec<(&str, &Latencies)> =
            classes.iter().map(|(name, latencies)| (*name, latencies)).collect();
        let comment = report.heading().join("\n");
        write_hlog(&mut out, &comment, start, report.seconds, &classes)
            .and_then(|()| out.flush())
            .with_context(|| path.display().to_string())?;
    }
    if let Some(path) = &config.svg {
        let lines: Vec<Line<'_>> =
            classes.iter().map(|(name, latencies)| Line { name, latencies }).collect();
        let title = format!("Response times, {}", report.queries.source);
        create(path)?
            .write_all(draw_curves(&title, &lines).as_bytes())
            .with_context(|| path.display().to_string())?;
    }
    Ok(())
}

/// Prints the report.
pub(super) fn print(
    report: &Report,
    config: &BenchConfig,
    classes: &[(&str, Latencies)],
    output: &mut Output,
) -> anyhow::Result<()> {
    for breach in &report.breaches {
        output.error(&format!("--fail-if {breach}"));
    }
    warn(&report.origin, output);
    if output.json() {
        return Ok(output.object(report)?);
    }
    match config.form {
        Form::Csv => table::csv(&records(report), output.out()),
        Form::Markdown => Ok(output.out().write_all(markdown(report).as_bytes())?),
        Form::Table => people(report, classes, output),
    }
}

fn people(
    report: &Report,
    classes: &[(&str, Latencies)],
    output: &mut Output,
) -> anyhow::Result<()> {
    dimmed(&report.heading(), output)?;
    headed(&report.table(), output)?;
    dimmed(&report.footnotes(), output)?;
    let (bold, dim, width) = (output.theme().bold, output.theme().dim, output.width());
    let out = output.out();
    let mut all = Latencies::default();
    for (_, latencies) in classes {
        all.add(latencies);
    }
    let rows = histogram(&all, width);
    if !rows.is_empty() {
        writeln!(out, "\n{bold}answers by response time{bold:#}")?;
        rows.iter().try_for_each(|row| writeln!(out, "{row}"))?;
    }
    if !report.stages.is_empty() {
        let parts = report.stages.iter();
        let parts = parts.map(|part| {
            format!("{} {} µs ({:.0} %)", part.stage, printed(Some(part.mean)), part.share * 100.0)
        });
        writeln!(out, "\n{bold}a query's parts{bold:#} {}", parts.collect::<Vec<_>>().join(", "))?;
    }
    for (at, slow) in report.slowest.iter().enumerate() {
        if at == 0 {
            writeln!(out, "\n{bold}slowest queries{bold:#}")?;
        }
        let (median, max) = (micros(slow.median), micros(slow.max));
        writeln!(
            out,
            "{:>9}  {}  {dim}{}, at most {max}, {} matches{dim:#}",
            median,
            one_line(&slow.query),
            slow.class,
            slow.matches
        )?;
        let parts =
            slow.stages.iter().map(|part| format!("{} {:.0} %", part.stage, part.share * 100.0));
        let parts = parts.collect::<Vec<_>>().join(", ");
        writeln!(out, "{:>9}  {dim}{parts}{dim:#}\n{:>9}  {dim}{}{dim:#}", "", "", slow.plan)?;
    }
    if let Some(versus) = &report.versus {
        compared(report, versus, output)?;
    }
    let out = output.out();
    if let Some(promise) = &report.promise {
        writeln!(out, "\n{bold}{promise}{bold:#}")?;
        write!(out, "{}", table::columns(&report.rates()))?;
        writeln!(out, "{}", report.highest())?;
    }
    Ok(())
}

/// Prints what is said of both sides of a comparison.
fn compared(report: &Report, versus: &Versus, output: &mut Output) -> anyhow::Result<()> {
    let bold = output.theme().bold;
    let out = output.out();
    writeln!(out)?;
    for line in versus.heading() {
        writeln!(out, "{bold}{line}{bold:#}")?;
    }
    let rows: Vec<&Row> = report.classes.iter().chain([&report.all]).collect();
    write!(out, "{}", table::columns(&versus.table(&rows)))?;
    Ok(dimmed(&versus.footnotes(), output)?)
}

/// Says that a debug build was measured, if it was.
pub(super) fn warn(origin: &Origin, output: &mut Output) {
    if origin.build == "debug" {
        output.note("this is a debug build: the figures say nothing about a release build");
    }
}

/// Prints what is said of a table.
pub(super) fn dimmed(lines: &[String], output: &mut Output) -> io::Result<()> {
    let dim = output.theme().dim;
    lines.iter().try_for_each(|line| writeln!(output.out(), "{dim}{line}{dim:#}"))
}

/// Prints a table whose first row is its heading.
pub(super) fn headed(rows: &[Vec<String>], output: &mut Output) -> io::Result<()> {
    let bold = output.theme().bold;
    let out = output.out();
    for (at, line) in table::columns(rows).lines().enumerate() {
        match at {
            0 => writeln!(out, "{bold}{line}{bold:#}")?,
            _ => writeln!(out, "{line}")?,
        }
    }
    Ok(())
}
