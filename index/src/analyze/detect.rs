//! The language of a text, or an honest "unsure".
//!
//! Three witnesses, cheapest first. The *script* decides alone where it belongs to one language,
//! and bars the languages that are not written in it. *Function words*, a few dozen in each
//! language, decide where they are many and one language's. Only what they leave open goes to the
//! classifier, which always names one of its 16 languages however short or foreign the text: it
//! must name the same for both halves, and no other language may have more function words.

mod vote;

use self::vote::{FUNCTION_WORDS, Vote};
use crate::Lang;

/// Fewest letters to judge by.
const MIN_LETTERS: usize = 40;
/// Fewest characters of a script in which each is a syllable or a word.
const MIN_CHARACTERS: usize = 12;
/// Bytes looked at; more changes few answers and costs time.
const MAX_BYTES: usize = 1024;

/// Detects the language of a text from its first kilobyte; `None` when too short or unsure.
///
/// # Examples
///
/// ```
/// let text = "The ministers will meet again on Friday, but nobody expects them to agree.";
/// assert_eq!(presscut_index::detect_language(text).map(|l| l.to_string()).as_deref(), Some("en"));
/// assert_eq!(presscut_index::detect_language("Breaking news"), None);
/// ```
pub fn detect_language(text: &str) -> Option<Lang> {
    let text = text.get(..text.floor_char_boundary(MAX_BYTES)).unwrap_or(text);
    let census = Census::of(text);
    let code = match census.main()? {
        Script::Latin => return latin(text),
        Script::Han => "zh",
        Script::Kana => "ja",
        Script::Hangul => "ko",
        Script::Greek => "el",
        Script::Hebrew => "he",
        Script::Thai => "th",
        Script::Arabic => arabic(text)?,
        Script::Cyrillic => cyrillic(text)?,
        // Marathi and Nepali share the script; this letter is Marathi's.
        Script::Devanagari if text.contains('ळ') => return None,
        Script::Devanagari => "hi",
        Script::Other => return None,
    };
    Lang::parse(code)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
    Arabic,
    Hebrew,
    Devanagari,
    Thai,
    Han,
    Kana,
    Hangul,
    Other,
}

impl Script {
    fn of(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Self::Latin,
            '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Self::Greek,
            '\u{400}'..='\u{52F}' => Self::Cyrillic,
            '\u{590}'..='\u{5FF}' => Self::Hebrew,
            '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' => Self::Arabic,
            '\u{900}'..='\u{97F}' => Self::Devanagari,
            '\u{E00}'..='\u{E7F}' => Self::Thai,
            '\u{3041}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9F}' => {
                Self::Kana
            }
            '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{323AF}' => Self::Han,
            '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}' | '\u{AC00}'..='\u{D7A3}' => {
                Self::Hangul
            }
            _ => Self::Other,
        }
    }
}

/// How many letters of each script a text holds.
#[derive(Default)]
struct Census(Vec<(Script, usize)>);

impl Census {
    fn of(text: &str) -> Self {
        let mut census = Self::default();
        let mut add = |script, more| match census.0.iter_mut().find(|(s, _)| *s == script) {
            Some((_, count)) => *count += more,
            None => census.0.push((script, more)),
        };
        // Most texts are Latin and nearly all ASCII, which is counted many bytes at once.
        for c in text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()) {
            add(Script::of(c), 1);
        }
        let ascii = text.bytes().filter(u8::is_ascii_alphabetic).count();
        add(Script::Latin, ascii);
        census
    }

    fn count(&self, script: Script) -> usize {
        self.0.iter().find(|(s, _)| *s == script).map_or(0, |(_, count)| *count)
    }

    /// Returns the script of two thirds of the letters, if they are enough to judge by.
    fn main(&self) -> Option<Script> {
        let all: usize = self.0.iter().map(|(_, count)| count).sum();
        let (kana, han) = (self.count(Script::Kana), self.count(Script::Han));
        // Japanese is Han and Kana; a tenth of Kana tells it from Chinese quoting a brand name.
        let japanese = (kana * 10 >= kana + han).then_some((Script::Kana, kana + han));
        let most = self.0.iter().copied().max_by_key(|(_, count)| *count)?;
        let (script, count) = japanese.filter(|(_, count)| *count >= most.1).unwrap_or(most);
        let enough = match script {
            Script::Han | Script::Kana | Script::Hangul => MIN_CHARACTERS,
            _ => MIN_LETTERS,
        };
        (count >= enough && count * 3 >= all * 2).then_some(script)
    }
}

/// Arabic, unless letters say Persian, Urdu, Pashto or Kurdish.
fn arabic(text: &str) -> Option<&'static str> {
    (!text.contains(['پ', 'چ', 'ژ', 'گ', 'ک', 'ی', 'ٹ', 'ڈ', 'ڑ', 'ں', 'ے', 'ړ', 'ۆ']))
        .then_some("ar")
}

/// Russian or Ukrainian, where a letter proves it.
fn cyrillic(text: &str) -> Option<&'static str> {
    let has = |letters: &[char]| text.to_lowercase().contains(letters);
    if has(&['ђ', 'ј', 'љ', 'њ', 'ћ', 'џ', 'ў', 'ѓ', 'ќ', 'ә', 'қ', 'ң', 'ө', 'ү', 'ұ', 'һ'])
    {
        return None;
    }
    let ukrainian = has(&['ї', 'є', 'ґ']);
    // Bulgarian has none of these letters.
    let russian = has(&['ы', 'э', 'ё']);
    match (russian, ukrainian) {
        (true, false) => Some("ru"),
        (false, true) => Some("uk"),
        _ => None,
    }
}

fn latin(text: &str) -> Option<Lang> {
    let vote = Vote::of(text);
    let best = vote.best()?;
    let hits = vote.hits(best);
    // Three function words at least, one word in seven, two more than in any other language.
    if hits >= 3 && hits * 7 >= vote.words && vote.lead(best) >= 2 && vote.is_unmixed(best) {
        return Lang::parse(code(best));
    }
    let guess = classify(text)?;
    if vote.hits(guess) < hits || !vote.is_unmixed(guess) {
        return None;
    }
    let (one, other) = text.split_at(text.floor_char_boundary(text.len() / 2));
    let agreed = hits >= 2 || (classify(one) == Some(guess) && classify(other) == Some(guess));
    agreed.then(|| Lang::parse(code(guess)))?
}

fn code(list: usize) -> &'static str {
    FUNCTION_WORDS.get(list).map_or("", |(code, _)| code)
}

/// Asks the classifier for one of its languages in Latin script, as the index of its list.
fn classify(text: &str) -> Option<usize> {
    use whichlang::Lang as Guess;
    let code = match whichlang::detect_language(text) {
        Guess::Deu => "de",
        Guess::Eng => "en",
        Guess::Fra => "fr",
        Guess::Ita => "it",
        Guess::Nld => "nl",
        Guess::Por => "pt",
        Guess::Spa => "es",
        Guess::Swe => "sv",
        Guess::Tur => "tr",
        Guess::Vie => "vi",
        _ => return None,
    };
    FUNCTION_WORDS.iter().position(|(c, _)| *c == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<String> {
        detect_language(text).map(|l| l.to_string())
    }

    #[test]
    fn sentences_are_told_apart() {
        for (language, text) in [
            ("en", "The council will vote on the new harbour plan after a summer of protests."),
            (
                "de",
                "Der Stadtrat stimmt nach einem Sommer der Proteste über den neuen Hafenplan ab.",
            ),
            ("fr", "Le conseil votera le nouveau plan du port après un été de manifestations."),
            ("es", "El consejo votará el nuevo plan del puerto después de un verano de protestas."),
            ("it", "Il consiglio voterà il nuovo piano del porto dopo un'estate di proteste."),
            ("pt", "O conselho votará o novo plano do porto depois de um verão de protestos."),
            ("nl", "De gemeenteraad stemt na een zomer van protest over het nieuwe havenplan."),
            (
                "sv",
                "Kommunfullmäktige röstar om den nya hamnplanen efter en sommar av protester och bråk.",
            ),
            (
                "tr",
                "Belediye meclisi, protestolarla geçen bir yazdan sonra yeni liman planı için oy verecek.",
            ),
            (
                "ru",
                "Городской совет проголосует за новый план порта после лета протестов, и это важный шаг.",
            ),
            (
                "uk",
                "Міська рада проголосує за новий план порту після літа протестів, її рішення важливе.",
            ),
            ("ar", "سيصوت المجلس على خطة الميناء الجديدة بعد صيف من الاحتجاجات في المدينة"),
            ("el", "Το συμβούλιο θα ψηφίσει για το νέο σχέδιο του λιμανιού μετά το καλοκαίρι."),
            ("ja", "市議会は抗議の夏を経て、新しい港の計画について投票する。"),
            ("zh", "市议会将在抗议活动的夏天之后就新的港口计划进行投票。"),
            ("ko", "시의회는 시위의 여름이 지난 뒤 새 항만 계획을 표결에 부친다."),
        ] {
            assert_eq!(code(text).as_deref(), Some(language), "{text}");
        }
    }

    #[test]
    fn short_and_mixed_texts_are_unsure() {
        for text in [
            "",
            "Breaking news",
            "2020 1234 5678 9012 3456 7890",
            "ABC DEF GHI JKL MNO PQR STU VWX YZA BCD EFG HIJ KLM",
            "新しい港",
            "شهرداری برنامه تازه بندر را پس از تابستان اعتراض به رای می‌گذارد",
            "Общинският съвет ще гласува новия план за пристанището след лято на протести",
            "Xhosa zulu ndebele amazwi abantu bonke emhlabeni wonke ngoku namhlanje",
        ] {
            assert_eq!(code(text), None, "{text}");
        }
    }

    #[test]
    fn kin_are_not_taken_for_one_another() {
        let danish = "Byrådet stemmer om den nye havneplan efter en sommer med protester, og ikke \
                      alle er enige i det forslag, der blev fremlagt af borgmesteren.";
        assert_ne!(code(danish).as_deref(), Some("sv"));
        let polish = "Rada miasta zagłosuje nad nowym planem portu po lecie protestów, ale nie \
                      wszyscy są zgodni co do tego, że jest to dobry pomysł dla miasta.";
        assert_eq!(code(polish).as_deref(), Some("pl"));
        let romanian = "Consiliul va vota noul plan al portului după o vară de proteste, dar nu \
                        toți sunt de acord că este o idee bună pentru oraș și în regiune.";
        assert_eq!(code(romanian).as_deref(), Some("ro"));
    }

    #[test]
    fn half_of_each_language_is_unsure() {
        let half = "The council will vote on the plan of the harbour and it will not be the last. \
                    Der Stadtrat stimmt über den Plan ab und es wird nicht das letzte Mal sein.";
        assert_eq!(code(half), None);
    }

    #[test]
    fn any_cut_is_fine() {
        let text = "é".repeat(3000);
        assert_eq!(code(&text), None);
    }
}
