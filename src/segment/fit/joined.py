"""Labelled texts behind one another: a file of many pages, which begin and end within it."""
import random

from data_text import Text, fold

# Longer ones are cut in windows anyway: `WINDOW` in text.rs.
MOST = 500
# The most texts that are joined.
SOME = 6


def texts(labelled):
    """Returns each labelled text once beside others of its parts of the cross-validation, as kind `joined`."""
    parts, found = {}, []
    for text in labelled:
        parts.setdefault(tuple(sorted({fold(publisher) for publisher in text.publishers})), []).append(text)
    for part, rest in sorted(parts.items()):
        chance = random.Random(str(part))
        chance.shuffle(rest)
        for some in deal(rest, chance):
            found.append(join(some, chance, f"joined-{len(found)}"))
    return found


def deal(texts, chance):
    """Deals texts into two or more that are no longer than a window together."""
    some, lines, count = [], 0, chance.randint(2, SOME)
    for text in texts:
        more = len(text.tags)
        if some and (len(some) == count or lines + more > MOST):
            if len(some) > 1:
                yield some
            some, lines, count = [], 0, chance.randint(2, SOME)
        some.append(text)
        lines += more
    if len(some) > 1:
        yield some


def join(texts, chance, name):
    """Puts texts behind one another, with up to three blank lines between them."""
    lines, tags = [], {}
    for text in texts:
        lines.extend([""] * chance.randrange(4))
        tags.update({len(lines) + number: tag for number, tag in text.tags.items()})
        lines.extend(text.lines)
    joined = Text.of(name, "joined", texts[0].main, "\n".join(lines))
    joined.publishers = set().union(*(text.publishers for text in texts))
    for number, tag in tags.items():
        joined.set(number, tag, 1.0)
    return joined
