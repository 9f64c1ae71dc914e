//! `search QUERY PATH`: an index that nobody had to make.

use std::fs;

use super::{PAGE, news};
use crate::support::Env;

#[test]
fn paths_are_searched_without_an_index_and_kept_up_to_date() {
    let env = news();
    assert_eq!(env.ok(&["search", "-c", "rudder", "news"]).out, "1\n");
    env.write("news/ferry.txt", PAGE.replace("rudder", "propeller"));
    assert_eq!(env.run(&["search", "-c", "rudder", "news"]).code, Some(1));
    assert_eq!(env.ok(&["search", "-c", "propeller", "news"]).out, "1\n");
    env.remove("news/ferry.txt");
    assert_eq!(env.run(&["search", "-c", "propeller", "news"]).code, Some(1));
    assert!(!env.work(".presscut").is_dir());
}

#[cfg(unix)]
#[test]
fn a_file_whose_name_is_no_utf_8_is_found_again_and_audited() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let env = news();
    let name = OsStr::from_bytes(b"caf\xe9.txt");
    fs::rename(env.work("news/ferry.txt"), env.work("news").join(name)).unwrap();
    for _ in 0..2 {
        assert_eq!(env.ok(&["search", "-c", "rudder", "news"]).out, "1\n");
    }
    env.ok(&["index", "news"]);
    env.ok(&["audit"]);
}

#[test]
fn only_the_paths_given_are_searched() {
    let env = news();
    assert_eq!(env.ok(&["search", "-c", "fenby OR ferry", "news"]).out, "3\n");
    assert_eq!(env.ok(&["search", "-c", "fenby OR ferry", "news/ferry.txt"]).out, "1\n");
    let run = env.ok(&["search", "-c", "fenby OR ferry", "news", "--include", "*.ndjson"]);
    assert_eq!(run.out, "2\n");
}

#[test]
fn the_cache_can_be_listed_and_cleared() {
    let env = news();
    assert_eq!(env.run(&["cache", "list"]).code, Some(1));
    env.ok(&["search", "fenby", "news"]);
    env.ok(&["search", "ferry", "news/ferry.txt"]);
    let paths = env.ok(&["cache", "list", "--json"]);
    let mut paths: Vec<_> = paths.json().iter().map(|c| c["paths"][0].to_string()).collect();
    paths.sort();
    assert_eq!(paths, ["\"news\"", "\"news/ferry.txt\""]);
    fs::create_dir(env.cache().join("somebody-elses")).unwrap();
    assert!(env.ok(&["cache", "clear"]).out.starts_with("Deleted 2 indexes, "));
    assert_eq!(env.run(&["cache", "list"]).code, Some(1));
    assert!(env.cache().join("somebody-elses").is_dir());
}

#[test]
fn the_least_recently_used_goes_when_room_is_short() {
    let env = news();
    env.ok(&["search", "fenby", "news"]);
    env.ok(&["search", "ferry", "news/ferry.txt", "--cache-size", "1kB"]);
    let list = env.ok(&["cache", "list", "--json"]);
    assert_eq!(list.json().len(), 1);
    assert_eq!(list.json()[0]["paths"][0], "news/ferry.txt");
}

#[test]
fn a_cached_index_of_another_version_is_made_anew_without_a_word() {
    let env = news();
    env.ok(&["search", "fenby", "news"]);
    let list = env.ok(&["cache", "list", "--json"]).field("dir");
    let format = std::path::Path::new(&list[0]).join("index/presscut.json");
    fs::write(&format, "{\"format\":0,\"analyser\":0,\"created_by\":\"x\"}").unwrap();
    let run = env.ok(&["search", "-c", "fenby", "news"]);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("2\n", ""));
}

/// Removes the dictionaries of words from the folder of an index.
fn damage(index: &std::path::Path) {
    let paths = fs::read_dir(index).unwrap().map(|entry| entry.unwrap().path());
    for path in paths.filter(|path| path.extension().is_some_and(|end| end == "term")) {
        fs::remove_file(path).unwrap();
    }
}

#[test]
fn a_damaged_cached_index_is_made_anew_without_a_word() {
    let env = news();
    env.ok(&["search", "fenby", "news"]);
    let list = env.ok(&["cache", "list", "--json"]).field("dir");
    damage(&std::path::Path::new(&list[0]).join("index"));
    let run = env.ok(&["search", "-c", "fenby", "news"]);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("2\n", ""));
}

#[test]
fn a_damaged_index_is_an_error_that_names_the_file() {
    let env = news();
    env.ok(&["index", "news"]);
    damage(&env.work(".presscut"));
    for line in
        [vec!["search", "fenby"], vec!["search", "-c", "fenby"], vec!["show", "1"], vec!["stats"]]
    {
        let run = env.run(&line);
        assert_eq!(run.code, Some(2), "{line:?}");
        assert!(run.err.contains(".term is missing") && run.err.contains("hint: "), "{}", run.err);
    }
}

#[test]
fn an_index_of_another_version_is_an_error_that_says_what_to_do() {
    let env = news();
    env.ok(&["index", "news"]);
    let format = env.work(".presscut/presscut.json");
    fs::write(format, "{\"format\":0,\"analyser\":0,\"created_by\":\"x\"}").unwrap();
    let run = env.run(&["search", "fenby"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("format 0.0") && run.err.contains("hint: "), "{}", run.err);
}

#[test]
fn a_second_process_searches_the_last_commit_and_says_so() {
    let env = news();
    env.ok(&["search", "fenby", "news"]);
    let dir = &env.ok(&["cache", "list", "--json"]).field("dir")[0];
    let lock = fs::File::options().append(true).open(format!("{dir}/lock")).unwrap();
    lock.lock().unwrap();
    env.write("news/late.txt", PAGE);
    let run = env.ok(&["search", "-c", "ferry", "news"]);
    assert_eq!(run.out, "1\n");
    assert!(run.err.contains("another process"), "{}", run.err);
    assert!(env.run(&["cache", "clear"]).err.contains("in use"));
    lock.unlock().unwrap();
    assert_eq!(env.ok(&["search", "-c", "ferry", "news"]).out, "2\n");
}

#[test]
fn an_unreadable_record_turns_the_status_though_others_are_found() {
    let env =
        Env::with(&[("bad.ndjson", "{\"headline\":\"Tide\",\"body\":\"It turned.\"}\n{oops}\n")]);
    let run = env.run(&["search", "tide", "bad.ndjson"]);
    assert_eq!(run.code, Some(2));
    assert!(run.out.contains("Tide"), "{run:?}");
}
