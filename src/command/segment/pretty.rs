//! A page for people: every line marked with its role and article.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use presscut_index::Article;

use crate::cli::Theme;
use crate::cli::text::{count, one_line};
use crate::read::{Content, Document};
use crate::segment::{Line, Role, Segmentation};

/// Colours that tell neighbouring articles apart.
const COLORS: [AnsiColor; 4] =
    [AnsiColor::Green, AnsiColor::Cyan, AnsiColor::Yellow, AnsiColor::Blue];

/// Writes a page: a head, its lines, and before each article what was found about it.
pub(super) fn write(
    out: &mut impl Write,
    document: &Document,
    cut: &Segmentation,
    theme: &Theme,
) -> io::Result<()> {
    write_head_line(out, document, cut, theme)?;
    let mut shown = None;
    for line in &cut.lines {
        if line.article != shown && line.article.is_some() {
            let article = cut.articles.iter().find(|a| Some(a.ordinal) == line.article);
            if let Some(article) = article {
                write_head(out, article, theme)?;
            }
        }
        shown = line.article.or(shown);
        write_line(out, document, line, theme)?;
    }
    writeln!(out)
}

/// Writes which document it is, and how much of what it holds.
pub(super) fn write_head_line(
    out: &mut impl Write,
    document: &Document,
    cut: &Segmentation,
    theme: &Theme,
) -> io::Result<()> {
    let (path, bold) = (theme.path, theme.bold);
    write!(out, "{path}{}{path:#}", one_line(&document.source))?;
    if document.number > 1 || document.record > 0 {
        write!(out, ", record {} at byte {}", document.number, document.record)?;
    }
    let (articles, lines) = (cut.articles.len() as u64, cut.lines.len() as u64);
    writeln!(out, ": {bold}{}{bold:#}, {}", count(articles, "article"), count(lines, "line"))
}

/// Writes a line with its article and role.
pub(super) fn write_line(
    out: &mut impl Write,
    document: &Document,
    line: &Line,
    theme: &Theme,
) -> io::Result<()> {
    let style = style_of(line.article, line.role, theme);
    let text = line.span.of(document.content.text()).unwrap_or_default();
    let text = match document.content {
        Content::Html(_) => one_line(&without_tags(text)),
        _ => one_line(text),
    };
    let place = line.article.map_or_else(|| "·".to_owned(), |ordinal| ordinal.to_string());
    writeln!(out, "{style}{place:>3} {:<11}{style:#} │ {}", role_name(line.role), text)
}

/// Writes what was found about an article and by which rules.
fn write_head(out: &mut impl Write, article: &Article, theme: &Theme) -> io::Result<()> {
    let (bold, dim) = (style_of(Some(article.ordinal), Role::Headline, theme), theme.dim);
    let rule = |mark: Option<&presscut_index::Mark>| {
        mark.map_or_else(String::new, |mark| format!(" {dim}({}){dim:#}", mark.rule))
    };
    let evidence = &article.evidence;
    let headline = article.headline.as_deref().map_or("no headline".into(), one_line);
    write!(out, "{bold}─── {} ─ {headline}{bold:#}", article.ordinal)?;
    write!(out, "{}", rule(evidence.headline.as_ref()))?;
    if !article.authors.is_empty() {
        write!(out, " ─ {}", one_line(&article.authors.join(", ")))?;
        write!(out, "{}", rule(evidence.authors.first()))?;
    }
    if let Some(date) = &article.date {
        write!(out, " ─ {}{}", date.iso(), rule(evidence.date.as_ref()))?;
    } else if let Some(text) = &article.date_text {
        write!(out, " ─ \"{}\", unread{}", one_line(text), rule(evidence.date.as_ref()))?;
    }
    if let Some(whole) = &article.teaser_of {
        write!(out, " ─ teaser of {}", one_line(whole))?;
    }
    writeln!(out)
}

fn style_of(article: Option<u32>, role: Role, theme: &Theme) -> Style {
    let Some(ordinal) = article else { return theme.dim };
    if theme.is_plain() {
        return Style::new();
    }
    let color = COLORS.into_iter().cycle().nth(ordinal as usize % COLORS.len());
    let style = color.unwrap_or(AnsiColor::Green).on_default();
    match role {
        Role::Headline => style.bold(),
        Role::Noise | Role::Boilerplate => style.dimmed(),
        _ => style,
    }
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Headline => "headline",
        Role::Kicker => "kicker",
        Role::Byline => "byline",
        Role::Date => "date",
        Role::Body => "body",
        Role::Caption => "caption",
        Role::Bio => "bio",
        Role::Noise => "noise",
        Role::Boilerplate => "boilerplate",
    }
}

/// Leaves out what stands between `<` and `>`: enough to read a block's text, and no more.
fn without_tags(markup: &str) -> String {
    let mut text = String::with_capacity(markup.len());
    for piece in markup.split('<') {
        match piece.split_once('>') {
            Some((_, rest)) => {
                text.push(' ');
                text.push_str(rest);
            }
            None => text.push_str(piece),
        }
    }
    text
}
