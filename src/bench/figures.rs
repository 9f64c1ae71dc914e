//! What may be said about the latencies of a class.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

/// The percentiles that are told, with their names in tables and in JSON.
pub const PERCENTILES: [(&str, f64); 4] =
    [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999)];

/// Returns a percentile's name in JSON and in columns.
pub(super) fn key(name: &str) -> String {
    name.replace('.', "_")
}

/// A figure in microseconds, with the bounds it lies between where enough blocks were measured to tell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// The figure.
    pub value: f64,
    /// What a resampling of whole blocks leaves it between, at [`CONFIDENCE`](super::CONFIDENCE).
    pub bounds: Option<(f64, f64)>,
}

/// The figures of a class. Latencies are in microseconds; `None` where there are too few samples.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// How many answers were timed.
    pub samples: usize,
    /// The mean.
    pub mean: Option<Figure>,
    /// [`PERCENTILES`].
    pub percentiles: [Option<Figure>; PERCENTILES.len()],
    /// The slowest.
    pub max: Option<f64>,
}

impl Figures {
    /// Reads what [`Serialize`] writes; what is missing is not known.
    pub fn read(object: &serde_json::Value) -> Self {
        let number = |name: &str| object.get(name).and_then(serde_json::Value::as_f64);
        let figure = |name: &str| {
            let bounds = object.get(format!("{name}_interval_us"));
            let bound = |at: usize| bounds?.get(at)?.as_f64();
            let value = number(&format!("{name}_us"))?;
            Some(Figure { value, bounds: bound(0).zip(bound(1)) })
        };
        let samples = object.get("samples").and_then(serde_json::Value::as_u64).unwrap_or(0);
        Self {
            samples: usize::try_from(samples).unwrap_or(usize::MAX),
            mean: figure("mean"),
            percentiles: PERCENTILES.map(|(name, _)| figure(&key(name))),
            max: number("max_us"),
        }
    }

    /// Writes the figures into a JSON object.
    fn entries<M: serde::ser::SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("samples", &self.samples)?;
        let named = [("mean", self.mean)].into_iter();
        let percentiles = PERCENTILES.iter().map(|(name, _)| *name).zip(self.percentiles);
        for (name, figure) in named.chain(percentiles) {
            let name = key(name);
            let bounds = figure.and_then(|figure| figure.bounds);
            map.serialize_entry(&format!("{name}_us"), &figure.map(|figure| figure.value))?;
            map.serialize_entry(&format!("{name}_interval_us"), &bounds)?;
        }
        map.serialize_entry("max_us", &self.max)
    }
}

impl Serialize for Figures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.entries(&mut map)?;
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::super::latencies::tests::latencies;
    use super::*;

    #[test]
    fn json_has_figures_and_their_bounds() {
        let json = serde_json::to_value(latencies(1..=100).figures(1)).unwrap();
        assert_eq!((&json["samples"], &json["p50_us"]), (&100.into(), &50.0.into()));
        assert!(json["p90_interval_us"][0].as_f64().unwrap() <= 90.0);
        assert!(json["p99_us"].is_null() && json["p99_9_interval_us"].is_null());
        assert_eq!(Figures::read(&json), latencies(1..=100).figures(1), "and they are read back");
        assert_eq!(Figures::read(&serde_json::json!({})), Figures::default());
    }
}
