//! Where things are said: data on standard output, talk on standard error.
//!
//! Colour is decided once for each stream. A [`Theme`] without colour holds empty styles, so that
//! printing code does not ask.

use std::io::{self, BufWriter, IsTerminal as _, Stderr, Stdout, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use indicatif::ProgressBar;
use serde::Serialize;

use super::Progress;
use super::text::printable;

/// The styles that output is printed in; `{theme.bold}text{theme.bold:#}`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Theme {
    /// What to read first.
    pub bold: Style,
    /// What to read last.
    pub dim: Style,
    /// Names of files and sources.
    pub path: Style,
    /// Words that a query found.
    pub hit: Style,
    /// Things that went wrong.
    pub error: Style,
    /// Things to know.
    pub note: Style,
    /// Whether names of sources and headlines are links.
    pub links: bool,
}

impl Theme {
    fn new(color: bool) -> Self {
        if !color {
            return Self::default();
        }
        Self {
            bold: Style::new().bold(),
            dim: Style::new().dimmed(),
            path: AnsiColor::Magenta.on_default(),
            hit: AnsiColor::Red.on_default().bold(),
            error: AnsiColor::Red.on_default().bold(),
            note: AnsiColor::Yellow.on_default(),
            links: false,
        }
    }

    /// Tells whether the styles show anything.
    pub fn is_plain(&self) -> bool {
        self.bold.is_plain()
    }
}

/// Standard output and standard error, with what is known about them.
pub struct Output {
    out: BufWriter<Stdout>,
    err: Stderr,
    theme: Theme,
    err_theme: Theme,
    json: bool,
    bar: Option<ProgressBar>,
}

impl Output {
    /// Opens both streams.
    pub fn new(color: ColorChoice, json: bool) -> Self {
        let on = |auto: ColorChoice| match color {
            ColorChoice::Auto => auto != ColorChoice::Never,
            choice => choice != ColorChoice::Never,
        };
        let mut theme = Theme::new(on(AutoStream::choice(&io::stdout())));
        // Whoever wants no colour wants no links; a pipe has them only where they are asked for.
        theme.links = !theme.is_plain()
            && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
            && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout);
        Self {
            theme,
            err_theme: Theme::new(on(AutoStream::choice(&io::stderr()))),
            out: BufWriter::with_capacity(1 << 16, io::stdout()),
            err: io::stderr(),
            json,
            bar: None,
        }
    }

    /// Keeps what is said from now on clear of a progress line.
    pub fn attach(&mut self, progress: &Progress) {
        self.bar = Some(progress.bar());
    }

    /// Tells whether a machine reads the output.
    pub fn json(&self) -> bool {
        self.json
    }

    /// Returns the styles of standard output.
    pub fn theme(&self) -> Theme {
        self.theme
    }

    /// Returns the styles of standard error.
    pub fn err_theme(&self) -> Theme {
        self.err_theme
    }

    /// Returns standard output, buffered.
    pub fn out(&mut self) -> &mut impl Write {
        &mut self.out
    }

    /// Prints one JSON object on a line of its own.
    pub fn object(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, value)?;
        self.out.write_all(b"\n")
    }

    /// Says something on standard error. That nobody listens there is no error.
    pub fn say(&mut self, text: &str) {
        // In one piece: the stream has no buffer, and others may write to it.
        let line = format!("{text}\n");
        let mut write = || {
            let _ = self.err.write_all(line.as_bytes());
        };
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Says something worth knowing on standard error.
    pub fn note(&mut self, text: &str) {
        let style = self.err_theme.note;
        self.say(&format!("{style}note:{style:#} {}", printable(text)));
    }

    /// Says what to do about it on standard error.
    pub fn hint(&mut self, text: &str) {
        let style = self.err_theme.note;
        self.say(&format!("{style}hint:{style:#} {}", printable(text)));
    }

    /// Says what went wrong on standard error.
    pub fn error(&mut self, text: &str) {
        let style = self.err_theme.error;
        self.say(&format!("{style}error:{style:#} {}", printable(text)));
    }

    /// Writes out what is buffered.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Tells whether a terminal shows standard output.
    pub fn is_terminal(&self) -> bool {
        self.out.get_ref().is_terminal()
    }

    /// Returns the columns that a line may take: the terminal's, or 100 where there is none.
    pub fn columns(&self) -> usize {
        let columns = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
        if self.is_terminal() { columns } else { 100 }
    }

    /// Returns the width to wrap text at: the terminal's, at most 100 columns.
    pub fn width(&self) -> usize {
        self.columns().clamp(40, 100)
    }
}
