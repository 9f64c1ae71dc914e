//! Lines that credit a picture and nothing else.

use super::super::names;

/// Words for a picture, in lower case.
const PICTURES: &[&str] = &[
    "photo",
    "photos",
    "photograph",
    "photographs",
    "photography",
    "picture",
    "pictures",
    "image",
    "images",
    "illustration",
    "graphic",
    "file photo",
    "file image",
    "foto",
    "fotos",
    "bild",
    "bilder",
    "grafik",
    "symbolbild",
    "symbolfoto",
    "archivbild",
    "archivfoto",
    "bildquelle",
    "photographie",
    "fotografía",
    "fotografia",
    "imagen",
    "imagem",
    "immagine",
    "beeld",
    "fot.",
    "credit",
    "credits",
    "crédit",
    "crédits",
    "crédito",
    "screenshot",
    "video",
];

/// What stands between such a word and a name.
const LEADS: &[&str] = &[
    " by ",
    " credit",
    " courtesy",
    " via ",
    " von ",
    " de ",
    " di ",
    " door ",
    " par ",
    " ©",
    "/",
];

/// Longer lines say more than who took a picture, in bytes.
const LONGEST: usize = 500;

/// Tells whether a line credits a picture: by a label that it begins with and a name, or by an agency of
/// pictures that it ends with, set off from the rest.
///
/// "Video: Ferry runs aground" and "Getty Museum reopens" are headlines.
pub(super) fn credits(line: &str) -> bool {
    let line = line.trim();
    if line.len() > LONGEST {
        return false;
    }
    let lower = line.to_lowercase();
    let bare = lower.trim_start_matches(['(', '[', ' ']);
    bare.starts_with('©') || is_labelled(line) || ends_in_agency(line)
}

/// Tells whether a line credits a picture by a label that it begins with and a name. A date in it is the picture's.
pub(super) fn is_labelled(line: &str) -> bool {
    let line = line.trim();
    let lower = line.to_lowercase();
    let bare = lower.trim_start_matches(['(', '[', ' ']);
    let label = PICTURES.iter().filter_map(|word| bare.strip_prefix(word)).min_by_key(|r| r.len());
    let led = |rest: &str| {
        LEADS.iter().any(|lead| rest.starts_with(lead))
            || rest.strip_prefix(':').is_some_and(|named| is_named(line, named))
    };
    line.len() <= LONGEST && label.is_some_and(led)
}

/// Tells whether what follows a label is a name or an agency: it has no word in small letters.
fn is_named(line: &str, named: &str) -> bool {
    let named = named.trim();
    let from = line.len().saturating_sub(named.len());
    let Some(named) = line.get(from..).filter(|named| !named.is_empty()) else { return true };
    let first = named.split(['/', ',', '|', '(', '©']).next().unwrap_or_default().trim();
    let capital = |word: &str| !word.starts_with(char::is_lowercase);
    names::is_person(first)
        || names::is_agency(first)
        || names::is_picture_agency(first)
        || named.contains('/') && named.split_whitespace().all(capital)
        || named.split_whitespace().count() <= 2 && named.split_whitespace().all(capital)
}

/// Tells whether the line ends in a picture agency after a slash, bar, bracket or "via".
fn ends_in_agency(line: &str) -> bool {
    let end = line.trim_end_matches([')', ']', '.', ' ']);
    let Some((before, last)) = [" via ", "/", "|", "(", "©", " – ", " - "]
        .iter()
        .filter_map(|mark| end.rsplit_once(mark))
        .min_by_key(|(_, last)| last.len())
    else {
        return false;
    };
    let last = last.trim();
    names::is_picture_agency(last) || names::is_agency(last) && before.split(' ').count() <= 4
}

#[cfg(test)]
mod tests {
    use super::credits;

    #[test]
    fn credits_are_told_from_headlines_about_pictures() {
        for line in [
            "Photo: Ada Moor/Getty Images",
            "Photograph by Ada Moor",
            "Foto: dpa",
            "© Ada Moor",
            "(Photo by Ada Moor/AFP via Getty Images)",
            "Ada Moor/AP",
            "The old pier in March | Shutterstock",
            "Bild: Harbour Press",
            "Credit: Ada Moor",
        ] {
            assert!(credits(line), "{line}");
        }
        for line in [
            "Getty Museum reopens after the fire",
            "Museum sues Getty Images",
            "Video: Ferry runs aground off north shore",
            "Screenshot of secret chat shakes council",
            "Handout of food begins on north shore",
            "Courtesy call ends in a row",
            "Picture of the week",
            "Bilder einer Reise",
            "Council and/or mayor must go",
            "",
        ] {
            assert!(!credits(line), "{line}");
        }
    }
}
