use std::fs;

use tempfile::TempDir;

use super::*;

fn tree(files: &[&str]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for file in files {
        let path = dir.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file).unwrap();
    }
    dir
}

/// Walks paths below `dir` and returns names below it, or the error.
fn names(dir: &TempDir, paths: &[&str], options: &WalkOptions) -> Vec<String> {
    let paths: Vec<PathBuf> = paths.iter().map(|path| dir.path().join(path)).collect();
    let prefix = format!("{}/", name_of(dir.path()));
    let short = |name: &str| name.strip_prefix(&prefix).unwrap_or(name).to_owned();
    walk(&paths, options)
        .unwrap()
        .map(|source| match source {
            Ok(source) => short(&source.name),
            Err(error) => format!("error: {}", short(&error.to_string())),
        })
        .collect()
}

fn only(include: &[&str], exclude: &[&str]) -> WalkOptions {
    let own = |globs: &[&str]| globs.iter().map(|&glob| glob.to_owned()).collect();
    WalkOptions { include: own(include), exclude: own(exclude), skip: Vec::new() }
}

#[test]
fn everything_is_found_in_the_order_of_names() {
    let dir = tree(&["b/2", "b/10", "a.txt", "a/z", "B/x", ".hidden/f", ".gitignore", ".git/HEAD"]);
    fs::write(dir.path().join(".gitignore"), "*").unwrap();
    let all = [".git/HEAD", ".gitignore", ".hidden/f", "B/x", "a/z", "a.txt", "b/10", "b/2"];
    assert_eq!(names(&dir, &["."], &WalkOptions::default()), all);
}

#[test]
fn a_file_is_read_once_however_it_is_given() {
    let dir = tree(&["a/1", "a/2", "b"]);
    assert_eq!(
        names(&dir, &["a/2", "a", "./a/../a/1", "b", "./b"], &WalkOptions::default()),
        ["a/2", "a/1", "b"]
    );
    let stdin: Vec<_> = walk(&["-".into(), "-".into()], &WalkOptions::default()).unwrap().collect();
    assert!(matches!(&stdin[..], [Ok(source)] if *source == Source::stdin()));
}

#[test]
fn globs_choose_files_and_named_files_are_always_taken() {
    let dir = tree(&["n/2020/a.txt", "n/2020/a.html", "n/drafts/b.txt", "n/c.md", "other.bin"]);
    let walk = |paths: &[&str], options| names(&dir, paths, &options);
    assert_eq!(walk(&["n"], only(&["*.txt"], &[])), ["n/2020/a.txt", "n/drafts/b.txt"]);
    assert_eq!(walk(&["n"], only(&["*.txt"], &["drafts/"])), ["n/2020/a.txt"]);
    assert_eq!(walk(&["n"], only(&["2020/*"], &[])), ["n/2020/a.html", "n/2020/a.txt"]);
    assert_eq!(walk(&["n"], only(&["./2020/*.txt"], &[])), ["n/2020/a.txt"]);
    assert_eq!(
        walk(&["n"], only(&["**/2020/*.{html,md}", "c.*"], &[])),
        ["n/2020/a.html", "n/c.md"]
    );
    assert_eq!(walk(&["n", "other.bin"], only(&["*.md"], &["*.bin"])), ["n/c.md", "other.bin"]);
}

#[test]
fn a_bad_glob_is_named() {
    let Err(error) = walk(&[], &only(&[], &["ok", "a[b"])) else { panic!("accepted") };
    assert_eq!(error.to_string().split_once(':').unwrap().0, "glob `a[b`");
}

#[test]
fn the_index_is_never_read() {
    let dir = tree(&["a", ".presscut/meta.json", "sub/.presscut/x"]);
    let options =
        WalkOptions { skip: vec![dir.path().join("sub/../.presscut")], ..WalkOptions::default() };
    assert_eq!(names(&dir, &["."], &options), ["a", "sub/.presscut/x"]);
    assert_eq!(names(&dir, &[".presscut"], &options), [""; 0]);
}

#[test]
fn a_missing_path_is_an_error_and_the_walk_goes_on() {
    let dir = tree(&["a"]);
    let found = names(&dir, &["gone", "a"], &WalkOptions::default());
    assert!(found[0].starts_with("error: gone: "), "{found:?}");
    assert_eq!(found[1..], ["a"]);
}

#[test]
fn size_and_time_are_known() {
    let dir = tree(&["abc"]);
    let source =
        walk(&[dir.path().to_owned()], &WalkOptions::default()).unwrap().next().unwrap().unwrap();
    assert_eq!(source.size, 3);
    assert!(source.modified > 1_500_000_000_000_000_000);
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_loops_end() {
    use std::os::unix::fs::symlink;

    let dir = tree(&["a/1", "real/2"]);
    symlink("..", dir.path().join("a/up")).unwrap();
    symlink("../real", dir.path().join("a/linked")).unwrap();
    symlink("1", dir.path().join("a/one")).unwrap();
    symlink("nowhere", dir.path().join("a/dangling")).unwrap();
    let found = names(&dir, &["a"], &WalkOptions::default());
    assert_eq!((found[0].as_str(), &found[2..]), ("a/1", &["a/linked/2".to_owned()][..]));
    assert!(found[1].starts_with("error: a/dangling: "), "{found:?}");
}

#[cfg(unix)]
#[test]
fn pipes_are_passed_by() {
    let dir = tree(&["a"]);
    let made = std::process::Command::new("mkfifo").arg(dir.path().join("pipe")).status();
    if made.is_ok_and(|status| status.success()) {
        assert_eq!(names(&dir, &["."], &WalkOptions::default()), ["a"]);
    }
}
