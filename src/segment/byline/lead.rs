//! What a byline begins with: "By", "Von", "Ein Gastbeitrag von", "Автор:", "بقلم".

use std::sync::LazyLock;

use super::super::names;

/// Words that begin a byline, in lower case, between bars; a space or colon follows.
const LEADS: &str = "by|von|par|por|door|av|af|oleh|written by|words by|story by|posted by|\
    published by|reported by|vom|scritto da|a cura di|écrit par|publié par|escrito por|\
    propos recueillis par|recueilli par|interview|autor|autorin|autoren|author|authors|auteur|\
    auteurs|autore|autori|autora|autores|autor/in|autor:in|auteur(s)|redaktion|penulis|\
    opracował|opracowała|rozmawiał|rozmawiała|írta|автор|авторы|автор текста|беседовал|\
    беседовала|подготовил|подготовила|текст|автори|γράφει ο|γράφει η|του|της|بقلم|كتب|كتبت|\
    إعداد|text|texto|texte|testo|tekst|teksti|aus|di|de|da|van onze|per";

static LISTED: LazyLock<Vec<&str>> = LazyLock::new(|| LEADS.split('|').collect());

/// Those of them that prose or labels also begin with: a person's name must be all that follows.
const WEAK: &str = "aus|di|de|da|per|interview|text|texto|texte|testo|tekst|teksti|текст|van onze|\
    του|της|redaktion|كتب|كتبت";

/// Kinds of articles that a byline may name: "Kolumne von", "A review by".
const KINDS: &str = "kolumne kommentar gastbeitrag gastkommentar beitrag essay analyse gespräch \
    reportage leitartikel glosse rezension kritik bericht report text story protokoll porträt \
    meinung feature eine ein opinion analysis column review commentary perspective interview words \
    news explainer dispatch letter guest post editorial chronique tribune billet éditorial édito \
    entretien récit enquête critique portrait article análisis columna opinión crónica reportaje \
    entrevista artículo tribuna informe analisi commento intervista cronaca articolo editoriale \
    opinione servizio análise coluna opinião crônica artigo reportagem texto opinie recensie \
    artikel komentarz felieton analiza rozmowa opinia tekst krönika ledare recension analys debatt \
    krönika kronikk kronik";

/// Words between such a kind and the name.
const OF: &[&str] =
    &["von", "vom", "by", "par", "por", "door", "av", "af", "di", "de", "van", "od"];

/// The longest lead, in bytes.
const LONGEST: usize = 60;

/// Returns where the names begin, after the lead and its colon.
pub(in super::super) fn find(line: &str) -> Option<usize> {
    let head = line.get(..line.floor_char_boundary(LONGEST))?.to_lowercase();
    let listed = LISTED.iter().filter(|lead| head.starts_with(**lead)).filter_map(|lead| {
        let at = after(&head, lead.len())?;
        let rest = line.get(at..)?;
        (!is_weak(lead) || names::is_person(rest.trim())).then_some(at)
    });
    listed.max().or_else(|| of_kind(line, &head))
}

/// Tells whether the line is only the lead of a byline whose names follow on the next line.
pub(in super::super) fn is_whole(line: &str) -> bool {
    let line = line.trim_end_matches([':', ' ', '\u{a0}']).to_lowercase();
    if line.len() > LONGEST {
        return false;
    }
    let listed = LISTED.contains(&line.as_str()) && !is_weak(&line);
    let open = format!("{line} x");
    listed || of_kind(&open, &open).is_some() || line == "author of the article"
}

fn is_weak(lead: &str) -> bool {
    WEAK.split('|').any(|weak| weak == lead)
}

/// Returns the place after a lead of so many bytes, its colon and the space.
fn after(head: &str, length: usize) -> Option<usize> {
    let rest = head.get(length..)?;
    let gap = rest.len() - rest.trim_start_matches([' ', ':', '：', '\u{a0}', '\t']).len();
    (gap > 0).then_some(length + gap)
}

/// Reads "Kolumne von", "Ein Kommentar von", "A guest post by".
fn of_kind<'a>(line: &str, head: &'a str) -> Option<usize> {
    let bare = |word: &'a str| word.trim_end_matches([' ', '\u{a0}', ':', ',']);
    let words = head.split_inclusive([' ', '\u{a0}']).take(5);
    if !words.clone().skip(1).any(|word| OF.contains(&bare(word))) {
        return None;
    }
    let mut at = 0;
    let mut known = false;
    for (number, word) in words.enumerate() {
        let bare = bare(word);
        if number > 0 && known && OF.contains(&bare) {
            let at = after(head, at + bare.len())?;
            // Lower-casing may change lengths; then the line is left alone.
            return line.is_char_boundary(at).then_some(at);
        }
        known |= KINDS.split_whitespace().any(|kind| kind == bare || is_compound(bare, kind));
        at += word.len();
    }
    None
}

/// Tells whether a word ends in a kind of article: "gast-essay", "filmkritik".
fn is_compound(word: &str, kind: &str) -> bool {
    kind.len() >= 5 && word.len() > kind.len() + 2 && word.ends_with(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_end_where_the_name_begins() {
        for (line, name) in [
            ("By Ada Byron", Some("Ada Byron")),
            ("Kolumne von Ada Byron", Some("Ada Byron")),
            ("Ein Gastbeitrag von Ada Byron", Some("Ada Byron")),
            ("Filmkritik von Ada Byron", Some("Ada Byron")),
            ("A review by Ada Byron", Some("Ada Byron")),
            ("Автор: Ада Байрон", Some("Ада Байрон")),
            ("Text: Ada Byron", Some("Ada Byron")),
            ("Text: und Bilder", None),
            ("Interview mit Ada Byron", None),
            ("The harbour by night", None),
        ] {
            assert_eq!(find(line).and_then(|at| line.get(at..)), name, "{line}");
        }
        assert!(is_whole("Von") && is_whole("Author of the article:") && is_whole("Kommentar von"));
        assert!(!is_whole("Text") && !is_whole("The harbour by"));
    }
}
