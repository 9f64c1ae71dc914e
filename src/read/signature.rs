//! What is not read: other formats by their magic number, and binary data in general.

/// Recognises other formats by their magic number.
pub(super) fn signature(head: &[u8]) -> Option<&'static str> {
    const AT_START: &[(&[u8], &str)] = &[
        (b"\x89PNG\r\n\x1a\n", "png picture"),
        (b"\xff\xd8\xff", "jpeg picture"),
        (b"GIF87a", "gif picture"),
        (b"GIF89a", "gif picture"),
        (b"II*\0", "tiff picture"),
        (b"MM\0*", "tiff picture"),
        (b"\0\0\x01\0", "icon"),
        (b"8BPS", "photoshop picture"),
        (b"%PDF-", "pdf"),
        (b"{\\rtf", "rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office document"),
        (b"PK\x03\x04", "zip archive"),
        (b"PK\x05\x06", "zip archive"),
        (b"7z\xbc\xaf\x27\x1c", "7z archive"),
        (b"Rar!\x1a\x07", "rar archive"),
        (b"\xfd7zXZ\0", "xz data"),
        (b"BZh", "bzip2 data"),
        (b"\x04\x22\x4d\x18", "lz4 data"),
        (b"WARC/1.", "warc"),
        (b"PAR1", "parquet"),
        (b"ARROW1\0\0", "arrow"),
        (b"Obj\x01", "avro"),
        (b"SQLite format 3\0", "sqlite database"),
        (b"\x7fELF", "program"),
        (b"\xca\xfe\xba\xbe", "program"),
        (b"\xcf\xfa\xed\xfe", "program"),
        (b"\0asm", "program"),
        (b"MZ\x90\0", "program"),
        (b"ID3", "sound"),
        (b"OggS", "sound"),
        (b"fLaC", "sound"),
        (b"\x1a\x45\xdf\xa3", "film"),
        (b"wOFF", "font"),
        (b"wOF2", "font"),
        (b"\0\x01\0\0\0", "font"),
        (b"OTTO\0", "font"),
    ];
    if let Some((_, name)) = AT_START.iter().find(|(magic, _)| head.starts_with(magic)) {
        // Words can begin like these; text behind them shows that they are words.
        let wordy = matches!(*name, "bzip2 data" | "sound" | "parquet" | "photoshop picture");
        if !wordy || is_binary(head) {
            return Some(name);
        }
    }
    match head {
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("webp picture"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W' | b'A', ..] if is_binary(head) => {
            Some("sound or film")
        }
        [_, _, _, _, b'f', b't', b'y', b'p', ..] if is_binary(head) => Some("film"),
        _ if head.get(257..262) == Some(b"ustar") => Some("tar archive"),
        _ => None,
    }
}

/// Tells whether bytes hold more control characters than text does.
///
/// They are the "binary data bytes" of the MIME Sniffing standard, section 3; a few are let pass,
/// since scraped text has stray ones.
pub(super) fn is_binary(head: &[u8]) -> bool {
    let control =
        head.iter().filter(|byte| matches!(byte, 0..=8 | 0x0b | 0x0e..=0x1a | 0x1c..=0x1f)).count();
    control > 3 && control > head.len() / 50 && !is_text_with_zeros(head, control)
}

/// Tells whether all control characters are single zeros among words, as a broken export has them;
/// tables of numbers and padding have zeros side by side or other controls.
fn is_text_with_zeros(head: &[u8], control: usize) -> bool {
    let zeros = memchr::memchr_iter(0, head).count();
    let letters = head.iter().filter(|byte| byte.is_ascii_alphabetic() || **byte >= 0x80).count();
    let whole = std::str::from_utf8(head).err().is_none_or(|error| error.error_len().is_none());
    zeros == control
        && zeros <= head.len() / 12
        && letters >= head.len() / 2
        && memchr::memmem::find(head, b"\0\0").is_none()
        && whole
}
