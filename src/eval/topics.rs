//! Topics: questions with ids, as people of test collections write them, and plain lists of queries.

mod blocks;
mod lines;
mod records;

use std::collections::HashSet;

use super::Error;

/// One information need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// The id that judgements and runs know it by.
    pub id: String,
    /// The words; whether they are of the query language is for the reader to know.
    pub query: String,
}

/// The place of a question in its file, from line 1, and what stands there.
pub type Numbered = (usize, Result<Topic, Error>);

/// How a file writes questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// TREC's `<top>` blocks.
    Blocks,
    /// A JSON object a line.
    Objects,
    /// A table with a head line that names `id` and `query`, parted by this byte.
    Table(u8),
    /// `id<TAB>query` a line.
    Rows,
    /// A query a line.
    Plain,
}

impl Form {
    /// Tells the form by the first line that holds something.
    fn of(text: &str) -> Self {
        let first = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
        let lower = first.to_ascii_lowercase();
        if first.starts_with('{') {
            Self::Objects
        } else if lower.starts_with("<top>") || lower.starts_with("<num>") {
            Self::Blocks
        } else if records::is_head(first, b',') {
            Self::Table(b',')
        } else if records::is_head(first, b'\t') {
            Self::Table(b'\t')
        } else if first.contains('\t') {
            Self::Rows
        } else {
            Self::Plain
        }
    }
}

/// Reads questions: a query a line, `id<TAB>query` a line, a CSV or TSV table whose head names `id` and
/// `query`, JSON objects with `id` and `query`, or TREC's `<top>` blocks, of which number and title are taken.
/// The first line decides which. A query without an id has the number of its line.
///
/// A fault costs its own line: an object without a query, say, or an id that stands twice.
pub fn read_questions(text: &str) -> Vec<Numbered> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut questions = match Form::of(text) {
        Form::Blocks => blocks::read(text),
        Form::Objects => records::objects(text),
        Form::Table(delimiter) => records::table(text, delimiter),
        Form::Rows => lines::rows(text),
        Form::Plain => lines::plain(text),
    };
    let mut seen = HashSet::new();
    for (line, question) in &mut questions {
        if let Ok(topic) = question
            && !seen.insert(topic.id.clone())
        {
            *question = Err(Error::Twice { line: *line, what: format!("topic {}", topic.id) });
        }
    }
    questions
}

/// Reads topics: questions as [`read_questions`] does, each with an id.
///
/// # Errors
///
/// A line of another shape, or an id that stands twice.
pub fn read_topics(text: &str) -> Result<Vec<Topic>, Error> {
    let questions = read_questions(text);
    if let (Form::Plain, Some((line, _))) = (Form::of(text), questions.first()) {
        return Err(Error::Shape { line: *line, expected: lines::ROW });
    }
    questions.into_iter().map(|(_, topic)| topic).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topic(id: &str, query: &str) -> Topic {
        Topic { id: id.into(), query: query.into() }
    }

    #[test]
    fn rows_keep_the_query_as_it_stands() {
        let text = "\u{feff}1\tdams AND \"floods\"\r\n\n q2 \t -not* a:b\tc \n3\t\n";
        let expected =
            [topic("1", "dams AND \"floods\""), topic("q2", "-not* a:b\tc"), topic("3", "")];
        assert_eq!(read_topics(text).unwrap(), expected);
    }

    #[test]
    fn trec_blocks_give_number_and_title() {
        let text = "\n<top>\n<num> Number: 401\n<title> harbour dues,\n  unpaid\n\n<desc> Description:\n\
                    Not this.\n</top>\n<TOP><num>402</num><title>Topic: eel passes</title></TOP>\n";
        let expected = [topic("401", "harbour dues, unpaid"), topic("402", "eel passes")];
        assert_eq!(read_topics(text).unwrap(), expected);
    }

    #[test]
    fn tables_and_objects_name_id_and_query() {
        let both = [topic("a", "one, \"two\""), topic("b", "three")];
        for text in [
            "id,query\na,\"one, \"\"two\"\"\"\nb,three\n",
            "Query,note,ID\r\n\"one, \"\"two\"\"\",x,a\r\n three ,y,b\r\n",
            "id\tquery\na\t\"one, \"\"two\"\"\"\nb\tthree",
            "{\"id\":\"a\",\"query\":\"one, \\\"two\\\"\"}\n\n{\"_id\":\"b\",\"text\":\"three\"}\n",
        ] {
            assert_eq!(read_topics(text).unwrap(), both, "{text}");
        }
        let numbers = read_topics("{\"id\":7,\"q\":\"x\"}\n{\"query\":\"y\"}\n").unwrap();
        assert_eq!(numbers, [topic("7", "x"), topic("2", "y")]);
    }

    #[test]
    fn a_plain_list_is_numbered_by_its_lines() {
        let questions = read_questions("wolf, id query\n\n  \"a, b\" OR c \n");
        let ok = |line, id, query| (line, Ok(topic(id, query)));
        assert_eq!(questions, [ok(1, "1", "wolf, id query"), ok(3, "3", "\"a, b\" OR c")]);
        assert!(read_questions(" \n").is_empty());
        assert!(matches!(read_topics("wolf\n"), Err(Error::Shape { line: 1, .. })));
    }

    #[test]
    fn a_fault_costs_its_own_line() {
        let faults = |text: &str| -> Vec<usize> {
            let questions = read_questions(text);
            questions.iter().filter(|(_, q)| q.is_err()).map(|(line, _)| *line).collect()
        };
        assert_eq!(faults("1\tx\nno tab\n2\ty\n1\tz\n"), [2, 4]);
        assert_eq!(
            faults("{\"query\":\"x\"}\n{\"query\":3}\n{oops\n[]\n{\"id\":\"b\"}\n"),
            [2, 3, 4, 5]
        );
        assert_eq!(faults("id,query\n1,x\n2\n3,y,z,w\n,q\n5,\"open\n"), [3, 5]);
        let broken = "<top>\n<title> nameless\n</top>\n<top>\n<num> 2 <title> x\n</top>\n<top>\n";
        assert_eq!(faults(broken), [1, 7]);
        assert_eq!(read_questions(broken).len(), 3);
    }

    #[test]
    fn faults_are_told_with_their_line() {
        let line = |text: &str| match read_topics(text) {
            Err(Error::Shape { line, .. } | Error::Twice { line, .. }) => line,
            other => panic!("{other:?}"),
        };
        assert_eq!(line("1\tx\nno tab here\n"), 2);
        assert_eq!(line("1\tx\n\n1\ty\n"), 3);
        assert_eq!(line("\tx\n"), 1);
        assert_eq!(line("<top>\n<title> nameless\n</top>\n"), 1);
        assert_eq!(line("<top>\n<num> 1\n"), 1);
        assert_eq!(line("<num> 1\n</top>\n"), 2);
    }
}
