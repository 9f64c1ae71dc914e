//! Judgements: which article answers which topic, and how well.

use std::collections::HashMap;

use super::Error;

/// The judgements of a test collection, by topic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Qrels {
    topics: HashMap<String, HashMap<String, i32>>,
}

impl Qrels {
    /// Reads TREC's form: topic, iteration (not used), article id and relevance in four columns.
    ///
    /// # Errors
    ///
    /// A line of another shape, or an article judged twice and differently for one topic.
    pub fn read(text: &str) -> Result<Self, Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut qrels = Self::default();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let shape = || Error::Shape { line: at + 1, expected: "topic 0 docid relevance" };
            let mut columns = line.split_whitespace();
            let mut next = || columns.next().ok_or_else(shape);
            let (topic, _, docid, relevance) = (next()?, next()?, next()?, next()?);
            let relevance: i32 = relevance.parse().map_err(|_| shape())?;
            if columns.next().is_some() {
                return Err(shape());
            }
            let judged = qrels.topics.entry(topic.to_owned()).or_default();
            let before = judged.insert(docid.to_owned(), relevance);
            if before.is_some_and(|before| before != relevance) {
                let what = format!("another judgement of {docid} for topic {topic}");
                return Err(Error::Twice { line: at + 1, what });
            }
        }
        Ok(qrels)
    }

    /// Returns the judgements of a topic by article id; a relevance over 0 is relevant.
    pub fn of(&self, topic: &str) -> Option<&HashMap<String, i32>> {
        self.topics.get(topic)
    }

    /// Returns the topics that have a relevant article: shorter ids first, then by their letters,
    /// which is the order of the numbers where they are numbers.
    pub fn answerable(&self) -> Vec<&str> {
        let relevant = |judged: &HashMap<String, i32>| judged.values().any(|value| *value > 0);
        let mut topics: Vec<&str> = self
            .topics
            .iter()
            .filter(|(_, judged)| relevant(judged))
            .map(|(topic, _)| topic.as_str())
            .collect();
        topics.sort_by_key(|id| (id.len(), *id));
        topics
    }

    /// Returns the number of topics with judgements, answerable or not.
    pub fn topics(&self) -> usize {
        self.topics.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn judgements_are_read_by_topic() {
        let qrels =
            Qrels::read("10 0 a 2\n2\tQ0 b  1\r\n\n10 0 c -1\n10 0 a 2\n3 0 a 0\n").unwrap();
        assert_eq!(qrels.answerable(), ["2", "10"]);
        assert_eq!(qrels.topics(), 3);
        assert_eq!(qrels.of("10").unwrap()["c"], -1);
        assert_eq!(qrels.of("4"), None);
    }

    #[test]
    fn faults_are_told_with_their_line() {
        for bad in ["1 0 a", "1 0 a x", "1 0 a 1 1", "1 0 a 1.5"] {
            let result = Qrels::read(&format!("1 0 z 1\n{bad}\n"));
            assert!(matches!(result, Err(Error::Shape { line: 2, .. })), "{bad}: {result:?}");
        }
        let result = Qrels::read("1 0 a 1\n1 0 a 2\n");
        assert!(matches!(result, Err(Error::Twice { line: 2, .. })), "{result:?}");
    }
}
