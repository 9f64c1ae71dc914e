use xxhash_rust::xxh3::xxh3_64;

use super::*;

fn shell(script: &str) -> Invocation {
    Invocation::new("sh", ["-c", script])
}

#[test]
fn all_that_is_printed_is_heard_and_what_is_said_is_kept_apart() {
    let mut runner = Runner::new().unwrap();
    let ran = runner.run(&shell("echo eel; echo weir >&2; echo dam")).unwrap();
    assert_eq!((ran.bytes, ran.digest, ran.said.as_str()), (8, xxh3_64(b"eel\ndam\n"), "weir\n"));
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
fn a_program_that_would_never_end_is_stopped() {
    let stop = Arc::new(AtomicBool::new(false));
    let mut runner = Runner::new().unwrap().stopped_by(Arc::clone(&stop));
    assert_eq!(runner.run(&shell("echo eel")).unwrap().bytes, 4);
    let set = |_: &[u8]| stop.store(true, Ordering::Relaxed);
    let error = runner.run_into(&shell("echo eel; exec sleep 600"), set).unwrap_err();
    assert_eq!(error.to_string(), "sh: stopped");
    assert!(matches!(runner.run(&shell("")), Err(ProcessError::Stopped { .. })));
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
