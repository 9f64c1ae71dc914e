//! The sides of a comparison: an index in this process, a presscut behind pipes, a program run anew for each query.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, anyhow, bail};

use crate::bench::{BenchQuery, Contender, Invocation, Nanos, Runner, nanos, write_queries};
use crate::cli::UserError;
use crate::command::bench::answers::{FORM, Greeting, Reply};
use crate::command::bench::classes::Classes;
use crate::command::bench::page::{Page, Timed};
use crate::command::open;

/// An index in this process; each start opens it anew.
pub(super) struct Here<'a> {
    pub(super) index: &'a Path,
    pub(super) timed: Timed,
    pub(super) classes: &'a Classes,
    pub(super) page: Option<Page>,
}

impl Contender for Here<'_> {
    type Error = anyhow::Error;

    fn stop(&mut self) {
        self.page = None;
    }

    fn start(&mut self) -> anyhow::Result<()> {
        self.page = Some(Page::new(&open(self.index)?.searcher()?, self.timed));
        Ok(())
    }

    fn answer(&mut self, query: usize) -> anyhow::Result<Nanos> {
        let page = self.page.as_mut().context("an index that is not open")?;
        let (_, query) = self.classes.queries.get(query).context("a query that is not known")?;
        let begin = Instant::now();
        page.answer(query)?;
        Ok(nanos(begin.elapsed()))
    }
}

/// A presscut that answers over pipes; each start is a new process.
pub(super) struct Child<'a> {
    pub(super) program: PathBuf,
    pub(super) index: &'a Path,
    pub(super) timed: Timed,
    /// The queries as JSON lines.
    pub(super) queries: Vec<String>,
    pub(super) running: Option<Running>,
}

/// A process and the pipes to it.
pub(super) struct Running {
    process: std::process::Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
    pub(super) greeting: Greeting,
}

impl<'a> Child<'a> {
    /// Prepares a program to be asked the queries of all classes.
    pub(super) fn new(program: PathBuf, index: &'a Path, timed: Timed, classes: &Classes) -> Self {
        let line = |query: &BenchQuery| write_queries(std::slice::from_ref(query));
        let queries = classes.queries.iter().map(|(_, query)| line(query)).collect();
        Self { program, index, timed, queries, running: None }
    }

    /// Asks for the answer of a query.
    pub(super) fn check(&mut self, query: usize) -> anyhow::Result<Reply> {
        self.ask("check", query)
    }

    fn ask(&mut self, word: &str, query: usize) -> anyhow::Result<Reply> {
        let line = self.queries.get(query).context("a query that is not known")?;
        let running = self.running.as_mut().context("a program that is not running")?;
        running.ask(word, line).with_context(|| self.program.display().to_string())
    }
}

impl Contender for Child<'_> {
    type Error = anyhow::Error;

    fn stop(&mut self) {
        self.running = None;
    }

    fn start(&mut self) -> anyhow::Result<()> {
        self.running = Some(Running::start(&self.program, self.index, self.timed)?);
        Ok(())
    }

    fn answer(&mut self, query: usize) -> anyhow::Result<Nanos> {
        match self.ask("time", query)? {
            Reply { nanos: Some(nanos), .. } => Ok(nanos),
            Reply { error, .. } => {
                bail!("{}: {}", self.program.display(), error.unwrap_or_default())
            }
        }
    }
}

impl Running {
    fn start(program: &Path, index: &Path, timed: Timed) -> anyhow::Result<Self> {
        let mut command = Command::new(program);
        command.arg("--index").arg(index).args(["bench", "--answers"]);
        command.args(["--stage", if timed.whole { "page" } else { "search" }]);
        if !timed.snippets {
            command.arg("--no-snippets");
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let named = || program.display().to_string();
        let mut process = command.spawn().map_err(|error| {
            let hint = "--vs takes a folder that holds an index, or a program with its path, such as ./presscut";
            UserError::hinted(format!("{}: {error}", named()), hint)
        })?;
        let to = process.stdin.take();
        let mut from = BufReader::new(process.stdout.take().context("no pipe")?);
        let mut line = String::new();
        from.read_line(&mut line).with_context(named)?;
        let greeting = serde_json::from_str::<Greeting>(&line).ok();
        match greeting.filter(|greeting| greeting.answers == FORM) {
            Some(greeting) => Ok(Self { process, to, from, greeting }),
            None => Err(refused(process, &named())),
        }
    }

    fn ask(&mut self, word: &str, query: &str) -> anyhow::Result<Reply> {
        let to = self.to.as_mut().context("no pipe")?;
        // One piece, so that the other side wakes once.
        to.write_all(format!("{word} {query}").as_bytes())?;
        let mut line = String::new();
        if self.from.read_line(&mut line)? == 0 {
            bail!("ended before its answer");
        }
        Ok(serde_json::from_str(&line)?)
    }
}

impl Drop for Running {
    /// Ends the process: it does so by itself when its input ends.
    fn drop(&mut self) {
        self.to = None;
        // How it ends is nobody's concern any more.
        let _ = self.process.wait();
    }
}

/// Says why a program cannot be compared with.
fn refused(mut process: std::process::Child, name: &str) -> anyhow::Error {
    // It may be waiting for input; what it has said so far is enough.
    let _ = process.kill();
    let said = process.wait_with_output().map(|ended| ended.stderr).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    let said = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("it says nothing");
    UserError::hinted(
        format!("{name}: no presscut that answers `bench --answers`: {}", said.trim()),
        format!(
            "compare whole processes: `presscut bench -- {name} --json search -n {{k}} -- {{query}}`"
        ),
    )
}

/// A program that is run for each query.
pub(super) struct Whole {
    pub(super) runner: Runner,
    pub(super) invocations: Vec<Invocation>,
}

impl Contender for Whole {
    type Error = anyhow::Error;

    fn stop(&mut self) {}

    fn start(&mut self) -> anyhow::Result<()> {
        Ok(())
    }

    fn answer(&mut self, query: usize) -> anyhow::Result<Nanos> {
        let invocation = self.invocations.get(query).context("a query that is not known")?;
        Ok(self.runner.run(invocation)?.answered)
    }

    /// A process is never warm; what it reads from disk was read in the rounds before.
    fn warms(&self) -> bool {
        false
    }
}

/// Puts a query into the words of a command.
pub(super) fn invocation(words: &[String], query: &str, hits: usize) -> anyhow::Result<Invocation> {
    let hits = hits.to_string();
    // In one go, or what a query holds would be taken for a place.
    let fill = |word: &String| {
        let parts = word.split("{query}").map(|part| part.replace("{k}", &hits));
        parts.collect::<Vec<_>>().join(query)
    };
    let mut filled = words.iter().map(fill);
    let program = filled.next().ok_or_else(|| anyhow!("no command"))?;
    // That of programs that have looked and found nothing.
    Ok(Invocation::new(program, filled).accepting(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_put_into_a_command_as_it_stands() {
        let words = ["find".to_owned(), "-n{k}".to_owned(), "q={query}!".to_owned()];
        let found = invocation(&words, "eel {k} \"{query}\"", 7).unwrap();
        assert_eq!(found.program, "find");
        assert_eq!(found.args, ["-n7", "q=eel {k} \"{query}\"!"]);
        assert_eq!(found.accepted, [0, 1]);
        assert!(invocation(&[], "eel", 7).is_err());
    }
}
