//! A small index of invented words.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use presscut::random::Random;

/// Its articles.
const ARTICLES: usize = 4000;
/// Words of an article.
const LENGTH: usize = 200;
/// Words that there are.
const WORDS: usize = 5000;

/// Makes the index in a folder.
pub(crate) fn index(presscut: &str, folder: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let mut random = Random::new(1);
    let words: Vec<String> = (0..WORDS).map(|at| word(at + 1)).collect();
    let mut text = String::new();
    for id in 0..ARTICLES {
        let mut body = String::new();
        for _ in 0..LENGTH {
            // Squaring twice makes few words common and many rare.
            let share = random.below(1 << 20) as f64 / f64::from(1 << 20);
            let at = random.below(WORDS).min(place(share.powi(4) * WORDS as f64));
            let _ = write!(body, "{} ", words.get(at).map_or("tide", String::as_str));
        }
        let (day, author) = (1 + id % 28, words.get(id % 90).map_or("", String::as_str));
        let headline = body.split_inclusive(' ').take(6).collect::<String>();
        let record = serde_json::json!({
            "id": format!("a{id}"),
            "headline": headline.trim(),
            "body": body.trim(),
            "authors": [format!("Orla {author}")],
            "date": format!("2021-03-{day:02}"),
        });
        let _ = writeln!(text, "{record}");
    }
    let (records, index) = (folder.join("words.ndjson"), folder.join("index"));
    std::fs::write(&records, text)?;
    let ended =
        Command::new(presscut).arg("--index").arg(&index).arg("index").arg(&records).output()?;
    if !ended.status.success() {
        return Err(String::from_utf8_lossy(&ended.stderr).into_owned().into());
    }
    Ok(index)
}

/// Spells a number in syllables.
fn word(mut number: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "ba", "do", "fen", "gul", "har", "kel", "lom", "mir", "nos", "pra", "rup", "sil", "tov",
        "wen", "yar", "zim",
    ];
    let mut word = String::from("o");
    while number > 0 {
        word.push_str(SYLLABLES.get(number % SYLLABLES.len()).copied().unwrap_or("ba"));
        number /= SYLLABLES.len();
    }
    word
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place among some thousand words"
)]
fn place(at: f64) -> usize {
    at as usize
}
