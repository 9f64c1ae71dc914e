"""Labelled texts set differently: other blank lines and list marks, wrapped lines, stories that end sooner, teasers
without end marks or kickers."""
import random
import textwrap

from data_text import Text

# Differently set copies of each text.
COPIES = 2


def texts(by_hand):
    """Returns the copies, as kind `varied`."""
    found = []
    for text in by_hand:
        if text.kind == "gold" and any(tag[0] == "B" for tag in text.tags.values()):
            for turn in range(COPIES):
                found.append(vary(text, random.Random(f"{text.name} {turn}"), turn))
    return found


def vary(text, chance, turn):
    """Sets a text anew."""
    blanks = chance.choice(["none", "all", "as is", "articles"])
    marks = chance.choice(["as is", "as is", "none", "  • ", "- "])
    plain, kickers, tails = (chance.random() < share for share in (0.4, 0.4, 0.4))
    main, sooner = chance.random() < 0.25, chance.random() < 0.5
    width = chance.choice([64, 72, 80, 100]) if chance.random() < 0.2 else None
    articles = parts(text)
    longest = max((part for part in articles if part[0][1][0] == "B"), key=lambda part: sum(len(l) for l, _, _ in part))
    lines, tags = [], []
    for part in articles:
        inside = part[0][1][0] == "B"
        if part is longest and main and len(articles) > 5:
            continue
        if inside:
            texts = sum(tag[1:] == "P" for _, tag, _ in part)
            if texts <= 2:
                part = teaser(part, plain, kickers, tails)
            elif sooner and texts > 4:
                part = shorter(part, chance.randrange(1, texts - 2))
            if blanks == "articles":
                lines.append("")
                tags.append(None)
        for line, tag, gap in part:
            bare = line.strip().removeprefix("•").removeprefix("- ").strip()
            listed = line.strip().startswith(("•", "- "))
            if listed and marks != "as is":
                line = bare if marks == "none" else marks + bare
            if blanks == "all" or (blanks == "as is" and gap):
                lines.append("")
                tags.append(None)
            wrapped = textwrap.wrap(line, width) if width and tag[1:] == "P" else [line]
            lines.extend(wrapped)
            tags.extend([tag] + ["IP"] * (len(wrapped) - 1))
    copy = Text.of(f"{text.name}-varied-{turn}", "varied", text.main, "\n".join(lines), text.language)
    for number, tag in enumerate(tags, 1):
        if tag is not None and number in copy.tags:
            copy.set(number, tag, 1.0)
    return copy


def parts(text):
    """Parts a text into articles and runs of no article; each line with its tag and whether it follows a blank one."""
    found, last, gap = [], None, 0
    for number, line in enumerate(text.lines, 1):
        tag = text.tags.get(number) if line.strip() else None
        if tag is None:
            gap = 1
            continue
        kind = tag == "X"
        if kind != last or tag[0] == "B":
            found.append([])
        found[-1].append((line, tag, gap))
        last, gap = kind, 0
    return found


def shorter(part, less):
    """Takes the last lines of text away, and what stands between them."""
    places = [at for at, (_, tag, _) in enumerate(part) if tag[1] == "P"]
    last, end = places[-less - 1], places[-1]
    return part[:last + 1] + part[end + 1:]


def teaser(part, plain, kickers, tails):
    """Takes parts of a teaser away, as other sites do."""
    body = [at for at, (_, tag, _) in enumerate(part) if tag[1] in "HP"]
    first, last = body[0], body[-1]
    kept = []
    for at, (line, tag, gap) in enumerate(part):
        if (kickers and at < first and tag[1] == "M") or (tails and at > last and tag[1] == "M"):
            continue
        if plain and tag[1] == "P":
            line = line.rstrip().rstrip(".")
        kept.append((line, ("I" if kept else "B") + tag[1], gap))
    return kept
