"""Stories as glued documents show them: in full, or as a teaser in the document's rhythm."""
from glue_pool import sentences


def lead(w, story, length):
    """Returns the lines of text that a teaser shows."""
    long = [text for text in story.paragraphs() if len(text) >= 60] or story.paragraphs()
    first = sentences(long[0])
    if length == "sentence":
        return [plain(w, first[0])]
    if length == "clause":
        words = first[0].split()
        most = w.style.clause + w.chance.randrange(5)
        return [plain(w, " ".join(words[:most]).rstrip(",;:–-")) if len(words) > most else plain(w, first[0])]
    if length == "sentences":
        return [" ".join(first[: w.chance.randrange(1, 4)])]
    if length == "paragraph":
        return long[:1]
    if length == "cut":
        words = long[0].split()[: w.chance.randrange(14, 45)]
        return [" ".join(words).rstrip(".,;:") + w.chance.choice(["…", "...", " [...]", " …"])]
    return long[: w.chance.randrange(1, 4)]


def plain(w, line):
    """Takes the end mark away in documents whose teasers have none."""
    return line.rstrip(".") if w.style.plain else line


def date(w):
    """Returns a date in the document's form."""
    form = w.style.date_form
    return w.fill("{h} " + form) if w.style.time else w.fill(form)


def gap(w):
    """Parts two lines of a teaser."""
    w.blank(w.style.gap)


def teaser(w, story, number=0, length=None, bare=False):
    """Writes a teaser; without its headline where `bare` or the story has none."""
    s = w.style
    w.open()
    mark = s.mark.replace("{n}", str(number)) if number else ""
    if s.date == "above":
        w.inside(mark + date(w), "M")
        mark = ""
        gap(w)
    if s.credit == "above":
        w.inside(w.fill(w.chance.choice(w.words["credit"])), "M")
        gap(w)
    if s.kicker:
        kicker = w.fill("{s}") if s.kicker != "topic" else story.title.split(":")[0]
        kicker = kicker.upper() if s.kicker == "caps" else kicker
        if len(kicker) < 40:
            w.inside(mark + kicker, "M")
            mark = ""
            gap(w)
    if story.title and not bare:
        w.inside(mark + story.title, "H")
        mark = ""
        gap(w)
    if s.credit == "below":
        w.inside(w.fill(w.chance.choice(w.words["credit"])), "M")
        gap(w)
    if s.byline == "glued" and s.date != "none":
        w.inside(w.fill(s.by_form) + w.chance.choice(["", " ", " | ", " - "]) + date(w), "M")
        gap(w)
    else:
        below = [part for part, on in ((w.fill(s.by_form), s.byline == "below"), (date(w), s.date == "below")) if on]
        for line in below:
            w.inside(line, "M")
            gap(w)
    for at, line in enumerate(lead(w, story, length or s.length)):
        w.blank(min(at, 1) * max(s.gap, 1))
        w.inside(mark + line, "P")
        mark = ""
    for line, on in ((w.fill(s.by_form), s.byline == "end"), (date(w), s.date == "end")):
        if on:
            gap(w)
            w.inside(line, "M")
    if s.more:
        gap(w)
        w.inside(s.more, "M")


def full(w, story, headline=True, credit_first=False, bio=None, most=40):
    """Writes a story with all that stands around one."""
    s, pick, roll = w.style, w.chance.choice, w.chance.random
    w.open()
    if credit_first:
        w.inside(w.fill(pick(w.words["caption"])), "M")
        w.blank()
    if headline and story.title:
        if s.kicker and roll() < 0.6:
            w.inside(w.fill("{s}"), "M")
            w.blank()
        w.inside(story.title, "H")
        w.blank()
    blocks = [block for block in story.blocks if block[1].strip()][:most]
    if headline and blocks and blocks[0][0] == "summary":
        w.inside(blocks.pop(0)[1], "P")
        w.blank()
    if headline:
        header(w)
    for at, (kind, line) in enumerate(blocks):
        if at and roll() < 0.06:
            form = pick(w.words["prompt"] + w.words["deeper"] + w.words["promo"][:1] + w.words["caption"])
            w.inside(w.fill(form), "M")
            w.blank()
        for part in line.split("\n"):
            w.inside(part, "P")
            w.blank()
    if bio if bio is not None else roll() < 0.25:
        w.inside(w.fill(pick(w.words["bio"])), "M")
        w.blank()


def header(w):
    """Writes byline, date, credit and prompts between headline and text, in some order."""
    roll, pick = w.chance.random, w.chance.choice
    lines = []
    if roll() < 0.7:
        lines.append(w.fill(pick(w.words["by"])))
    if roll() < 0.7:
        lines.append(w.fill(pick(w.words["dates"] + w.words["updated"])))
    if roll() < 0.3:
        lines.append(w.fill(pick(w.words["caption"] + w.words["credit"])))
    if roll() < 0.3:
        lines.append(w.fill(pick(w.words["prompt"] + w.words["talk"][:2])))
    w.chance.shuffle(lines)
    joined = w.chance.choice([0, 1])
    if len(lines) > 1 and roll() < 0.15:
        lines[:2] = ["".join(lines[:2])]
    for line in lines:
        w.inside(line, "M")
        w.blank(joined)
    w.blank(1 - joined)
