"""Texts labelled by hand, and their labels carried over to the other rendering of the same page."""
import json
from pathlib import Path

from data_text import Text, letters

# Lines shorter than this may stand in a page many times over; they are matched only between others.
DISTINCT = 12


def records(shared, files):
    """Reads label files of gold's form, each rendering once."""
    seen = {}
    for file in [shared / "gold/labels.jsonl", *files]:
        for line in Path(file).read_text().splitlines():
            record = json.loads(line) if line.strip() else None
            if record:
                seen.setdefault(rendering(record["id"]), record)
    return list(seen.values())


def rendering(name):
    """Splits a label's name into page and rendering: `us-X-2024-05-17-text-main`."""
    for kind in ("text-main", "text-full"):
        if name.endswith("-" + kind):
            return name[: -len(kind) - 1], kind
    return name, "text"


def source(shared, record):
    """Finds the labelled text."""
    path = shared / record["text"]
    return path if path.exists() else shared / "gold/text" / (record["id"] + ".txt")


def label(text, record, weight=1.0):
    """Tags every line of a text by its record."""
    for number in text.numbers():
        text.set(number, "X", weight)
    for article in record["articles"]:
        begin = "B"
        text.stories.append((article["start"], article["end"], article["authors"], text.main))
        for number in text.numbers():
            if article["start"] <= number <= article["end"]:
                body = any(first <= number <= last for first, last in article["body"])
                role = "H" if number == article["headline"] else "P" if body else "M"
                text.set(number, begin + role, weight)
                begin = "I"


def carry(whole, other):
    """Carries the labels of one rendering to another of the same page, where lines are the same.

    Lines that match nothing stay unknown; the first known line of an article does not begin it if its first
    line is not there.
    """
    numbers = [whole.numbers(), other.numbers()]
    keys = [[letters(text.lines[number - 1]) for number in rows] for text, rows in zip((whole, other), numbers)]
    articles, at = {}, 0
    for number in numbers[0]:
        at += whole.tags[number][0] == "B"
        articles[number] = at if whole.tags[number] != "X" else 0
    matches = align(*keys)
    last, fresh = 0, True
    for place, number in enumerate(numbers[1]):
        match = matches.get(place)
        if match is None:
            fresh = False
            continue
        origin = numbers[0][match]
        tag, article = whole.tags[origin], articles[origin]
        if tag == "X":
            other.set(number, "X", whole.weights[origin])
        elif article == last:
            other.set(number, "I" + tag[1], whole.weights[origin])
        elif fresh or tag[0] == "B":
            other.set(number, "B" + tag[1], whole.weights[origin])
        else:
            other.set(number, "B" + tag[1], 0.0)
        last, fresh = article, True


def align(left, right):
    """Matches equal keys in order: distinct long ones first, the rest between them. Right place to left place."""
    def once(keys):
        counts = {}
        for place, key in enumerate(keys):
            counts[key] = -1 if key in counts else place
        return {key: place for key, place in counts.items() if place >= 0 and len(key) >= DISTINCT}

    ours, theirs = once(left), once(right)
    anchors = longest(sorted((theirs[key], ours[key]) for key in ours.keys() & theirs.keys()))
    matches = dict(anchors)
    low = (-1, -1)
    for high in [*anchors, (len(right), len(left))]:
        start = low[1] + 1
        for place in range(low[0] + 1, high[0]):
            found = next((at for at in range(start, high[1]) if right[place] and left[at] == right[place]), None)
            if found is not None:
                matches[place] = found
                start = found + 1
        low = high
    return matches


def longest(pairs):
    """Returns the longest run of pairs that rises on both sides."""
    from bisect import bisect_left

    tails, ends, before = [], [], {}
    for number, (_, value) in enumerate(pairs):
        slot = bisect_left(tails, value)
        before[number] = ends[slot - 1] if slot else None
        tails[slot:slot + 1], ends[slot:slot + 1] = [value], [number]
    run, at = [], ends[-1] if ends else None
    while at is not None:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]


def texts(shared, files, publishers, languages):
    """Returns the labelled texts and, as kind `carried`, the other rendering of those that are not labelled."""
    found, done = [], set()
    every = records(shared, files)
    labelled = {rendering(record["id"]) for record in every}
    for record in every:
        page, kind = rendering(record["id"])
        main = publishers.get(page, page)
        text = Text.of(record["id"], "gold", main, source(shared, record).read_bytes().decode(), languages.get(page, ""))
        label(text, record)
        text.all_known = True
        found.append(text)
        twin = {"text-main": "text-full", "text-full": "text-main"}.get(kind)
        for suite in ("pages", "extraction"):
            paths = sorted((shared / suite / (twin or "")).glob(page.removeprefix("aeb-") + "*.txt")) if twin else []
            if len(paths) == 1 and (page, twin) not in labelled and paths[0] not in done:
                done.add(paths[0])
                other = Text.of(f"{page}-{twin}-carried", "carried", main, paths[0].read_bytes().decode(), text.language)
                carry(text, other)
                found.append(other)
    return found
