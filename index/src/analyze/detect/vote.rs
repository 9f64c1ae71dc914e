//! Function words, and which language they speak for.

use std::sync::LazyLock;

use crate::analyze::packed::{lowered, mixed, packed};

/// Frequent words of few other languages. A word may stand in several lists.
pub(super) const FUNCTION_WORDS: &[(&str, &str)] = &[
    (
        "en",
        "the of and to in is that for was with on as are by at from it this be not have has will \
         his their who but they been were an or said which would after about more",
    ),
    (
        "de",
        "der die und das den von ist mit des im dem nicht ein eine auf für sich auch als nach wird \
         zu bei einen einer aus dass hat sind um werden wie über wurde",
    ),
    (
        "fr",
        "de à le la les des et est une du en que dans pour qui sur au pas par avec il plus ce sont un \
         aux son ses cette mais ont été elle se",
    ),
    (
        "es",
        "de a el la los las que y en del una por con se para al es su como más no un lo pero sus ha este \
         sobre entre también fue desde",
    ),
    (
        "it",
        "il di che la a e per un è del della non sono con le dei una si nel alla gli al da in delle ha \
         anche più dal nella lo ma come",
    ),
    (
        "nl",
        "de het een van en is dat op te zijn voor met niet die aan er bij ook door naar om uit als \
         heeft wordt worden over maar",
    ),
    (
        "pt",
        "de a o que e do da em um para com não uma os no na por mais as dos é ao das se foi pelo pela \
         são também como mas seu sua à",
    ),
    (
        "sv",
        "och att det som en på är av för den till inte med ett har om var de från sig kan han men \
         under också efter vid",
    ),
    ("tr", "ve bir bu için ile olarak çok daha olan gibi sonra kadar ne ise ancak en göre her"),
    ("vi", "của và là có không được cho trong một với những người các này đã khi để từ về đến"),
    (
        "da",
        "og at det er en af på til som de med den for ikke der et har fra var han men også blev",
    ),
    (
        "no",
        "og å det er en av på til som de med den for ikke et har fra var han men også ble etter",
    ),
    ("fi", "ja on ei että se oli myös mutta hän ovat kun joka ole kuin vuonna sen mukaan"),
    ("pl", "w i na z się nie do to że jest o jak od za po przez dla są co ale tym przed"),
    ("cs", "a se na v je že s z do o to ve jsou pro by ale jako za po podle který jsem bylo"),
    ("hu", "a az és hogy nem is egy meg ez volt de csak már még el mint ki szerint azt"),
    ("ro", "de și în a la cu că pe din nu este să un o care pentru mai au fost sunt ale"),
    ("ca", "de la el i que les a els per amb del és no en una dels ha al va més són"),
    ("id", "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke karena oleh"),
];

/// For every function word the lists it stands in, a bit each.
static LISTS: LazyLock<Lists> = LazyLock::new(Lists::new);

/// A table of function words with open addressing.
struct Lists(Vec<([u64; 2], u32)>);

/// Slots of the table: a power of two, several times the number of words.
const SLOTS: usize = 1 << 11;

impl Lists {
    fn new() -> Self {
        let mut lists = Self(vec![([0; 2], 0); SLOTS]);
        for (index, (_, words)) in FUNCTION_WORDS.iter().enumerate() {
            for word in words.split_whitespace() {
                let Some(key) = packed(word.as_bytes(), 0, word.len()) else { continue };
                let at = lists.find(key);
                if let Some(slot) = lists.0.get_mut(at) {
                    *slot = (key, slot.1 | 1 << index);
                }
            }
        }
        lists
    }

    /// Returns the slot of a word, or the free one where it belongs.
    fn find(&self, key: [u64; 2]) -> usize {
        let mut at = usize::try_from(mixed(key, 0)).unwrap_or_default() % SLOTS;
        while self.0.get(at).is_some_and(|(known, lists)| *lists != 0 && *known != key) {
            at = (at + 1) % SLOTS;
        }
        at
    }

    /// Returns the lists of a lower-case word, if it is in one.
    fn get(&self, word: &[u8]) -> Option<u32> {
        self.of(packed(word, 0, word.len())?)
    }

    /// Returns the lists of a lower-case word by its number.
    fn of(&self, key: [u64; 2]) -> Option<u32> {
        self.0.get(self.find(key)).map(|(_, lists)| *lists).filter(|lists| *lists != 0)
    }
}

/// The function words of a text.
pub(super) struct Vote {
    /// Words of any kind.
    pub(super) words: usize,
    /// For each function word the lists it stands in.
    found: Vec<u32>,
    /// How many words stand in each list.
    hits: [usize; FUNCTION_WORDS.len()],
}

impl Vote {
    pub(super) fn of(text: &str) -> Self {
        let mut vote = Self { words: 0, found: Vec::new(), hits: [0; FUNCTION_WORDS.len()] };
        let mut start = 0;
        for (end, c) in text.char_indices().chain([(text.len(), ' ')]) {
            if c.is_alphabetic() {
                continue;
            }
            if let Some(printed) = text.get(start..end).filter(|printed| !printed.is_empty()) {
                vote.words += 1;
                vote.found.extend(if printed.is_ascii() {
                    let key = packed(text.as_bytes(), start, printed.len());
                    key.and_then(|key| LISTS.of(lowered(key)))
                } else {
                    let word: String = printed.chars().flat_map(char::to_lowercase).collect();
                    LISTS.get(word.as_bytes())
                });
            }
            start = end + c.len_utf8();
        }
        vote.hits = count(&vote.found);
        vote
    }

    /// Returns the list with most words; `None` where no word stands in any.
    pub(super) fn best(&self) -> Option<usize> {
        let lists = (0..FUNCTION_WORDS.len()).rev();
        lists.max_by_key(|list| self.hits(*list)).filter(|list| self.hits(*list) > 0)
    }

    pub(super) fn hits(&self, list: usize) -> usize {
        self.hits.get(list).copied().unwrap_or(0)
    }

    /// Returns how many more words stand in a list than in the next best.
    pub(super) fn lead(&self, best: usize) -> usize {
        let others = (0..FUNCTION_WORDS.len()).filter(|list| *list != best);
        self.hits(best).saturating_sub(others.map(|list| self.hits(list)).max().unwrap_or(0))
    }

    /// Tells whether hardly a word is another language's and not this one's, as it would be in a
    /// text of two languages.
    pub(super) fn is_unmixed(&self, best: usize) -> bool {
        let foreign = self.found.iter().filter(|lists| *lists & (1 << best) == 0);
        let foreign = count(foreign).into_iter().max();
        foreign.unwrap_or(0) * 4 <= self.hits(best)
    }
}

/// Counts the words of each list.
fn count<'a>(found: impl IntoIterator<Item = &'a u32>) -> [usize; FUNCTION_WORDS.len()] {
    let mut hits = [0; FUNCTION_WORDS.len()];
    for lists in found {
        let mut left = *lists;
        while left != 0 {
            if let Some(hits) = hits.get_mut(left.trailing_zeros() as usize) {
                *hits += 1;
            }
            left &= left - 1;
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_word_is_found_in_its_lists() {
        for (index, (code, words)) in FUNCTION_WORDS.iter().enumerate() {
            for word in words.split_whitespace() {
                let lists = LISTS.get(word.as_bytes());
                assert!(lists.is_some_and(|lists| lists & 1 << index != 0), "{code} {word}");
            }
        }
        assert_eq!(LISTS.get(b"harbour"), None);
        assert_eq!(LISTS.get(b""), None);
    }

    #[test]
    fn words_are_those_between_what_is_no_letter_in_lower_case() {
        let pieces = [
            "The",
            "OF",
            "and",
            "À",
            "ÉTÉ",
            "för",
            "ß",
            "İle",
            "don\u{2019}t",
            "x1y",
            "-",
            " ",
            "\n",
            "1",
            "averylongwordofmorethanfifteen",
            "Ñ",
            "е",
            "ZU",
            "zu",
            "\u{301}",
        ];
        for n in 0..2000_usize {
            let piece = |at: usize| pieces.get(n.wrapping_mul(at * 7 + 13) / 11 % pieces.len());
            let text: String = (0..n % 12).filter_map(piece).copied().collect();
            let words: Vec<&str> =
                text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
            let lower = |word: &&str| word.chars().flat_map(char::to_lowercase).collect::<String>();
            let found: Vec<u32> =
                words.iter().filter_map(|word| LISTS.get(lower(word).as_bytes())).collect();
            let vote = Vote::of(&text);
            assert_eq!((vote.words, &vote.found), (words.len(), &found), "{text}");
        }
    }
}
