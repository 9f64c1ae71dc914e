//! Recognising what a stream holds, by its first bytes and never by its name.

use std::borrow::Cow;

use super::charset::Charset;
use super::signature::{is_binary, signature};

/// How many bytes are looked at.
pub(super) const HEAD: usize = 64 << 10;

/// What a stream holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// No byte.
    Empty,
    /// Plain text.
    Text,
    /// A page of HTML.
    Html,
    /// JSON, one object a line.
    Lines,
    /// JSON objects that span lines, one after the other or in one array.
    Values,
    /// Nothing that is read: what it is.
    Other(&'static str),
}

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sniffed {
    /// What the stream holds.
    pub(super) form: Form,
    /// Its encoding, where a mark or the width of its characters shows it.
    pub(super) charset: Option<Charset>,
    /// The length of the byte order mark.
    pub(super) mark: usize,
}

/// Recognises a stream by its first bytes, up to [`HEAD`] of them; `whole` says that they are all.
pub(super) fn sniff(head: &[u8], whole: bool) -> Sniffed {
    let is = |form| Sniffed { form, charset: None, mark: 0 };
    if head.is_empty() {
        return is(Form::Empty);
    }
    if let Some((charset, mark)) = Charset::of_mark(head) {
        let text = readable(charset, head.get(mark..).unwrap_or_default());
        return Sniffed { form: form_of(text.as_bytes(), whole), charset: Some(charset), mark };
    }
    if let Some(name) = signature(head) {
        return is(Form::Other(name));
    }
    if let Some(charset) = Charset::of_zeros(head) {
        let text = readable(charset, head);
        // Tables of small numbers have zeros in every second place too.
        if !is_binary(text.as_bytes()) {
            let form = form_of(text.as_bytes(), whole);
            return Sniffed { form, charset: Some(charset), mark: 0 };
        }
    }
    if is_binary(head) {
        return is(Form::Other("binary data"));
    }
    is(form_of(head, whole))
}

/// Tells whether text begins like a page of HTML.
///
/// The patterns are those of the MIME Sniffing standard, section 7.1, and the elements that HTML5
/// added, each followed by white space or `>`; an XML prolog counts if `<html` follows it.
pub(super) fn is_html(text: &[u8]) -> bool {
    const TAGS: &[&[u8]] = &[
        b"!doctype html",
        b"html",
        b"head",
        b"script",
        b"iframe",
        b"h1",
        b"div",
        b"font",
        b"table",
        b"a",
        b"style",
        b"title",
        b"b",
        b"body",
        b"br",
        b"p",
        b"meta",
        b"link",
        b"article",
        b"section",
        b"main",
        b"header",
        b"nav",
        b"center",
    ];
    let text = text.trim_ascii_start();
    let Some(rest) = text.strip_prefix(b"<") else { return false };
    if rest.starts_with(b"!--") {
        return true;
    }
    if rest.starts_with(b"?xml") {
        let head = rest.get(..2048).unwrap_or(rest).to_ascii_lowercase();
        return memchr::memmem::find(&head, b"<html").is_some();
    }
    TAGS.iter().any(|tag| {
        rest.split_at_checked(tag.len()).is_some_and(|(name, behind)| {
            name.eq_ignore_ascii_case(tag)
                && behind.first().is_some_and(|&b| b == b'>' || b.is_ascii_whitespace())
        })
    })
}

fn form_of(text: &[u8], whole: bool) -> Form {
    let trimmed = text.trim_ascii_start();
    match trimmed.first() {
        Some(b'<') if is_html(trimmed) => Form::Html,
        Some(b'<') if trimmed.starts_with(b"<?xml") => Form::Other("xml"),
        Some(b'[') if trimmed.get(1..).is_some_and(begins_object) => Form::Values,
        Some(b'{') => form_of_json(trimmed, whole),
        _ if mostly_objects(trimmed, whole) => Form::Lines,
        _ => Form::Text,
    }
}

fn form_of_json(text: &[u8], whole: bool) -> Form {
    if !begins_object(text) {
        return Form::Text;
    }
    let mut lines = text.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
    let first = lines.next().unwrap_or_default();
    if !whole && first.len() == text.len() {
        return Form::Lines;
    }
    match object(first) {
        Object::Followed(b',' | b'{') => Form::Values,
        // The first of many lines may be broken; a line of its own then begins like it.
        Object::Open if !lines.find(|line| !line.is_empty()).is_some_and(begins_object) => {
            Form::Values
        }
        _ => Form::Lines,
    }
}

/// Tells whether the second and later lines are JSON objects for the most part, so that NDJSON with
/// a stray first line is not taken for text.
fn mostly_objects(text: &[u8], whole: bool) -> bool {
    let mut lines: Vec<&[u8]> = text.split(|&byte| byte == b'\n').collect();
    if !whole {
        lines.pop();
    }
    let (mut objects, mut others) = (0, 0);
    for line in lines.into_iter().map(<[u8]>::trim_ascii).filter(|line| !line.is_empty()) {
        if begins_object(line) && matches!(object(line), Object::Complete) {
            objects += 1;
        } else {
            others += 1;
        }
    }
    objects >= 2 && objects > others
}

/// Tells whether bytes begin like a JSON object with a key, or an empty one.
fn begins_object(text: &[u8]) -> bool {
    let Some(rest) = text.trim_ascii_start().strip_prefix(b"{") else { return false };
    let rest = rest.trim_ascii_start();
    match rest.strip_prefix(b"\"") {
        Some(key) => {
            let Some(end) = key.iter().position(|&byte| byte == b'"') else { return false };
            key.get(end + 1..).is_some_and(|rest| rest.trim_ascii_start().starts_with(b":"))
        }
        None => rest.starts_with(b"}"),
    }
}

/// How a line that begins with `{` goes on.
enum Object {
    /// One object and nothing else.
    Complete,
    /// One object and then this byte.
    Followed(u8),
    /// The object does not end in this line, but is whole so far.
    Open,
    /// No JSON.
    Broken,
}

fn object(line: &[u8]) -> Object {
    let mut values =
        serde_json::Deserializer::from_slice(line).into_iter::<serde::de::IgnoredAny>();
    match values.next() {
        Some(Ok(_)) => {
            let rest = line.get(values.byte_offset()..).unwrap_or_default().trim_ascii_start();
            rest.first().map_or(Object::Complete, |&byte| Object::Followed(byte))
        }
        // A string cannot span lines: an object that breaks off inside one is broken.
        Some(Err(error)) if error.is_eof() && !error.to_string().contains("string") => Object::Open,
        _ => Object::Broken,
    }
}

fn readable(charset: Charset, head: &[u8]) -> Cow<'_, str> {
    if charset == Charset::UTF_8 {
        return String::from_utf8_lossy(head);
    }
    let whole = head.len() - head.len() % charset.unit();
    Cow::Owned(charset.decode(head.get(..whole).unwrap_or_default().to_vec()).0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(head: &[u8]) -> Form {
        sniff(head, true).form
    }

    #[test]
    fn html_is_known_by_its_first_tag() {
        for head in [
            "<!DOCTYPE html><html>",
            "\n\n  <html lang=de>",
            "<p>One paragraph.</p>",
            "<!-- saved --><html>",
            "<?xml version=\"1.0\"?><!DOCTYPE html><html xmlns=\"x\">",
            "\u{feff}<HTML>",
        ] {
            assert_eq!(form(head.as_bytes()), Form::Html, "{head}");
        }
        for head in ["<3 this town", "<pre-war> houses", "< html", "a <html> tag"] {
            assert_eq!(form(head.as_bytes()), Form::Text, "{head}");
        }
        assert_eq!(form(b"<?xml version=\"1.0\"?><rss>"), Form::Other("xml"));
    }

    #[test]
    fn json_lines_and_values_are_told_apart() {
        for head in [
            "{\"a\": 1}\n{\"a\": 2}\n",
            "\n\r\n{\"a\": 1}",
            "{}\n{}",
            "{\"a\": \"broken\n{\"a\": 2}\n",
            "{\"a\": 1,\n{\"a\": 2}\n",
            "{\"a\" : [1, 2}\n{\"a\": 2}\n",
            "# made yesterday\n{\"a\": 1}\n{\"a\": 2}\n",
        ] {
            assert_eq!(form(head.as_bytes()), Form::Lines, "{head}");
        }
        for head in [
            "[{\"a\": 1}]",
            "[\n  {\n    \"a\": 1\n  }\n]",
            "{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}",
            "{\"a\": 1,\n \"b\": 2}",
            "{\"a\": 1},\n{\"a\": 2}\n",
            "{\"a\": 1}{\"a\": 2}",
        ] {
            assert_eq!(form(head.as_bytes()), Form::Values, "{head}");
        }
        for head in ["{name} said", "{\"quoted\"} words", "[1] a note", "[\"a\", \"b\"]", "{{x}}"] {
            assert_eq!(form(head.as_bytes()), Form::Text, "{head}");
        }
    }

    #[test]
    fn a_first_line_longer_than_the_head_is_a_record() {
        let head = format!("{{\"text\": \"{}", "x".repeat(HEAD));
        assert_eq!(sniff(&head.as_bytes()[..HEAD], false).form, Form::Lines);
    }

    #[test]
    fn binaries_are_not_read_and_stray_controls_are() {
        assert_eq!(form(b"\x89PNG\r\n\x1a\n...."), Form::Other("png picture"));
        assert_eq!(form(b"%PDF-1.7 ..."), Form::Other("pdf"));
        assert_eq!(form(b"WARC/1.0\r\nWARC-Type: response\r\n"), Form::Other("warc"));
        let noise: Vec<u8> =
            (0..5000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        assert_eq!(form(&noise), Form::Other("binary data"));
        assert_eq!(form(b"a\0b, and then much more text\x0c\n"), Form::Text);
        assert_eq!(
            form(b"The ferry\0 was late,\0 and a\0 boat\0 waited\0 for it at the pier.\n"),
            Form::Text
        );
        assert_eq!(
            form(b"name\0\0\0\0\0\0size\0\0\0\0\0\0date\0\0\0\0\0\0"),
            Form::Other("binary data")
        );
        assert_eq!(form(b"BZh is no word, but ID3 is"), Form::Text);
        assert_eq!(form(b""), Form::Empty);
        assert_eq!(form(b" \n"), Form::Text);
        let mut tar = vec![b'x'; 600];
        tar[257..262].copy_from_slice(b"ustar");
        assert_eq!(form(&tar), Form::Other("tar archive"));
    }

    #[test]
    fn utf_16_is_text_whatever_it_holds() {
        let units = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        assert_eq!(form(&units("\u{feff}Köln, gestern")), Form::Text);
        assert_eq!(form(&units("Köln, gestern")), Form::Text);
        assert_eq!(form(&units("\u{feff}<html><p>Köln")), Form::Html);
        assert_eq!(form(&units("\u{feff}{\"a\": 1}\n")), Form::Lines);
        let numbers: Vec<u8> = (0..2000_u16).flat_map(|n| (n % 7 + 5).to_le_bytes()).collect();
        assert_eq!(form(&numbers), Form::Other("binary data"));
    }
}
