//! Prints what `src/segment/fit/fit.py` fits weights on, and cuts texts with weights that it tries.
//!
//! ```text
//! features first LIST             the features of each line for the first pass
//! features second WEIGHTS LIST    and for the second, with what the first one's weights say
//! features articles WEIGHTS LIST  the facts of each article that they propose
//! features names WEIGHTS LIST     the facts of each line of names without a "By" in the articles
//! features blocks LIST            the features of each block of HTML pages
//! features cut WEIGHTS LIST       the articles, one a line, as score.py reads them
//! ```
//!
//! LIST names a text file a line. Features are binary: a line with all names; then for each file a
//! line `PATH LINES VALUES`, the first byte of each line (or proposed article) and the byte after its last as u32, and
//! the values as f32, all little-endian. Names are a line with the names of the facts, and an object a line. The line of an HTML page is an object with its path, the texts
//! of its blocks, the place of its headline and the number of values.

use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context as _, bail};
use presscut::read::{self, Content, Document, Item, Opened, ReadOptions};
use presscut::segment::fit::{self, Row, Weights};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (first, second) = fit::names();
    match *arguments.as_slice() {
        ["first", list] => {
            writeln!(out, "{}", first.join(" "))?;
            for (path, text) in texts(list)? {
                print(&mut out, &path, &fit::first(&text))?;
            }
        }
        ["second", weights, list] => {
            let weights = weights_of(weights)?;
            writeln!(out, "{} {}", first.join(" "), second.join(" "))?;
            for (path, text) in texts(list)? {
                print(&mut out, &path, &fit::second(&text, &weights))?;
            }
        }
        ["articles", weights, list] => {
            let weights = weights_of(weights)?;
            writeln!(out, "{}", fit::fact_names().join(" "))?;
            for (path, text) in texts(list)? {
                print(&mut out, &path, &fit::articles(&text, &weights))?;
            }
        }
        ["names", weights, list] => {
            let weights = weights_of(weights)?;
            writeln!(out, "{}", fit::sign_names().join(" "))?;
            for (path, text) in texts(list)? {
                for line in fit::unsure(&text, &weights) {
                    let (start, end) = (line.article.start, line.article.end);
                    let line = serde_json::json!({
                        "path": path, "start": start, "end": end,
                        "names": line.names, "facts": line.facts,
                    });
                    writeln!(out, "{line}")?;
                }
            }
        }
        ["blocks", list] => {
            writeln!(out, "{}", serde_json::to_string(&fit::block_names())?)?;
            for path in load(list)?.lines() {
                blocks(&mut out, path)?;
            }
        }
        ["cut", weights, list] => {
            let weights = weights_of(weights)?;
            for (path, text) in texts(list)? {
                cut(&mut out, &path, text, &weights)?;
            }
        }
        _ => bail!(
            "usage: features first LIST | second WEIGHTS LIST | articles WEIGHTS LIST | names WEIGHTS LIST | \
             blocks LIST | cut WEIGHTS LIST"
        ),
    }
    Ok(out.flush()?)
}

fn weights_of(weights: &str) -> anyhow::Result<Weights> {
    Ok(Weights::parse(&load(weights)?))
}

fn load(path: impl AsRef<Path>) -> anyhow::Result<String> {
    let path = path.as_ref();
    std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

fn texts(list: &str) -> anyhow::Result<Vec<(String, String)>> {
    load(list)?.lines().map(|path| Ok((path.to_owned(), load(path)?))).collect()
}

fn print(out: &mut impl Write, path: &str, rows: &[Row]) -> anyhow::Result<()> {
    let values = rows.first().map_or(0, |(_, values)| values.len());
    writeln!(out, "{path}\t{}\t{values}", rows.len())?;
    for (span, _) in rows {
        for place in [span.start, span.end] {
            out.write_all(&u32::try_from(place)?.to_le_bytes())?;
        }
    }
    for value in rows.iter().flat_map(|(_, values)| values) {
        out.write_all(&value.to_le_bytes())?;
    }
    Ok(())
}

fn blocks(out: &mut impl Write, path: &str) -> anyhow::Result<()> {
    for source in read::walk(&[path.into()], &read::WalkOptions::default())? {
        let Opened::Reader(reader) = read::open(&source?, &ReadOptions::default())? else {
            continue;
        };
        for item in reader {
            let Item::Document(document) = item else { bail!("{path} cannot be read") };
            let page = fit::blocks(&document).unwrap_or_default();
            let values = page.rows.first().map_or(0, Vec::len);
            let head = serde_json::json!({
                "path": path, "texts": page.texts, "headline": page.headline, "values": values,
            });
            writeln!(out, "{head}")?;
            for value in page.rows.iter().flatten() {
                out.write_all(&value.to_le_bytes())?;
            }
        }
    }
    Ok(())
}

fn cut(out: &mut impl Write, path: &str, text: String, weights: &Weights) -> anyhow::Result<()> {
    for article in fit::segment(&Document::new(path, Content::Text(text)), weights).articles {
        let date = article.date.as_ref().map(|date| date.iso().to_owned());
        let printed = serde_json::json!({
            "source": article.source, "ordinal": article.ordinal, "headline": article.headline,
            "authors": article.authors, "date": date, "body": article.body,
            "start": article.span.start, "end": article.span.end,
        });
        writeln!(out, "{printed}")?;
    }
    Ok(())
}
