//! What stands where an author's name does and names nobody who wrote: accounts, empty values, jobs, and those
//! who only edited or checked.

use super::names;

/// Accounts, and what programs print for nothing, in lower case.
const ACCOUNTS: &[&str] = &[
    "admin",
    "administrator",
    "webmaster",
    "editor",
    "root",
    "user",
    "guest",
    "test",
    "default",
    "super user",
    "null",
    "undefined",
    "none",
    "nan",
    "n/a",
    "na",
    "unknown",
    "unknown author",
    "no author",
    "not available",
    "[object object]",
];

/// What introduces those who did not write, in lower case.
const OTHERS: &[&str] = &[
    "edited by ",
    "editing by ",
    "reviewed by ",
    "medically reviewed by ",
    "fact checked by ",
    "fact-checked by ",
    "translated by ",
    "photographs by ",
    "photos by ",
    "photo by ",
    "redigiert von ",
    "bearbeitet von ",
    "übersetzt von ",
    "aus dem englischen von ",
    "édité par ",
    "relu par ",
    "traduit par ",
    "editado por ",
    "traducido por ",
    "traduzido por ",
];

/// Tells whether a name is an account's, an empty value or a job.
pub(super) fn is_nobody(name: &str) -> bool {
    let name = name.trim();
    ACCOUNTS.contains(&name.to_lowercase().as_str()) || names::is_job_title(name)
}

/// Returns where the names of those begin who edited, checked or translated a text, or took its pictures.
pub(super) fn others(text: &str) -> Option<usize> {
    let bare = text.trim_start_matches(['(', '[', ' ']);
    let lead = OTHERS
        .iter()
        .find(|lead| bare.get(..lead.len()).is_some_and(|head| head.to_lowercase() == **lead))?;
    Some(text.len() - bare.len() + lead.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_and_jobs_are_nobody_and_names_somebody() {
        for name in ["admin", "NULL", " editor ", "Science Editor", "[object Object]"] {
            assert!(is_nobody(name), "{name}");
        }
        for name in ["Ada Low", "Ada Administrator", "Reuters", "Harbour Staff", "Noone"] {
            assert!(!is_nobody(name), "{name}");
        }
        for text in ["Edited by Ada Low", "(Übersetzt von Ada Low"] {
            assert_eq!(others(text).and_then(|at| text.get(at..)), Some("Ada Low"));
        }
        assert_eq!((others("Edited by"), others("By Ada Low")), (None, None));
    }
}
