//! A run: what a system found for each topic, best first.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};

use super::Error;

/// One article of a ranking.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// The article's id, verbatim.
    pub docid: String,
    /// Its score; higher is better. Single precision, as `trec_eval` reads it.
    pub score: f32,
}

/// The rankings of all topics, in the order in which they were added.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    topics: Vec<(String, Vec<Ranked>)>,
    places: HashMap<String, usize>,
}

impl Run {
    /// Adds the ranking of a topic, best first, and returns how many articles were left out because
    /// one with the same id stands above them.
    ///
    /// Scores are made to fall strictly: a score that is not under the one before becomes the next
    /// smaller number, since `trec_eval` orders by score and would order equals by their id.
    ///
    /// # Errors
    ///
    /// An id that cannot stand in a run file.
    pub fn add(&mut self, topic: &str, hits: Vec<Ranked>) -> Result<usize, Error> {
        let given = hits.len();
        let mut seen = HashSet::with_capacity(given);
        let mut kept: Vec<Ranked> = Vec::with_capacity(given);
        for hit in hits {
            for id in [topic, &hit.docid] {
                if id.is_empty() || id.contains(char::is_whitespace) {
                    return Err(Error::Id { id: id.to_owned() });
                }
            }
            if !seen.insert(hit.docid.clone()) {
                continue;
            }
            let below = kept.last().map_or(f32::MAX, |above| above.score.next_down());
            // `min` also turns a score that is no number into one.
            let score = hit.score.min(below);
            kept.push(Ranked { score, ..hit });
        }
        let repeated = given - kept.len();
        self.places.insert(topic.to_owned(), self.topics.len());
        self.topics.push((topic.to_owned(), kept));
        Ok(repeated)
    }

    /// Returns the ranking of a topic, best first; empty where it was not run.
    pub fn of(&self, topic: &str) -> &[Ranked] {
        let place = self.places.get(topic).and_then(|place| self.topics.get(*place));
        place.map_or(&[], |(_, hits)| hits)
    }

    /// Returns the number of articles over all topics.
    pub fn len(&self) -> usize {
        self.topics.iter().map(|(_, hits)| hits.len()).sum()
    }

    /// Tells whether no article was found for any topic.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Writes TREC's form, `topic Q0 docid rank score tag` a line, ranks from 1.
    ///
    /// A score is printed with six decimals, or with as many as tell it from its neighbours.
    pub fn write(&self, out: &mut impl Write, tag: &str) -> io::Result<()> {
        for (topic, hits) in &self.topics {
            for (place, Ranked { docid, score }) in hits.iter().enumerate() {
                let mut printed = format!("{score:.6}");
                if printed.parse() != Ok(*score) {
                    printed = score.to_string();
                }
                writeln!(out, "{topic} Q0 {docid} {} {printed} {tag}", place + 1)?;
            }
        }
        Ok(())
    }

    /// Reads TREC's form as `trec_eval` does: the rank column is not used, the order is by score,
    /// falling, and among equal scores by id, falling.
    ///
    /// # Errors
    ///
    /// A line of another shape, or an article that stands twice under one topic.
    pub fn read(text: &str) -> Result<Self, Error> {
        let mut run = Self::default();
        let mut seen = HashSet::new();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let shape = || Error::Shape { line: at + 1, expected: "topic Q0 docid rank score tag" };
            let columns: Vec<&str> = line.split_whitespace().collect();
            let &[topic, _, docid, _, score, _] = columns.as_slice() else {
                return Err(shape());
            };
            let score: f32 = score.parse().map_err(|_| shape())?;
            // -0 and 0 are equal scores, but have an order of their own as numbers.
            let score = score + 0.0;
            if !seen.insert((topic, docid)) {
                let what = format!("{docid} for topic {topic}");
                return Err(Error::Twice { line: at + 1, what });
            }
            let place = *run.places.entry(topic.to_owned()).or_insert_with(|| {
                run.topics.push((topic.to_owned(), Vec::new()));
                run.topics.len() - 1
            });
            if let Some((_, hits)) = run.topics.get_mut(place) {
                hits.push(Ranked { docid: docid.to_owned(), score });
            }
        }
        for (_, hits) in &mut run.topics {
            hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| b.docid.cmp(&a.docid)));
        }
        Ok(run)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(scored: &[(&str, f32)]) -> Vec<Ranked> {
        scored
            .iter()
            .map(|(docid, score)| Ranked { docid: (*docid).into(), score: *score })
            .collect()
    }

    fn order(run: &Run, topic: &str) -> Vec<String> {
        run.of(topic).iter().map(|hit| hit.docid.clone()).collect()
    }

    #[test]
    fn scores_fall_strictly_and_the_order_survives_the_file() {
        let mut run = Run::default();
        let tied = [("b", 7.25), ("c", 7.25), ("a", 7.25), ("z", 1e-7), ("y", 0.0), ("x", 0.0)];
        assert_eq!(run.add("1", hits(&tied)), Ok(0));
        assert_eq!(run.add("2", hits(&[("n", f32::NAN), ("m", f32::NAN), ("l", -3.0)])), Ok(0));
        let mut file = Vec::new();
        run.write(&mut file, "tag").unwrap();
        let file = String::from_utf8(file).unwrap();
        assert!(file.starts_with("1 Q0 b 1 7.250000 tag\n1 Q0 c 2 7.2499995 tag\n"), "{file}");
        let read = Run::read(&file).unwrap();
        assert_eq!(order(&read, "1"), ["b", "c", "a", "z", "y", "x"]);
        assert_eq!(order(&read, "2"), ["n", "m", "l"]);
        assert_eq!(read, run);
        // Read in double precision they fall as well.
        for topic in ["1 ", "2 "] {
            let lines = file.lines().filter(|line| line.starts_with(topic));
            let scores: Vec<f64> =
                lines.map(|line| line.split(' ').nth(4).unwrap().parse().unwrap()).collect();
            assert!(scores.is_sorted_by(|above, below| above > below), "{scores:?}");
        }
    }

    #[test]
    fn an_article_counts_once_a_topic() {
        let mut run = Run::default();
        assert_eq!(run.add("1", hits(&[("a", 2.0), ("b", 1.5), ("a", 1.0)])), Ok(1));
        assert_eq!((order(&run, "1"), run.len()), (vec!["a".into(), "b".into()], 2));
        assert!(run.of("2").is_empty());
    }

    #[test]
    fn an_id_with_a_space_is_refused() {
        for id in ["", "a b", "a\u{a0}b"] {
            let result = Run::default().add("1", hits(&[(id, 1.0)]));
            assert_eq!(result, Err(Error::Id { id: id.into() }));
        }
    }

    #[test]
    fn a_run_is_read_in_the_order_of_its_scores() {
        let run =
            Run::read("1 Q0 a 9 1.0 t\n1 Q0 c 1 2.0 t\n2 Q0 a 1 5 t\n1 Q0 b 2 2.0 t\n").unwrap();
        assert_eq!(order(&run, "1"), ["c", "b", "a"]);
        assert_eq!(order(&run, "2"), ["a"]);
        assert!(matches!(Run::read("1 Q0 a 1 1.0\n"), Err(Error::Shape { line: 1, .. })));
        assert!(matches!(Run::read("1 Q0 a 1 x t\n"), Err(Error::Shape { line: 1, .. })));
        let twice = Run::read("1 Q0 a 1 2 t\n1 Q0 a 2 1 t\n");
        assert!(matches!(twice, Err(Error::Twice { line: 2, .. })));
    }
}
