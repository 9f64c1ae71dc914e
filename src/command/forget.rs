//! `presscut forget`: takes sources or articles out of the index.

use std::io::Write as _;
use std::path::Path;

use presscut_index::WriterOptions;

use super::open;
use crate::cli::text::count;
use crate::cli::{Output, Status};
use crate::pipeline::is_under;
use crate::read::argument_name;

/// Forgets sources, all sources below a folder, or articles by their id.
pub(super) fn run(dir: &Path, what: &[String], output: &mut Output) -> anyhow::Result<Status> {
    let index = open(dir)?;
    let searcher = index.searcher()?;
    let known = searcher.sources()?;
    let mut writer = index.writer(&WriterOptions::default())?;
    let (mut sources, mut articles, mut unknown) = (0, 0, 0);
    for name in what {
        let root = argument_name(Path::new(name));
        let under: Vec<_> = known.iter().filter(|source| is_under(&source.name, &root)).collect();
        for source in &under {
            writer.forget_source(&source.name)?;
            sources += 1;
            articles += source.articles;
        }
        if !under.is_empty() {
            continue;
        }
        let found = searcher.articles(name)?;
        for article in &found {
            writer.forget_article(&article.source, &article.id)?;
            articles += 1;
        }
        if found.is_empty() {
            unknown += 1;
            output.note(&format!("nothing in the index is called {name}"));
        }
    }
    if sources + articles > 0 {
        writer.commit()?;
    }
    writer.finish()?;
    if output.json() {
        output.object(&serde_json::json!({
            "sources": sources, "articles": articles, "unknown": unknown,
        }))?;
    } else if sources + articles > 0 {
        let text = match sources {
            0 => count(articles, "article"),
            _ => format!("{} with {}", count(sources, "source"), count(articles, "article")),
        };
        writeln!(output.out(), "Forgot {text}")?;
    }
    Ok(if sources + articles == 0 { Status::Nothing } else { Status::Done })
}
