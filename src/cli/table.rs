//! Text in columns.

use std::io::Write;

use unicode_width::UnicodeWidthStr as _;

/// Lays rows out in columns two spaces apart, a line a row: the first column flush left, the others
/// flush right.
pub(crate) fn columns(rows: &[Vec<String>]) -> String {
    let mut widths: Vec<usize> = Vec::new();
    for (at, cell) in rows.iter().flat_map(|row| row.iter().enumerate()) {
        match widths.get_mut(at) {
            Some(width) => *width = (*width).max(cell.width()),
            None => widths.push(cell.width()),
        }
    }
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let pad = " ".repeat(width - cell.width());
            match at {
                0 => line.extend([cell.as_str(), &pad]),
                _ => line.extend(["  ", &pad, cell]),
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Writes rows as a table of Markdown, the first of them as its head; all but the first column flush
/// right.
pub(crate) fn markdown(rows: &[Vec<String>]) -> String {
    let mut lines = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
        lines.push(format!("| {} |\n", cells.join(" | ")));
        if at == 0 {
            lines.push(format!("| --- |{}\n", " --: |".repeat(row.len().saturating_sub(1))));
        }
    }
    lines.concat()
}

/// Writes rows as comma-separated values.
pub(crate) fn csv(rows: &[Vec<String>], out: &mut dyn Write) -> anyhow::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    rows.iter().try_for_each(|row| csv.write_record(row))?;
    Ok(csv.flush()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let rows =
            [row(["class", "p50 µs", "n"]), row(["é", "7", "1000"]), vec!["last".to_owned()]];
        assert_eq!(columns(&rows), "class  p50 µs     n\né           7  1000\nlast\n");
    }

    #[test]
    fn markdown_has_a_head_and_no_bars_within_cells() {
        let rows = [["q", "n"], ["a|b", "2"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(markdown(&rows), "| q | n |\n| --- | --: |\n| a\\|b | 2 |\n");
    }
}
