//! A query that begins with `-`, told from options before clap reads them.
//!
//! clap takes `-iran` for options, be there such ones or not. What cannot be options is a query here: a space is
//! put in front of it, which clap takes for the begin of a value and the query language passes over.

use std::ffi::{OsStr, OsString};

use clap::{Arg, Command, CommandFactory as _};

use super::UserError;
use super::args::Args;

/// Puts a space in front of a query that begins with `-` and cannot be options.
///
/// # Errors
///
/// Such an argument behind the query, of which it was perhaps meant to be a part.
pub(super) fn protected(args: impl Iterator<Item = OsString>) -> Result<Vec<OsString>, UserError> {
    let args: Vec<OsString> = args.collect();
    // clap need not be asked what options there are where nothing looks like one of a single letter.
    if !args.iter().skip(1).any(|arg| is_signed(arg)) {
        return Ok(args);
    }
    distinguish(args, &Args::command())
}

/// Tells whether an argument begins with one `-` and more.
fn is_signed(arg: &OsStr) -> bool {
    matches!(arg.as_encoded_bytes(), [b'-', second, ..] if *second != b'-')
}

/// Does it by the options of the subcommand that is named, and those of all.
fn distinguish(args: Vec<OsString>, root: &Command) -> Result<Vec<OsString>, UserError> {
    let mut args = args.into_iter();
    let mut out: Vec<OsString> = args.next().into_iter().collect();
    let global: Vec<Arg> =
        root.get_arguments().filter(|arg| arg.is_global_set()).cloned().collect();
    let (mut command, mut names, mut values) = (root, Vec::new(), 0);
    while let Some(arg) = args.next() {
        let text = arg.to_str().unwrap_or_default().to_owned();
        if text == "--" {
            out.push(arg);
            break;
        }
        match read(&text, command, &global) {
            Read::Options => out.push(arg),
            Read::OptionWithValue => {
                out.push(arg);
                out.extend(args.next());
            }
            Read::Value => {
                if let Some(inner) = command.find_subcommand(&text) {
                    (command, values) = (inner, 0);
                    names.push(text);
                    out.push(arg);
                    continue;
                }
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                let signed = text.starts_with('-') && text.len() > 1;
                match (names.as_slice(), values) {
                    (["search"], 0) | (["saved", "add"], 1) if signed => {
                        out.push(format!(" {text}").into());
                    }
                    (["search"], _) if signed => return Err(stray(&text)),
                    _ => out.push(arg),
                }
                values += 1;
            }
        }
    }
    out.extend(args);
    Ok(out)
}

fn stray(text: &str) -> UserError {
    let word = text.trim_start_matches('-');
    UserError {
        message: format!("{text} stands behind the query and is no option"),
        hint: Some(format!(
            "the query is one argument: write 'oil -{word}' in quotes, or 'oil NOT {word}'"
        )),
    }
}

/// What an argument is.
enum Read {
    Options,
    /// The next argument is its value.
    OptionWithValue,
    Value,
}

fn read(text: &str, command: &Command, global: &[Arg]) -> Read {
    let args = || command.get_arguments().chain(global);
    let takes = |arg: &&Arg| arg.get_action().takes_values() && !arg.is_require_equals_set();
    if let Some(long) = text.strip_prefix("--") {
        let arg = args().find(|arg| arg.get_long() == Some(long));
        return if arg.as_ref().is_some_and(takes) { Read::OptionWithValue } else { Read::Options };
    }
    let Some(letters) = text.strip_prefix('-').filter(|letters| !letters.is_empty()) else {
        return Read::Value;
    };
    for (at, letter) in letters.char_indices() {
        // clap adds this one to every subcommand, when it reads the arguments.
        if letter == 'h' {
            continue;
        }
        let arg = args().find(|arg| arg.get_short() == Some(letter));
        let Some(arg) = arg else { return Read::Value };
        if takes(&arg) {
            // The only such option of a search is a number.
            let value = letters.get(at + letter.len_utf8()..).unwrap_or_default();
            let value = value.strip_prefix('=').unwrap_or(value);
            return match value {
                "" => Read::OptionWithValue,
                value if value.bytes().all(|byte| byte.is_ascii_digit()) => Read::Options,
                _ => Read::Value,
            };
        }
    }
    Read::Options
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &[&str]) -> Vec<String> {
        let args = std::iter::once("presscut").chain(line.iter().copied()).map(OsString::from);
        let args = protected(args).unwrap().into_iter().skip(1);
        args.map(|arg| arg.into_string().unwrap()).collect()
    }

    #[test]
    fn a_query_that_cannot_be_options_is_kept_from_clap() {
        for (line, query) in [
            (vec!["search", "-iran"], " -iran"),
            (vec!["search", "-nuclear", "-n", "5"], " -nuclear"),
            (vec!["search", "-china", "pages"], " -china"),
            (vec!["search", "-headline:oil oil"], " -headline:oil oil"),
            (vec!["--index", "dir", "search", "-n5", "-oil"], " -oil"),
            (vec!["search", "--now", "2020-08-12", "-2020"], " -2020"),
            (vec!["search", "--explain", "-oil"], " -oil"),
            (vec!["saved", "add", "name", "-oil"], " -oil"),
            (vec!["search", "--index", "-x", "-oil"], " -oil"),
        ] {
            assert!(read(&line).contains(&query.to_owned()), "{line:?}: {:?}", read(&line));
        }
    }

    #[test]
    fn options_and_all_behind_two_dashes_stay() {
        for line in [
            vec!["search", "-c", "oil"],
            vec!["search", "-n5", "oil"],
            vec!["search", "-cn", "5", "oil"],
            vec!["search", "-n=5", "-h"],
            vec!["search", "-ch"],
            vec!["search", "--index", "-x", "oil"],
            vec!["search", "--", "-oil"],
            vec!["search", "oil", "-"],
            vec!["index", "-x"],
            vec!["saved", "run", "-oil"],
            vec!["search", "--any", "oil", "--author", "-x"],
        ] {
            assert_eq!(read(&line), line);
        }
    }

    #[test]
    fn a_sign_behind_the_query_is_an_error() {
        for word in ["-iran", "-china"] {
            let args = ["presscut", "search", "oil", word].map(OsString::from);
            let error = protected(args.into_iter()).unwrap_err();
            assert!(error.hint.unwrap().contains(&format!("'oil {word}'")));
        }
    }
}
