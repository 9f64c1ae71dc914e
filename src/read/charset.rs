//! From bytes of any encoding to UTF-8.
//!
//! In order: a byte order mark; what is UTF-8 is UTF-8, whatever it declares (scrapers save pages
//! as UTF-8 and leave the old declaration in); UTF-8 with a few damaged places stays UTF-8; then
//! the declaration; then detection by chardetng. Bytes that the encoding does not know become
//! U+FFFD and are counted.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memmem;

/// How far into a page its declaration is looked for: the HTML standard says 1024 bytes, pages say
/// otherwise.
const DECLARED_WITHIN: usize = 4096;

/// How many bytes the detection sees; it is sure long before.
const DETECTED_WITHIN: usize = 1 << 20;

/// How text is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Charset {
    /// One of the web's encodings.
    Web(&'static Encoding),
    /// Four bytes a character, lowest byte first.
    Utf32Le,
    /// Four bytes a character, highest byte first.
    Utf32Be,
}

impl Charset {
    /// UTF-8.
    pub(super) const UTF_8: Self = Self::Web(UTF_8);

    /// Recognises a byte order mark; returns its length beside the encoding.
    pub(super) fn of_mark(head: &[u8]) -> Option<(Self, usize)> {
        match head {
            [0xff, 0xfe, 0, 0, ..] => Some((Self::Utf32Le, 4)),
            [0, 0, 0xfe, 0xff, ..] => Some((Self::Utf32Be, 4)),
            _ => Encoding::for_bom(head).map(|(encoding, length)| (Self::Web(encoding), length)),
        }
    }

    /// Recognises UTF-16 without a mark: most characters of most scripts have a zero or a common
    /// byte in every second place, and text has hardly any zeros otherwise.
    pub(super) fn of_zeros(head: &[u8]) -> Option<Self> {
        let (mut even, mut odd) = (0, 0);
        for pair in head.chunks_exact(2) {
            if let &[first, second] = pair {
                even += usize::from(first == 0);
                odd += usize::from(second == 0);
            }
        }
        let pairs = head.len() / 2;
        let (many, few) = (pairs * 2 / 5, pairs / 20);
        if pairs < 4 {
            None
        } else if odd > many && even <= few {
            Some(Self::Web(UTF_16LE))
        } else if even > many && odd <= few {
            Some(Self::Web(UTF_16BE))
        } else {
            None
        }
    }

    /// Decides the encoding of text without a mark.
    pub(super) fn detect(bytes: &[u8]) -> Self {
        let declared = declared(bytes);
        let ascii = Encoding::ascii_valid_up_to(bytes);
        if ascii == bytes.len() {
            // Japanese mail encoding looks like ASCII with escapes.
            let escapes = memchr::memchr(0x1b, bytes).map(|at| within(bytes, at));
            return Self::Web(declared.or(escapes.map(guess)).unwrap_or(UTF_8));
        }
        let sample = within(bytes, ascii);
        let valid = match std::str::from_utf8(sample) {
            Ok(_) => true,
            // A character cut at the end of the sample is no damage.
            Err(error) => error.error_len().is_none() && sample.len() == DETECTED_WITHIN,
        };
        if valid || mostly_utf_8(sample) {
            return Self::UTF_8;
        }
        Self::Web(declared.unwrap_or_else(|| guess(sample)))
    }

    /// Returns the length in bytes of the unit that a line break is made of.
    pub(super) fn unit(self) -> usize {
        match self {
            Self::Web(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => 2,
            Self::Web(_) => 1,
            Self::Utf32Le | Self::Utf32Be => 4,
        }
    }

    /// Reads one unit.
    pub(super) fn read_unit(self, unit: &[u8]) -> u32 {
        match (self, unit) {
            (Self::Utf32Le, &[a, b, c, d]) => u32::from_le_bytes([a, b, c, d]),
            (Self::Utf32Be, &[a, b, c, d]) => u32::from_be_bytes([a, b, c, d]),
            (Self::Web(encoding), &[a, b]) if encoding == UTF_16BE => {
                u32::from_be_bytes([0, 0, a, b])
            }
            (Self::Web(_), &[a, b]) => u32::from_le_bytes([a, b, 0, 0]),
            (Self::Web(_), &[a]) => u32::from(a),
            _ => u32::MAX,
        }
    }

    /// Decodes `bytes`, which hold no mark; returns how often U+FFFD stands for something else.
    pub(super) fn decode(self, bytes: Vec<u8>) -> (String, u64) {
        match self {
            Self::Web(encoding) if encoding == UTF_8 => match String::from_utf8(bytes) {
                Ok(text) => (text, 0),
                Err(error) => replace(error.as_bytes()),
            },
            Self::Web(encoding) => decode(encoding, &bytes),
            Self::Utf32Le | Self::Utf32Be => {
                let mut text = String::with_capacity(bytes.len() / 4);
                let mut replaced = 0;
                for unit in bytes.chunks(4) {
                    text.push(char::from_u32(self.read_unit(unit)).unwrap_or_else(|| {
                        replaced += 1;
                        char::REPLACEMENT_CHARACTER
                    }));
                }
                (text, replaced)
            }
        }
    }
}

fn replace(bytes: &[u8]) -> (String, u64) {
    let mut text = String::with_capacity(bytes.len());
    let mut replaced = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            replaced += 1;
        }
    }
    (text, replaced)
}

fn decode(encoding: &'static Encoding, mut bytes: &[u8]) -> (String, u64) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::new();
    let mut replaced = 0;
    loop {
        let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
        text.reserve(room.unwrap_or(bytes.len()).max(16));
        let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
        bytes = bytes.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return (text, replaced),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                text.push(char::REPLACEMENT_CHARACTER);
                replaced += 1;
            }
        }
    }
}

/// Tells damaged UTF-8 from another encoding, in which sequences that are valid UTF-8 are rare.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|&byte| byte >= 0xc0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

/// Returns what the detection sees: it begins at the first byte that tells something.
fn within(bytes: &[u8], from: usize) -> &[u8] {
    let rest = bytes.get(from..).unwrap_or_default();
    rest.get(..DETECTED_WITHIN).unwrap_or(rest)
}

fn guess(head: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(head, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Finds the encoding that markup declares: `<meta charset=…>`, `<meta … content="…; charset=…">`
/// or `<?xml … encoding=…?>`.
///
/// UTF-16 declared in bytes that can be read as ASCII is UTF-8, as the HTML standard has it.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.get(..DECLARED_WITHIN).unwrap_or(head).to_ascii_lowercase();
    if !head.contains(&b'<') {
        return None;
    }
    let xml = head.trim_ascii_start().starts_with(b"<?xml");
    let prolog =
        xml.then(|| value(head.split(|&byte| byte == b'>').next()?, b"encoding")).flatten();
    let label = prolog.or_else(|| {
        memmem::find_iter(&head, b"<meta").find_map(|at| {
            let tag = head.get(at..)?.split(|&byte| byte == b'>').next()?;
            value(tag, b"charset")
        })
    })?;
    let encoding = Encoding::for_label(label)?;
    match encoding {
        // What the standard refuses to decode is left to the detection.
        _ if encoding == REPLACEMENT => None,
        _ if encoding == UTF_16LE || encoding == UTF_16BE => Some(UTF_8),
        _ => Some(encoding),
    }
}

/// Returns the value behind `name =`, with or without quotes.
fn value<'a>(tag: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    memmem::find_iter(tag, name).find_map(|at| {
        let rest = tag.get(at + name.len()..)?.trim_ascii_start().strip_prefix(b"=")?;
        let rest = rest.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest);
        rest.split(|byte| b"\"'; \t\r\n/?".contains(byte)).next().filter(|label| !label.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use encoding_rs::{EUC_KR, GBK, ISO_2022_JP, KOI8_R, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};
    use proptest::prelude::*;

    use super::*;

    const RUSSIAN: &str = "Вчера вечером жители посёлка снова собрались у здания администрации, \
        чтобы обсудить закрытие единственной школы и строительство новой дороги к реке.";
    const GERMAN: &str =
        "Über Nacht räumten die Bürger von Köln die Straßen; für Grüße fehlte die Zeit.";

    fn read(bytes: &[u8]) -> (String, u64) {
        Charset::detect(bytes).decode(bytes.to_vec())
    }

    #[test]
    fn detection_finds_old_encodings() {
        let japanese = "昨日の夜、市役所の前に多くの住民が集まり、新しい道路について話し合った。";
        let chinese = "昨天晚上，许多居民聚集在市政府门前，讨论关闭学校和修建新道路的问题。";
        let korean = "어제 저녁 많은 주민들이 시청 앞에 모여 새 도로 건설에 대해 이야기했다.";
        for (text, encoding) in [
            (RUSSIAN, WINDOWS_1251),
            (RUSSIAN, KOI8_R),
            (GERMAN, WINDOWS_1252),
            (japanese, SHIFT_JIS),
            (japanese, ISO_2022_JP),
            (chinese, GBK),
            (korean, EUC_KR),
        ] {
            let (bytes, _, _) = encoding.encode(text);
            assert_eq!(read(&bytes), (text.to_owned(), 0), "{}", encoding.name());
        }
    }

    #[test]
    fn declarations_are_found_in_all_their_forms() {
        for head in [
            "<html><head><meta charset=\"koi8-r\">",
            "<META  charset = 'KOI8-R' />",
            "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>",
            "<?xml version=\"1.0\" encoding=\"koi8-r\"?>",
        ] {
            assert_eq!(declared(head.as_bytes()), Some(KOI8_R), "{head}");
        }
        assert_eq!(declared(b"<meta charset=utf-16>"), Some(UTF_8));
        assert_eq!(declared(b"<meta charset=hz-gb-2312>"), None);
        assert_eq!(declared(b"<meta charset=>"), None);
        assert_eq!(declared(b"no markup: charset=koi8-r"), None);
    }

    #[test]
    fn a_declaration_decides_what_detection_cannot() {
        let (word, _, _) = KOI8_R.encode("да");
        let page = [b"<meta charset=koi8-r><p>", word.as_ref()].concat();
        assert_eq!(read(&page).0, "<meta charset=koi8-r><p>да");
    }

    #[test]
    fn utf_8_is_believed_over_an_old_declaration() {
        let page = "<meta charset=iso-8859-1><p>Köln</p>";
        assert_eq!(read(page.as_bytes()), (page.to_owned(), 0));
    }

    #[test]
    fn damaged_utf_8_stays_utf_8_and_the_damage_is_counted() {
        let mut bytes = GERMAN.as_bytes().to_vec();
        bytes.extend(b" \xff\xfe and \xe2\x82");
        let (text, replaced) = read(&bytes);
        assert_eq!(text, format!("{GERMAN} \u{fffd}\u{fffd} and \u{fffd}"));
        assert_eq!(replaced, 3);
    }

    #[test]
    fn utf_16_is_recognised_with_and_without_a_mark() {
        let units = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        assert_eq!(Charset::of_zeros(&units(GERMAN)), Some(Charset::Web(UTF_16LE)));
        let swapped: Vec<u8> = GERMAN.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(Charset::of_zeros(&swapped), Some(Charset::Web(UTF_16BE)));
        assert_eq!(Charset::of_zeros(GERMAN.as_bytes()), None);
        assert_eq!(Charset::of_mark(b"\xff\xfea\0"), Some((Charset::Web(UTF_16LE), 2)));
        assert_eq!(Charset::of_mark(b"\xff\xfe\0\0a\0\0\0"), Some((Charset::Utf32Le, 4)));
        // A lone surrogate and half a unit.
        let (text, replaced) = Charset::Web(UTF_16LE).decode(b"a\0\x00\xd8b\0c".to_vec());
        assert_eq!((text.as_str(), replaced), ("a\u{fffd}b\u{fffd}", 2));
    }

    #[test]
    fn non_ascii_far_from_the_beginning_is_detected() {
        let mut bytes = vec![b'a'; DETECTED_WITHIN + 10];
        let (tail, _, _) = WINDOWS_1251.encode(RUSSIAN);
        bytes.extend_from_slice(&tail);
        assert!(read(&bytes).0.ends_with(RUSSIAN));
    }

    proptest! {
        #[test]
        fn any_text_survives_every_unicode_encoding(text in "\\PC*") {
            let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            let utf_32: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
            prop_assert_eq!(Charset::UTF_8.decode(text.clone().into_bytes()), (text.clone(), 0));
            prop_assert_eq!(Charset::Web(UTF_16BE).decode(utf_16), (text.clone(), 0));
            prop_assert_eq!(Charset::Utf32Le.decode(utf_32), (text, 0));
        }

        #[test]
        fn any_bytes_are_decoded_somehow(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let (text, replaced) = read(&bytes);
            let marks = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count() as u64;
            prop_assert!(replaced <= marks);
        }
    }
}
