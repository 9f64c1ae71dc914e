//! What a block's wording gives away: credits, small print, links to other texts.

use super::super::blocks::Block;
use super::super::names;
use super::Put;

/// Wordings of photo credits, small print and links to other texts, lower case.
const CREDITS: &[&str] = &[
    "photo:",
    "foto:",
    "photo by",
    "image:",
    "bild:",
    "©",
    "(c)",
    "getty images",
    "credit:",
    "picture:",
    "crédit",
    "crédito",
    "photograph:",
    "via getty",
    "/afp",
    "/reuters",
    "/dpa",
    "imago",
    "shutterstock",
    "file photo",
    "all rights reserved",
];
const SERVICE: &[&str] = &[
    "cookie",
    "newsletter",
    "javascript",
    "subscribe",
    "sign up",
    "log in",
    "your email",
    "e-mail",
    "browser",
    "anmelden",
    "abonn",
    "datenschutz",
    "privacy",
    "whatsapp",
    "facebook",
    "instagram",
    "telegram",
    "suscr",
    "advertisement",
    "anzeige",
    "download the app",
    "follow us",
    "externe inhalte",
    "externer inhalt",
    "externen inhalt",
];
const LINKS_ON: &[&str] = &[
    "read more",
    "read also",
    "also read",
    "more on",
    "more:",
    "related:",
    "read:",
    "watch:",
    "listen:",
    "lesen sie",
    "mehr zum",
    "mehr dazu",
    "mehr:",
    "auch interessant",
    "lire aussi",
    "à lire",
    "leia também",
    "leia mais",
    "lea también",
    "leggi anche",
    "lees ook",
    "les også",
    "läs också",
    "see also",
    "recommended",
    "baca juga",
    "czytaj",
    "zum thema",
    "weiterlesen",
    "update:",
    "editor's note",
    "correction",
    "this article",
    "this story",
    "dieser artikel",
    "hinweis",
];

/// Measures the wording of a block.
pub(super) fn wording(block: &Block, put: Put<'_>) {
    let flag = |yes: bool| f32::from(u8::from(yes));
    let start =
        block.text.get(..block.text.floor_char_boundary(300)).unwrap_or_default().to_lowercase();
    let short = block.chars < 250;
    put(
        format_args!("credit wording"),
        flag(short && CREDITS.iter().any(|cue| start.contains(cue))),
    );
    put(format_args!("service wording"), flag(SERVICE.iter().any(|cue| start.contains(cue))));
    put(
        format_args!("service wording, short"),
        flag(short && SERVICE.iter().any(|cue| start.contains(cue))),
    );
    put(format_args!("leads on"), flag(LINKS_ON.iter().any(|cue| start.starts_with(cue))));
    put(
        format_args!("looks like names"),
        flag(block.chars < 60 && names::looks_like_names(&block.text)),
    );
    put(
        format_args!("has a bracketed address"),
        flag(start.contains("http") || start.contains("www.")),
    );
    put(
        format_args!("starts like a list"),
        flag(start.starts_with(['•', '-', '–', '*', '▪', '●'])),
    );
}
