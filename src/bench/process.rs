//! A program run once, timed from just before it is started to its last byte and to its end.
//!
//! [`Invocation`] says what to run, [`Runner::run`] runs it and returns what was seen of it ([`Ran`]):
//!
//! ```
//! use presscut::bench::{Invocation, Runner};
//!
//! let mut runner = Runner::new()?;
//! let ran = runner.run(&Invocation::new("echo", ["eel"]))?;
//! assert_eq!(ran.bytes, 4);
//! assert!(ran.answered <= ran.ended);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Standard input is empty. Standard output is read as it comes, counted, hashed and thrown away. Standard error
//! goes to an unnamed file, so that a talkative program never waits for a reader, and no thread is needed that
//! would share the processor with what is measured.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read as _, Seek as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Instant;

use wait4::{ResUse, Wait4 as _};
use xxhash_rust::xxh3::Xxh3;

use super::clock::{Nanos, nanos};

/// A program and its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invocation {
    /// The program, looked for as the shell does.
    pub program: OsString,
    /// Its arguments.
    pub args: Vec<OsString>,
    /// Exit statuses that are no failure: 0, unless [`Self::accepting`] says otherwise.
    pub accepted: Vec<i32>,
}

impl Invocation {
    /// Says what to run; only 0 is no failure.
    pub fn new<A: Into<OsString>>(
        program: impl Into<OsString>,
        args: impl IntoIterator<Item = A>,
    ) -> Self {
        let args = args.into_iter().map(Into::into).collect();
        Self { program: program.into(), args, accepted: vec![0] }
    }

    /// Takes another exit status for no failure, such as the 1 of a search that finds nothing.
    #[must_use]
    pub fn accepting(mut self, status: i32) -> Self {
        self.accepted.push(status);
        self
    }
}

/// What was seen of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    /// From just before the start to the last byte of standard output.
    pub answered: Nanos,
    /// From just before the start to the end of the program.
    pub ended: Nanos,
    /// Bytes of standard output.
    pub bytes: u64,
    /// XXH3-64 of standard output.
    pub digest: u64,
    /// The beginning of standard error.
    pub said: String,
    /// Time on processors of all its threads, in the program and in the system for it.
    pub cpu: Nanos,
    /// The most memory it held at a time, in bytes. The system counts from the start, when that of whoever
    /// started it is still held: it is never less than that.
    pub peak_memory: u64,
}

/// Why a program gave no figures.
#[derive(Debug, thiserror::Error)]
pub enum ProcessError {
    /// It could not be started, or not be heard.
    #[error("{program}: {source}")]
    Io {
        /// The program.
        program: String,
        /// What the system said.
        source: io::Error,
    },
    /// It failed.
    #[error("{program}: {status}{}{said}", if said.is_empty() { "" } else { ": " })]
    Failed {
        /// The program.
        program: String,
        /// How it ended.
        status: ExitStatus,
        /// The first line of its standard error.
        said: String,
    },
}

/// Bytes of standard output that are read at a time.
const CHUNK: usize = 1 << 16;
/// Bytes of standard error that are kept.
const SAID: u64 = 1 << 16;

/// Runs programs one after the other; each client of a load has its own.
#[derive(Debug)]
pub struct Runner {
    said: File,
    chunk: Vec<u8>,
}

impl Runner {
    /// Makes room for what programs say.
    ///
    /// # Errors
    ///
    /// Where no temporary file can be made.
    pub fn new() -> io::Result<Self> {
        Ok(Self { said: tempfile::tempfile()?, chunk: vec![0; CHUNK] })
    }

    /// Runs a program to its end.
    ///
    /// # Errors
    ///
    /// [`ProcessError::Io`] where it cannot be started, [`ProcessError::Failed`] where it ends with a status that
    /// is not accepted.
    pub fn run(&mut self, invocation: &Invocation) -> Result<Ran, ProcessError> {
        self.run_into(invocation, |_| {})
    }

    /// Runs a program to its end and shows its standard output to `sink`, whose time counts.
    ///
    /// # Errors
    ///
    /// As [`Self::run`].
    pub fn run_into(
        &mut self,
        invocation: &Invocation,
        sink: impl FnMut(&[u8]),
    ) -> Result<Ran, ProcessError> {
        let program = || invocation.program.to_string_lossy().into_owned();
        let told = |source| ProcessError::Io { program: program(), source };
        let (status, ran) = self.timed(invocation, sink).map_err(told)?;
        if status.code().is_some_and(|code| invocation.accepted.contains(&code)) {
            return Ok(ran);
        }
        let said = ran.said.lines().next().unwrap_or_default().to_owned();
        Err(ProcessError::Failed { program: program(), status, said })
    }

    fn timed(
        &mut self,
        invocation: &Invocation,
        mut sink: impl FnMut(&[u8]),
    ) -> io::Result<(ExitStatus, Ran)> {
        self.said.set_len(0)?;
        self.said.rewind()?;
        let mut command = Command::new(&invocation.program);
        command.args(&invocation.args).stdin(Stdio::null()).stdout(Stdio::piped());
        command.stderr(self.said.try_clone()?);
        let begin = Instant::now();
        let mut child = command.spawn()?;
        let heard = self.hear(&mut child, &mut sink);
        let answered = nanos(begin.elapsed());
        if heard.is_err() {
            // Nobody listens any more.
            child.kill()?;
        }
        let ResUse { status, rusage } = child.wait4()?;
        let ended = nanos(begin.elapsed());
        let (bytes, digest) = heard?;
        let cpu = nanos(rusage.utime.saturating_add(rusage.stime));
        let (said, peak_memory) = (self.said()?, rusage.maxrss);
        Ok((status, Ran { answered, ended, bytes, digest, said, cpu, peak_memory }))
    }

    /// Reads standard output to its end; returns its length and its hash.
    fn hear(&mut self, child: &mut Child, sink: &mut impl FnMut(&[u8])) -> io::Result<(u64, u64)> {
        let (mut bytes, mut hash) = (0, Xxh3::new());
        // It was asked for, so there is one.
        let Some(out) = &mut child.stdout else { return Ok((0, hash.digest())) };
        loop {
            match out.read(&mut self.chunk) {
                Ok(0) => return Ok((bytes, hash.digest())),
                Ok(read) => {
                    let heard = self.chunk.get(..read).unwrap_or_default();
                    bytes += read as u64;
                    hash.update(heard);
                    sink(heard);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn said(&mut self) -> io::Result<String> {
        self.said.rewind()?;
        let mut said = Vec::new();
        (&mut self.said).take(SAID).read_to_end(&mut said)?;
        Ok(String::from_utf8_lossy(&said).into_owned())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use xxhash_rust::xxh3::xxh3_64;

    use super::*;

    fn shell(script: &str) -> Invocation {
        Invocation::new("sh", ["-c", script])
    }

    #[test]
    fn all_that_is_printed_is_heard_and_what_is_said_is_kept_apart() {
        let mut runner = Runner::new().unwrap();
        let ran = runner.run(&shell("echo eel; echo weir >&2; echo dam")).unwrap();
        assert_eq!(
            (ran.bytes, ran.digest, ran.said.as_str()),
            (8, xxh3_64(b"eel\ndam\n"), "weir\n")
        );
        assert!(0 < ran.answered && ran.answered <= ran.ended && ran.peak_memory > 0, "{ran:?}");
        // More than a pipe holds, in both directions; nothing is left from the run before.
        let much = "i=0; while [ $i -lt 3000 ]; do echo 0123456789012345678901234567890123456789; \
                    echo 0123456789012345678901234567890123456789 >&2; i=$((i+1)); done";
        let mut lines = 0;
        let count = |heard: &[u8]| lines += memchr::memchr_iter(b'\n', heard).count();
        let ran = runner.run_into(&shell(much), count).unwrap();
        assert_eq!((ran.bytes, ran.said.len(), lines), (3000 * 41, 1 << 16, 3000));
        let ran = runner.run(&shell("")).unwrap();
        assert_eq!((ran.bytes, ran.said.as_str()), (0, ""));
    }

    #[test]
    fn time_on_processors_is_that_of_the_program_and_what_it_waited_for() {
        let busy = "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done";
        let ran = Runner::new().unwrap().run(&shell(busy)).unwrap();
        assert!(ran.cpu > 0, "{ran:?}");
    }

    #[test]
    fn a_failure_is_told_with_the_first_thing_said() {
        let mut runner = Runner::new().unwrap();
        let failing = shell("echo 'no such weir' >&2; echo more >&2; exit 3");
        let error = runner.run(&failing).unwrap_err().to_string();
        assert_eq!(error, "sh: exit status: 3: no such weir");
        assert!(runner.run(&failing.accepting(3)).is_ok());
        let killed = runner.run(&shell("kill -9 $$")).unwrap_err().to_string();
        assert!(killed.starts_with("sh: signal: 9"), "{killed}");
        let missing = runner.run(&Invocation::new("/no/such/program", [""; 0])).unwrap_err();
        assert!(missing.to_string().starts_with("/no/such/program: "), "{missing}");
    }
}
