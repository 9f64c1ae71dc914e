//! What a search in a process of its own says about itself: `presscut search --times`.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::clock::Nanos;

/// What the parts of a search took, and what it had read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Times {
    /// Opening the index.
    pub open_ns: Nanos,
    /// From the text of the query to its page of hits, without the opening.
    pub query_ns: Nanos,
    /// Bytes that the system read from disks for the process, where it says.
    pub disk_bytes: Option<u64>,
}

impl Times {
    /// Finds the times in what a search has said: a line of JSON, the last of its kind.
    pub fn find(said: &str) -> Option<Self> {
        last(said)
    }
}

/// Finds the last line of JSON that is of a kind.
pub(super) fn last<T: DeserializeOwned>(said: &str) -> Option<T> {
    said.lines().rev().find_map(|line| serde_json::from_str(line).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_found_among_other_things_that_are_said() {
        let times = Times { open_ns: 5, query_ns: 7, disk_bytes: None };
        let said = format!("note: eel\n{}\nhint: weir\n", serde_json::to_string(&times).unwrap());
        assert_eq!(Times::find(&said), Some(times));
        assert_eq!(Times::find("note: eel\n{}\n"), None);
    }
}
