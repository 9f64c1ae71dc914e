//! `presscut segment eval`: how well pages made of one's own articles are cut.

mod stories;

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;
use serde_json::{Map, Value, json};

use crate::cli::config::SegmentEvalConfig;
use crate::cli::text::{count, one_line};
use crate::cli::{Output, Status, UserError};
use crate::eval::cuts::{Found, Scores, Story, Text, glue};
use crate::pipeline::cut;
use crate::random::Random;
use crate::read::{Content, Document};
use crate::segment::segment;

/// Fewer stories of a language make no pages.
const FEWEST: usize = 3;

/// A page that was cut, and how well.
struct Page {
    name: String,
    text: Text,
    found: Vec<Found>,
    f1: f64,
}

/// Glues, cuts and scores.
pub(in crate::command) fn run(
    config: &SegmentEvalConfig,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let (stories, whole) = stories::read(config, output)?;
    let groups = stories::by_language(&stories, FEWEST);
    if groups.is_empty() {
        return Err(UserError::hinted(
            format!("{}, too few to make pages of", count(stories.len() as u64, "single article")),
            "name files or folders with at least three articles of one language, one a file, page or record",
        ));
    }
    let mut random = Random::new(config.seed);
    let mut scores = Scores::default();
    let mut worst: Vec<Page> = Vec::new();
    let mut truth = config.keep.as_deref().map(Keep::begin).transpose()?;
    for number in 0..config.documents {
        let text = glue(draw(&groups, &mut random), &mut random);
        let name = format!("page-{number:04}");
        if let Some(truth) = &mut truth {
            truth.add(&name, &text)?;
        }
        let document = Document::new(name.as_str(), Content::Text(text.text.clone()));
        let found: Vec<Found> = cut(&document, segment)?.articles.iter().map(Found::from).collect();
        let f1 = scores.add(&text, &found);
        worst.push(Page { name, text, found, f1 });
        worst.sort_by(|one, other| one.f1.total_cmp(&other.f1));
        worst.truncate(config.show_worst);
    }
    for page in &worst {
        show(page, output)?;
    }
    print(&scores, stories.len(), output)?;
    Ok(if whole { Status::Done } else { Status::Failed })
}

/// Draws a language, the likelier the more stories it has.
fn draw<'a>(groups: &'a [Vec<&'a Story>], random: &mut Random) -> &'a [&'a Story] {
    let all: usize = groups.iter().map(Vec::len).sum();
    let mut at = random.below(all);
    for group in groups {
        if at < group.len() {
            return group;
        }
        at -= group.len();
    }
    &[]
}

/// Prints the figures.
fn print(scores: &Scores, stories: usize, output: &mut Output) -> anyhow::Result<()> {
    let figures = scores.figures();
    if output.json() {
        let mut all: Map<String, Value> =
            figures.into_iter().map(|(name, value)| (name, json!(value))).collect();
        all.insert("stories".to_owned(), json!(stories));
        writeln!(output.out(), "{}", Value::Object(all))?;
        return Ok(());
    }
    let out = output.out();
    for (name, value) in figures {
        match name.as_str() {
            "documents" | "true_articles" | "predicted_articles" => {
                writeln!(out, "{name:30} {value:>8.0}")?;
            }
            _ => writeln!(out, "{name:30} {value:>8.4}")?,
        }
    }
    writeln!(out, "{:30} {stories:>8}", "stories")?;
    Ok(())
}

/// Shows a page line by line: where articles truly begin and end, and where they were cut.
fn show(page: &Page, output: &mut Output) -> anyhow::Result<()> {
    let theme = output.theme();
    let (bold, dim) = (theme.bold, theme.dim);
    let out = output.out();
    writeln!(out, "{bold}{}{bold:#}: article F1 {:.2}; truth, cut:", page.name, page.f1)?;
    for line in page.text.lines() {
        let inside = |span: &std::ops::Range<usize>| span.contains(&line.start);
        let of =
            |number: Option<usize>| number.map_or("·".to_owned(), |number| number.to_string());
        let truth = page.text.articles.iter().position(|article| inside(&article.span));
        let found = page.found.iter().position(|article| inside(&article.span));
        let text = page.text.text.get(line.clone()).unwrap_or_default();
        let (truth, found) = (of(truth), of(found));
        writeln!(out, "{truth:>3} {found:>3} {dim}│{dim:#} {}", one_line(text))?;
    }
    writeln!(out)?;
    Ok(())
}

/// A folder of pages with their truth.
struct Keep {
    folder: std::path::PathBuf,
    truth: fs::File,
}

impl Keep {
    fn begin(folder: &Path) -> anyhow::Result<Self> {
        let begin = || {
            fs::create_dir_all(folder.join("text"))?;
            fs::File::create(folder.join("truth.jsonl"))
        };
        let text = folder.join("text");
        if fs::read_dir(&text).is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(UserError::hinted(
                format!("{} holds pages already", text.display()),
                "name a new folder, so that pages and truth go together",
            ));
        }
        let truth = begin().with_context(|| folder.display().to_string())?;
        Ok(Self { folder: folder.to_owned(), truth })
    }

    fn add(&mut self, name: &str, text: &Text) -> anyhow::Result<()> {
        let path = self.folder.join("text").join(format!("{name}.txt"));
        fs::write(&path, &text.text).with_context(|| path.display().to_string())?;
        let articles: Vec<Value> = text
            .articles
            .iter()
            .map(|article| {
                json!({
                    "headline": article.headlines.first(), "authors": article.authors,
                    "date": article.date, "body": article.body,
                    "start_byte": article.span.start, "end_byte": article.span.end,
                })
            })
            .collect();
        let record = json!({ "id": name, "articles": articles });
        writeln!(self.truth, "{record}").with_context(|| self.folder.display().to_string())
    }
}
