//! What a person may have meant by a field that does not exist.

use super::ast::Field;

/// What a person may take for fields: the time is one field, whatever its length.
const PERIODS: [&str; 4] = ["year", "month", "week", "day"];

/// Returns a hint for an unknown field: the nearest one, and how to search for the text itself.
pub(super) fn field(name: &str) -> String {
    let names = Field::ALL.iter().map(|field| field.name());
    let known = names.chain(Field::ALIASES).chain(["before", "after"]);
    let name = name.to_lowercase();
    if PERIODS.contains(&name.as_str()) {
        return format!("a {name} is written date:2020, date:2020-08 or date:2020-08-13");
    }
    // Of several as near, the one that begins alike.
    let differing = |known: &str| {
        known.len() - known.bytes().zip(name.bytes()).take_while(|(a, b)| a == b).count()
    };
    let nearest = known.map(|known| ((distance(&name, known), differing(known)), known)).min();
    // Two edits turn any short name into any other.
    let allowed = if name.chars().count() > 3 { 2 } else { 1 };
    match nearest {
        Some(((edits, _), known)) if edits <= allowed => format!("did you mean {known}:?"),
        _ => {
            let names: Vec<_> = Field::ALL.iter().map(|field| field.name()).collect();
            format!(
                "fields are {}, before and after; for the text itself write \"{name}:...\"",
                names.join(", ")
            )
        }
    }
}

/// Counts the insertions, deletions, replacements and swaps of neighbours between two words.
///
/// This is the optimal string alignment distance, over the first 30 characters.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().take(30).collect();
    let b: Vec<char> = b.chars().take(30).collect();
    let cell = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let replaced = cell(&above, j) + usize::from(x != y);
            let mut best = replaced.min(cell(&above, j + 1) + 1).min(cell(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(cell(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    cell(&above, b.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_edits_and_swaps() {
        for (a, b, edits) in [
            ("author", "author", 0),
            ("autor", "author", 1),
            ("auhtor", "author", 1),
            ("", "id", 2),
        ] {
            assert_eq!(distance(a, b), edits, "{a} {b}");
        }
    }

    #[test]
    fn nearest_field_is_offered() {
        assert_eq!(field("autor"), "did you mean author:?");
        assert_eq!(field("Titel"), "did you mean title:?");
        for (typed, meant) in [
            ("autr", "author"),
            ("languge", "language"),
            ("sectoin", "section"),
            ("bfore", "before"),
            ("afer", "after"),
            ("dte", "date"),
            ("datum", "date"),
            ("idd", "id"),
        ] {
            assert_eq!(field(typed), format!("did you mean {meant}:?"));
        }
        assert!(field("year").contains("date:2020"));
        assert!(field("re").starts_with("fields are"));
    }
}
