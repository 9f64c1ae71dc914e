//! The names of sources.

use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};

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

/// Names the source that a path on the command line stands for: `-` is standard input.
pub fn argument_name(path: &Path) -> String {
    if path.as_os_str() == STDIN { STDIN.to_owned() } else { name_of(path) }
}

/// Returns the path of the source with a name that [`name_of`] made.
pub fn path_of(name: &str) -> PathBuf {
    let path = PathBuf::from(name);
    // A path may hold U+FFFD itself.
    if !name.contains('\u{fffd}') || path.symlink_metadata().is_ok() { path } else { raw(name) }
}

/// Turns U+FFFD and two hexadecimal digits back into the byte that they stand for.
#[cfg(unix)]
fn raw(name: &str) -> PathBuf {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt as _;

    let mut pieces = name.split('\u{fffd}');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let byte = piece
            .split_at_checked(2)
            .and_then(|(digits, rest)| Some((u8::from_str_radix(digits, 16).ok()?, rest)));
        if let Some((byte, rest)) = byte {
            bytes.push(byte);
            bytes.extend_from_slice(rest.as_bytes());
        } else {
            bytes.extend_from_slice("\u{fffd}".as_bytes());
            bytes.extend_from_slice(piece.as_bytes());
        }
    }
    OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
fn raw(name: &str) -> PathBuf {
    name.into()
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
        for bytes in [&b"caf\xe9.txt"[..], b"a/\xff\xfeb", "plain/新".as_bytes()] {
            assert_eq!(path_of(&name(bytes)), Path::new(OsStr::from_bytes(bytes)));
        }
    }
}
