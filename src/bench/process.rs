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
//! would share the processor with what is measured. Only a runner that can be stopped ([`Runner::stopped_by`]) has
//! one, which sleeps.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read as _, Seek as _};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

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
    /// It was ended before it was done, or its figures are not wanted any more.
    #[error("{program}: stopped")]
    Stopped {
        /// The program.
        program: String,
    },
}

/// Bytes of standard output that are read at a time.
const CHUNK: usize = 1 << 16;
/// Bytes of standard error that are kept.
const SAID: u64 = 1 << 16;
/// How often a runner that can be stopped looks whether it is to stop.
const LOOK: Duration = Duration::from_millis(50);

/// Runs programs one after the other; each client of a load has its own.
#[derive(Debug)]
pub struct Runner {
    said: File,
    chunk: Vec<u8>,
    stop: Option<Arc<AtomicBool>>,
}

impl Runner {
    /// Makes room for what programs say.
    ///
    /// # Errors
    ///
    /// Where no temporary file can be made.
    pub fn new() -> io::Result<Self> {
        Ok(Self { said: tempfile::tempfile()?, chunk: vec![0; CHUNK], stop: None })
    }

    /// Ends what it runs once a flag is set.
    #[must_use]
    pub fn stopped_by(mut self, stop: Arc<AtomicBool>) -> Self {
        self.stop = Some(stop);
        self
    }

    /// Runs a program to its end.
    ///
    /// # Errors
    ///
    /// [`ProcessError::Io`] where it cannot be started, [`ProcessError::Failed`] where it ends with a status that
    /// is not accepted, [`ProcessError::Stopped`] where the flag is set that stops it.
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
        if self.stop.as_ref().is_some_and(|stop| stop.load(Ordering::Relaxed)) {
            return Err(ProcessError::Stopped { program: program() });
        }
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
        // It was asked for, so there is one.
        let mut out = child.stdout.take();
        let stop = self.stop.clone();
        let mut hear = || self.hear(out.as_mut(), &mut sink);
        let heard = match &stop {
            Some(stop) => beside_a_watch(stop, &mut child, hear),
            None => hear(),
        };
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
    fn hear(
        &mut self,
        out: Option<&mut ChildStdout>,
        sink: &mut impl FnMut(&[u8]),
    ) -> io::Result<(u64, u64)> {
        let (mut bytes, mut hash) = (0, Xxh3::new());
        let Some(out) = out else { return Ok((0, hash.digest())) };
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

/// Hears a program while a thread looks whether it is to stop, and ends the program if it is.
fn beside_a_watch<T>(stop: &AtomicBool, child: &mut Child, hear: impl FnOnce() -> T) -> T {
    let (over, watched) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            while watched.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
                if stop.load(Ordering::Relaxed) {
                    // One that cannot be ended has ended.
                    let _ended = child.kill();
                    return;
                }
            }
        });
        let heard = hear();
        drop(over);
        heard
    })
}

#[cfg(all(test, unix))]
mod tests;
