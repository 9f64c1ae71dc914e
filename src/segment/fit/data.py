#!/usr/bin/env python3
"""Makes the training texts of the line model.

OUT gets `texts/<name>.txt` and `lines.jsonl`, one record a text, the same bytes every time:

    {"name", "kind", "publishers": [...], "main": "publisher", "lines": [[number, tag, weight], ...]}

`lines` has the lines that are not blank, by their number from 1 (a line ends at LF); the tags are those of
`fit.py`, and weight 0 is a line of unknown truth, to be masked. A text may be used for fitting when none of its
`publishers` is held out; `data_text.fold` deals these into parts. The texts are other people's: OUT is for a
temporary folder. It needs lxml 6.1.3.
"""
import argparse
import json
import shutil
import sys
from collections import Counter
from pathlib import Path

import data_digests
import glue_pool
import glue_shapes
import gold
import joined
import pages
import vary

# How much a line counts, by the kind of its text; lines whose truth is unknown count nothing.
SCALE = {"gold": 3.0, "carried": 1.5, "digests": 1.0, "text-main": 1.5, "text-full": 0.45,
         "varied": 0.7, "joined": 0.5}
GLUED = 0.5
# Glued documents a part of a language.
EACH = 90


def build(shared, labels):
    """Returns all training texts, in a fixed order."""
    stories = pages.stories(shared)
    publishers = {story.page: story.publisher for story in stories}
    languages = {story.page: story.language for story in stories}
    by_hand = gold.texts(shared, labels, publishers, languages)
    known = {gold.rendering(text.name.removesuffix("-carried")) for text in by_hand}
    # Of the extraction pages little is known for sure: they only lend their stories to glued documents.
    paged = [story for story in stories if story.suite == "pages"]
    glued = glue_shapes.documents(glue_pool.pools(stories, by_hand), 1, EACH)
    composed = data_digests.texts(shared, publishers)
    whole = [text for text in by_hand if text.kind == "gold"] + composed
    return [*by_hand, *composed, *pages.texts(shared, paged, known), *glued, *vary.texts(by_hand), *joined.texts(whole)]


def write(texts, out):
    """Writes the texts and their lines."""
    shutil.rmtree(out / "texts", ignore_errors=True)
    (out / "texts").mkdir(parents=True)
    with (out / "lines.jsonl").open("w") as file:
        for text in texts:
            (out / "texts" / (text.name + ".txt")).write_text("\n".join(text.lines), newline="")
            print(json.dumps(text.record(SCALE.get(text.kind, GLUED)), ensure_ascii=False), file=file)


def main():
    """Reads the arguments and prints how much there is of each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder of gold, digests, pages and extraction")
    parser.add_argument("--labels", type=Path, nargs="*", default=[], help="more labels in gold's form")
    parser.add_argument("--out", type=Path, required=True, help="where `texts` and `lines.jsonl` go")
    args = parser.parse_args()
    texts = build(args.shared, args.labels)
    write(texts, args.out)
    counts = Counter(text.kind for text in texts)
    for kind, count in counts.items():
        known = sum(weight > 0 for text in texts if text.kind == kind for weight in text.weights.values())
        print(f"{kind}: {count} texts, {known} known lines", file=sys.stderr)


if __name__ == "__main__":
    main()
