//! Links in a terminal, as OSC 8 writes them (<https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda>).

use std::fmt::Write as _;
use std::path::{Path, absolute};

/// Makes every line of a text a link; where there is no target it stays as it is.
///
/// Lines are linked one by one, so that what a paragraph is indented by is no part of the link.
pub fn linked(text: &str, target: Option<&str>) -> String {
    let Some(target) = target else { return text.to_owned() };
    let line = |line: &str| {
        let text = line.trim_start_matches(' ');
        let indent = line.get(..line.len() - text.len()).unwrap_or_default();
        format!("{indent}\x1b]8;;{target}\x1b\\{text}\x1b]8;;\x1b\\")
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// Returns an address as a target, if it is one of the web: pages could name a program otherwise.
pub fn web_target(url: &str) -> Option<String> {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase())?;
    matches!(scheme.as_str(), "http" | "https")
        .then(|| encoded(url, |byte| byte.is_ascii_graphic()))
}

/// Returns a file as a target.
pub fn file_target(path: &Path) -> Option<String> {
    let path = absolute(path).ok()?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    let path = path.to_str()?.replace('\\', "/");
    let root = if path.starts_with('/') { "" } else { "/" };
    Some(format!("file://{root}{}", encoded(&path, plain)))
}

/// Writes the bytes that are not plain in hexadecimal digits.
fn encoded(text: &str, plain: impl Fn(u8) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if plain(byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_link_of_its_own() {
        assert_eq!(linked("a", None), "a");
        assert_eq!(
            linked("one\n  two", Some("file:///x")),
            "\x1b]8;;file:///x\x1b\\one\x1b]8;;\x1b\\\n  \x1b]8;;file:///x\x1b\\two\x1b]8;;\x1b\\"
        );
    }

    #[test]
    fn targets_hold_nothing_that_a_terminal_obeys() {
        assert_eq!(web_target("HTTPS://x.org/a b\x1b]é").unwrap(), "HTTPS://x.org/a%20b%1B]%C3%A9");
        for other in ["javascript:alert(1)", "file:///etc/passwd", "x.org", "ftp://x.org"] {
            assert_eq!(web_target(other), None, "{other}");
        }
        let target = file_target(Path::new("/a b/c\x1b#?.txt")).unwrap();
        assert_eq!(target, "file:///a%20b/c%1B%23%3F.txt");
        assert!(file_target(Path::new("x")).unwrap().starts_with("file:///"));
    }
}
