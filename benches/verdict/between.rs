//! Stands between two presscuts and makes the answers to one class take a tenth longer.

use std::error::Error;
use std::ffi::OsString;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// Hands on all lines, and all answers, those to `slowed` after a tenth of their time.
pub(crate) fn run(presscut: &str, args: &[OsString], slowed: &str) -> Result<(), Box<dyn Error>> {
    let mut child =
        Command::new(presscut).args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut to = child.stdin.take().ok_or("no pipe")?;
    let mut from = BufReader::new(child.stdout.take().ok_or("no pipe")?);
    let mut out = std::io::stdout();
    let (mut asked, mut answered) = (String::new(), String::new());
    // The greeting comes unasked.
    from.read_line(&mut answered)?;
    out.write_all(answered.as_bytes())?;
    out.flush()?;
    let class = format!("\"class\":\"{slowed}\"");
    let mut lines = std::io::stdin().lock();
    while lines.read_line(&mut asked)? > 0 {
        to.write_all(asked.as_bytes())?;
        answered.clear();
        from.read_line(&mut answered)?;
        let mut reply: Value = serde_json::from_str(&answered)?;
        let nanos = reply.get("nanos").and_then(Value::as_u64);
        if let (Some(nanos), true) = (nanos, asked.contains(&class)) {
            let begin = Instant::now();
            while begin.elapsed() < Duration::from_nanos(nanos / 10) {
                std::hint::spin_loop();
            }
            let spun = u64::try_from(begin.elapsed().as_nanos())?;
            if let Some(told) = reply.get_mut("nanos") {
                *told = (nanos + spun).into();
            }
        }
        writeln!(out, "{reply}")?;
        out.flush()?;
        asked.clear();
    }
    drop(to);
    child.wait()?;
    Ok(())
}
