//! Dates that stand below every article of a document.

use super::super::decode::Tag;
use super::super::measure::Line;
use super::{ANY, Says, says};

/// Gives dates between articles to the one above, where all of a document stand there: its first article
/// begins without, and its last one ends with a date.
pub(super) fn below(lines: &[Line], tags: &mut [Tag]) {
    let dated = |at: usize| lines.get(at).and_then(|line| says(line, ANY)) == Some(Says::Date);
    let starts: Vec<usize> =
        (0..tags.len()).filter(|&at| tags.get(at).is_some_and(|tag| tag.begins())).collect();
    let inside = |at: usize| tags.get(at).is_some_and(|tag| !tag.begins() && *tag != Tag::Outside);
    let (Some(&first), Some(&last)) = (starts.first(), starts.last()) else { return };
    let header =
        (first..tags.len()).take_while(|&at| tags.get(at).is_some_and(|tag| !tag.is_prose()));
    let mut end = (last + 1..tags.len()).find(|&at| !inside(at)).unwrap_or(tags.len());
    if tags.get(end) == Some(&Tag::Outside) && dated(end) {
        end += 1;
    }
    let begin_dated = |&&start: &&usize| {
        tags.get(start) == Some(&Tag::BeginMatter)
            && dated(start)
            && inside(start + 1)
            && start > 0
            && tags.get(start - 1) != Some(&Tag::Outside)
    };
    let moved: Vec<usize> = starts.iter().skip(1).filter(begin_dated).copied().collect();
    let closes = end > last + 1 && dated(end - 1);
    if header.into_iter().any(dated) || !closes || 2 * moved.len() < starts.len() - 1 {
        return;
    }
    for start in moved {
        if let Some([date, next]) = tags.get_mut(start..start + 2) {
            (*date, *next) = (Tag::Matter, next.beginning());
        }
    }
    if let Some(tag) = tags.get_mut(end - 1).filter(|tag| **tag == Tag::Outside) {
        *tag = Tag::Matter;
    }
}

#[cfg(test)]
mod tests {
    use super::Tag::{self, BeginHead, BeginMatter, Head, Matter, Outside, Prose};
    use crate::segment::features;

    fn below(text: &str, mut tags: Vec<Tag>) -> Vec<Tag> {
        super::below(&features::measured(text), &mut tags);
        tags
    }

    #[test]
    fn dates_below_every_article_are_theirs() {
        let text = "Ferry stops\n\nThe last boat left.\n\n12 May 2023\n\nRain again\n\nIt rained.\n\n13 May 2023\n\n\
                    Snow\n\nIt snowed.\n\n14 May 2023";
        let above =
            vec![BeginHead, Prose, BeginMatter, Head, Prose, BeginMatter, Head, Prose, Outside];
        let expected =
            [BeginHead, Prose, Matter, BeginHead, Prose, Matter, BeginHead, Prose, Matter];
        assert_eq!(below(text, above), expected);
        let text = text.replace("12 May 2023", "2 hours ago").replace("13 May", "3 May");
        let above =
            vec![BeginHead, Prose, BeginMatter, Head, Prose, BeginMatter, Head, Prose, Outside];
        assert_eq!(below(&text, above), expected);
        // A date above the first tells the other way.
        let text =
            "11 May 2023\nFerry stops\nThe last boat left.\n12 May 2023\nRain again\nIt rained.";
        let tags = vec![BeginMatter, Head, Prose, BeginMatter, Head, Prose];
        assert_eq!(below(text, tags.clone()), tags);
    }
}
