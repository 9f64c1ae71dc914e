//! The names of sources.

use std::fmt::Write as _;
use std::path::{Component, Path};

/// The name of standard input.
pub(super) const STDIN: &str = "-";

/// Names a source by its path as given.
///
/// Without `.`, `..` that follows a name, and doubled separators; `/` between the parts. Never
/// absolute unless given so: an index can move with its corpus. Bytes that are not UTF-8 become
/// U+FFFD and two hexadecimal digits each, so that different files keep different names. A file
/// called `-` is `./-`.
pub fn name_of(path: &Path) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut root = String::new();
    // The parts that a `..` can take back.
    let mut named = 0;
    for component in path.components() {
        match component {
            Component::Prefix(prefix) => {
                root.push_str(&printable(prefix.as_os_str().as_encoded_bytes()));
            }
            Component::RootDir => root.push('/'),
            Component::Normal(part) => {
                parts.push(printable(part.as_encoded_bytes()));
                named += 1;
            }
            Component::ParentDir if named > 0 => {
                parts.pop();
                named -= 1;
            }
            Component::ParentDir if root.is_empty() => parts.push("..".to_owned()),
            // Above the root is the root.
            Component::ParentDir | Component::CurDir => {}
        }
    }
    let name = root + &parts.join("/");
    match name.as_str() {
        "" => ".".to_owned(),
        STDIN => format!("./{STDIN}"),
        _ => name,
    }
}

fn printable(bytes: &[u8]) -> String {
    let mut name = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        name.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a string cannot fail.
            let _ = write!(name, "\u{fffd}{byte:02X}");
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_normalised_as_given() {
        for (path, name) in [
            ("./a//b/../c", "a/c"),
            ("a/./b/", "a/b"),
            ("../x/a", "../x/a"),
            ("../../a", "../../a"),
            ("a/../../b", "../b"),
            ("/a/../../b", "/b"),
            ("/", "/"),
            (".", "."),
            ("", "."),
            ("./-", "./-"),
            ("a b\\c", "a b\\c"),
            ("naïve/新聞.txt", "naïve/新聞.txt"),
        ] {
            assert_eq!(name_of(Path::new(path)), name, "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_utf_8_stay_apart() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt as _;

        let name = |bytes: &[u8]| name_of(Path::new(OsStr::from_bytes(bytes)));
        assert_eq!(name(b"caf\xe9.txt"), "caf\u{fffd}E9.txt");
        assert_ne!(name(b"caf\xe9.txt"), name(b"caf\xe8.txt"));
    }
}
