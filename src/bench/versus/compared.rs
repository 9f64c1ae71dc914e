//! What is said of a class.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use crate::bench::figures::{Figures, PERCENTILES, key};
use crate::bench::ratios::Ratios;
use crate::bench::verdict::{Judged, Verdict};

/// What is said of a class.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compared {
    /// The class.
    pub class: String,
    /// Its queries that are answered differently.
    pub different: usize,
    /// What its rounds say; `None` where there are too few.
    pub judged: Option<Judged>,
    /// Its figures over those of the other side.
    pub ratios: Ratios,
    /// The figures of the other side.
    pub other: Figures,
    /// The logarithm of the ratio of each round.
    pub rounds: Vec<f64>,
}

impl Compared {
    /// Returns the word; `None` where too little was measured.
    pub fn verdict(&self) -> Option<Verdict> {
        match self.different {
            0 => self.judged.map(|judged| judged.verdict),
            _ => Some(Verdict::Different),
        }
    }

    /// Returns the word, or why there is none.
    pub fn words(&self) -> String {
        match (self.verdict(), self.different) {
            (Some(verdict), 0) => verdict.words().to_owned(),
            (Some(verdict), count) => format!("{} ({count})", verdict.words()),
            (None, _) => "too few rounds".to_owned(),
        }
    }
}

impl Serialize for Compared {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("class", &self.class)?;
        map.serialize_entry("verdict", &self.verdict())?;
        map.serialize_entry("different_answers", &self.different)?;
        map.serialize_entry("chance", &self.judged.map(|judged| judged.chance))?;
        let judged = ("ratio".to_owned(), self.judged.map(|judged| judged.ratio));
        let names = PERCENTILES.iter().map(|(name, _)| *name).chain(["mean"]);
        let names = names.map(|name| format!("{}_ratio", key(name)));
        for (name, ratio) in std::iter::once(judged).chain(names.zip(self.ratios)) {
            map.serialize_entry(&name, &ratio.map(|ratio| ratio.value))?;
            let bounds = ratio.and_then(|ratio| ratio.bounds);
            map.serialize_entry(&format!("{name}_interval"), &bounds)?;
        }
        map.serialize_entry("other", &self.other)?;
        map.serialize_entry("log_ratios", &self.rounds)?;
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::versus;

    #[test]
    fn json_has_words_ratios_and_rounds() {
        let json = serde_json::to_value(versus(0)).unwrap();
        let eels = &json["classes"][0];
        assert_eq!((&eels["verdict"], &eels["different_answers"]), (&"slower".into(), &0.into()));
        assert_eq!(eels["log_ratios"].as_array().unwrap().len(), 30);
        assert!(eels["p50_ratio_interval"][0].as_f64().unwrap() > 1.09, "{eels}");
        assert!(
            eels["other"]["p50_us"].is_number() && json["order"].as_array().unwrap().len() == 30
        );
    }
}
