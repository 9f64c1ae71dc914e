//! A page for people who ask why: every line with its role, the features that spoke for it, and the
//! runner-up.

use std::io::{self, Write};

use super::pretty;
use crate::cli::Theme;
use crate::read::Document;
use crate::segment::{Reason, Segmentation};

/// From this distance on, the runner-up is no rival.
const CLOSE: f32 = 1.0;

/// Writes a page: each line as `--pretty` does, and below it the reasons.
pub(super) fn write(
    out: &mut impl Write,
    document: &Document,
    cut: &Segmentation,
    reasons: &[Reason],
    theme: &Theme,
) -> io::Result<()> {
    pretty::write_head_line(out, document, cut, theme)?;
    let (dim, bold) = (theme.dim, theme.bold);
    for (line, reason) in cut.lines.iter().zip(reasons) {
        pretty::write_line(out, document, line, theme)?;
        write!(out, "{:17}{dim}{}", "", reason.tag)?;
        if let Some(proposed) = reason.proposed {
            write!(out, ", proposed as {proposed}")?;
        }
        for share in &reason.features {
            write!(out, "; {} {} {:+.2}", share.name, round(share.value), share.weight)?;
        }
        write!(out, "{dim:#}")?;
        let (rival, style) = (reason.rival, if reason.rival.margin < CLOSE { bold } else { dim });
        writeln!(out, "{style}; not {} by {:.2}{style:#}", rival.tag, rival.margin)?;
    }
    writeln!(out)
}

/// Prints a feature's value without needless digits.
fn round(value: f32) -> String {
    let text = format!("{value:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short.is_empty() || short == "-" { "0".to_owned() } else { short.to_owned() }
}
