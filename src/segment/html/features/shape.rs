//! The shape of a block's text.

use super::super::blocks::{Block, share};
use super::Put;

/// Length, links, marks and letters of a block.
pub(super) fn shape(block: &Block, put: Put<'_>) {
    let flag = |yes: bool| f32::from(u8::from(yes));
    let text = &block.text;
    put(format_args!("bias"), 1.0);
    put(format_args!("log length"), (block.chars as f32).ln_1p());
    for limit in [12, 25, 50, 80, 120, 200, 400] {
        put(format_args!("longer than {limit}"), flag(block.chars > limit));
    }
    put(format_args!("link share"), block.link_share());
    put(format_args!("all link"), flag(block.link_share() > 0.9));
    put(format_args!("some link"), flag(block.link_share() > 0.0 && block.link_share() < 0.5));
    put(format_args!("long link"), if block.chars > 50 { block.link_share() } else { 0.0 });
    put(format_args!("bold share"), block.bold_share());
    put(format_args!("short and bold"), flag(block.bold_share() > 0.9 && block.chars < 90));
    put(
        format_args!("ends a sentence"),
        flag(text.ends_with(['.', '!', '?', '…', '"', '”', '“', '»', '’', ')', '。', '」', '।'])),
    );
    put(format_args!("ends with a colon"), flag(text.ends_with(':')));
    put(format_args!("ends cut off"), flag(text.ends_with("...") || text.ends_with('…')));
    put(format_args!("question"), flag(text.ends_with('?')));
    let count = |test: &dyn Fn(char) -> bool| text.chars().filter(|c| test(*c)).count();
    put(
        format_args!("log commas"),
        (count(&|c| matches!(c, ',' | '、' | '،' | '，')) as f32).ln_1p(),
    );
    put(
        format_args!("log full stops"),
        (count(&|c| matches!(c, '.' | '。' | '!' | '?' | '।')) as f32).ln_1p(),
    );
    put(format_args!("digit share"), share(count(&|c| c.is_numeric()), block.chars));
    put(
        format_args!("capital share"),
        share(count(&char::is_uppercase), count(&char::is_alphabetic)),
    );
    put(
        format_args!("capitals only"),
        flag(count(&char::is_lowercase) == 0 && count(&char::is_uppercase) > 2),
    );
    put(format_args!("starts small"), flag(text.starts_with(char::is_lowercase)));
    put(
        format_args!("starts with a quote"),
        flag(text.starts_with(['"', '“', '„', '«', '‘', '\''])),
    );
    put(
        format_args!("starts with a sign"),
        flag(text.starts_with(|c: char| !c.is_alphanumeric() && !"\"“„«‘'([".contains(c))),
    );
    put(format_args!("log words"), (text.split_whitespace().count() as f32).ln_1p());
}
