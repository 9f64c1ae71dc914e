//! Texts of several articles made of single stories, as pages set them; what is true of them is known.

use super::words::{self, Words};
use super::{Text, True};
use crate::random::Random;

/// A story to be glued.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Story {
    /// Its headline.
    pub headline: Option<String>,
    /// Its authors.
    pub authors: Vec<String>,
    /// The day it came out, as `2024-05-01`.
    pub day: Option<String>,
    /// Its paragraphs.
    pub body: Vec<String>,
    /// The code of its language, such as `de`.
    pub language: Option<String>,
    /// The lines that stood around it and are of no article: menus, links, footers of a real page.
    pub furniture: Vec<String>,
}

/// Most stories of a text.
const STORIES: usize = 9;

/// Most paragraphs of a story that is told in full.
const PARAGRAPHS: usize = 25;

/// Most lines of a real page's furniture in one place.
const FURNITURE: usize = 40;

/// Glues stories of one language into a text: a main story, teasers and other stories in one style,
/// between the furniture of the stories' own pages where they have any, else a menu, links, prompts, comments and
/// a footer. The same seed gives the same text.
pub fn glue(stories: &[&Story], random: &mut Random) -> Text {
    let mut page = Page::new(stories, random);
    let furnished: Vec<&[String]> = stories
        .iter()
        .map(|story| story.furniture.as_slice())
        .filter(|lines| !lines.is_empty())
        .collect();
    if page.chance(60) && !page.furniture(&furnished) {
        page.menu();
    }
    let count = 2 + page.random.below(STORIES - 1);
    let mut order: Vec<usize> = (0..stories.len()).collect();
    page.random.shuffle(&mut order);
    for (number, at) in order.into_iter().take(count).enumerate() {
        if let Some(story) = stories.get(at) {
            page.story(story, number);
        }
        if page.chance(30) {
            let line = page.pick(page.words.between);
            page.noise(line);
            page.gap(1);
        }
    }
    if page.chance(60) {
        page.furniture(&furnished);
    }
    page.closing(stories);
    page.done()
}

/// How one site sets its items.
struct Style {
    kicker: bool,
    date_above: bool,
    dated: bool,
    signed: bool,
    date_form: &'static str,
    /// Blank lines within an item, and between items.
    gap: usize,
    between: usize,
}

struct Page<'a> {
    random: &'a mut Random,
    words: &'static Words,
    style: Style,
    text: String,
    articles: Vec<True>,
    boilerplate: Vec<String>,
    /// The article being written.
    open: Option<True>,
}

impl<'a> Page<'a> {
    fn new(stories: &[&Story], random: &'a mut Random) -> Self {
        let language = stories.iter().find_map(|story| story.language.as_deref());
        let words = words::of(language);
        let form = random.pick(words.dates).copied().unwrap_or("{y}-{mm}-{dd}");
        let gap = random.below(2);
        let style = Style {
            kicker: random.below(100) < 40,
            date_above: random.below(100) < 50,
            dated: random.below(100) < 75,
            signed: random.below(100) < 75,
            date_form: form,
            gap,
            between: 1 + random.below(2).max(gap),
        };
        let (text, articles, boilerplate) = (String::new(), Vec::new(), Vec::new());
        Self { random, words, style, text, articles, boilerplate, open: None }
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.random.below(100) < percent
    }

    fn pick(&mut self, lines: &'static [&'static str]) -> &'static str {
        self.random.pick(lines).copied().unwrap_or_default()
    }

    fn gap(&mut self, blanks: usize) {
        (0..blanks).for_each(|_| self.text.push('\n'));
    }

    /// Writes a line of no article.
    fn noise(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
        self.boilerplate.push(line.trim().to_owned());
    }

    /// Writes a line of the open article.
    fn own(&mut self, line: &str) {
        let start = self.text.len();
        self.text.push_str(line);
        if let Some(article) = &mut self.open {
            if article.own.is_empty() {
                article.span.start = start;
            }
            article.span.end = self.text.len();
            article.own.push_str(line);
            article.own.push('\n');
        }
        self.text.push('\n');
        let gap = self.style.gap;
        self.gap(gap);
    }

    /// Writes a run of lines from around one of the stories; tells whether there was any.
    fn furniture(&mut self, furnished: &[&[String]]) -> bool {
        let Some(lines) = self.random.pick(furnished).copied() else { return false };
        let from = self.random.below(lines.len().saturating_sub(FURNITURE) + 1);
        for line in lines.iter().skip(from).take(FURNITURE) {
            self.noise(line);
        }
        self.gap(1);
        true
    }

    fn menu(&mut self) {
        let bullet = if self.chance(50) { "  • " } else { "" };
        for item in self.words.menu {
            self.noise(&format!("{bullet}{item}"));
        }
        self.gap(1);
    }

    fn story(&mut self, story: &Story, number: usize) {
        self.open = Some(True::default());
        if self.style.kicker {
            let section = self.pick(self.words.sections);
            self.own(section);
        }
        if self.style.date_above {
            self.date(story);
        }
        // A main story often stands without its headline.
        if let Some(headline) = story.headline.as_deref().filter(|_| number > 0 || self.chance(70))
        {
            self.own(headline);
            if let Some(article) = &mut self.open {
                article.headlines.push(headline.to_owned());
            }
        }
        let full = number == 0 || self.chance(35);
        if full && self.chance(40) {
            let credit = self.pick(self.words.credits);
            self.own(credit);
        }
        self.byline(story);
        if !self.style.date_above {
            self.date(story);
        }
        let paragraphs = if full { PARAGRAPHS } else { 1 + self.random.below(3) };
        for paragraph in story.body.iter().take(paragraphs) {
            self.own(paragraph);
            let blank = 1 - self.style.gap.min(1);
            self.gap(blank);
            if let Some(article) = &mut self.open {
                if !article.body.is_empty() {
                    article.body.push('\n');
                }
                article.body.push_str(paragraph);
            }
        }
        let between = self.style.between;
        self.gap(between);
        self.articles.extend(self.open.take());
    }

    fn byline(&mut self, story: &Story) {
        if story.authors.is_empty() || !self.style.signed {
            return;
        }
        let (by, and) = (self.words.by, self.words.and);
        let line = match story.authors.as_slice() {
            [first @ .., last] if !first.is_empty() => {
                format!("{by} {} {and} {last}", first.join(", "))
            }
            names => format!("{by} {}", names.join(", ")),
        };
        self.own(&line);
        if let Some(article) = &mut self.open {
            article.authors.clone_from(&story.authors);
        }
    }

    fn date(&mut self, story: &Story) {
        let Some(day) = story.day.as_deref().filter(|_| self.style.dated) else { return };
        let Some(line) = print_day(day, self.style.date_form, self.words) else { return };
        self.own(&line);
        if let Some(article) = &mut self.open {
            article.date = Some(day.to_owned());
        }
    }

    /// Writes links, comments and a footer, or some of them.
    fn closing(&mut self, stories: &[&Story]) {
        let titles: Vec<&str> =
            stories.iter().filter_map(|story| story.headline.as_deref()).collect();
        if !titles.is_empty() && self.chance(50) {
            self.noise(self.words.most_read);
            for number in 1..=3 + self.random.below(3) {
                let title = self.random.pick(&titles).copied().unwrap_or_default();
                self.noise(&format!("{number}. {title}"));
            }
            self.gap(1);
        }
        if self.chance(20) {
            for comment in self.words.comments {
                self.noise(comment);
            }
            self.gap(1);
        }
        if self.chance(60) {
            for line in self.words.footer {
                self.noise(line);
            }
        }
    }

    fn done(self) -> Text {
        Text { text: self.text, articles: self.articles, boilerplate: self.boilerplate.join("\n") }
    }
}

/// Prints an ISO day in a form; `None` for what is no day.
fn print_day(day: &str, form: &str, words: &Words) -> Option<String> {
    let mut parts = day.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let number: usize = month.parse().ok()?;
    let name = words.months.get(number.checked_sub(1)?)?;
    let values = [
        ("{month}", *name),
        ("{dd}", day),
        ("{mm}", month),
        ("{d}", day.trim_start_matches('0')),
        ("{y}", year),
    ];
    Some(values.iter().fold(form.to_owned(), |text, (slot, value)| text.replace(slot, value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stories() -> Vec<Story> {
        let story = |number: usize| Story {
            headline: Some(format!("Ferry number {number} stops")),
            authors: vec!["Ada Byron".into(), "Max Muster".into()],
            day: Some("2024-05-01".into()),
            body: (0..6).map(|at| format!("Paragraph {at} of story {number} says so.")).collect(),
            language: Some("de".into()),
            furniture: if number < 3 { vec![format!("Ressort {number}")] } else { Vec::new() },
        };
        (0..12).map(story).collect()
    }

    #[test]
    fn the_truth_is_what_was_written() {
        let stories = stories();
        let stories: Vec<&Story> = stories.iter().collect();
        for seed in 0..60 {
            let text = glue(&stories, &mut Random::new(seed));
            assert_eq!(text, glue(&stories, &mut Random::new(seed)), "seed {seed}");
            assert!((2..=10).contains(&text.articles.len()));
            for article in &text.articles {
                let own = &text.text[article.span.clone()];
                assert!(own.lines().all(|line| line.is_empty() || article.own.contains(line)));
                assert!(article.headlines.iter().all(|headline| own.contains(headline.as_str())));
                assert!(
                    article.body.lines().all(|line| own.contains(line)) && !article.body.is_empty()
                );
                assert_eq!(
                    article.authors.is_empty(),
                    !own.contains("Von Ada Byron und Max Muster")
                );
                assert_eq!(article.date.is_some(), own.contains("2024"), "{own}");
            }
            for line in text.boilerplate.lines() {
                assert!(text.text.contains(line), "{line}");
            }
        }
    }

    #[test]
    fn the_furniture_of_the_stories_pages_stands_in_for_an_invented_menu() {
        let mut stories = stories();
        let invented = words::of(Some("de")).menu;
        let menus = |stories: &[Story], lines: &[&str]| {
            let stories: Vec<&Story> = stories.iter().collect();
            let texts = (0..40).map(|seed| glue(&stories, &mut Random::new(seed)));
            texts.filter(|text| lines.iter().any(|line| text.boilerplate.contains(line))).count()
        };
        assert!(menus(&stories, &["Ressort"]) > 10);
        assert_eq!(menus(&stories, &invented[..2]), 0);
        for story in &mut stories {
            story.furniture.clear();
        }
        assert!(menus(&stories, &invented[..2]) > 10);
    }

    #[test]
    fn days_are_printed_in_the_language() {
        let words = words::of(Some("de"));
        let print = |form| print_day("2024-05-01", form, words);
        assert_eq!(print("{d}. {month} {y}").as_deref(), Some("1. Mai 2024"));
        assert_eq!(print("{dd}.{mm}.{y}").as_deref(), Some("01.05.2024"));
        assert_eq!(print_day("2024", "{y}", words), None);
    }
}
