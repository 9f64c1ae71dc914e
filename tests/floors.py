"""Holds the segmenter and the ranking against the floors of tests/floors.toml.

    python3 tests/floors.py target/release/presscut [--all]

Needs the shared development data beside the project (../shared, or PRESSCUT_SHARED). Without it,
says so and succeeds; with CI set, that is a failure. `--all` prints every figure, not only those
that have a floor.
"""

import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
SHARED = pathlib.Path(os.environ.get("PRESSCUT_SHARED", HERE.parent.parent / "shared"))


def run(binary, *arguments):
    """Returns the standard output of a presscut command that must succeed."""
    done = subprocess.run([binary, *map(str, arguments)], stdout=subprocess.PIPE)
    if done.returncode != 0:
        sys.exit(f"presscut {' '.join(map(str, arguments))} ended with {done.returncode}")
    return done.stdout


def score(binary, scratch, kind, folder, *options):
    """Segments a folder and returns the scorer's figures."""
    output = scratch / "segments.ndjson"
    output.write_bytes(run(binary, "segment", folder))
    done = subprocess.run(
        [sys.executable, SHARED / "score/score.py", kind, *options, "--json", output],
        stdout=subprocess.PIPE, check=True,
    )
    return json.loads(done.stdout)


def seed(binary, scratch):
    """Scores the seed page alone: the one gold label whose id begins with `seed-`."""
    labels = scratch / "seed-labels.jsonl"
    lines = (SHARED / "gold/labels.jsonl").read_text(encoding="utf-8").splitlines(True)
    kept = [line for line in lines if json.loads(line)["id"].startswith("seed-")]
    labels.write_text("".join(kept), encoding="utf-8")
    text = SHARED / "gold/text"
    page = next(text.glob("seed-*.txt"))
    return score(binary, scratch, "gold", page, "--labels", labels, "--text", text)


def labelled(binary, scratch):
    """Scores the pages of tests/gold, which the scorer wants in one folder, named by id."""
    labels, texts = HERE / "gold/labels.jsonl", scratch / "labelled"
    texts.mkdir()
    for line in labels.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        page = (SHARED / record["text"]).read_bytes()
        if hashlib.sha256(page).hexdigest() != record["sha256"]:
            sys.exit(f"tests/gold: {record['text']} is not the text that was labelled")
        (texts / f"{record['id']}.txt").write_bytes(page)
    return score(binary, scratch, "gold", texts, "--labels", labels, "--text", texts)


def evaluate(binary, scratch, name):
    """Indexes a relevance collection and returns the means of `presscut eval`."""
    folder, index = SHARED / "relevance" / name, scratch / name
    run(binary, "index", "--index", index, "--as", "articles", "--json", folder / "docs.jsonl.gz")
    printed = run(binary, "eval", "--index", index, "--json",
                  "--topics", folder / "topics.tsv", "--qrels", folder / "qrels.txt")
    return json.loads(printed.splitlines()[-1])


def measure(binary, scratch, name):
    """Returns every figure of one suite."""
    if name == "seed":
        return seed(binary, scratch)
    if name == "labelled":
        return labelled(binary, scratch)
    if name in ("gold", "digests"):
        return score(binary, scratch, name, SHARED / name / "text", "--suite", SHARED / name)
    if name in ("text-main", "text-full", "html"):
        return score(binary, scratch, "pages", SHARED / "pages" / name,
                     "--suite", SHARED / "pages", "--rendering", name)
    if name == "extraction":
        return score(binary, scratch, name, SHARED / name / "html", "--suite", SHARED / name)
    return evaluate(binary, scratch, name)


def judge(name, figures, limits):
    """Prints a line for each limit and returns how many held and how many failed."""
    passed, failed = 0, 0
    for kind, sign, word in (("min", 1, "floor"), ("max", -1, "ceiling")):
        for figure, limit in limits.get(kind, {}).items():
            value = figures[figure]
            good = sign * (value - limit) >= -1e-9
            passed, failed = passed + good, failed + (not good)
            print(f"{'ok  ' if good else 'FAIL'} {name:10} {figure:26} {value:.4f} ({word} {limit})",
                  flush=True)
    return passed, failed


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    if not SHARED.is_dir():
        message = f"floors: skipped, no shared data at {SHARED}"
        sys.exit(message) if os.environ.get("CI") else print(message)
        return
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    passed, failed = 0, 0
    with tempfile.TemporaryDirectory() as scratch:
        for name, limits in floors.items():
            figures = measure(binary, pathlib.Path(scratch), name)
            held, broken = judge(name, figures, limits)
            passed, failed = passed + held, failed + broken
            if "--all" in sys.argv:
                print(json.dumps({name: figures}, indent=1))
    print(f"floors: {passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
