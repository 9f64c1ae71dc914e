//! Dates: the first date of publication printed outside the text, and that of the last change.

use presscut_index::{Article, Date, Mark};

use super::super::measure::{Line, Own};
use super::super::{Role, cues, stops};
use super::{Cut, credit, glued};
use crate::date::{self, Found, Order, Printed};
use crate::read::Document;

/// Words before a date that make it one of change, in lower case.
const CHANGED: &[&str] = &[
    "updated",
    "last modified",
    "modified",
    "edited",
    "aktualisiert",
    "geändert",
    "mis à jour",
    "modifié",
    "actualizado",
    "aggiornato",
    "atualizado",
    "bijgewerkt",
    "laatste update",
    "aktualizacja",
    "uppdaterad",
    "oppdatert",
    "revised",
    "letzte änderung",
    "zuletzt bearbeitet",
    "überarbeitet",
    "dernière mise à jour",
    "actualisé",
    "última actualización",
    "modificado",
    "ultimo aggiornamento",
    "ultima modifica",
    "modificato",
    "última atualização",
    "aangepast",
    "gewijzigd",
];

/// So many times more common words of other languages than of English tell that a text is not English.
const FOREIGN: usize = 4;

/// Reads the dates of the article's lines; one without a year counts only by the capture time.
pub(super) fn fill(cut: &Cut<'_>, document: &Document, roles: &mut [Role], article: &mut Article) {
    let order = document.language.map(Order::of).or_else(|| order(cut));
    let mut unread = None;
    // Last what is glued to the headline.
    let head = cut.first_head();
    let glued = head.and_then(|at| Some((at, glued::tail(cut.text(at))?)));
    for (at, start) in cut.matter().map(|at| (at, 0)).chain(glued) {
        let line = cut.text(at);
        let measured = cut.lines.get(at);
        if measured.is_none_or(|line| line.own(Own::Date) == 0.0 || !is_date_line(line))
            || credit::is_labelled(line)
        {
            continue;
        }
        let mut from = start;
        // A line may hold the date of publication and that of change.
        for _ in 0..2 {
            let Some(rest) = line.get(from..) else { break };
            let Some(Found { range, printed, contradicted }) = date::find_ordered(rest, order)
            else {
                // What is printed is kept though it cannot be.
                if let Some(range) = date::find_unread(rest).filter(|_| unread.is_none()) {
                    let bytes = from + range.start..from + range.end;
                    let mark = Mark::at(cut.span(at, &bytes), "line.date-unread");
                    unread = line.get(bytes).map(|text| (text.to_owned(), Some(mark)));
                }
                break;
            };
            let before = rest.get(..range.start).unwrap_or_default();
            let changed = is_change(before);
            let until = is_until(before);
            let bytes = from + range.start..from + range.end;
            from = bytes.end;
            if until {
                continue;
            }
            let mark = |rule| Some(Mark::at(cut.span(at, &bytes), rule));
            if let Some(slot) =
                roles.get_mut(at).filter(|role| !matches!(**role, Role::Byline | Role::Headline))
            {
                *slot = Role::Date;
            }
            let date = date::resolve(&printed, document.captured.as_ref())
                .filter(|date| plausible(date, document.captured.as_ref()));
            match date {
                Some(date) if changed && article.modified.is_none() => {
                    article.modified = Some(date);
                    article.evidence.modified = mark(rule(&printed, true, contradicted));
                }
                Some(date) if !changed && article.date.is_none() => {
                    article.date = Some(date);
                    article.evidence.date = mark(rule(&printed, false, contradicted));
                }
                None if unread.is_none() => {
                    unread = line
                        .get(bytes.clone())
                        .map(|text| (text.to_owned(), mark("line.date-unread")));
                }
                _ => {}
            }
        }
    }
    // What says only when it was changed was published then or before: the best date there is.
    if article.date.is_none() && article.modified.is_some() {
        article.date.clone_from(&article.modified);
        article.evidence.date.clone_from(&article.evidence.modified);
    }
    if article.date.is_none()
        && let Some((text, mark)) = unread
    {
        article.date_text = Some(text);
        article.evidence.date = mark;
    }
}

fn rule(printed: &Printed, changed: bool, contradicted: bool) -> &'static str {
    match (printed, changed) {
        (Printed::Absolute(_), false) if contradicted => "line.date-weekday-differs",
        (Printed::Absolute(_), true) if contradicted => "line.date-changed-weekday-differs",
        (Printed::Absolute(_), false) => "line.date",
        (Printed::Absolute(_), true) => "line.date-changed",
        (Printed::Relative(_), false) => "line.date-relative",
        (Printed::Relative(_), true) => "line.date-relative-changed",
        (Printed::Yearless { .. }, _) => "line.date-yearless",
    }
}

/// A date fills much of its line, stands beside a word such as "Published", or in a short line.
fn is_date_line(line: &Line) -> bool {
    let announced =
        line.own.get(super::super::measure::OWN - cues::KINDS + cues::Cue::Publish as usize);
    line.own(Own::DateShare) > 0.25 || announced.is_some_and(|&n| n > 0.0) || line.words <= 14
}

/// Tells whether a date behind these words is one of change.
pub(in crate::segment) fn is_change(before: &str) -> bool {
    let before = before.to_lowercase();
    let tail = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    CHANGED.iter().any(|word| tail.rfind(word).is_some_and(|at| tail.len() - at <= word.len() + 12))
}

/// Tells whether the date says how long something lasts.
fn is_until(before: &str) -> bool {
    let word = before.trim_end().rsplit(' ').next().unwrap_or_default().to_lowercase();
    matches!(
        word.as_str(),
        "bis"
            | "until"
            | "till"
            | "jusqu'au"
            | "jusqu’au"
            | "hasta"
            | "fino"
            | "até"
            | "tot"
            | "seit"
            | "since"
    )
}

/// A date after the capture is another event's.
fn plausible(date: &Date, captured: Option<&Date>) -> bool {
    captured.is_none_or(|captured| date.start() <= captured.end() + 86_400)
}

/// Tells the order of day and month by the commonest words: English alone puts the month first.
fn order(cut: &Cut<'_>) -> Option<Order> {
    let text = cut.lines.iter().find(|line| line.is_long())?;
    let text = cut.text.get(text.raw.range.clone())?;
    let (mut english, mut other) = (0, 0);
    for word in text.split(|c: char| !c.is_alphanumeric()).take(200) {
        let word = word.to_lowercase();
        match word.as_str() {
            "the" | "of" | "and" | "to" | "that" | "was" | "for" | "with" => english += 1,
            _ if stops::is_stop(&word) => other += 1,
            _ => {}
        }
    }
    match () {
        () if english * 2 > other => Some(Order::MonthFirst),
        () if english * FOREIGN < other && other >= FOREIGN => Some(Order::DayFirst),
        () => None,
    }
}
