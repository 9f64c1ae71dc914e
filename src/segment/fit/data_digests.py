"""Composed documents with exact truth, as they come with the data."""
import json

from data_text import Text, letters


def texts(shared, publishers):
    """Returns the digests with every line labelled."""
    found = []
    for line in (shared / "digests/truth.jsonl").read_text().splitlines():
        record = json.loads(line)
        raw = (shared / "digests/text" / (record["id"] + ".txt")).read_bytes().decode()
        owners = [publishers[article["page"]] for article in record["articles"]]
        text = Text.of(record["id"], "digests", owners[0], raw, record["language"])
        text.publishers = set(owners)
        label(text, record, owners)
        found.append(text)
    return found


def label(text, record, owners):
    """Tags every line; an article begins and ends at a character."""
    starts, at = {}, 0
    for number, line in enumerate(text.lines, 1):
        starts[number] = at
        at += len(line) + 1
    for number in text.numbers():
        text.set(number, "X", 1.0)
    for article, owner in zip(record["articles"], owners):
        body = {letters(line) for line in article["body"].split("\n")}
        headline, begin, mine = letters(article["headline"]), "B", []
        for number in text.numbers():
            line = text.lines[number - 1]
            visible = starts[number] + len(line) - len(line.lstrip())
            if article["start"] <= visible < article["end"]:
                key = letters(line)
                role = "H" if headline and key == headline else "P" if key in body else "M"
                headline = None if role == "H" else headline
                text.set(number, begin + role, 1.0)
                begin = "I"
                mine.append(number)
        text.stories.append((mine[0], mine[-1], article["authors"], owner))
    text.all_known = True
