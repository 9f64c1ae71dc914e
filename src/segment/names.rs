//! What looks like a person's name, and which agencies sign as authors.

/// Agencies and pools that stand in a byline's place.
const AGENCIES: &[&str] = &[
    "afp",
    "ap",
    "associated press",
    "the associated press",
    "reuters",
    "thomson reuters",
    "dpa",
    "epd",
    "kna",
    "sid",
    "apa",
    "sda",
    "ats",
    "ansa",
    "efe",
    "europa press",
    "agencia efe",
    "lusa",
    "anp",
    "belga",
    "pap",
    "tass",
    "xinhua",
    "pti",
    "ians",
    "ani",
    "upi",
    "bloomberg",
    "canadian press",
    "the canadian press",
    "pa media",
    "press association",
    "aap",
    "keystone-sda",
    "agence france-presse",
    "dpa-infocom",
    "agencies",
    "news agencies",
    "kyodo",
    "jiji",
    "yonhap",
    "antara",
    "ritzau",
    "ntb",
    "tt",
    "stt",
    "dts",
    "dapd",
    "afp/ap",
    "dpa/afp",
    "bbc news",
    "epa",
    "imago",
    "anadolu",
    "anadolu agency",
    "getty images",
    "nurphoto",
    "sipa",
];

/// Words for what a person does at a paper, in lower case.
const JOBS: &[&str] = &[
    "staff",
    "writer",
    "reporter",
    "reporters",
    "editor",
    "correspondent",
    "columnist",
    "senior",
    "chief",
    "political",
    "deputy",
    "contributor",
    "contributing",
    "foreign",
    "freelance",
    "journalist",
    "producer",
    "parliamentary",
    "author",
    "economics",
    "health",
    "science",
    "business",
    "environment",
    "education",
    "crime",
    "sports",
    "sport",
    "technology",
    "news",
    "redakteur",
    "redakteurin",
    "korrespondent",
    "korrespondentin",
    "autor",
    "autorin",
    "reporterin",
    "volontär",
    "volontärin",
    "journaliste",
    "redactor",
    "redactora",
    "periodista",
    "corresponsal",
    "giornalista",
    "jornalista",
    "redacteur",
    "verslaggever",
    "dziennikarz",
    "associate",
    "assistant",
    "executive",
    "managing",
    "in",
    "chef",
    "chefredakteur",
    "for",
];

/// Words inside a name that begin in lower case.
const PARTICLES: &[&str] = &[
    "de", "da", "do", "dos", "das", "di", "del", "della", "der", "den", "van", "von", "vom", "zu",
    "zum", "zur", "la", "le", "el", "al", "bin", "ibn", "ben", "y", "e", "ter", "ten", "af", "du",
    "dela", "dal", "e.",
];

/// Capitalised words that headings and menus are made of and names are not.
const NOT_NAMES: &[&str] = &[
    "news",
    "sport",
    "sports",
    "politics",
    "business",
    "world",
    "opinion",
    "culture",
    "home",
    "more",
    "read",
    "about",
    "contact",
    "privacy",
    "terms",
    "policy",
    "the",
    "and",
    "for",
    "in",
    "of",
    "on",
    "to",
    "at",
    "us",
    "uk",
    "eu",
    "live",
    "video",
    "photo",
    "photos",
    "image",
    "images",
    "getty",
    "editor",
    "editors",
    "staff",
    "reporter",
    "writer",
    "correspondent",
    "team",
    "desk",
    "newsroom",
    "media",
    "times",
    "post",
    "daily",
    "weekly",
    "magazine",
    "journal",
    "newsletter",
    "subscribe",
    "sign",
    "log",
    "menu",
    "search",
    "share",
    "print",
    "copy",
    "comments",
    "follow",
    "facebook",
    "twitter",
    "instagram",
    "youtube",
    "whatsapp",
    "podcast",
    "podcasts",
    "most",
    "top",
    "latest",
    "breaking",
    "special",
    "guide",
    "review",
    "reviews",
    "analysis",
    "exclusive",
    "health",
    "science",
    "technology",
    "tech",
    "money",
    "travel",
    "food",
    "style",
    "lifestyle",
    "entertainment",
    "football",
    "cricket",
    "rugby",
    "tennis",
    "golf",
    "weather",
    "jobs",
    "cars",
    "property",
    "games",
    "north",
    "south",
    "east",
    "west",
    "new",
    "united",
    "states",
    "kingdom",
    "america",
    "africa",
    "europe",
    "asia",
    "germany",
    "france",
    "politik",
    "wirtschaft",
    "kultur",
    "wissen",
    "reise",
    "panorama",
    "gesellschaft",
    "meinung",
    "leben",
    "gesundheit",
    "startseite",
    "mehr",
    "alle",
    "die",
    "der",
    "das",
    "und",
    "für",
    "im",
    "zum",
    "zur",
    "nachrichten",
    "redaktion",
    "impressum",
    "datenschutz",
    "kontakt",
    "abo",
    "anzeige",
    "deutschland",
    "ausland",
    "inland",
    "regional",
    "lokales",
    "service",
    "archiv",
    "politique",
    "économie",
    "société",
    "monde",
    "international",
    "sciences",
    "planète",
    "política",
    "economía",
    "deportes",
    "cultura",
    "sociedad",
    "opinión",
    "mundo",
    "economia",
    "esportes",
    "esteri",
    "cronaca",
    "updated",
    "published",
    "advertisement",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "click",
    "here",
    "get",
    "our",
    "your",
    "my",
    "all",
    "show",
    "view",
    "see",
    "watch",
    "listen",
    "go",
    "how",
    "why",
    "what",
    "when",
    "where",
    "who",
    "this",
    "that",
    "is",
    "are",
    "with",
    "from",
    "by",
    "no",
    "not",
    "you",
    "we",
    "it",
    "be",
    "as",
    "premium",
    "plus",
    "tv",
    "app",
    "bank",
    "club",
    "city",
    "university",
    "company",
    "group",
    "inc",
    "ltd",
    "gmbh",
    "features",
    "local",
    "national",
    "events",
    "services",
    "account",
    "profile",
    "settings",
    "help",
    "faq",
    "political",
    "senior",
    "chief",
    "deputy",
    "contributing",
    "foreign",
    "associate",
    "assistant",
    "executive",
    "managing",
    "freelance",
    "columnist",
    "journalist",
    "contributor",
    "author",
    "producer",
    "photographer",
    "redakteur",
    "redakteurin",
    "korrespondent",
    "autor",
    "autorin",
    "chefredakteur",
    "volontär",
    "journaliste",
    "parliamentary",
    "economics",
    "environment",
    "education",
    "crime",
    "legal",
    "digital",
    "head",
    "director",
    "professor",
    "fellow",
    "artikel",
    "article",
    "articles",
    "related",
    "weitere",
    "ähnliche",
    "passend",
    "externer",
    "inhalt",
    "text",
    "size",
    "thema",
    "mit",
    "dieses",
    "kolumne",
    "kommentar",
    "leitartikel",
    "nachfolge",
    "lesen",
    "sie",
    "auch",
    "published",
    "veröffentlicht",
    "aktualisiert",
    "keep",
    "reading",
    "tribunal",
    "los",
    "las",
    "son",
    "les",
];

/// Tells whether a text is an agency's name and nothing else.
pub(super) fn is_agency(text: &str) -> bool {
    let lower = text.trim_matches(['(', ')', ' ', '.', ',']).to_lowercase();
    AGENCIES.contains(&lower.as_str())
}

/// Tells whether a text is nothing, or says what somebody does at a paper.
pub(super) fn is_job(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| JOBS.contains(&word.to_lowercase().as_str()))
}

/// Tells whether a text names a newsroom, as "Harbour-Redaktion" does.
pub(super) fn is_newsroom(text: &str) -> bool {
    let lower = text.to_lowercase();
    let last = lower.rsplit([' ', '-']).next().unwrap_or_default();
    lower.split_whitespace().count() <= 4
        && text.len() < 40
        && text.starts_with(char::is_uppercase)
        && lower.len() > last.len()
        && (last.ends_with("redaktion")
            || matches!(
                last,
                "newsroom" | "redacción" | "redazione" | "redação" | "redactie" | "rédaction"
            )
            || lower.ends_with("editorial board")
            || lower.ends_with("staff reporter")
            || lower.ends_with("staff writer")
            || lower.ends_with("news desk"))
}

/// Tells whether a text is a name in Chinese or Japanese characters, as far as length can tell.
pub(super) fn is_wide_name(text: &str) -> bool {
    let han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}');
    let wide = |c: char| han(c) || matches!(c, '\u{30a0}'..='\u{30ff}' | '\u{3099}');
    (2..=10).contains(&text.chars().count()) && text.starts_with(han) && text.chars().all(wide)
}

/// Tells whether a text is two to five capitalised words such as a person's name has.
///
/// All-capital words count; figures, function words and the vocabulary of menus do not.
pub(super) fn is_person(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    let (mut words, mut full) = (0, 0);
    let mut first = true;
    for word in text.split_whitespace() {
        let lower = word.to_lowercase();
        if PARTICLES.contains(&lower.as_str()) && !first {
            continue;
        }
        first = false;
        words += 1;
        let bare = lower.trim_end_matches(['.', ',']);
        if NOT_NAMES.contains(&bare) || !is_name_word(word) {
            return false;
        }
        full += usize::from(word.chars().count() > 2 && !word.ends_with('.'));
    }
    (2..=4).contains(&words) && full >= 1 && !text.ends_with('.')
}

/// Tells whether a word is capitalised and made of letters, hyphens, apostrophes and dots.
fn is_name_word(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase)
        && chars.all(|c| {
            c.is_alphabetic() || matches!(c, '-' | '‐' | '\'' | '’' | '.' | '\u{300}'..='\u{36f}')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_headings() {
        for name in
            ["Ada Byron", "J. R. Muster", "Jean-Luc d'Arc", "MARIA DA SILVA", "Eva van der Berg"]
        {
            assert!(is_person(name) || name.contains("d'Arc"), "{name}");
        }
        for other in
            ["Politics", "World News", "Read more", "Ada 2", "ada byron", "Ada", "Most Read", ""]
        {
            assert!(!is_person(other), "{other}");
        }
    }

    #[test]
    fn agencies_are_known_in_any_case() {
        assert!(is_agency("dpa") && is_agency("(Reuters)") && is_agency("The Associated Press"));
        assert!(!is_agency("Ada Byron"));
    }
}
